package ui

import (
	"fmt"
	"strings"

	"backprop/app/draw"
	"backprop/engine/dataset"
)

type (
	// Read reads the surface at a place of the input plane. Aloud also tells
	// a screen reader.
	Read struct {
		X1, X2 float64
		Aloud  bool
	}
	// Unread ends reading.
	Unread struct{}
	// ToggleDiscrete shows the answers of the output in place of its values,
	// or the values again.
	ToggleDiscrete struct{}
	// FocusNetwork says that the picture of the network has the keyboard, or
	// has it no longer.
	FocusNetwork struct{ On bool }
)

func (Read) message()           {}
func (Unread) message()         {}
func (ToggleDiscrete) message() {}
func (FocusNetwork) message()   {}

// Reading is the place of the input plane at which the surface is read.
type Reading struct {
	On     bool
	X1, X2 float64
}

// read moves the crosshair.
func (m Model) read(r Read) Model {
	low, high := m.Experiment.Data.Domain()
	m.Reading = Reading{On: true, X1: max(low, min(r.X1, high)), X2: max(low, min(r.X2, high))}
	if r.Aloud {
		m.Said = m.surfaceReading()
	}
	return m
}

// step is the message that moves the crosshair by cells of the surface, from
// the middle of the plane when it is not there yet.
func (m Model) step(right, up int) Read {
	s := m.surface(draw.Light)
	if !m.Reading.On || s.Side == 0 {
		return Read{X1: (s.Low + s.High) / 2, X2: (s.Low + s.High) / 2, Aloud: true}
	}
	cell := (s.High - s.Low) / float64(s.Side)
	return Read{X1: s.ReadX1 + float64(right)*cell, X2: s.ReadX2 + float64(up)*cell, Aloud: true}
}

// classes is how many classes have an output unit each, 0 where there is one
// for all, and where there are more than have a colour.
func (m Model) classes() int {
	outputs := m.Experiment.Layers[len(m.Experiment.Layers)-1].Units
	if outputs > 1 && outputs <= draw.MaxClasses && m.Snapshot.TrainScore.Classes == outputs {
		return outputs
	}
	return 0
}

// regression reports whether the targets are quantities. A table may hold
// either; its score tells.
func (m Model) regression() bool {
	return m.Experiment.Data.Set.Regression() && (m.Experiment.Data.Set != dataset.Table || m.Snapshot.TrainScore.Classes == 0)
}

// shownUnit returns the unit whose map the output panel shows in place of the
// output: the one that is pointed at, or else the one that is selected.
func (m Model) shownUnit() (unit draw.Part, shown bool) {
	for _, part := range [...]draw.Part{m.Hovered, m.Selected} {
		if part.Kind == draw.Unit && fits(part, m.Experiment) {
			return part, true
		}
	}
	return draw.Part{}, false
}

// unitIndex is the place of a unit among the maps of all units.
func (m Model) unitIndex(unit draw.Part) int {
	index, shape := unit.To, m.Shape()
	for l := range unit.Layer {
		index += shape.Units(l)
	}
	return index
}

// captionText names what the surface shows.
func (m Model) captionText() string {
	w := m.Words().Inspect
	if unit, shown := m.shownUnit(); shown {
		return fmt.Sprintf(w.MapOf, m.unitName(unit.Layer, unit.To))
	}
	if m.classes() > 0 {
		return w.ClassSurface
	}
	return w.Surface
}

// surfaceReading reads the surface under the crosshair, or says nothing.
func (m Model) surfaceReading() string {
	s := m.surface(draw.Light)
	if !m.Reading.On || s.values == nil {
		return ""
	}
	w := m.Words().Inspect
	index, x1, x2 := draw.Cell(s.Low, s.High, s.Side, m.Reading.X1, m.Reading.X2)
	cell := (s.High - s.Low) / float64(s.Side)
	parts := []string{fmt.Sprintf(w.ReadPlace, decimals(x1, cell), decimals(x2, cell))}
	if unit, shown := m.shownUnit(); shown {
		return parts[0] + " " + m.unitName(unit.Layer, unit.To) + " " + significant(float64(s.values[0][index]))
	}
	best := 0
	for k, values := range s.values {
		if values[index] > s.values[best][index] {
			best = k
		}
	}
	for k, values := range s.values {
		value := significant(float64(values[index]))
		if s.Key {
			value = decimals(float64(values[index]), 0.01)
		}
		parts = append(parts, m.outputSymbol(k)+" "+value)
	}
	switch {
	case s.Key:
		parts = append(parts, fmt.Sprintf(w.ReadTo, fmt.Sprintf(w.Class, best+1)))
	case !s.Regression && float64(s.values[0][index]) >= s.Scale.Middle:
		parts = append(parts, fmt.Sprintf(w.ReadTo, w.High))
	case !s.Regression:
		parts = append(parts, fmt.Sprintf(w.ReadTo, w.Low))
	}
	return strings.Join(parts, "\u2002")
}

// outputSymbol is ŷ, with its number where there are several.
func (m Model) outputSymbol(k int) string {
	if m.Experiment.Layers[len(m.Experiment.Layers)-1].Units == 1 {
		return "ŷ"
	}
	return "ŷ" + subscript(k+1)
}
