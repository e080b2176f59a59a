package draw

import (
	"fmt"
	"math"
	"strings"
)

// List is a list of drawing operations in the manner of a 2-D canvas, kept as
// numbers so that it crosses into the browser in one piece. Coordinates and
// lengths are CSS pixels, angles radians. Reset keeps its memory, so that a
// list used frame after frame does not allocate.
type List struct {
	ops     []float32
	strings []string
	index   map[string]int
	fonts   map[font]string
	version int // counts changes of strings
	ratio   float64
}

// font is a size in pixels and a weight of the page's font.
type font struct {
	size float64
	bold bool
}

// op is the first number of an operation; its arguments follow. painter.js
// holds the same list in the same order.
type op int

const (
	opSave op = iota
	opRestore
	opAlpha     // factor
	opFillStyle // 0xrrggbb, alpha
	opStroke    // 0xrrggbb, alpha
	opWidth     // line width
	opDash      // on, off; 0, 0 is solid
	opFont      // string
	opAlign     // horizontal, vertical
	opBegin
	opMove      // x, y
	opLine      // x, y
	opCurve     // x1, y1, x2, y2, x, y
	opRect      // x, y, width, height
	opRoundRect // x, y, width, height, radius
	opArc       // x, y, radius, from, to
	opClose
	opFill
	opOutline
	opClip
	opText       // string, x, y
	opTextHalo   // string, x, y
	opImage      // slot, source x, y, width, height, x, y, width, height, smooth
	opDashOffset // how far into its dashes a stroke begins
)

// operations names each op in the dump and counts its arguments.
var operations = [...]struct {
	name      string
	arguments int
}{
	opSave: {"save", 0}, opRestore: {"restore", 0}, opAlpha: {"alpha", 1},
	opFillStyle: {"fill-style", 2}, opStroke: {"stroke-style", 2}, opWidth: {"width", 1}, opDash: {"dash", 2},
	opFont: {"font", 1}, opAlign: {"align", 2},
	opBegin: {"begin", 0}, opMove: {"move", 2}, opLine: {"line", 2}, opCurve: {"curve", 6},
	opRect: {"rect", 4}, opRoundRect: {"round-rect", 5}, opArc: {"arc", 5}, opClose: {"close", 0},
	opFill: {"fill", 0}, opOutline: {"stroke", 0}, opClip: {"clip", 0},
	opText: {"text", 3}, opTextHalo: {"text-halo", 3}, opImage: {"image", 10},
	opDashOffset: {"dash-offset", 1},
}

// Horizontal and vertical places of text relative to its point.
const (
	alignLeft = iota
	alignCenter
	alignRight
)

const (
	alignBaseline = iota
	alignMiddle
	alignTop
)

// maxStrings bounds the string table, which would otherwise keep every label
// that was ever drawn.
const maxStrings = 256

// Reset empties the list for a canvas with ratio device pixels to a CSS pixel.
func (l *List) Reset(ratio float64) {
	l.ops = l.ops[:0]
	l.ratio = ratio
	if l.fonts == nil {
		l.fonts = make(map[font]string)
	}
	if l.index == nil || len(l.strings) > maxStrings {
		l.index = make(map[string]int)
		l.strings = l.strings[:0]
		l.version++
	}
}

func (l *List) add(o op, arguments ...float64) {
	l.ops = append(l.ops, float32(o))
	for _, a := range arguments {
		l.ops = append(l.ops, float32(a))
	}
}

// string returns the number of s in the string table.
func (l *List) string(s string) float64 {
	i, ok := l.index[s]
	if !ok {
		i = len(l.strings)
		l.strings = append(l.strings, s)
		l.index[s] = i
		l.version++
	}
	return float64(i)
}

//go:noinline
func (l *List) save() { l.add(opSave) }

//go:noinline
func (l *List) restore() { l.add(opRestore) }

//go:noinline
func (l *List) begin() { l.add(opBegin) }

//go:noinline
func (l *List) close() { l.add(opClose) }

//go:noinline
func (l *List) fill() { l.add(opFill) }

//go:noinline
func (l *List) outline() { l.add(opOutline) }

//go:noinline
func (l *List) clip() { l.add(opClip) }

//go:noinline
func (l *List) alpha(a float64) { l.add(opAlpha, a) }

//go:noinline
func (l *List) width(w float64) { l.add(opWidth, w) }

//go:noinline
func (l *List) dash(on, off float64) { l.add(opDash, on, off) }

