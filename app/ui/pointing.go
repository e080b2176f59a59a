package ui

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
)

// listenToPictures lets the reader point at the network and at the loss curve,
// by pointer and by keyboard. The listeners are the browser's own: go-app would
// render the page for each move of the pointer.
func (p *Playground) listenToPictures() {
	network, loss := app.Window().GetElementByID("network"), app.Window().GetElementByID("loss")
	p.listen(network, "keydown", p.networkKey)
	p.listen(network, "click", func(e app.Value) { p.Send(Select{p.scene.partAt(e)}) })
	p.listen(network, "pointermove", func(e app.Value) { p.hover(p.scene.partAt(e)) })
	p.listen(network, "pointerleave", func(app.Value) { p.hover(draw.Part{}) })
	// The card stays beside its part when what it is in scrolls.
	document := app.Window().Get("document")
	for _, scrolls := range []app.Value{app.Window(), document.Call("querySelector", ".network-scroll"), document.Call("querySelector", ".column-network")} {
		p.listen(scrolls, "scroll", func(app.Value) { p.placeCard(p.ctx) })
	}
	p.listen(network, "focus", func(app.Value) { p.Send(FocusNetwork{true}) })
	p.listen(network, "blur", func(app.Value) { p.Send(FocusNetwork{false}) })
	p.listen(loss, "keydown", p.chartKey)
	for _, event := range []string{"pointermove", "click"} {
		p.listen(loss, event, func(e app.Value) { p.moveCursor(p.scene.epochAt(p.model, e)) })
	}
	for _, event := range []string{"pointerleave", "blur"} {
		p.listen(loss, event, func(app.Value) { p.moveCursor(-1) })
	}
}

func (p *Playground) hover(part draw.Part) {
	if part != p.model.Hovered {
		p.Send(Hover{part})
	}
}

func (p *Playground) moveCursor(epoch int) {
	if epoch != p.model.Cursor {
		p.Send(MoveCursor{epoch})
	}
}

// networkKey moves the selection with the arrow keys and changes the layer it
// is in.
func (p *Playground) networkKey(e app.Value) {
	m := p.model
	layer := m.Selected.Layer
	step := func(dx, dy int) { p.Send(Select{p.scene.layout.Step(m.Selected, dx, dy)}) }
	switch code, key := e.Get("code").String(), e.Get("key").String(); {
	case code == "ArrowLeft":
		step(-1, 0)
	case code == "ArrowRight":
		step(1, 0)
	case code == "ArrowUp":
		step(0, -1)
	case code == "ArrowDown":
		step(0, 1)
	case key == "Enter" && (m.Scope.Open || m.Selected.Kind == draw.Unit && m.Selected.Layer == 0):
		if m.Scope.Open {
			p.focusMicroscope()
		} else {
			p.toggleMicroscope()
		}
	case key == "Enter" && m.Selected.Kind != draw.NoPart:
		p.focusFirstParameter()
	case key == "Escape" && m.Scope.Open:
		p.toggleMicroscope()
	case key == "Escape":
		p.Send(Select{})
	case (key == "+" || key == "=") && m.inHidden(layer):
		p.Send(SetUnits{layer, m.Experiment.Layers[layer-1].Units + 1})
	case (key == "-" || key == "_") && m.inHidden(layer):
		p.Send(SetUnits{layer, m.Experiment.Layers[layer-1].Units - 1})
	case code == "KeyL":
		p.Send(AddLayer{})
	case (key == "Delete" || key == "Backspace") && m.inHidden(layer):
		p.Send(RemoveLayer{layer})
	default:
		return
	}
	e.Call("preventDefault")
}

// inHidden reports whether something in a hidden layer is selected, and layer
// is its number.
func (m Model) inHidden(layer int) bool {
	return m.Selected.Kind != draw.NoPart && layer >= 1 && layer < len(m.Experiment.Layers)
}

// focusFirstParameter moves the keyboard to the first number of the selection.
func (p *Playground) focusFirstParameter() {
	p.ctx.Defer(func(app.Context) {
		input := app.Window().Get("document").Call("querySelector", "#selection input")
		if input.Truthy() {
			input.Call("focus")
			input.Call("select")
		}
	})
}

// chartKey moves the cursor along the loss curve.
func (p *Playground) chartKey(e app.Value) {
	by := 0
	switch e.Get("code").String() {
	case "ArrowLeft":
		by = -1
	case "ArrowRight":
		by = 1
	case "PageUp":
		by = -10
	case "PageDown":
		by = 10
	case "Home":
		by = -len(p.model.History)
	case "End":
		by = len(p.model.History)
	default:
		return
	}
	e.Call("preventDefault")
	p.moveCursor(p.model.chart(draw.Light).Step(p.model.Cursor, by))
}
