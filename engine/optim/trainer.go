package optim

import (
	"backprop/engine/kernel"
	"backprop/engine/nn"
)

// Trainer makes the updates of many batches at once.
type Trainer struct {
	trainer *kernel.Trainer
}

// NewTrainer returns a trainer of network on batches that works in the memory
// of pass and gradient. It changes parameters and their last steps v.
func NewTrainer(network *nn.Network, v []float64, pass *nn.Pass, gradient *nn.Gradient, batches kernel.Batches) *Trainer {
	return &Trainer{kernel.NewTrainer(nn.Training(network, pass, gradient, v), batches)}
}

// Train makes one update for each batch from up to to and returns how many it
// has made. It makes less where a loss is not finite, and stops behind an
// update, not counted, that leaves a parameter that is not. With mean, a
// gradient is divided by the samples of its batch. With ahead, the pass holds
// the way forward of the first batch.
func (d Descent) Train(t *Trainer, from, to int, mean, ahead bool) int {
	return t.trainer.Train(kernel.Rule{Rate: d.LearningRate, Momentum: d.Momentum, Decay: d.Decay, Mean: mean}, from, to, ahead)
}
