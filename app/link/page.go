package link

import (
	"slices"
	"strings"

	"backprop/engine"
)

// Page is how a link asks the page to show its experiment. The zero Page is
// the usual one.
type Page struct {
	HideTest bool // test samples are not shown
	Discrete bool // the surface shows answers in place of values
	Embedded bool // compact, to stand in another page
	Access   Access
}

// pageField is one of engine.PageKeys.
type pageField struct {
	key   string
	write func(Page) string // empty where there is nothing to say
	// read returns an error for each part of value that cannot be used.
	read func(p *Page, value string) []error
}

var pageFields = []pageField{
	switchField("test", "off", "on", func(p *Page) *bool { return &p.HideTest }),
	switchField("discrete", "on", "off", func(p *Page) *bool { return &p.Discrete }),
	switchField("embed", "on", "off", func(p *Page) *bool { return &p.Embedded }),
	accessField("hide", Hidden, names()),
	accessField("lock", Locked, lockableNames()),
}

// switchField says set where at points to true; usual is the other word.
func switchField(key, set, usual string, at func(*Page) *bool) pageField {
	return pageField{
		key: key,
		write: func(p Page) string {
			if *at(&p) {
				return set
			}
			return ""
		},
		read: func(p *Page, value string) []error {
			if value != set && value != usual {
				return []error{engine.Refuse(key, value, oneOf("on", "off"))}
			}
			*at(p) = value == set
			return nil
		},
	}
}

// accessField lists the controls in a state: hide=rate,batch
func accessField(key string, state State, names []string) pageField {
	return pageField{
		key: key,
		write: func(p Page) string {
			var listed []string
			for _, c := range order {
				if p.Access[c] == state {
					listed = append(listed, c.String())
				}
			}
			return strings.Join(listed, ",")
		},
		read: func(p *Page, value string) (refused []error) {
			for name := range strings.SplitSeq(value, ",") {
				c, known := ParseControl(name)
				if !known || !slices.Contains(names, name) {
					refused = append(refused, engine.Refuse(key, name, oneOf(names...)))
					continue
				}
				p.Access[c] = max(p.Access[c], state) // what is both locked and hidden is hidden
			}
			return refused
		},
	}
}

// readPage takes the page's own pairs and returns the others.
func (o *Opened) readPage(pairs []engine.Pair) (rest []engine.Pair) {
	seen := map[string]bool{}
	for _, pair := range pairs {
		i := slices.IndexFunc(pageFields, func(f pageField) bool { return f.key == pair.Key })
		switch {
		case i < 0:
			rest = append(rest, pair)
		case seen[pair.Key]:
			o.ignore(pair, engine.Want{Text: "each key once"})
		default:
			seen[pair.Key] = true
			for _, err := range pageFields[i].read(&o.Page, pair.Value) {
				o.Notes = append(o.Notes, Note{Err: err})
			}
		}
	}
	return rest
}

// ignore tells that the value of a pair cannot be used.
func (o *Opened) ignore(pair engine.Pair, want engine.Want) {
	o.Notes = append(o.Notes, Note{Err: engine.Refuse(pair.Key, pair.Value, want)})
}

func oneOf(names ...string) engine.Want { return engine.Want{Kind: engine.WantOneOf, Names: names} }
