package engine

import (
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// large is the largest network that the page is meant to show smoothly.
func large() Experiment {
	e := circle()
	e.Data.Set, e.Data.Samples = dataset.Spiral, 500
	tanh := nn.Layer{Units: 8, Activation: nn.Tanh}
	e.Layers = []nn.Layer{tanh, tanh, tanh, {Units: 1, Activation: nn.Tanh}}
	e.LearningRate, e.Momentum, e.Init.Range = 0.03, 0, 0.5
	return e
}

func BenchmarkEpoch(b *testing.B) {
	mini, online := large(), large()
	mini.Batch, online.Batch = 10, 1
	for _, c := range []struct {
		name string
		e    Experiment
	}{{"2-5-1, full batch of 100", circle()}, {"2-8-8-8-1, full batch of 250", large()},
		{"2-8-8-8-1, batches of 10", mini}, {"2-8-8-8-1, online", online}} {
		b.Run(c.name, func(b *testing.B) {
			r := begin(b, c.e)
			r.Advance(1000, 0)
			for b.Loop() {
				r.Advance(1, 0)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(r.train.samples), "ns/sample")
		})
	}
}

// One frame of the page: an epoch, every map, the surface and the curve.
func BenchmarkFrame(b *testing.B) {
	r := begin(b, large())
	command := Command{Action: Advance{Epochs: 1}, View: View{Units: 32, Output: 64, History: true}}
	r.Do(command)
	for b.Loop() {
		r.Do(command)
	}
}
