package ui

import (
	"fmt"
	"strings"

	"backprop/app/draw"
)

// narration says what the last step has done, with its numbers.
func (m Model) narration() string {
	w := m.Words().Scope
	l, at := m.seen(), m.Scope.At
	if l == nil {
		return w.Waited
	}
	now, within := m.current()
	if !within {
		said := fmt.Sprintf(w.Between, grouped(int(m.Scope.Sight.Updates)))
		if !m.Playing && len(l.Next.Samples) > 0 {
			said += " " + fmt.Sprintf(w.Batch, len(l.Next.Samples), l.Next.Samples[0]+1)
		}
		if index, is := m.parameterIndex(m.Selected); is && l.Before != nil && index < len(l.Before) {
			said += " " + fmt.Sprintf(w.LastUpdate, m.partText(m.Selected), scientific(l.Before[index]), scientific(m.Scope.Sight.Params[index]))
		}
		return said
	}
	t := m.trace(l)
	steps := m.stepsOfExample()
	s := (at.Done - 1) % steps
	_, end := m.group(s, m.Scope.Stepped)
	done := ""
	if s == steps-1 && at.Done == m.stepsOfBatch(at.Updates) {
		done = " " + w.BatchDone
	}
	switch grain := m.Scope.Stepped; {
	case grain >= BySample && s == steps-1:
		return fmt.Sprintf(w.SampleDone, m.exampleAt(at)+1, m.batchSize(at.Updates), scientific(l.Loss)) + done
	case grain == ByPass && s+1 == end && s == steps-1:
		return w.PassBack + done
	case grain == ByPass && now.loss:
		return fmt.Sprintf(w.PassForward, values(l.Outputs[t.shape.Last()]), scientific(l.Loss))
	case now.loss:
		return fmt.Sprintf(w.Lossf, worked(t.loss(0)))
	case grain == ByLayer && now.back && s+1 == end:
		return fmt.Sprintf(w.LayerBack, m.layerName(now.unit.Layer), values(l.ByNetInput[now.unit.Layer-1])) + done
	case grain == ByLayer && s+1 == end:
		return fmt.Sprintf(w.LayerForward, m.layerName(now.unit.Layer), values(l.Outputs[now.unit.Layer]))
	}
	layer, j := now.unit.Layer, now.unit.To
	if now.back {
		return fmt.Sprintf(w.Backf, m.partText(now.unit), worked(t.derivativeByOutput(layer, j)), worked(t.derivativeByNetInput(layer, j))) + done
	}
	return fmt.Sprintf(w.Forwardf, m.partText(now.unit), worked(t.netInput(layer, j)), worked(t.output(layer, j)))
}

// worked writes the numbers of a formula and its result.
func worked(f equation) string {
	result := scientific(f.result.value)
	if numbers := flat(f.numbers, f.values); numbers != result {
		return numbers + " = " + result
	}
	return result
}

// values lists numbers, as many as can be read.
func values(all []float64) string {
	const most = 6
	var list []string
	for i, v := range all {
		if i == most {
			list = append(list, "…")
			break
		}
		list = append(list, scientific(v))
	}
	return strings.Join(list, "; ")
}

// diagramValues returns what the picture of the network is to write on a part,
// nil where nothing is to be written, and the unit of the last step.
func (m Model) diagramValues() (values func(draw.Part) []string, current draw.Part) {
	l := m.seen()
	if !m.Scope.Open || l == nil || len(m.Scope.Sight.Params) != m.Experiment.Parameters() {
		return nil, draw.Part{}
	}
	now, _ := m.current()
	t := m.trace(l)
	return func(p draw.Part) []string { return m.valuesOf(t, p) }, now.unit
}

// sampleRows are the lines of the card of a part with the numbers of the sample
// under the lens.
func (m Model) sampleRows(p draw.Part) []row {
	l := m.seen()
	if !m.Scope.Open || l == nil || len(m.Scope.Sight.Params) != m.Experiment.Parameters() {
		return nil
	}
	t, rows := m.trace(l), []row(nil)
	add := func(known bool, v number) {
		if known {
			rows = append(rows, row{quantitySymbols[v.what], scientific(v.value)})
		}
	}
	back := m.reached(unitPart(p.Layer, p.To), true)
	switch {
	case p.Kind == draw.Unit && p.Layer == 0:
		add(true, t.y(0, p.To))
	case p.Kind == draw.Unit:
		add(m.reached(p, false), t.x(p.Layer, p.To))
		add(m.reached(p, false), t.y(p.Layer, p.To))
		add(back, t.byOutput(p.Layer, p.To))
		add(back, t.byNetInput(p.Layer, p.To))
	case p.Kind == draw.Weight:
		add(m.reached(unitPart(p.Layer-1, p.From), false), t.y(p.Layer-1, p.From))
		add(back, t.byParameter(p))
	default:
		add(back, t.byParameter(p))
	}
	return rows
}

// valuesOf are the lines that the picture of the network has at a part, with
// the numbers that the steps have come to.
func (m Model) valuesOf(l trace, p draw.Part) []string {
	switch p.Kind {
	case draw.Unit:
		var lines []string
		if m.reached(p, false) {
			lines = append(lines, "y "+short(l.y(p.Layer, p.To).value))
		}
		if m.reached(p, true) && p.Layer > 0 {
			lines = append(lines, "∂y "+short(l.byOutput(p.Layer, p.To).value), "∂x "+short(l.byNetInput(p.Layer, p.To).value))
		}
		return lines
	case draw.Weight:
		lines := []string{"w " + short(l.parameter(p).value)}
		if m.reached(unitPart(p.Layer, p.To), true) {
			lines = append(lines, "∂w "+short(l.byParameter(p).value))
		}
		return lines
	}
	return nil
}

// short prints v with three significant digits, which fit into the picture.
func short(v float64) string { return figures(v+0, 3) }
