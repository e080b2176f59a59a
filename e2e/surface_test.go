package e2e

import (
	"fmt"
	"image/color"
	"testing"

	"backprop/app/draw"
	"backprop/engine"
)

// surface is the field of the output canvas as the engine and the palette have
// it.
type surface struct {
	values []float32
	colors []color.RGBA
	scale  draw.Scale
}

const fieldSide = 100 // that of the page while training holds

func expectedSurface(t *testing.T, s State) surface {
	t.Helper()
	run := natively(t, s.Experiment, engine.View{Output: fieldSide}, engine.Advance{Epochs: s.Epoch})
	sameBits(t, "before the pixels are compared", s.Params, run.Params)
	e, err := engine.Parse(s.Experiment)
	if err != nil {
		t.Fatal(err)
	}
	low, high := engine.TargetEncoding(e.Layers[len(e.Layers)-1].Activation).Range()
	f := surface{values: run.Output.Values[0], scale: draw.Scale{Middle: (low + high) / 2, Half: (high - low) / 2}}
	rgba := draw.Field(nil, f.values, f.scale, draw.Light)
	for i := range f.values {
		f.colors = append(f.colors, color.RGBA{rgba[4*i], rgba[4*i+1], rgba[4*i+2], rgba[4*i+3]})
	}
	return f
}

// check compares the canvas with the field where nothing is drawn over it, and
// returns how many cells it could compare.
func (f surface) check(t *testing.T, p *Page) {
	t.Helper()
	var canvas struct {
		Width, Height, Ratio float64
		Columns              int
		Pixels               []uint8
	}
	get(p, `(() => { const c = document.getElementById("output"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height);
		return {Width: c.clientWidth, Height: c.clientHeight, Ratio: c.width / c.clientWidth, Columns: c.width, Pixels: Array.from(d.data)} })()`, &canvas)
	plot := (&draw.Surface{Width: canvas.Width, Height: canvas.Height}).Plot()
	clear := f.clear(t, p)
	compared, wrong, told := 0, 0, ""
	for row := 1; row < fieldSide-1; row++ {
		for column := 1; column < fieldSide-1; column++ {
			i := row*fieldSide + column
			if !clear[i] {
				continue
			}
			x := int((plot.X + (float64(column)+0.5)*plot.Width/fieldSide) * canvas.Ratio)
			y := int((plot.Y + (float64(row)+0.5)*plot.Height/fieldSide) * canvas.Ratio)
			at := 4 * (y*canvas.Columns + x)
			got := color.RGBA{canvas.Pixels[at], canvas.Pixels[at+1], canvas.Pixels[at+2], canvas.Pixels[at+3]}
			compared++
			if !near(got, f.colors[i], 4) {
				wrong++
				told = fmt.Sprintf("cell %d, %d is %v on the page, want %v for the output %g", row, column, got, f.colors[i], f.values[i])
			}
		}
	}
	t.Logf("%d of %d cells compared, %d wrong", compared, fieldSide*fieldSide, wrong)
	if compared < fieldSide*fieldSide/4 {
		t.Errorf("only %d of %d cells could be compared", compared, fieldSide*fieldSide)
	}
	if wrong > compared/200 {
		t.Errorf("%d of %d cells have another colour; for one, %s", wrong, compared, told)
	}
}

// clear marks the cells on which only the field is drawn: no sample or contour
// within reach, and neighbours of nearly the same colour, between which the
// browser's smoothing does not show.
func (f surface) clear(t *testing.T, p *Page) []bool {
	t.Helper()
	s := p.State()
	run := natively(t, s.Experiment, engine.View{Samples: true})
	e, err := engine.Parse(s.Experiment)
	if err != nil {
		t.Fatal(err)
	}
	low, high := e.Data.Domain()
	clear := make([]bool, len(f.values))
	for row := 1; row < fieldSide-1; row++ {
		for column := 1; column < fieldSide-1; column++ {
			i, ok := row*fieldSide+column, true
			for dr := -3; dr <= 3; dr++ {
				for dc := -3; dc <= 3; dc++ {
					r, c := min(max(row+dr, 0), fieldSide-1), min(max(column+dc, 0), fieldSide-1)
					j := r*fieldSide + c
					ok = ok && (float64(f.values[j]) < f.scale.Middle) == (float64(f.values[i]) < f.scale.Middle)
					if dr*dr <= 1 && dc*dc <= 1 {
						ok = ok && near(f.colors[i], f.colors[j], 12)
					}
				}
			}
			x1 := low + (high-low)*(float64(column)+0.5)/fieldSide
			x2 := high - (high-low)*(float64(row)+0.5)/fieldSide
			for _, sample := range run.Samples {
				d1, d2, reach := sample.X1-x1, sample.X2-x2, (high-low)*0.045
				ok = ok && d1*d1+d2*d2 > reach*reach
			}
			clear[i] = ok
		}
	}
	return clear
}

func near(a, b color.RGBA, tolerance int) bool {
	for _, d := range []int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B), int(a.A) - int(b.A)} {
		if d > tolerance || d < -tolerance {
			return false
		}
	}
	return true
}

func TestSurfaceShowsTheEnginesNumbers(t *testing.T) {
	t.Parallel()
	p := open(t, "data=gauss&rate=0.05")
	p.Prefer("light")
	train := func() surface {
		t.Helper()
		p.Press("play")
		p.WaitEpoch(40)
		s := p.Pause()
		p.painted()
		f := expectedSurface(t, s)
		f.check(t, p)
		return f
	}
	sigmoid := train()
	p.Choose("activation-2", "linear")
	p.Until("the output is linear", `playground().experiment.includes("1linear") && playground().phase === "ready"`)
	linear := train()
	differ := 0
	for i := range sigmoid.colors {
		if !near(sigmoid.colors[i], linear.colors[i], 8) {
			differ++
		}
	}
	if differ < len(sigmoid.colors)/10 {
		t.Errorf("the linear output looks like the sigmoid one: %d of %d cells differ", differ, len(sigmoid.colors))
	}
}
