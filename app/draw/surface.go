package draw

import (
	"math"
	"strconv"

	"backprop/engine"
)

// Surface is the picture of one output over the input plane, with the samples
// on it and a colour bar beside it.
//
// A class is told by form and colour: a target at or above the middle of
// TargetLow and TargetHigh is a disc, one below it a triangle. Where each class
// has an output of its own, class k has the k-th form and colour. In a
// Regression every sample is a disc in the colour of its target. Training
// samples are filled, test samples hollow.
type Surface struct {
	Width, Height float64
	Theme         Theme
	Low, High     float64 // the domain of both coordinates
	Side          int     // of the square field in image slot 0, in pixels; 0 while there is none
	Scale         Scale   // of the field
	Contour       [][]Point

	Samples               []engine.Sample
	Output                int // the output unit whose target is shown
	Testing               bool
	Regression            bool
	TargetLow, TargetHigh float64 // what −1 and +1 become as targets

	Classes int  // classes with an output each; 0 where there is one output for all
	Key     bool // the field is a ClassField: a key of the classes takes the place of the colour bar
	Unit    bool // the field is that of a unit without targets: the bar does not show any

	Places []Point // where the number of each class stands on a ClassField; nil for none
	Room   []bool  // whether there is room for it

	Reading        bool // a cross marks the place that is read
	ReadX1, ReadX2 float64

	Marked         bool // a ring marks one of the samples
	MarkX1, MarkX2 float64

	AxisX, AxisY string // names of the coordinates
}

// Room around the square field, in CSS pixels.
const (
	surfaceLeft   = 36.0
	surfaceBottom = 24.0
	surfaceTop    = 10.0
	barGap        = 14.0
	barWidth      = 12.0
	barText       = 36.0
	axisName      = 22.0 // what the name of X₂ and the gap below it take of its axis
)

// Plot returns the square of the field on the picture.
func (s *Surface) Plot() Box {
	const right = barGap + barWidth + barText
	side := math.Floor(max(40, min(s.Width-surfaceLeft-right, s.Height-surfaceTop-surfaceBottom)))
	x := surfaceLeft + math.Floor((s.Width-surfaceLeft-right-side)/2)
	return Box{x, surfaceTop, side, side}
}

func (s *Surface) axes(b Box) (h, v axis) {
	return axis{low: s.Low, high: s.High, from: b.X, to: b.Right()},
		axis{low: s.Low, high: s.High, from: b.Bottom(), to: b.Y}
}

// At returns the coordinates of a place on the picture, and whether it is on
// the field.
func (s *Surface) At(x, y float64) (x1, x2 float64, ok bool) {
	b := s.Plot()
	h, v := s.axes(b)
	return h.value(x), v.value(y), b.Contains(x, y, 0)
}

// Cell returns the index of the value nearest to (x1, x2) in a field of
// side × side values at cell centres, rows from the top, that spans low to high
// in both coordinates, and where that value belongs. Places beyond the field
// are taken to its border.
func Cell(low, high float64, side int, x1, x2 float64) (index int, at1, at2 float64) {
	width := (high - low) / float64(side)
	cell := func(v float64) int { return max(0, min(int(math.Floor((v-low)/width)), side-1)) }
	column, up := cell(x1), cell(x2)
	return (side-1-up)*side + column, low + (float64(column)+0.5)*width, low + (float64(up)+0.5)*width
}

// DrawField adds what changes with the weights: the field and its contour.
func (s *Surface) DrawField(l *List) {
	b := s.Plot()
	p := s.Theme.Palette()
	l.save()
	l.fillStyle(p.Neutral, 1)
	l.begin()
	l.rect(b)
	l.fill()
	l.save()
	l.begin()
	l.rect(b)
	l.clip()
	if s.Side > 0 {
		side := float64(s.Side)
		l.image(0, Box{0, 0, side, side}, b, true)
	}
	s.contour(l, b)
	s.numbers(l, b)
	s.cross(l, b)
	l.restore()
	l.restore()
}

