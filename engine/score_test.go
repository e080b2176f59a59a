package engine

import (
	"math"
	"slices"
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// passing returns a run of a table on a linear layer that passes its inputs on.
func passing(t *testing.T, x, y [][]float64) *Run {
	t.Helper()
	k := len(y[0])
	e := onTable(x, y, nn.Layer{Units: k, Activation: nn.Linear})
	e.Init.Start = make([]float64, k*(len(x[0])+1))
	for i := range k {
		e.Init.Start[i*len(x[0])+i] = 1
	}
	return begin(t, e)
}

func TestScoreOfTwoClasses(t *testing.T) {
	// The answers are high, high (at the middle), low, low, high.
	r := passing(t, [][]float64{{0.5}, {0}, {-0.1}, {-3}, {2}}, [][]float64{{1}, {-1}, {1}, {-1}, {1}})
	s := r.Score()
	if want := []int{1, 1, 1, 2}; s.Classes != 2 || !slices.Equal(s.Counts, want) {
		t.Errorf("%d classes, counts %v, want 2, %v", s.Classes, s.Counts, want)
	}
	if s.Accuracy() != 0.6 || s.Correct() != 3 || s.Samples() != 5 || s.Count(0, 1) != 1 || s.Count(1, 0) != 1 {
		t.Errorf("accuracy %g, %d of %d", s.Accuracy(), s.Correct(), s.Samples())
	}
	if s := r.TestScore(); s.Classes != 0 || s.Counts != nil {
		t.Errorf("score without test samples: %+v", s)
	}
}

func TestScoreOfThreeClasses(t *testing.T) {
	x := [][]float64{{3, 2, 1}, {1, 1, 0}, {0, 5, 5}, {-3, -2, -1}, {0, 0, 7}}
	y := [][]float64{{1, -1, -1}, {-1, 1, -1}, {-1, 1, -1}, {-1, -1, 1}, {-1, -1, 1}}
	s := passing(t, x, y).Score()
	// Of equal outputs the first answers.
	if want := []int{1, 0, 0, 1, 1, 0, 0, 0, 2}; s.Classes != 3 || !slices.Equal(s.Counts, want) {
		t.Errorf("%d classes, counts %v, want 3, %v", s.Classes, s.Counts, want)
	}
}

// A table is of classes only where every row says one class.
func TestWhichTablesAreClasses(t *testing.T) {
	for _, c := range []struct {
		y       [][]float64
		classes int
	}{
		{[][]float64{{1}, {-1}}, 2},
		{[][]float64{{1}, {0}}, 0},
		{[][]float64{{1, -1}, {-1, 1}}, 2},
		{[][]float64{{1, -1}, {1, 1}}, 0},
		{[][]float64{{-1, -1}, {-1, 1}}, 0},
		{[][]float64{{1, -1, -1, -1}, {-1, -1, -1, 1}}, 4},
	} {
		x := make([][]float64, len(c.y))
		for i := range x {
			x[i] = make([]float64, len(c.y[0]))
		}
		if got := passing(t, x, c.y).Score().Classes; got != c.classes {
			t.Errorf("targets %v are of %d classes, want %d", c.y, got, c.classes)
		}
	}
}

func TestR2(t *testing.T) {
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) < 1e-12) && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%s is %g, want %g", what, got, want)
		}
	}
	x := [][]float64{{1}, {2}, {3}, {6}}
	near("R² of a perfect fit", passing(t, x, x).Score().R2, 1)
	near("R² of a prediction", passing(t, x, [][]float64{{1}, {2}, {5}, {4}}).Score().R2, 1-8.0/10)
	near("R² of the mean", passing(t, [][]float64{{3}, {3}, {3}, {3}}, x).Score().R2, 0)
	near("R² of worse than the mean", passing(t, [][]float64{{6}, {3}, {2}, {1}}, x).Score().R2, 1-(25+1+1+25)/14.0)
	near("R² over two outputs", passing(t, [][]float64{{0, 1}, {2, 1}}, [][]float64{{0, 3}, {4, 3}}).Score().R2, 1-(4+4+4)/8.0)
	// 0.1 three times is not 0.3: rounding must not make a spread.
	near("R² of equal targets", passing(t, [][]float64{{1}, {2}, {3}}, [][]float64{{0.1}, {0.1}, {0.1}}).Score().R2, math.NaN())
	near("R² of one sample", passing(t, [][]float64{{1}}, [][]float64{{7}}).Score().R2, math.NaN())
}

