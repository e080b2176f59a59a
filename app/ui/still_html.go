//go:build !js

package ui

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// element is a piece of go-app's HTML: an element, or text where name is empty.
type element struct {
	name       string
	attributes map[string]string
	children   []*element
	text       string // escaped
	raw        string // markup in the place of children, with "@" where a language makes ids differ
}

// each calls do for e and all elements in it.
func (e *element) each(do func(*element)) {
	do(e)
	for _, c := range e.children {
		c.each(do)
	}
}

// parseElement reads what app.HTMLString wrote, which is regular: values of
// attributes are Go strings, every element is closed, and line ends between
// children mean nothing.
func parseElement(s string) (*element, error) {
	e, rest, err := nextElement(s)
	if err == nil && strings.TrimSpace(rest) != "" {
		err = fmt.Errorf("ui: %.40q follows the page", rest)
	}
	return e, err
}

func nextElement(s string) (*element, string, error) {
	wrong := func() (*element, string, error) { return nil, "", fmt.Errorf("ui: unreadable HTML at %.60q", s) }
	if !strings.HasPrefix(s, "<") {
		end := strings.IndexByte(s, '<')
		if end < 0 {
			return wrong()
		}
		return &element{text: strings.Trim(s[:end], "\n")}, s[end:], nil
	}
	end := strings.IndexAny(s, " >")
	if end < 0 {
		return wrong()
	}
	e := &element{name: s[1:end], attributes: map[string]string{}}
	s = s[end:]
	for strings.HasPrefix(s, " ") {
		end := strings.IndexAny(s[1:], "= >") + 1
		if end < 1 {
			return wrong()
		}
		key, value := s[1:end], ""
		s = s[end:]
		if strings.HasPrefix(s, "=") {
			quoted, err := strconv.QuotedPrefix(s[1:])
			if err != nil {
				return wrong()
			}
			value, _ = strconv.Unquote(quoted)
			s = s[1+len(quoted):]
		}
		e.attributes[key] = value
	}
	if !strings.HasPrefix(s, ">") {
		return wrong()
	}
	s = s[1:]
	for !strings.HasPrefix(s, "</") {
		child, rest, err := nextElement(s)
		if err != nil {
			return nil, "", err
		}
		if child.name != "" || child.text != "" {
			e.children = append(e.children, child)
		}
		s = rest
	}
	closing := "</" + e.name + ">"
	if !strings.HasPrefix(s, closing) {
		return wrong()
	}
	return e, s[len(closing):], nil
}

// flags are the attributes whose presence is their value.
var flags = []string{"disabled", "selected", "checked", "open", "hidden", "readonly"}

// kept reports whether an attribute has a meaning in a Still, where nothing
// can be pressed or read aloud.
func kept(name string) bool {
	return name == "class" || name == "type" || name == "value" || name == "role" || slices.Contains(flags, name) ||
		strings.HasPrefix(name, "data-") && name != "data-phase" || name == "aria-pressed" || name == "aria-hidden"
}

func (e *element) open(b *strings.Builder, lang string) {
	b.WriteString("<" + e.name)
	if lang != "" {
		fmt.Fprintf(b, ` lang="%s"`, lang)
	}
	for _, name := range slices.Sorted(maps.Keys(e.attributes)) {
		value := e.attributes[name]
		isFlag := slices.Contains(flags, name)
		switch {
		case !kept(name) || isFlag && value == "false":
		case isFlag:
			b.WriteString(" " + name)
		case value == "" && strings.HasPrefix(name, "aria-"):
			fmt.Fprintf(b, ` %s="true"`, name) // go-app writes a true value as none
		default:
			fmt.Fprintf(b, ` %s="%s"`, name, html.EscapeString(value))
		}
	}
	b.WriteString(">")
}

// write writes e, marked as of a language where lang is not empty.
func (e *element) write(b *strings.Builder, lang string) {
	if e.name == "" {
		if lang != "" {
			fmt.Fprintf(b, `<span lang="%s">%s</span>`, lang, e.text)
		} else {
			b.WriteString(e.text)
		}
		return
	}
	e.open(b, lang)
	if e.name == "input" {
		return
	}
	b.WriteString(localized(e.raw, lang))
	for _, c := range e.children {
		c.write(b, "")
	}
	b.WriteString("</" + e.name + ">")
}

// localized gives the ids in markup a language, for what comes once for each.
func localized(raw, lang string) string {
	return strings.NewReplacer(`id="@`, `id="`+lang, `url(#@`, `url(#`+lang).Replace(raw)
}

// plain is e as HTML.
func (e *element) plain() string {
	var b strings.Builder
	e.write(&b, "")
	return b.String()
}

// writeTogether writes pages that differ in language alone as one: what is the
// same once, what differs once for each language.
func writeTogether(b *strings.Builder, languages []string, pages []*element) error {
	first := pages[0]
	same, alike := true, true // in all; in their own attributes and the number of children
	for _, p := range pages[1:] {
		same = same && p.plain() == first.plain()
		var one, other strings.Builder
		if first.name != "" && p.name != "" {
			first.open(&one, "")
			p.open(&other, "")
		}
		alike = alike && p.name == first.name && one.String() == other.String() && len(p.children) == len(first.children) && p.raw == first.raw
	}
	if same {
		first.write(b, "")
		return nil
	}
	// The entries of a menu cannot hold elements.
	if !alike || first.name == "" || first.name == "select" || first.name == "textarea" {
		for i, p := range pages {
			if p.raw != "" && p.name == "" {
				return fmt.Errorf("ui: markup without an element")
			}
			p.write(b, languages[i])
		}
		return nil
	}
	first.open(b, "")
	b.WriteString(localized(first.raw, ""))
	for i := range first.children {
		children := make([]*element, len(pages))
		for k, p := range pages {
			children[k] = p.children[i]
		}
		if err := writeTogether(b, languages, children); err != nil {
			return err
		}
	}
	b.WriteString("</" + first.name + ">")
	return nil
}
