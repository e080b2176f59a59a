package ui

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/link"
	"backprop/app/qr"
	"backprop/app/text"
)

// preparingID is the id of the dialog.
const preparingID = "preparing"

// viewPreparing is the dialog in which a page is prepared for a class: what to
// lock and hide, and what to pass on.
func (p *Playground) viewPreparing(m Model) app.UI {
	w := m.Words().Class
	return tag("dialog").ID(preparingID).Class("dialog").Aria("labelledby", "preparing-title").
		On("close", p.preparingClosed).Body(
		when(m.Preparing.Open, func() app.UI {
			return tag("div").Class("dialog-sheet").Body(
				tag("div").Class("dialog-head").Body(
					tag("h2").ID("preparing-title").Text(w.Title),
					p.button(ClosePreparing{}).ID("preparing-close").Class("quiet").Aria("label", w.Close).Title(w.Close).Text("×"),
				),
				tag("p").Class("note").Text(w.Intro),
				tag("div").Class("dialog-columns").Body(
					tag("div").Class("accesses").Body(
						app.Range(groups[:]).Slice(func(i int) app.UI { return p.viewGroup(m, link.Group(i)) }),
					),
					p.viewPrepared(m, w),
				),
			)
		}),
	)
}

var groups [link.GroupCount]struct{}

// viewGroup holds the controls of one group, with a choice for all of them.
func (p *Playground) viewGroup(m Model, g link.Group) app.UI {
	w, controls := m.Words().Class, link.Controls(g)
	return tag("section").Class("access-group").Body(
		tag("div").Class("access", "access-all").Body(
			tag("h3").Text(w.Groups[g]),
			p.viewAll(m, g),
		),
		app.Range(controls).Slice(func(i int) app.UI {
			c := controls[i]
			return tag("fieldset").Class("access").Body(
				tag("legend").Class("unseen").Text(w.Controls[c.String()]),
				tag("span").Class("access-name").Aria("hidden", "true").Text(w.Controls[c.String()]),
				tag("div").Class("states").Body(app.Range(w.States[:]).Slice(func(s int) app.UI {
					return p.viewState(m, c, link.State(s))
				})),
			)
		}),
	)
}

// viewState is one of the three choices of a control.
func (p *Playground) viewState(m Model, c link.Control, s link.State) app.UI {
	if s == link.Locked && !c.Lockable() {
		return tag("span").Class("state-none").Aria("hidden", "true")
	}
	id := "access-" + c.String() + "-" + accessNames[s]
	choose := func(app.Context, app.Event) { p.Send(SetAccess{c, s}) }
	return tag("label").Class("state").DataSet("state", accessNames[s]).Body(
		tag("input").ID(id).Attr("type", "radio").Attr("name", "access-"+c.String()).
			Attr("checked", m.Preparing.Access[c] == s).OnChange(choose, id),
		tag("span").Text(m.Words().Class.States[s]),
	)
}

// viewAll sets every control of a group at once.
func (p *Playground) viewAll(m Model, g link.Group) app.UI {
	w := m.Words().Class
	common := m.commonState(g)
	return tag("select").ID("access-all-"+whole(int(g))).Aria("label", fmt.Sprintf(w.Allf, w.Groups[g])).OnChange(p.groupChosen(g), int(g)).Body(
		tag("option").Attr("value", "").Attr("selected", common < 0).Attr("disabled", true).Text(w.Mixed),
		app.Range(w.States[:]).Slice(func(s int) app.UI {
			return tag("option").Attr("value", accessNames[s]).Attr("selected", common == s).Text(w.States[s])
		}),
	)
}

// commonState is the state of all controls of a group, or −1 where they have
// different ones.
func (m Model) commonState(g link.Group) int {
	controls := link.Controls(g)
	first := m.Preparing.Access[controls[0]]
	for _, c := range controls {
		if m.Preparing.Access[c] != first {
			return -1
		}
	}
	return int(first)
}

func (p *Playground) groupChosen(g link.Group) app.EventHandler {
	return func(ctx app.Context, _ app.Event) {
		for s, name := range accessNames {
			if name == ctx.JSSrc().Get("value").String() {
				p.Send(SetGroupAccess{g, link.State(s)})
			}
		}
	}
}

