package main

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"backprop/engine"
)

// path names a value in the input, such as layers[1].units.
type path struct {
	parent  *path
	name    string // of a field
	element bool   // of a list, at index
	index   int
}

func root(name string) *path            { return &path{name: name} }
func (p *path) field(name string) *path { return &path{parent: p, name: name} }
func (p *path) at(index int) *path      { return &path{parent: p, element: true, index: index} }

func (p *path) String() string {
	switch {
	case p.element:
		return p.parent.String() + "[" + strconv.Itoa(p.index) + "]"
	case p.parent == nil:
		return shown(p.name)
	}
	return p.parent.String() + "." + shown(p.name)
}

// shown returns text as it may stand in a line of a message.
func shown(text string) string {
	const longest = 60
	if utf8.RuneCountInString(text) > longest {
		text = string([]rune(text)[:longest-1]) + "…"
	}
	if text == "" || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(text)
	}
	return text
}

func refuse(p *path, value string, want engine.Want) error {
	return &engine.FieldError{Field: p.String(), Value: shown(value), Want: want}
}

func form(text string) engine.Want { return engine.Want{Kind: engine.WantForm, Text: text} }

// decoder reads JSON strictly: each field is known, spelled exactly so, and
// given once; each value has its type. Package json does not insist on either.
// Since every value is asked for with its type, nesting is bounded.
type decoder struct {
	json *json.Decoder
	data []byte
}

func newDecoder(data []byte) *decoder {
	d := &decoder{json: json.NewDecoder(bytes.NewReader(data)), data: data}
	d.json.UseNumber()
	return d
}

// next returns the next token, which is to begin what is wanted at p.
func (d *decoder) next(p *path, want engine.Want) (json.Token, error) {
	token, err := d.json.Token()
	if err != nil {
		return nil, refuse(p, d.word(), want)
	}
	return token, nil
}

// word returns the text that follows the last token.
func (d *decoder) word() string {
	rest := bytes.TrimLeft(d.data[d.json.InputOffset():], " \t\r\n,:")
	if len(rest) == 0 {
		return "(end of input)"
	}
	return string(rest[:1]) + attached(rest[1:])
}

// attached returns what stands at the beginning of data without a separator.
func attached(data []byte) string {
	if end := bytes.IndexAny(data, " \t\r\n,:[]{}\""); end >= 0 {
		data = data[:end]
	}
	return string(data)
}

// end wants nothing more.
func (d *decoder) end() error {
	if rest := bytes.TrimSpace(d.data[d.json.InputOffset():]); len(rest) > 0 {
		return refuse(root("input"), string(rest), form("nothing after the closing }"))
	}
	return nil
}

// describe returns a value as a message shows it.
func describe(token json.Token) string {
	switch t := token.(type) {
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(t)
	case json.Number:
		return t.String()
	case string:
		return strconv.Quote(t)
	case json.Delim:
		switch t {
		case '{':
			return "(an object)"
		case '[':
			return "(a list)"
		}
		return t.String()
	}
	return "(unreadable)"
}

// number reads a finite number that want allows.
func (d *decoder) number(p *path, want engine.Want) (float64, error) {
	token, err := d.next(p, want)
	if err != nil {
		return 0, err
	}
	return d.numberOf(token, p, want)
}

// numberOf is number for a token that has been read.
func (d *decoder) numberOf(token json.Token, p *path, want engine.Want) (float64, error) {
	literal, ok := token.(json.Number)
	if !ok {
		return 0, refuse(p, describe(token), want)
	}
	// A token ends where the grammar says, which in 0x10 is after the 0.
	text := literal.String() + attached(d.data[d.json.InputOffset():])
	v, err := strconv.ParseFloat(literal.String(), 64)
	if err != nil || !want.Allows(v) || len(text) > len(literal) {
		return 0, refuse(p, text, want)
	}
	return v, nil
}

// whole reads a whole number that want allows. It may be written with a
// fraction of zero, as in 2.0.
func (d *decoder) whole(p *path, want engine.Want) (int, error) {
	v, err := d.number(p, want)
	return int(v), err
}

