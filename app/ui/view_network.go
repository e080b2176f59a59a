package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/app/link"
	"backprop/engine/nn"
)

// viewNetwork is the network: above each layer the controls that build it,
// below them its picture.
func (p *Playground) viewNetwork(m Model) app.UI {
	w := m.Words()
	last := len(m.Experiment.Layers)
	return tag("section").Class("panel", "network").Aria("labelledby", "network-title").Body(
		tag("div").Class("panel-head").Body(
			tag("h2").ID("network-title").Text(w.NetworkPanel+" "+m.shapeText()),
			tag("div").Class("toggles").Body(p.viewTourButton(m), p.viewToolButtons(m)),
			p.control(m, link.Layers, p.button(AddLayer{}).ID("add-layer").Title(w.AddLayer).Aria("label", w.AddLayer).
				Attr("disabled", last-1 >= MaxHiddenLayers).Text("+ "+w.LayerWord)),
		),
		tag("div").Class("network-scroll").TabIndex(-1).Body(
			tag("div").Class(crowding(m)...).Body(
				tag("div").Class("layers").Body(
					tag("div").Class("layer").Body(
						tag("span").Class("layer-name").Text(w.InputLayer),
					),
					app.Range(m.Experiment.Layers).Slice(func(i int) app.UI { return p.viewLayer(m, i+1) }),
				),
				picture(tag("canvas").ID("network").TabIndex(0).Role("application").
					Aria("label", fmt.Sprintf(w.NetworkLabelf, m.shapeText())+" "+w.NetworkKeys).
					Aria("describedby", "network-reading")),
			),
		),
		when(m.Errors[FieldLayers] != nil, func() app.UI {
			return tag("p").Class("field-error").Role("alert").Text(ErrorText(w, m.Errors[FieldLayers]))
		}),
		tag("p").ID("network-reading").Class("reading").Text(m.readingText()),
		p.viewSteps(m),
	)
}

// crowding is the classes of a network that has many columns or many units in
// one of them.
func crowding(m Model) []string {
	classes := []string{"network-sheet"}
	if len(m.Experiment.Layers) > 5 {
		classes = append(classes, "crowded")
	}
	if slices.ContainsFunc(m.Experiment.Layers, func(l nn.Layer) bool { return l.Units > 9 }) {
		classes = append(classes, "tall")
	}
	return classes
}

// viewLayer is the head of a layer: how many units, and their activation.
func (p *Playground) viewLayer(m Model, layer int) app.UI {
	w, l := m.Words(), m.Experiment.Layers[layer-1]
	output := layer == len(m.Experiment.Layers)
	return tag("div").Class("layer").Body(
		tag("span").Class("layer-name").Body(
			app.Text(m.layerName(layer)),
			when(!output, func() app.UI {
				return p.control(m, link.Layers, p.button(RemoveLayer{layer}).ID("remove-layer-"+whole(layer)).Class("quiet", "small").
					Aria("label", fmt.Sprintf(w.RemoveLayerf, layer)).Title(fmt.Sprintf(w.RemoveLayerf, layer)).Text("×"))
			}),
		),
		when(output, func() app.UI { return tag("div").Class("stepper") }),
		when(!output, func() app.UI {
			return p.control(m, link.Units, tag("div").Class("stepper").Body(
				p.button(SetUnits{layer, l.Units - 1}).ID("remove-unit-"+whole(layer)).Class("quiet", "small").
					Aria("label", fmt.Sprintf(w.RemoveUnitf, layer)).Attr("disabled", l.Units <= 1).Text("−"),
				tag("output").ID("units-"+whole(layer)).Text(whole(l.Units)),
				p.button(SetUnits{layer, l.Units + 1}).ID("add-unit-"+whole(layer)).Class("quiet", "small").
					Aria("label", fmt.Sprintf(w.AddUnitf, layer)).Attr("disabled", l.Units >= MaxUnits).Text("+"),
			))
		}),
		p.control(m, link.Activation, tag("select").ID("activation-"+whole(layer)).Class("activation").
			Aria("label", fmt.Sprintf(w.Activationf, m.layerName(layer))).Title("* "+w.Addition).
			OnChange(p.activationChosen(layer), layer).Body(
			app.Range(nn.Activations()).Slice(func(i int) app.UI {
				a := nn.Activations()[i]
				name := w.Activations[a.String()]
				if a.Addition() {
					name += " *"
				}
				return tag("option").Attr("value", a.String()).Attr("selected", a == l.Activation).Text(name)
			}),
		)),
	)
}

func (p *Playground) activationChosen(layer int) app.EventHandler {
	return func(ctx app.Context, _ app.Event) {
		if a, known := nn.ParseActivation(ctx.JSSrc().Get("value").String()); known {
			p.Send(SetActivation{layer, a})
		}
	}
}

// layerName names a layer, counted from 1 above the inputs.
func (m Model) layerName(layer int) string {
	if layer == 0 {
		return m.Words().InputLayer
	}
	if layer == len(m.Experiment.Layers) {
		return m.Words().OutputLayer
	}
	return fmt.Sprintf(m.Words().HiddenLayerf, layer)
}

// unitName names a unit in words; units count from 1.
func (m Model) unitName(layer, unit int) string {
	w := m.Words()
	switch layer {
	case 0:
		return fmt.Sprintf(w.InputUnitf, m.inputSymbol(unit))
	case len(m.Experiment.Layers):
		return fmt.Sprintf(w.OutputUnitf, unit+1)
	}
	return fmt.Sprintf(w.HiddenUnitf, layer, unit+1)
}

// inputSymbol is the symbol of an input, such as X₁².
func (m Model) inputSymbol(unit int) string {
	if features := m.Experiment.Data.Features; unit < len(features) {
		return features[unit].Symbol()
	}
	return "X" + subscript(unit+1)
}

// shapeText is the architecture as people write it: 2-5-1.
func (m Model) shapeText() string {
	parts := []string{whole(m.Experiment.InputUnits())}
	for _, l := range m.Experiment.Layers {
		parts = append(parts, whole(l.Units))
	}
	return strings.Join(parts, "-")
}

// partText names a part of the network.
func (m Model) partText(part draw.Part) string {
	w := m.Words()
	switch part.Kind {
	case draw.Weight:
		return fmt.Sprintf(w.Weightf, m.unitName(part.Layer-1, part.From), m.unitName(part.Layer, part.To))
	case draw.Bias:
		return fmt.Sprintf(w.Biasf, m.unitName(part.Layer, part.To))
	}
	return m.unitName(part.Layer, part.To)
}

// readingText reads the part under the pointer, or the one that is selected.
func (m Model) readingText() string {
	if m.Params() == nil {
		return m.Words().Starting
	}
	part := m.Hovered
	if part.Kind == draw.NoPart {
		part = m.Selected
	}
	if part.Kind == draw.NoPart {
		return ""
	}
	name := m.partText(part)
	if index, ok := m.parameterIndex(part); ok && index < len(m.Params()) {
		return name + " = " + significant(m.Params()[index])
	}
	return name
}

// parameterIndex is the place of a weight, or of the bias of a part, among the
// parameters.
func (m Model) parameterIndex(part draw.Part) (int, bool) {
	if part.Layer == 0 {
		return 0, false
	}
	switch part.Kind {
	case draw.Weight:
		return m.Shape().WeightIndex(part.Layer, part.To, part.From), true
	case draw.Bias:
		return m.Shape().BiasIndex(part.Layer, part.To), true
	}
	return 0, false
}

// subscript writes a number as a subscript.
func subscript(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + '₀' }, whole(n))
}
