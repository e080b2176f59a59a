package ui

import (
	"math"

	"backprop/engine"
)

type (
	// GoTo puts the run where it was after so many updates. While the reader
	// drags, More of them follow, and the worker hears of the last one only.
	GoTo struct {
		Updates int64
		More    bool
	}
	// GoBy goes by so many epochs, back where negative.
	GoBy struct{ Epochs int }
)

func (GoTo) message() {}
func (GoBy) message() {}

// Past is how the page moves along what the run has come through.
type Past struct {
	// To is the number of updates that the run is on its way to. While the
	// worker is busy with another command, that waits: Going.
	To    int64
	Going bool
	// Adopt is the serial of the command whose answer says what was in force
	// then, 0 for none.
	Adopt uint32
	End   engine.LossPoint // losses where the run has come to
}

// shownUpdates is the place on the time line that the reader has asked for, or
// else the present one.
func (m Model) shownUpdates() int64 {
	if m.Past.Going || m.Past.Adopt != 0 {
		return m.Past.To
	}
	return m.Snapshot.Updates
}

// inPast reports whether the run has come further than what is on the screen.
func (m Model) inPast() bool { return m.Snapshot.Updates < m.Snapshot.Furthest }

// goBy goes to the end of an earlier or later epoch that the run has come
// through.
func (m Model) goBy(epochs int) (Model, []engine.Command) {
	perEpoch := int64(m.Snapshot.UpdatesPerEpoch)
	if perEpoch == 0 {
		return m, nil
	}
	at := m.shownUpdates()
	if epochs < 0 {
		at += perEpoch - 1 // the end of the epoch under way counts as one
	}
	return m.goTo((at/perEpoch+int64(epochs))*perEpoch, false)
}

// goTo goes to a number of updates, or to the nearest one that the
// run has come through. While the worker is busy only the last wish counts.
func (m Model) goTo(updates int64, more bool) (Model, []engine.Command) {
	if m.Phase != Ready {
		return m, nil
	}
	updates = max(m.Snapshot.Earliest, min(updates, m.Snapshot.Furthest))
	if m.Link.Waiting() {
		m.Past.To, m.Past.Going = updates, true
		return m, nil
	}
	m.Past.Going = false
	view := m.fullView()
	if more {
		view = m.playView()
	}
	return m.send(engine.Goto{Updates: updates}, view)
}

// went takes over what was in force at the moment that the run went to.
func (m Model) went(s engine.Snapshot) (Model, []engine.Command) {
	if s.Updates == s.Furthest {
		m.Past.End = m.lossHere()
	}
	if m.Past.Adopt != 0 && s.Serial == m.Past.Adopt {
		m.Past.Adopt = 0
		if s.Err == nil {
			m.Experiment = tunedTo(m.Experiment, s.InForce)
			m.Experiment.Data.Seed = s.DataSeed
		}
	}
	if m.Past.Going && !m.Link.Waiting() {
		return m.goTo(m.Past.To, false)
	}
	return m, nil
}

// lossHere is the point of the loss curve that is on the screen.
func (m Model) lossHere() engine.LossPoint {
	s := m.Snapshot
	p := engine.LossPoint{Epoch: s.Epoch, Train: m.Loss(s.Train), Test: math.NaN()}
	if s.TestSamples > 0 {
		p.Test = m.Loss(s.Test)
	}
	return p
}

// tunedTo returns the experiment with other values of what may change while
// training goes on. The rates of a schedule stay in the schedule.
func tunedTo(e engine.Experiment, t engine.Tune) engine.Experiment {
	if len(e.Schedule) == 0 {
		e.LearningRate, e.Momentum = t.LearningRate, t.Momentum
	}
	e.Decay, e.Penalty, e.Stop = t.Decay, t.Penalty, t.Stop
	return e
}
