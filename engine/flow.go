package engine

import (
	"math"
	"slices"

	"backprop/engine/nn"
)

// LayerFlow says how the gradient fares in one layer above the inputs, over
// the training set at the present weights.
type LayerFlow struct {
	ByNetInput float64 // mean of |∂E_s/∂x| over units and samples s
	ByWeight   float64 // mean over the weights of |∂E/∂w|, in the experiment's Convention
	// Saturated is the share of units and samples at which f′ of a sigmoid or
	// tanh unit is below a hundredth of its largest value.
	Saturated float64
	Dead      []int   // ReLU units whose output is 0 at every sample
	Twins     [][]int // groups of units whose weights, in and out, and biases are the same
}

// saturation is the share of its largest value below which f′ counts as
// saturated.
const saturation = 0.01

// Flow returns the flow of the gradient through layers 1 … L.
func (r *Run) Flow() []LayerFlow {
	shape := r.network.Shape
	flow := make([]LayerFlow, shape.Last())
	pass, gradient := nn.NewPass(shape, measureBlock), nn.NewGradient(shape, measureBlock)
	gradient.KeepUnits()
	params := make([]float64, shape.Size())
	alive := make([][]bool, len(flow))
	for l := range flow {
		alive[l] = make([]bool, shape.Units(l+1))
	}
	for i := range r.trainBlocks.count() {
		input, target, n := r.trainBlocks.at(i)
		pass.Forward(r.network, input, n)
		gradient.Backward(r.network, pass, target)
		for p, g := range gradient.Params() {
			params[p] += g
		}
		for l := range flow {
			f, activation := &flow[l], shape.Activation(l+1)
			for _, d := range gradient.ByNetInput(l + 1) {
				f.ByNetInput += math.Abs(d)
			}
			for at, y := range pass.Layer(l + 1) {
				if activation.Bounded() && slopeAt(activation, y) < saturation*steepest(activation) {
					f.Saturated++
				}
				alive[l][at/n] = alive[l][at/n] || y != 0
			}
		}
	}
	scale := r.scale(r.train.samples)
	for l := range flow {
		f, values := &flow[l], float64(shape.Units(l+1)*r.train.samples)
		f.ByNetInput /= values
		f.Saturated /= values
		from, to := shape.WeightRange(l + 1)
		for _, g := range params[from:to] {
			f.ByWeight += math.Abs(float64(g * scale))
		}
		f.ByWeight /= float64(to - from)
		if shape.Activation(l+1) == nn.ReLU {
			for unit, some := range alive[l] {
				if !some {
					f.Dead = append(f.Dead, unit)
				}
			}
		}
		f.Twins = twins(r.network, l+1)
	}
	return flow
}

// slopeAt returns f′ at the output y.
func slopeAt(a nn.Activation, y float64) float64 {
	slope := []float64{1}
	a.Slope(slope, slope, []float64{y})
	return slope[0]
}

// steepest returns the largest f′ of a bounded activation, which is at 0.
func steepest(a nn.Activation) float64 {
	y := []float64{0}
	a.Apply(y, y)
	return slopeAt(a, y[0])
}

// twins returns the groups of two and more units of layer l that nothing tells
// apart: training changes them alike for ever.
func twins(network *nn.Network, l int) [][]int {
	shape, params := network.Shape, network.Params()
	about := func(unit int) []float64 {
		var values []float64
		for from := range shape.Units(l - 1) {
			values = append(values, params[shape.WeightIndex(l, unit, from)])
		}
		values = append(values, params[shape.BiasIndex(l, unit)])
		if l < shape.Last() {
			for to := range shape.Units(l + 1) {
				values = append(values, params[shape.WeightIndex(l+1, to, unit)])
			}
		}
		return values
	}
	if l == shape.Last() {
		return nil // their targets tell output units apart
	}
	var groups [][]int
	taken := make([]bool, shape.Units(l))
	for unit := range taken {
		if taken[unit] {
			continue
		}
		group, values := []int{unit}, about(unit)
		for other := unit + 1; other < len(taken); other++ {
			if !taken[other] && slices.Equal(values, about(other)) {
				group, taken[other] = append(group, other), true
			}
		}
		if len(group) > 1 {
			groups = append(groups, group)
		}
	}
	return groups
}
