package draw

import "math"

// finish draws the marks of the present path: filled for training samples,
// hollow for test samples, with a thin halo against the field.
func (m marks) finish(l *List, c Color, hollow bool) {
	p := m.theme.Palette()
	if hollow {
		l.strokeStyle(p.Panel, 0.9)
		l.width(4)
		l.outline()
		l.fillStyle(p.Panel, 0.55)
		l.fill()
		l.strokeStyle(c, 1)
		l.width(1.6)
		l.outline()
		return
	}
	l.strokeStyle(p.Panel, 0.95)
	l.width(2.6)
	l.outline()
	l.fillStyle(c, 1)
	l.fill()
	l.width(0.9)
	l.outline()
}

// class returns the colour of a class: darker, or in the dark theme lighter,
// than the field ever is.
func (m marks) class(positive bool) Color {
	p := m.theme.Palette()
	c := p.Negative
	if positive {
		c = p.Positive
	}
	return c.lab().mix(p.Ink.lab(), 0.22).color()
}

// samples draws the test samples and over them the training samples, all of
// one look in one path.
func (s *Surface) samples(l *List, b Box) {
	m := marks{radius: s.radius(b), theme: s.Theme}
	for _, test := range []bool{true, false} {
		if test && !s.Testing {
			continue
		}
		if s.Regression {
			s.valued(l, b, m, test)
			continue
		}
		if s.Classes > 0 {
			for k := range s.Classes {
				if s.group(l, b, m, test, form(k), func(target []float64) bool { return classOf(target) == k }) {
					m.finish(l, s.Theme.Palette().Classes[k], test)
				}
			}
			continue
		}
		for _, f := range []form{triangle, disc} {
			middle := (s.TargetLow + s.TargetHigh) / 2
			if s.group(l, b, m, test, f, func(target []float64) bool { return (target[s.Output] >= middle) == (f == disc) }) {
				m.finish(l, m.class(f == disc), test)
			}
		}
	}
}

// valued draws the samples of a regression in the colours of their targets.
func (s *Surface) valued(l *List, b Box, m marks, test bool) {
	const steps = 16
	p := s.Theme.Palette()
	step := func(target float64) int {
		return int(math.Round(steps * max(-1, min((target-s.Scale.Middle)/s.Scale.Half, 1))))
	}
	for k := -steps; k <= steps; k++ {
		if !s.group(l, b, m, test, disc, func(target []float64) bool { return step(target[s.Output]) == k }) {
			continue
		}
		c := p.Signed(float64(k) / steps)
		if test {
			l.strokeStyle(p.Ink, 0.75)
			l.width(3.4)
			l.outline()
			l.fillStyle(p.Panel, 1)
			l.fill()
			l.strokeStyle(c, 1)
			l.width(2)
			l.outline()
			continue
		}
		l.strokeStyle(p.Panel, 0.8)
		l.width(3.5)
		l.outline()
		l.fillStyle(c, 1)
		l.fill()
		l.strokeStyle(p.Ink, 0.8)
		l.width(1)
		l.outline()
	}
}

// group begins a path with the marks of the samples that belong, and reports
// whether there is any.
func (s *Surface) group(l *List, b Box, m marks, test bool, f form, belongs func(target []float64) bool) bool {
	h, v := s.axes(b)
	found := false
	for _, sample := range s.Samples {
		if sample.Test != test || s.Output >= len(sample.Target) || !belongs(sample.Target) {
			continue
		}
		x, y := h.place(sample.X1), v.place(sample.X2)
		if !b.Contains(x, y, 0.5) {
			continue
		}
		if !found {
			l.begin()
			found = true
		}
		m.path(l, x, y, f)
	}
	return found
}

// classOf returns the class that a target with an output for each class names.
func classOf(target []float64) int {
	best := 0
	for k, t := range target {
		if t > target[best] {
			best = k
		}
	}
	return best
}

// radius returns the size of a mark: large for a few samples, small where
// there are many or the field is small.
func (s *Surface) radius(b Box) float64 {
	crowd := math.Sqrt(float64(max(1, len(s.Samples))))
	return max(2.2, min(b.Width/(crowd*5.5), b.Width/45, 6.5))
}
