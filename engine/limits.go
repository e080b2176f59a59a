package engine

import (
	"math"

	"backprop/engine/dataset"
)

// Limits of an Experiment. Beyond them memory or time would run out before
// there was anything to see; a larger value is refused, never reduced.
const (
	MinSamples      = 10            // generated samples, so that every share leaves one for training and one for the test
	MaxSamples      = 100_000       // samples, generated or rows of a table
	MaxHiddenLayers = 32            // layers between the inputs and the output layer
	MaxUnits        = 1024          // units of one layer, and columns of a table
	MaxParameters   = 4_000_000     // weights and biases together
	MaxOutputs      = 32_000_000    // samples × units of all layers, inputs included: one float64 each in a forward pass
	MaxEpoch        = 1_000_000_000 // epochs of a stop rule or a schedule
	MaxSeed         = 1<<53 - 1     // the largest whole number below which every program agrees on every whole number
)

// What the fields of an Experiment may hold.
var (
	wantSamples  = Want{Kind: WantWhole, Low: MinSamples, High: MaxSamples}
	wantClasses  = Want{Kind: WantWhole, Low: dataset.MinClasses, High: dataset.MaxClasses}
	wantNoise    = Want{Kind: WantBetween, Low: 0, High: 100}
	wantShare    = Want{Kind: WantForm, Text: "a whole number from 10 to 90, or 100"}
	wantSeed     = Want{Kind: WantWhole, Low: 0, High: MaxSeed}
	wantEpoch    = Want{Kind: WantWhole, Low: 0, High: MaxEpoch}
	wantUnits    = Want{Kind: WantWhole, Low: 1, High: MaxUnits}
	wantRate     = Want{Kind: WantAtLeast, Low: 0}
	wantFraction = Want{Kind: WantBelow, Low: 0, High: 1}
	wantNumber   = Want{Kind: WantNumber}
)

// Allows reports whether v is finite and, where the kind of w names numbers,
// one of those.
func (w Want) Allows(v float64) bool {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return false
	}
	switch w.Kind {
	case WantWhole:
		return w.Low <= v && v <= w.High && v == math.Trunc(v)
	case WantBetween:
		return w.Low <= v && v <= w.High
	case WantBelow:
		return w.Low <= v && v < w.High
	case WantAtLeast:
		return w.Low <= v
	case WantOver:
		return w.Low < v
	}
	return true
}

func (w Want) allows(v float64) bool { return w.Allows(v) }
