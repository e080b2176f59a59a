package draw

import (
	"math"
	"testing"

	"backprop/engine/nn"
)

func colorAt(rgba []byte, i int) Color { return Color{rgba[4*i], rgba[4*i+1], rgba[4*i+2]} }

func TestFieldUsesTheSignedScale(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	values := []float32{0, 0.25, 0.5, 0.503, 1, 3, -inf, inf, nan}
	signed := []float64{-1, -0.5, 0, 0.006, 1, 1, -1, 1, math.NaN()}
	for _, theme := range themes {
		rgba := Field(nil, values, Scale{0.5, 0.5}, theme)
		for i, v := range signed {
			if got, want := colorAt(rgba, i), theme.Palette().Signed(v); got != want || rgba[4*i+3] != 255 {
				t.Errorf("theme %d: %g has colour %v, want %v", theme, values[i], got, want)
			}
		}
	}
}

func TestFieldReusesMemory(t *testing.T) {
	values := make([]float32, 100)
	dst := make([]byte, 400)
	if n := testing.AllocsPerRun(10, func() { dst = Field(dst, values, Scale{0, 1}, Light) }); n != 0 {
		t.Errorf("%g allocations a field", n)
	}
}

func TestAtlasPlacesEveryMap(t *testing.T) {
	const side = 3
	var maps [][]float32
	var scales []Scale
	for m := range 5 {
		values := make([]float32, side*side)
		for i := range values {
			values[i] = float32(m) / 8
		}
		values[side+2] = -1
		maps, scales = append(maps, values), append(scales, Scale{0, 1})
	}
	rgba, width, height := Atlas(nil, maps, side, scales, Dark)
	if width != 9 || height != 6 || len(rgba) != 4*54 {
		t.Fatalf("atlas of %d × %d pixels in %d bytes", width, height, len(rgba))
	}
	for m := range maps {
		b := MapBox(m, len(maps), side)
		corner := int(b.Y)*width + int(b.X)
		if got, want := colorAt(rgba, corner), Dark.Palette().Signed(float64(m)/8); got != want {
			t.Errorf("map %d begins with %v, want %v", m, got, want)
		}
		if got, want := colorAt(rgba, corner+width+2), Dark.Palette().Signed(-1); got != want {
			t.Errorf("map %d has %v in row 1, column 2, want %v", m, got, want)
		}
	}
}

func TestScales(t *testing.T) {
	values := []float32{-2, 0.5, float32(math.Inf(1)), float32(math.NaN())}
	for _, c := range []struct{ got, want Scale }{
		{UnitScale(nn.Sigmoid, values), Scale{0.5, 0.5}},
		{UnitScale(nn.Tanh, values), Scale{0, 1}},
		{UnitScale(nn.Linear, values), Scale{0, 2}},
		{UnitScale(nn.ReLU, []float32{0.1}), Scale{0, 1}},
		{InputScale(values), Scale{0, 2}},
		{InputScale([]float32{0}), Scale{0, 1}},
	} {
		if c.got != c.want {
			t.Errorf("scale %v, want %v", c.got, c.want)
		}
	}
}