// DrawSamples adds what lies over the field and stays while training goes on:
// samples, axes and colour bar. They are most of the picture, so they belong on
// a canvas of their own.
func (s *Surface) DrawSamples(l *List) {
	b := s.Plot()
	l.save()
	s.samples(l, b)
	s.mark(l, b)
	s.frame(l, b)
	if side := (Box{b.Right() + barGap, b.Y, barWidth, b.Height}); s.Key {
		s.key(l, side)
	} else {
		s.bar(l, side)
	}
	l.restore()
}

// numbers writes the number of each class where it wins.
func (s *Surface) numbers(l *List, b Box) {
	if len(s.Places) == 0 {
		return
	}
	p := s.Theme.Palette()
	l.font(15, true)
	l.align(alignCenter, alignMiddle)
	for k, at := range s.Places {
		if !s.Room[k] {
			continue
		}
		x, y, number := b.X+at.X*b.Width, b.Y+at.Y*b.Height, strconv.Itoa(k+1)
		l.strokeStyle(p.Panel, 0.9)
		l.width(4)
		l.textHalo(number, x, y)
		l.fillStyle(p.Ink, 1)
		l.text(number, x, y)
	}
}

// Taken returns where in the unit square, y down, the samples that are shown
// are.
func (s *Surface) Taken() []Point {
	var taken []Point
	for _, sample := range s.Samples {
		if !sample.Test || s.Testing {
			taken = append(taken, Point{(sample.X1 - s.Low) / (s.High - s.Low), (s.High - sample.X2) / (s.High - s.Low)})
		}
	}
	return taken
}

// cross marks the place that is read by two hair lines and a ring, light on
// dark so that they show on any field.
func (s *Surface) cross(l *List, b Box) {
	if !s.Reading {
		return
	}
	p := s.Theme.Palette()
	h, v := s.axes(b)
	x, y := h.place(s.ReadX1), v.place(s.ReadX2)
	const ring = 7.0
	for _, line := range []struct {
		color        Color
		alpha, width float64
	}{{p.Panel, 0.8, 3}, {p.Ink, 1, 1}} {
		l.fillStyle(line.color, line.alpha)
		l.horizontal(b.X, x-ring, y, line.width)
		l.horizontal(x+ring, b.Right(), y, line.width)
		l.vertical(x, b.Y, y-ring, line.width)
		l.vertical(x, y+ring, b.Bottom(), line.width)
		l.strokeStyle(line.color, line.alpha)
		l.width(line.width + 0.5)
		l.begin()
		l.arc(x, y, ring, 0, 2*math.Pi)
		l.outline()
	}
}

// mark draws a ring around the marked sample, with a light edge on either side
// so that it shows on any field.
func (s *Surface) mark(l *List, b Box) {
	if !s.Marked {
		return
	}
	p := s.Theme.Palette()
	h, v := s.axes(b)
	for _, stroke := range []struct {
		color Color
		width float64
	}{{p.Panel, 7}, {p.Ink, 3}} {
		l.width(stroke.width)
		l.strokeStyle(stroke.color, 1)
		l.begin()
		l.arc(h.place(s.MarkX1), v.place(s.MarkX2), s.radius(b)+6, 0, 2*math.Pi)
		l.outline()
	}
}

// key draws the mark and the number of each class.
func (s *Surface) key(l *List, b Box) {
	p := s.Theme.Palette()
	m := marks{radius: 5, theme: s.Theme}
	pitch := min(26, b.Height/float64(max(1, s.Classes)))
	l.font(12, true)
	l.align(alignLeft, alignMiddle)
	for k := range s.Classes {
		y := b.Y + (float64(k)+0.5)*pitch
		l.begin()
		m.path(l, b.X+6, y, form(k))
		m.finish(l, p.Classes[k], false)
		l.fillStyle(p.Ink, 1)
		l.text(strconv.Itoa(k+1), b.X+19, y)
	}
}

func (s *Surface) contour(l *List, b Box) {
	p := s.Theme.Palette()
	for _, stroke := range []struct {
		color        Color
		alpha, width float64
	}{{p.Panel, 0.85, 4.5}, {p.Ink, 1, 1.75}} {
		l.strokeStyle(stroke.color, stroke.alpha)
		l.width(stroke.width)
		l.begin()
		for _, line := range s.Contour {
			for i, q := range line {
				x, y := b.X+q.X*b.Width, b.Y+q.Y*b.Height
				if i == 0 {
					l.move(x, y)
				} else {
					l.line(x, y)
				}
			}
			if n := len(line) - 1; n > 1 && line[0] == line[n] {
				l.close()
			}
		}
		l.outline()
	}
}