//go:noinline
func (l *List) dashOffset(v float64) { l.add(opDashOffset, v) }

//go:noinline
func (l *List) move(x, y float64) { l.add(opMove, x, y) }

//go:noinline
func (l *List) line(x, y float64) { l.add(opLine, x, y) }

//go:noinline
func (l *List) rect(b Box) { l.add(opRect, b.X, b.Y, b.Width, b.Height) }

//go:noinline
func (l *List) roundRect(b Box, r float64) { l.add(opRoundRect, b.X, b.Y, b.Width, b.Height, r) }

//go:noinline
func (l *List) arc(x, y, r, from, to float64) { l.add(opArc, x, y, r, from, to) }

//go:noinline
func (l *List) fillStyle(c Color, a float64) { l.add(opFillStyle, c.number(), a) }

//go:noinline
func (l *List) strokeStyle(c Color, a float64) { l.add(opStroke, c.number(), a) }

//go:noinline
func (l *List) align(h, v int) { l.add(opAlign, float64(h), float64(v)) }

//go:noinline
func (l *List) curve(x1, y1, x2, y2, x, y float64) { l.add(opCurve, x1, y1, x2, y2, x, y) }

//go:noinline
func (l *List) text(s string, x, y float64) { l.add(opText, l.string(s), x, y) }

//go:noinline
func (l *List) textHalo(s string, x, y float64) { l.add(opTextHalo, l.string(s), x, y) }

// font selects the page's font at a size in pixels.
func (l *List) font(size float64, bold bool) {
	key := font{size, bold}
	css, ok := l.fonts[key]
	if !ok {
		weight := 400
		if bold {
			weight = 600
		}
		css = fmt.Sprintf("%d %gpx %s", weight, size, fontFamily)
		l.fonts[key] = css
	}
	l.add(opFont, l.string(css))
}

// fontFamily names the fonts of the page, faces with Korean included.
const fontFamily = `system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif`

// image draws the part source, in image pixels, of the image in slot into b.
func (l *List) image(slot int, source, b Box, smooth bool) {
	s := 0.0
	if smooth {
		s = 1
	}
	l.add(opImage, float64(slot), source.X, source.Y, source.Width, source.Height, b.X, b.Y, b.Width, b.Height, s)
}

// disc fills a circle.
func (l *List) disc(x, y, r float64) {
	l.begin()
	l.arc(x, y, r, 0, 2*math.Pi)
	l.fill()
}

// snap returns the nearest place to v between two device pixels.
func (l *List) snap(v float64) float64 { return math.Round(v*l.ratio) / l.ratio }

// thickness returns the nearest whole number of device pixels to w, at least
// one, in CSS pixels.
func (l *List) thickness(w float64) float64 { return max(1, math.Round(w*l.ratio)) / l.ratio }

// horizontal fills a line from x0 to x1 around y that is w thick and ends at
// device pixels, so that it is equally sharp at every ratio.
func (l *List) horizontal(x0, x1, y, w float64) {
	t := l.thickness(w)
	x0, x1, y = l.snap(x0), l.snap(x1), l.snap(y-t/2)
	l.begin()
	l.rect(Box{x0, y, x1 - x0, t})
	l.fill()
}

// vertical is horizontal turned by a quarter.
func (l *List) vertical(x, y0, y1, w float64) {
	t := l.thickness(w)
	y0, y1, x = l.snap(y0), l.snap(y1), l.snap(x-t/2)
	l.begin()
	l.rect(Box{x, y0, t, y1 - y0})
	l.fill()
}

// number packs the colour into 24 bits, which a float32 holds exactly.
func (c Color) number() float64 { return float64(uint32(c.R)<<16 | uint32(c.G)<<8 | uint32(c.B)) }

// String returns the list as text, one operation a line.
func (l *List) String() string {
	var b strings.Builder
	for i := 0; i < len(l.ops); {
		o := op(l.ops[i])
		arguments := l.ops[i+1 : i+1+operations[o].arguments]
		i += 1 + len(arguments)
		b.WriteString(operations[o].name)
		for k, a := range arguments {
			switch {
			case k == 0 && (o == opFillStyle || o == opStroke):
				fmt.Fprintf(&b, " #%06x", uint32(a))
			case k == 0 && (o == opFont || o == opText || o == opTextHalo):
				fmt.Fprintf(&b, " %q", strings.TrimSuffix(l.strings[int(a)], " "+fontFamily))
			default:
				fmt.Fprintf(&b, " %.4g", a)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
