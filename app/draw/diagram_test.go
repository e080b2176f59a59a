package draw

import (
	"math"
	"testing"

	"backprop/engine/nn"
)

// small is a 2-2-1 network with a weight and a bias of either sign and none.
func small() *Diagram {
	shape := nn.NewShape(2, []nn.Layer{{Units: 2, Activation: nn.Tanh}, {Units: 1, Activation: nn.Sigmoid}})
	return &Diagram{
		Layout: NewLayout(300, 160, []int{2, 2, 1}), Shape: shape,
		Params: []float64{1, -2, 0.5, 0, 3, -0.25, 4, -8, 0},
		Inputs: []string{"X₁", "X₂"}, Outputs: []string{"ŷ"}, MapSide: 8,
	}
}

func TestDiagramShapes(t *testing.T) {
	golden(t, "diagram", small().Draw)
	golden(t, "diagram_unknown", func(l *List) {
		d := small()
		d.Params, d.MapSide, d.Theme = nil, 0, Dark
		d.Draw(l)
	})
	golden(t, "diagram_selected", func(l *List) {
		d := small()
		d.Selected, d.Hovered = Part{Unit, 1, 1, 0}, Part{Weight, 2, 0, 1}
		d.Draw(l)
	})
	golden(t, "diagram_unit", func(l *List) {
		d := small()
		d.Hovered = Part{Unit, 1, 1, 0}
		d.Moving, d.Flow = true, 7
		d.Draw(l)
	})
}

func TestDiagramTakesAnyNumber(t *testing.T) {
	d := small()
	d.Params = []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e300, 5e-324, 0, math.Copysign(0, -1), 1}
	d.Selected = Part{Bias, 7, 7, 7} // of an earlier shape
	var l List
	l.Reset(1)
	d.Draw(&l)
	for i, v := range l.ops {
		if v != v || math.IsInf(float64(v), 0) {
			t.Fatalf("number %d of the list is %g", i, v)
		}
	}
}

func TestUnitsFitTheirColumns(t *testing.T) {
	for _, c := range []struct {
		width, height float64
		sizes         []int
	}{
		{640, 420, []int{2, 5, 1}},
		{700, 420, []int{7, 16, 16, 16, 16, 16, 16, 16, 16, 1}},
		{300, 200, []int{2, 1}},
		{390, 320, []int{2, 4, 4, 1}},
	} {
		l := NewLayout(c.width, c.height, c.sizes)
		for layer, n := range c.sizes {
			if want := (float64(layer) + 0.5) * c.width / float64(len(c.sizes)); l.Column(layer) != want {
				t.Errorf("%v: column %d is at %g, want %g", c.sizes, layer, l.Column(layer), want)
			}
			for i := range n {
				b := l.Unit(layer, i)
				if b.Y < 0 || b.Bottom() > c.height || b.Width < minUnit || b.Width > maxUnit {
					t.Errorf("%v in %g × %g: unit %d of layer %d is %+v", c.sizes, c.width, c.height, i, layer, b)
				}
				if i > 0 && l.Unit(layer, i-1).Bottom() > b.Y-3 {
					t.Errorf("%v: units %d and %d of layer %d touch", c.sizes, i-1, i, layer)
				}
			}
		}
		if !l.Fits(c.width, c.height, c.sizes) || l.Fits(c.width+1, c.height, c.sizes) || l.Fits(c.width, c.height, c.sizes[1:]) || (*Layout)(nil).Fits(1, 1, nil) {
			t.Errorf("%v: Fits", c.sizes)
		}
	}
	for _, sizes := range [][]int{{2, 5, 1}, {7, 16, 16, 16, 16, 16, 16, 16, 16, 1}} {
		w, h := leastSize(sizes)
		l := NewLayout(w, h, sizes)
		if last := l.Unit(1, sizes[1]-1); last.Bottom() > h || w > 460 || h > 420 {
			t.Errorf("%v need %g × %g and end at %g", sizes, w, h, last.Bottom())
		}
	}
}

func TestHitFindsWhatAnchorPointsAt(t *testing.T) {
	for _, sizes := range [][]int{{2, 5, 1}, {2, 3, 3, 2}} {
		l := NewLayout(640, 420, sizes)
		for _, touch := range []bool{false, true} {
			for layer, n := range sizes {
				for i := range n {
					parts := []Part{{Unit, layer, i, 0}}
					if layer > 0 {
						parts = append(parts, Part{Bias, layer, i, 0})
					}
					for _, p := range parts {
						at := l.Anchor(p)
						if got, ok := l.Hit(at.X, at.Y, touch); !ok || got != p {
							t.Errorf("%v, touch %t: at %v is %v, want %v", sizes, touch, at, got, p)
						}
					}
				}
			}
		}
	}
	// Edges of a network whose edges do not meet in their middle.
	l := NewLayout(640, 420, []int{1, 3, 1})
	for to := range 3 {
		for _, p := range []Part{{Weight, 1, to, 0}, {Weight, 2, 0, to}} {
			at := l.Anchor(p)
			if got, ok := l.Hit(at.X, at.Y+2, false); !ok || got != p {
				t.Errorf("at %v is %v, want %v", at, got, p)
			}
		}
	}
	if p, ok := l.Hit(5, 5, true); ok {
		t.Errorf("in the corner is %v", p)
	}
	at := l.Anchor(Part{Weight, 1, 1, 0})
	if _, ok := l.Hit(at.X, at.Y+9, false); ok {
		t.Error("a mouse reaches 9 pixels")
	}
	if _, ok := l.Hit(at.X, at.Y+9, true); !ok {
		t.Error("a finger does not reach 9 pixels")
	}
}

func TestStepReachesEveryPart(t *testing.T) {
	sizes := []int{2, 3, 2, 1}
	l := NewLayout(640, 420, sizes)
	seen := map[Part]bool{}
	for queue := []Part{l.Step(Part{}, 1, 0)}; len(queue) > 0; queue = queue[1:] {
		p := queue[0]
		if seen[p] {
			continue
		}
		if !l.Has(p) {
			t.Fatalf("%v does not exist", p)
		}
		seen[p] = true
		for _, d := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			queue = append(queue, l.Step(p, d[0], d[1]))
		}
	}
	units, weights, biases := 8, 2*3+3*2+2*1, 6
	if len(seen) != units+weights+biases {
		t.Errorf("arrow keys reach %d parts of %d", len(seen), units+weights+biases)
	}
	if p := l.Step(Part{Unit, 9, 9, 9}, 0, 1); p != (Part{Kind: Unit}) {
		t.Errorf("from a part that is gone they lead to %v", p)
	}
}

// leastSize returns the size below which a network with the given units per
// layer, input first, is not legible.
func leastSize(sizes []int) (width, height float64) {
	most := 1
	for _, n := range sizes {
		most = max(most, n)
	}
	return math.Ceil(float64(len(sizes)) * minUnit / columnShare * 1.4),
		math.Ceil(2*margin + minUnit*(float64(most)+float64(most-1)*gapShare))
}
