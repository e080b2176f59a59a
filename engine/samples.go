package engine

import (
	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// TargetEncoding returns how the targets of generated sets are encoded for
// output units of an activation: 0 and 1 where outputs are never negative, −1
// and +1 elsewhere.
func TargetEncoding(a nn.Activation) dataset.Encoding {
	if low, _ := a.Range(); low == 0 {
		return dataset.Unit
	}
	return dataset.Signed
}

// sampleSet is a list of samples, each with its network inputs and its encoded
// targets in a row.
type sampleSet struct {
	samples         int
	inputs, outputs int
	input           []float64 // samples × inputs
	target          []float64 // samples × outputs
	x1, x2          []float64 // plane coordinates
}

// newSampleSets returns the training and the test set of a valid experiment.
func newSampleSets(e Experiment) (train, test sampleSet) {
	var all sampleSet
	if e.Data.Set == dataset.Table {
		all = tableSamples(e.Data)
	} else {
		all = generatedSamples(e)
	}
	n, _ := e.SampleCounts()
	return all.part(0, n), all.part(n, all.samples)
}

func tableSamples(d Data) sampleSet {
	s := sampleSet{samples: len(d.X), inputs: len(d.X[0]), outputs: len(d.Y[0])}
	for i, row := range d.X {
		s.input = append(s.input, row...)
		s.target = append(s.target, d.Y[i]...)
		x1, x2 := row[0], 0.0
		if len(row) > 1 {
			x2 = row[1]
		}
		s.x1, s.x2 = append(s.x1, x1), append(s.x2, x2)
	}
	return s
}

func generatedSamples(e Experiment) sampleSet {
	d := e.Data
	encoding := TargetEncoding(e.Layers[len(e.Layers)-1].Activation)
	s := sampleSet{inputs: len(d.Features), outputs: d.OutputUnits()}
	if s.outputs > 1 {
		var class []int
		s.x1, s.x2, class = dataset.GenerateClasses(d.Set, d.Classes, d.Samples, d.Noise, d.Seed)
		s.target = oneOf(class, s.outputs, encoding)
	} else {
		s.x1, s.x2, s.target = dataset.Generate(d.Set, d.Samples, d.Noise, d.Seed)
		for i, t := range s.target {
			s.target[i] = encoding.Encode(t)
		}
	}
	s.samples = len(s.x1)
	for i := range s.samples {
		for _, f := range d.Features {
			s.input = append(s.input, f.Value(s.x1[i], s.x2[i]))
		}
	}
	return s
}

// oneOf returns the targets of samples of the given classes, a row of outputs
// each: the high value for the output of its class and the low one for every
// other.
func oneOf(class []int, outputs int, encoding dataset.Encoding) []float64 {
	low, high := encoding.Range()
	target := make([]float64, len(class)*outputs)
	for i := range target {
		target[i] = low
	}
	for i, k := range class {
		target[i*outputs+k] = high
	}
	return target
}

// part returns samples from up to to.
func (s sampleSet) part(from, to int) sampleSet {
	return sampleSet{
		samples: to - from,
		inputs:  s.inputs,
		outputs: s.outputs,
		input:   s.input[from*s.inputs : to*s.inputs],
		target:  s.target[from*s.outputs : to*s.outputs],
		x1:      s.x1[from:to],
		x2:      s.x2[from:to],
	}
}

// blocks holds samples as a sequence of blocks of equal size, the last one
// shorter where they do not divide evenly. Each block is contiguous in memory,
// one unit per row and one sample per column.
type blocks struct {
	samples, size   int
	inputs, outputs int
	input, target   []float64
}

// newBlocks returns the samples of s, in their order, in blocks of size.
func newBlocks(s sampleSet, size int) blocks {
	b := blocks{
		samples: s.samples, size: size,
		inputs: s.inputs, outputs: s.outputs,
		input:  make([]float64, s.samples*s.inputs),
		target: make([]float64, s.samples*s.outputs),
	}
	b.gather(s, nil)
	return b
}

// count returns the number of blocks.
func (b *blocks) count() int { return (b.samples + b.size - 1) / b.size }

// at returns inputs (inputs × n) and targets (outputs × n) of block i and its
// number n of samples.
func (b *blocks) at(i int) (input, target []float64, n int) {
	from := i * b.size
	n = min(b.size, b.samples-from)
	return b.input[from*b.inputs:][:n*b.inputs], b.target[from*b.outputs:][:n*b.outputs], n
}

// gather fills the blocks with the samples of s in the given order, nil for
// their own.
func (b *blocks) gather(s sampleSet, order []int32) {
	for i := range b.count() {
		input, target, n := b.at(i)
		for column := range n {
			sample := i*b.size + column
			if order != nil {
				sample = int(order[sample])
			}
			for row, v := range s.input[sample*s.inputs:][:s.inputs] {
				input[row*n+column] = v
			}
			for row, v := range s.target[sample*s.outputs:][:s.outputs] {
				target[row*n+column] = v
			}
		}
	}
}
