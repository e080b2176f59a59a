package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/app/link"
)

// viewSelection reads the chosen part of the network and lets its numbers be
// typed: one weight, one bias, or all that go into a unit.
func (p *Playground) viewSelection(m Model) app.UI {
	w, part := m.Words(), m.Selected
	if part.Kind == draw.NoPart {
		return shown(m, link.SelectionPanel, tag("section").Class("panel", "selection").ID("selection")).Aria("labelledby", "selection-title").Body(
			tag("div").Class("selection-head").Body(tag("h2").ID("selection-title").Text(w.SelectionPanel), p.viewOpenMicroscope(m)),
			tag("p").Class("note").Text(w.SelectHint),
			tag("ul").Class("formulas").Aria("label", w.FormulasLabel).Body(
				formula(w.ForwardPass, "xⱼ = Σᵢ wⱼᵢ yᵢ + bⱼ,  yⱼ = f(xⱼ)"),
				formula(w.LossPanel, "E = ½ Σ (ŷ − y)²"),
				formula(w.LearningRule, "v ← −ε "+m.gradientFormula()+" + α v,  w ← w + v"),
				when(m.penalized(), func() app.UI { return formula(w.PenaltyName, "P = "+m.penaltyFormula()) }),
			),
		)
	}
	return shown(m, link.SelectionPanel, tag("section").Class("panel", "selection").ID("selection")).Aria("labelledby", "selection-title").Body(
		tag("div").Class("selection-head").Body(
			tag("h2").ID("selection-title").Aria("live", "polite").Text(m.partText(part)),
			when(part.Layer > 0, func() app.UI {
				return tag("p").Class("formula").Lang("en").Text(activationFormula(m, part.Layer))
			}),
			p.viewOpenMicroscope(m),
			tag("button").Attr("type", "button").OnClick(p.closeSelection).ID("selection-close").Class("quiet", "small").Aria("label", w.Close).Title(w.Close).Text("×"),
		),
		tag("div").Class("parameters").Body(
			app.Range(m.selectedParts()).Slice(func(i int) app.UI {
				return p.control(m, link.Weights, p.parameterField(m, m.selectedParts()[i]))
			}),
		),
		when(part.Layer > 0, func() app.UI {
			return tag("p").Class("note").Text(m.editText())
		}),
		when(m.Experiment.Init.Start != nil, func() app.UI {
			return tag("p").Class("note").Body(
				app.Text(w.StartEdited+" "),
				p.control(m, link.Weights, p.button(RevertStart{}).ID("revert-start").Class("quiet").Text(w.Revert)),
			)
		}),
	)
}

// closeSelection lets go of the selection and moves the keyboard to the
// network, since the button that had it goes away.
func (p *Playground) closeSelection(app.Context, app.Event) {
	p.Send(Select{})
	app.Window().GetElementByID("network").Call("focus")
}

// formula is a line of the text with its name.
func formula(name, symbols string) app.UI {
	return tag("li").Body(tag("span").Class("note").Text(name), tag("span").Class("math").Lang("en").Text(symbols))
}

// activationFormula writes f and f′ of a layer.
func activationFormula(m Model, layer int) string {
	a := m.Experiment.Layers[layer-1].Activation
	s := m.Words().Activations[a.String()] + ":  f(x) = " + a.Formula() + ",  f′ = " + a.Derivative()
	if a.Addition() {
		s += "  (" + m.Words().Addition + ")"
	}
	return s
}

// selectedParts lists the weights and the bias that the selection shows.
func (m Model) selectedParts() []draw.Part {
	part := m.Selected
	if part.Kind != draw.Unit {
		return []draw.Part{part}
	}
	if part.Layer == 0 {
		return nil
	}
	var parts []draw.Part
	for i := range m.Shape().Units(part.Layer - 1) {
		parts = append(parts, draw.Part{Kind: draw.Weight, Layer: part.Layer, To: part.To, From: i})
	}
	return append(parts, draw.Part{Kind: draw.Bias, Layer: part.Layer, To: part.To})
}

// parameterField is the control of one weight or bias. While it is not typed
// in, it follows the network.
func (p *Playground) parameterField(m Model, part draw.Part) app.UI {
	index, ok := m.parameterIndex(part)
	if !ok {
		return tag("div")
	}
	f := ParameterField(index)
	typed, drafted := m.Drafts[f]
	help := m.partText(part)
	if index < len(m.Params()) {
		help += " = " + exact(m.Params()[index])
		if !drafted {
			typed = significant(m.Params()[index])
		}
	}
	symbol := "b" + subscript(part.To+1)
	name := m.Words().BiasWord
	if part.Kind == draw.Weight {
		symbol = "w" + subscript(part.To+1) + subscript(part.From+1)
		name = m.shortName(part.Layer-1, part.From)
	}
	return tag("div").Class("parameter").DataSet("index", index).Body(p.field(m, f, name, symbol, help, typed))
}

// shortName names a unit where its layer is plain from the context.
func (m Model) shortName(layer, unit int) string {
	if layer == 0 {
		return m.inputSymbol(unit)
	}
	return fmt.Sprintf(m.Words().Unitf, unit+1)
}

// editText says what typing a number will mean.
func (m Model) editText() string {
	if m.Snapshot.Updates == 0 && !m.Playing {
		return m.Words().EditSetsStart
	}
	return m.Words().EditKeepsRun
}
