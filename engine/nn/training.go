package nn

import "backprop/engine/kernel"

// Training returns network with the memory of pass and gradient in the form
// that kernel.NewTrainer takes; velocity holds the last step of every
// parameter. Training with it overwrites what pass and gradient hold.
func Training(network *Network, pass *Pass, gradient *Gradient, velocity []float64) kernel.Network {
	k := kernel.Network{
		Inputs: network.Inputs(),
		Params: network.parameters, Velocity: velocity, Gradient: gradient.parameters,
		Slopes: gradient.buffers,
	}
	for l := 1; l <= network.Last(); l++ {
		k.Layers = append(k.Layers, kernel.Layer{
			Units: network.Units(l), Function: activations[network.Activation(l)].function,
			Weights: network.weights[l], Biases: network.biases[l],
			WeightGradient: gradient.weights[l], BiasGradient: gradient.biases[l],
			Outputs: pass.memory[l],
		})
	}
	return k
}
