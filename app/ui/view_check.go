package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
)

const (
	// closeEnough is the relative error up to which backpropagation and a
	// central difference simply agree. Beyond it the error may be the central
	// difference's own, by rounding or by the curvature of E: 3.4e-4 was the
	// largest in 838 networks of all activations, 1 to 6 layers, first weights up
	// to ±5. A wrong derivative is off by far more: beyond plainlyOff.
	closeEnough = 1e-7
	plainlyOff  = 1e-3
	// mostChecked bounds the rows of the table.
	mostChecked = 100
)

// viewCheck compares backpropagation with central differences, parameter by
// parameter.
func (p *Playground) viewCheck(m Model) app.UI {
	w, c := m.Words().Check, m.Tools.Check
	label := w.Run
	switch {
	case m.Tools.Checking != 0:
		label = w.Busy
	case c != nil:
		label = w.Again
	}
	return tag("div").Class("check").Body(
		tag("p").Class("note").Text(w.Help),
		p.button(CheckGradient{}).ID("check-run").Class("primary").Aria("busy", truth(m.Tools.Checking != 0)).
			Attr("disabled", m.Tools.Checking != 0 || m.Phase != Ready || m.Diverged()).Text(label),
		when(c != nil, func() app.UI { return p.viewChecked(m) }),
	)
}

// viewChecked is the outcome: a verdict in words, and the worst rows.
func (p *Playground) viewChecked(m Model) app.UI {
	w, c := m.Words().Check, m.Tools.Check
	rows := worst(c.Error)
	v := m.verdict()
	return tag("div").Body(
		tag("p").ID("verdict").Class("verdict").DataSet("right", truth(v.right)).Text(v.text),
		when(m.staleCheck(), func() app.UI {
			return tag("p").ID("check-stale").Class("note").Text(fmt.Sprintf(w.Stale, grouped(m.Tools.checked.Epoch)))
		}),
		when(v.kinked > 0, func() app.UI {
			return tag("p").ID("kinked").Class("note").Text(fmt.Sprintf(w.Kinked, grouped(v.kinked)))
		}),
		tag("div").Class("table-scroll").TabIndex(0).Role("region").Aria("label", w.Title).Body(
			tag("table").ID("check-table").Class("counts").Body(
				tag("caption").Text(fmt.Sprintf(w.Caption, grouped(len(rows)), grouped(len(c.Error)))),
				tag("thead").Body(tag("tr").Body(heads(w.Name, w.Backprop, w.Numeric, w.Off))),
				tag("tbody").Body(app.Range(rows).Slice(func(i int) app.UI {
					k := rows[i]
					off := significant(c.Error[k])
					if c.Kinked[k] {
						off += " (" + w.Kink + ")"
					}
					part := m.partAt(k)
					_, name, _ := strings.Cut(m.partText(part), ": ")
					return tag("tr").Body(
						tag("th").Attr("scope", "row").Text(m.parameterSymbol(part)+"\u2002"+name),
						cell(significant(c.Backprop[k])), cell(significant(c.Numeric[k])), cell(off),
					)
				})),
			),
		),
		tag("p").Class("note").Text(fmt.Sprintf(w.Formula, exact(c.Step))+" "+fmt.Sprintf(w.Error, significant(c.Floor))),
	)
}

func cell(text string) app.UI { return tag("td").Text(text) }

// verdict is what a check comes to. Where a ReLU unit crosses its kink the loss
// has no derivative, and nothing is judged.
type verdict struct {
	right  bool
	kinked int
	text   string
}

func (m Model) verdict() verdict {
	w, c := m.Words().Check, m.Tools.Check
	v, largest, near, beyond := verdict{}, 0.0, 0, 0
	for i, off := range c.Error {
		if c.Kinked[i] {
			v.kinked++
			continue
		}
		largest = max(largest, off)
		if !(off <= closeEnough) {
			near++
		}
		if !(off <= plainlyOff) {
			beyond++
		}
	}
	judged := grouped(len(c.Error) - v.kinked)
	v.right = beyond == 0
	switch {
	case !v.right:
		v.text = fmt.Sprintf(w.Wrong, grouped(beyond), judged, significant(plainlyOff))
	case near > 0:
		v.text = fmt.Sprintf(w.Near, significant(largest), grouped(near), judged)
	default:
		v.text = fmt.Sprintf(w.Right, judged, significant(largest))
	}
	return v
}

// worst returns the places of the largest errors, the largest first, as many as
// the table shows.
func worst(errors []float64) []int {
	places := make([]int, len(errors))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(errors[b], errors[a]) })
	return places[:min(len(places), mostChecked)]
}

// partAt is the weight or bias at a place among the parameters.
func (m Model) partAt(parameter int) draw.Part {
	layer, to, from, bias := m.Shape().Locate(parameter)
	if bias {
		return draw.Part{Kind: draw.Bias, Layer: layer, To: to}
	}
	return draw.Part{Kind: draw.Weight, Layer: layer, To: to, From: from}
}

// parameterSymbol is w or b with its numbers, which count from 1.
func (m Model) parameterSymbol(part draw.Part) string {
	if part.Kind == draw.Bias {
		return "b" + subscript(part.To+1)
	}
	return "w" + subscript(part.To+1) + subscript(part.From+1)
}
