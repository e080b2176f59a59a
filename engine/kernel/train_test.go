package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// trainer returns a trainer of layers of the given units, the inputs first,
// that are filled by draw.
func trainer(random *rand.Rand, draw func(*rand.Rand, int) []float64, functions []Function, units []int, samples, size int) *Trainer {
	network := Network{Inputs: units[0]}
	parameters, widest := 0, 0
	for l, out := range units[1:] {
		parameters += out * (units[l] + 1)
		widest = max(widest, out)
	}
	network.Params, network.Velocity = draw(random, parameters), draw(random, parameters)
	network.Gradient = make([]float64, parameters)
	network.Slopes = [2][]float64{make([]float64, widest*size), make([]float64, widest*size)}
	at := 0
	for l, out := range units[1:] {
		middle := at + out*units[l]
		end := middle + out
		network.Layers = append(network.Layers, Layer{
			Units: out, Function: functions[l%len(functions)],
			Weights: network.Params[at:middle], Biases: network.Params[middle:end],
			WeightGradient: network.Gradient[at:middle], BiasGradient: network.Gradient[middle:end],
			Outputs: make([]float64, out*size),
		})
		at = end
	}
	return NewTrainer(network, Batches{
		Samples: samples, Size: size,
		Input: draw(random, samples*units[0]), Target: draw(random, samples*units[len(units)-1]),
	})
}

var everyFunction = []Function{SigmoidFunction, LinearFunction, TanhFunction, ReLUFunction}

// Train comes to the same bits as the routines it is said to consist of.
func TestTrainFollowsTheContract(t *testing.T) {
	random := rand.New(rand.NewPCG(31, 32))
	for _, size := range []int{1, 2, 3, 5, 8} {
		for i := range everyFunction {
			functions := []Function{everyFunction[i], everyFunction[(i+1)%4], everyFunction[(i+2)%4]}
			a := trainer(random, values, functions, []int{3, 5, 2, 4}, 11, size)
			b := a.clone()
			for _, mean := range []bool{false, true} {
				rule := Rule{Rate: 0.05, Momentum: 0.5, Decay: 0.01, Mean: mean}
				batches := (11 + size - 1) / size
				if done := a.Train(rule, 0, batches, false); done != batches {
					t.Fatalf("%d of %d updates", done, batches)
				}
				for batch := range batches {
					b.step(rule, batch)
				}
				name := fmt.Sprintf("batches of %d, %v, mean %v: ", size, functions, mean)
				sameBits(t, name+"w", a.network.Params, b.network.Params)
				sameBits(t, name+"v", a.network.Velocity, b.network.Velocity)
			}
		}
	}
}

// clone returns a trainer with parameters of its own.
func (t *Trainer) clone() *Trainer {
	n := t.network
	n.Params = append([]float64(nil), n.Params...)
	n.Velocity = append([]float64(nil), n.Velocity...)
	n.Gradient = make([]float64, len(n.Params))
	n.Slopes = [2][]float64{make([]float64, len(n.Slopes[0])), make([]float64, len(n.Slopes[1]))}
	n.Layers = append([]Layer(nil), n.Layers...)
	at := 0
	for i := range n.Layers {
		l := &n.Layers[i]
		middle := at + len(l.Weights)
		end := middle + l.Units
		l.Weights, l.Biases = n.Params[at:middle], n.Params[middle:end]
		l.WeightGradient, l.BiasGradient = n.Gradient[at:middle], n.Gradient[middle:end]
		l.Outputs = append([]float64(nil), l.Outputs...)
		at = end
	}
	return NewTrainer(n, t.batches)
}

// step makes one update by the public routines.
func (t *Trainer) step(rule Rule, batch int) {
	apply := map[Function]func(y, x []float64){
		SigmoidFunction: Sigmoid, TanhFunction: Tanh, ReLUFunction: ReLU, LinearFunction: func(y, x []float64) {},
	}
	slope := map[Function]func(dx, dy, y []float64){
		SigmoidFunction: SigmoidSlope, TanhFunction: TanhSlope, ReLUFunction: ReLUSlope, LinearFunction: func(dx, dy, y []float64) {},
	}
	first := batch * t.batches.Size
	n := min(t.batches.Size, t.batches.Samples-first)
	y := [][]float64{t.batches.Input[first*t.network.Inputs:][:n*t.network.Inputs]}
	units := []int{t.network.Inputs}
	for i, l := range t.network.Layers {
		x := make([]float64, l.Units*n)
		NetInput(x, l.Weights, l.Biases, y[i], l.Units, units[i], n)
		apply[l.Function](x, x)
		y, units = append(y, x), append(units, l.Units)
	}
	last := len(t.network.Layers)
	d := make([]float64, len(y[last]))
	Difference(d, y[last], t.batches.Target[first*t.outputs:][:n*t.outputs])
	for i := last; i > 0; i-- {
		l := t.network.Layers[i-1]
		slope[l.Function](d, d, y[i])
		WeightGradient(l.WeightGradient, l.BiasGradient, d, y[i-1], l.Units, units[i-1], n)
		below := make([]float64, len(y[i-1]))
		InputGradient(below, l.Weights, d, l.Units, units[i-1], n)
		d = below
	}
	scale := 1.0
	if rule.Mean {
		scale = 1 / float64(n)
	}
	Step(t.network.Params, t.network.Velocity, t.network.Gradient, scale, rule.Rate, rule.Momentum, rule.Decay)
}

