package ui

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// listenToSurface lets the reader read values from the output surface: under
// the mouse, where a finger taps, and by the arrow keys.
func (p *Playground) listenToSurface() {
	output := app.Window().GetElementByID("output")
	p.listen(output, "keydown", p.surfaceKey)
	for _, event := range []string{"pointermove", "click"} {
		p.listen(output, event, func(e app.Value) {
			x1, x2, on := p.scene.placeAt(p.model, e.Get("offsetX").Float(), e.Get("offsetY").Float())
			switch {
			case on:
				p.Send(Read{X1: x1, X2: x2})
			case p.model.Reading.On:
				p.Send(Unread{})
			}
		})
	}
	p.listen(output, "pointerleave", func(e app.Value) {
		if e.Get("pointerType").String() != "touch" && p.model.Reading.On { // a finger that is lifted has read
			p.Send(Unread{})
		}
	})
	p.listen(output, "blur", func(app.Value) {
		if p.model.Reading.On {
			p.Send(Unread{})
		}
	})
}

// surfaceKey moves the crosshair.
func (p *Playground) surfaceKey(e app.Value) {
	by := 1
	if e.Get("shiftKey").Bool() {
		by = 10
	}
	step := func(right, up int) {
		if p.model.Scope.Open {
			p.Send(PickSample{p.model.sampleBeside(float64(right), float64(up))})
		} else {
			p.Send(p.model.step(by*right, by*up))
		}
	}
	switch e.Get("code").String() {
	case "ArrowLeft":
		step(-1, 0)
	case "ArrowRight":
		step(1, 0)
	case "ArrowUp":
		step(0, 1)
	case "ArrowDown":
		step(0, -1)
	case "Escape":
		p.Send(Unread{})
	default:
		return
	}
	e.Call("preventDefault")
}

// listenToMotion keeps to what the reader's system says of motion.
func (p *Playground) listenToMotion() {
	query := app.Window().Call("matchMedia", "(prefers-reduced-motion: reduce)")
	p.scene.still = query.Get("matches").Bool()
	p.listen(query, "change", func(e app.Value) {
		p.scene.still = e.Get("matches").Bool()
		p.scene.stale = true
		p.requestFrame()
	})
}
