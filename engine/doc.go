// Package engine trains small networks by backpropagation and says everything
// about it that can be shown. It is a library of its own: nothing in it knows
// of a browser.
//
// An Experiment holds every choice as plain values. A Run is what an
// Experiment becomes once it has begun; a Command changes it and a Snapshot
// answers. A Run is a function of its Experiment and its commands: the same
// ones give the same bits on every processor.
//
// Reading order: Experiment, Command and Snapshot are the contract; Run does
// the work with package nn (forward, backward), package optim (the learning
// rule) and package kernel (the inner loops); package dataset makes samples.
//
// # Notation
//
//	l         a layer, 0 … L; 0 is the input, L the output
//	i, j      a unit of layer l−1, a unit of layer l
//	x_j, y_j  net input Σ_i w_ji y_i + b_j and output f(x_j) of unit j
//	ŷ, y      outputs of layer L and their targets
//	E         loss ½ Σ (ŷ − y)² over samples and output units
//	J         samples of a batch
//	ε, α, d   learning rate, momentum, decay
//	λ₁, λ₂, P strengths of the penalty P = λ₁ Σ|w| + λ₂ ½Σw² over the weights
//	v         last step of a parameter, v(t) = −ε ∂(E + P)/∂w(t) + α v(t−1)
//
// The factor ½ is always there. The Sum convention uses E as it is, the Mean
// convention E/J, for the gradient of a batch and for the loss of a sample set
// alike; neither divides by the number of outputs. A short last batch counts
// with its own J. P is added once in either convention to what an update goes
// down, E/J + P or E + P, and to no loss that is shown or that a stop rule looks
// at; where a weight is 0, optim.Descent says how. An update is one change of the parameters, an epoch one pass
// over the training set.
//
// The page writes the two coordinates of a sample as X₁ and X₂; x is a net
// input.
//
// Source: D. E. Rumelhart, G. E. Hinton and R. J. Williams, Learning
// representations by back-propagating errors, Nature 323, 1986, pp. 533–536.
package engine
