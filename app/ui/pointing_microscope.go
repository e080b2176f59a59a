package ui

import (
	"math"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
)

// listenToMicroscope follows the numbers of the formulas to where they come
// from: the pointer and the keyboard light it in the network, a press goes there.
// The surface lends the lens its samples.
func (p *Playground) listenToMicroscope() {
	panel := app.Window().GetElementByID("microscope")
	leads := func(e app.Value) string {
		if number := e.Get("target").Call("closest", "[data-leads]"); number.Truthy() {
			return number.Call("getAttribute", "data-leads").String()
		}
		return ""
	}
	for _, event := range []string{"pointerover", "focusin"} {
		p.listen(panel, event, func(e app.Value) {
			if part, _ := parsePart(leads(e)); part != p.model.Hovered {
				p.Send(Light{part})
			}
		})
	}
	for _, event := range []string{"pointerleave", "focusout"} {
		p.listen(panel, event, func(app.Value) { p.hover(draw.Part{}) })
	}
	p.listen(panel, "click", func(e app.Value) { p.follow(leads(e)) })
	p.listen(panel, "keydown", func(e app.Value) {
		switch to, key := leads(e), e.Get("key").String(); {
		case to != "" && (key == "Enter" || key == " "):
			p.follow(to)
		case key == "Escape" && e.Get("target").Get("tagName").String() != "INPUT":
			p.toggleMicroscope()
		default:
			return
		}
		e.Call("preventDefault")
	})
	output := app.Window().GetElementByID("output")
	p.listen(output, "click", func(e app.Value) {
		if !p.model.Scope.Open {
			return
		}
		if x1, x2, on := p.scene.placeAt(p.model, e.Get("offsetX").Float(), e.Get("offsetY").Float()); on {
			p.Send(PickSample{p.model.nearestSample(x1, x2)})
		}
	})
}

// follow goes to where a number comes from.
func (p *Playground) follow(to string) {
	if to == "" {
		return
	}
	if part, is := parsePart(to); is {
		p.Send(Select{part})
		return
	}
	if field := app.Window().GetElementByID(to); field.Truthy() {
		field.Call("focus")
	}
}

func (p *Playground) microscopeToggled(app.Context, app.Event) { p.toggleMicroscope() }

// toggleMicroscope opens the microscope and gives it the keyboard, or closes it
// and gives the keyboard back to the network.
func (p *Playground) toggleMicroscope() {
	before := p.model.Scope.Open
	p.Send(ToggleMicroscope{})
	if p.model.Scope.Open == before { // not the reader's to open
		return
	}
	if p.model.Scope.Open {
		p.focusMicroscope()
	} else {
		app.Window().GetElementByID("network").Call("focus", map[string]any{"preventScroll": true})
	}
}

// focusMicroscope gives the microscope the keyboard.
func (p *Playground) focusMicroscope() {
	p.ctx.Defer(func(app.Context) {
		panel := app.Window().GetElementByID("microscope")
		panel.Call("focus", map[string]any{"preventScroll": true})
		if app.Window().Call("getComputedStyle", panel).Get("position").String() == "fixed" { // a sheet over the page
			app.Window().GetElementByID("network").Call("closest", "section").Call("scrollIntoView", true)
		}
	})
}

// nearestSample is the training sample nearest to a place of the input plane.
func (m Model) nearestSample(x1, x2 float64) int {
	best, distance := m.lensSample(), math.Inf(1)
	for i, s := range m.Samples {
		if d := math.Hypot(s.X1-x1, s.X2-x2); !s.Test && d < distance {
			best, distance = i, d
		}
	}
	return best
}

// sampleBeside is the next training sample to the right and up, each −1, 0 or 1,
// of the one under the lens, or that one where there is none.
func (m Model) sampleBeside(right, up float64) int {
	here := m.lensSample()
	if here >= len(m.Samples) {
		return here
	}
	best, distance := here, math.Inf(1)
	for i, s := range m.Samples {
		dx, dy := s.X1-m.Samples[here].X1, s.X2-m.Samples[here].X2
		along, across := dx*right+dy*up, math.Abs(dx*up)+math.Abs(dy*right)
		if d := along + 2*across; !s.Test && along > 0 && d < distance {
			best, distance = i, d
		}
	}
	return best
}
