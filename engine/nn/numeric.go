package nn

import "gonum.org/v1/gonum/diff/fd"

// NumericStep is the h of NumericGradient. The truncation error of a central
// difference falls with h² and its rounding error rises with 1/h; both are
// about 1e−10 of a loss near 1 here.
const NumericStep = 1e-5

// NumericGradient sets dst to the central differences
//
//	(E(w + h) − E(w − h)) / 2h
//
// of the loss E of a block, for every parameter w of network in network order;
// it is what Backward is checked against. Input is inputs × samples, target is
// outputs × samples. The network is not changed.
func NumericGradient(dst []float64, network *Network, input, target []float64, samples int) {
	pass := NewPass(network.Shape, samples)
	at := newNetwork(network.Shape, make([]float64, network.Size()))
	loss := func(parameters []float64) float64 {
		copy(at.parameters, parameters)
		pass.Forward(at, input, samples)
		var e Loss
		e.Add(pass.Output(), target, network.Outputs(), samples)
		return e.Sum()
	}
	fd.Gradient(dst, loss, network.parameters, &fd.Settings{Formula: fd.Central, Step: NumericStep})
}
