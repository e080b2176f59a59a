package nn

import (
	"fmt"

	"backprop/engine/kernel"
)

// Pass is the way forward of one block of samples: the outputs of every unit.
// Its memory is kept from block to block.
type Pass struct {
	shape    Shape
	capacity int
	samples  int
	outputs  [][]float64 // per layer, units × samples; outputs[0] is the caller's
	inputs   [][]float64 // net inputs; nil unless kept
	memory   [][]float64 // per layer, what outputs is cut from
	netInput [][]float64 // per layer, what inputs is cut from
}

// NewPass returns a pass for blocks of up to capacity samples.
func NewPass(shape Shape, capacity int) *Pass {
	if capacity < 1 {
		panic(fmt.Sprintf("nn: pass for %d samples", capacity))
	}
	layers := shape.Last() + 1
	p := &Pass{
		shape:    shape,
		capacity: capacity,
		outputs:  make([][]float64, layers),
		memory:   make([][]float64, layers),
	}
	for l := 1; l < layers; l++ {
		p.memory[l] = make([]float64, shape.Units(l)*capacity)
	}
	return p
}

// KeepNetInputs makes the pass keep net inputs, which NetInput returns.
// Without it they are overwritten by the outputs.
func (p *Pass) KeepNetInputs() {
	layers := p.shape.Last() + 1
	p.inputs = make([][]float64, layers)
	p.netInput = make([][]float64, layers)
	for l := 1; l < layers; l++ {
		p.netInput[l] = make([]float64, p.shape.Units(l)*p.capacity)
	}
}

// Forward computes the outputs of every unit of network for a block of
// samples; input is inputs × samples. The pass refers to input until the next
// Forward.
func (p *Pass) Forward(network *Network, input []float64, samples int) {
	if samples < 1 || samples > p.capacity {
		panic(fmt.Sprintf("nn: %d samples in a pass for %d", samples, p.capacity))
	}
	p.samples = samples
	p.outputs[0] = input
	for l := 1; l <= p.shape.Last(); l++ {
		size := p.shape.Units(l) * samples
		y := p.memory[l][:size]
		x := y
		if p.inputs != nil {
			x = p.netInput[l][:size]
			p.inputs[l] = x
		}
		kernel.NetInput(x, network.weights[l], network.biases[l], p.outputs[l-1],
			p.shape.Units(l), p.shape.Units(l-1), samples)
		p.shape.Activation(l).Apply(y, x)
		p.outputs[l] = y
	}
}

// Samples returns the number of samples of the last Forward.
func (p *Pass) Samples() int { return p.samples }

// Layer returns the outputs of layer l, 0 … L, units × samples, until the next
// Forward.
func (p *Pass) Layer(l int) []float64 { return p.outputs[l] }

// Output returns ŷ, outputs × samples, until the next Forward.
func (p *Pass) Output() []float64 { return p.outputs[len(p.outputs)-1] }

// NetInput returns the net inputs of layer l, 1 … L, units × samples, until
// the next Forward. It is nil unless KeepNetInputs was called.
func (p *Pass) NetInput(l int) []float64 {
	if p.inputs == nil {
		return nil
	}
	return p.inputs[l]
}
