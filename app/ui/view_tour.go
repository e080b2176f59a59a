package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/link"
)

// viewTourButton begins the tour, again and again.
func (p *Playground) viewTourButton(m Model) app.UI {
	w := m.Words().Tour
	return when(m.canTour() || m.Tour.On, func() app.UI {
		return shown(m, link.Tour, tag("button")).Attr("type", "button").ID("tour").Class("toggle").Title(w.Help).
			Aria("pressed", truth(m.Tour.On)).OnClick(p.tourPressed).Text(w.Open)
	})
}

// viewTour is the card of the present stop. It lies over the page and leaves
// all of it within reach.
func (p *Playground) viewTour(m Model) app.UI {
	w, t := m.Words().Tour, m.Tour
	if !t.On {
		return nil
	}
	stop, next := w.Stops[t.Stop], w.Next
	if t.Stop == tourStops-1 {
		next = w.Go
	}
	sample := fmt.Sprintf(w.Sample, m.lensSample()+1)
	if t.Stop == updateStop {
		sample = w.ForAll
	}
	numbers := m.tourNumbers()
	return tag("section").ID("tour-card").Class("tour").Role("dialog").Aria("labelledby", "tour-title").Aria("describedby", "tour-body").
		OnKeyDown(p.tourKey).Body(
		tag("div").Class("panel-head").Body(
			tag("p").Class("note").Text(fmt.Sprintf(w.Label, t.Stop+1, tourStops)),
			tag("button").Attr("type", "button").ID("tour-end").Class("quiet", "small").OnClick(p.tourEnded).Text(w.End),
		),
		tag("div").Aria("live", "polite").Body(
			tag("h2").ID("tour-title").Text(stop.Title),
			tag("p").ID("tour-body").Text(stop.Body),
			when(numbers == "", func() app.UI { return tag("p").Class("note").Text(w.HeldBack) }),
			when(numbers != "", func() app.UI { return tag("p").ID("tour-numbers").Class("tour-numbers", "math").Text(numbers) }),
			when(t.Stop != repeatStop, func() app.UI { return tag("p").Class("note").Text(sample) }),
			when(t.kept != nil, func() app.UI { return tag("p").ID("tour-kept").Class("note").Text(w.Kept) }),
		),
		tag("div").Class("notice-actions").Body(
			p.button(TourTo{t.Stop - 1}).ID("tour-back").Attr("disabled", t.Stop == 0).Text(w.Back),
			tag("button").Attr("type", "button").ID("tour-next").Class("primary").OnClick(p.tourNext).Text(next),
			when(t.Stop == updateStop, func() app.UI { return p.control(m, link.Step, p.button(StepEpoch{}).ID("tour-update").Text(w.Update)) }),
			when(t.Stop == repeatStop && !m.Playing, func() app.UI { return p.control(m, link.Play, p.button(TogglePlay{}).ID("tour-play").Text(w.Play)) }),
		),
	)
}

func (p *Playground) tourPressed(app.Context, app.Event) {
	if p.model.Tour.On {
		p.tourEnded(nil, app.Event{})
		return
	}
	p.Send(StartTour{})
	p.focusSoon("tour-next")
}

func (p *Playground) tourNext(app.Context, app.Event) {
	p.Send(TourTo{p.model.Tour.Stop + 1})
	if !p.model.Tour.On {
		p.focusSoon("tour")
	}
}

func (p *Playground) tourEnded(app.Context, app.Event) {
	p.Send(EndTour{})
	p.focusSoon("tour")
}

func (p *Playground) tourKey(_ app.Context, e app.Event) {
	switch e.Get("key").String() {
	case "Escape":
		p.tourEnded(nil, e)
	case "ArrowRight":
		p.tourNext(nil, e)
	case "ArrowLeft":
		p.Send(TourTo{p.model.Tour.Stop - 1})
	}
}

// focusSoon gives an element the keyboard once the page shows it, without
// scrolling to it.
func (p *Playground) focusSoon(id string) {
	p.ctx.Defer(func(app.Context) {
		if e := app.Window().GetElementByID(id); e.Truthy() {
			e.Call("focus", map[string]any{"preventScroll": true})
		}
	})
}

// showTour marks what the present stop is about.
func (p *Playground) showTour(before Tour) {
	document := app.Window().Get("document")
	if before.On {
		if e := document.Call("querySelector", "[data-toured]"); e.Truthy() {
			e.Call("removeAttribute", "data-toured")
		}
	}
	if t := p.model.Tour; t.On {
		e := document.Call("querySelector", tourTargets[t.Stop])
		e.Call("setAttribute", "data-toured", "")
		p.moved = true
	}
}

// scrollToStop brings what the present stop is about into view, once the page
// shows the stop. On a phone the card takes the lower half, and the picture goes
// to the upper.
func (p *Playground) scrollToStop() {
	if !p.moved {
		return
	}
	p.moved = false
	e, block := app.Window().Get("document").Call("querySelector", "[data-toured]"), "nearest"
	if !e.Truthy() {
		return
	}
	if app.Window().Get("innerWidth").Int() <= 820 {
		e, block = e.Call("querySelector", "canvas"), "start"
	}
	e.Call("scrollIntoView", map[string]any{"block": block})
}
