package engine

import (
	"math"

	"backprop/engine/kernel"
	"backprop/engine/nn"
	"backprop/engine/optim"
)

// Advance makes as many updates as epochs whole epochs have, and updates more.
// It ends early where a stop rule holds or training diverges, and does nothing
// once the run is stopped. Advancing twice is the same as advancing by the sum.
func (r *Run) Advance(epochs, updates int) error {
	if epochs < 0 || epochs > MaxEpoch {
		return fieldError("epochs", number(float64(epochs)), wantEpoch)
	}
	if updates < 0 || updates > MaxEpoch {
		return fieldError("updates", number(float64(updates)), wantEpoch)
	}
	if r.stopped == NotStopped && epochs+updates > 0 {
		r.branch()
	}
	count := r.batches.count()
	for left := int64(epochs)*int64(count) + int64(updates); left > 0 && r.stopped == NotStopped; {
		n := int(min(left, int64(count-r.batch)))
		r.advance(n)
		left -= int64(n)
	}
	return nil
}

// advance trains on the next n batches of the epoch under way, and ends the
// epoch when the last one is among them.
func (r *Run) advance(n int) {
	if r.batch == 0 {
		r.beginEpoch()
	}
	done := r.rule.Train(r.trainer, r.batch, r.batch+n, r.experiment.Convention == Mean, r.ahead)
	r.updates += int64(done)
	r.batch += done
	r.moved()
	if done < n {
		// Go back to the last finite weights and see what leaves them.
		r.replay(r.batch)
		r.fail()
		return
	}
	if r.batch == r.batches.count() {
		r.endEpoch()
	}
}

// fail makes the update that leaves the finite numbers, and ends training.
func (r *Run) fail() {
	input, target, n := r.batches.at(r.batch)
	r.pass.Forward(r.network, input, n)
	var loss nn.Loss
	loss.Add(r.pass.Output(), target, r.network.Outputs(), n)
	if !finite(loss.Sum()) {
		r.diverge("loss", r.updates+1, r.batch)
		return
	}
	r.descend(target, n)
	// A gradient that is not finite always makes such weights.
	quantity := "weight"
	if !kernel.Finite(r.gradient.Params()) {
		quantity = "gradient"
	}
	r.diverge(quantity, r.updates+1, r.batch)
}

// descend goes back through pass and makes one step.
func (r *Run) descend(target []float64, n int) {
	r.gradient.Backward(r.network, r.pass, target)
	scale := r.scale(n)
	r.rule.Step(r.network, r.velocity, r.gradient.Params(), scale)
	r.moved()
}

// scale is what a sum over n samples is multiplied by in the experiment's
// Convention.
func (r *Run) scale(n int) float64 {
	if r.experiment.Convention == Mean {
		return 1 / float64(n)
	}
	return 1
}

// moved says that the weights have changed.
func (r *Run) moved() { r.measured, r.scored, r.ahead = false, false, false }

// beginEpoch arranges the training set for the epoch that comes.
func (r *Run) beginEpoch() {
	r.arrange()
	r.setRates()
	r.anchorHere()
	r.timeline.pass(r)
}

// arrange puts the batches in the order of the epoch under way.
func (r *Run) arrange() {
	if r.order == nil || r.gathered == r.epoch {
		return
	}
	shuffle(r.order, &r.source, r.experiment.Init.Seed, r.epoch)
	r.batches.gather(r.train, r.order)
	r.gathered = r.epoch
}

// setRates puts in force what the experiment says for the present epoch.
func (r *Run) setRates() {
	e := r.experiment
	r.rule = optim.Descent{LearningRate: e.LearningRate, Momentum: e.Momentum, Decay: e.Decay, Penalty: e.Penalty}
	if i := scheduled(e.Schedule, r.epoch); i >= 0 {
		r.rule.LearningRate, r.rule.Momentum = e.Schedule[i].LearningRate, e.Schedule[i].Momentum
	}
}

// scheduled returns the index of the change in force once epoch epochs are
// complete, or −1.
func scheduled(schedule []Change, epoch int) int {
	i := len(schedule) - 1
	for i >= 0 && schedule[i].Epoch > epoch {
		i--
	}
	return i
}

// endEpoch counts the epoch and looks at what it has come to. The losses are
// computed where something depends on them: a point of the curve, a rule, or
// units without bounds, which may overflow although the weights are finite.
func (r *Run) endEpoch() {
	if !r.bounded || r.watching() || r.history.wants(r.epoch+1) {
		if !r.finiteLoss() {
			r.diverge("loss", r.updates, r.batch-1)
			return
		}
	}
	r.epoch++
	r.batch = 0
	if r.history.wants(r.epoch) {
		r.record()
	}
	r.stop()
}

// arrive looks at the weights that the run begins or goes on from.
func (r *Run) arrive() {
	r.anchorHere()
	if !r.finiteLoss() {
		r.stopped = StoppedByDivergence
		r.divergence = Divergence{Epoch: r.epoch + 1, Update: r.updates + 1, Quantity: "loss"}
		return
	}
	if r.batch == 0 {
		if r.history.wants(r.epoch) {
			r.record()
		}
		r.stop()
	}
}

// seek sets the place within the run; weights and last steps are the caller's
// concern.
func (r *Run) seek(epoch int, batch int) {
	r.epoch, r.batch = epoch, batch
	r.updates = int64(epoch)*int64(r.batches.count()) + int64(batch)
	r.moved()
	r.setRates()
}

// record adds the present losses to the curve.
func (r *Run) record() {
	p := LossPoint{Epoch: r.epoch, Train: r.inConvention(r.loss), Test: math.NaN()}
	if r.test.samples > 0 {
		p.Test = r.inConvention(r.testLoss)
	}
	r.history.add(p)
}

// inConvention returns the loss as the experiment counts it.
func (r *Run) inConvention(l Loss) float64 {
	if r.experiment.Convention == Sum {
		return l.Sum
	}
	return l.Mean
}
