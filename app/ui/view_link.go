package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/link"
	"backprop/app/text"
	"backprop/engine"
)

// How many notes of a link are in the open, and how many can be unfolded.
const (
	openNotes = 3
	mostNotes = 40
)

// viewLinkNotes tells what of a link could not be taken as it stood.
func (p *Playground) viewLinkNotes(m Model) app.UI {
	w, notes := m.Words().Link, m.Notice.Notes
	title := w.Partly
	if m.Notice.Peer {
		if title = w.Peer; len(notes) == 0 {
			title = w.PeerWhole
		}
	}
	return tag("div").ID("notice").Class("notice", "notice-plain").Role("alert").Body(
		tag("div").Class("notice-list").Body(
			tag("p").Text(title),
			noteList(m, notes[:min(openNotes, len(notes))]),
			when(len(notes) > openNotes, func() app.UI {
				shown := min(mostNotes, len(notes))
				return tag("details").ID("more-notes").Body(
					tag("summary").Text(fmt.Sprintf(w.Moref, len(notes)-openNotes)),
					noteList(m, notes[openNotes:shown]),
					when(len(notes) > shown, func() app.UI { return tag("p").Text(fmt.Sprintf(w.Restf, len(notes)-shown)) }),
				)
			}),
		),
		tag("div").Class("notice-actions").Body(p.button(Dismiss{}).ID("dismiss").Text(m.Words().Dismiss)),
	)
}

func noteList(m Model, notes []link.Note) app.UI {
	return tag("ul").Body(app.Range(notes).Slice(func(i int) app.UI {
		return tag("li").Text(noteText(m.Words(), notes[i]))
	}))
}

// noteText says in words of w what a note tells.
func noteText(w *text.Words, n link.Note) string {
	switch n.Kind {
	case link.NoCounterpart:
		if words, known := w.Link.Counterparts[n.Key]; known {
			return words
		}
		return fmt.Sprintf(w.Link.NoCounterpartf, n.Key, n.Value)
	case link.OtherDraws:
		return fmt.Sprintf(w.Link.OtherDrawsf, n.Value)
	case link.NoInputs:
		return w.Link.NoInputs
	}
	if err, of := n.Err.(*engine.FieldError); of && err.Field == "link" && err.Want.Kind == engine.WantOneOf {
		return fmt.Sprintf(w.Link.UnknownKeyf, err.Value)
	}
	return ErrorText(w, n.Err)
}
