package engine

import (
	"fmt"
	"strings"
)

// FieldError says that a value from outside cannot be used: which field, what
// was given and what is wanted. The page shows it in the reader's language,
// so Want is a value and not a sentence.
type FieldError struct {
	Field string // as in the text form, such as "rate" or "layers"
	Value string // as given
	Want  Want
}

func (e *FieldError) Error() string {
	return fmt.Sprintf("%s %s: want %s", e.Field, e.Value, e.Want)
}

// Want describes acceptable values.
type Want struct {
	Kind      WantKind
	Low, High float64  // for the kinds that name numbers
	Names     []string // WantOneOf: the choices
	Text      string   // WantForm: the form, in English
}

// WantKind selects which fields of a Want count.
type WantKind uint8

const (
	WantForm    WantKind = iota // Text
	WantNumber                  // a finite number
	WantWhole                   // a whole number in [Low, High]
	WantBetween                 // a number in [Low, High]
	WantBelow                   // a number in [Low, High)
	WantAtLeast                 // a number, Low or more
	WantOver                    // a number greater than Low
	WantOneOf                   // one of Names
)

func (w Want) String() string {
	low, high := number(w.Low), number(w.High)
	switch w.Kind {
	case WantNumber:
		return "a finite number"
	case WantWhole:
		return "a whole number from " + low + " to " + high
	case WantBetween:
		return "a number from " + low + " to " + high
	case WantBelow:
		return "a number from " + low + " to below " + high
	case WantAtLeast:
		return "a number, " + low + " or more"
	case WantOver:
		return "a number above " + low
	case WantOneOf:
		return "one of " + strings.Join(w.Names, ", ")
	}
	return w.Text
}

// number prints v so that reading it back gives the same bits.
func number(v float64) string { return string(appendNumber(nil, v)) }
