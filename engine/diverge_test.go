package engine

import (
	"math"
	"testing"

	"backprop/engine/kernel"
	"backprop/engine/nn"
)

// diverging returns experiments that leave the finite numbers.
func diverging() map[string]Experiment {
	linear := circle()
	linear.Layers = []nn.Layer{{Units: 5, Activation: nn.Linear}, {Units: 1, Activation: nn.Linear}}
	linear.LearningRate = 1e6
	mini := linear
	mini.Batch, mini.Order = 7, Shuffled
	online := mini
	online.Batch, online.LearningRate = 1, 10
	single := linear
	single.Layers = linear.Layers[1:]
	single.LearningRate = 10
	slow := single // beyond the epochs that are all on the curve
	slow.LearningRate, slow.Momentum = 0.402, 0
	deep := linear
	deep.Layers = []nn.Layer{{Units: 4, Activation: nn.ReLU}, {Units: 4, Activation: nn.Linear}, {Units: 1, Activation: nn.Linear}}
	deep.LearningRate, deep.Convention = 1, Sum
	sigmoid := circle()
	sigmoid.LearningRate = math.MaxFloat64
	sigmoid.Convention = Sum
	return map[string]Experiment{
		"linear": linear, "mini-batches": mini, "online": online, "single": single, "slow": slow, "deep": deep, "sigmoid": sigmoid,
	}
}

func TestDivergenceIsFoundWhereItHappens(t *testing.T) {
	for name, e := range diverging() {
		t.Run(name, func(t *testing.T) {
			r := begin(t, e)
			r.Advance(3000, 0)
			d := r.Divergence()
			if r.Stopped() != StoppedByDivergence || d.Quantity == "" {
				t.Fatalf("stopped %v, %v", r.Stopped(), d)
			}
			t.Logf("%+v, back at update %d, loss %v", d, r.Updates(), r.Loss())
			perEpoch := int64(r.batches.count())
			if want := int((d.Update-1)/perEpoch) + 1; d.Epoch != want {
				t.Errorf("epoch %d of update %d, want %d", d.Epoch, d.Update, want)
			}
			if !kernel.Finite(r.Network().Params()) || !kernel.Finite(r.Velocity()) ||
				!finite(r.Loss().Sum) || !finite(r.TestLoss().Sum) {
				t.Errorf("weights %v, loss %v", r.Network().Params(), r.Loss())
			}
			// The loss of a mini-batch shows in an update what the one before
			// has done, so that one has to be taken back as well.
			back := d.Update - 1
			if perEpoch > 1 {
				back--
			}
			if r.Updates() != back {
				t.Errorf("back at update %d, divergence in update %d", r.Updates(), d.Update)
			}

			// Another way there ends at the same place, in the state that the
			// same number of updates leads to.
			steps := begin(t, e)
			for range d.Update + 10 {
				steps.Advance(0, 1)
			}
			sameRun(t, steps, r)
			direct := begin(t, e)
			direct.Advance(0, int(r.Updates()))
			if direct.Stopped() != NotStopped || direct.Loss() != r.Loss() {
				t.Errorf("straight to update %d: stopped %v, loss %v, want %v", r.Updates(), direct.Stopped(), direct.Loss(), r.Loss())
			}
			for _, p := range r.History() {
				if !finite(p.Train) || p.Epoch > r.Epoch() {
					t.Errorf("point %v on the curve at epoch %d", p, r.Epoch())
				}
			}

			// Training again from there diverges again, unless tuned.
			r.Advance(1, 0)
			sameRun(t, r, steps)
			r.Rewind()
			if r.Stopped() != NotStopped || r.Divergence() != (Divergence{}) || r.Loss() != steps.Loss() {
				t.Errorf("after Rewind: stopped %v, %v", r.Stopped(), r.Divergence())
			}
			r.Advance(3000, 0)
			if r.Stopped() != StoppedByDivergence || r.Divergence() != d {
				t.Errorf("again: stopped %v, %v, want %v", r.Stopped(), r.Divergence(), d)
			}
			if err := r.Tune(Tune{LearningRate: 0, Momentum: 0}); err != nil || r.Stopped() != StoppedByDivergence {
				t.Errorf("tuned: %v, stopped %v", err, r.Stopped())
			}
			r.Rewind()
			r.Advance(2, 0)
			if r.Stopped() != NotStopped {
				t.Errorf("at rate 0: stopped %v, %v", r.Stopped(), r.Divergence())
			}
			r.Reset()
			if r.Stopped() != NotStopped || r.Divergence() != (Divergence{}) {
				t.Errorf("after Reset: stopped %v, %v", r.Stopped(), r.Divergence())
			}
		})
	}
}

