package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
)

// row is a line of the card: what it is, and its value.
type row struct{ name, value string }

// viewCard is the card beside the part of the network that is pointed at, or
// that is selected while the network has the keyboard.
func (p *Playground) viewCard(m Model) app.UI {
	part, shown := m.carded()
	if !shown {
		return tag("div").ID("card").Class("card").Attr("hidden", true)
	}
	rows := append(m.cardRows(part), m.sampleRows(part)...)
	return tag("div").ID("card").Class("card").Attr("hidden", false).Body(
		tag("p").Class("card-title").Text(m.partText(part)),
		tag("dl").Body(
			app.Range(rows).Slice(func(i int) app.UI {
				return tag("div").Body(tag("dt").Text(rows[i].name), tag("dd").Text(rows[i].value))
			}),
		),
	)
}

// carded returns the part that the card is about.
func (m Model) carded() (part draw.Part, shown bool) {
	if m.Scope.lit && m.Hovered.Kind != draw.NoPart {
		return draw.Part{}, false
	}
	part = m.Hovered
	if part.Kind == draw.NoPart && m.Focused {
		part = m.Selected
	}
	return part, part.Kind != draw.NoPart && fits(part, m.Experiment) && m.Params() != nil && len(m.Params()) == m.Experiment.Parameters()
}

// cardRows are the numbers of a part, as they are in the last snapshot.
func (m Model) cardRows(part draw.Part) []row {
	w := m.Words().Inspect
	if part.Kind != draw.Unit {
		index, _ := m.parameterIndex(part)
		name := w.Weight + " w" + subscript(part.To+1) + subscript(part.From+1)
		if part.Kind == draw.Bias {
			name = w.Bias + " b" + subscript(part.To+1)
		}
		rows := []row{{name, significant(m.Params()[index])}}
		if index < len(m.Snapshot.Velocity) {
			rows = append(rows, row{w.LastStep, significant(m.Snapshot.Velocity[index])})
		}
		return rows
	}
	var rows []row
	if part.Layer > 0 {
		bias := m.Shape().BiasIndex(part.Layer, part.To)
		activation := m.Experiment.Layers[part.Layer-1].Activation
		rows = append(rows,
			row{w.Bias + " b" + subscript(part.To+1), significant(m.Params()[bias])},
			row{w.Function, m.Words().Activations[activation.String()]})
	}
	if index := m.unitIndex(part); index < len(m.Units.Values) {
		values := m.Units.Values[index]
		low, high := values[0], values[0]
		for _, v := range values {
			low, high = min(low, v), max(high, v)
		}
		step := max(float64(high-low), 1e-3) / 100
		rows = append(rows, row{w.Range, fmt.Sprintf(w.FromTo, decimals(float64(low), step), decimals(float64(high), step))})
	}
	return rows
}

// placeCard puts the card beside its part.
func (p *Playground) placeCard(app.Context) {
	part, shown := p.model.carded()
	if !shown || !p.scene.layout.Has(part) {
		return
	}
	card := app.Window().GetElementByID("card")
	if !card.Truthy() || card.Get("hidden").Bool() {
		return
	}
	canvas := app.Window().GetElementByID("network").Call("getBoundingClientRect")
	left, top := canvas.Get("left").Float(), canvas.Get("top").Float()
	onPage := func(boxes []draw.Box) []draw.Box {
		for i := range boxes {
			boxes[i].X += left
			boxes[i].Y += top
		}
		return boxes
	}
	x, y := placeBeside(onPage(p.scene.layout.Extent(part)), onPage(p.scene.layout.EdgesOf(part)),
		card.Get("offsetWidth").Float(), card.Get("offsetHeight").Float(), window())
	style := card.Get("style")
	style.Set("left", pixels(x))
	style.Set("top", pixels(y))
}

// window is what of the page is in view, without the bar at the bottom of a
// phone.
func window() draw.Box {
	root := app.Window().Get("document").Get("documentElement")
	b := draw.Box{Width: root.Get("clientWidth").Float(), Height: root.Get("clientHeight").Float()}
	bar := app.Window().Get("document").Call("querySelector", ".controls")
	if bar.Truthy() && app.Window().Call("getComputedStyle", bar).Get("position").String() == "fixed" {
		b.Height = min(b.Height, bar.Call("getBoundingClientRect").Get("top").Float())
	}
	return b
}

func pixels(v float64) string { return whole(int(v)) + "px" }
