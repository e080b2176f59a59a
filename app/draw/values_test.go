package draw

import "testing"

// numbered is the small network with numbers on every part.
func numbered() *Diagram {
	d := small()
	d.Layout = NewLayout(480, 260, []int{2, 2, 1})
	units, edges := []string{"y 0.123", "∂y −0.123"}, []string{"w 0.456"}
	d.Values = func(p Part) []string {
		if p.Kind == Unit {
			return units
		}
		return edges
	}
	return d
}

func TestValuesShapes(t *testing.T) {
	golden(t, "values", func(l *List) {
		d := numbered()
		d.Selected, d.Current = Part{Weight, 1, 0, 1}, Part{Unit, 2, 0, 0}
		d.Draw(l)
	})
}

// However many parts there are, no plate lies over another one.
func TestPlatesKeepClear(t *testing.T) {
	for _, size := range []float64{120, 260, 600} {
		d := numbered()
		d.Layout = NewLayout(2*size, size, []int{2, 2, 1})
		d.Selected = Part{Unit, 1, 1, 0}
		var l List
		l.Reset(1)
		var placed []Box
		for layer := range 3 {
			for i := range d.Shape.Units(layer) {
				placed = d.plate(&l, Part{Unit, layer, i, 0}, placed, nil)
				for from := 0; layer > 0 && from < d.Shape.Units(layer-1); from++ {
					placed = d.plate(&l, Part{Weight, layer, i, from}, placed, nil)
				}
			}
		}
		if size == 600 && len(placed) != 11 {
			t.Errorf("where there is room %d parts have numbers, want 11", len(placed))
		}
		for i, b := range placed {
			if covered := b.X < 0 || b.Y < 0 || b.Right() > d.Layout.Width || b.Bottom() > d.Layout.Height; covered {
				t.Errorf("plate %+v leaves the picture", b)
			}
			for _, other := range placed[:i] {
				if b.X < other.Right() && other.X < b.Right() && b.Y < other.Bottom() && other.Y < b.Bottom() {
					t.Errorf("plates %+v and %+v overlap", b, other)
				}
			}
		}
	}
}
