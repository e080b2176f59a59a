package nn

import (
	"strconv"

	"backprop/engine/kernel"
)

// Activation is the function f of a layer's units, y = f(x).
type Activation uint8

const (
	Sigmoid Activation = iota
	Linear
	Tanh
	ReLU
)

// activation is what distinguishes one activation from another. Formulas name
// the net input x and the output y; the derivative is taken at y, from which
// f′(x) follows for all of them.
type activation struct {
	name       string
	formula    string
	derivative string
	source     string
	addition   bool
	bounded    bool
	low, high  float64
	apply      func(y, x []float64)      // y = f(x)
	slope      func(dx, dy, y []float64) // ∂E/∂x = ∂E/∂y · f′
	function   kernel.Function           // both for whole updates
}

var activations = [...]activation{
	Sigmoid: {
		name:       "sigmoid",
		formula:    "1 / (1 + e⁻ˣ)",
		derivative: "y (1 − y)",
		source:     "Rumelhart, Hinton and Williams 1986, p. 533, eq. 2",
		bounded:    true,
		low:        0, high: 1,
		apply:    kernel.Sigmoid,
		slope:    kernel.SigmoidSlope,
		function: kernel.SigmoidFunction,
	},
	Linear: {
		name:       "linear",
		formula:    "x",
		derivative: "1",
		source:     "Rumelhart, Hinton and Williams 1986, p. 533, eq. 1: the net input itself",
		low:        -1, high: 1,
		apply:    same,
		slope:    linearSlope,
		function: kernel.LinearFunction,
	},
	Tanh: {
		name:       "tanh",
		formula:    "tanh x",
		derivative: "1 − y²",
		source:     "LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, §4.4",
		addition:   true,
		bounded:    true,
		low:        -1, high: 1,
		apply:    kernel.Tanh,
		slope:    kernel.TanhSlope,
		function: kernel.TanhFunction,
	},
	ReLU: {
		name:       "relu",
		formula:    "max(0, x)",
		derivative: "1 if x > 0, else 0",
		source:     "Nair and Hinton 2010, Rectified linear units improve restricted Boltzmann machines",
		addition:   true,
		low:        0, high: 1,
		apply:    kernel.ReLU,
		slope:    kernel.ReLUSlope,
		function: kernel.ReLUFunction,
	},
}

// same and linearSlope copy, unless both slices are the same one.

func same(y, x []float64) { copy(y, x) }

func linearSlope(dx, dy, _ []float64) { copy(dx, dy) }

// Activations returns every activation, in the order of their numbers.
func Activations() []Activation {
	all := make([]Activation, len(activations))
	for i := range all {
		all[i] = Activation(i)
	}
	return all
}

// ParseActivation returns the activation that String calls name, and whether
// there is one.
func ParseActivation(name string) (Activation, bool) {
	for i := range activations {
		if activations[i].name == name {
			return Activation(i), true
		}
	}
	return 0, false
}

// String returns the name of a in the text form of an experiment.
func (a Activation) String() string {
	if !a.Valid() {
		return "Activation(" + strconv.Itoa(int(a)) + ")"
	}
	return activations[a].name
}

// Valid reports whether a is one of the activations above.
func (a Activation) Valid() bool { return int(a) < len(activations) }

// Formula returns f as text, such as "1 / (1 + e⁻ˣ)".
func (a Activation) Formula() string { return activations[a].formula }

// Derivative returns f′ as text, such as "y (1 − y)".
func (a Activation) Derivative() string { return activations[a].derivative }

// Source returns where f is defined.
func (a Activation) Source() string { return activations[a].source }

// Addition reports whether a is not in the text that the playground teaches.
func (a Activation) Addition() bool { return activations[a].addition }

// Bounded reports whether every output lies in Range.
func (a Activation) Bounded() bool { return activations[a].bounded }

// Range returns the values that outputs are shown between and that the two
// classes of a data set are encoded as. Outputs that are not Bounded may lie
// outside. The middle of the range is the boundary between the classes.
func (a Activation) Range() (low, high float64) {
	return activations[a].low, activations[a].high
}

// Apply sets y to f(x), element by element; y may be x.
func (a Activation) Apply(y, x []float64) { activations[a].apply(y, x) }

// Slope sets dx to dy·f′, element by element, with f′ computed from the
// outputs y; dx may be dy. The derivative of ReLU at 0 is 0.
func (a Activation) Slope(dx, dy, y []float64) { activations[a].slope(dx, dy, y) }
