package engine

import (
	"math"
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// The planes of the inputs show the features themselves: columns from the
// left, rows from the top, points at cell centres.
func TestPlaneOfTheInputs(t *testing.T) {
	e := circle()
	e.Data.Features = dataset.Features()
	const side = 4 // cells of width 3 in [−6, 6]
	p := begin(t, e).Units(side)
	for f := range e.Data.Features {
		for row := range side {
			for column := range side {
				x1, x2 := -4.5+3*float64(column), 4.5-3*float64(row)
				want := float32(e.Data.Features[f].Value(x1, x2))
				if got := p.Values[f][row*side+column]; got != want {
					t.Errorf("%v at row %d, column %d is %v, want %v", e.Data.Features[f], row, column, got, want)
				}
			}
		}
	}
}

// Every unit is what one forward pass at each point gives. The side makes
// blocks that are full and one that is not.
func TestPlaneIsThePassOfItsPoints(t *testing.T) {
	e := circle()
	e.Layers = []nn.Layer{{Units: 3, Activation: nn.Tanh}, {Units: 2, Activation: nn.ReLU}, {Units: 1, Activation: nn.Linear}}
	r := begin(t, e)
	r.Advance(3, 0)
	const side = 23
	units, output := r.Units(side), r.Output(side)
	pass := nn.NewPass(r.Network().Shape, 1)
	for i := range side * side {
		x := []float64{float64(units.Values[0][i]), float64(units.Values[1][i])}
		pass.Forward(r.Network(), x, 1)
		u := 0
		for l := 0; l <= r.Network().Last(); l++ {
			for _, want := range pass.Layer(l) {
				if got := float64(units.Values[u][i]); math.Abs(got-want) > 1e-6 {
					t.Fatalf("unit %d at point %d is %v, want %v", u, i, got, want)
				}
				u++
			}
		}
		if output.Values[0][i] != units.Values[u-1][i] {
			t.Fatalf("output at point %d is %v, as a unit %v", i, output.Values[0][i], units.Values[u-1][i])
		}
	}
}

func TestPlaneFollowsSideAndWeights(t *testing.T) {
	r := begin(t, circle())
	if a, b := r.Output(4), r.Output(6); a.Side != 4 || b.Side != 6 || len(b.Values[0]) != 36 {
		t.Errorf("sides %d and %d", a.Side, b.Side)
	}
	before := r.Output(4).Values[0][5]
	r.Advance(10, 0)
	if after := r.Output(4).Values[0][5]; after == before {
		t.Error("the plane does not follow the weights")
	}
}

func TestPlaneOfATable(t *testing.T) {
	x := [][]float64{{0, 10, 5}, {10, 0, 7}}
	e := onTable(x, [][]float64{{0}, {1}}, nn.Layer{Units: 1, Activation: nn.Linear})
	low, high := e.Data.Domain()
	if low != -1 || high != 11 {
		t.Errorf("domain [%v, %v], want [−1, 11]", low, high)
	}
	p := begin(t, e).Units(2)
	for i, want := range [][3]float32{{2, 8, 6}, {8, 8, 6}, {2, 2, 6}, {8, 2, 6}} {
		if got := [3]float32{p.Values[0][i], p.Values[1][i], p.Values[2][i]}; got != want {
			t.Errorf("inputs at point %d are %v, want %v", i, got, want)
		}
	}
	one := onTable([][]float64{{3}, {3}}, [][]float64{{0}, {1}}, nn.Layer{Units: 1, Activation: nn.Linear})
	if low, high := one.Data.Domain(); low != 2 || high != 4 {
		t.Errorf("domain [%v, %v] of a single value, want [2, 4]", low, high)
	}
	if p := begin(t, one).Units(2); len(p.Values) != 2 || p.Values[0][0] != 2.5 || p.Values[0][1] != 3.5 || p.Values[0][2] != 2.5 {
		t.Errorf("plane of one column: %v", p.Values)
	}
}

// The numbers of the worked example of package nn, for two equal samples, and
// their sum and mean.
func TestTrace(t *testing.T) {
	e := onTable([][]float64{{1, 2}, {1, 2}}, [][]float64{{1, 0}, {1, 0}},
		nn.Layer{Units: 2, Activation: nn.Sigmoid}, nn.Layer{Units: 2, Activation: nn.Sigmoid})
	e.Init.Start = []float64{2, -1, -4, 3, 0, -2, 1, -1, 3, 1, 0, -2}
	trace := begin(t, e).Trace()
	for _, x := range trace.Examples {
		if x.Loss != 0.25 || len(x.NetInputs) != 2 || len(x.Outputs) != 3 || len(x.ByNetInput) != 2 || len(x.ByOutput) != 3 ||
			x.Outputs[0][1] != 2 || x.Outputs[2][0] != 0.5 || x.NetInputs[1][1] != 0 ||
			x.ByParam.Weights[0][1][1] != 0.125 || x.ByParam.Biases[1][0] != -0.125 ||
			x.ByNetInput[0][0] != 0.0625 || x.ByOutput[0][0] != -0.125 || x.ByOutput[2][1] != 0.5 {
			t.Errorf("example %+v", x)
		}
	}
	if trace.Sum.Weights[1][1][0] != 0.125 || trace.Mean.Weights[1][1][0] != 0.0625 ||
		trace.Sum.Biases[0][1] != 0.125 || trace.Mean.Biases[0][1] != 0.0625 {
		t.Errorf("sum %+v, mean %+v", trace.Sum, trace.Mean)
	}
}
