package ui

import (
	"backprop/app/draw"
	"backprop/engine"
)

// Microscope shows backpropagation in numbers: one training sample on its way
// forward and back, and the update that comes next. Below the update nothing
// happens in the worker: there a Place is a cursor over the numbers of a Lens.
type Microscope struct {
	Open   bool
	Sample int // the training sample that the reader has picked

	At      Place
	Grain   Grain // of a step
	Stepped Grain // of the last step; its words tell of as much
	Playing bool  // steps follow each other
	Rate    int   // index into stepRates
	owed    float64
	lit     bool     // what is hovered is so by a number of the formulas
	pending []StepBy // asked for while the worker had not answered
	trail   []stride // the last steps forward, which as many steps back undo

	Sight Sight
	// asked is the last lens asked for, askedAt when, in milliseconds.
	asked   engine.LensView
	askedAt float64
}

// Sight is the last lens received, with the state that it is of.
type Sight struct {
	*engine.Lens
	Params, Velocity []float64
	Updates          int64
}

// Place is how far training has come: whole updates, and of the next one so
// many steps of a unit. Each sample of the batch takes one for every unit on the
// way forward, one for its loss, and one for every unit on the way back. The
// step after the last of the batch is the learning rule's, to the next update.
type Place struct {
	Updates int64
	Done    int
}

// Grain is the size of a step.
type Grain uint8

const (
	ByUnit Grain = iota
	ByLayer
	ByPass
	BySample
	ByUpdate
	ByEpoch
	grainCount
)

// stride is a step forward that was made.
type stride struct {
	grain    Grain
	from, to Place
}

// stepRates are the speeds at which steps follow each other, a second.
var stepRates = [...]float64{0.5, 1, 2, 5, 10, 30}

const (
	// lensEvery is how often a lens is asked for while training plays, in
	// milliseconds: often enough to follow, slow enough to read.
	lensEvery = 250
	// maxTrail bounds the steps that are kept.
	maxTrail = 1000
)

// lensView asks for what the microscope shows.
func (m Model) lensView() engine.LensView {
	if !m.Scope.Open && !m.Tour.On {
		return engine.LensView{}
	}
	v := engine.LensView{Wanted: true, Sample: m.lensSample(), Parameter: -1}
	if index, is := m.parameterIndex(m.Selected); is && fits(m.Selected, m.Experiment) {
		v.Parameter = index
	}
	return v
}

// lensSample is the training sample under the lens: between updates the picked
// one, within one that of the batch which the steps have come to.
func (m Model) lensSample() int {
	at, s := m.Scope.At, m.Scope.Sight
	if at.Done > 0 && s.Lens != nil && s.Updates == at.Updates {
		if order := s.Next.Samples; m.exampleAt(at) < len(order) {
			return order[m.exampleAt(at)]
		}
	}
	return m.Scope.Sample
}

// seen returns the lens where it is that of the place and the sample that are
// wanted, and nil while it is still on its way. While training plays any is.
func (m Model) seen() *engine.Lens {
	s := m.Scope.Sight
	if s.Lens == nil || !m.Playing && (s.Updates != m.Scope.At.Updates || s.Sample != m.lensSample()) {
		return nil
	}
	return s.Lens
}

// unitsAbove is how many units there are above the inputs.
func (m Model) unitsAbove() int {
	n := 0
	for _, l := range m.Experiment.Layers {
		n += l.Units
	}
	return n
}

// stepsOfExample is how many steps of a unit one sample takes.
func (m Model) stepsOfExample() int { return 2*m.unitsAbove() + 1 }

// exampleAt is the place in the batch of the sample that a place is in.
func (m Model) exampleAt(p Place) int { return (p.Done - 1) / m.stepsOfExample() }

// batchSize is how many samples the update after so many has.
func (m Model) batchSize(updates int64) int {
	total, size, perEpoch := m.Snapshot.TrainSamples, m.Experiment.Batch, m.UpdatesPerEpoch()
	if size <= 0 || size > total {
		size = total
	}
	if perEpoch == 0 {
		return 0
	}
	return min(size, total-int(updates%int64(perEpoch))*size)
}

// stepsOfBatch is how many steps of a unit precede the learning rule's.
func (m Model) stepsOfBatch(updates int64) int { return m.batchSize(updates) * m.stepsOfExample() }

// moment is what one step of a unit does.
type moment struct {
	back, loss bool
	unit       draw.Part // not used by the loss
}

// momentOf is what step s of a sample does, counted from 0.
func (m Model) momentOf(s int) moment {
	up := m.unitsAbove()
	if s == up {
		return moment{loss: true}
	}
	layers := len(m.Experiment.Layers)
	back := s > up
	if back {
		s -= up + 1
	}
	for i := range layers {
		layer := i + 1
		if back {
			layer = layers - i
		}
		n := m.Experiment.Layers[layer-1].Units
		if s < n {
			return moment{back: back, unit: draw.Part{Kind: draw.Unit, Layer: layer, To: s}}
		}
		s -= n
	}
	return moment{loss: true}
}

// group returns the first step of a sample and the one after the last that
// belong to the same step of a grain as step s.
func (m Model) group(s int, g Grain) (from, to int) {
	up, steps := m.unitsAbove(), m.stepsOfExample()
	switch {
	case g == BySample:
		return 0, steps
	case g == ByPass && s <= up:
		return 0, up + 1
	case g == ByPass:
		return up + 1, steps
	case g == ByUnit || s == up:
		return s, s + 1
	}
	from = s - m.momentOf(s).unit.To
	return from, from + m.Experiment.Layers[m.momentOf(s).unit.Layer-1].Units
}

// reached reports whether the steps have come past a unit on the way forward or
// back. Between updates everything is shown.
func (m Model) reached(unit draw.Part, back bool) bool {
	at := m.Scope.At
	if at.Done == 0 || m.Playing {
		return true
	}
	done := (at.Done-1)%m.stepsOfExample() + 1
	for s := range done {
		if now := m.momentOf(s); !now.loss && now.back == back && now.unit == unit {
			return true
		}
	}
	return unit.Layer == 0 && !back
}

// lossReached is reached for the loss.
func (m Model) lossReached() bool {
	at := m.Scope.At
	return at.Done == 0 || m.Playing || (at.Done-1)%m.stepsOfExample() >= m.unitsAbove()
}

// batchReached is reached for the gradient of the batch.
func (m Model) batchReached() bool {
	at := m.Scope.At
	return at.Done == 0 || m.Playing || at.Done >= m.stepsOfBatch(at.Updates)
}

// current is the moment that the last step was, within an update.
func (m Model) current() (now moment, within bool) {
	if m.Scope.At.Done == 0 || m.Playing {
		return moment{}, false
	}
	return m.momentOf((m.Scope.At.Done - 1) % m.stepsOfExample()), true
}
