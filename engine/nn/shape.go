package nn

import "fmt"

// Layer describes one layer above the input: its units and their activation.
type Layer struct {
	Units      int
	Activation Activation
}

// Shape describes a network without its parameters: what is connected to what
// and where each parameter is found. Layer 0 is the input; layers 1 … L have
// parameters. Units are counted from 0 in each layer.
//
// Parameters are numbered in network order: layer by layer from 1 to L, the
// weights of a layer row by row (one row per receiving unit), then its biases.
type Shape struct {
	units       []int // per layer, the input layer first
	activations []Activation
	starts      []int // first parameter of each layer, then their number; starts[0] is 0
}

// NewShape returns the shape of a network with the given number of inputs and
// layers above them. It panics when a layer has no units.
func NewShape(inputs int, layers []Layer) Shape {
	if inputs < 1 || len(layers) == 0 {
		panic(fmt.Sprintf("nn: network of %d inputs and %d layers", inputs, len(layers)))
	}
	s := Shape{
		units:       make([]int, len(layers)+1),
		activations: make([]Activation, len(layers)+1),
		starts:      make([]int, len(layers)+2),
	}
	s.units[0] = inputs
	s.activations[0] = Linear
	for i, layer := range layers {
		if layer.Units < 1 || !layer.Activation.Valid() {
			panic(fmt.Sprintf("nn: layer %d has %d units, activation %v", i+1, layer.Units, layer.Activation))
		}
		s.units[i+1] = layer.Units
		s.activations[i+1] = layer.Activation
		s.starts[i+2] = s.starts[i+1] + layer.Units*(s.units[i]+1)
	}
	return s
}

// Last returns L, the number of the output layer.
func (s Shape) Last() int { return len(s.units) - 1 }

// Units returns the number of units of layer l, 0 … L.
func (s Shape) Units(l int) int { return s.units[l] }

// Inputs returns the number of inputs.
func (s Shape) Inputs() int { return s.units[0] }

// Outputs returns the number of output units.
func (s Shape) Outputs() int { return s.units[len(s.units)-1] }

// AllUnits returns the number of units of all layers, the inputs included.
func (s Shape) AllUnits() int {
	total := 0
	for _, n := range s.units {
		total += n
	}
	return total
}

// Activation returns the activation of layer l, 1 … L. Inputs count as Linear.
func (s Shape) Activation(l int) Activation { return s.activations[l] }

// Size returns the number of parameters.
func (s Shape) Size() int { return s.starts[len(s.starts)-1] }

// WeightIndex returns the number of the weight from unit from of layer l−1 to
// unit to of layer l, 1 … L.
func (s Shape) WeightIndex(l, to, from int) int {
	s.check(l, to)
	s.check(l-1, from)
	return s.starts[l] + to*s.units[l-1] + from
}

// BiasIndex returns the number of the bias of a unit of layer l, 1 … L.
func (s Shape) BiasIndex(l, unit int) int {
	s.check(l, unit)
	return s.starts[l] + s.units[l]*s.units[l-1] + unit
}

// WeightRange returns the numbers of the first weight of layer l, 1 … L, and of
// the parameter after the last one, which is the first bias.
func (s Shape) WeightRange(l int) (from, to int) {
	return s.WeightIndex(l, 0, 0), s.BiasIndex(l, 0)
}

// Locate is the inverse of WeightIndex and BiasIndex: the parameter belongs to
// unit to of layer l and is its bias or else its weight from unit from.
func (s Shape) Locate(parameter int) (l, to, from int, bias bool) {
	if parameter < 0 || parameter >= s.Size() {
		panic(fmt.Sprintf("nn: parameter %d of %d", parameter, s.Size()))
	}
	l = 1
	for parameter >= s.starts[l+1] {
		l++
	}
	at := parameter - s.starts[l]
	if weights := s.units[l] * s.units[l-1]; at >= weights {
		return l, at - weights, 0, true
	}
	return l, at / s.units[l-1], at % s.units[l-1], false
}

// check panics when there is no such unit.
func (s Shape) check(l, unit int) {
	if l < 0 || l >= len(s.units) || unit < 0 || unit >= s.units[l] {
		panic(fmt.Sprintf("nn: unit %d of layer %d, layers have %v units", unit, l, s.units))
	}
}

// layers returns the weights and the biases of each layer within values in
// network order; the entries of the input layer are nil.
func (s Shape) layers(values []float64) (weights, biases [][]float64) {
	weights, biases = make([][]float64, len(s.units)), make([][]float64, len(s.units))
	for l := 1; l < len(s.units); l++ {
		from, to := s.starts[l], s.starts[l+1]
		middle := to - s.units[l]
		weights[l], biases[l] = values[from:middle:middle], values[middle:to:to]
	}
	return weights, biases
}
