package ui

import (
	"backprop/app/link"
	"backprop/engine"
)

// silence is how long the worker may take over a command, in milliseconds of
// visible time, before the page says so; a start may take longer, since it
// compiles the program again.
const (
	silence      = 5_000
	startSilence = 30_000
	// speakEvery is how often a screen reader hears how far training has come.
	speakEvery = 10_000
)

// Update answers a message with the model that follows and the commands that
// are to be sent, in order. It is pure.
func Update(m Model, message Message) (Model, []engine.Command) {
	if _, frame := message.(Frame); !frame {
		m.Copied = false
	}
	if c, of := controlOf(message); of && m.access()[c] != link.Open {
		return m.refuse(c), nil
	}
	m, commands := m.answer(message)
	return m.lookCloser(commands)
}

func (m Model) answer(message Message) (Model, []engine.Command) {
	switch message := message.(type) {
	case Frame:
		return m.frame(message.Now)
	case Arrived:
		return m.arrived(message.Snapshot)
	case WorkerFailed:
		m.Phase, m.Failure = Failed, message.Reason
		return m, nil
	case RestartWorker:
		m.Generation++
		m.Link.Answered = m.Link.Serial
		return m.begin(m.checkpoint())

	case TogglePlay:
		return m.togglePlay()
	case StepEpoch:
		return m.stepEpoch()
	case ResetWeights:
		m.Said = m.Words().ResetSaid
		m.Scope.At.Done, m.Scope.trail = 0, nil
		return m.send(engine.Reset{}, m.fullView())
	case NewWeights:
		e := m.Experiment
		e.Init.Seed, e.Init.Start = e.Init.Seed+1, nil
		m.Said = m.Words().NewWeightSaid
		return m.settled(FieldSeed).replace(FieldSeed, e)
	case NewData:
		return m.redraw(m.Experiment.Data.Seed + 1)
	case RevertStart:
		e := m.Experiment
		e.Init.Start = nil
		return m.replace(FieldSeed, e)
	case GoTo:
		m.Playing, m.Scope.Playing = false, false
		return m.goTo(message.Updates, message.More)
	case GoBy:
		m.Playing, m.Scope.Playing = false, false
		return m.goBy(message.Epochs)
	case StartTour, TourTo, EndTour:
		return m.guide(message)
	case OpenTool:
		return m.openTool(message.Tool)
	case CheckGradient:
		return m.checkGradient()
	case SetSpeed:
		return m.setSpeed(message.Speed), nil
	case StepSpeed:
		m = m.setSpeed(m.Pace.Speed.stepped(message.By))
		m.Said = m.Words().Speeds[m.Pace.Speed]
		return m, nil
	case TrainOn:
		return m.trainOn()
	case Rewind:
		return m.rewind(message.LearningRate)

	case Draft:
		return m.withDraft(message.Field, message.Text), nil
	case Commit:
		if message.Field == FieldSample {
			return m.commitSample(message.Text), nil
		}
		return m.commit(message.Field, message.Text)
	case Cancel:
		return m.settled(message.Field), nil

	case ChooseSet:
		return m.chooseSet(message.Set)
	case ToggleFeature:
		return m.toggleFeature(message.Feature)
	case ChooseOption:
		return m.chooseOption(message.Field, message.Name)

	case AddLayer:
		return m.addLayer()
	case RemoveLayer:
		return m.removeLayer(message.Layer)
	case SetUnits:
		return m.setUnits(message.Layer, message.Units)
	case SetActivation:
		return m.setActivation(message.Layer, message.Activation)

	case Select:
		m.Selected = message.Part
		return m, nil
	case Hover:
		m.Hovered, m.Scope.lit = message.Part, false
		return m, nil
	case MoveCursor:
		m.Cursor = message.Epoch
		return m, nil
	case FocusNetwork:
		m.Focused = message.On
		return m, nil
	case Read:
		return m.read(message), nil
	case Unread:
		m.Reading = Reading{}
		return m, nil
	case ToggleDiscrete:
		m.Discrete = !m.Discrete
		return m, nil
	case SetParameter:
		return m.setParameter(message.Index, message.Text)

	case SetLanguage:
		m.Language = message.Language
		return m, nil
	case SetTheme:
		m.Theme = message.Theme
		return m, nil
	case ToggleLog:
		m.LogLoss = !m.LogLoss
		return m, nil
	case ToggleTest:
		m.Testing = !m.Testing
		return m, nil

	case ToggleMicroscope, PickSample, Light, StepBy, SetGrain, SetStepRate, ToggleSteps:
		return m.magnify(message)

	case OpenPreparing, ClosePreparing, SetAccess, SetGroupAccess, PreviewClass, PreparedCopied:
		return m.prepare(message)

	case OpenLink:
		return m.openLink(message.Fragment)
	case LinkCopied:
		m.Copied = message.OK
		if !message.OK {
			m.Notice = Notice{Kind: CopyFailed}
		}
		return m, nil
	case Dismiss:
		m.Notice = Notice{}
		return m, nil
	}
	return m, nil
}

