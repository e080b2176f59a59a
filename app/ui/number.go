package ui

import (
	"math"
	"strconv"
	"strings"

	"backprop/engine"
)

// parseNumber understands a number as people type it: with a decimal point or
// a decimal comma, a real minus sign, or as a fraction such as 1/3.
func parseNumber(typed string) (float64, error) {
	s := strings.TrimSpace(typed)
	s = strings.ReplaceAll(s, "−", "-")
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	numerator, denominator, fraction := strings.Cut(s, "/")
	v, err := strconv.ParseFloat(strings.TrimSpace(numerator), 64)
	if err == nil && fraction {
		var d float64
		d, err = strconv.ParseFloat(strings.TrimSpace(denominator), 64)
		v /= d
	}
	if err != nil || !finite(v) || strings.ContainsAny(s, "xXpP_") {
		return 0, &NumberError{Typed: typed}
	}
	return v, nil
}

// maxWhole is the largest whole number that every field takes without rounding.
const maxWhole = 1 << 53

// wantWhole refuses a value that is not a whole number, 0 or more.
func wantWhole(f Field, typed string, v float64) error {
	if v == math.Trunc(v) && v >= 0 && v <= maxWhole {
		return nil
	}
	return &engine.FieldError{Field: string(f), Value: typed, Want: engine.Want{Kind: engine.WantWhole, High: maxWhole}}
}

// NumberError says that typed text is not a number.
type NumberError struct{ Typed string }

func (e *NumberError) Error() string { return strconv.Quote(e.Typed) + " is not a number" }

// LimitError says that a network is larger than the screen draws, or smaller
// than a network can be.
type LimitError struct {
	Layers bool // too many hidden layers; otherwise units of a layer
	Least  bool // too few of them
	Inputs bool // with Least: no input would be left
	Limit  int
}

func (e *LimitError) Error() string {
	what := "units in a layer"
	if e.Layers {
		what = "hidden layers"
	}
	return "the screen draws up to " + strconv.Itoa(e.Limit) + " " + what
}

// significant prints v with 4 significant digits, a real minus sign and no
// needless zeros, in at most 9 characters.
func significant(v float64) string {
	if !finite(v) {
		return "—"
	}
	s := strconv.FormatFloat(v, 'g', 4, 64)
	if mantissa, exponent, found := strings.Cut(s, "e"); found {
		n, _ := strconv.Atoi(exponent)
		s = mantissa + "e" + strconv.Itoa(n)
	} else if v != 0 {
		// Keep four digits: figures that change must not change their width.
		if !strings.Contains(s, ".") && len(strings.TrimLeft(s, "-")) < 4 {
			s += "."
		}
		digits := len(strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(s), "0"))
		for ; digits < 4; digits++ {
			s += "0"
		}
	}
	return strings.ReplaceAll(s, "-", "−")
}

// decimals prints v with one decimal more than it takes to tell numbers apart
// that differ by step.
func decimals(v, step float64) string {
	if !finite(v) || !(step > 0) {
		return "—"
	}
	s := strconv.FormatFloat(v, 'f', max(0, 1-int(math.Floor(math.Log10(step)))), 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return strings.ReplaceAll(s, "-", "−")
}

// exact prints v so that typing it back gives the same bits.
func exact(v float64) string {
	if size := math.Abs(v); size >= 1e-6 && size < 1e15 {
		return strings.ReplaceAll(strconv.FormatFloat(v, 'f', -1, 64), "-", "−")
	}
	return strings.ReplaceAll(strconv.FormatFloat(v, 'g', -1, 64), "-", "−")
}

func whole(n int) string { return strconv.Itoa(n) }

// grouped prints a count with thin spaces between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u2009" + s[i:]
	}
	return s
}
