package ui

import (
	"fmt"
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/link"
)

// viewTools is the tool that is open beside the network.
func (p *Playground) viewTools(m Model) app.UI {
	if m.Tools.Open == NoTool {
		return nil
	}
	title, body := m.Words().Flow.Title, p.viewFlow
	if m.Tools.Open == CheckTool {
		title, body = m.Words().Check.Title, p.viewCheck
	}
	return shown(m, link.Tools, tag("section").Class("panel", "tools")).ID("tools").Aria("labelledby", "tools-title").Body(
		tag("div").Class("panel-head").Body(
			tag("h2").ID("tools-title").Text(title),
			tag("button").Attr("type", "button").ID("tools-close").Class("quiet", "small").
				Aria("label", m.Words().Close).Title(m.Words().Close).OnClick(p.closeTool).Text("×"),
		),
		body(m),
	)
}

// viewToolButtons open and close the tools.
func (p *Playground) viewToolButtons(m Model) app.UI {
	one := func(t Tool, id, title, help string) app.UI {
		return p.button(OpenTool{t}).ID(id).Class("toggle").Title(help).
			Aria("expanded", truth(m.Tools.Open == t)).Aria("pressed", truth(m.Tools.Open == t)).Aria("controls", "tools").Text(title)
	}
	flow, check := m.Words().Flow, m.Words().Check
	return p.control(m, link.Tools,
		one(FlowTool, "flow", flow.Title, flow.Help),
		one(CheckTool, "check", check.Title, check.Help),
	)
}

// closeTool closes the tool and gives the keyboard back to its button.
func (p *Playground) closeTool(app.Context, app.Event) {
	id := "flow"
	if p.model.Tools.Open == CheckTool {
		id = "check"
	}
	p.Send(OpenTool{NoTool})
	app.Window().GetElementByID(id).Call("focus")
}

// viewFlow says how the gradient fares, in words and as a bar for each layer.
func (p *Playground) viewFlow(m Model) app.UI {
	w, flow := m.Words().Flow, m.Tools.Flow
	if len(flow) != len(m.Experiment.Layers) {
		return tag("p").Class("note").Text(w.Waiting)
	}
	low, high := decades(flow)
	found := m.findings(flow)
	return tag("div").Class("flow").Body(
		tag("ul").ID("findings").Class("findings").Body(app.Range(found).Slice(func(i int) app.UI {
			return tag("li").DataSet("finding", found[i].name).Text(found[i].text)
		})),
		tag("div").Class("table-scroll").TabIndex(0).Role("region").Aria("label", w.Title).Body(
			tag("table").Class("counts", "flow-table").Body(
				tag("caption").Text(w.Help+" "+fmt.Sprintf(w.Bars, superscript(low), superscript(high))),
				tag("thead").Body(tag("tr").Body(heads(w.Layer, w.ByNetInput, w.ByWeight))),
				tag("tbody").Body(app.Range(flow).Slice(func(i int) app.UI {
					return tag("tr").Body(
						tag("th").Attr("scope", "row").Text(m.layerName(i+1)),
						measure(flow[i].ByNetInput, low, high),
						measure(flow[i].ByWeight, low, high),
					)
				})),
			),
		),
	)
}

// heads are the cells at the head of a table's columns.
func heads(names ...string) app.UI {
	return app.Range(names).Slice(func(i int) app.UI { return tag("th").Attr("scope", "col").Text(names[i]) })
}

const svg = "http://www.w3.org/2000/svg"

// measure is a cell with a value and its bar between powers of ten; 0 has none.
func measure(v float64, low, high int) app.UI {
	text, length := "0", 0.0
	if v != 0 {
		text = significant(v)
	}
	if v > 0 && finite(v) {
		length = 100 * (math.Log10(v) - float64(low)) / float64(high-low)
	}
	bar := func(length float64, colour string) app.UI {
		return tag("rect").XMLNS(svg).Attr("width", strconv.FormatFloat(length, 'f', 1, 64)).Attr("height", "8").Attr("fill", colour)
	}
	return tag("td").Body(tag("div").Class("measure").Body(
		tag("svg").XMLNS(svg).Attr("viewBox", "0 0 100 8").Attr("preserveAspectRatio", "none").Aria("hidden", "true").Body(
			bar(100, "var(--grid)"), bar(max(length, 0), "var(--accent)"),
		),
		tag("span").Text(text),
	))
}
