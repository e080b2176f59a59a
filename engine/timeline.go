package engine

import "slices"

// timeline is what any earlier state of a run follows from: the states at some
// updates, and what was changed by hand and when. The states take bounded
// memory, and those between them are computed again.
type timeline struct {
	marks  []mark // ascending; the first is where the run began or was resumed
	spare  []mark // memory for more of them
	stride int    // every so many epochs have a mark
	events []event
	// end is the state that the run has come to, where it went back from there
	// since.
	end      ending
	wentBack bool
}

// mark is the state of a run at one moment.
type mark struct {
	updates          int64
	epoch, batch     int
	params, velocity []float64
	experiment       Experiment
	events           int // how many came before
}

// event is an Action that changed the run by hand.
type event struct {
	updates int64
	action  Action // Tune, Edit or Redraw
}

// ending is what does not follow from the marks and the events.
type ending struct {
	updates    int64
	stopped    Stopped
	divergence Divergence
	rules      stopRules
}

// Memory of the marks, in bytes, and the most of them.
const (
	marksBytes = 8 << 20
	mostMarks  = 256
)

// newTimeline allocates all memory that marks ever take.
func newTimeline(parameters int) timeline {
	t := timeline{spare: make([]mark, max(1, min(mostMarks, marksBytes/(16*parameters))))}
	memory := make([]float64, 2*parameters*len(t.spare))
	for i := range t.spare {
		own := memory[2*parameters*i:][:2*parameters]
		t.spare[i].params, t.spare[i].velocity = own[:parameters:parameters], own[parameters:]
	}
	t.marks = make([]mark, 0, len(t.spare))
	return t
}

// begin forgets everything and makes the first mark.
func (t *timeline) begin(r *Run) {
	t.forget(func(mark) bool { return true })
	clear(t.events)
	t.events, t.stride, t.wentBack = t.events[:0], 1, false
	t.mark(r)
}

// mark keeps the present state, unless there is no memory for it.
func (t *timeline) mark(r *Run) {
	if len(t.spare) == 0 {
		t.stride *= 2
		first := t.marks[0].updates
		t.forget(func(m mark) bool { return m.updates != first && m.epoch%t.stride != 0 })
	}
	last := len(t.spare) - 1
	if last < 0 {
		return
	}
	m := t.spare[last]
	t.spare = t.spare[:last]
	m.updates, m.epoch, m.batch, m.experiment, m.events = r.updates, r.epoch, r.batch, r.experiment, len(t.events)
	copy(m.params, r.network.Params())
	copy(m.velocity, r.velocity)
	t.marks = append(t.marks, m)
}

// forget takes marks out and keeps their memory.
func (t *timeline) forget(which func(mark) bool) {
	kept := t.marks[:0]
	for _, m := range t.marks {
		if which(m) {
			t.spare = append(t.spare, m)
		} else {
			kept = append(kept, m)
		}
	}
	t.marks = kept
}

// pass makes a mark where an epoch begins that is to have one.
func (t *timeline) pass(r *Run) {
	if r.epoch%t.stride == 0 && r.updates > t.marks[len(t.marks)-1].updates {
		t.mark(r)
	}
}

// note keeps an Action that has changed the run. Of Tunes in a row at one place
// the last one counts.
func (t *timeline) note(r *Run, a Action) {
	if last := len(t.events) - 1; last >= 0 && t.events[last].updates == r.updates {
		_, tune := a.(Tune)
		if _, tuned := t.events[last].action.(Tune); tune && tuned && t.marks[len(t.marks)-1].events <= last {
			t.events[last].action = a
			return
		}
	}
	t.events = append(t.events, event{r.updates, a})
}

// Earliest returns the number of updates before which the run cannot go back,
// Furthest the number that it has come to.
func (r *Run) Earliest() int64 { return r.timeline.marks[0].updates }

// Furthest: see Earliest.
func (r *Run) Furthest() int64 {
	if r.timeline.wentBack {
		return r.timeline.end.updates
	}
	return r.updates
}

