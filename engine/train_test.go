package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"backprop/engine/nn"
	"backprop/engine/optim"
)

// sameRun compares all that two runs have come to, bit for bit.
func sameRun(t *testing.T, got, want *Run) {
	t.Helper()
	if !slices.Equal(got.Network().Params(), want.Network().Params()) {
		t.Errorf("weights %v, want %v", got.Network().Params(), want.Network().Params())
	}
	if !slices.Equal(got.Velocity(), want.Velocity()) {
		t.Errorf("last steps %v, want %v", got.Velocity(), want.Velocity())
	}
	if got.Epoch() != want.Epoch() || got.Updates() != want.Updates() ||
		got.Stopped() != want.Stopped() || got.Divergence() != want.Divergence() {
		t.Errorf("at epoch %d, update %d, stopped %v, %v, want epoch %d, update %d, stopped %v, %v",
			got.Epoch(), got.Updates(), got.Stopped(), got.Divergence(),
			want.Epoch(), want.Updates(), want.Stopped(), want.Divergence())
	}
	if got.Loss() != want.Loss() || got.TestLoss() != want.TestLoss() {
		t.Errorf("losses %v, %v, want %v, %v", got.Loss(), got.TestLoss(), want.Loss(), want.TestLoss())
	}
	if !slices.EqualFunc(got.History(), want.History(), samePoint) {
		t.Errorf("curve of %d points %v, want %d %v", len(got.History()), got.History(), len(want.History()), want.History())
	}
}

func samePoint(a, b LossPoint) bool {
	return a.Epoch == b.Epoch && math.Float64bits(a.Train) == math.Float64bits(b.Train) &&
		math.Float64bits(a.Test) == math.Float64bits(b.Test)
}

// variety returns experiments that use every part of training.
func variety() map[string]Experiment {
	full := circle()
	mini := circle()
	mini.Batch, mini.LearningRate = 7, 0.3
	shuffled := mini
	shuffled.Order = Shuffled
	shuffledFull := full
	shuffledFull.Order = Shuffled
	online := mini
	online.Batch, online.Order, online.Decay = 1, Shuffled, 1e-4
	relu := mini
	relu.Layers = []nn.Layer{{Units: 4, Activation: nn.ReLU}, {Units: 3, Activation: nn.Tanh}, {Units: 1, Activation: nn.Linear}}
	relu.LearningRate = 0.02
	scheduled := shuffled
	scheduled.Schedule = []Change{{Epoch: 2, LearningRate: 0.1, Momentum: 0.5}, {Epoch: 5, LearningRate: 0.05}}
	watched := mini
	watched.Stop = Stop{Loss: 1e-9, Epoch: 12}
	sum := mini
	sum.Convention, sum.LearningRate = Sum, 0.02
	penalized := shuffled
	penalized.Penalty, penalized.Decay = optim.Penalty{L1: 1e-3, L2: 1e-2}, 1e-4
	penalizedFull := full
	penalizedFull.Penalty.L2 = 1e-3
	return map[string]Experiment{
		"penalties": penalized, "penalty, full batch": penalizedFull,
		"full batch": full, "full batch, shuffled": shuffledFull, "mini-batches": mini, "shuffled": shuffled,
		"online": online, "relu": relu, "schedule": scheduled, "stop rules": watched, "sum": sum,
	}
}

func TestAdvanceAdds(t *testing.T) {
	for name, e := range variety() {
		t.Run(name, func(t *testing.T) {
			once, parts := begin(t, e), begin(t, e)
			once.Advance(13, 29)
			for _, step := range [][2]int{{0, 1}, {1, 0}, {0, 20}, {3, 2}, {0, 0}, {9, 5}, {0, 1}} {
				parts.Advance(step[0], step[1])
			}
			sameRun(t, parts, once)
		})
	}
}

func TestResetRepeatsTheCurve(t *testing.T) {
	for name, e := range variety() {
		t.Run(name, func(t *testing.T) {
			r, want := begin(t, e), begin(t, e)
			want.Advance(1515, 0)
			r.Advance(700, 3)
			r.Reset()
			if r.Epoch() != 0 || r.Updates() != 0 || len(r.History()) != 1 {
				t.Errorf("after reset: epoch %d, update %d, %d points", r.Epoch(), r.Updates(), len(r.History()))
			}
			for range 15 {
				r.Advance(101, 0)
				r.Loss() // looking changes nothing
			}
			sameRun(t, r, want)
		})
	}
}

func TestResumeContinues(t *testing.T) {
	for name, e := range variety() {
		t.Run(name, func(t *testing.T) {
			for _, at := range [][2]int{{0, 0}, {0, 1}, {4, 0}, {6, 3}, {1100, 0}} {
				want := begin(t, e)
				want.Advance(at[0], at[1])
				r, err := Resume(want.Experiment(), *want.Checkpoint())
				if err != nil {
					t.Fatal(err)
				}
				sameRun(t, r, want)
				r.Advance(40, 1)
				want.Advance(40, 1)
				sameRun(t, r, want)
				r.Reset()
				want.Reset()
				sameRun(t, r, want)
			}
		})
	}
}

