package draw

import "math"

// Part names a part of the network picture. Layers count from 0, the input;
// the Layer of a Weight is the one that it leads to. Unit and Bias use To.
type Part struct {
	Kind            PartKind
	Layer, To, From int
}

// PartKind says what a Part is.
type PartKind uint8

const (
	NoPart PartKind = iota
	Unit
	Weight
	Bias
)

// Measures of the network picture in CSS pixels.
const (
	maxUnit     = 84.0 // side of a unit's square
	minUnit     = 14.0
	gapShare    = 0.32 // least gap between units, as a share of their side
	pitchShare  = 1.75 // greatest distance between unit centres, likewise
	columnShare = 0.46 // greatest side of a unit, as a share of its column's width
	margin      = 12.0 // above and below the units
	labelGap    = 7.0  // between a unit and the label beside it
	labelRoom   = 17.0 // gap between units that holds a label below each
)

// Layout says where the parts of a network are. It depends on the shape and
// the size of the picture only, so that it outlasts many frames.
type Layout struct {
	Width, Height float64
	Side          float64 // of a unit's square

	sizes  []int
	column []float64   // centre of each column
	row    [][]float64 // centre of each unit, by layer
}

// NewLayout arranges layers with the given units, input first, in columns of
// equal width: the centre of column c is (c + ½)·width/columns.
func NewLayout(width, height float64, sizes []int) *Layout {
	l := &Layout{Width: width, Height: height, sizes: sizes, column: make([]float64, len(sizes)), row: make([][]float64, len(sizes))}
	most := 1
	for i, n := range sizes {
		most = max(most, n)
		l.column[i] = (float64(i) + 0.5) * width / float64(len(sizes))
	}
	room := height - 2*margin
	l.Side = room / (float64(most) + float64(most-1)*gapShare)
	l.Side = min(l.Side, width/float64(len(sizes))*columnShare, maxUnit)
	l.Side = math.Floor(max(l.Side, minUnit))
	for layer, n := range sizes {
		l.row[layer] = make([]float64, n)
		// Each column spreads over the height that it has, but not so far that
		// it falls apart.
		pitch := max(l.Side*pitchShare, l.Side+labelRoom)
		if n > 1 {
			pitch = max(l.Side*(1+gapShare), min(pitch, (room-l.Side)/float64(n-1)))
		}
		for i := range n {
			l.row[layer][i] = height/2 + (float64(i)-float64(n-1)/2)*pitch
		}
	}
	return l
}

// Fits reports whether the layout is that of a picture of the given size and
// shape.
func (l *Layout) Fits(width, height float64, sizes []int) bool {
	if l == nil || l.Width != width || l.Height != height || len(l.sizes) != len(sizes) {
		return false
	}
	for i, n := range sizes {
		if l.sizes[i] != n {
			return false
		}
	}
	return true
}

// Column returns the centre of a layer's column.
func (l *Layout) Column(layer int) float64 { return l.column[layer] }

// Unit returns the square of a unit.
func (l *Layout) Unit(layer, i int) Box {
	return Box{l.column[layer] - l.Side/2, l.row[layer][i] - l.Side/2, l.Side, l.Side}
}

// bias returns where the mark of a unit's bias is and how large it can be:
// on the lower left corner of the unit.
func (l *Layout) bias(layer, i int) (at Point, radius float64) {
	b := l.Unit(layer, i)
	return Point{b.X, b.Bottom()}, min(9, max(4, l.Side*0.17))
}

// ends returns where the edge of a weight begins and ends.
func (l *Layout) ends(p Part) (from, to Point) {
	return Point{l.column[p.Layer-1] + l.Side/2, l.row[p.Layer-1][p.From]},
		Point{l.column[p.Layer] - l.Side/2, l.row[p.Layer][p.To]}
}

// bend returns how far the control points of an edge are from its ends.
func bend(from, to Point) float64 { return (to.X - from.X) * 0.5 }

// curvePoint returns the point at t, 0 to 1, of the edge between two ends.
func curvePoint(from, to Point, t float64) Point {
	d, u := bend(from, to), 1-t
	b0, b1, b2, b3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return Point{
		b0*from.X + b1*(from.X+d) + b2*(to.X-d) + b3*to.X,
		(b0+b1)*from.Y + (b2+b3)*to.Y,
	}
}

// Anchor returns the middle of a part, where something said about it may
// point.
func (l *Layout) Anchor(p Part) Point {
	switch p.Kind {
	case Unit:
		return l.Unit(p.Layer, p.To).Center()
	case Bias:
		at, _ := l.bias(p.Layer, p.To)
		return at
	case Weight:
		from, to := l.ends(p)
		return curvePoint(from, to, 0.5)
	}
	return Point{l.Width / 2, l.Height / 2}
}

// Has reports whether the part exists in this network.
func (l *Layout) Has(p Part) bool {
	in := func(layer, i int) bool {
		return layer >= 0 && layer < len(l.sizes) && i >= 0 && i < l.sizes[layer]
	}
	switch p.Kind {
	case Unit:
		return in(p.Layer, p.To)
	case Bias:
		return p.Layer > 0 && in(p.Layer, p.To)
	case Weight:
		return p.Layer > 0 && in(p.Layer, p.To) && in(p.Layer-1, p.From)
	}
	return false
}

// Extent returns boxes that together cover what is drawn of a part: the square
// of a unit with its tab and bias, the mark of a bias, or pieces along an edge,
// the middle one first.
func (l *Layout) Extent(p Part) []Box {
	around := func(at Point, reach float64) Box { return Box{at.X - reach, at.Y - reach, 2 * reach, 2 * reach} }
	switch p.Kind {
	case Unit:
		return []Box{l.Unit(p.Layer, p.To).inset(-10)}
	case Bias:
		at, radius := l.bias(p.Layer, p.To)
		return []Box{around(at, radius+3)}
	}
	from, to := l.ends(p)
	return append([]Box{around(curvePoint(from, to, 0.5), edgeReach)}, l.pieces(p, 40)...)
}

// edgeReach is half the side of a box along an edge.
const edgeReach = 5.0

// pieces returns boxes along an edge, n of them between its ends.
func (l *Layout) pieces(p Part, n int) []Box {
	from, to := l.ends(p)
	boxes := make([]Box, 0, n+1)
	for i := range n + 1 {
		at := curvePoint(from, to, float64(i)/float64(n))
		boxes = append(boxes, Box{at.X - edgeReach, at.Y - edgeReach, 2 * edgeReach, 2 * edgeReach})
	}
	return boxes
}

// EdgesOf returns boxes along the edges that begin or end at a unit, none for
// other parts.
func (l *Layout) EdgesOf(p Part) []Box {
	if p.Kind != Unit {
		return nil
	}
	const pieces = 12
	var boxes []Box
	for from := 0; p.Layer > 0 && from < l.sizes[p.Layer-1]; from++ {
		boxes = append(boxes, l.pieces(Part{Weight, p.Layer, p.To, from}, pieces)...)
	}
	for to := 0; p.Layer+1 < len(l.sizes) && to < l.sizes[p.Layer+1]; to++ {
		boxes = append(boxes, l.pieces(Part{Weight, p.Layer + 1, to, p.To}, pieces)...)
	}
	return boxes
}
