package engine

import (
	"math"
	"slices"
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// After Redraw a run is what Resume makes of its checkpoint and its experiment
// with the new seed, within an epoch and between two.
func TestRedrawKeepsTheWeights(t *testing.T) {
	for name, e := range variety() {
		t.Run(name, func(t *testing.T) {
			for _, at := range [][2]int{{0, 0}, {3, 0}, {4, 1}, {7, 2}} {
				r := begin(t, e)
				r.Advance(at[0], at[1])
				before := r.Checkpoint()
				if err := r.Redraw(99); err != nil {
					t.Fatal(err)
				}
				if c := r.Checkpoint(); !slices.Equal(c.Params, before.Params) || !slices.Equal(c.Velocity, before.Velocity) ||
					!slices.Equal(c.First, before.First) || c.Epoch != before.Epoch || c.Updates != before.Updates {
					t.Fatal("weights, last steps or the place have changed")
				}
				anew := e
				anew.Data.Seed = 99
				if r.Experiment().String() != anew.String() {
					t.Errorf("experiment %v", r.Experiment())
				}
				want, err := Resume(anew, *r.Checkpoint())
				if err != nil {
					t.Fatal(err)
				}
				sameRun(t, r, want)
				r.Advance(20, 3)
				want.Advance(20, 3)
				sameRun(t, r, want)
				r.Reset()
				sameRun(t, r, begin(t, anew))
			}
		})
	}
}

func TestRedrawChangesWhatIsShown(t *testing.T) {
	r := begin(t, circle())
	r.Advance(5, 0)
	before := r.Do(Command{Action: Look{}, View: View{Samples: true, History: true}})
	after := r.Do(Command{Action: Redraw{Seed: 8}, View: View{Samples: true, History: true}})
	if after.Err != nil || len(after.Samples) != len(before.Samples) || after.Samples[0].X1 == before.Samples[0].X1 {
		t.Errorf("error %v, %d samples of %d, the first at %v of %v", after.Err, len(after.Samples), len(before.Samples), after.Samples[0].X1, before.Samples[0].X1)
	}
	if after.Train == before.Train || after.Test == before.Test {
		t.Error("the losses are those of the old samples")
	}
	if h := after.History; len(h) != 6 || h[5].Train != after.Train.Mean || h[4] != before.History[4] {
		t.Errorf("the curve is %v", h)
	}
}

// A rule that has ended the run holds it no longer where the new samples do not
// satisfy it, and a divergence stays.
func TestRedrawOfAStoppedRun(t *testing.T) {
	e := circle()
	e.Stop.Epoch = 5
	r := begin(t, e)
	r.Advance(10, 0)
	if r.Redraw(2); r.Stopped() != StoppedByEpoch || r.Epoch() != 5 {
		t.Errorf("stopped %v at epoch %d", r.Stopped(), r.Epoch())
	}
	e.Stop = Stop{Loss: 1e-3}
	r = begin(t, e)
	r.Advance(5000, 0)
	if r.Stopped() != StoppedByLoss {
		t.Fatalf("stopped %v at loss %v", r.Stopped(), r.Loss())
	}
	if r.Redraw(2); r.Stopped() != NotStopped || r.Loss().Mean <= e.Stop.Loss {
		t.Errorf("stopped %v at loss %v", r.Stopped(), r.Loss())
	}

	e.Layers = []nn.Layer{{Units: 1, Activation: nn.Linear}}
	e.LearningRate = 1e6
	r = begin(t, e)
	r.Advance(1000, 0)
	d := r.Divergence()
	if r.Redraw(2); r.Stopped() != StoppedByDivergence || r.Divergence() != d {
		t.Errorf("stopped %v, %+v, want %+v", r.Stopped(), r.Divergence(), d)
	}
}

func TestRedrawRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		e    Experiment
		seed uint64
	}{
		"a seed too large":          {circle(), MaxSeed + 1},
		"the XOR table":             {xorTable(1, nn.Layer{Units: 1, Activation: nn.Sigmoid}), 2},
		"a table":                   {onTable(random(3, 2, 1), random(3, 1, 1), nn.Layer{Units: 1, Activation: nn.Sigmoid}), 2},
		"a loss that is not finite": {overflowing(t), 2},
	} {
		r := begin(t, c.e)
		before := r.Loss()
		if err := r.Redraw(c.seed); faulty(err) != "dataseed" {
			t.Errorf("%s: %v", name, err)
		}
		r.moved()
		if r.Experiment().Data.Seed != c.e.Data.Seed || r.Loss() != before {
			t.Errorf("%s: the run has changed", name)
		}
	}
}

// overflowing returns an experiment whose loss is finite, but not on the data
// of seed 2.
func overflowing(t *testing.T) Experiment {
	e := circle()
	e.Data.Set = dataset.Plane
	e.Data.Share = 100
	e.Layers = []nn.Layer{{Units: 1, Activation: nn.Linear}}
	const large = 1e9 // targets do not count beside such weights
	losses := func(seed uint64) float64 {
		e.Data.Seed, e.Init.Start = seed, []float64{large, large, 0}
		return begin(t, e).Loss().Sum
	}
	seed := uint64(3)
	for losses(seed) >= 0.98*losses(2) {
		seed++
	}
	// E grows with the square of the weights: between the two losses lies the
	// largest number.
	w := large * math.Sqrt(math.MaxFloat64/losses(2)*1.005)
	e.Data.Seed, e.Init.Start = seed, []float64{w, w, 0}
	return e
}
