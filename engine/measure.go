package engine

import "backprop/engine/nn"

// Loss returns the loss of the training set at the present weights.
func (r *Run) Loss() Loss {
	r.measure()
	return r.loss
}

// TestLoss returns the loss of the test set at the present weights, the zero
// Loss when there are no test samples.
func (r *Run) TestLoss() Loss {
	r.measure()
	return r.testLoss
}

// Penalty returns what the present weights cost beside the loss: P of
// optim.Penalty.
func (r *Run) Penalty() float64 { return r.experiment.Penalty.Value(r.network) }

// measure computes the losses of the present weights unless they are known.
func (r *Run) measure() {
	if r.measured {
		return
	}
	if r.order == nil && r.batches.count() == 1 {
		// The only batch is the training set: the way forward of the next
		// update measures it, and is not gone twice.
		input, target, n := r.batches.at(0)
		r.pass.Forward(r.network, input, n)
		r.ahead = true
		var loss nn.Loss
		loss.Add(r.pass.Output(), target, r.network.Outputs(), n)
		r.loss = lossOf(&loss)
	} else {
		r.loss = r.lossOver(&r.trainBlocks)
	}
	r.testLoss = Loss{}
	if r.test.samples > 0 {
		r.testLoss = r.lossOver(&r.testBlocks)
	}
	r.measured = true
}

func (r *Run) lossOver(b *blocks) Loss {
	var loss nn.Loss
	for i := range b.count() {
		input, target, n := b.at(i)
		r.measurePass.Forward(r.network, input, n)
		loss.Add(r.measurePass.Output(), target, r.network.Outputs(), n)
	}
	return lossOf(&loss)
}

func lossOf(l *nn.Loss) Loss {
	return Loss{Mean: l.Mean(), Sum: l.Sum(), MaxError: l.MaxError()}
}

// finiteLoss reports whether the losses of both sets are.
func (r *Run) finiteLoss() bool {
	r.measure()
	return finite(r.loss.Sum) && finite(r.testLoss.Sum)
}

// finite reports whether v is neither infinite nor NaN.
func finite(v float64) bool { return v-v == 0 }
