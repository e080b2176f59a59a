package engine

// rules is a choice among the rules of a Stop.
type rules struct {
	loss, error, epoch bool
}

// stopRules is what a run knows of its rules beyond their values.
type stopRules struct {
	held rules // at the end of the epoch that stopped the run
	off  rules // have stopped the run and do so no more
}

// stop ends training when a rule holds.
func (r *Run) stop() {
	s, off := r.experiment.Stop, r.rules.off
	r.rules.held = rules{
		loss:  s.Loss > 0 && !off.loss && r.inConvention(r.loss) <= s.Loss,
		error: s.Error > 0 && !off.error && r.loss.MaxError <= s.Error,
		epoch: s.Epoch > 0 && !off.epoch && r.epoch >= s.Epoch,
	}
	switch held := r.rules.held; {
	case held.loss:
		r.stopped = StoppedByLoss
	case held.error:
		r.stopped = StoppedByError
	case held.epoch:
		r.stopped = StoppedByEpoch
	}
}

// watching reports whether a rule needs the loss of every epoch.
func (r *Run) watching() bool {
	s, off := r.experiment.Stop, r.rules.off
	return s.Loss > 0 && !off.loss || s.Error > 0 && !off.error
}

// release switches off the rules that held when the run was stopped, and on
// again those whose value changes from before to after.
func (r *stopRules) release(before, after Stop) {
	r.off = rules{
		loss:  (r.off.loss || r.held.loss) && before.Loss == after.Loss,
		error: (r.off.error || r.held.error) && before.Error == after.Error,
		epoch: (r.off.epoch || r.held.epoch) && before.Epoch == after.Epoch,
	}
	r.held = rules{}
}
