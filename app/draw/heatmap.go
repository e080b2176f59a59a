package draw

import (
	"math"

	"backprop/engine/nn"
)

// Scale says which values the two ends of the signed colour scale stand for:
// Middle − Half and Middle + Half.
type Scale struct{ Middle, Half float64 }

// UnitScale returns the scale on which outputs of a unit are shown: the range
// of a bounded activation, otherwise 0 ± the largest |value|, and at least
// ±1, so that an idle unit does not look busy.
func UnitScale(a nn.Activation, values []float32) Scale {
	if a.Bounded() {
		low, high := a.Range()
		return Scale{(low + high) / 2, (high - low) / 2}
	}
	return Scale{0, max(1, largest(values))}
}

// InputScale returns the scale on which an input is shown: 0 ± the largest
// |value|.
func InputScale(values []float32) Scale {
	if m := largest(values); m > 0 {
		return Scale{0, m}
	}
	return Scale{0, 1}
}

// largest returns the largest finite |value|, 0 for none.
func largest(values []float32) float64 {
	var most float32
	for _, v := range values {
		if v < 0 {
			v = -v
		}
		if v > most && v <= math.MaxFloat32 {
			most = v
		}
	}
	return float64(most)
}

// Field returns the values as pixels in the colours of the signed scale, 4
// bytes each. It uses the memory of dst where that is large enough.
func Field(dst []byte, values []float32, s Scale, t Theme) []byte {
	dst = sized(dst, 4*len(values))
	p := t.Palette()
	for i, v := range values {
		put(dst[4*i:4*i+4:4*i+4], p.pixel(v, s))
	}
	return dst
}

// Atlas returns one image with the maps of many units side by side, in the
// order of MapBox. Each map is a square of side pixels and has its own scale.
// It uses the memory of dst where that is large enough.
func Atlas(dst []byte, maps [][]float32, side int, scales []Scale, t Theme) (rgba []byte, width, height int) {
	columns := atlasColumns(len(maps))
	rows := (len(maps) + columns - 1) / columns
	width, height = columns*side, rows*side
	dst = sized(dst, 4*width*height)
	p := t.Palette()
	for m, values := range maps {
		left, top := m%columns*side, m/columns*side
		for row := range side {
			line := dst[4*((top+row)*width+left):][:4*side]
			for column := range side {
				put(line[4*column:4*column+4:4*column+4], p.pixel(values[row*side+column], scales[m]))
			}
		}
	}
	return dst, width, height
}

// MapBox returns where in an Atlas of count maps, in pixels, map m lies.
func MapBox(m, count, side int) Box {
	columns := atlasColumns(count)
	return Box{float64(m % columns * side), float64(m / columns * side), float64(side), float64(side)}
}

func atlasColumns(count int) int { return max(1, int(math.Ceil(math.Sqrt(float64(count))))) }

// pixel is Signed for float32 values on a scale, without the detour.
func (p *Palette) pixel(v float32, s Scale) Color {
	x := (float64(v) - s.Middle) * (scaleHalf / s.Half)
	switch {
	case x >= scaleHalf:
		return p.scale[2*scaleHalf]
	case x <= -scaleHalf:
		return p.scale[0]
	case x != x:
		return p.Muted
	}
	return p.scale[int(x+(scaleHalf+0.5))]
}

func put(pixel []byte, c Color) {
	pixel[0], pixel[1], pixel[2], pixel[3] = c.R, c.G, c.B, 0xff
}

// sized returns a slice of n bytes, that of dst where it is large enough.
func sized(dst []byte, n int) []byte {
	if cap(dst) < n {
		return make([]byte, n)
	}
	return dst[:n]
}
