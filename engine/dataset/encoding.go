package dataset

// Encoding is the range onto which targets in [−1, 1] are laid, so that an
// output unit can reach them.
type Encoding uint8

const (
	Signed Encoding = iota // [−1, 1], for outputs that take both signs: tanh and linear
	Unit                   // [0, 1], for outputs that are never negative: sigmoid and ReLU
)

// Encode returns the value that an output unit is trained towards for a
// target in [−1, 1]: t itself or (t + 1)/2. A class label, −1 or +1, so
// becomes −1 or 1, or 0 or 1.
func (e Encoding) Encode(target float64) float64 {
	if e == Unit {
		return (target + 1) / 2
	}
	return target
}

// Decode is the inverse of Encode.
func (e Encoding) Decode(value float64) float64 {
	if e == Unit {
		return float64(2*value) - 1
	}
	return value
}

// Range returns what the targets −1 and +1 become. Their middle is where an
// output decides between two classes.
func (e Encoding) Range() (low, high float64) { return e.Encode(-1), e.Encode(1) }
