package ui

import (
	"backprop/app/draw"
	"backprop/engine"
)

type (
	// ToggleMicroscope opens the microscope, or closes it.
	ToggleMicroscope struct{}
	// PickSample puts a training sample under the lens.
	PickSample struct{ Sample int }
	// Light shows in the network where a number of the formulas comes from, or
	// nothing for the zero Part. The number says enough: it gets no card.
	Light struct{ Part draw.Part }
	// StepBy makes a step of the chosen grain, or undoes one.
	StepBy struct{ Back bool }
	// SetGrain chooses the size of a step.
	SetGrain struct{ Grain Grain }
	// SetStepRate chooses how fast steps follow each other.
	SetStepRate struct{ Rate int }
	// ToggleSteps lets steps follow each other, or holds them.
	ToggleSteps struct{}
)

func (ToggleMicroscope) message() {}
func (PickSample) message()       {}
func (Light) message()            {}
func (StepBy) message()           {}
func (SetGrain) message()         {}
func (SetStepRate) message()      {}
func (ToggleSteps) message()      {}

// FieldSample is the control of the number of the sample under the lens.
const FieldSample Field = "sample"

// magnify answers the messages of the microscope.
func (m Model) magnify(message Message) (Model, []engine.Command) {
	switch message := message.(type) {
	case ToggleMicroscope:
		m.Scope.Open, m.Scope.Playing = !m.Scope.Open, false
		m.Scope.At = Place{Updates: m.Snapshot.Updates}
		m.Scope.trail, m.Scope.pending = nil, nil
		m = m.settled(FieldSample)
		if m.Scope.Open && m.Selected.Kind == draw.NoPart {
			m.Selected = draw.Part{Kind: draw.Weight, Layer: len(m.Experiment.Layers)}
		}
	case PickSample:
		m.Scope.Sample = max(0, min(message.Sample, m.Snapshot.TrainSamples-1))
		m.Scope.At.Done, m.Scope.trail, m.Scope.Playing = 0, nil, false
		m = m.settled(FieldSample)
	case Light:
		m.Hovered, m.Scope.lit = message.Part, true
	case SetGrain:
		m.Scope.Grain = message.Grain
	case SetStepRate:
		m.Scope.Rate = message.Rate
	case ToggleSteps:
		m.Scope.Playing, m.Scope.owed = !m.Scope.Playing, 0
		if m.Scope.Playing && m.Playing {
			return m.togglePlay()
		}
	case StepBy:
		m.Scope.Playing = false
		return m.stepSoon(message)
	}
	return m, nil
}

// commitSample takes the typed number of a sample over, which counts from 1.
func (m Model) commitSample(typed string) Model {
	v, err := parseNumber(typed)
	if err == nil && (v != float64(int(v)) || v < 1 || v > float64(m.Snapshot.TrainSamples)) {
		err = &engine.FieldError{Field: string(FieldSample), Value: typed, Want: engine.Want{Kind: engine.WantWhole, Low: 1, High: float64(m.Snapshot.TrainSamples)}}
	}
	if err != nil {
		return m.withDraft(FieldSample, typed).withError(FieldSample, err)
	}
	m, _ = m.magnify(PickSample{int(v) - 1})
	return m
}

// stepSoon makes a step as soon as the worker has answered. While training plays
// it holds training first.
func (m Model) stepSoon(by StepBy) (Model, []engine.Command) {
	var commands []engine.Command
	if m.Playing {
		m, commands = m.togglePlay()
	}
	if m.Link.Waiting() {
		m.Scope.pending = append(m.Scope.pending[:len(m.Scope.pending):len(m.Scope.pending)], by)
		return m, commands
	}
	return m.stepNow(by)
}

func (m Model) stepNow(by StepBy) (Model, []engine.Command) {
	s := &m.Scope
	here := s.At
	there, possible := m.ahead(s.Grain)
	if by.Back {
		there, possible = m.behind(s.Grain)
	}
	if !possible {
		s.Playing = false
		if m.Snapshot.Stopped != engine.NotStopped {
			m.Said = m.stoppedText()
		}
		return m, nil
	}
	if last := len(s.trail) - 1; by.Back && last >= 0 && s.trail[last].to == here && s.trail[last].grain == s.Grain {
		s.trail = s.trail[:last]
	} else if by.Back {
		s.trail = nil
	} else {
		kept := s.trail[max(0, len(s.trail)-maxTrail+1):]
		s.trail = append(kept[:len(kept):len(kept)], stride{s.Grain, here, there})
	}
	s.At, s.Stepped = there, s.Grain
	switch {
	case there.Updates == here.Updates:
		return m, nil
	case there.Updates <= m.Snapshot.Furthest:
		return m.send(engine.Goto{Updates: there.Updates}, m.fullView())
	}
	return m.send(engine.Advance{Updates: int(there.Updates - here.Updates)}, m.fullView())
}

