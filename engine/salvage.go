package engine

import (
	"net/url"
	"slices"
	"strings"
)

// Pair is one key=value of a text form.
type Pair struct{ Key, Value string }

// PageKeys are the keys of a link that say how a page shows an experiment and
// not what it is. Parse passes them over; package app/link reads them.
var PageKeys = []string{"test", "discrete", "embed", "hide", "lock"}

// Pairs returns the pairs of a text form in their order, percent-decoded, and
// a *FieldError for each piece that is not a pair. A % that begins no escape
// stands for itself.
func Pairs(text string) (pairs []Pair, broken []error) {
	for piece := range strings.SplitSeq(unescape(text), "&") {
		key, value, ok := strings.Cut(piece, "=")
		switch {
		case piece == "":
		case !ok:
			broken = append(broken, fieldError("link", piece, form("key=value pairs joined by &")))
		default:
			pairs = append(pairs, Pair{key, value})
		}
	}
	return pairs, broken
}

// unescape decodes the escapes of text, as far as they are any.
func unescape(text string) string {
	var plain strings.Builder
	for text != "" {
		escape := text[:min(3, len(text))]
		if decoded, err := url.PathUnescape(escape); err == nil && escape[0] == '%' {
			plain.WriteString(decoded)
			text = text[len(escape):]
			continue
		}
		plain.WriteByte(text[0])
		text = text[1:]
	}
	return plain.String()
}

// Salvage reads as much of pairs as makes a valid experiment. A field that is
// missing or of no use takes the value that it has in base, which must be
// valid. For each pair that is not used there is a *FieldError that says why, those
// of repeated keys last: of a key that comes twice the first pair counts.
//
// A field can be at odds with the data set though neither is wrong by itself.
// Then the field gives way if it was given, and the data set if not.
//
// Unless it is nil, fits may refuse what Validate allows. Its error must name
// a field, too.
func Salvage(base Experiment, pairs []Pair, fits func(Experiment) *FieldError) (Experiment, []error) {
	var ignored, repeated []error
	given := make(map[string]string)
	for _, p := range pairs {
		_, known := fieldNamed(p.Key)
		_, twice := given[p.Key]
		switch {
		case !known:
			ignored = append(ignored, unknownKey(p.Key))
		case twice:
			repeated = append(repeated, fieldError(p.Key, p.Value, form("each key once")))
		default:
			given[p.Key] = p.Value
		}
	}
	for {
		e, err := readPairs(base, given)
		if err == nil && fits != nil {
			if refused := fits(e); refused != nil {
				err = refused
			}
		}
		if err == nil {
			return e, append(ignored, repeated...)
		}
		ignored = append(ignored, err)
		key := err.(*FieldError).Field
		for _, culprit := range []string{key, "data"} {
			if _, there := given[culprit]; there {
				key = culprit
				break
			}
		}
		if _, there := given[key]; !there {
			return base, slices.Concat(ignored, allOf(given), repeated) // fields that base does not go with
		}
		delete(given, key)
	}
}

// allOf says of every pair that it could not be used beside the others.
func allOf(given map[string]string) (ignored []error) {
	for _, f := range fields {
		if value, there := given[f.name]; there {
			ignored = append(ignored, fieldError(f.name, value, form("fields that go together")))
		}
	}
	return ignored
}

// readPairs returns base with the given fields, or the *FieldError of the
// first one, in the order of String, that cannot be used.
func readPairs(base Experiment, given map[string]string) (Experiment, error) {
	e := base
	for _, f := range fields {
		value, there := given[f.name]
		switch {
		case !f.applies(e.Data.Set) && there:
			return Experiment{}, fieldError(f.name, value, form("no such key with this data set"))
		case !f.applies(e.Data.Set):
			continue
		case there:
			if err := f.read(&e, value); err != nil {
				return Experiment{}, err
			}
		}
		if err := f.check(&e); err != nil {
			return Experiment{}, err
		}
	}
	return e, nil
}

// IsKey reports whether key is a key of the text form.
func IsKey(key string) bool {
	_, known := fieldNamed(key)
	return known
}

// Refuse returns the error of a link's value that cannot be used, for readers
// of other keys than those of an experiment.
func Refuse(key, value string, want Want) *FieldError { return fieldError(key, value, want) }

func unknownKey(key string) error {
	return fieldError("link", key, Want{Kind: WantOneOf, Names: slices.Concat(fieldNames(), PageKeys)})
}
