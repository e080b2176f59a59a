// Package optim changes parameters by their gradient. It is the only code that
// does.
package optim

import "backprop/engine/kernel"

// Descent is gradient descent with momentum and weight decay,
//
//	v(t) = −ε ∂E/∂w(t) + α v(t−1),  w ← w + v(t),  w ← w (1 − d)
//
// (Rumelhart, Hinton and Williams 1986, p. 535, eqs. 8 and 9, and p. 536 for
// the decay, there 0.2 % after each weight change). v starts at 0; d acts on
// biases too.
type Descent struct {
	LearningRate float64 // ε, per update
	Momentum     float64 // α, in [0, 1)
	Decay        float64 // d, in [0, 1)
}

// Step makes one update of parameters and of their last steps v. The gradient
// is multiplied by scale first: 1 for a sum over samples, 1/J for the mean of
// J samples.
func (d Descent) Step(parameters, v, gradient []float64, scale float64) {
	kernel.Step(parameters, v, gradient, scale, d.LearningRate, d.Momentum, d.Decay)
}