// With ahead, what the layers hold is taken as the outputs of the first batch.
func TestTrainAhead(t *testing.T) {
	random := rand.New(rand.NewPCG(33, 34))
	a := trainer(random, values, everyFunction, []int{2, 3, 1}, 6, 6)
	a.Train(Rule{Rate: 0}, 0, 1, false) // goes forward, and not a step
	b := a.clone()
	a.Train(Rule{Rate: 1}, 0, 1, true)
	b.Train(Rule{Rate: 1}, 0, 1, false)
	sameBits(t, "w", a.network.Params, b.network.Params)

	c := a.clone()
	a.Train(Rule{Rate: 1}, 0, 1, true) // with outputs of the weights before the step
	c.Train(Rule{Rate: 1}, 0, 1, false)
	if slices.Equal(a.network.Params, c.network.Params) {
		t.Error("outputs that are not those of the batch make no difference")
	}
}

// Training ends at the batch whose loss is not finite, and after the update
// that leaves a parameter that is not.
func TestTrainEndsWhereNumbersEnd(t *testing.T) {
	for _, size := range []int{1, 2} {
		random := rand.New(rand.NewPCG(35, 36))
		a := trainer(random, values, []Function{LinearFunction}, []int{2, 2, 1}, 6*size, size)
		a.batches.Target[3*size] = 1e200
		before := a.clone()
		if done := a.Train(Rule{Rate: 1e-3}, 0, 6, false); done != 3 {
			t.Errorf("batches of %d: %d updates before a loss that is not finite, want 3", size, done)
		}
		before.Train(Rule{Rate: 1e-3}, 0, 3, false)
		sameBits(t, "w", a.network.Params, before.network.Params)

		a = trainer(random, values, []Function{LinearFunction}, []int{2, 2, 1}, 6*size, size)
		a.batches.Target[4*size] = 1e150
		if done := a.Train(Rule{Rate: 1e200}, 4, 6, false); done != 0 || Finite(a.network.Params) {
			t.Errorf("batches of %d: %d updates to parameters %v", size, done, a.network.Params)
		}
	}
}

func TestTrainAllocatesNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(37, 38))
	a := trainer(random, values, everyFunction, []int{2, 3, 1}, 6, 4)
	if n := testing.AllocsPerRun(100, func() { a.Train(Rule{Rate: 0.1}, 0, 2, false) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestTrainerRefusesShortSlices(t *testing.T) {
	defer func() {
		if got, want := fmt.Sprint(recover()), "kernel: Trainer target has length 5, want 6×1"; got != want {
			t.Errorf("panic %q, want %q", got, want)
		}
	}()
	a := trainer(rand.New(rand.NewPCG(1, 1)), values, everyFunction, []int{2, 1}, 6, 4)
	a.batches.Target = a.batches.Target[:5]
	NewTrainer(a.network, a.batches)
}

// Both bodies of whole updates, on numbers of every kind and networks of many
// shapes, to the last bit.
func TestBodiesTrainAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(39, 40))
	for range 400 {
		units := make([]int, 2+random.IntN(3))
		for i := range units {
			units[i] = 1 + random.IntN(10)
		}
		functions := make([]Function, 3)
		for i := range functions {
			functions[i] = everyFunction[random.IntN(4)]
		}
		samples := 1 + random.IntN(40)
		size := 1 + random.IntN(samples)
		draw := values
		if random.IntN(3) == 0 {
			draw = extreme
		}
		if random.IntN(4) == 0 {
			size = 1
		}
		a := trainer(random, draw, functions, units, samples, size)
		b := a.clone()
		rule := Rule{Rate: random.Float64(), Momentum: random.Float64(), Mean: random.IntN(2) == 0}
		if random.IntN(2) == 0 {
			rule.Decay = 0.001
		}
		batches := (samples + size - 1) / size
		name := fmt.Sprintf("%v of %v, %d samples, batches of %d, %+v: ", units, functions, samples, size, rule)
		for range 2 {
			done, want := a.Train(rule, 0, batches, false), b.portableTrain(rule, 0, batches, false)
			if done != want {
				t.Fatalf("%s%d updates, portable %d", name, done, want)
			}
			sameNumbers(t, name+"w", a.network.Params, b.network.Params)
			sameNumbers(t, name+"v", a.network.Velocity, b.network.Velocity)
		}
	}
}

// extreme returns numbers of which many are very large or very small.
func extreme(random *rand.Rand, n int) []float64 {
	v := values(random, n)
	for i := range v {
		if random.IntN(6) == 0 {
			v[i] *= math.Ldexp(1, random.IntN(2000)-1000)
		}
	}
	return v
}

// sameNumbers is sameBits, but any NaN is as good as another.
func sameNumbers(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) && (got[i] == got[i] || want[i] == want[i]) {
			t.Fatalf("%s[%d] is %v (%016x), want %v (%016x)", what, i,
				got[i], math.Float64bits(got[i]), want[i], math.Float64bits(want[i]))
		}
	}
}