func TestResumeRefusesWhatDoesNotFit(t *testing.T) {
	for name, spoil := range map[string]func(c *Checkpoint){
		"params":   func(c *Checkpoint) { c.Params = c.Params[1:] },
		"velocity": func(c *Checkpoint) { c.Velocity = nil },
		"first":    func(c *Checkpoint) { c.First = append(c.First, 0) },
		"NaN":      func(c *Checkpoint) { c.Params[0] = math.NaN() },
		"epoch":    func(c *Checkpoint) { c.Epoch = -1 },
		"updates":  func(c *Checkpoint) { c.Updates++ },
		"history":  func(c *Checkpoint) { c.History[0].Epoch = c.Epoch + 1 },
		"order":    func(c *Checkpoint) { c.History[1].Epoch = 0 },
	} {
		r := begin(t, circle())
		r.Advance(5, 0)
		c := r.Checkpoint()
		spoil(c)
		if _, err := Resume(circle(), *c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestTrainingAllocatesNothing(t *testing.T) {
	for name, e := range variety() {
		r := begin(t, e)
		r.Advance(3, 0)
		if a := testing.AllocsPerRun(5, func() { r.Advance(400, 1) }); a != 0 {
			t.Errorf("%s: %v allocations in 400 epochs and an update", name, a)
		}
	}
}

// The permutation of an epoch is one, differs from the one before, and follows
// from seed and epoch.
func TestShuffledOrder(t *testing.T) {
	e := circle()
	e.Order, e.Batch = Shuffled, 10
	r := begin(t, e)
	r.Advance(0, 1)
	first := slices.Clone(r.order)
	r.Advance(1, 0)
	second := slices.Clone(r.order)
	if slices.Equal(first, second) {
		t.Error("two epochs have one order")
	}
	for _, order := range [][]int32{first, second} {
		slices.Sort(order)
		for i, v := range order {
			if int(v) != i {
				t.Fatalf("no permutation: %v", order)
			}
		}
	}
	shuffle(r.order, &r.source, e.Init.Seed, 1)
	again := slices.Clone(r.order)
	shuffle(r.order, &r.source, e.Init.Seed+1, 1)
	if slices.Equal(r.order, again) {
		t.Error("two seeds give one order")
	}
}

func TestScheduleTakesForce(t *testing.T) {
	e := circle()
	e.Schedule = []Change{{Epoch: 3, LearningRate: 0.5, Momentum: 0.1}, {Epoch: 6, LearningRate: 0, Momentum: 0}}
	r := begin(t, e)
	hand := circle()
	h := begin(t, hand)
	h.Advance(3, 0)
	if err := h.Tune(Tune{LearningRate: 0.5, Momentum: 0.1}); err != nil {
		t.Fatal(err)
	}
	h.Advance(3, 0)
	r.Advance(6, 0)
	sameRun(t, r, h)
	before := slices.Clone(r.Network().Params())
	r.Advance(3, 0)
	if !slices.Equal(r.Network().Params(), before) {
		t.Error("weights change at rate 0")
	}
}

func TestConventionOfTheCurve(t *testing.T) {
	e := circle()
	e.Convention = Sum
	r := begin(t, e)
	if l := r.Loss(); r.History()[0].Train != l.Sum || l.Sum == l.Mean {
		t.Errorf("the curve begins at %v, the sum is %v", r.History()[0].Train, l.Sum)
	}
	e.Convention = Mean
	e.Data.Share = 100
	r = begin(t, e)
	if l := r.Loss(); r.History()[0].Train != l.Mean || !math.IsNaN(r.History()[0].Test) {
		t.Errorf("the curve begins at %v, %v, the mean is %v", r.History()[0].Train, r.History()[0].Test, l.Mean)
	}
	if r.TestLoss() != (Loss{}) {
		t.Errorf("test loss %v without test samples", r.TestLoss())
	}
}

// The loss of the only batch, whose way forward is not gone twice, is that of
// the training set in its own order.
func TestLossOfFullBatchIsThatOfBlocks(t *testing.T) {
	for _, order := range Orders() {
		e := circle()
		e.Data.Samples, e.Data.Share, e.Order = 1111, 60, order
		r := begin(t, e)
		for range 5 {
			r.Advance(1, 0)
			if got, want := r.Loss(), r.lossOver(&r.trainBlocks); got != want {
				t.Fatalf("%v, epoch %d: loss %v, in blocks %v", order, r.Epoch(), got, want)
			}
		}
	}
}

func TestAdvanceRefusesNegativeCounts(t *testing.T) {
	r := begin(t, circle())
	for _, c := range [][2]int{{-1, 0}, {0, -1}, {MaxEpoch + 1, 0}} {
		var field *FieldError
		if err := r.Advance(c[0], c[1]); !errors.As(err, &field) {
			t.Errorf("Advance(%d, %d): %v", c[0], c[1], err)
		}
	}
}

func ExampleRun() {
	e, err := Parse("data=xortable&layers=5sigmoid,1sigmoid&rate=2&momentum=0.9&range=1&seed=5&stoperror=0.1")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := NewRun(e)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("epoch %d: loss %.3f\n", r.Epoch(), r.Loss().Mean)
	r.Advance(1000, 0)
	fmt.Printf("epoch %d: loss %.3f, stopped by %v\n", r.Epoch(), r.Loss().Mean, r.Stopped())
	// Output:
	// epoch 0: loss 0.150
	// epoch 124: loss 0.003, stopped by error
}
