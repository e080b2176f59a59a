package engine

// Redraw draws the samples anew from a seed and keeps everything else: the
// weights, their last steps, the place within the run and the first weights,
// which Reset returns to. The curve goes on with the losses of the new samples,
// its point at the present epoch included. A run that a stop rule has ended
// goes on unless a rule holds for the new samples. It is an error where samples
// are not drawn, or when the loss would not be finite.
func (r *Run) Redraw(seed uint64) error {
	e := r.experiment
	if e.Data.Set.Fixed() {
		return fieldError("dataseed", number(float64(seed)), form("no such key with this data set"))
	}
	before := e.Data.Seed
	e.Data.Seed = seed
	if err := e.Validate(); err != nil {
		return err
	}
	r.experiment = e
	r.sample()
	if r.stopped != StoppedByDivergence && !r.finiteLoss() {
		r.experiment.Data.Seed = before
		r.sample()
		return fieldError("dataseed", number(float64(seed)), form("a value at which the loss is finite"))
	}
	r.branch()
	r.timeline.note(r, Redraw{seed})
	r.anchorHere()
	if r.stopped == StoppedByDivergence {
		return nil
	}
	r.stopped = NotStopped
	if r.batch == 0 {
		r.measure()
		if r.history.wants(r.epoch) {
			r.record()
		}
		r.stop()
	}
	return nil
}

// sample draws the samples of the experiment into the memory that the last ones
// have, which the trainer refers to. There are as many as before.
func (r *Run) sample() {
	r.train, r.test = newSampleSets(r.experiment)
	r.judge = newJudge(r.experiment, r.train, r.test)
	r.trainBlocks.gather(r.train, nil)
	r.testBlocks.gather(r.test, nil)
	if r.order == nil {
		r.batches.gather(r.train, nil)
	} else {
		r.gathered = -1
		r.arrange()
	}
	r.moved()
}
