package engine

import (
	"bytes"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
	"backprop/engine/optim"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden returns experiments that together use every data set, feature,
// activation and way of training.
func golden() map[string]Experiment {
	spiral := circle()
	spiral.Data = Data{Set: dataset.Spiral, Features: dataset.Features(), Samples: 150, Noise: 10, Share: 70, Seed: 7}
	spiral.Layers = []nn.Layer{{Units: 8, Activation: nn.Tanh}, {Units: 5, Activation: nn.ReLU}, {Units: 1, Activation: nn.Tanh}}
	spiral.LearningRate, spiral.Momentum, spiral.Batch, spiral.Order = 0.02, 0.5, 10, Shuffled
	spiral.Init = Init{Range: 0.5, Seed: 99}

	sine := circle()
	sine.Data = Data{Set: dataset.Sine, Features: []dataset.Feature{dataset.X1}, Samples: 60, Noise: 5, Share: 80, Seed: 3}
	sine.Layers = []nn.Layer{{Units: 6, Activation: nn.Tanh}, {Units: 1, Activation: nn.Linear}}
	sine.LearningRate, sine.Momentum, sine.Batch, sine.Convention, sine.Order = 0.01, 0, 1, Sum, Shuffled

	bumps := circle()
	bumps.Data.Set, bumps.Data.Noise = dataset.Bumps, 20
	bumps.LearningRate, bumps.Decay, bumps.Batch = 0.5, 1e-5, 33
	bumps.Schedule = []Change{{Epoch: 100, LearningRate: 0.1, Momentum: 0.5}}
	bumps.Init.Biases = ZeroBiases

	classes := circle()
	classes.Data = Data{Set: dataset.Gaussians, Classes: 5, Features: []dataset.Feature{dataset.X1, dataset.X2}, Samples: 120, Noise: 10, Share: 60, Seed: 5}
	classes.Layers = []nn.Layer{{Units: 6, Activation: nn.Tanh}, {Units: 5, Activation: nn.Sigmoid}}
	classes.LearningRate, classes.Batch, classes.Order = 0.3, 16, Shuffled

	rule := xorTable(5, nn.Layer{Units: 5, Activation: nn.Sigmoid}, nn.Layer{Units: 1, Activation: nn.Sigmoid})
	rule.Stop.Error = 0.1

	sparse := circle()
	sparse.Data.Features = dataset.Features()
	sparse.Layers = []nn.Layer{{Units: 6, Activation: nn.Tanh}, {Units: 1, Activation: nn.Tanh}}
	sparse.LearningRate, sparse.Batch, sparse.Order = 0.03, 10, Shuffled
	sparse.Penalty = optim.Penalty{L1: 0.0003, L2: 0.001}
	sparse.Init.Biases, sparse.Init.Bias = ConstantBiases, 0.1

	return map[string]Experiment{"sparse": sparse, "default": Default(), "circle": circle(), "classes": classes, "spiral": spiral, "sine": sine, "bumps": bumps, "xortable": rule}
}

// The same experiment gives the same bits on every processor, natively and in
// WebAssembly, with SIMD and without: weights after 10,000 epochs, the whole curve and the planes.
func TestGoldenRuns(t *testing.T) {
	for name, e := range golden() {
		t.Run(name, func(t *testing.T) {
			r := begin(t, e)
			r.Advance(10_000, 0)
			var b bytes.Buffer
			fmt.Fprintf(&b, "experiment %v\n", e)
			fmt.Fprintf(&b, "epoch %d, update %d, stopped %q\n", r.Epoch(), r.Updates(), r.Stopped())
			fmt.Fprintf(&b, "loss %016x %.17g, test %016x %.17g\n",
				math.Float64bits(r.Loss().Sum), r.Loss().Sum, math.Float64bits(r.TestLoss().Sum), r.TestLoss().Sum)
			h := fnv.New64a()
			for _, p := range r.History() {
				fmt.Fprintf(h, "%d %016x", p.Epoch, math.Float64bits(p.Train))
				if p.Test == p.Test {
					fmt.Fprintf(h, " %016x", math.Float64bits(p.Test))
				}
			}
			fmt.Fprintf(&b, "curve of %d points, hash %016x\n", len(r.History()), h.Sum64())
			h.Reset()
			for _, values := range r.Units(9).Values {
				for _, v := range values {
					fmt.Fprintf(h, "%08x", math.Float32bits(v))
				}
			}
			fmt.Fprintf(&b, "units over a plane of 9, hash %016x\n", h.Sum64())
			for p, v := range r.Network().Params() {
				l, to, from, bias := r.Network().Locate(p)
				where := fmt.Sprintf("w %d %d %d", l, to, from)
				if bias {
					where = fmt.Sprintf("b %d %d", l, to)
				}
				fmt.Fprintf(&b, "%-9s %016x %.17g\n", where, math.Float64bits(v), v)
			}

			path := filepath.Join("testdata", "run_"+name+".txt")
			if *update {
				if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(b.Bytes(), want) {
				t.Errorf("%s differs; got\n%s", path, b.Bytes())
			}
		})
	}
}
