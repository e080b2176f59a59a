package engine

import (
	"slices"

	"backprop/engine/nn"
)

// LensView asks for backpropagation in numbers, at the present weights.
type LensView struct {
	Wanted bool
	Sample int // the training sample under the lens
	// Parameter is the one whose derivative at every training sample is
	// wanted, named as in Network.Params; −1 for none.
	Parameter int
}

// Lens holds one training sample on its way forward and back, and the update
// that comes next.
type Lens struct {
	Sample int // its number in the training set
	Target []float64
	Example
	// Contributions are ∂E_s/∂w of one parameter for every training sample s,
	// when asked for.
	Contributions []float64
	Before        []float64 // every parameter before the last update; nil when there was none
	Next          Update
}

// Update is one application of the learning rule, and what it comes from. The
// slices over parameters are in network order.
type Update struct {
	Epoch        int     // the epoch that it belongs to, counted from 1
	Batch        int     // its place in the epoch, counted from 0
	Samples      []int   // numbers of its training samples, in order
	Loss         float64 // of the batch, in the experiment's Convention
	LearningRate float64 // ε in force
	Momentum     float64 // α in force
	Decay        float64 // d in force

	Gradient []float64 // ∂E/∂w of the batch, in the experiment's Convention
	Velocity []float64 // v(t): −ε ∂E/∂w + α v(t−1), and what a penalty adds
	Params   []float64 // the weights and biases afterwards
}

// Lens returns the numbers of one training sample and of the next update, nil
// where there is no such sample or parameter. It changes nothing that can be
// observed.
func (r *Run) Lens(v LensView) *Lens {
	if v.Sample < 0 || v.Sample >= r.train.samples || v.Parameter < -1 || v.Parameter >= r.network.Size() {
		return nil
	}
	pass, gradient := nn.NewPass(r.network.Shape, 1), nn.NewGradient(r.network.Shape, 1)
	pass.KeepNetInputs()
	gradient.KeepUnits()
	one := r.train.part(v.Sample, v.Sample+1)
	input, target := one.input, one.target
	pass.Forward(r.network, input, 1)
	gradient.Backward(r.network, pass, target)
	l := &Lens{
		Sample: v.Sample, Target: slices.Clone(target), Example: newExample(r.network.Shape, pass, gradient, target),
		Before: r.before(), Next: r.next(),
	}
	if v.Parameter >= 0 {
		l.Contributions = r.contributions(v.Parameter)
	}
	return l
}

// before undoes the last update: w(t−1) = w(t)/(1 − d) − v(t).
func (r *Run) before() []float64 {
	if r.updates == 0 {
		return nil
	}
	w := slices.Clone(r.network.Params())
	for i, v := range r.velocity {
		w[i] = w[i]/(1-r.rule.Decay) - v
	}
	return w
}

// next computes the update that comes next on copies.
func (r *Run) next() Update {
	r.arrange()
	input, target, n := r.batches.at(r.batch)
	u := Update{
		Epoch: r.epoch + 1, Batch: r.batch,
		LearningRate: r.rule.LearningRate, Momentum: r.rule.Momentum, Decay: r.rule.Decay,
	}
	for s := range n {
		number := r.batch*r.batches.size + s
		if r.order != nil {
			number = int(r.order[number])
		}
		u.Samples = append(u.Samples, number)
	}
	network := nn.NewNetwork(r.network.Shape)
	copy(network.Params(), r.network.Params())
	pass, gradient := nn.NewPass(network.Shape, n), nn.NewGradient(network.Shape, n)
	pass.Forward(network, input, n)
	gradient.Backward(network, pass, target)
	var loss nn.Loss
	loss.Add(pass.Output(), target, network.Outputs(), n)
	u.Loss = r.inConvention(lossOf(&loss))
	scale := r.scale(n)
	u.Gradient = slices.Clone(gradient.Params())
	for i := range u.Gradient {
		u.Gradient[i] = float64(u.Gradient[i]*scale) + 0
	}
	u.Velocity = slices.Clone(r.velocity)
	r.rule.Step(network, u.Velocity, gradient.Params(), scale)
	u.Params = network.Params()
	return u
}

// contributions returns the derivative of E_s by one parameter for every
// training sample s: ∂E_s/∂x_j · y_i(s), or ∂E_s/∂x_j for a bias.
func (r *Run) contributions(parameter int) []float64 {
	layer, to, from, bias := r.network.Locate(parameter)
	pass, gradient := nn.NewPass(r.network.Shape, measureBlock), nn.NewGradient(r.network.Shape, measureBlock)
	gradient.KeepUnits()
	var all []float64
	for i := range r.trainBlocks.count() {
		input, target, n := r.trainBlocks.at(i)
		pass.Forward(r.network, input, n)
		gradient.Backward(r.network, pass, target)
		for s, d := range gradient.ByNetInput(layer)[to*n:][:n] {
			if !bias {
				d *= pass.Layer(layer - 1)[from*n+s]
			}
			all = append(all, d+0)
		}
	}
	return all
}
