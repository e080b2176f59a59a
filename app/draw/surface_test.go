package draw

import (
	"testing"

	"backprop/engine"
)

func smallSurface() *Surface {
	return &Surface{
		Width: 240, Height: 200, Low: -6, High: 6, Side: 4, Scale: Scale{0.5, 0.5},
		Contour: [][]Point{{{0, 0.5}, {1, 0.25}}, {{0.5, 0.5}, {0.6, 0.5}, {0.5, 0.6}, {0.5, 0.5}}},
		Samples: []engine.Sample{
			{X1: -3, X2: 3, Target: []float64{0}}, {X1: 3, X2: 3, Target: []float64{1}},
			{X1: -3, X2: -3, Target: []float64{0}, Test: true}, {X1: 3, X2: -3, Target: []float64{1}, Test: true},
			{X1: 9, X2: 0, Target: []float64{1}}, // outside the domain
		},
		Testing: true, TargetHigh: 1, AxisX: "X₁", AxisY: "X₂",
	}
}

// draw is both parts of the picture, one over the other.
func (s *Surface) draw(l *List) {
	s.DrawField(l)
	s.DrawSamples(l)
}

func TestSurfaceShapes(t *testing.T) {
	golden(t, "surface", smallSurface().draw)
	golden(t, "surface_regression", func(l *List) {
		s := smallSurface()
		s.Regression, s.Contour, s.Testing, s.Theme = true, nil, false, Dark
		s.draw(l)
	})
}

func TestSurfaceOfClasses(t *testing.T) {
	s := smallSurface()
	s.Classes, s.Key, s.Samples = MaxClasses, true, nil
	for k := range MaxClasses {
		target := make([]float64, MaxClasses)
		target[k] = 1
		s.Samples = append(s.Samples, engine.Sample{X1: float64(2*k - 5), Target: target, Test: k%2 == 1})
	}
	s.Reading, s.ReadX1, s.ReadX2 = true, 3, -3
	s.Places, s.Room = []Point{{0.25, 0.5}, {0.75, 0.5}}, []bool{true, false}
	golden(t, "surface_classes", s.draw)
	// One of the outputs: its own mark at its own target, and no other.
	s.Key, s.Output, s.Reading = false, 2, false
	golden(t, "surface_one_of_classes", s.draw)
}

// The names of the axes and the values beside them keep apart at every size.
func TestNamesOfAxesTouchNoValue(t *testing.T) {
	for _, theme := range themes {
		for size := 150.0; size < 560; size += 7 {
			s := smallSurface()
			s.Width, s.Height, s.Theme = size*1.2, size, theme
			var l List
			l.Reset(1)
			s.DrawSamples(&l)
			type label struct {
				text string
				x, y float64
			}
			var values []label
			var name1, name2 label
			for i := 0; i < len(l.ops); i += 1 + operations[op(l.ops[i])].arguments {
				if op(l.ops[i]) != opText {
					continue
				}
				at := label{l.strings[int(l.ops[i+1])], float64(l.ops[i+2]), float64(l.ops[i+3])}
				switch at.text {
				case s.AxisX:
					name1 = at
				case s.AxisY:
					name2 = at
				default:
					values = append(values, at)
				}
			}
			b := s.Plot()
			for _, v := range values {
				half := textWidth(v.text, 11) / 2
				if v.y > b.Bottom() && v.x+half > name1.x-textWidth(s.AxisX, 12)-3 {
					t.Errorf("size %g: %s of the lower axis touches %s", size, v.text, s.AxisX)
				}
				if v.x < b.X && v.y-6 < name2.y+12+3 {
					t.Errorf("size %g: %s of the left axis touches %s", size, v.text, s.AxisY)
				}
			}
		}
	}
}

func TestSurfacePlaces(t *testing.T) {
	s := smallSurface()
	b := s.Plot()
	if x1, x2, ok := s.At(b.Center().X, b.Y); !ok || x1 != 0 || x2 != 6 {
		t.Errorf("the middle of the upper border is (%g, %g), on the field %t", x1, x2, ok)
	}
	if _, _, ok := s.At(b.X-3, b.Y+3); ok {
		t.Error("a place beside the field is on it")
	}
	for _, c := range []struct {
		x1, x2    float64
		index     int
		at1, at2  float64
		side      int
		low, high float64
	}{
		{-6, 6, 0, -4.5, 4.5, 4, -6, 6}, {5.9, -5.9, 15, 4.5, -4.5, 4, -6, 6},
		{0.1, 0.1, 6, 1.5, 1.5, 4, -6, 6}, {99, -99, 15, 4.5, -4.5, 4, -6, 6}, {0.5, 0.5, 0, 0.5, 0.5, 1, -0.5, 1.5},
	} {
		if i, at1, at2 := Cell(c.low, c.high, c.side, c.x1, c.x2); i != c.index || at1 != c.at1 || at2 != c.at2 {
			t.Errorf("(%g, %g) of side %d is cell %d at (%g, %g), want %d at (%g, %g)", c.x1, c.x2, c.side, i, at1, at2, c.index, c.at1, c.at2)
		}
	}
}

func TestSurfaceCoordinates(t *testing.T) {
	s := smallSurface()
	b := s.Plot()
	h, v := s.axes(b)
	for _, c := range []struct{ x, y, x1, x2 float64 }{
		{b.X, b.Y, -6, 6}, {b.Right(), b.Bottom(), 6, -6}, {b.Center().X, b.Center().Y, 0, 0},
	} {
		if x1, x2 := h.value(c.x), v.value(c.y); x1 != c.x1 || x2 != c.x2 {
			t.Errorf("at (%g, %g) is (%g, %g)", c.x, c.y, x1, x2)
		}
	}
	if b.Width != b.Height || b.Right() > s.Width || b.Bottom() > s.Height {
		t.Errorf("field %+v", b)
	}
}
