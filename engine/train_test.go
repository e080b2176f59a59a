package engine

import (
	"errors"
	"fmt"
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

// sameRun compares all that two runs have come to, bit for bit.
func sameRun(t *testing.T, got, want *Run) {
	t.Helper()
	if !slices.Equal(got.Network().Params(), want.Network().Params()) {
		t.Errorf("weights %v, want %v", got.Network().Params(), want.Network().Params())
	}
	if !slices.Equal(got.Velocity(), want.Velocity()) {
		t.Errorf("last steps %v, want %v", got.Velocity(), want.Velocity())
	}
	if got.Epoch() != want.Epoch() || got.Updates() != want.Updates() ||
		got.Stopped() != want.Stopped() || got.Divergence() != want.Divergence() {
		t.Errorf("at epoch %d, update %d, stopped %v, %v, want epoch %d, update %d, stopped %v, %v",
			got.Epoch(), got.Updates(), got.Stopped(), got.Divergence(),
			want.Epoch(), want.Updates(), want.Stopped(), want.Divergence())
	}
	if got.Loss() != want.Loss() || got.TestLoss() != want.TestLoss() {
		t.Errorf("losses %v, %v, want %v, %v", got.Loss(), got.TestLoss(), want.Loss(), want.TestLoss())
	}
	if !slices.EqualFunc(got.History(), want.History(), samePoint) {
		t.Errorf("curve of %d points %v, want %d %v", len(got.History()), got.History(), len(want.History()), want.History())
	}
}

func samePoint(a, b LossPoint) bool {
	return a.Epoch == b.Epoch && math.Float64bits(a.Train) == math.Float64bits(b.Train) &&
		math.Float64bits(a.Test) == math.Float64bits(b.Test)
}

// The first step of ε = 1 without momentum is the negated gradient of the loss
// that the experiment's convention names. Each ReLU is on at every sample,
// away from its corner, where its central difference means nothing.
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
	n.Randomize(1, false, 3)
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
	e := Default()
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
	if a.Loss().MaxError != 0 && math.Abs(2*a.Loss().Sum-b.Loss().Sum) > 1e-14 {
		t.Errorf("sums %v and %v", a.Loss().Sum, b.Loss().Sum)
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

// variety returns experiments that use every part of training.
func variety() map[string]Experiment {
	full := Default()
	mini := Default()
	mini.Batch, mini.LearningRate = 7, 0.3
	shuffled := mini
	shuffled.Order = Shuffled
	shuffledFull := full
	shuffledFull.Order = Shuffled
	online := mini
	online.Batch, online.Order, online.Decay = 1, Shuffled, 1e-4
	relu := mini
	relu.Layers = []nn.Layer{{Units: 4, Activation: nn.ReLU}, {Units: 3, Activation: nn.Tanh}, {Units: 1, Activation: nn.Linear}}
	relu.LearningRate = 0.02
	scheduled := shuffled
	scheduled.Schedule = []Change{{Epoch: 2, LearningRate: 0.1, Momentum: 0.5}, {Epoch: 5, LearningRate: 0.05}}
	watched := mini
	watched.Stop = Stop{Loss: 1e-9, Epoch: 12}
	sum := mini
	sum.Convention, sum.LearningRate = Sum, 0.02
	return map[string]Experiment{
		"full batch": full, "full batch, shuffled": shuffledFull, "mini-batches": mini, "shuffled": shuffled,
		"online": online, "relu": relu, "schedule": scheduled, "stop rules": watched, "sum": sum,
	}
}

func TestAdvanceAdds(t *testing.T) {
	for name, e := range variety() {
		t.Run(name, func(t *testing.T) {
			once, parts := begin(t, e), begin(t, e)
			once.Advance(13, 29)
			for _, step := range [][2]int{{0, 1}, {1, 0}, {0, 20}, {3, 2}, {0, 0}, {9, 5}, {0, 1}} {
				parts.Advance(step[0], step[1])
			}
			sameRun(t, parts, once)
		})
	}
}

func TestResetRepeatsTheCurve(t *testing.T) {
	for name, e := range variety() {
		t.Run(name, func(t *testing.T) {
			r, want := begin(t, e), begin(t, e)
			want.Advance(1500, 0)
			r.Advance(700, 3)
			r.Reset()
			if r.Epoch() != 0 || r.Updates() != 0 || len(r.History()) != 1 {
				t.Errorf("after reset: epoch %d, update %d, %d points", r.Epoch(), r.Updates(), len(r.History()))
			}
			for range 15 {
				r.Advance(100, 0)
			}
			sameRun(t, r, want)
		})
	}
}

func TestResumeContinues(t *testing.T) {
	for name, e := range variety() {
		t.Run(name, func(t *testing.T) {
			for _, at := range [][2]int{{0, 0}, {0, 1}, {4, 0}, {6, 3}, {1100, 0}} {
				want := begin(t, e)
				want.Advance(at[0], at[1])
				r, err := Resume(want.Experiment(), *want.Checkpoint())
				if err != nil {
					t.Fatal(err)
				}
				sameRun(t, r, want)
				r.Advance(40, 1)
				want.Advance(40, 1)
				sameRun(t, r, want)
				r.Reset()
				want.Reset()
				sameRun(t, r, want)
			}
		})
	}
}

func TestResumeRefusesWhatDoesNotFit(t *testing.T) {
	for name, spoil := range map[string]func(c *Checkpoint){
		"params":   func(c *Checkpoint) { c.Params = c.Params[1:] },
		"velocity": func(c *Checkpoint) { c.Velocity = nil },
		"first":    func(c *Checkpoint) { c.First = append(c.First, 0) },
		"NaN":      func(c *Checkpoint) { c.Params[0] = math.NaN() },
		"epoch":    func(c *Checkpoint) { c.Epoch = -1 },
		"updates":  func(c *Checkpoint) { c.Updates++ },
		"history":  func(c *Checkpoint) { c.History[0].Epoch = c.Epoch + 1 },
		"order":    func(c *Checkpoint) { c.History[1].Epoch = 0 },
	} {
		r := begin(t, Default())
		r.Advance(5, 0)
		c := r.Checkpoint()
		spoil(c)
		if _, err := Resume(Default(), *c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestTrainingAllocatesNothing(t *testing.T) {
	for name, e := range variety() {
		r := begin(t, e)
		r.Advance(3, 0)
		if a := testing.AllocsPerRun(5, func() { r.Advance(400, 1) }); a != 0 {
			t.Errorf("%s: %v allocations in 400 epochs and an update", name, a)
		}
	}
}

// The permutation of an epoch is one, differs from the one before, and follows
// from seed and epoch.
func TestShuffledOrder(t *testing.T) {
	e := Default()
	e.Order, e.Batch = Shuffled, 10
	r := begin(t, e)
	r.Advance(0, 1)
	first := slices.Clone(r.order)
	r.Advance(1, 0)
	second := slices.Clone(r.order)
	if slices.Equal(first, second) {
		t.Error("two epochs have one order")
	}
	for _, order := range [][]int32{first, second} {
		slices.Sort(order)
		for i, v := range order {
			if int(v) != i {
				t.Fatalf("no permutation: %v", order)
			}
		}
	}
	shuffle(r.order, &r.source, e.Init.Seed, 1)
	again := slices.Clone(r.order)
	shuffle(r.order, &r.source, e.Init.Seed+1, 1)
	if slices.Equal(r.order, again) {
		t.Error("two seeds give one order")
	}
}

func TestScheduleTakesForce(t *testing.T) {
	e := Default()
	e.Schedule = []Change{{Epoch: 3, LearningRate: 0.5, Momentum: 0.1}, {Epoch: 6, LearningRate: 0, Momentum: 0}}
	r := begin(t, e)
	hand := Default()
	h := begin(t, hand)
	h.Advance(3, 0)
	if err := h.Tune(0.5, 0.1, Stop{}); err != nil {
		t.Fatal(err)
	}
	h.Advance(3, 0)
	r.Advance(6, 0)
	sameRun(t, r, h)
	before := slices.Clone(r.Network().Params())
	r.Advance(3, 0)
	if !slices.Equal(r.Network().Params(), before) {
		t.Error("weights change at rate 0")
	}
}

func TestConventionOfTheCurve(t *testing.T) {
	e := Default()
	e.Convention = Sum
	r := begin(t, e)
	if l := r.Loss(); r.History()[0].Train != l.Sum || l.Sum == l.Mean {
		t.Errorf("the curve begins at %v, the sum is %v", r.History()[0].Train, l.Sum)
	}
	e.Convention = Mean
	e.Data.Share = 100
	r = begin(t, e)
	if l := r.Loss(); r.History()[0].Train != l.Mean || !math.IsNaN(r.History()[0].Test) {
		t.Errorf("the curve begins at %v, %v, the mean is %v", r.History()[0].Train, r.History()[0].Test, l.Mean)
	}
	if r.TestLoss() != (Loss{}) {
		t.Errorf("test loss %v without test samples", r.TestLoss())
	}
}

// The kept loss and the way forward that is not gone twice are what a fresh
// computation gives.
func TestLossOfFullBatchIsThatOfBlocks(t *testing.T) {
	e := Default()
	e.Data.Samples, e.Data.Share = 1111, 60
	r := begin(t, e)
	for range 5 {
		r.Advance(1, 0)
		if got, want := r.Loss(), r.lossOver(&r.trainBlocks); got != want {
			t.Fatalf("epoch %d: loss %v, in blocks %v", r.Epoch(), got, want)
		}
	}
}

func TestAdvanceRefusesNegativeCounts(t *testing.T) {
	r := begin(t, Default())
	for _, c := range [][2]int{{-1, 0}, {0, -1}, {MaxEpoch + 1, 0}} {
		var field *FieldError
		if err := r.Advance(c[0], c[1]); !errors.As(err, &field) {
			t.Errorf("Advance(%d, %d): %v", c[0], c[1], err)
		}
	}
}

func ExampleRun() {
	r, err := NewRun(Default())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("epoch %d: loss %.4f\n", r.Epoch(), r.Loss().Mean)
	r.Advance(1000, 0)
	fmt.Printf("epoch %d: loss %.4f\n", r.Epoch(), r.Loss().Mean)
	// Output:
	// epoch 0: loss 0.1249
	// epoch 1000: loss 0.0006
}
