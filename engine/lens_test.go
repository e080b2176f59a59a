package engine

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
	"backprop/engine/optim"
)

// randomExperiment returns a small experiment of any shape, data set and way of
// training; number makes it.
func randomExperiment(number uint64) Experiment {
	random := rand.New(rand.NewPCG(number, 77))
	e := Default()
	e.Data.Set = []dataset.Set{dataset.Circle, dataset.Gaussians, dataset.Spiral, dataset.Plane, dataset.XORTable}[random.IntN(5)]
	e.Data.Samples, e.Data.Share, e.Data.Seed = 20+random.IntN(40), 50+10*random.IntN(5), number
	e.Data.Features = dataset.Features()[:1+random.IntN(7)]
	e.Layers = nil
	for range random.IntN(4) {
		e.Layers = append(e.Layers, nn.Layer{Units: 1 + random.IntN(6), Activation: nn.Activations()[random.IntN(4)]})
	}
	e.Layers = append(e.Layers, nn.Layer{Units: 1, Activation: nn.Activations()[random.IntN(3)]})
	e.LearningRate, e.Momentum = 0.0001+random.Float64()*0.001, random.Float64()*0.9
	e.Batch = random.IntN(4)
	e.Convention, e.Order = Conventions()[random.IntN(2)], Orders()[random.IntN(2)]
	if e.Convention == Sum {
		e.LearningRate /= 50
	}
	e.Init = Init{Range: 0.1 + random.Float64()/2, Seed: number}
	if random.IntN(3) == 0 {
		e.Decay = 0.001
	}
	if random.IntN(3) == 0 {
		e.Penalty = optim.Penalty{L1: 0.001 * float64(random.IntN(2)), L2: 0.002}
	}
	return e
}

// What the lens shows of a sample is the trace of it, and what it says of the
// next update is what the next update does.
func TestLens(t *testing.T) {
	for number := range uint64(30) {
		e := randomExperiment(number)
		t.Run(fmt.Sprint(number), func(t *testing.T) {
			r := begin(t, e)
			r.Advance(2, 1)
			trace := r.Trace()
			params := r.network.Size()
			for sample := range trace.Examples {
				l := r.Lens(LensView{Sample: sample, Parameter: (7 * sample) % params})
				if got, want := fmt.Sprint(l.Example), fmt.Sprint(trace.Examples[sample]); got != want {
					t.Fatalf("sample %d: %s, want %s", sample, got, want)
				}
				for s, c := range l.Contributions {
					if want := trace.Examples[s].ByParam.at(r.network.Shape, (7*sample)%params); c != want {
						t.Fatalf("contribution of %d to parameter %d is %v, want %v", s, (7*sample)%params, c, want)
					}
				}
			}
			l := r.Lens(LensView{Sample: 0, Parameter: -1})
			if l.Contributions != nil {
				t.Error("contributions to no parameter")
			}
			u := l.Next
			for p := range u.Gradient {
				var sum float64
				for _, s := range u.Samples {
					sum += trace.Examples[s].ByParam.at(r.network.Shape, p)
				}
				if e.Convention == Mean {
					sum /= float64(len(u.Samples))
				}
				if math.Abs(sum-u.Gradient[p]) > 1e-12*(1+math.Abs(sum)) {
					t.Fatalf("gradient %d is %v, the samples come to %v", p, u.Gradient[p], sum)
				}
				if plain := -u.LearningRate*u.Gradient[p] + u.Momentum*r.velocity[p]; e.Penalty == (optim.Penalty{}) &&
					math.Abs(plain-u.Velocity[p]) > 1e-12*(1+math.Abs(plain)) {
					t.Fatalf("v of %d is %v, want %v", p, u.Velocity[p], plain)
				}
			}
			before := slices.Clone(r.network.Params())
			if u.Epoch != r.epoch+1 || u.Batch != r.batch {
				t.Errorf("next is update %d of epoch %d, want %d of %d", u.Batch, u.Epoch, r.batch, r.epoch+1)
			}
			r.Advance(0, 1)
			if !slices.Equal(u.Params, r.network.Params()) || !slices.Equal(u.Velocity, r.velocity) {
				t.Error("the next update does something else than was said")
			}
			for p, w := range r.Lens(LensView{Parameter: -1}).Before {
				if math.Abs(w-before[p]) > 1e-12*(1+math.Abs(w)) {
					t.Fatalf("parameter %d was %v, before says %v", p, before[p], w)
				}
			}
		})
	}
}

// at returns the derivative by one parameter.
func (g ParamGradient) at(shape nn.Shape, parameter int) float64 {
	l, to, from, bias := shape.Locate(parameter)
	if bias {
		return g.Biases[l-1][to]
	}
	return g.Weights[l-1][to][from]
}

