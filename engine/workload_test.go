package engine

import (
	"math/rand/v2"
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// workload is a network on samples that cost the same whatever they are.
type workload struct {
	name           string
	sizes          []int // units of every layer, the inputs first
	hidden, output nn.Activation
	samples, batch int
	momentum       float64
}

var workloads = []workload{
	{"2-5-1 online", []int{2, 5, 1}, nn.Sigmoid, nn.Sigmoid, 250, 1, 0.9},
	{"2-4-2-1 batch 10", []int{2, 4, 2, 1}, nn.Tanh, nn.Tanh, 250, 10, 0},
	{"7-8-8-8-1 batch 10", []int{7, 8, 8, 8, 1}, nn.Tanh, nn.Tanh, 250, 10, 0},
	{"2-16-16-1 full batch", []int{2, 16, 16, 1}, nn.Sigmoid, nn.Sigmoid, 500, 500, 0.9},
	{"784-128-10 batch 32", []int{784, 128, 10}, nn.Sigmoid, nn.Sigmoid, 320, 32, 0.9},
	{"64-256-256-10 batch 64", []int{64, 256, 256, 10}, nn.ReLU, nn.Linear, 640, 64, 0.9},
}

func (w workload) experiment() Experiment {
	random := rand.New(rand.NewPCG(1, 2))
	rows := func(columns int) [][]float64 {
		all := make([][]float64, w.samples)
		for i := range all {
			all[i] = make([]float64, columns)
			for j := range all[i] {
				all[i][j] = random.Float64()
			}
		}
		return all
	}
	e := Experiment{LearningRate: 0.001, Momentum: w.momentum, Batch: w.batch, Init: Init{Range: 0.1, Seed: 1}}
	last := len(w.sizes) - 1
	e.Data = Data{Set: dataset.Table, X: rows(w.sizes[0]), Y: rows(w.sizes[last])}
	for _, units := range w.sizes[1:last] {
		e.Layers = append(e.Layers, nn.Layer{Units: units, Activation: w.hidden})
	}
	e.Layers = append(e.Layers, nn.Layer{Units: w.sizes[last], Activation: w.output})
	return e
}

// flops returns what a sample needs: two operations for each weight in its net
// input, in its derivative and, above the first layer, in that of the unit
// below.
func (w workload) flops() float64 {
	total := 0
	for l := 1; l < len(w.sizes); l++ {
		total += 4 * w.sizes[l] * w.sizes[l-1]
		if l > 1 {
			total += 2 * w.sizes[l] * w.sizes[l-1]
		}
	}
	return float64(total)
}

func BenchmarkWorkloads(b *testing.B) {
	for _, w := range workloads {
		b.Run(w.name, func(b *testing.B) {
			r := begin(b, w.experiment())
			for b.Loop() {
				r.Advance(1, 0)
			}
			nanoseconds := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / float64(w.samples)
			b.ReportMetric(1e6/nanoseconds, "thousands/s")
			b.ReportMetric(w.flops()/nanoseconds, "GFLOP/s")
		})
	}
	b.Run("plane of 2-8-8-8-1", func(b *testing.B) {
		r := begin(b, large())
		for b.Loop() {
			for i := range r.trainBlocks.count() {
				input, _, n := r.trainBlocks.at(i)
				r.measurePass.Forward(r.network, input, n)
			}
		}
		b.ReportMetric(1e6*float64(r.train.samples)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "thousands/s")
	})
}
