// Package dataset makes the samples that a network is trained and tested on.
//
// A sample is a point (x1, x2) of the input plane and one target. Features
// turn the point into network inputs, an Encoding turns the target into the
// value that an output unit can reach.
//
// The same arguments give the same bits on every platform: the package uses
// its own sine, logarithm and exponential, built from +, −, × and ÷ with
// every product rounded before it is added.
package dataset

import "strconv"

// Set names a data set.
type Set uint8

const (
	Circle Set = iota
	XORClouds
	Gaussians
	Spiral
	XORTable
	Plane // regression
	Bumps // regression
	Sine  // regression
	Table // rows given by the experiment
)

// description is what distinguishes one data set from another.
type description struct {
	name       string
	regression bool
	fixed      bool
	low, high  float64
	sample     generator      // nil for a fixed set
	class      classGenerator // of three classes or more; nil where there are only two
}

var sets = [...]description{
	Circle:    {name: "circle", low: -6, high: 6, sample: circle, class: rings},
	XORClouds: {name: "xor", low: -6, high: 6, sample: xorClouds},
	Gaussians: {name: "gauss", low: -6, high: 6, sample: gaussians, class: clouds},
	Spiral:    {name: "spiral", low: -6, high: 6, sample: spiral, class: arms},
	XORTable:  {name: "xortable", fixed: true, low: -0.5, high: 1.5},
	Plane:     {name: "plane", regression: true, low: -6, high: 6, sample: plane},
	Bumps:     {name: "bumps", regression: true, low: -6, high: 6, sample: bumps},
	Sine:      {name: "sine", regression: true, low: -6, high: 6, sample: sine},
	Table:     {name: "table", regression: true, fixed: true, low: -6, high: 6},
}

// Sets returns every data set, in the order of their numbers.
func Sets() []Set {
	all := make([]Set, len(sets))
	for i := range all {
		all[i] = Set(i)
	}
	return all
}

// ParseSet returns the set that String calls name, and whether there is one.
func ParseSet(name string) (Set, bool) {
	for i := range sets {
		if sets[i].name == name {
			return Set(i), true
		}
	}
	return 0, false
}

// String returns the name of the set in the text form of an experiment.
func (s Set) String() string {
	if !s.Valid() {
		return "Set(" + strconv.Itoa(int(s)) + ")"
	}
	return sets[s].name
}

// Valid reports whether s is one of the sets above.
func (s Set) Valid() bool { return int(s) < len(sets) }

// Regression reports whether the target is a quantity rather than the label
// of one of two classes. A Table may hold either and counts as regression.
func (s Set) Regression() bool { return sets[s].regression }

// Fixed reports whether the samples are given rather than drawn, so that
// their number, their order, noise, share and seed are no choice.
func (s Set) Fixed() bool { return sets[s].fixed }

// Domain returns the range of both coordinates in which the set is drawn.
// Every generated sample lies in it. The rows of a Table need not.
func (s Set) Domain() (low, high float64) { return sets[s].low, sets[s].high }

// TrainCount returns how many of samples samples train when share percent are
// to: samples·share/100 rounded to the nearest whole number, halves up, but
// at least 1. The first TrainCount samples are the training set and the
// others the test set.
func TrainCount(samples, share int) int {
	return max(1, (samples*share+50)/100)
}
