package engine

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/floats"

	"backprop/engine/nn"
	"backprop/engine/optim"
)

// The first step of a small ε, divided by −ε, is the gradient of the loss in
// its convention plus the penalty: over activations, depths and first weights,
// none of which is near 0, where |w| has no derivative.
func TestFirstStepIsTheGradientOfLossAndPenalty(t *testing.T) {
	const rate = 1.0 / 1024
	x := random(3, 2, 1)
	worst := 0.0
	for _, penalty := range []optim.Penalty{{L1: 0.3}, {L2: 0.7}, {L1: 10, L2: 3}} {
		for _, convention := range Conventions() {
			for _, hidden := range nn.Activations() {
				for depth := range 4 {
					var layers []nn.Layer
					for range depth {
						layers = append(layers, nn.Layer{Units: 3, Activation: hidden})
					}
					e := onTable(x, random(3, 2, 2), append(layers, nn.Layer{Units: 2, Activation: nn.Tanh})...)
					e.Penalty, e.Convention, e.LearningRate = penalty, convention, rate
					e.Init.Start = startOf(e)
					for i, w := range e.Init.Start {
						e.Init.Start[i] = w + math.Copysign(0.1, w)
					}
					r := begin(t, e)
					r.Advance(0, 1)
					got := slices.Clone(r.Velocity())
					floats.Scale(-1/rate, got)
					want := fd.Gradient(nil, func(params []float64) float64 {
						at := e
						at.Init.Start = params
						r := begin(t, at)
						return r.inConvention(r.Loss()) + r.Penalty()
					}, e.Init.Start, &fd.Settings{Formula: fd.Central, Step: nn.NumericStep})
					floats.Sub(got, want)
					off := floats.Norm(got, 2) / floats.Norm(want, 2)
					worst = max(worst, off)
					if !(off < 1e-7) {
						t.Errorf("%+v, %v, %d %v hidden: off by %.2g", penalty, convention, depth, hidden, off)
					}
				}
			}
		}
	}
	t.Logf("largest relative error %.2g", worst)
}

// λ₁ drives the weights of needless inputs to exactly 0, and they grow again
// once it is smaller.
func TestWeightsThatL1DroveToZeroGrowAgain(t *testing.T) {
	e := golden()["sparse"]
	e.Layers = []nn.Layer{{Units: 1, Activation: nn.Tanh}}
	e.Penalty, e.Batch = optim.Penalty{L1: 0.05}, 0
	r := begin(t, e)
	r.Advance(300, 0)
	zeros := func() (n int) {
		for l := 1; l <= r.Network().Last(); l++ {
			from, to := r.Network().WeightRange(l)
			for _, w := range r.Network().Params()[from:to] {
				if w == 0 {
					n++
				}
			}
		}
		return n
	}
	before := zeros()
	if before < 4 {
		t.Fatalf("%d of 7 weights are 0 after 300 epochs, want those of x1, x2, x1x2 and the sines, most of them", before)
	}
	r.Tune(Tune{LearningRate: e.LearningRate, Momentum: e.Momentum, Penalty: optim.Penalty{L1: 1e-5}})
	r.Advance(300, 0)
	if after := zeros(); after > 0 {
		t.Errorf("%d weights were 0, and %d still are under a smaller λ₁", before, after)
	}
}

// The loss and the stop rules leave the penalty out.
func TestLossLeavesThePenaltyOut(t *testing.T) {
	plain := begin(t, circle())
	e := circle()
	e.Penalty = optim.Penalty{L1: 100, L2: 100}
	r := begin(t, e)
	if r.Loss() != plain.Loss() || r.History()[0].Train != plain.History()[0].Train {
		t.Errorf("loss %v with a penalty, %v without", r.Loss(), plain.Loss())
	}
	if r.Penalty() <= 100 || plain.Penalty() != 0 {
		t.Errorf("penalties %v and %v", r.Penalty(), plain.Penalty())
	}
	e.Stop.Loss = plain.Loss().Mean
	if r = begin(t, e); r.Stopped() != StoppedByLoss {
		t.Errorf("stopped %v at a loss that is reached without the penalty", r.Stopped())
	}
	if s := r.Do(Command{Action: Look{}}); s.Penalty != r.Penalty() {
		t.Errorf("the snapshot has penalty %v, the run %v", s.Penalty, r.Penalty())
	}
}

// A penalty that overshoots is divergence like any other.
func TestPenaltyThatDiverges(t *testing.T) {
	e := circle()
	e.LearningRate, e.Momentum, e.Penalty.L2 = 1, 0, 10 // each update multiplies a weight by −9
	r := begin(t, e)
	r.Advance(1000, 0)
	if r.Stopped() != StoppedByDivergence || r.Divergence().Quantity == "" {
		t.Fatalf("stopped %v, %+v", r.Stopped(), r.Divergence())
	}
	if err := checkFinite("params", r.Network().Params()); err != nil || !r.finiteLoss() {
		t.Errorf("not back at finite weights: %v", err)
	}
}

func TestTuneChangesPenaltyAndDecay(t *testing.T) {
	e := circle()
	e.Batch = 10
	a := begin(t, e)
	a.Advance(2, 3)
	tuned := Tune{LearningRate: 0.5, Momentum: 0.1, Decay: 0.001, Penalty: optim.Penalty{L1: 0.01, L2: 0.02}}
	if err := a.Tune(tuned); err != nil {
		t.Fatal(err)
	}
	if x := a.Experiment(); x.Decay != tuned.Decay || x.Penalty != tuned.Penalty {
		t.Errorf("experiment has d %v, %+v", x.Decay, x.Penalty)
	}
	b := begin(t, e)
	b.Advance(2, 3)
	b.rule = optim.Descent{LearningRate: 0.5, Momentum: 0.1, Decay: 0.001, Penalty: tuned.Penalty}
	a.Advance(0, 4)
	b.Advance(0, 4)
	if !slices.Equal(a.Network().Params(), b.Network().Params()) {
		t.Error("the new rule is not in force within the epoch")
	}
	tuned.Penalty.L1 = -1
	if err := a.Tune(tuned); faulty(err) != "l1" || a.Experiment().Penalty.L1 != 0.01 {
		t.Errorf("λ₁ of −1: %v", err)
	}
}
