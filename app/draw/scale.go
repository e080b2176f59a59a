package draw

import (
	"math"
	"strconv"
	"strings"
)

// axis maps values to places on a picture, linearly or by their logarithm.
type axis struct {
	low, high float64 // values at the ends
	from, to  float64 // places of the ends
	log       bool
}

// place returns where v is. On a logarithmic axis what is not above 0 is at
// the low end.
func (a axis) place(v float64) float64 {
	low, high := a.low, a.high
	if a.log {
		low, high, v = math.Log(low), math.Log(high), math.Log(max(v, a.low))
	}
	return a.from + (v-low)/(high-low)*(a.to-a.from)
}

// value is the inverse of place.
func (a axis) value(place float64) float64 {
	t := (place - a.from) / (a.to - a.from)
	if a.log {
		return a.low * math.Exp(t*math.Log(a.high/a.low))
	}
	return a.low + t*(a.high-a.low)
}

// niceStep returns the least of 1, 2, 5 × 10^k that takes at most most steps
// over span.
func niceStep(span float64, most int) float64 {
	least := span / float64(max(1, most))
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= least*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// linearTicks returns the round values in [low, high], at most most+1 of them.
func linearTicks(low, high float64, most int) []float64 {
	if !(high > low) || math.IsInf(high-low, 0) {
		return nil
	}
	step := niceStep(high-low, most)
	first, last := math.Ceil(low/step-1e-9), math.Floor(high/step+1e-9)
	var ticks []float64
	for k := first; k <= last; k++ {
		ticks = append(ticks, roundTo(k*step, step))
	}
	return ticks
}

// roundTo removes the rounding error of a multiple of step, so that it prints
// as it is meant.
func roundTo(v, step float64) float64 {
	decimals := max(0, int(math.Ceil(-math.Log10(step)+1e-9)))
	if decimals > 15 {
		return v
	}
	power := math.Pow(10, float64(decimals))
	return math.Round(v*power) / power
}

// logTicks returns the round values in [low, high], 0 < low < high, at most
// about most of them: 1, 2, 5 × 10^k if there is room, else powers of ten.
func logTicks(low, high float64, most int) []float64 {
	decades := math.Log10(high / low)
	multiples := []float64{1}
	switch {
	case decades*3 <= float64(most):
		multiples = []float64{1, 2, 5}
	case decades*2 <= float64(most):
		multiples = []float64{1, 3}
	}
	every := max(1, int(math.Ceil(decades/float64(max(1, most)))))
	var ticks []float64
	for k := int(math.Floor(math.Log10(low))); k <= int(math.Ceil(math.Log10(high))); k++ {
		if k%every != 0 {
			continue
		}
		for _, m := range multiples {
			// Parsing the decimal gives the value that prints as it is meant.
			v, _ := strconv.ParseFloat(strconv.FormatFloat(m, 'f', -1, 64)+"e"+strconv.Itoa(k), 64)
			if v >= low*(1-1e-9) && v <= high*(1+1e-9) {
				ticks = append(ticks, v)
			}
		}
	}
	return ticks
}

// leastWritten is the least value that tickText writes without a power of ten.
const leastWritten = 1e-4

// tickText writes a round value with a real minus sign. Long whole numbers
// are grouped by a narrow space, very large and very small ones are powers of
// ten.
func tickText(v float64) string {
	size := math.Abs(v)
	var s string
	switch {
	case size != 0 && (size >= 1e7 || size < leastWritten):
		s = powerText(size)
	default:
		s = grouped(strconv.FormatFloat(size, 'f', -1, 64))
	}
	if v < 0 {
		return "−" + s
	}
	return s
}

// powerText writes a positive round value as a multiple of a power of ten.
func powerText(v float64) string {
	// Six digits: what follows is the rounding error of a round value.
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', 5, 64), "e")
	mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	k, _ := strconv.Atoi(exponent)
	if mantissa == "1" {
		return "10" + superscript(k)
	}
	return mantissa + "·10" + superscript(k)
}

// grouped puts a narrow no-break space between groups of three digits of a
// whole number of five digits or more.
func grouped(s string) string {
	if len(s) < 5 || strings.Contains(s, ".") {
		return s
	}
	var b strings.Builder
	for i, digit := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteRune('\u202f')
		}
		b.WriteRune(digit)
	}
	return b.String()
}

func superscript(k int) string {
	const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	var b strings.Builder
	if k < 0 {
		b.WriteRune('⁻')
		k = -k
	}
	for _, d := range strconv.Itoa(k) {
		b.WriteRune([]rune(digits)[d-'0'])
	}
	return b.String()
}
