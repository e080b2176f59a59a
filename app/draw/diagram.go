package draw

import (
	"math"

	"backprop/engine/nn"
)

// Diagram is the picture of a network: a column of units per layer, the input
// first, and an edge per weight.
//
// The square of a unit shows what it computes over the input plane, the tab on
// its corner the form of its activation, the mark on its lower left corner its
// bias. Edges and marks are signed twice, by colour and by form: a negative
// weight is dashed, a bias bears + or −. Their width, or size, and their
// colour grow with the absolute value and approach a limit.
type Diagram struct {
	Layout *Layout
	Theme  Theme
	Shape  nn.Shape
	Params []float64 // in network order; nil while they are not known

	Inputs, Outputs []string // labels of the units of the first and last layer; may be nil

	// MapSide is the side in pixels of the unit maps, which are in the image
	// slot 0 as Atlas arranges them, every unit in order, input first. 0 means
	// that there are none yet.
	MapSide int

	Selected, Hovered Part

	// Values returns the numbers that are to be written on a unit or an edge, a
	// line each; nil where the picture has none. Current is the unit that they
	// were last computed for.
	Values  func(Part) []string
	Current Part

	// Moving sets the dashes of the edges in motion towards the output. Flow is
	// how far they have come, in pixels. A positive edge, which is solid, has
	// fine light dashes within it.
	Moving bool
	Flow   float64

	grade   []int8 // of each parameter, kept for its memory
	written []Part // that have their numbers
}

// grades is the number of steps in which edges of either sign are drawn. One
// stroke of a path with all edges of a grade is much faster than a stroke for
// each edge.
const grades = 20

// Draw adds the picture to the list.
func (d *Diagram) Draw(l *List) {
	d.gradeParams()
	focus := d.focus()
	others := 1.0
	if focus.Kind == Unit {
		others = 0.16
	}
	l.save()
	l.alpha(others)
	for layer := 1; layer <= d.Shape.Last(); layer++ {
		d.edges(l, layer, Part{})
	}
	l.alpha(1)
	if focus.Kind == Unit {
		for layer := max(1, focus.Layer); layer <= min(focus.Layer+1, d.Shape.Last()); layer++ {
			d.encase(l, layer, focus)
			d.edges(l, layer, focus)
		}
	}
	for _, p := range []Part{d.Selected, d.Hovered} {
		if p.Kind == Weight && d.Layout.Has(p) {
			d.markEdge(l, p)
		}
	}
	unit := 0
	for layer := range d.Shape.Last() + 1 {
		for i := range d.Shape.Units(layer) {
			d.unit(l, layer, i, unit)
			unit++
		}
	}
	for layer := 1; layer <= d.Shape.Last(); layer++ {
		for i := range d.Shape.Units(layer) {
			d.bias(l, layer, i)
		}
	}
	d.labels(l)
	d.values(l)
	l.restore()
}

// focus is the part that the others stand back for.
func (d *Diagram) focus() Part {
	if d.Layout.Has(d.Hovered) {
		return d.Hovered
	}
	if d.Layout.Has(d.Selected) {
		return d.Selected
	}
	return Part{}
}

// strength maps an absolute value to [0, 1): half for 2, and close to 1 for
// the largest weights that training reaches.
func strength(v float64) float64 {
	v = math.Abs(v)
	if math.IsInf(v, 1) {
		return 1
	}
	return v / (v + 2)
}

// gradeParams sorts every parameter into one of the grades, negative ones for
// negative values, 0 for zero and for what is not known.
func (d *Diagram) gradeParams() {
	n := d.Shape.Size()
	if cap(d.grade) < n {
		d.grade = make([]int8, n)
	}
	d.grade = d.grade[:n]
	clear(d.grade)
	for i, v := range d.Params {
		if v == 0 || math.IsNaN(v) {
			continue
		}
		g := int8(1 + min(grades-1, int(strength(v)*grades)))
		if v < 0 {
			g = -g
		}
		d.grade[i] = g
	}
}

// edges draws the edges into a layer, weak ones first; with a unit as touching
// only those that begin or end there.
func (d *Diagram) edges(l *List, layer int, touching Part) {
	for g := range int8(grades + 1) {
		d.gradeEdges(l, layer, touching, g)
		if g > 0 {
			d.gradeEdges(l, layer, touching, -g)
		}
	}
	l.dash(0, 0)
}