// viewPrepared is what the dialog yields.
func (p *Playground) viewPrepared(m Model, w text.ClassWords) app.UI {
	address, frame := m.preparedLink(p.base()), m.preparedFrame(p.base())
	return tag("div").Class("prepared").Body(
		p.viewResult(m, LinkTarget, "prepared-link", w.LinkLabel, w.LinkHelp, address),
		p.viewCode(w, address),
		p.viewResult(m, FrameTarget, "prepared-frame", w.FrameLabel, w.FrameHelp, frame),
		when(m.Preparing.Refused, func() app.UI {
			return tag("p").ID("prepared-refused").Class("field-error").Role("alert").Text(w.CopyFailed)
		}),
		tag("div").Class("dialog-actions").Body(
			p.button(PreviewClass{}).ID("preview-class").Class("primary").Text(w.Preview),
			p.button(ClosePreparing{}).ID("preparing-done").Text(w.Close),
		),
	)
}

// viewResult is a text to pass on, with a button that copies it.
func (p *Playground) viewResult(m Model, target Target, id, label, help, value string) app.UI {
	w := m.Words().Class
	words := w.Copy
	if m.Preparing.Copied == target {
		words = w.Copied
	}
	copyIt := func(app.Context, app.Event) {
		toClipboard(app.Window().GetElementByID(id).Get("value").String(), func(ok bool) { p.Send(PreparedCopied{target, ok}) })
	}
	return tag("div").Class("result").Body(
		tag("div").Class("result-head").Body(
			tag("label").Attr("for", id).Text(label),
			tag("button").Attr("type", "button").ID("copy-"+id).Aria("live", "polite").Aria("describedby", id).OnClick(copyIt, id).Text(words),
		),
		tag("textarea").ID(id).Attr("readonly", true).Attr("rows", "3").Attr("spellcheck", "false").Attr("value", value),
		tag("p").Class("note").Text(help),
	)
}

// viewCode is the QR code of the link, of the better correction where that
// keeps it small enough to be read from a projector.
func (p *Playground) viewCode(w text.ClassWords, address string) app.UI {
	picture, err := p.code(address)
	return tag("div").Class("result").Body(
		tag("div").Class("result-head").Body(tag("span").Text(w.CodeLabel)),
		when(err == nil, func() app.UI {
			return tag("img").ID("prepared-code").Class("code").Attr("src", picture).Attr("alt", w.CodeAlt)
		}),
		when(err != nil, func() app.UI {
			long := err.(*qr.TooLongError)
			return tag("p").ID("prepared-code-none").Class("note").Text(fmt.Sprintf(w.CodeTooLongf, long.Bytes, long.Most))
		}),
	)
}

// smallVersion is up to where a symbol of level M is taken.
const smallVersion = 15

// code returns the QR code of an address as a picture that can be saved. It is
// made anew only when the address changes.
func (p *Playground) code(address string) (picture string, err error) {
	if p.coded.address == address && (p.coded.picture != "" || p.coded.err != nil) {
		return p.coded.picture, p.coded.err
	}
	level := qr.L
	if len(address) <= qr.Capacity(smallVersion, qr.M) {
		level = qr.M
	}
	symbol, err := qr.Encode(address, level)
	if err == nil {
		side := whole(symbol.Size + 2*qr.QuietZone)
		picture = "data:image/svg+xml," + strings.NewReplacer("<", "%3C", ">", "%3E", "#", "%23", " ", "%20", `"`, "'").Replace(
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `+side+" "+side+`" width="`+side+`0" height="`+side+`0" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h`+side+"v"+side+`H0z"/><path d="`+symbol.Path()+`"/></svg>`)
	}
	p.coded = coded{address, picture, err}
	return picture, err
}

// coded is the last QR code made.
type coded struct {
	address, picture string
	err              error
}

// viewPreview is the bar over a page that is shown as the class will see it.
func (p *Playground) viewPreview(m Model) app.UI {
	w := m.Words().Class
	if !m.Preparing.Preview {
		return tag("div")
	}
	return notice("previewing", "good", "", w.PreviewNote, p.button(OpenPreparing{}).ID("preview-back").Class("primary").Text(w.Back))
}

// preparingClosed hears the browser close the dialog, as Escape does.
func (p *Playground) preparingClosed(app.Context, app.Event) {
	if p.model.Preparing.Open {
		p.Send(ClosePreparing{})
	}
}

// showPreparing opens or closes the dialog as the model has it, once its
// content is there.
func (p *Playground) showPreparing() {
	open := p.model.Preparing.Open
	p.ctx.Defer(func(app.Context) {
		dialog := app.Window().GetElementByID(preparingID)
		switch {
		case open && !dialog.Get("open").Bool():
			dialog.Call("showModal")
		case !open && dialog.Get("open").Bool():
			dialog.Call("close")
		}
	})
}