func TestLensOutOfRange(t *testing.T) {
	r := begin(t, Default())
	for _, v := range []LensView{{Sample: -1}, {Sample: 100000}, {Parameter: -2}, {Parameter: 100000}} {
		if r.Lens(v) != nil {
			t.Errorf("%+v is answered", v)
		}
	}
}

// Smooth networks agree with central differences to 1e-7; one derivative that
// is wrong by a part in ten thousand shows.
func TestCheckGradient(t *testing.T) {
	for number := range uint64(20) {
		e := randomExperiment(number)
		for i := range e.Layers {
			if e.Layers[i].Activation == nn.ReLU {
				e.Layers[i].Activation = nn.Tanh
			}
		}
		r := begin(t, e)
		r.Advance(1, 0)
		c := r.CheckGradient()
		for p, off := range c.Error {
			if off > 1e-7 || c.Kinked[p] {
				t.Errorf("experiment %d, parameter %d: off by %.2g, kinked %v: %v, numeric %v", number, p, off, c.Kinked[p], c.Backprop[p], c.Numeric[p])
			}
		}
	}
}

// A net input of exactly 0 at a sample is a kink: backpropagation takes 0 there
// and the central difference half the slope.
func TestCheckGradientNamesKinks(t *testing.T) {
	e := Default()
	e.Data = Data{Set: dataset.Table, X: [][]float64{{1}}, Y: [][]float64{{1}}}
	e.Layers = []nn.Layer{{Units: 1, Activation: nn.ReLU}, {Units: 1, Activation: nn.Linear}}
	e.Batch = 0
	e.Init.Start = []float64{1, -1, 2, 0} // w, b, w, b
	c := begin(t, e).CheckGradient()
	if want := []bool{true, true, false, false}; !slices.Equal(c.Kinked, want) {
		t.Errorf("kinked %v, want %v", c.Kinked, want)
	}
	if c.Backprop[0] != 0 || math.Abs(c.Numeric[0]+1) > 1e-4 {
		t.Errorf("backprop %v, numeric %v", c.Backprop[0], c.Numeric[0])
	}
}

func TestFlow(t *testing.T) {
	stack := func(activation nn.Activation, spread float64) []LayerFlow {
		e := Default()
		e.Layers = nil
		for range 6 {
			e.Layers = append(e.Layers, nn.Layer{Units: 8, Activation: activation})
		}
		e.Layers = append(e.Layers, nn.Layer{Units: 1, Activation: nn.Sigmoid})
		e.Init = Init{Range: spread, Seed: 3}
		return begin(t, e).Flow()
	}
	saturated := stack(nn.Sigmoid, 5)
	if s := saturated[0].Saturated; s < 0.4 {
		t.Errorf("saturated %v of the first layer at ±5, want about half of it", s)
	}
	if s := stack(nn.Sigmoid, 0.1)[0].Saturated; s != 0 {
		t.Errorf("saturated %v at ±0.1", s)
	}
	if ratio := saturated[0].ByNetInput / saturated[6].ByNetInput; !(ratio < 0.1) {
		t.Errorf("the first layer's slopes are %v of the last one's", ratio)
	}
	for l, f := range stack(nn.Tanh, 0)[:6] {
		if len(f.Twins) != 1 || len(f.Twins[0]) != 8 {
			t.Errorf("layer %d from zero: twins %v, want all eight", l+1, f.Twins)
		}
	}

	e := Default()
	e.Layers = []nn.Layer{{Units: 3, Activation: nn.ReLU}, {Units: 1, Activation: nn.Sigmoid}}
	e.Init.Start = []float64{1, 1, 0, 0, -1, 1, 0, -9, 100, 1, 1, 1, 0}
	if f := begin(t, e).Flow(); !slices.Equal(f[0].Dead, []int{1}) || f[0].Saturated != 0 {
		t.Errorf("dead %v, saturated %v, want unit 1 dead", f[0].Dead, f[0].Saturated)
	}
}

// The means of the flow are those of the trace.
func TestFlowIsThatOfTheTrace(t *testing.T) {
	for number := range uint64(10) {
		e := randomExperiment(number)
		r := begin(t, e)
		r.Advance(1, 0)
		trace := r.Trace()
		whole := trace.Mean
		if e.Convention == Sum {
			whole = trace.Sum
		}
		for l, f := range r.Flow() {
			var slopes, weights, units, count float64
			for _, example := range trace.Examples {
				for _, d := range example.ByNetInput[l] {
					slopes += math.Abs(d)
					units++
				}
			}
			for _, row := range whole.Weights[l] {
				for _, d := range row {
					weights += math.Abs(d)
					count++
				}
			}
			near(t, "slopes", f.ByNetInput, slopes/units)
			near(t, "weights", f.ByWeight, weights/count)
		}
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12*(1e-3+math.Abs(want)) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}
