//go:build !js

package draw

// Canvas is a place on the page that pictures are painted on. All its methods
// may be called on nil, which paints nowhere.
type Canvas struct{}

// Attach returns the canvas element with the given id, or nil when there is
// none. Outside a browser there is none.
func Attach(id string) *Canvas { return nil }

// Size returns the size of the canvas in CSS pixels and the number of device
// pixels to a CSS pixel; width and height are 0 while it is not laid out.
func (c *Canvas) Size() (width, height, ratio float64) { return 0, 0, 1 }

// Image puts pixels, 4 bytes each, rows from the top, into a slot from which
// lists painted later draw them. The bytes are copied.
func (c *Canvas) Image(slot, width, height int, rgba []byte) {}

// Paint replaces what the canvas shows by the list.
func (c *Canvas) Paint(l *List) {}

// Release ends the use of the canvas.
func (c *Canvas) Release() {}
