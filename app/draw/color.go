package draw

import (
	"fmt"
	"math"
)

// Color is an opaque sRGB colour.
type Color struct{ R, G, B uint8 }

// CSS returns the colour as #rrggbb.
func (c Color) CSS() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// Luminance returns the relative luminance of the colour, 0 to 1 (WCAG 2.2,
// definition of relative luminance).
func (c Color) Luminance() float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// Contrast returns the contrast ratio of two colours, 1 to 21 (WCAG 2.2,
// definition of contrast ratio).
func Contrast(a, b Color) float64 {
	low, high := a.Luminance(), b.Luminance()
	if low > high {
		low, high = high, low
	}
	return (high + 0.05) / (low + 0.05)
}

// oklab is a colour in the OKLab space (Ottosson, A perceptual color space for
// image processing, 2020): l is lightness, 0 to 1, a and b are green–red and
// blue–yellow.
type oklab struct{ l, a, b float64 }

// oklch returns the OKLab colour of lightness l, chroma c and hue h degrees.
func oklch(l, c, h float64) oklab {
	sin, cos := math.Sincos(h * math.Pi / 180)
	return oklab{l, c * cos, c * sin}
}

// lab converts the colour to OKLab.
func (c Color) lab() oklab {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return oklab{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// mix returns the colour at t on the straight line from c, at 0, to d, at 1.
func (c oklab) mix(d oklab, t float64) oklab {
	return oklab{c.l + t*(d.l-c.l), c.a + t*(d.a-c.a), c.b + t*(d.b-c.b)}
}

// color converts to sRGB. Channels that sRGB does not reach are cut off.
func (c oklab) color() Color {
	l := cube(c.l + 0.3963377774*c.a + 0.2158037573*c.b)
	m := cube(c.l - 0.1055613458*c.a - 0.0638541728*c.b)
	s := cube(c.l - 0.0894841775*c.a - 1.2914855480*c.b)
	return Color{
		companded(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		companded(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		companded(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s),
	}
}

func cube(v float64) float64 { return v * v * v }

// linear removes the sRGB transfer function from a channel.
func linear(channel uint8) float64 {
	v := float64(channel) / 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// companded applies the sRGB transfer function to a linear channel.
func companded(v float64) uint8 {
	switch {
	case v <= 0:
		return 0
	case v >= 1:
		return 255
	case v <= 0.0031308:
		v *= 12.92
	default:
		v = 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return uint8(math.Round(v * 255))
}
