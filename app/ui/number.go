package ui

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"backprop/engine"
)

// parseNumber understands a number as people type it: with a decimal point or
// a decimal comma, as a fraction such as −2/5, and with the digits and signs of
// any keyboard, full-width ones of an input method among them. A comma that may
// separate thousands as well as decimals is an *AmbiguousError.
func parseNumber(typed string) (float64, error) {
	s := strings.TrimSpace(strings.Map(plainRune, typed))
	numerator, denominator, fraction := strings.Cut(s, "/")
	v, err := parseDecimal(numerator)
	if err == nil && fraction {
		var d float64
		d, err = parseDecimal(denominator)
		v /= d
	}
	if ambiguous, ok := err.(*AmbiguousError); ok {
		ambiguous.Typed = typed
		return 0, ambiguous
	}
	if err != nil || !finite(v) {
		return 0, &NumberError{Typed: typed}
	}
	return v, nil
}

// plainRune returns what a character stands for in ASCII: full-width forms
// (Unicode Standard, block U+FF00), the minus signs, hyphens and slashes that
// keyboards, input methods and copied text have, and wide spaces.
func plainRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case unicode.IsSpace(r):
		return ' '
	}
	switch r {
	case '−', '‐', '‑', '‒', '–', '—', '﹣':
		return '-'
	case '⁄', '∕':
		return '/'
	case '﹢':
		return '+'
	case '、', '，', '﹐', '٫':
		return ','
	case '。', '｡', '．', '﹒':
		return '.'
	}
	return r
}

// parseDecimal reads a number with a decimal point or a decimal comma.
func parseDecimal(s string) (float64, error) {
	s = strings.TrimSpace(s)
	if strings.Trim(s, "+-.,0123456789eE") != "" {
		return 0, strconv.ErrSyntax
	}
	if before, after, comma := strings.Cut(s, ","); comma && !strings.ContainsAny(after, ",") && !strings.Contains(before, ".") {
		if digits := strings.TrimLeft(before, "+-"); len(after) == 3 && len(digits) >= 1 && len(digits) <= 3 && digits[0] != '0' && strings.Trim(after, "0123456789") == "" {
			return 0, &AmbiguousError{Grouped: before + after, Decimal: before + "." + after}
		}
		s = before + "." + after
	}
	return strconv.ParseFloat(s, 64)
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

// AmbiguousError says that typed text may be two numbers: 1,000 is a thousand to
// some and one to others.
type AmbiguousError struct{ Typed, Grouped, Decimal string }

func (e *AmbiguousError) Error() string {
	return strconv.Quote(e.Typed) + " may be " + e.Grouped + " or " + e.Decimal
}

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
func significant(v float64) string { return figures(v, 4) }

// figures is significant for n digits.
func figures(v float64, n int) string {
	if !finite(v) {
		return "—"
	}
	s := strconv.FormatFloat(v, 'g', n, 64)
	if mantissa, exponent, found := strings.Cut(s, "e"); found {
		power, _ := strconv.Atoi(exponent)
		s = mantissa + "e" + strconv.Itoa(power)
	} else if v != 0 {
		// Keep all digits: figures that change must not change their width.
		if !strings.Contains(s, ".") && len(strings.TrimLeft(s, "-")) < n {
			s += "."
		}
		digits := len(strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(s), "0"))
		for ; digits < n; digits++ {
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

// exact prints v so that typing it back gives the same bits, with a real minus
// sign.
func exact(v float64) string { return strings.ReplaceAll(plain(v), "-", "−") }

// plain is exact for programs, with the minus sign of ASCII.
func plain(v float64) string {
	if size := math.Abs(v); size >= 1e-6 && size < 1e15 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
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
