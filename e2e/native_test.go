package e2e

import (
	"math"
	"slices"
	"testing"
	"time"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"

	"backprop/engine"
	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// trainer is an engine of this process.
type trainer interface {
	train(epochs int)
	evaluate() // every unit at every point of the grid
	loss() float64
}

// natives returns the rates of the engine, and of the same training by
// gonum's matrix products, compiled for this machine.
func natives(t *testing.T, w Workload, rounds int) (native, matrix Rates) {
	t.Helper()
	trainers := []trainer{newNative(t, w), newMatrixForm(w)}
	rates := make([]Rates, len(trainers))
	each, work := w.Samples, trainer.train
	if w.Kind == "grid" {
		each = w.Grid * w.Grid
		work = func(tr trainer, times int) {
			for range times {
				tr.evaluate()
			}
		}
	}
	const least = 200 * time.Millisecond
	times := make([]int, len(trainers))
	for i, tr := range trainers {
		for n := 1; ; n *= 2 {
			began := time.Now()
			work(tr, n)
			if took := time.Since(began); took > least/2 {
				times[i] = max(1, int(float64(n)*float64(least)/float64(took)))
				break
			}
		}
	}
	for range rounds {
		for i, tr := range trainers {
			began := time.Now()
			work(tr, times[i])
			rates[i] = append(rates[i], float64(times[i]*each)/time.Since(began).Seconds())
		}
	}
	return rates[0], rates[1]
}

// layers returns the layers of the workload above the input.
func (w Workload) layers() (layers []nn.Layer) {
	for l, units := range w.Sizes[1:] {
		name := w.Hidden
		if l == len(w.Sizes)-2 {
			name = w.Output
		}
		activation, _ := nn.ParseActivation(name)
		layers = append(layers, nn.Layer{Units: units, Activation: activation})
	}
	return layers
}

// native is the engine itself.
type native struct {
	run     *engine.Run // nil when nothing is trained
	network *nn.Network
	passes  []*nn.Pass
	inputs  [][]float64 // of each block of the grid, inputs × points
}

func newNative(t *testing.T, w Workload) *native {
	t.Helper()
	m := w.data()
	e := engine.Experiment{Layers: w.layers(), LearningRate: w.Rate, Momentum: w.Momentum, Batch: w.Batch}
	e.Data.Set, e.Init.Start = dataset.Table, m.start
	n := &native{}
	if w.Samples > 0 {
		e.Data.X = slices.Collect(slices.Chunk(m.x, w.Sizes[0]))
		e.Data.Y = slices.Collect(slices.Chunk(m.y, w.Sizes[len(w.Sizes)-1]))
		var err error
		if n.run, err = engine.NewRun(e); err != nil {
			t.Fatal(err)
		}
		n.network = n.run.Network()
	} else {
		n.network = nn.NewNetwork(nn.NewShape(w.Sizes[0], w.layers()))
		copy(n.network.Params(), m.start)
	}
	for block := range slices.Chunk(m.grid, 256*w.Sizes[0]) {
		n.inputs = append(n.inputs, transposed(block, w.Sizes[0]))
		n.passes = append(n.passes, nn.NewPass(n.network.Shape, len(block)/w.Sizes[0]))
	}
	return n
}

// transposed returns a matrix of so many columns with rows and columns
// exchanged.
func transposed(values []float64, columns int) []float64 {
	rows := len(values) / columns
	result := make([]float64, len(values))
	for r := range rows {
		for c := range columns {
			result[c*rows+r] = values[r*columns+c]
		}
	}
	return result
}

func (n *native) train(epochs int) {
	if err := n.run.Advance(epochs, 0); err != nil {
		panic(err)
	}
}

func (n *native) evaluate() {
	for i, pass := range n.passes {
		pass.Forward(n.network, n.inputs[i], len(n.inputs[i])/n.network.Inputs())
	}
}

func (n *native) loss() float64 { return n.run.Loss().Mean }

// matrixForm is training as a program would write it with gonum: each step a
// matrix product of blas64, one sample per row.
type matrixForm struct {
	w       Workload
	x, y    blas64.General
	grid    blas64.General
	weights []blas64.General // units × below
	biases  []blas64.Vector
	stepW   []blas64.General // v of the weights
	stepB   []blas64.Vector
	gradW   []blas64.General
	gradB   []blas64.Vector
	ones    blas64.Vector
	out     []blas64.General // outputs of each layer, samples × units
	delta   []blas64.General // ∂E/∂x of each layer
	maps    []blas64.General // outputs over the grid
}

func matrixOf(rows, columns int, data []float64) blas64.General {
	if data == nil {
		data = make([]float64, rows*columns)
	}
	return blas64.General{Rows: rows, Cols: columns, Stride: columns, Data: data}
}

func vectorOf(data []float64) blas64.Vector {
	return blas64.Vector{N: len(data), Inc: 1, Data: data}
}

func newMatrixForm(w Workload) *matrixForm {
	m := w.data()
	last := len(w.Sizes) - 1
	f := &matrixForm{w: w,
		x:    matrixOf(w.Samples, w.Sizes[0], m.x),
		y:    matrixOf(w.Samples, w.Sizes[last], m.y),
		grid: matrixOf(w.Grid*w.Grid, w.Sizes[0], m.grid),
		ones: vectorOf(slices.Repeat([]float64{1}, max(w.Batch, 1))),
	}
	rest := m.start
	for l, units := range w.Sizes[1:] {
		below := w.Sizes[l]
		f.weights = append(f.weights, matrixOf(units, below, rest[:units*below]))
		f.biases = append(f.biases, vectorOf(rest[units*below:][:units]))
		rest = rest[units*(below+1):]
		f.stepW, f.gradW = append(f.stepW, matrixOf(units, below, nil)), append(f.gradW, matrixOf(units, below, nil))
		f.stepB, f.gradB = append(f.stepB, vectorOf(make([]float64, units))), append(f.gradB, vectorOf(make([]float64, units)))
		f.out, f.delta = append(f.out, matrixOf(max(w.Batch, 1), units, nil)), append(f.delta, matrixOf(max(w.Batch, 1), units, nil))
		f.maps = append(f.maps, matrixOf(w.Grid*w.Grid, units, nil))
	}
	return f
}

// rows returns rows of a matrix from up to to.
func rows(m blas64.General, from, to int) blas64.General {
	m.Data = m.Data[from*m.Stride : to*m.Stride]
	m.Rows = to - from
	return m
}

// forward computes the outputs of every layer for the rows of input.
func (f *matrixForm) forward(input blas64.General, out []blas64.General) {
	for l, below := 0, input; l < len(f.weights); l++ {
		y := rows(out[l], 0, input.Rows)
		for s := range y.Rows {
			copy(y.Data[s*y.Stride:], f.biases[l].Data)
		}
		blas64.Gemm(blas.NoTrans, blas.Trans, 1, below, f.weights[l], 1, y)
		switch f.activation(l) {
		case "sigmoid":
			for i, v := range y.Data {
				y.Data[i] = 1 / (1 + math.Exp(-v))
			}
		case "tanh":
			for i, v := range y.Data {
				y.Data[i] = math.Tanh(v)
			}
		case "relu":
			for i, v := range y.Data {
				y.Data[i] = max(v, 0)
			}
		}
		below = y
	}
}

func (f *matrixForm) activation(l int) string {
	if l == len(f.weights)-1 {
		return f.w.Output
	}
	return f.w.Hidden
}

func (f *matrixForm) train(epochs int) {
	for range epochs {
		for from := 0; from < f.w.Samples; from += f.w.Batch {
			to := min(from+f.w.Batch, f.w.Samples)
			f.update(rows(f.x, from, to), rows(f.y, from, to))
		}
	}
}

func (f *matrixForm) update(input, target blas64.General) {
	n, last := input.Rows, len(f.weights)-1
	f.forward(input, f.out)
	output := rows(f.out[last], 0, n)
	delta := rows(f.delta[last], 0, n)
	for i, v := range output.Data {
		delta.Data[i] = v - target.Data[i]
	}
	for l := last; l >= 0; l-- {
		y := rows(f.out[l], 0, n)
		switch f.activation(l) {
		case "sigmoid":
			for i, v := range y.Data {
				delta.Data[i] *= v * (1 - v)
			}
		case "tanh":
			for i, v := range y.Data {
				delta.Data[i] *= 1 - v*v
			}
		case "relu":
			for i, v := range y.Data {
				if v <= 0 {
					delta.Data[i] = 0
				}
			}
		}
		below := input
		if l > 0 {
			below = rows(f.out[l-1], 0, n)
		}
		ones := f.ones
		ones.N, ones.Data = n, ones.Data[:n]
		blas64.Gemm(blas.Trans, blas.NoTrans, 1/float64(n), delta, below, 0, f.gradW[l])
		blas64.Gemv(blas.Trans, 1/float64(n), delta, ones, 0, f.gradB[l])
		if l > 0 {
			lower := rows(f.delta[l-1], 0, n)
			blas64.Gemm(blas.NoTrans, blas.NoTrans, 1, delta, f.weights[l], 0, lower)
			delta = lower
		}
		for _, p := range []struct{ value, step, gradient []float64 }{
			{f.weights[l].Data, f.stepW[l].Data, f.gradW[l].Data},
			{f.biases[l].Data, f.stepB[l].Data, f.gradB[l].Data},
		} {
			step, gradient := vectorOf(p.step), vectorOf(p.gradient)
			blas64.Scal(f.w.Momentum, step)
			blas64.Axpy(-f.w.Rate, gradient, step)
			blas64.Axpy(1, step, vectorOf(p.value))
		}
	}
}

func (f *matrixForm) evaluate() { f.forward(f.grid, f.maps) }

func (f *matrixForm) loss() float64 {
	sum := 0.0
	for from := 0; from < f.w.Samples; from += f.w.Batch {
		to := min(from+f.w.Batch, f.w.Samples)
		f.forward(rows(f.x, from, to), f.out)
		target := rows(f.y, from, to)
		for i, v := range rows(f.out[len(f.out)-1], 0, to-from).Data {
			sum += (v - target.Data[i]) * (v - target.Data[i])
		}
	}
	return sum / 2 / float64(f.w.Samples)
}

// What is measured natively is the same training.
func TestMatrixFormAgrees(t *testing.T) {
	t.Parallel()
	for _, w := range workloads {
		if w.Kind != "train" {
			continue
		}
		w.Samples = min(w.Samples, 70)
		w.Batch = min(w.Batch, w.Samples)
		engine, matrix := newNative(t, w), newMatrixForm(w)
		engine.train(5)
		matrix.train(5)
		agree(t, w.ID+" loss", []float64{matrix.loss()}, []float64{engine.loss()}, 1e-12)
	}
}
