package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// viewContributions shows how each training sample pulls at the selected weight
// or bias, and what becomes of all of them.
func (p *Playground) viewContributions(m Model) app.UI {
	w := m.Words().Shares
	parameter, is := m.parameterIndex(m.Selected)
	s, known := m.shares()
	if !is || !known || parameter >= len(m.Scope.Sight.Next.Gradient) {
		return nil
	}
	n, rank := len(s.values), s.rank(m.lensSample())
	up, down, zero := s.paths()
	bars := (n + s.perBar() - 1) / s.perBar()
	shape := func(name string) app.HTMLElem { return tag(name).XMLNS(svg) }
	return tag("div").Class("contributions").Body(
		tag("h3").Text(w.Title),
		tag("p").Class("note").Text(w.Help),
		tag("div").ID("contributions").Class("strip").TabIndex(0).Role("slider").Aria("label", w.Label).Aria("orientation", "horizontal").
			Aria("valuemin", 1).Aria("valuemax", n).Aria("valuenow", rank+1).Aria("valuetext", m.shareText(s, rank)).
			OnClick(p.stripPressed).OnKeyDown(p.stripKey).Body(
			shape("svg").Attr("viewBox", fmt.Sprintf("0 0 %d %d", bars, stripHeight)).Attr("preserveAspectRatio", "none").Aria("hidden", "true").Body(
				shape("rect").Attr("x", rank/s.perBar()).Attr("width", 1).Attr("height", stripHeight).Attr("fill", "var(--accent)").Attr("opacity", "0.3"),
				shape("path").Attr("d", up).Attr("fill", "var(--positive)"),
				shape("path").Attr("d", down).Attr("fill", "var(--negative)"),
				shape("rect").Attr("y", fmt.Sprintf("%.2f", zero-0.25)).Attr("width", bars).Attr("height", "0.5").Attr("fill", "var(--muted)"),
			),
		),
		tag("p").ID("contribution").Class("reading").Text(m.shareText(s, rank)),
		tag("p").ID("contribution-sums").Class("note").Body(
			tag("span").Text(fmt.Sprintf(w.Sums, scientific(s.sum), scientific(s.mean), grouped(n))+" "+m.takenText(m.Scope.Sight.Next, parameter)),
			when(s.perBar() > 1, func() app.UI { return tag("span").Text(" " + fmt.Sprintf(w.Many, grouped(s.perBar()))) }),
		),
	)
}

// shareText reads the sample of a rank, which count from 1 as samples do.
func (m Model) shareText(s shares, rank int) string {
	return fmt.Sprintf(m.Words().Shares.Read, grouped(s.samples[rank]+1), scientific(s.values[rank]), grouped(rank+1), grouped(len(s.values)))
}

// stripPressed puts the sample under the pointer under the lens.
func (p *Playground) stripPressed(ctx app.Context, e app.Event) {
	box := ctx.JSSrc().Call("getBoundingClientRect")
	if s, known := p.model.shares(); known {
		p.pickRank(s.barAt((e.Get("clientX").Float() - box.Get("left").Float()) / box.Get("width").Float()))
	}
}

// stripKey moves along the samples in the order of the bars.
func (p *Playground) stripKey(_ app.Context, e app.Event) {
	s, known := p.model.shares()
	if !known {
		return
	}
	rank := s.rank(p.model.lensSample())
	switch e.Get("code").String() {
	case "ArrowLeft", "ArrowDown":
		rank--
	case "ArrowRight", "ArrowUp":
		rank++
	case "PageDown":
		rank -= 10
	case "PageUp":
		rank += 10
	case "Home":
		rank = 0
	case "End":
		rank = len(s.values) - 1
	default:
		return
	}
	e.PreventDefault()
	p.pickRank(rank)
}

func (p *Playground) pickRank(rank int) {
	if pick, known := p.model.pickRank(rank); known {
		p.Send(pick)
	}
}