func (d *decoder) bool(p *path) (bool, error) {
	want := form("true or false")
	token, err := d.next(p, want)
	if err != nil {
		return false, err
	}
	v, ok := token.(bool)
	if !ok {
		return false, refuse(p, describe(token), want)
	}
	return v, nil
}

// named is a value of an enumerated type.
type named interface{ String() string }

func oneOf[T named](choices []T) engine.Want {
	want := engine.Want{Kind: engine.WantOneOf}
	for _, c := range choices {
		want.Names = append(want.Names, c.String())
	}
	return want
}

// choice returns a function that reads the name of one of the choices.
func choice[T named](d *decoder) func(*path, []T) (T, error) {
	return func(p *path, choices []T) (none T, err error) {
		token, err := d.next(p, oneOf(choices))
		if err != nil {
			return none, err
		}
		if text, ok := token.(string); ok {
			for _, c := range choices {
				if c.String() == text {
					return c, nil
				}
			}
		}
		return none, refuse(p, describe(token), oneOf(choices))
	}
}

// list reads a list of at most limit elements, each by a call of element.
func (d *decoder) list(p *path, of string, limit int, element func(*path) error) error {
	want := form("a list of " + of)
	token, err := d.next(p, want)
	if err != nil {
		return err
	}
	if token != json.Delim('[') {
		return refuse(p, describe(token), want)
	}
	for i := 0; d.json.More(); i++ {
		if i == limit {
			return refuse(p, "(longer)", form("a list of at most "+strconv.Itoa(limit)+" "+of))
		}
		if err := element(p.at(i)); err != nil {
			return err
		}
	}
	_, err = d.next(p, form("a comma or a closing ]"))
	return err
}

// numbers reads a list of finite numbers.
func (d *decoder) numbers(p *path) ([]float64, error) {
	var values []float64
	err := d.list(p, "numbers", math.MaxInt, func(p *path) error {
		v, err := d.number(p, engine.Want{Kind: engine.WantNumber})
		values = append(values, v)
		return err
	})
	return values, err
}

// table reads a list of at most limit lists of numbers.
func (d *decoder) table(p *path, limit int) ([][]float64, error) {
	var rows [][]float64
	err := d.list(p, "lists of numbers", limit, func(p *path) error {
		row, err := d.numbers(p)
		rows = append(rows, row)
		return err
	})
	return rows, err
}

// member is a field of an object.
type member struct {
	name     string
	required *engine.Want // not nil: what is wanted when the field is missing
	read     func(*path) error
}

// object reads an object whose fields are the members, and returns which of
// them were there.
func (d *decoder) object(p *path, members []member) (map[string]bool, error) {
	want := form("an object in braces")
	whole := p
	if whole == nil {
		whole = root("input")
	}
	token, err := d.next(whole, want)
	if err != nil {
		return nil, err
	}
	if token != json.Delim('{') {
		return nil, refuse(whole, describe(token), want)
	}
	given := make(map[string]bool)
	for d.json.More() {
		token, err := d.next(whole, form("a field in quotes"))
		if err != nil {
			return nil, err
		}
		name := token.(string)
		at := p.field(name)
		m, ok := memberNamed(members, name)
		if !ok {
			return nil, refuse(at, "(unknown field)", engine.Want{Kind: engine.WantOneOf, Names: names(members)})
		}
		if given[name] {
			return nil, refuse(at, "(given twice)", form("each field once"))
		}
		given[name] = true
		if err := m.read(at); err != nil {
			return nil, err
		}
	}
	if _, err := d.next(whole, form("a comma or a closing }")); err != nil {
		return nil, err
	}
	for _, m := range members {
		if m.required != nil && !given[m.name] {
			return nil, refuse(p.field(m.name), "(missing)", *m.required)
		}
	}
	return given, nil
}

func memberNamed(members []member, name string) (member, bool) {
	for _, m := range members {
		if m.name == name {
			return m, true
		}
	}
	return member{}, false
}

func names(members []member) []string {
	var all []string
	for _, m := range members {
		all = append(all, m.name)
	}
	return all
}
