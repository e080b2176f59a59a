package kernel

import "fmt"

// Function is what turns a net input into an output.
type Function int32

const (
	SigmoidFunction Function = iota
	LinearFunction
	TanhFunction
	ReLUFunction
)

// apply sets y to f(y), element by element.
func (f Function) apply(y []float64) {
	switch f {
	case SigmoidFunction:
		portableSigmoid(y, y)
	case TanhFunction:
		portableTanh(y, y)
	case ReLUFunction:
		portableReLU(y, y)
	}
}

// slope multiplies dx by f′, element by element, computed from the outputs y.
func (f Function) slope(dx, y []float64) {
	switch f {
	case SigmoidFunction:
		portableSigmoidSlope(dx, dx, y)
	case TanhFunction:
		portableTanhSlope(dx, dx, y)
	case ReLUFunction:
		portableReLUSlope(dx, dx, y)
	}
}

// Layer is one layer above the inputs. Weights are out×in; the gradient has
// the layout of what it belongs to; Outputs has a place for every unit and
// sample of the largest batch.
type Layer struct {
	Units                        int
	Function                     Function
	Weights, Biases              []float64
	WeightGradient, BiasGradient []float64
	Outputs                      []float64
}

// Network is a network in training. Params, Velocity and Gradient hold one
// number for every parameter, and the layers' slices are parts of them.
type Network struct {
	Inputs                     int
	Layers                     []Layer
	Params, Velocity, Gradient []float64
	// Slopes are two places for the derivatives of the units of any one layer
	// above the inputs, for every sample of the largest batch.
	Slopes [2][]float64
}

// Batches is a training set in batches of Size samples, the last one shorter
// where they do not divide evenly. A batch is one unit per row and one sample
// per column, and begins where the one before it ends.
type Batches struct {
	Samples, Size int
	Input, Target []float64
}

// Rule is what Step is given. With Mean a gradient is divided by the samples
// of its batch.
type Rule struct {
	Rate, Momentum, Decay float64
	Mean                  bool
}

// Trainer makes whole updates of one network, without a call for each routine.
// It refers to the slices of network and batches and allocates nothing after
// it was made.
type Trainer struct {
	network Network
	batches Batches
	outputs int
	body    trainerBody
}

// NewTrainer returns a trainer of network. It panics where a slice is too
// short.
func NewTrainer(network Network, batches Batches) *Trainer {
	t := &Trainer{network: network, batches: batches, outputs: network.Layers[len(network.Layers)-1].Units}
	size, below := min(batches.Size, batches.Samples), network.Inputs
	parameters := 0
	for _, l := range network.Layers {
		check("Trainer weights", len(l.Weights), l.Units, below)
		check("Trainer biases", len(l.Biases), l.Units, 1)
		check("Trainer weight gradient", len(l.WeightGradient), l.Units, below)
		check("Trainer bias gradient", len(l.BiasGradient), l.Units, 1)
		atLeast("Trainer outputs", len(l.Outputs), l.Units, size)
		atLeast("Trainer slopes", len(network.Slopes[0]), l.Units, size)
		atLeast("Trainer slopes", len(network.Slopes[1]), l.Units, size)
		parameters += l.Units * (below + 1)
		below = l.Units
	}
	check("Trainer params", len(network.Params), parameters, 1)
	check("Trainer velocity", len(network.Velocity), parameters, 1)
	check("Trainer gradient", len(network.Gradient), parameters, 1)
	check("Trainer input", len(batches.Input), batches.Samples, network.Inputs)
	check("Trainer target", len(batches.Target), batches.Samples, t.outputs)
	t.prepare()
	return t
}

func atLeast(name string, length, rows, columns int) {
	if length < rows*columns {
		panic(fmt.Sprintf("kernel: %s has length %d, want at least %d×%d", name, length, rows, columns))
	}
}

// Train makes one update for each of the batches from up to to and returns the
// number of updates made. Each is what NetInput, the function, SquaredError,
// Difference, the function's slope, InputGradient, WeightGradient and Step
// come to. With ahead the outputs of all layers are already those of the
// first batch.
//
// Training ends before an update whose batch has a loss that is not finite,
// and after one that leaves a parameter that is not; this one is not counted.
// The gradient is not specified afterwards.
func (t *Trainer) Train(rule Rule, from, to int, ahead bool) int {
	count := (t.batches.Samples + t.batches.Size - 1) / t.batches.Size
	if from < 0 || from > to || to > count {
		panic(fmt.Sprintf("kernel: batches %d to %d of %d", from, to, count))
	}
	return t.train(rule, from, to, ahead)
}

// portableTrain is the portable body of train.
func (t *Trainer) portableTrain(rule Rule, from, to int, ahead bool) int {
	for batch := from; batch < to; batch++ {
		if !t.update(rule, batch, ahead && batch == from) {
			return batch - from
		}
	}
	return to - from
}

// update trains on one batch and reports whether everything was finite.
func (t *Trainer) update(rule Rule, batch int, ahead bool) bool {
	first := batch * t.batches.Size
	n := min(t.batches.Size, t.batches.Samples-first)
	input := t.batches.Input[first*t.network.Inputs:][:n*t.network.Inputs]
	target := t.batches.Target[first*t.outputs:][:n*t.outputs]
	if !ahead {
		t.forward(input, n)
	}

	layers := t.network.Layers
	output := layers[len(layers)-1].Outputs[:t.outputs*n]
	var loss [Lanes]float64
	portableSquaredError(&loss, output, target, t.outputs, n)
	if e := Total(&loss); e-e != 0 {
		return false
	}

	dx, dy := t.network.Slopes[0], t.network.Slopes[1]
	portableDifference(dx[:t.outputs*n], output, target)
	for i := len(layers) - 1; i >= 0; i-- {
		l := &layers[i]
		size := l.Units * n
		l.Function.slope(dx[:size], l.Outputs[:size])
		below, y := t.network.Inputs, input
		if i > 0 {
			below = layers[i-1].Units
			y = layers[i-1].Outputs[:below*n]
			portableInputGradient(dy[:below*n], l.Weights, dx[:size], l.Units, below, n)
		}
		portableWeightGradient(l.WeightGradient, l.BiasGradient, dx[:size], y, l.Units, below, n)
		dx, dy = dy, dx
	}
	scale := 1.0
	if rule.Mean {
		scale = 1 / float64(n)
	}
	portableStep(t.network.Params, t.network.Velocity, t.network.Gradient, scale, rule.Rate, rule.Momentum, rule.Decay)
	return portableFinite(t.network.Params)
}

func (t *Trainer) forward(input []float64, n int) {
	below, y := t.network.Inputs, input
	for i := range t.network.Layers {
		l := &t.network.Layers[i]
		output := l.Outputs[:l.Units*n]
		portableNetInput(output, l.Weights, l.Biases, y, l.Units, below, n)
		l.Function.apply(output)
		below, y = l.Units, output
	}
}
