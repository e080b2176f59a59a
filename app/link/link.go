// Package link reads and writes what stands behind the # of the page's
// address: an experiment in its text form, followed by the keys that say how
// the page shows it. It also reads the links of TensorFlow Playground and
// turns them into links of this page.
//
// Reading never fails. What cannot be used is left out and told in a Note, so
// that a link that is damaged in one place still opens with the rest.
package link

import (
	"strconv"
	"strings"

	"backprop/engine"
)

// Link is everything that a fragment says.
type Link struct {
	Experiment engine.Experiment
	Page       Page
}

// Limits are the largest networks that the page draws.
type Limits struct {
	HiddenLayers int
	Units        int // of a layer, inputs included
}

// String returns the fragment, '#' not included. Page keys that say what is
// usual are left out.
func (l Link) String() string {
	text := l.Experiment.String()
	for _, f := range pageFields {
		if value := f.write(l.Page); value != "" {
			text += "&" + f.key + "=" + value
		}
	}
	return text
}

// Opened is what a fragment has become.
type Opened struct {
	Link
	Notes []Note
	Peer  bool // the fragment was a link of TensorFlow Playground
}

// Read returns what the fragment says. Where it says nothing, or nothing of
// use, the experiment is that of engine.Default, or of TensorFlow Playground
// if the link is one of its own.
func Read(fragment string, limits Limits) Opened {
	pairs, broken := engine.Pairs(strings.TrimSpace(fragment))
	var o Opened
	for _, err := range broken {
		o.Notes = append(o.Notes, Note{Err: err})
	}
	pairs = o.readPage(pairs)
	base := engine.Default()
	if o.Peer = isPeer(pairs); o.Peer {
		base, pairs = o.translate(pairs, limits)
	}
	e, ignored := engine.Salvage(base, pairs, limits.fits)
	for _, err := range ignored {
		o.Notes = append(o.Notes, Note{Err: err})
	}
	o.Notes = once(o.Notes)
	o.Experiment = e
	return o
}

// once drops notes that say again what one before them says.
func once(notes []Note) (kept []Note) {
	said := map[string]bool{}
	for _, n := range notes {
		if n.Kind == Ignored {
			if said[n.Err.Error()] {
				continue
			}
			said[n.Err.Error()] = true
		}
		kept = append(kept, n)
	}
	return kept
}

// fits refuses a network that the page does not draw.
func (l Limits) fits(e engine.Experiment) *engine.FieldError {
	if hidden := len(e.Layers) - 1; hidden > l.HiddenLayers {
		return engine.Refuse("layers", strconv.Itoa(hidden)+" hidden layers", l.wantLayers())
	}
	for _, layer := range e.Layers {
		if layer.Units > l.Units {
			return engine.Refuse("layers", strconv.Itoa(layer.Units)+layer.Activation.String(), l.wantUnits())
		}
	}
	if n := e.InputUnits(); n > l.Units {
		return engine.Refuse("data", strconv.Itoa(n)+" inputs", l.wantUnits())
	}
	return nil
}

func (l Limits) wantLayers() engine.Want {
	return engine.Want{Text: "at most " + strconv.Itoa(l.HiddenLayers) + " hidden layers on this page"}
}

func (l Limits) wantUnits() engine.Want {
	return engine.Want{Text: "at most " + strconv.Itoa(l.Units) + " units in a layer on this page"}
}
