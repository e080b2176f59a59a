package draw

// Point is a place on a picture.
type Point struct{ X, Y float64 }

// Box is a rectangle: its upper left corner and its size.
type Box struct{ X, Y, Width, Height float64 }

// Right and Bottom are the far edges of the box.
func (b Box) Right() float64  { return b.X + b.Width }
func (b Box) Bottom() float64 { return b.Y + b.Height }

// Center returns the middle of the box.
func (b Box) Center() Point { return Point{b.X + b.Width/2, b.Y + b.Height/2} }

// Contains reports whether (x, y) is in the box made larger by margin on every
// side.
func (b Box) Contains(x, y, margin float64) bool {
	return b.X-margin <= x && x <= b.Right()+margin && b.Y-margin <= y && y <= b.Bottom()+margin
}

// inset returns the box made smaller by d on every side.
func (b Box) inset(d float64) Box { return Box{b.X + d, b.Y + d, b.Width - 2*d, b.Height - 2*d} }
