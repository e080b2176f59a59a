package nn

import "math/rand/v2"

// weightStream keeps the numbers drawn for weights apart from others that are
// drawn from the same seed.
const weightStream = 0x77656967687473 // "weights"

// Randomize draws every parameter uniformly from [−r, r) in network order, or
// sets it to 0 where r is 0. A seed gives the same bits on every platform.
func (n *Network) Randomize(r float64, seed uint64) {
	source := rand.NewPCG(seed, weightStream)
	for i := range n.parameters {
		n.parameters[i] = symmetric(source.Uint64(), r)
	}
}

// SetBiases sets every bias to b.
func (n *Network) SetBiases(b float64) {
	for _, biases := range n.biases {
		for i := range biases {
			biases[i] = b
		}
	}
}

// symmetric maps the 53 high bits of u evenly onto [−r, r). Only the last
// product rounds.
func symmetric(u uint64, r float64) float64 {
	if r == 0 {
		return 0
	}
	return (float64(float64(u>>11)*0x1p-52) - 1) * r
}
