//go:build !js

package draw

import (
	"image"
	"slices"
)

// Canvas is a place on the page that pictures are painted on. All its methods
// may be called on nil, which paints nowhere. Outside a browser it remembers
// what was painted, for SVG.
type Canvas struct {
	width, height float64
	images        map[int]*image.RGBA
	ops           []float32
	strings       []string
}

// Attach returns the canvas element with the given id, or nil when there is
// none. Outside a browser there is none.
func Attach(id string) *Canvas { return nil }

// NewCanvas returns a canvas of that size, in CSS pixels, that is on no page.
func NewCanvas(width, height float64) *Canvas {
	return &Canvas{width: width, height: height, images: map[int]*image.RGBA{}}
}

// Size returns the size of the canvas in CSS pixels and the number of device
// pixels to a CSS pixel; width and height are 0 while it is not laid out.
func (c *Canvas) Size() (width, height, ratio float64) {
	if c == nil {
		return 0, 0, 1
	}
	return c.width, c.height, 1
}

// Image puts pixels, 4 bytes each, rows from the top, into a slot from which
// lists painted later draw them. The bytes are copied.
func (c *Canvas) Image(slot, width, height int, rgba []byte) {
	if c != nil {
		c.images[slot] = &image.RGBA{Pix: slices.Clone(rgba), Stride: 4 * width, Rect: image.Rect(0, 0, width, height)}
	}
}

// Paint replaces what the canvas shows by the list.
func (c *Canvas) Paint(l *List) {
	if c != nil {
		c.ops, c.strings = slices.Clone(l.ops), slices.Clone(l.strings)
	}
}

// Release ends the use of the canvas.
func (c *Canvas) Release() {}
