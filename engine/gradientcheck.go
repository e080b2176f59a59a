package engine

import (
	"math"

	"gonum.org/v1/gonum/diff/fd"

	"backprop/engine/nn"
)

// GradientCheck compares backpropagation with central differences
// (E(w + h) − E(w − h)) / 2h, parameter by parameter in network order. E is the
// loss of the training set in the experiment's Convention, without penalties.
type GradientCheck struct {
	Step     float64   // h
	Backprop []float64 // ∂E/∂w by backpropagation
	Numeric  []float64 // the central difference
	// Error is |backprop − numeric| / max(|backprop|, |numeric|, Floor).
	Error []float64
	// Floor is 2·10⁻⁴ E or 10⁻⁶ of the largest derivative, whichever is larger:
	// below it the difference of two losses has too few digits left.
	Floor float64
	// Kinked marks parameters by whose change from w − h to w + h a ReLU unit
	// comes over its kink at some sample, where E has no derivative.
	Kinked []bool
}

// checkStep is h. The error of a central difference is of the order of h²,
// that of the two losses, divided by 2h, of 1e−16/h.
const checkStep = 1e-5

// CheckGradient compares every derivative at the present weights. It takes two
// ways forward over the training set for each parameter.
func (r *Run) CheckGradient() *GradientCheck {
	params := r.network.Params()
	c := &GradientCheck{
		Step: checkStep, Backprop: r.wholeGradient(),
		Error: make([]float64, len(params)), Kinked: make([]bool, len(params)),
	}
	network := nn.NewNetwork(r.network.Shape)
	loss := func(w []float64) float64 {
		copy(network.Params(), w)
		var loss nn.Loss
		for i := range r.trainBlocks.count() {
			input, target, n := r.trainBlocks.at(i)
			r.measurePass.Forward(network, input, n)
			loss.Add(r.measurePass.Output(), target, network.Outputs(), n)
		}
		return r.inConvention(lossOf(&loss))
	}
	c.Numeric = fd.Gradient(nil, loss, params, &fd.Settings{Formula: fd.Central, Step: checkStep})
	c.Floor = 2e-4 * r.inConvention(r.Loss())
	for _, g := range c.Backprop {
		c.Floor = max(c.Floor, 1e-6*math.Abs(g))
	}
	kinks := newKinks(r, network)
	for i, g := range c.Backprop {
		size := max(math.Abs(g), math.Abs(c.Numeric[i]), c.Floor)
		if size > 0 {
			c.Error[i] = math.Abs(g-c.Numeric[i]) / size
		}
		c.Kinked[i] = kinks.between(i)
	}
	return c
}

// wholeGradient returns the gradient of the training set in the experiment's
// Convention.
func (r *Run) wholeGradient() []float64 {
	gradient := nn.NewGradient(r.network.Shape, measureBlock)
	sum := make([]float64, r.network.Size())
	for i := range r.trainBlocks.count() {
		input, target, n := r.trainBlocks.at(i)
		r.measurePass.Forward(r.network, input, n)
		gradient.Backward(r.network, r.measurePass, target)
		for p, g := range gradient.Params() {
			sum[p] += g
		}
	}
	scale := r.scale(r.train.samples)
	for p := range sum {
		sum[p] = float64(sum[p]*scale) + 0
	}
	return sum
}

// kinks finds out which ReLU units are on which side of their kink.
type kinks struct {
	r       *Run
	network *nn.Network
	any     bool // there is a ReLU unit
}

func newKinks(r *Run, network *nn.Network) kinks {
	k := kinks{r: r, network: network}
	for l := 1; l <= network.Last(); l++ {
		k.any = k.any || network.Activation(l) == nn.ReLU
	}
	return k
}

// between reports whether a unit changes sides between w − h and w + h of a
// parameter, at any training sample.
func (k kinks) between(parameter int) bool {
	if !k.any {
		return false
	}
	var sides [2][]bool
	for i, h := range [...]float64{-checkStep, checkStep} {
		copy(k.network.Params(), k.r.network.Params())
		k.network.Params()[parameter] += h
		for b := range k.r.trainBlocks.count() {
			input, _, n := k.r.trainBlocks.at(b)
			k.r.measurePass.Forward(k.network, input, n)
			for l := 1; l <= k.network.Last(); l++ {
				if k.network.Activation(l) != nn.ReLU {
					continue
				}
				for _, y := range k.r.measurePass.Layer(l) {
					sides[i] = append(sides[i], y > 0)
				}
			}
		}
	}
	for i, side := range sides[0] {
		if side != sides[1][i] {
			return true
		}
	}
	return false
}
