package nn

import "gonum.org/v1/gonum/mat"

// Network is a Shape with a value for every parameter.
type Network struct {
	Shape
	parameters []float64
	weights    [][]float64 // per layer, the parts of parameters; nil for the input
	biases     [][]float64
}

// NewNetwork returns a network whose parameters are all 0.
func NewNetwork(shape Shape) *Network {
	return newNetwork(shape, make([]float64, shape.Size()))
}

func newNetwork(shape Shape, parameters []float64) *Network {
	n := &Network{Shape: shape, parameters: parameters}
	n.weights, n.biases = shape.layers(parameters)
	return n
}

// Params returns the parameters in network order. The slice is the network's
// own: writing to it changes the network.
func (n *Network) Params() []float64 { return n.parameters }

// Weights returns W of layer l, 1 … L, with one row per receiving unit. It
// shares memory with the network.
func (n *Network) Weights(l int) *mat.Dense {
	return mat.NewDense(n.Units(l), n.Units(l-1), n.weights[l])
}

// Biases returns b of layer l, 1 … L. It shares memory with the network.
func (n *Network) Biases(l int) *mat.VecDense {
	return mat.NewVecDense(n.Units(l), n.biases[l])
}
