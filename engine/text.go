package engine

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// String returns e in its text form: one line of key=value pairs joined by &,
// such as
//
//	data=circle&samples=200&noise=0&share=50&dataseed=299&inputs=x1,x2&layers=5sigmoid,1sigmoid&rate=2&…
//
// which serves as link, test name and log entry. Every character of it may
// stand in the fragment of a URL as it is. Numbers are in the shortest form
// that reads back to the same bits. Fields that the data set does not use are
// left out, as are an empty schedule and an absent start; equal texts mean
// equal runs.
func (e Experiment) String() string {
	var text []byte
	for _, f := range fields {
		if !f.applies(e.Data.Set) {
			continue
		}
		end := len(text)
		if end > 0 {
			text = append(text, '&')
		}
		text = append(text, f.name...)
		text = append(text, '=')
		start := len(text)
		if text = f.write(text, &e); len(text) == start {
			text = text[:end]
		}
	}
	return string(text)
}

// Parse reads the text form, percent-encoded or not, with its pairs in any
// order. Keys that are missing take the value of Default, so the empty text
// is the default experiment; PageKeys are passed over. The error is a *FieldError: a key that is
// unknown, repeated or of no use to the data set, or the first field, in the
// order of String, that cannot be used. Parse(e.String()) returns e, bit for
// bit, if e is valid and the fields that its data set does not use are those
// of Default.
func Parse(text string) (Experiment, error) {
	pairs, err := splitPairs(text)
	if err != nil {
		return Experiment{}, err
	}
	return readPairs(Default(), pairs)
}

// splitPairs returns the pairs of a text form by their keys.
func splitPairs(text string) (map[string]string, error) {
	plain, err := url.PathUnescape(text)
	if err != nil {
		return nil, fieldError("link", text, form("two hexadecimal digits after each %"))
	}
	pairs := make(map[string]string)
	if plain == "" {
		return pairs, nil
	}
	for pair := range strings.SplitSeq(plain, "&") {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, fieldError("link", pair, form("key=value pairs joined by &"))
		}
		if slices.Contains(PageKeys, key) {
			continue
		}
		if _, ok := fieldNamed(key); !ok {
			return nil, unknownKey(key)
		}
		if _, ok := pairs[key]; ok {
			return nil, fieldError(key, value, form("each key once"))
		}
		pairs[key] = value
	}
	return pairs, nil
}

// appendNumber appends v in the shortest decimal form that reads back to the
// same bits, without a plus sign.
func appendNumber(dst []byte, v float64) []byte {
	if a := math.Abs(v); a == 0 || 1e-6 <= a && a < 1e21 {
		return strconv.AppendFloat(dst, v, 'f', -1, 64)
	}
	return append(dst, strings.Replace(strconv.FormatFloat(v, 'e', -1, 64), "+", "", 1)...)
}

// readNumber reads a decimal number. The error says that field wants w.
func readNumber(field, text string, w Want) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.Trim(text, "+-.0123456789eE") != "" {
		return 0, fieldError(field, text, w)
	}
	return v, nil
}

// readWhole reads a whole number. The error says that field wants w.
func readWhole(field, text string, w Want) (int, error) {
	v, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, fieldError(field, text, w)
	}
	return int(v), nil
}

// appendNumbers appends the values with commas between them.
func appendNumbers(dst []byte, values []float64) []byte {
	for i, v := range values {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendNumber(dst, v)
	}
	return dst
}

// readNumbers reads numbers with commas between them.
func readNumbers(field, text string) ([]float64, error) {
	values := make([]float64, 0, strings.Count(text, ",")+1)
	for item := range strings.SplitSeq(text, ",") {
		v, err := readNumber(field, item, wantNumber)
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	return values, nil
}

// form wants what text describes.
func form(text string) Want { return Want{Kind: WantForm, Text: text} }

// fieldError shows value as far as it fits a line of a message.
func fieldError(field, value string, want Want) *FieldError {
	const longest = 60
	if utf8.RuneCountInString(value) > longest {
		value = string([]rune(value)[:longest-1]) + "…"
	}
	if value == "" || strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsPrint(r) }) {
		value = strconv.Quote(value)
	}
	return &FieldError{Field: field, Value: value, Want: want}
}