// frame lets time pass. While training plays it asks for the next advance, but
// only when the last answer is on the screen, so that at most one is under way.
func (m Model) frame(now float64) (Model, []engine.Command) {
	elapsed := now - m.Link.Now
	m.Link.Now = now
	if elapsed < 0 || elapsed > 1000 {
		m.Rate = Rate{} // the tab was hidden
	}
	if elapsed < 0 || elapsed > 100 {
		elapsed = 100 // it was, or this is the first frame
	}
	if m.Link.Waiting() {
		m.Link.Waited += elapsed
		limit := float64(silence)
		if m.Phase == Starting || m.Tools.Checking != 0 {
			limit = startSilence
		}
		if m.Link.Waited > limit && m.Phase != Failed {
			m.Phase, m.Failure = Failed, ""
		}
	}
	if !m.Playing || m.Phase != Ready {
		return m.playSteps(elapsed)
	}
	if m.Link.Unspoken += elapsed; m.Link.Unspoken > speakEvery {
		m.Link.Unspoken, m.Said = 0, m.outputText()
	}
	perEpoch := m.UpdatesPerEpoch()
	m.Pace = m.Pace.Elapse(elapsed, perEpoch)
	if m.Link.Waiting() {
		return m, nil
	}
	n, maps, pace := m.Pace.Take(perEpoch, int(m.Snapshot.Updates%int64(max(perEpoch, 1))))
	if n == 0 {
		return m, nil
	}
	m.Pace = pace
	m.Link.Asked, m.Link.Maps = n, maps
	view := engine.View{History: true}
	if maps {
		view = m.playView()
	}
	m.Link.Advance = m.Link.Serial + 1
	return m.send(engine.Advance{Updates: n}, view)
}

// arrived takes the answer to a command over.
func (m Model) arrived(s engine.Snapshot) (Model, []engine.Command) {
	measured := false
	m.Link.Answered, m.Link.Waited = s.Serial, 0
	if int32(s.Serial-m.Link.Began) < 0 {
		return m, nil // of the experiment before
	}
	if m.Link.Asked > 0 && s.Serial == m.Link.Advance {
		m.Pace = m.Pace.Answered(m.Link.Asked, m.Link.Maps, s.Took)
		m.Link.Asked = 0
		measured = m.Playing
	}
	if m.Phase != Ready {
		m.Phase, m.Failure = Ready, ""
	}
	if s.Err != nil {
		m.Playing = false
		m.Notice = Notice{Kind: Refused, Err: s.Err}
		if s.Params == nil {
			return m, nil
		}
	}
	if s.Updates == 0 {
		m.First = s.Params
	}
	if s.History != nil {
		m.History = s.History
	}
	if s.Output.Side > 0 {
		m.Output = s.Output
	}
	if s.Units.Side > 0 {
		m.Units = s.Units
	}
	if s.Samples != nil {
		m.Samples = s.Samples
	}
	m.Snapshot = s
	m = m.inspected(s)
	if measured {
		m.Rate = m.Rate.Measure(m.Link.Now, m.trained())
	}
	if s.Stopped != engine.NotStopped && m.Playing {
		m.Playing = false
		m.Said = m.stoppedText()
		return m.look()
	}
	m, commands := m.went(s)
	m, more := m.sighted(s)
	return m, append(commands, more...)
}

// setSpeed plays at another speed from now on.
func (m Model) setSpeed(s Speed) Model {
	m.Pace.Speed, m.Pace.Owed = s, 0
	m.Rate = Rate{}
	return m
}

func (m Model) togglePlay() (Model, []engine.Command) {
	m.Rate = Rate{}
	if m.Playing {
		m.Playing = false
		m.Said = m.Words().PausedSaid
		return m.look()
	}
	if m.Snapshot.Stopped != engine.NotStopped {
		if m.Diverged() {
			return m, nil // the panel says what to do
		}
		return m.trainOn()
	}
	m.Playing, m.Scope.Playing = true, false
	m.Said = m.Words().PlayingSaid
	return m, nil
}

