package ui

import (
	"backprop/app/draw"
	"backprop/engine"
	"backprop/engine/dataset"
)

// surface is what the output panel shows: a picture, without its size, and the
// values of its field.
type surface struct {
	draw.Surface
	values [][]float32 // one map, or those of every class; nil while there are none
	span   float64     // lead at which the colour of a class is full
	border bool        // where the answer changes has a line
}

// surface chooses what the panel shows: the map of the unit that is pointed at
// or selected, or else the output; that of several classes by which one wins.
func (m Model) surface(theme draw.Theme) surface {
	data, last := m.Experiment.Data, len(m.Experiment.Layers)
	low, high := engine.TargetEncoding(m.outputActivation()).Range()
	s := surface{span: high - low, Surface: draw.Surface{
		Theme: theme, Scale: outputScale(m),
		Samples: m.Samples, Testing: m.Testing, Regression: m.regression(), Classes: m.classes(),
		TargetLow: low, TargetHigh: high,
		AxisX: dataset.X1.Symbol(), AxisY: dataset.X2.Symbol(),
		Reading: m.Reading.On,
	}}
	if under := m.lensSample(); m.Scope.Open && under < len(m.Samples) {
		s.Marked, s.MarkX1, s.MarkX2 = true, m.Samples[under].X1, m.Samples[under].X2
	}
	s.Low, s.High = data.Domain()
	unit, mapped := m.shownUnit()
	plane := m.Output
	switch {
	case mapped:
		plane = m.Units
		if index := m.unitIndex(unit); index < len(plane.Values) {
			s.values = plane.Values[index : index+1]
			s.Scale = unitScale(m, unit.Layer, s.values[0])
			s.Unit = unit.Layer != last
			if !s.Unit {
				s.Output = unit.To
			}
		}
	case s.Classes > 0 && len(plane.Values) == s.Classes:
		s.values, s.Key = plane.Values, true
	case len(plane.Values) > 0:
		s.values = plane.Values[:1]
	}
	if s.values != nil {
		s.Side = plane.Side
	}
	if m.Reading.On && plane.Side > 0 {
		_, s.ReadX1, s.ReadX2 = draw.Cell(s.Low, s.High, plane.Side, m.Reading.X1, m.Reading.X2)
	}
	s.border = s.values != nil && !(mapped && unit.Layer == 0) && (s.Key || s.Unit || !s.Regression)
	return s
}

// contours returns the lines where the answer changes.
func (s *surface) contours() [][]draw.Point {
	switch {
	case !s.border:
		return nil
	case s.Key:
		return draw.ClassContours(s.values, s.Side)
	}
	return draw.Contours(s.values[0], s.Side, s.Scale.Middle)
}

// field returns the pixels of the surface. It uses the memory of dst.
func (s *surface) field(dst []byte, discrete bool) []byte {
	switch {
	case s.Key:
		return draw.ClassField(dst, s.values, s.span, discrete, s.Theme)
	case discrete:
		return draw.Discrete(dst, s.values[0], s.Scale, s.Theme)
	}
	return draw.Field(dst, s.values[0], s.Scale, s.Theme)
}

func (s *scene) paintOutput(m Model, theme draw.Theme) {
	width, height, ratio := s.output.Size()
	if width == 0 {
		return
	}
	surface := m.surface(theme)
	surface.Width, surface.Height = width, height
	surface.Contour = surface.contours()
	if surface.Key && !m.Playing { // while regions move, so would the numbers
		surface.Places, surface.Room = draw.ClassPlaces(surface.values, surface.Side, surface.Taken())
	}
	if surface.Side > 0 {
		s.rgba = surface.field(s.rgba[:0], m.Discrete)
		s.output.Image(0, surface.Side, surface.Side, s.rgba)
	}
	s.list.Reset(ratio)
	surface.DrawField(&s.list)
	s.output.Paint(&s.list)

	over := samplesKey{
		width: width, height: height, ratio: ratio, theme: theme, testing: m.Testing,
		output: surface.Output, unit: surface.Unit, key: surface.Key, classes: surface.Classes, scale: surface.Scale,
		marked: surface.Marked, markX1: surface.MarkX1, markX2: surface.MarkX2,
		begun: m.Link.Began, seed: m.Experiment.Data.Seed, samples: len(m.Samples),
	}
	if over != s.over {
		s.over = over
		s.list.Reset(ratio)
		surface.DrawSamples(&s.list)
		s.samples.Paint(&s.list)
	}
}

// samplesKey is what the samples on the output surface depend on. They are
// drawn again only when it changes.
type samplesKey struct {
	width, height, ratio float64
	theme                draw.Theme
	testing              bool
	output               int
	unit, key            bool
	classes              int
	scale                draw.Scale
	marked               bool
	markX1, markX2       float64
	begun                uint32 // which experiment
	seed                 uint64 // of its data
	samples              int    // of it that have arrived
}

// placeAt returns the place of the input plane under the pointer, and whether
// it is on the field.
func (s *scene) placeAt(m Model, offsetX, offsetY float64) (x1, x2 float64, ok bool) {
	picture := draw.Surface{}
	picture.Low, picture.High = m.Experiment.Data.Domain()
	picture.Width, picture.Height, _ = s.output.Size()
	return picture.At(offsetX, offsetY)
}
