package engine

import (
	"math"

	"backprop/engine/dataset"
)

// MaxSide is the largest side of a Plane.
const MaxSide = 512

func (v View) validate() error {
	want := Want{Kind: WantWhole, Low: 0, High: MaxSide}
	if !want.allows(float64(v.Units)) {
		return fieldError("units", number(float64(v.Units)), want)
	}
	if !want.allows(float64(v.Output)) {
		return fieldError("output", number(float64(v.Output)), want)
	}
	return nil
}

// Domain returns the range of X₁ and of X₂ in which the data are drawn. That
// of a table spans its first two columns and a tenth more on either side; a
// table of one column has no X₂.
func (d Data) Domain() (low, high float64) {
	if d.Set != dataset.Table {
		return d.Set.Domain()
	}
	low, high = math.Inf(1), math.Inf(-1)
	for _, row := range d.X {
		for _, v := range row[:min(len(row), 2)] {
			low, high = min(low, v), max(high, v)
		}
	}
	margin := (high - low) / 10
	if margin == 0 {
		margin = 1
	}
	return low - margin, high + margin
}

// grid holds the network inputs at the points of a Plane.
type grid struct {
	side int
	blocks
}

// points returns the grid of the given side, from before if that is it.
func (r *Run) points(before grid, side int) grid {
	if before.side == side {
		return before
	}
	d := r.experiment.Data
	low, high := d.Domain()
	at := func(cell int) float64 {
		return low + float64((high-low)*(float64(cell)+0.5)/float64(side))
	}
	s := sampleSet{samples: side * side, inputs: r.train.inputs}
	var means []float64
	if d.Set == dataset.Table {
		means = columnMeans(r.train)
	}
	for row := range side {
		x2 := at(side - 1 - row)
		for column := range side {
			x1 := at(column)
			if d.Set == dataset.Table {
				from := len(s.input)
				s.input = append(s.input, means...)
				s.input[from] = x1
				if s.inputs > 1 {
					s.input[from+1] = x2
				}
				continue
			}
			for _, f := range d.Features {
				s.input = append(s.input, f.Value(x1, x2))
			}
		}
	}
	return grid{side, newBlocks(s, measureBlock)}
}

// columnMeans returns the mean of every input. The columns of a table beyond
// the plane are held there.
func columnMeans(s sampleSet) []float64 {
	means := make([]float64, s.inputs)
	for i := range s.samples {
		for column, v := range s.input[i*s.inputs:][:s.inputs] {
			means[column] += v
		}
	}
	for column := range means {
		means[column] /= float64(s.samples)
	}
	return means
}

// Units returns the outputs of every unit, the input layer first, over the
// input plane, on a grid of side × side points. Side is 1 … MaxSide.
func (r *Run) Units(side int) Plane {
	r.unitGrid = r.points(r.unitGrid, side)
	return r.plane(&r.unitGrid, 0)
}

// Output returns the outputs of the output units, as Units does.
func (r *Run) Output(side int) Plane {
	r.outputGrid = r.points(r.outputGrid, side)
	return r.plane(&r.outputGrid, r.network.Last())
}

// plane evaluates the units of layer from and above.
func (r *Run) plane(g *grid, from int) Plane {
	units := 0
	for l := from; l <= r.network.Last(); l++ {
		units += r.network.Units(l)
	}
	p := Plane{Side: g.side, Values: make([][]float32, units)}
	memory := make([]float32, units*g.samples)
	for u := range p.Values {
		p.Values[u] = memory[u*g.samples:][:g.samples:g.samples]
	}
	for i := range g.count() {
		input, _, n := g.at(i)
		r.measurePass.Forward(r.network, input, n)
		u := 0
		for l := from; l <= r.network.Last(); l++ {
			y := r.measurePass.Layer(l)
			for ; len(y) > 0; y = y[n:] {
				values := p.Values[u][i*g.size:][:n]
				for s, v := range y[:n] {
					values[s] = float32(v)
				}
				u++
			}
		}
	}
	return p
}
