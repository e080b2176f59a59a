package draw

import "math"

// How far from a part, in CSS pixels, a pointer still means it.
const (
	mouseReach = 5.0
	touchReach = 12.0
)

// Hit returns the part at (x, y), and whether there is one: a bias or a unit
// there, otherwise the nearest edge within reach. A finger reaches further
// than a mouse.
func (l *Layout) Hit(x, y float64, touch bool) (Part, bool) {
	reach := mouseReach
	if touch {
		reach = touchReach
	}
	if p, ok := l.hitBias(x, y, touch); ok {
		return p, true
	}
	for layer, n := range l.sizes {
		for i := range n {
			if l.Unit(layer, i).Contains(x, y, 1) {
				return Part{Kind: Unit, Layer: layer, To: i}, true
			}
		}
	}
	best, distance := Part{}, reach
	for layer := 1; layer < len(l.sizes); layer++ {
		if x < l.column[layer-1] || x > l.column[layer] {
			continue
		}
		for to := range l.sizes[layer] {
			for from := range l.sizes[layer-1] {
				p := Part{Kind: Weight, Layer: layer, To: to, From: from}
				if d := l.distance(p, x, y); d < distance {
					best, distance = p, d
				}
			}
		}
	}
	return best, best.Kind != NoPart
}

// hitBias returns the nearest bias mark in reach. A finger reaches a little
// past the mark, but leaves most of the unit to the unit.
func (l *Layout) hitBias(x, y float64, touch bool) (Part, bool) {
	best, distance := Part{}, math.Inf(1)
	for layer := 1; layer < len(l.sizes); layer++ {
		for i := range l.sizes[layer] {
			at, radius := l.bias(layer, i)
			reach := radius + 2
			if touch {
				reach = max(reach, min(touchReach, l.Side*0.4))
			}
			if d := math.Hypot(x-at.X, y-at.Y); d < min(reach, distance) {
				best, distance = Part{Kind: Bias, Layer: layer, To: i}, d
			}
		}
	}
	return best, best.Kind != NoPart
}

// distance returns how far (x, y) is from the edge of a weight. The curve
// rises with x, so its parameter at x is found by halving; the vertical
// distance there times the cosine of its slope is near enough to the true one.
func (l *Layout) distance(p Part, x, y float64) float64 {
	from, to := l.ends(p)
	if x <= from.X || x >= to.X {
		return math.Inf(1)
	}
	low, high := 0.0, 1.0
	for range 12 {
		if t := (low + high) / 2; curvePoint(from, to, t).X < x {
			low = t
		} else {
			high = t
		}
	}
	a, b := curvePoint(from, to, max(0, low-0.02)), curvePoint(from, to, min(1, high+0.02))
	c := curvePoint(from, to, (low+high)/2)
	return math.Abs(y-c.Y) * (b.X - a.X) / math.Hypot(b.X-a.X, b.Y-a.Y)
}

// Step returns the part that an arrow key leads to from p: dx, dy is −1, 0 or
// 1, right and down positive.
//
// From a unit, up and down lead to its neighbours and from the unit down to
// its bias mark in between; left and right lead to its first edges. Along an
// edge left and right lead to its units, up and down to the other edges between
// the same layers. From a bias, right or up leads to its unit and down to the next
// unit. From nothing every key leads to the first input.
func (l *Layout) Step(p Part, dx, dy int) Part {
	if !l.Has(p) {
		return Part{Kind: Unit}
	}
	q := p
	switch {
	case p.Kind == Unit && dy > 0 && p.Layer > 0:
		q.Kind = Bias
	case p.Kind == Unit && dy > 0:
		q.To++
	case p.Kind == Unit && dy < 0:
		q.To--
		if p.Layer > 0 {
			q.Kind = Bias
		}
	case p.Kind == Unit && dx > 0:
		q = Part{Kind: Weight, Layer: p.Layer + 1, To: 0, From: p.To}
	case p.Kind == Unit && dx < 0:
		q = Part{Kind: Weight, Layer: p.Layer, To: p.To, From: 0}
	case p.Kind == Bias && dy > 0:
		q = Part{Kind: Unit, Layer: p.Layer, To: p.To + 1}
	case p.Kind == Bias && (dy < 0 || dx > 0):
		q.Kind = Unit
	case p.Kind == Bias && dx < 0:
		q = Part{Kind: Weight, Layer: p.Layer, To: p.To, From: l.sizes[p.Layer-1] - 1}
	case p.Kind == Weight && dx > 0:
		q = Part{Kind: Unit, Layer: p.Layer, To: p.To}
	case p.Kind == Weight && dx < 0:
		q = Part{Kind: Unit, Layer: p.Layer - 1, To: p.From}
	case p.Kind == Weight:
		q = l.nextEdge(p, dy)
	}
	if !l.Has(q) {
		return p
	}
	return q
}

// nextEdge returns the edge that follows or precedes p among those between the
// same two layers, ordered by the unit they lead to.
func (l *Layout) nextEdge(p Part, by int) Part {
	n := l.sizes[p.Layer-1]
	k := p.To*n + p.From + by
	if k < 0 {
		return p
	}
	p.To, p.From = k/n, k%n
	return p
}
