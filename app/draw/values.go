package draw

import "slices"

// Numbers on the picture of the network, in CSS pixels.
const (
	valueSize  = 10.5 // of their type
	valueLine  = 12.5
	valueRoom  = 3.0  // around them
	manyEdges  = 24   // more have numbers only where the reader looks
	leastUnit  = 26.0 // side of a unit, likewise for smaller ones
	mostPlates = 60
)

// values writes numbers on units and edges, first where the reader looks, and
// elsewhere as far as there is room.
func (d *Diagram) values(l *List) {
	if d.Values == nil {
		return
	}
	l.font(valueSize, false)
	var placed, units []Box
	d.written = d.written[:0]
	for layer := range d.Shape.Last() + 1 {
		for i := range d.Shape.Units(layer) {
			units = append(units, d.Layout.Unit(layer, i).inset(-3))
		}
	}
	focus := d.focus()
	for _, p := range [...]Part{d.Hovered, d.Selected, d.Current} {
		switch {
		case !d.Layout.Has(p):
		case p.Kind == Unit:
			placed = d.plate(l, p, placed, nil)
		case p.Kind == Weight:
			placed = d.plate(l, p, placed, units)
			placed = d.plate(l, Part{Kind: Unit, Layer: p.Layer, To: p.To}, placed, nil)
			placed = d.plate(l, Part{Kind: Unit, Layer: p.Layer - 1, To: p.From}, placed, nil)
		case p.Kind == Bias:
			placed = d.plate(l, Part{Kind: Unit, Layer: p.Layer, To: p.To}, placed, nil)
		}
	}
	for layer := range d.Shape.Last() + 1 {
		if d.Layout.Side < leastUnit && !d.beside(focus, layer) {
			continue
		}
		for i := range d.Shape.Units(layer) {
			placed = d.plate(l, Part{Kind: Unit, Layer: layer, To: i}, placed, nil)
		}
	}
	for _, all := range [...]bool{false, true} {
		for layer := 1; layer <= d.Shape.Last(); layer++ {
			if all && (focus.Kind == Unit || d.Layout.Side < leastUnit || d.Shape.Units(layer)*d.Shape.Units(layer-1) > manyEdges) {
				continue
			}
			for to := range d.Shape.Units(layer) {
				for from := range d.Shape.Units(layer - 1) {
					if all || focus.Kind == Unit && (focus.Layer == layer && focus.To == to || focus.Layer == layer-1 && focus.To == from) {
						placed = d.plate(l, Part{Weight, layer, to, from}, placed, units)
					}
				}
			}
		}
	}
}

// beside reports whether the units of a layer are at the other ends of the edges
// of the one that the reader looks at, and few.
func (d *Diagram) beside(focus Part, layer int) bool {
	return focus.Kind == Unit && (layer == focus.Layer-1 || layer == focus.Layer+1) && d.Shape.Units(layer) <= 8
}

// plate writes the numbers of a part where it does not cover what is placed,
// nor the obstacles, and returns what is placed then.
func (d *Diagram) plate(l *List, p Part, placed, obstacles []Box) []Box {
	lines := d.Values(p)
	if len(lines) == 0 || len(placed) >= mostPlates || slices.Contains(d.written, p) {
		return placed
	}
	size := Box{Width: 2 * valueRoom, Height: float64(len(lines))*valueLine + valueRoom}
	for _, line := range lines {
		size.Width = max(size.Width, textWidth(line, valueSize)+2*valueRoom)
	}
	b, free := Box{}, false
	for _, at := range d.platePlaces(p, size) {
		b = Box{
			max(1, min(at.X-size.Width/2, d.Layout.Width-size.Width-1)), max(1, min(at.Y-size.Height/2, d.Layout.Height-size.Height-1)),
			size.Width, size.Height,
		}
		covers := func(other Box) bool {
			return b.X < other.Right() && other.X < b.Right() && b.Y < other.Bottom() && other.Y < b.Bottom()
		}
		if free = !slices.ContainsFunc(placed, covers) && !slices.ContainsFunc(obstacles, covers); free {
			break
		}
	}
	if !free {
		return placed
	}
	b.X, b.Y = l.snap(b.X), l.snap(b.Y)
	palette := d.Theme.Palette()
	l.begin()
	l.roundRect(b, 4)
	l.fillStyle(palette.Panel, 0.9)
	l.fill()
	l.width(1)
	l.strokeStyle(palette.Muted, 0.5)
	if p == d.Current {
		l.width(2)
		l.strokeStyle(palette.Selection, 1)
	}
	l.outline()
	l.fillStyle(palette.Ink, 1)
	l.align(alignCenter, alignMiddle)
	for i, line := range lines {
		l.text(line, b.Center().X, b.Y+valueRoom/2+(float64(i)+0.5)*valueLine)
	}
	d.written = append(d.written, p)
	return append(placed, b)
}

// platePlaces are where the numbers of a part may be: at the foot of a unit,
// along an edge.
func (d *Diagram) platePlaces(p Part, size Box) (places [5]Point) {
	if p.Kind == Unit {
		b := d.Layout.Unit(p.Layer, p.To)
		x := b.Center().X
		if wider := (size.Width - b.Width) / 2; wider > 0 { // away from the label beside it
			switch p.Layer {
			case 0:
				x += wider
			case d.Shape.Last():
				x -= wider
			}
		}
		for i := range places {
			places[i] = Point{x, b.Bottom() + 5 - size.Height/2}
		}
		return places
	}
	from, to := d.Layout.ends(p)
	// Edges lie apart where there are more units.
	upper := d.Shape.Units(p.Layer) > d.Shape.Units(p.Layer-1)
	for i, t := range [len(places)]float64{0.36, 0.5, 0.25, 0.64, 0.75} {
		if upper {
			t = 1 - t
		}
		places[i] = curvePoint(from, to, t)
	}
	return places
}