// Goto puts the run where it was after so many updates, from Earliest to
// Furthest, with what was changed by hand until then. The bits are those of the
// first time. The curve stays whole until the run changes there: then what came
// later is forgotten, and training goes on from here.
//
// Where the run is back at the end, it is stopped as it was. Anywhere else no
// stop rule holds it, those that hold there are off.
func (r *Run) Goto(updates int64) error {
	t := &r.timeline
	if low, high := r.Earliest(), r.Furthest(); updates < low || updates > high {
		return fieldError("updates", number(float64(updates)), Want{Kind: WantWhole, Low: float64(low), High: float64(high)})
	}
	if !t.wentBack {
		t.end = ending{r.updates, r.stopped, r.divergence, r.rules}
		t.wentBack = true
	}
	m := len(t.marks) - 1
	for t.marks[m].updates > updates {
		m--
	}
	next := t.eventsUntil(r.updates)
	if r.updates > updates || r.updates < t.marks[m].updates {
		next = t.marks[m].events
		r.restore(t.marks[m])
	}
	r.again(updates, next)
	r.stopped, r.divergence, r.rules = NotStopped, Divergence{}, stopRules{}
	r.anchorHere()
	if updates == t.end.updates {
		r.stopped, r.divergence, r.rules = t.end.stopped, t.end.divergence, t.end.rules
		t.wentBack = false
		return nil
	}
	if r.batch == 0 {
		r.measure()
		r.stop()
		r.rules.release(r.experiment.Stop, r.experiment.Stop)
		r.stopped = NotStopped
	}
	return nil
}

// eventsUntil returns the number of events up to and including those at a
// number of updates.
func (t *timeline) eventsUntil(updates int64) int {
	n := len(t.events)
	for n > 0 && t.events[n-1].updates > updates {
		n--
	}
	return n
}

// restore puts the run at a mark.
func (r *Run) restore(m mark) {
	redrawn := r.experiment.Data.Seed != m.experiment.Data.Seed
	r.experiment = m.experiment
	r.experiment.Schedule = slices.Clone(m.experiment.Schedule)
	if redrawn {
		r.sample()
	}
	copy(r.network.Params(), m.params)
	copy(r.velocity, m.velocity)
	r.seek(m.epoch, m.batch)
	r.updates = m.updates
	r.arrange()
}

// again trains until so many updates are made, with the events from number next
// on, and looks at nothing on the way.
func (r *Run) again(updates int64, next int) {
	events := r.timeline.events
	for {
		for ; next < len(events) && events[next].updates <= r.updates; next++ {
			r.redo(events[next].action)
		}
		if r.updates >= updates {
			return
		}
		until := updates
		if next < len(events) {
			until = min(until, events[next].updates)
		}
		if r.batch == 0 {
			r.arrange()
			r.setRates()
		}
		count := r.batches.count()
		n := int(min(until-r.updates, int64(count-r.batch)))
		r.rule.Train(r.trainer, r.batch, r.batch+n, r.experiment.Convention == Mean, false)
		r.updates += int64(n)
		r.batch += n
		r.moved()
		if r.batch == count {
			r.epoch++
			r.batch = 0
			r.setRates()
		}
	}
}

// redo makes a change by hand again, which was possible the first time.
func (r *Run) redo(a Action) {
	switch a := a.(type) {
	case Tune:
		r.experiment = r.tuned(a)
		r.setRates()
	case Redraw:
		r.experiment.Data.Seed = a.Seed
		r.sample()
	case Edit:
		r.network.Params()[a.Parameter] = a.Value
		r.velocity[a.Parameter] = 0
		r.moved()
	}
}

// branch forgets what came after the present state, which is about to get
// another future.
func (r *Run) branch() {
	t := &r.timeline
	if !t.wentBack {
		return
	}
	t.wentBack = false
	t.forget(func(m mark) bool { return m.updates > r.updates })
	t.events = t.events[:t.eventsUntil(r.updates)]
	r.history.cut(r.epoch)
}
