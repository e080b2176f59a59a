// Package nn is the multi-layer perceptron: its parameters, its way forward
// and its way back.
//
// Three values run in parallel, one entry per layer: a Network holds the
// parameters, a Pass the outputs of every unit, a Gradient the derivatives.
// Forward fills a Pass, Backward fills a Gradient; neither changes the Network.
// One point, a batch and the whole plane are the same call: a block of n
// samples with one unit per row and one sample per column, samples contiguous,
// so the value of unit i for sample s is at i·n+s.
//
// Notation. l is a layer, 0 … L, and 0 is the input; i is a unit of layer l−1
// and j a unit of layer l; W has one row per receiving unit; b are biases; x
// is a net input, y an output, ŷ an output of layer L; E is the loss.
//
//	x_j = Σ_i w_ji y_i + b_j,  y_j = f(x_j)
//	E = ½ Σ_s Σ_k (ŷ_k − y_k)²
//	∂E/∂ŷ_k = ŷ_k − y_k
//	∂E/∂x_j = ∂E/∂y_j · f′(x_j)
//	∂E/∂w_ji = ∂E/∂x_j · y_i,  ∂E/∂b_j = ∂E/∂x_j
//	∂E/∂y_i = Σ_j ∂E/∂x_j · w_ji
//
// (D. E. Rumelhart, G. E. Hinton and R. J. Williams, Learning representations
// by back-propagating errors, Nature 323, 1986, pp. 533–536, eqs. 1–7.) E and
// its derivatives are sums over the samples of a block here; dividing by their
// number, where a mean is wanted, is left to the caller.
//
// Wrong shapes are mistakes of the caller and panic.
package nn
