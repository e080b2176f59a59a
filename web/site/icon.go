package site

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
)

// The icon is the picture that training ends with on the circle data: the
// inner class in blue, closed in by the boundary. These are the shapes of
// icon.svg, in units of its 512.
const (
	iconSide   = 512
	iconCorner = 96
	iconRing   = 160
	iconDisc   = 136
)

var (
	iconGround = color.RGBA{0xf0, 0xa3, 0x5e, 0xff}
	iconLine   = color.RGBA{0xff, 0xff, 0xff, 0xff}
	iconInside = color.RGBA{0x2f, 0x6f, 0xb3, 0xff}
)

// icons returns the icon as PNG for systems that do not draw SVG, by file name.
func icons() map[string][]byte {
	return map[string][]byte{
		"icon-192.png":          icon(192, iconCorner),
		"icon-512.png":          icon(512, iconCorner),
		"icon-maskable-512.png": icon(512, 0), // the system cuts the corners
	}
}

// icon draws the icon with the given number of pixels a side and the given
// radius of its corners, in units.
func icon(pixels int, corner float64) []byte {
	picture := image.NewRGBA(image.Rect(0, 0, pixels, pixels))
	unit := iconSide / float64(pixels)
	for row := range pixels {
		for column := range pixels {
			x := (float64(column)+0.5)*unit - iconSide/2
			y := (float64(row)+0.5)*unit - iconSide/2
			radius := math.Sqrt(x*x + y*y)
			// Distances to the edges of the square, positive outside.
			dx, dy := math.Abs(x)-iconSide/2+corner, math.Abs(y)-iconSide/2+corner
			square := math.Sqrt(math.Max(dx, 0)*math.Max(dx, 0)+math.Max(dy, 0)*math.Max(dy, 0)) - corner
			if corner == 0 {
				square = -unit
			}
			c := mix(iconGround, iconLine, (iconRing-radius)/unit)
			c = mix(c, iconInside, (iconDisc-radius)/unit)
			picture.SetRGBA(column, row, mix(color.RGBA{}, c, -square/unit))
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		panic(err) // a buffer takes every byte
	}
	return file.Bytes()
}

// mix lays b over a on a pixel whose centre is depth pixels inside the edge of b.
func mix(a, b color.RGBA, depth float64) color.RGBA {
	share := min(max(depth+0.5, 0), 1)
	between := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + share*(float64(b)-float64(a)))) }
	return color.RGBA{between(a.R, b.R), between(a.G, b.G), between(a.B, b.B), between(a.A, b.A)}
}