// frame draws the border, round values along it and the names of the
// coordinates.
func (s *Surface) frame(l *List, b Box) {
	p := s.Theme.Palette()
	l.fillStyle(p.Muted, 0.6)
	l.horizontal(b.X, b.Right(), b.Y, 1)
	l.horizontal(b.X, b.Right(), b.Bottom(), 1)
	l.vertical(b.X, b.Y, b.Bottom(), 1)
	l.vertical(b.Right(), b.Y, b.Bottom(), 1)

	h, v := s.axes(b)
	l.font(11, false)
	for _, tick := range linearTicks(s.Low, s.High, max(2, min(6, int(b.Width/34)))) {
		x, y := h.place(tick), v.place(tick)
		l.fillStyle(p.Muted, 0.8)
		l.vertical(x, b.Bottom(), b.Bottom()+4, 1)
		l.horizontal(b.X-4, b.X, y, 1)
		l.fillStyle(p.Muted, 1)
		if x+textWidth(tickText(tick), 11)/2+4 < b.Right()-textWidth(s.AxisX, 12) || s.AxisX == "" {
			l.align(alignCenter, alignTop)
			l.text(tickText(tick), x, b.Bottom()+7)
		}
		if y > b.Y+axisName || s.AxisY == "" {
			l.align(alignRight, alignMiddle)
			l.text(tickText(tick), b.X-7, y)
		}
	}
	l.font(12, true)
	l.fillStyle(p.Ink, 1)
	l.align(alignRight, alignTop)
	l.text(s.AxisX, b.Right(), b.Bottom()+6)
	l.align(alignRight, alignTop)
	l.text(s.AxisY, b.X-7, b.Y)
}

// bar draws the colours of the field with the values at its ends and middle,
// and the marks of the two classes at the values that they are trained to.
func (s *Surface) bar(l *List, b Box) {
	const steps = 64
	p := s.Theme.Palette()
	for i := range steps {
		top, bottom := l.snap(b.Y+b.Height*float64(i)/steps), l.snap(b.Y+b.Height*float64(i+1)/steps)
		l.fillStyle(p.Signed(1-2*(float64(i)+0.5)/steps), 1)
		l.begin()
		l.rect(Box{b.X, top, b.Width, bottom - top})
		l.fill()
	}
	v := axis{low: s.Scale.Middle - s.Scale.Half, high: s.Scale.Middle + s.Scale.Half, from: b.Bottom(), to: b.Y}
	l.font(11, false)
	l.align(alignLeft, alignMiddle)
	for i, value := range []float64{v.low, s.Scale.Middle, v.high} {
		y := v.place(value)
		l.fillStyle(p.Muted, 0.8)
		l.horizontal(b.Right(), b.Right()+4, y, 1)
		l.fillStyle(p.Muted, 1)
		l.text(tickText(roundTo(value, s.Scale.Half/100)), b.Right()+7, y+[]float64{-5, 0, 5}[i])
	}
	if s.Regression || s.Unit {
		return
	}
	for _, target := range []float64{s.TargetLow, s.TargetHigh} {
		if target < v.low || target > v.high {
			continue
		}
		f, c := triangle, Color{}
		switch m := (marks{theme: s.Theme}); {
		case s.Classes > 0 && target == s.TargetLow:
			continue // what the output is trained to for every other class
		case s.Classes > 0:
			f, c = form(s.Output), s.Theme.Palette().Classes[s.Output]
		case target == s.TargetHigh:
			f, c = disc, m.class(true)
		default:
			c = m.class(false)
		}
		y := min(max(v.place(target), b.Y+11), b.Bottom()-11)
		m := marks{radius: 4.2, theme: s.Theme}
		l.begin()
		m.path(l, b.Center().X, y, f)
		m.finish(l, c, false)
	}
}