// encase outlines the edges of a layer that begin or end at a unit.
func (d *Diagram) encase(l *List, layer int, unit Part) {
	palette := d.Theme.Palette()
	l.dash(0, 0)
	for g := int8(-grades); g <= grades; g++ {
		count, found := d.pathOf(l, layer, unit, g)
		if !found {
			continue
		}
		w := d.edgeWidth(g, count)
		l.width(w + 6)
		l.strokeStyle(palette.Selection, 1)
		l.outline()
		l.width(w + 3.5)
		l.strokeStyle(palette.Panel, 1)
		l.outline()
	}
}

// gradeEdges draws the edges of one grade.
func (d *Diagram) gradeEdges(l *List, layer int, touching Part, grade int8) {
	count, found := d.pathOf(l, layer, touching, grade)
	if !found {
		return
	}
	d.edgeStyle(l, grade, count)
	if !d.Moving {
		l.outline()
		return
	}
	l.dashOffset(-d.Flow)
	l.outline()
	if grade > 0 {
		l.width(min(2, 0.45*d.edgeWidth(grade, count)))
		l.strokeStyle(d.Theme.Palette().Panel, 0.85)
		l.dash(5, 11)
		l.outline()
	}
	l.dashOffset(0)
}

// pathOf begins a path with the edges of one grade into a layer; with a unit
// as touching only those that begin or end there. It returns how many edges
// are side by side, and whether any is of the grade.
func (d *Diagram) pathOf(l *List, layer int, touching Part, grade int8) (count int, found bool) {
	tos, froms := d.Shape.Units(layer), d.Shape.Units(layer-1)
	count = tos * froms
	switch {
	case touching.Kind != Unit:
	case touching.Layer == layer:
		count = froms
	default:
		count = tos
	}
	for to := range tos {
		if touching.Kind == Unit && touching.Layer == layer && touching.To != to {
			continue
		}
		first := d.Shape.WeightIndex(layer, to, 0)
		for from := range froms {
			if touching.Kind == Unit && touching.Layer == layer-1 && touching.To != from {
				continue
			}
			if d.grade[first+from] != grade {
				continue
			}
			if !found {
				l.begin()
				found = true
			}
			d.edgePath(l, Part{Weight, layer, to, from})
		}
	}
	return count, found
}

func (d *Diagram) edgePath(l *List, p Part) {
	from, to := d.Layout.ends(p)
	b := bend(from, to)
	l.move(from.X, from.Y)
	l.curve(from.X+b, from.Y, to.X-b, to.Y, to.X, to.Y)
}

// edgeStyle sets the stroke of a grade of edges, of which count are drawn side
// by side.
func (d *Diagram) edgeStyle(l *List, grade int8, count int) {
	w := d.edgeWidth(grade, count)
	l.width(w)
	l.strokeStyle(d.signed(grade, 0.22), 1)
	if grade < 0 {
		l.dash(3+w, 2+0.6*w)
	} else {
		l.dash(0, 0)
	}
}

// edgeWidth returns the width of a grade of edges, less where there are many.
func (d *Diagram) edgeWidth(grade int8, count int) float64 {
	if grade == 0 {
		return 0.7
	}
	t := (math.Abs(float64(grade)) - 0.5) / grades
	thin := max(0.35, min(1, math.Sqrt(32/float64(count))))
	return 0.7 + t*thin*min(6.5, d.Layout.Side*0.17)
}

// signed returns the colour of a grade; least is how far from neutral the
// weakest are. Colour reaches its limit sooner than width, so that it tells
// the sign of ordinary weights and width their size.
func (d *Diagram) signed(grade int8, least float64) Color {
	p := d.Theme.Palette()
	if grade == 0 {
		return p.Grid
	}
	t := math.Abs(float64(grade)) / grades
	v := least + (1-least)*3*t/(1+2*t)
	return p.Signed(math.Copysign(v, float64(grade)))
}

// markEdge draws one edge with a border in the colour of selection.
func (d *Diagram) markEdge(l *List, p Part) {
	palette := d.Theme.Palette()
	grade := d.grade[d.Shape.WeightIndex(p.Layer, p.To, p.From)]
	w := d.edgeWidth(grade, 1)
	reach := 7.0
	if p != d.Selected {
		reach = 4
	}
	for _, s := range []struct {
		width float64
		color Color
	}{{w + reach, palette.Selection}, {w + reach - 3, palette.Panel}} {
		if s.width <= w {
			continue
		}
		l.dash(0, 0)
		l.width(s.width)
		l.strokeStyle(s.color, 1)
		l.begin()
		d.edgePath(l, p)
		l.outline()
	}
	d.edgeStyle(l, grade, 1)
	l.width(max(w, 1.5))
	l.begin()
	d.edgePath(l, p)
	l.outline()
	l.dash(0, 0)
}