// An edit or a change of ε in the middle of an epoch is not lost by going back.
func TestDivergenceAfterAChangeInTheEpoch(t *testing.T) {
	e := circle()
	e.Layers = []nn.Layer{{Units: 1, Activation: nn.Linear}}
	e.Batch, e.LearningRate = 10, 0.001
	for name, change := range map[string]func(r *Run){
		"edit, then ε": func(r *Run) {
			r.Edit(0, 5)
			r.Advance(0, 2)
			r.Tune(Tune{LearningRate: 1e160, Momentum: 0})
		},
		"ε, then edit": func(r *Run) {
			r.Tune(Tune{LearningRate: 1e77, Momentum: 0})
			r.Advance(0, 1)
			r.Edit(0, 0.5)
		},
	} {
		r, want := begin(t, e), begin(t, e)
		r.Advance(2, 3)
		change(r)
		r.Advance(1, 0)
		if r.Stopped() != StoppedByDivergence {
			t.Fatalf("%s: stopped %v at update %d", name, r.Stopped(), r.Updates())
		}
		r.Rewind()
		want.Advance(2, 3)
		change(want)
		want.Advance(0, int(r.Updates()-want.Updates()))
		sameRun(t, r, want)
	}
}

func TestQuantityThatDiverges(t *testing.T) {
	x, y := [][]float64{{1}}, [][]float64{{0}}
	for _, c := range []struct {
		name  string
		e     func(*Experiment)
		want  Divergence
		start []float64
	}{
		// E = ½·(1e160)² is beyond the largest number.
		{"loss", func(*Experiment) {}, Divergence{1, 1, "loss"}, []float64{1e160, 0}},
		// ŷ = 1e−60·1e200 = 1e140 and E = ½·1e280, but ∂E/∂x of the lower unit
		// is 1e140·1e200.
		{"gradient", func(e *Experiment) {
			e.Layers = []nn.Layer{{Units: 1, Activation: nn.Linear}, {Units: 1, Activation: nn.Linear}}
		}, Divergence{1, 1, "gradient"}, []float64{1e-60, 0, 1e200, 0}},
		{"weight", func(e *Experiment) { e.LearningRate = 1e308 }, Divergence{1, 1, "weight"}, []float64{100, 0}},
		{"loss after the update", func(e *Experiment) { e.LearningRate = 1e200 }, Divergence{1, 1, "loss"}, []float64{100, 0}},
	} {
		e := onTable(x, y, nn.Layer{Units: 1, Activation: nn.Linear})
		e.LearningRate = 1
		e.Init.Start = c.start
		c.e(&e)
		r := begin(t, e)
		r.Advance(1, 0)
		if r.Divergence() != c.want || r.Updates() != 0 {
			t.Errorf("%s: %v at update %d, want %v", c.name, r.Divergence(), r.Updates(), c.want)
		}
	}
}

// Sigmoid outputs are finite whatever the weights, but w₁y₁ + w₂y₂ is not a
// number when both products are infinite, of unlike signs.
func TestDivergenceOfBoundedUnits(t *testing.T) {
	e := onTable([][]float64{{1e10, -1e10}, {1e10, 1e10}}, [][]float64{{0}, {1}}, nn.Layer{Units: 1, Activation: nn.Sigmoid})
	e.Init.Range, e.LearningRate, e.Batch = 0, 1e298, 1
	r := begin(t, e)
	r.Advance(3, 0)
	if r.Stopped() != StoppedByDivergence || r.Divergence().Quantity != "loss" || !finite(r.Loss().Sum) {
		t.Errorf("stopped %v, %v, loss %v", r.Stopped(), r.Divergence(), r.Loss())
	}
}
