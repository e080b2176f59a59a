package draw

import (
	"strings"
	"syscall/js"
	"unsafe"
)

// Canvas is a place on the page that pictures are painted on. All its methods
// may be called on nil, which paints nowhere.
type Canvas struct {
	element js.Value // what painter.js makes of a canvas element
	bytes   js.Value // where it reads a list from
	room    int      // length of bytes
	list    *List    // whose strings it knows,
	version int      // at this version
}

// Attach returns the canvas element with the given id, or nil when there is
// none. Outside a browser there is none.
func Attach(id string) *Canvas {
	painter := js.Global().Get("painter")
	if !painter.Truthy() {
		return nil
	}
	element := painter.Call("attach", id)
	if !element.Truthy() {
		return nil
	}
	return &Canvas{element: element}
}

// Size returns the size of the canvas in CSS pixels and the number of device
// pixels to a CSS pixel; width and height are 0 while it is not laid out.
func (c *Canvas) Size() (width, height, ratio float64) {
	if c == nil {
		return 0, 0, 1
	}
	return c.element.Get("width").Float(), c.element.Get("height").Float(), c.element.Get("ratio").Float()
}

// Image puts pixels, 4 bytes each, rows from the top, into a slot from which
// lists painted later draw them. The bytes are copied.
func (c *Canvas) Image(slot, width, height int, rgba []byte) {
	if c == nil {
		return
	}
	js.CopyBytesToJS(c.element.Call("pixels", slot, width, height), rgba)
	c.element.Call("upload", slot)
}

// Paint replaces what the canvas shows by the list.
func (c *Canvas) Paint(l *List) {
	if c == nil || len(l.ops) == 0 {
		return
	}
	// The browser reads the memory of the numbers as they are: WebAssembly is
	// little-endian, and so is every machine it runs on.
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(&l.ops[0])), 4*len(l.ops))
	if len(bytes) > c.room {
		c.room = 2 * len(bytes)
		c.bytes = c.element.Call("buffer", c.room)
	}
	js.CopyBytesToJS(c.bytes, bytes)
	table := js.Null()
	if c.list != l || c.version != l.version {
		c.list, c.version = l, l.version
		table = js.ValueOf(strings.Join(l.strings, "\n"))
	}
	c.element.Call("paint", len(l.ops), table)
}

// Release ends the use of the canvas.
func (c *Canvas) Release() {
	if c != nil {
		c.element.Call("release")
	}
}