func (m Model) stepEpoch() (Model, []engine.Command) {
	perEpoch := m.UpdatesPerEpoch()
	if perEpoch == 0 || m.Diverged() {
		return m, nil
	}
	m.Playing = false
	rest := perEpoch - int(m.Snapshot.Updates%int64(perEpoch))
	return m.send(engine.Advance{Updates: rest}, m.fullView())
}

// trainOn switches the rule off that has stopped training, and plays.
func (m Model) trainOn() (Model, []engine.Command) {
	e := m.Experiment
	switch m.Snapshot.Stopped {
	case engine.StoppedByLoss:
		e.Stop.Loss = 0
	case engine.StoppedByError:
		e.Stop.Error = 0
	case engine.StoppedByEpoch:
		e.Stop.Epoch = 0
	}
	m, commands := m.tune(e)
	m.Playing = true
	return m, commands
}

func (m Model) rewind(rate float64) (Model, []engine.Command) {
	m, commands := m.send(engine.Rewind{}, m.fullView())
	if rate <= 0 || m.access()[link.Rate] != link.Open {
		return m, commands
	}
	e := m.Experiment
	e.LearningRate = rate
	m, more := m.settled(FieldRate).tune(e)
	return m, append(commands, more...)
}

// drawable tells whether the screen has room for an experiment.
func drawable(e engine.Experiment) error {
	if hidden := len(e.Layers) - 1; hidden > MaxHiddenLayers {
		return &LimitError{Layers: true, Limit: MaxHiddenLayers}
	}
	if e.InputUnits() > MaxUnits {
		return &LimitError{Limit: MaxUnits}
	}
	for _, l := range e.Layers {
		if l.Units > MaxUnits {
			return &LimitError{Limit: MaxUnits}
		}
	}
	return nil
}

// begin starts the run of the model's experiment, from a checkpoint if that is
// not nil.
func (m Model) begin(from *engine.Checkpoint) (Model, []engine.Command) {
	m.Phase, m.Failure = Starting, ""
	m.Cursor = -1
	m.Scope = m.Scope.restarted()
	m.Past, m.Tools = Past{}, Tools{Open: m.Tools.Open}
	m.Link.Waited, m.Link.Asked, m.Pace, m.Rate = 0, 0, m.Pace.Restarted(), Rate{}
	view := m.fullView()
	view.Samples = true
	m, commands := m.send(engine.Begin{Experiment: m.Experiment, Checkpoint: from}, view)
	m.Link.Began = m.Link.Serial
	return m, commands
}

// tune passes on what may change while training goes on.
func (m Model) tune(e engine.Experiment) (Model, []engine.Command) {
	m.Experiment = e
	m.Past.Adopt = 0
	return m.send(engine.Tune{LearningRate: e.LearningRate, Momentum: e.Momentum, Decay: e.Decay, Penalty: e.Penalty, Stop: e.Stop}, m.fullView())
}

func (m Model) look() (Model, []engine.Command) { return m.send(engine.Look{}, m.fullView()) }

// send numbers a command.
func (m Model) send(a engine.Action, v engine.View) (Model, []engine.Command) {
	if !m.Link.Waiting() {
		m.Link.Waited = 0
	}
	m.Link.Serial++
	m, v = m.magnified(v)
	m, v = m.withFlow(v)
	if to, is := a.(engine.Goto); is {
		m.Past.To, m.Past.Adopt = to.Updates, m.Link.Serial
		v.Samples = true // they may have been others then
	}
	return m, []engine.Command{{Serial: m.Link.Serial, Action: a, View: v}}
}

// grids are the sides of the grids on which the units and the output are
// evaluated.
type grids struct{ units, output int }

// While training holds there is time for the finest; while it plays, the SIMD
// kernels keep up with 100 × 100 points for every unit, the portable ones with
// much less. Networks of more than manyUnits units have smaller pictures.
var (
	heldGrids     = grids{units: 100, output: 100}
	portableGrids = grids{units: 24, output: 48}
)

const (
	manyUnits    = 60
	manySide     = 40
	manyPortable = 14
)

func (m Model) fullView() engine.View { return m.view(heldGrids, manySide) }

func (m Model) playView() engine.View {
	if m.Snapshot.Kernel == "simd" {
		return m.fullView()
	}
	return m.view(portableGrids, manyPortable)
}

// view asks for maps on g, or for maps of the given side where there are many.
func (m Model) view(g grids, many int) engine.View {
	units := m.Experiment.InputUnits()
	for _, l := range m.Experiment.Layers {
		units += l.Units
	}
	if units > manyUnits {
		g.units = many
	}
	return engine.View{Units: g.units, Output: g.output, History: true}
}
