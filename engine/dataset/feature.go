package dataset

import "strconv"

// Feature is one input of the network, computed from the plane coordinates.
type Feature uint8

const (
	X1 Feature = iota
	X2
	X1Squared
	X2Squared
	X1X2
	SinX1
	SinX2
)

var features = [...]struct {
	name   string
	symbol string
	value  func(x1, x2 float64) float64
}{
	X1:        {"x1", "X₁", func(x1, _ float64) float64 { return x1 }},
	X2:        {"x2", "X₂", func(_, x2 float64) float64 { return x2 }},
	X1Squared: {"x1sq", "X₁²", func(x1, _ float64) float64 { return float64(x1 * x1) }},
	X2Squared: {"x2sq", "X₂²", func(_, x2 float64) float64 { return float64(x2 * x2) }},
	X1X2:      {"x1x2", "X₁X₂", func(x1, x2 float64) float64 { return float64(x1 * x2) }},
	SinX1:     {"sinx1", "sin X₁", func(x1, _ float64) float64 { return sin(x1) }},
	SinX2:     {"sinx2", "sin X₂", func(_, x2 float64) float64 { return sin(x2) }},
}

// Features returns every feature, in the order of their numbers.
func Features() []Feature {
	all := make([]Feature, len(features))
	for i := range all {
		all[i] = Feature(i)
	}
	return all
}

// ParseFeature returns the feature that String calls name, and whether there
// is one.
func ParseFeature(name string) (Feature, bool) {
	for i := range features {
		if features[i].name == name {
			return Feature(i), true
		}
	}
	return 0, false
}

// String returns the name of the feature in the text form of an experiment.
func (f Feature) String() string {
	if !f.Valid() {
		return "Feature(" + strconv.Itoa(int(f)) + ")"
	}
	return features[f].name
}

// Valid reports whether f is one of the features above.
func (f Feature) Valid() bool { return int(f) < len(features) }

// Symbol returns the feature as a formula writes it, such as X₁².
func (f Feature) Symbol() string { return features[f].symbol }

// Value returns the feature of the point (x1, x2).
func (f Feature) Value(x1, x2 float64) float64 { return features[f].value(x1, x2) }
