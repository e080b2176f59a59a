package nn

import "backprop/engine/kernel"

// Loss gathers the squared error over one or more blocks of samples. Its zero
// value has gathered nothing.
type Loss struct {
	lanes   [kernel.Lanes]float64
	largest float64
	samples int
	partial bool
}

// Add gathers the errors of a block; output and target are units × samples.
// Every block but the last must have a multiple of kernel.Lanes samples: then
// the sum has the same bits however samples are divided into blocks.
func (l *Loss) Add(output, target []float64, units, samples int) {
	if l.partial {
		panic("nn: block after one whose samples do not fill the lanes")
	}
	kernel.SquaredError(&l.lanes, output, target, units, samples)
	l.largest = max(l.largest, kernel.LargestDifference(output, target))
	l.samples += samples
	l.partial = samples%kernel.Lanes != 0
}

// Sum returns E = ½ Σ_s Σ_k (ŷ_k − y_k)².
func (l *Loss) Sum() float64 { return kernel.Total(&l.lanes) }

// Mean returns E divided by the number of samples, not by that of outputs.
func (l *Loss) Mean() float64 { return l.Sum() / float64(l.samples) }

// MaxError returns the largest |ŷ_k − y_k| of all samples and outputs.
func (l *Loss) MaxError() float64 { return l.largest }