// ahead is where a step forward leads.
func (m Model) ahead(g Grain) (Place, bool) {
	at, perEpoch := m.Scope.At, int64(m.UpdatesPerEpoch())
	if m.Phase != Ready || perEpoch == 0 {
		return at, false
	}
	to := at
	switch {
	case g == ByEpoch:
		to = Place{Updates: (at.Updates/perEpoch + 1) * perEpoch}
	case g == ByUpdate || at.Done >= m.stepsOfBatch(at.Updates):
		to = Place{Updates: at.Updates + 1}
	default:
		steps := m.stepsOfExample()
		_, end := m.group(at.Done%steps, g)
		to.Done += end - at.Done%steps
		return to, true
	}
	return to, to.Updates <= m.Snapshot.Furthest || m.Snapshot.Stopped == engine.NotStopped
}

// behind is where a step back leads: to where the last step forward of the same
// grain came from, or else to where one of this grain begins.
func (m Model) behind(g Grain) (Place, bool) {
	at, perEpoch, trail := m.Scope.At, int64(m.UpdatesPerEpoch()), m.Scope.trail
	if m.Phase != Ready || perEpoch == 0 {
		return at, false
	}
	to := at
	last := len(trail) - 1
	switch {
	case last >= 0 && trail[last].to == at && trail[last].grain == g:
		to = trail[last].from
	case g == ByEpoch && (at.Updates%perEpoch != 0 || at.Done == 0):
		to = Place{Updates: max((at.Updates-1)/perEpoch*perEpoch, m.Snapshot.Earliest)}
	case at.Done > 0 && g >= ByUpdate:
		to.Done = 0
	case at.Done > 0:
		steps := m.stepsOfExample()
		from, _ := m.group((at.Done-1)%steps, g)
		to.Done = (at.Done-1)/steps*steps + from
	case g == ByUpdate:
		to.Updates--
	default:
		to = Place{Updates: at.Updates - 1, Done: m.stepsOfBatch(at.Updates - 1)}
	}
	return to, to.Updates >= m.Snapshot.Earliest && to != at
}

// playSteps lets time pass for steps that follow each other.
func (m Model) playSteps(elapsed float64) (Model, []engine.Command) {
	if !m.Scope.Playing || m.Link.Waiting() {
		return m, nil
	}
	m.Scope.owed += stepRates[m.Scope.Rate] * elapsed / 1000
	if m.Scope.owed < 1 {
		return m, nil
	}
	m.Scope.owed = min(m.Scope.owed-1, 1) // time in which the worker could not keep up is not made up for
	return m.stepNow(StepBy{})
}

// sighted takes over what a snapshot says to the microscope, and makes the
// steps that have waited for it.
func (m Model) sighted(s engine.Snapshot) (Model, []engine.Command) {
	if s.Lens != nil {
		m.Scope.Sight = Sight{s.Lens, s.Params, s.Velocity, s.Updates}
	}
	if m.Scope.Sample >= s.TrainSamples {
		m.Scope.Sample = 0
	}
	if m.Link.Waiting() {
		return m, nil
	}
	if m.Scope.At.Updates != s.Updates {
		m.Scope.At, m.Scope.trail = Place{Updates: s.Updates}, nil
	}
	var commands []engine.Command
	for len(m.Scope.pending) > 0 && !m.Link.Waiting() {
		by := m.Scope.pending[0]
		m.Scope.pending = m.Scope.pending[1:]
		var more []engine.Command
		m, more = m.stepNow(by)
		commands = append(commands, more...)
	}
	return m, commands
}

// lookCloser asks for the lens where another one is wanted than was asked for.
func (m Model) lookCloser(commands []engine.Command) (Model, []engine.Command) {
	if !m.Scope.Open && !m.Tour.On || m.Phase != Ready || m.lensView() == m.Scope.asked {
		return m, commands
	}
	m, more := m.send(engine.Look{}, engine.View{})
	return m, append(commands, more...)
}

// magnified adds the lens to what a command asks for; while training plays not
// to every one.
func (m Model) magnified(v engine.View) (Model, engine.View) {
	lens := m.lensView()
	if m.Playing && lens == m.Scope.asked && m.Link.Now-m.Scope.askedAt < lensEvery {
		return m, v
	}
	m.Scope.asked, m.Scope.askedAt = lens, m.Link.Now
	v.Lens = lens
	return m, v
}

// restarted is the microscope on another run.
func (s Microscope) restarted() Microscope {
	return Microscope{Open: s.Open, Sample: s.Sample, Grain: s.Grain, Rate: s.Rate}
}
