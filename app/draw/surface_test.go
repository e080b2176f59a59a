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