// Every data set, batch and number of samples: the counts are those of the
// outputs, one by one, and the same however the way forward was gone.
func TestScoresOfDataSets(t *testing.T) {
	for _, c := range []struct {
		set     dataset.Set
		classes int
		outputs int
	}{
		{dataset.Circle, 0, 1}, {dataset.XORClouds, 0, 1}, {dataset.XORTable, 0, 1},
		{dataset.Circle, 2, 2}, {dataset.Gaussians, 4, 4}, {dataset.Spiral, 6, 6},
	} {
		for _, batch := range []int{0, 3} {
			e := circle()
			e.Data.Set, e.Data.Classes, e.Data.Samples, e.Batch = c.set, c.classes, 700, batch
			e.Layers = []nn.Layer{{Units: 4, Activation: nn.Tanh}, {Units: c.outputs, Activation: nn.Tanh}}
			e.LearningRate = 0.05
			r := begin(t, e)
			if s := r.Score(); s.Samples() != r.train.samples {
				t.Errorf("%v: %d of %d samples are counted", c.set, s.Samples(), r.train.samples)
			}
			r.Advance(20, 0)
			r.Loss()
			s, y := r.Score(), r.Outputs()
			want := make([]int, len(s.Counts))
			for i := range r.train.samples {
				target, answer := 0, 0
				if c.outputs == 1 {
					target, answer = b2i(r.train.target[i] > 0), b2i(y.At(i, 0) >= 0)
				} else {
					for k := range c.outputs {
						if r.train.target[i*c.outputs+k] == 1 {
							target = k
						}
						if y.At(i, k) > y.At(i, answer) {
							answer = k
						}
					}
				}
				want[target*s.Classes+answer]++
			}
			if !slices.Equal(s.Counts, want) {
				t.Errorf("%v, %d classes, batch %d: counts %v, want %v", c.set, c.classes, batch, s.Counts, want)
			}
			if n := r.TestScore().Samples(); n != r.test.samples {
				t.Errorf("%v: %d of %d test samples are counted", c.set, n, r.test.samples)
			}
		}
	}
	e := circle()
	e.Data.Set = dataset.Bumps
	r := begin(t, e)
	if s, test := r.Score(), r.TestScore(); s.Classes != 0 || s.Counts != nil || !(s.R2 < 1) || !(test.R2 < 1) || test.Classes != 0 {
		t.Errorf("scores of a regression: %+v, %+v", s, test)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The targets of K classes are one high value among low ones, of the class
// whose samples the data set drew there.
func TestTargetsOfClasses(t *testing.T) {
	for _, a := range nn.Activations() {
		low, high := a.Range()
		e := circle()
		e.Data.Set, e.Data.Classes = dataset.Gaussians, 5
		e.Layers = []nn.Layer{{Units: 5, Activation: a}}
		r := begin(t, e)
		_, _, class := dataset.GenerateClasses(dataset.Gaussians, 5, 200, 0, 1)
		for i := range r.train.samples {
			for k, y := range r.train.target[5*i:][:5] {
				want := low
				if class[i] == k {
					want = high
				}
				if y != want {
					t.Fatalf("%v: target %d of sample %d is %g, want %g", a, k, i, y, want)
				}
			}
		}
	}
}

// Networks of moderate size learn K classes of each kind.
func TestClassesAreLearned(t *testing.T) {
	for _, c := range []struct {
		set     dataset.Set
		classes int
		least   float64
	}{{dataset.Gaussians, 6, 0.98}, {dataset.Circle, 3, 0.95}, {dataset.Spiral, 3, 0.95}} {
		e := circle()
		e.Data.Set, e.Data.Classes, e.Data.Samples = c.set, c.classes, 300
		e.Data.Features = dataset.Features()
		e.Layers = []nn.Layer{{Units: 12, Activation: nn.Tanh}, {Units: c.classes, Activation: nn.Sigmoid}}
		e.Init.Range, e.LearningRate, e.Batch = 0.5, 0.1, 10
		r := begin(t, e)
		r.Advance(600, 0)
		if got := r.Score().Accuracy(); got < c.least {
			t.Errorf("%v of %d classes: accuracy %g, want %g", c.set, c.classes, got, c.least)
		}
	}
}
