package optim

import (
	"math"

	"backprop/engine/kernel"
	"backprop/engine/nn"
)

// Penalty is what large weights cost,
//
//	P = λ₁ Σ|w| + λ₂ ½Σw²
//
// over every weight of the network. Biases cost nothing. Descent goes down the
// loss of a batch, in whichever convention, plus P once: E/J + P for a mean
// over the J samples of the batch, E + P for a sum. The zero value costs
// nothing.
type Penalty struct {
	L1 float64 // λ₁, at least 0
	L2 float64 // λ₂, at least 0
}

// Value returns P of network.
func (p Penalty) Value(network *nn.Network) float64 {
	var sizes, squares float64
	for l := 1; l <= network.Last(); l++ {
		from, to := network.WeightRange(l)
		for _, w := range network.Params()[from:to] {
			sizes += math.Abs(w)
			squares += float64(w * w)
		}
	}
	var value float64
	if p.L1 > 0 {
		value = float64(p.L1 * sizes)
	}
	if p.L2 > 0 {
		value += float64(p.L2 * (squares / 2))
	}
	return value
}

// addGradient multiplies gradient by scale and adds λ₂ w to the derivative of
// every weight. The |w| of λ₁, which have no derivative at 0, are left to
// threshold.
func (p Penalty) addGradient(network *nn.Network, gradient []float64, scale float64) {
	for i := range gradient {
		gradient[i] *= scale
	}
	if p.L2 == 0 {
		return
	}
	params := network.Params()
	for l := 1; l <= network.Last(); l++ {
		from, to := network.WeightRange(l)
		for i := from; i < to; i++ {
			gradient[i] += float64(p.L2 * params[i])
		}
	}
}

// threshold moves every weight by reach towards 0, and to 0 where it is no
// further from it, and makes v the step that has been taken in all. A weight
// at 0 stays there while reach holds it, and leaves once the rest of its step
// is longer.
func (p Penalty) threshold(network *nn.Network, v []float64, reach float64) {
	params := network.Params()
	for l := 1; l <= network.Last(); l++ {
		from, to := network.WeightRange(l)
		for i := from; i < to; i++ {
			by := reach
			if math.Abs(params[i]) <= reach {
				by = math.Abs(params[i])
			}
			by = math.Copysign(by, params[i])
			params[i] -= by
			v[i] -= by
		}
	}
}

// step is Descent.Step where there is a penalty.
func (p Penalty) step(d Descent, network *nn.Network, v, gradient []float64, scale float64) {
	p.addGradient(network, gradient, scale)
	params := network.Params()
	kernel.Step(params, v, gradient, 1, d.LearningRate, d.Momentum, 0)
	if p.L1 > 0 {
		p.threshold(network, v, d.LearningRate*p.L1)
	}
	if d.Decay != 0 {
		keep := 1 - d.Decay
		for i := range params {
			params[i] *= keep
		}
	}
}
