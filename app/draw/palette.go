package draw

import (
	"fmt"
	"math"
	"strings"
)

// Theme selects one of two sets of the same colours.
type Theme uint8

const (
	Light Theme = iota
	Dark
)

// Palette is what the colours of a theme are for. Text in Ink, Muted, Accent,
// Positive and Negative has a contrast of at least 4.5 on Background and
// Panel.
type Palette struct {
	Background Color // of the page
	Panel      Color // of what stands on it; pictures are drawn on this
	Ink        Color // text and the strokes that matter most
	Muted      Color // text that matters less, axes
	Grid       Color // lines that only guide the eye
	Accent     Color // what the reader may press
	OnAccent   Color // text on Accent
	Selection  Color // marks what the reader has chosen
	Positive   Color // signed quantities at full strength
	Negative   Color
	Neutral    Color // signed quantities at zero

	// Classes are the marks of classes with an output unit each. Their contrast
	// with Panel is at least 3.
	Classes [MaxClasses]Color

	// scale holds the signed colours for −1 to 1 in equal steps.
	scale [2*scaleHalf + 1]Color
	// class holds the fields of the classes, by the lead of the class.
	class [MaxClasses][classSteps + 1]Color
}

// scaleHalf is the number of steps of the signed scale on either side of 0.
const scaleHalf = 128

var palettes = [...]*Palette{
	Light: newPalette(Palette{
		Background: Color{0xf6, 0xf5, 0xf1},
		Panel:      Color{0xff, 0xff, 0xff},
		Ink:        Color{0x1c, 0x1f, 0x24},
		Muted:      Color{0x5a, 0x60, 0x69},
		Grid:       Color{0xe4, 0xe2, 0xdb},
		Accent:     Color{0x0a, 0x71, 0x5f},
		OnAccent:   Color{0xff, 0xff, 0xff},
		Selection:  Color{0x0a, 0x71, 0x5f},
		Positive:   Color{0x1b, 0x62, 0xb5},
		Negative:   Color{0xad, 0x4b, 0x00},
	}, Color{0xf4, 0xf3, 0xf0}.lab(), oklch(0.645, 0.142, 252), oklch(0.645, 0.150, 53)),
	Dark: newPalette(Palette{
		Background: Color{0x12, 0x14, 0x18},
		Panel:      Color{0x1a, 0x1d, 0x22},
		Ink:        Color{0xec, 0xea, 0xe5},
		Muted:      Color{0xa0, 0xa7, 0xb1},
		Grid:       Color{0x2f, 0x34, 0x3c},
		Accent:     Color{0x5c, 0xd3, 0xb6},
		OnAccent:   Color{0x0c, 0x21, 0x1c},
		Selection:  Color{0x5c, 0xd3, 0xb6},
		Positive:   Color{0x74, 0xb0, 0xf7},
		Negative:   Color{0xf2, 0x96, 0x4e},
	}, Color{0x26, 0x28, 0x2d}.lab(), oklch(0.67, 0.140, 252), oklch(0.67, 0.145, 53)),
}

// newPalette completes p with the signed scale from negative over zero to
// positive. It runs straight through OKLab on either side, so equal steps of
// the quantity are equal steps in lightness, the same for both signs.
func newPalette(p Palette, zero, positive, negative oklab) *Palette {
	for i := range p.scale {
		end, t := positive, float64(i-scaleHalf)/scaleHalf
		if t < 0 {
			end, t = negative, -t
		}
		p.scale[i] = zero.mix(end, t).color()
	}
	p.Neutral = p.scale[scaleHalf]
	p.newClasses(zero)
	return &p
}

// Palette returns the colours of the theme, which are not to be changed.
func (t Theme) Palette() *Palette { return palettes[t] }

// Signed returns the colour of a signed quantity, −1 to 1; what lies beyond is
// shown as −1 or 1, and what is not a number as Muted.
func (p *Palette) Signed(v float64) Color {
	if math.IsNaN(v) {
		return p.Muted
	}
	return p.scale[scaleHalf+int(math.Round(scaleHalf*max(-1, min(v, 1))))]
}

// CSSVariables returns the palette as declarations of CSS custom properties,
// one a line.
func (t Theme) CSSVariables() string {
	p := t.Palette()
	var b strings.Builder
	for _, v := range []struct {
		name  string
		color Color
	}{
		{"background", p.Background}, {"panel", p.Panel}, {"ink", p.Ink}, {"muted", p.Muted}, {"grid", p.Grid},
		{"accent", p.Accent}, {"on-accent", p.OnAccent}, {"selection", p.Selection},
		{"positive", p.Positive}, {"negative", p.Negative}, {"neutral", p.Neutral},
	} {
		fmt.Fprintf(&b, "--%s: %s;\n", v.name, v.color.CSS())
	}
	return b.String()
}
