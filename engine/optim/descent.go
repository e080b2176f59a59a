// Package optim changes parameters by their gradient. It is the only code that
// does.
package optim

import (
	"backprop/engine/kernel"
	"backprop/engine/nn"
)

// Descent is gradient descent with momentum, weight decay and a Penalty P,
//
//	v(t) = −ε ∂(E + P)/∂w(t) + α v(t−1),  w ← w + v(t),  w ← w (1 − d)
//
// (Rumelhart, Hinton and Williams 1986, p. 535, eqs. 8 and 9, and p. 536 for
// the decay, there 0.2 % after each weight change). v starts at 0; d acts on
// biases too.
//
// λ₁ Σ|w| has no derivative where a weight is 0. There the step is that of its
// proximal operator, which is the same wherever a weight keeps its sign:
//
//	u = w − ε ∂(E + λ₂ ½Σw²)/∂w + α v(t−1)
//	w ← u − ελ₁ sign u,  or 0 where |u| ≤ ελ₁,  and v(t) is the change of w
//
// (P. Ochs, Y. Chen, T. Brox and T. Pock, iPiano: inertial proximal algorithm
// for nonconvex optimization, SIAM Journal on Imaging Sciences 7, 2014,
// pp. 1388–1419, algorithm 1). So a weight rests at exactly 0 while
// |∂E/∂w| ≤ λ₁, which is where a minimum has it, and grows again as soon as
// that no longer holds.
type Descent struct {
	LearningRate float64 // ε, per update
	Momentum     float64 // α, in [0, 1)
	Decay        float64 // d, in [0, 1)
	Penalty      Penalty
}

// Step makes one update of the network and of its last steps v. The gradient
// is multiplied by scale first: 1 for a sum over samples, 1/J for the mean of
// J samples. With a Penalty the gradient of its differentiable part is added to
// gradient.
func (d Descent) Step(network *nn.Network, v, gradient []float64, scale float64) {
	if d.Penalty != (Penalty{}) {
		d.Penalty.step(d, network, v, gradient, scale)
		return
	}
	kernel.Step(network.Params(), v, gradient, scale, d.LearningRate, d.Momentum, d.Decay)
}
