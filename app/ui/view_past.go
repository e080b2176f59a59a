package ui

import (
	"fmt"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/link"
)

// viewPast is the time line under the loss curve: every epoch that the run has
// come through, to go back to.
func (p *Playground) viewPast(m Model) app.UI {
	w, s := m.Words().Past, m.Snapshot
	at, first, last := m.shownUpdates(), s.Earliest, s.Furthest
	low, high, value := m.scrubRange()
	return p.control(m, link.TimeLine,
		tag("div").Class("timeline").Role("group").Aria("label", w.Label).Title(w.Help).Body(
			p.button(GoBy{-1}).ID("epoch-back").Class("quiet", "small").Aria("label", w.Back).Title(w.Back).
				Attr("disabled", at <= first).Body(glyph("❙◀")),
			tag("input").Attr("type", "range").ID("timeline").Aria("label", w.Label).
				Attr("min", low).Attr("max", high).Attr("value", value).
				Aria("valuetext", fmt.Sprintf(w.AtLossf, m.epochOf(s.Updates), m.epochOf(last), m.shownLoss(s.TrainSamples, m.Loss(s.Train)))).
				Attr("disabled", first == last).
				OnInput(p.scrub(true)).OnChange(p.scrub(false)),
			p.button(GoBy{1}).ID("epoch-forward").Class("quiet", "small").Aria("label", w.Forward).Title(w.Forward).
				Attr("disabled", at >= last).Body(glyph("▶❙")),
			tag("output").ID("timeline-at").Attr("for", "timeline").Text(fmt.Sprintf(w.Atf, m.epochOf(at), m.epochOf(last))),
		),
		when(m.inPast(), func() app.UI {
			return tag("div").ID("past").Class("past").Body(
				tag("p").Class("note").Role("status").Text(fmt.Sprintf(w.Notef, m.epochOf(s.Updates), m.epochOf(last))),
				tag("div").Class("notice-actions").Body(
					p.control(m, link.Play, p.button(TogglePlay{}).ID("continue-here").Text(w.Continue)),
					p.button(GoTo{Updates: last}).ID("latest").Class("quiet").Text(w.Latest),
				),
			)
		}),
	)
}

// epochOf writes how many epochs so many updates are, with a fraction where
// they end within one.
func (m Model) epochOf(updates int64) string {
	perEpoch := int64(max(m.Snapshot.UpdatesPerEpoch, 1))
	if rest := updates % perEpoch; rest != 0 {
		return grouped(int(updates/perEpoch)) + "\u2009+\u2009" + whole(int(rest)) + "/" + whole(int(perEpoch))
	}
	return grouped(int(updates / perEpoch))
}

// scrub goes where the slider is. It counts epochs; its ends are those of the
// time line, which may lie within an epoch.
func (p *Playground) scrub(more bool) app.EventHandler {
	return func(ctx app.Context, _ app.Event) {
		epoch, err := strconv.Atoi(ctx.JSSrc().Get("value").String())
		if err == nil {
			p.Send(GoTo{p.model.updatesAt(epoch), more})
		}
	}
}

// updatesAt is the number of updates at an epoch of the slider.
func (m Model) updatesAt(epoch int) int64 {
	low, high, _ := m.scrubRange()
	switch {
	case epoch >= high:
		return m.Snapshot.Furthest
	case epoch <= low:
		return m.Snapshot.Earliest
	}
	return int64(epoch) * int64(m.Snapshot.UpdatesPerEpoch)
}

// scrubRange is the least and the largest value of the slider, and the present
// one.
func (m Model) scrubRange() (low, high, value int) {
	perEpoch := int64(max(m.Snapshot.UpdatesPerEpoch, 1))
	low, high = int(m.Snapshot.Earliest/perEpoch), int((m.Snapshot.Furthest+perEpoch-1)/perEpoch)
	if m.shownUpdates() == m.Snapshot.Furthest {
		return low, high, high
	}
	return low, high, int(m.shownUpdates() / perEpoch)
}

// placeTimeline moves the slider to the present epoch. Rendering sets its ends
// and its value in any order, and the browser holds a value between the ends
// that it has by then.
func (p *Playground) placeTimeline() {
	slider := app.Window().GetElementByID("timeline")
	if !slider.Truthy() {
		return
	}
	low, high, value := p.model.scrubRange()
	slider.Set("min", low)
	slider.Set("max", high)
	slider.Set("value", value)
}
