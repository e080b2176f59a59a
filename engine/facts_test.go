package engine

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// begin returns a run of e.
func begin(t testing.TB, e Experiment) *Run {
	t.Helper()
	r, err := NewRun(e)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// circle is the experiment that most tests start from: two inputs, five
// sigmoid hidden units and one sigmoid output on 100 samples of the circle.
func circle() Experiment {
	return Experiment{
		Data: Data{
			Set: dataset.Circle, Features: []dataset.Feature{dataset.X1, dataset.X2},
			Samples: 200, Share: 50, Seed: 1,
		},
		Layers:       []nn.Layer{{Units: 5, Activation: nn.Sigmoid}, {Units: 1, Activation: nn.Sigmoid}},
		Init:         Init{Range: 1, Seed: 1},
		LearningRate: 2,
		Momentum:     0.9,
	}
}

// random returns rows × columns numbers in [−1, 1).
func random(rows, columns int, seed uint64) [][]float64 {
	source := rand.New(rand.NewPCG(seed, 0))
	table := make([][]float64, rows)
	for i := range table {
		for range columns {
			table[i] = append(table[i], 2*source.Float64()-1)
		}
	}
	return table
}

// onTable returns an experiment on the rows x, y that starts at random weights.
func onTable(x, y [][]float64, layers ...nn.Layer) Experiment {
	return Experiment{
		Data:   Data{Set: dataset.Table, X: x, Y: y, Share: 100},
		Layers: layers,
		Init:   Init{Range: 1, Seed: 1},
	}
}

// The first step of ε = 1 without momentum is the negated gradient of the loss
// that the experiment's convention names. ReLU units are all on, away from the
// corner where a central difference means nothing.
func TestFirstStepIsTheGradientOfTheLoss(t *testing.T) {
	x := random(3, 2, 1)
	worst := 0.0
	for _, convention := range []Convention{Mean, Sum} {
		for _, output := range nn.Activations() {
			for outputs := 1; outputs <= 2; outputs++ {
				for depth := 0; depth <= 4; depth++ {
					for _, hidden := range nn.Activations() {
						var layers []nn.Layer
						for range depth {
							layers = append(layers, nn.Layer{Units: 3, Activation: hidden})
						}
						layers = append(layers, nn.Layer{Units: outputs, Activation: output})
						e := onTable(x, random(3, outputs, 2), layers...)
						e.Convention, e.LearningRate = convention, 1
						e.Init.Start = startOf(e)
						r := begin(t, e)
						r.Advance(0, 1)
						got := slices.Clone(r.Velocity())
						floats.Scale(-1, got)
						want := fd.Gradient(nil, func(params []float64) float64 {
							at := e
							at.Init.Start = params
							r := begin(t, at)
							return r.inConvention(r.Loss())
						}, e.Init.Start, &fd.Settings{Formula: fd.Central, Step: nn.NumericStep})
						floats.Sub(got, want)
						off := floats.Norm(got, 2) / floats.Norm(want, 2)
						worst = max(worst, off)
						if !(off < 1e-7) {
							t.Errorf("%v, %d %v hidden, %d %v: off by %.2g", convention, depth, hidden, outputs, output, off)
						}
					}
				}
			}
		}
	}
	t.Logf("largest relative error %.2g", worst)
}

// startOf returns random weights for e. Those into ReLU units are small and
// have biases that outweigh them.
func startOf(e Experiment) []float64 {
	n := nn.NewNetwork(nn.NewShape(e.InputUnits(), e.Layers))
	n.Randomize(1, 3)
	for l := 1; l <= n.Last(); l++ {
		if n.Activation(l) == nn.ReLU {
			floats.Scale(0.2, n.Weights(l).RawMatrix().Data)
			for unit := range n.Units(l) {
				n.Biases(l).SetVec(unit, 0.8+0.1*float64(unit))
			}
		}
	}
	return n.Params()
}

func TestZeroRateChangesNothing(t *testing.T) {
	e := circle()
	e.LearningRate, e.Batch = 0, 7
	r := begin(t, e)
	before := slices.Clone(r.Network().Params())
	r.Advance(10, 3)
	if !slices.Equal(r.Network().Params(), before) {
		t.Error("weights change")
	}
}

// With the mean convention duplicates change neither gradient nor loss.
func TestDuplicatesChangeNothing(t *testing.T) {
	x, y := random(5, 3, 1), random(5, 2, 2)
	layers := []nn.Layer{{Units: 4, Activation: nn.Tanh}, {Units: 2, Activation: nn.Linear}}
	once := onTable(x, y, layers...)
	once.LearningRate = 0.1
	twice := onTable(slices.Concat(x, x), slices.Concat(y, y), layers...)
	twice.LearningRate = 0.1
	a, b := begin(t, once), begin(t, twice)
	if d := math.Abs(a.Loss().Mean - b.Loss().Mean); d > 1e-15 {
		t.Errorf("losses differ by %g", d)
	}
	a.Advance(1, 0)
	b.Advance(1, 0)
	if d := floats.Distance(a.Network().Params(), b.Network().Params(), math.Inf(1)); d > 1e-15 {
		t.Errorf("weights differ by %g", d)
	}
	if d := math.Abs(2*a.Loss().Sum - b.Loss().Sum); d > 1e-14 {
		t.Errorf("the sum is off its double by %g", d)
	}
}

// A short last batch counts with its own J, and momentum runs across batches:
// the same by hand from the traces of each batch.
func TestMiniBatchesByHand(t *testing.T) {
	x, y := random(5, 2, 1), random(5, 1, 2)
	layers := []nn.Layer{{Units: 3, Activation: nn.Sigmoid}, {Units: 1, Activation: nn.Linear}}
	for _, convention := range []Convention{Mean, Sum} {
		e := onTable(x, y, layers...)
		e.Convention, e.Batch = convention, 2
		e.LearningRate, e.Momentum, e.Decay = 0.3, 0.5, 0.01
		r := begin(t, e)
		params := slices.Clone(r.Network().Params())
		v := make([]float64, len(params))
		for range 2 {
			for from := 0; from < 5; from += 2 {
				to := min(from+2, 5)
				part := onTable(x[from:to], y[from:to], layers...)
				part.Init.Start = slices.Clone(params)
				trace := begin(t, part).Trace()
				g := trace.Sum
				if convention == Mean {
					g = trace.Mean
				}
				for p, d := range flat(g) {
					v[p] = 0.5*v[p] - 0.3*d
					params[p] = (params[p] + v[p]) * 0.99
				}
			}
		}
		r.Advance(2, 0)
		if d := floats.Distance(r.Network().Params(), params, math.Inf(1)); d > 1e-15 {
			t.Errorf("%v: weights are off by %g", convention, d)
		}
	}
}

// flat returns derivatives in network order.
func flat(g ParamGradient) []float64 {
	var values []float64
	for l := range g.Weights {
		for _, row := range g.Weights[l] {
			values = append(values, row...)
		}
		values = append(values, g.Biases[l]...)
	}
	return values
}

// A deep linear network becomes the linear function of least squares.
func TestLinearNetworkFindsLeastSquares(t *testing.T) {
	const samples, inputs, outputs = 12, 2, 2
	x, y := random(samples, inputs, 1), random(samples, outputs, 2)
	a, b := mat.NewDense(samples, inputs+1, nil), mat.NewDense(samples, outputs, nil)
	for i := range samples {
		a.SetRow(i, append(slices.Clone(x[i]), 1))
		b.SetRow(i, y[i])
	}
	var qr mat.QR
	qr.Factorize(a)
	var solution, want mat.Dense
	if err := qr.SolveTo(&solution, false, b); err != nil {
		t.Fatal(err)
	}
	want.Mul(a, &solution)
	for depth := range 4 {
		var layers []nn.Layer
		for range depth {
			layers = append(layers, nn.Layer{Units: 3, Activation: nn.Linear})
		}
		e := onTable(x, y, append(layers, nn.Layer{Units: outputs, Activation: nn.Linear})...)
		e.LearningRate, e.Momentum = 0.1, 0.9
		r := begin(t, e)
		r.Advance(20000, 0)
		if !mat.EqualApprox(r.Outputs(), &want, 1e-6) {
			t.Errorf("%d hidden layers: outputs %v, want %v", depth, mat.Formatted(r.Outputs()), mat.Formatted(&want))
		}
	}
}

// xorTable is the network of the text on the XOR table.
func xorTable(seed uint64, layers ...nn.Layer) Experiment {
	return Experiment{
		Data:         Data{Set: dataset.XORTable, Features: []dataset.Feature{dataset.X1, dataset.X2}},
		Layers:       layers,
		Init:         Init{Range: 1, Seed: seed},
		LearningRate: 2,
		Momentum:     0.9,
	}
}

func TestXORIsLearnedFromEverySeed(t *testing.T) {
	worst, at := 0, uint64(0)
	for seed := uint64(1); seed <= 100; seed++ {
		e := xorTable(seed, nn.Layer{Units: 5, Activation: nn.Sigmoid}, nn.Layer{Units: 1, Activation: nn.Sigmoid})
		e.Stop = Stop{Error: 0.1, Epoch: 5000}
		r := begin(t, e)
		r.Advance(5000, 0)
		if r.Stopped() != StoppedByError {
			t.Errorf("seed %d: largest error %v after %d epochs", seed, r.Loss().MaxError, r.Epoch())
		}
		if r.Epoch() > worst {
			worst, at = r.Epoch(), seed
		}
	}
	t.Logf("the slowest seed, %d, takes %d epochs", at, worst)
}

// The best that a single layer can do on the XOR table is the constant ½:
// mean E = ½·½² = 0.125.
func TestXORNeedsAHiddenLayer(t *testing.T) {
	for _, output := range []nn.Activation{nn.Sigmoid, nn.Linear} {
		for seed := uint64(1); seed <= 10; seed++ {
			e := xorTable(seed, nn.Layer{Units: 1, Activation: output})
			want := 0.125
			if output == nn.Linear { // targets −1 and +1
				e.LearningRate, want = 0.1, 0.5
			}
			r := begin(t, e)
			r.Advance(5000, 0)
			if l := r.Loss(); math.Abs(l.Mean-want) > 1e-9 || l.MaxError < 0.49 {
				t.Errorf("%v, seed %d: mean loss %v, want %v; largest error %v", output, seed, l.Mean, want, l.MaxError)
			}
		}
	}
}
