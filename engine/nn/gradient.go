package nn

import (
	"fmt"

	"backprop/engine/kernel"
)

// Gradient is the way back of one block of samples: the derivatives of its
// loss E, summed over the samples. Its memory is kept from block to block.
type Gradient struct {
	shape      Shape
	capacity   int
	parameters []float64 // ∂E/∂w and ∂E/∂b in network order
	weights    [][]float64
	biases     [][]float64
	// ∂E/∂y turns into ∂E/∂x in place and alternates between two buffers,
	// unless every layer keeps both.
	buffers [2][]float64
	inputs  [][]float64 // per layer 1 … L, ∂E/∂x; nil unless kept
	outputs [][]float64 // per layer 0 … L, ∂E/∂y; nil unless kept
	samples int
}

// NewGradient returns a gradient for blocks of up to capacity samples.
func NewGradient(shape Shape, capacity int) *Gradient {
	if capacity < 1 {
		panic(fmt.Sprintf("nn: gradient for %d samples", capacity))
	}
	widest := 0
	for l := 1; l <= shape.Last(); l++ {
		widest = max(widest, shape.Units(l))
	}
	g := &Gradient{shape: shape, capacity: capacity, parameters: make([]float64, shape.Size())}
	g.weights, g.biases = shape.layers(g.parameters)
	for i := range g.buffers {
		g.buffers[i] = make([]float64, widest*capacity)
	}
	return g
}

// KeepUnits makes the gradient keep ∂E/∂x and ∂E/∂y of every unit, those of
// the inputs too, which ByNetInput and ByOutput return.
func (g *Gradient) KeepUnits() {
	layers := g.shape.Last() + 1
	g.inputs, g.outputs = make([][]float64, layers), make([][]float64, layers)
	for l := range layers {
		g.outputs[l] = make([]float64, g.shape.Units(l)*g.capacity)
		if l > 0 {
			g.inputs[l] = make([]float64, g.shape.Units(l)*g.capacity)
		}
	}
}

// Backward computes the derivatives of E = ½ Σ_s Σ_k (ŷ_k − y_k)² at the
// samples of pass, which must be the last Forward of network; target is
// outputs × samples.
func (g *Gradient) Backward(network *Network, pass *Pass, target []float64) {
	n := pass.Samples()
	if n > g.capacity {
		panic(fmt.Sprintf("nn: %d samples in a gradient for %d", n, g.capacity))
	}
	g.samples = n
	last := g.shape.Last()
	dy := g.byOutput(last, n)
	kernel.Difference(dy, pass.Output(), target)
	for l := last; l >= 1; l-- {
		units, below := g.shape.Units(l), g.shape.Units(l-1)
		dx := dy
		if g.inputs != nil {
			dx = g.inputs[l][:units*n]
		}
		g.shape.Activation(l).Slope(dx, dy, pass.Layer(l))
		kernel.WeightGradient(g.weights[l], g.biases[l], dx, pass.Layer(l-1), units, below, n)
		if l > 1 || g.outputs != nil {
			dy = g.byOutput(l-1, n)
			kernel.InputGradient(dy, network.weights[l], dx, units, below, n)
		}
	}
}

// byOutput returns the memory for ∂E/∂y of layer l.
func (g *Gradient) byOutput(l, samples int) []float64 {
	if g.outputs != nil {
		return g.outputs[l][:g.shape.Units(l)*samples]
	}
	return g.buffers[l%2][:g.shape.Units(l)*samples]
}

// Params returns ∂E/∂w and ∂E/∂b in network order, summed over the samples.
// The slice is the gradient's own.
func (g *Gradient) Params() []float64 { return g.parameters }

// ByNetInput returns ∂E/∂x of layer l, 1 … L, units × samples, until the next
// Backward. KeepUnits must have been called.
func (g *Gradient) ByNetInput(l int) []float64 {
	return g.inputs[l][:g.shape.Units(l)*g.samples]
}

// ByOutput returns ∂E/∂y of layer l, 0 … L, units × samples, until the next
// Backward. KeepUnits must have been called.
func (g *Gradient) ByOutput(l int) []float64 {
	return g.outputs[l][:g.shape.Units(l)*g.samples]
}
