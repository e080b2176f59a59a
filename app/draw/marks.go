package draw

import "math"

// form is the outline of a mark. Class k of several has form k.
type form int

const (
	disc form = iota
	triangle
	square
	diamond
	wedge // a triangle on its point
	plus
)

// marks draws samples of one look.
type marks struct {
	radius float64
	theme  Theme
}

// path adds the outline of one mark: a disc, or another form of equal area
// with its centre of gravity in the same place.
func (m marks) path(l *List, x, y float64, f form) {
	polygon := func(points ...float64) {
		for i := 0; i < len(points); i += 2 {
			if i == 0 {
				l.move(x+points[0], y+points[1])
			} else {
				l.line(x+points[i], y+points[i+1])
			}
		}
		l.close()
	}
	// The circumscribed radius of a triangle with the area of the disc.
	r := m.radius * math.Sqrt(4*math.Pi/(3*math.Sqrt(3)))
	switch f {
	case disc:
		l.move(x+m.radius, y)
		l.arc(x, y, m.radius, 0, 2*math.Pi)
		l.close()
	case triangle:
		polygon(0, -r, r*math.Sqrt(3)/2, r/2, -r*math.Sqrt(3)/2, r/2)
	case wedge:
		polygon(0, r, -r*math.Sqrt(3)/2, -r/2, r*math.Sqrt(3)/2, -r/2)
	case square:
		a := m.radius * math.Sqrt(math.Pi) / 2
		polygon(-a, -a, a, -a, a, a, -a, a)
	case diamond:
		a := m.radius * math.Sqrt(math.Pi/2)
		polygon(0, -a, a, 0, 0, a, -a, 0)
	case plus:
		a, b := m.radius*1.25, m.radius*0.37
		polygon(-b, -a, b, -a, b, -b, a, -b, a, b, b, b, b, a, -b, a, -b, b, -a, b, -a, -b, -b, -b)
	}
}
