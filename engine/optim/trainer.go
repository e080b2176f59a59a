package optim

import (
	"backprop/engine/kernel"
	"backprop/engine/nn"
)

// Trainer makes the updates of many batches at once.
type Trainer struct {
	trainer  *kernel.Trainer
	network  *nn.Network
	v        []float64
	pass     *nn.Pass
	gradient *nn.Gradient
	batches  kernel.Batches
}

// NewTrainer returns a trainer of network on batches that works in the memory
// of pass and gradient. It changes parameters and their last steps v.
func NewTrainer(network *nn.Network, v []float64, pass *nn.Pass, gradient *nn.Gradient, batches kernel.Batches) *Trainer {
	return &Trainer{kernel.NewTrainer(nn.Training(network, pass, gradient, v), batches), network, v, pass, gradient, batches}
}

// Train makes one update for each batch from up to to and returns how many it
// has made. It makes less where a loss is not finite, and stops behind an
// update, not counted, that leaves a parameter that is not. With mean, a
// gradient is divided by the samples of its batch. With ahead, the pass holds
// the way forward of the first batch.
func (d Descent) Train(t *Trainer, from, to int, mean, ahead bool) int {
	if d.Penalty != (Penalty{}) {
		return t.penalized(d, from, to, mean, ahead)
	}
	return t.trainer.Train(kernel.Rule{Rate: d.LearningRate, Momentum: d.Momentum, Decay: d.Decay, Mean: mean}, from, to, ahead)
}

// penalized is Train routine by routine, since the kernel's whole updates know
// no penalty.
func (t *Trainer) penalized(d Descent, from, to int, mean, ahead bool) int {
	for batch := from; batch < to; batch++ {
		first := batch * t.batches.Size
		n := min(t.batches.Size, t.batches.Samples-first)
		inputs, outputs := t.network.Inputs(), t.network.Outputs()
		target := t.batches.Target[first*outputs:][:n*outputs]
		if !ahead || batch > from {
			t.pass.Forward(t.network, t.batches.Input[first*inputs:][:n*inputs], n)
		}
		var loss nn.Loss
		loss.Add(t.pass.Output(), target, outputs, n)
		if e := loss.Sum(); e-e != 0 {
			return batch - from
		}
		t.gradient.Backward(t.network, t.pass, target)
		scale := 1.0
		if mean {
			scale = 1 / float64(n)
		}
		d.Step(t.network, t.v, t.gradient.Params(), scale)
		if !kernel.Finite(t.network.Params()) {
			return batch - from
		}
	}
	return to - from
}
