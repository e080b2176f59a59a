package engine

import (
	"math"
	"slices"

	"backprop/engine/dataset"
)

// Score says how well the outputs answer the targets of a sample set. It is
// one of two kinds.
//
// Where the targets are classes, Counts says how often a sample of one class
// was taken for another. The network answers with the class whose output is
// the largest, the first of them where several are; with one output unit, it
// answers class 1 for an output at or above the middle between the two values
// that targets have, and class 0 below.
//
// Where they are quantities, Classes is 0 and R2 is the coefficient of
// determination, 1 − Σ(ŷ − y)²/Σ(y − ȳ)², over samples and outputs, where ȳ is
// the mean of an output's targets in this very set. It is 1 for a perfect fit,
// 0 for one no better than the means, and negative below that. Where no target
// differs from its mean there is nothing to determine, and R2 is NaN.
//
// The samples of a classification set are classes. So are those of a table
// all of whose targets are one of the two values of TargetEncoding, with
// exactly one high value in each row where there are several columns.
type Score struct {
	Classes int   // 0 for quantities and for an empty set
	Counts  []int // [class of the target · Classes + class of the answer]
	R2      float64
}

// Count returns how many samples of class target were taken for class answer.
func (s Score) Count(target, answer int) int { return s.Counts[target*s.Classes+answer] }

// Samples returns how many samples of classes were counted.
func (s Score) Samples() int {
	n := 0
	for _, c := range s.Counts {
		n += c
	}
	return n
}

// Correct returns how many samples were taken for the class that they are of.
func (s Score) Correct() int {
	n := 0
	for k := range s.Classes {
		n += s.Count(k, k)
	}
	return n
}

// Accuracy returns the share of the samples that were taken for the class that
// they are of, 0 to 1, and NaN where none were counted.
func (s Score) Accuracy() float64 { return float64(s.Correct()) / float64(s.Samples()) }

// Score returns how well the training set is answered at the present weights.
func (r *Run) Score() Score {
	r.score()
	return r.trainScore.clone()
}

// TestScore returns how well the test set is answered, the zero Score when
// there are no test samples.
func (r *Run) TestScore() Score {
	r.score()
	return r.testScore.clone()
}

func (s Score) clone() Score {
	s.Counts = slices.Clone(s.Counts)
	return s
}

// score computes both scores of the present weights unless they are known.
func (r *Run) score() {
	if r.scored {
		return
	}
	r.measure()
	r.trainScore = Score{Classes: r.judge.classes}
	r.testScore = Score{}
	if r.judge.classes == 0 {
		r.trainScore.R2 = r2(r.loss, r.judge.trainSpread)
		if r.test.samples > 0 {
			r.testScore.R2 = r2(r.testLoss, r.judge.testSpread)
		}
	} else {
		r.trainScore.Counts = r.counts(&r.trainBlocks)
		if r.test.samples > 0 {
			r.testScore.Classes = r.judge.classes
			r.testScore.Counts = r.counts(&r.testBlocks)
		}
	}
	r.scored = true
}

// r2 returns the coefficient of determination of a loss ½ Σ(ŷ − y)² against
// the spread Σ(y − ȳ)².
func r2(l Loss, spread float64) float64 {
	if spread == 0 {
		return math.NaN()
	}
	return 1 - 2*l.Sum/spread
}

// counts returns how often each class of b was taken for each.
func (r *Run) counts(b *blocks) []int {
	counts := make([]int, r.judge.classes*r.judge.classes)
	if b == &r.trainBlocks && r.ahead && r.batches.count() == 1 { // the way forward is already gone
		_, target, n := r.batches.at(0)
		r.judge.count(counts, r.pass.Output(), target, n)
		return counts
	}
	for i := range b.count() {
		input, target, n := b.at(i)
		r.measurePass.Forward(r.network, input, n)
		r.judge.count(counts, r.measurePass.Output(), target, n)
	}
	return counts
}

// judge knows what the targets of a run are.
type judge struct {
	classes                 int     // 0 for quantities
	middle                  float64 // between the two values of targets
	trainSpread, testSpread float64 // Σ(y − ȳ)² of quantities
}

func newJudge(e Experiment, train, test sampleSet) judge {
	low, high := TargetEncoding(e.Layers[len(e.Layers)-1].Activation).Range()
	j := judge{middle: (low + high) / 2}
	if e.Data.Set == dataset.Table && labels(train, low, high) || e.Data.Set != dataset.Table && !e.Data.Set.Regression() {
		j.classes = max(2, train.outputs)
		return j
	}
	j.trainSpread, j.testSpread = train.spread(), test.spread()
	return j
}

// labels reports whether every target of s is low or high, and one in each row
// is high where there are several.
func labels(s sampleSet, low, high float64) bool {
	for i := range s.samples {
		marked := 0
		for _, t := range s.target[i*s.outputs:][:s.outputs] {
			if t == high {
				marked++
			} else if t != low {
				return false
			}
		}
		if s.outputs > 1 && marked != 1 {
			return false
		}
	}
	return true
}

// spread returns Σ(y − ȳ)² over samples and outputs.
func (s sampleSet) spread() float64 {
	total := 0.0
	for k := range s.outputs {
		if s.samples == 0 {
			break
		}
		// Counted from the first target, so that equal ones spread by exactly 0.
		first, mean := s.target[k], 0.0
		for i := range s.samples {
			mean += s.target[i*s.outputs+k] - first
		}
		mean /= float64(s.samples)
		for i := range s.samples {
			d := s.target[i*s.outputs+k] - first - mean
			total += float64(d * d)
		}
	}
	return total
}

// count adds n samples, one a column of output and target, to counts.
func (j judge) count(counts []int, output, target []float64, n int) {
	for s := range n {
		counts[j.class(target, s, n)*j.classes+j.class(output, s, n)]++
	}
}

// class returns the class that column s of n columns of values says.
func (j judge) class(values []float64, s, n int) int {
	if len(values) == n {
		if values[s] >= j.middle {
			return 1
		}
		return 0
	}
	best := 0
	for k := 1; k*n < len(values); k++ {
		if values[k*n+s] > values[best*n+s] {
			best = k
		}
	}
	return best
}
