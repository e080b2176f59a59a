package engine

import (
	"fmt"
	"slices"
)

// Checkpoint returns what the run needs to go on from here, exactly. That it
// is stopped, and by what, is not part of it.
func (r *Run) Checkpoint() *Checkpoint {
	return &Checkpoint{
		Epoch:    r.epoch,
		Updates:  r.updates,
		Params:   slices.Clone(r.network.Params()),
		Velocity: slices.Clone(r.velocity),
		First:    slices.Clone(r.first),
		History:  slices.Clone(r.history.until(r.epoch)),
	}
}

// Resume returns a run of e, as its Run.Experiment was, that goes on from c.
// Between two epochs the stop rules are looked at, as at the end of an epoch.
// The error is that of Experiment.Validate, or says what of c does not fit.
func Resume(e Experiment, c Checkpoint) (*Run, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	r := newRun(e)
	if err := r.checkCheckpoint(c); err != nil {
		return nil, err
	}
	copy(r.network.Params(), c.Params)
	copy(r.velocity, c.Velocity)
	copy(r.first, c.First)
	r.history.restore(c.History, c.Epoch)
	r.seek(c.Epoch, int(c.Updates-int64(c.Epoch)*int64(r.batches.count())))
	r.arrange()
	r.timeline.begin(r)
	r.arrive()
	return r, nil
}

func (r *Run) checkCheckpoint(c Checkpoint) error {
	for _, v := range []struct {
		name   string
		values []float64
	}{{"params", c.Params}, {"velocity", c.Velocity}, {"first", c.First}} {
		if len(v.values) != r.network.Size() {
			return fmt.Errorf("engine: checkpoint with %d values of %s: want %d", len(v.values), v.name, r.network.Size())
		}
		if err := checkFinite(v.name, v.values); err != nil {
			return err
		}
	}
	if c.Epoch < 0 || c.Epoch > MaxEpoch {
		return fieldError("epoch", number(float64(c.Epoch)), wantEpoch)
	}
	count := int64(r.batches.count())
	if first := int64(c.Epoch) * count; c.Updates < first || c.Updates >= first+count {
		return fmt.Errorf("engine: checkpoint with %d updates after %d epochs of %d updates", c.Updates, c.Epoch, count)
	}
	last := -1
	for _, p := range c.History {
		if p.Epoch <= last || p.Epoch > c.Epoch {
			return fmt.Errorf("engine: checkpoint at epoch %d with a loss of epoch %d after that of epoch %d", c.Epoch, p.Epoch, last)
		}
		last = p.Epoch
	}
	return nil
}
