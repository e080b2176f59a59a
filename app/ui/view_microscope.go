package ui

import (
	"fmt"
	"math"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/app/link"
)

// viewMicroscope is the panel of the microscope: which sample is under the lens,
// the formulas of the selected part with its numbers, and what the learning rule
// makes of them.
func (p *Playground) viewMicroscope(m Model) app.UI {
	w := m.Words().Scope
	panel := tag("section").ID("microscope").Class("panel", "microscope").TabIndex(-1).Aria("labelledby", "microscope-title").Attr("hidden", !m.Scope.Open)
	if !m.Scope.Open {
		return panel
	}
	return panel.Body(
		tag("div").Class("panel-head").Body(
			tag("h2").ID("microscope-title").Text(w.Title),
			tag("button").Attr("type", "button").OnClick(p.microscopeToggled).ID("microscope-close").Class("quiet", "small").Aria("label", w.Close).Title(w.Close).Text("×"),
		),
		p.viewSample(m),
		p.viewEquations(m),
	)
}

// viewSample chooses the sample under the lens.
func (p *Playground) viewSample(m Model) app.UI {
	w, shown := m.Words().Scope, m.lensSample()
	typed, drafted := m.Drafts[FieldSample]
	if !drafted {
		typed = whole(shown + 1)
	}
	where := ""
	if shown < len(m.Samples) {
		s := m.Samples[shown]
		where = fmt.Sprintf(w.Where, scientific(s.X1), scientific(s.X2), values(s.Target))
	}
	return tag("div").Class("sample").Body(
		p.field(m, FieldSample, w.Sample, fmt.Sprintf(w.Of, m.Snapshot.TrainSamples), w.PickHint, typed),
		p.button(PickSample{shown - 1}).ID("sample-previous").Class("small").Attr("disabled", shown <= 0).Aria("label", w.Previous).Title(w.Previous).Text("‹"),
		p.button(PickSample{shown + 1}).ID("sample-next").Class("small").Attr("disabled", shown+1 >= m.Snapshot.TrainSamples).Aria("label", w.Next).Title(w.Next).Text("›"),
		tag("p").ID("sample-where").Class("note").Body(tag("span").Text(where), tag("span").Text(w.PickHint)),
	)
}

// viewEquations typesets what belongs to the selected part.
func (p *Playground) viewEquations(m Model) app.UI {
	w, part, l := m.Words().Scope, m.Selected, m.Scope.Sight.Lens
	if part.Kind == draw.NoPart || !fits(part, m.Experiment) {
		return tag("p").Class("note").Text(m.Words().SelectHint)
	}
	if l == nil || len(m.Scope.Sight.Params) != m.Experiment.Parameters() {
		return tag("p").Class("note").Text(w.Waited)
	}
	t := m.trace(l)
	all := t.formulas(part)
	return tag("div").ID("equations").Class("equations").Body(
		tag("h3").Aria("live", "polite").Text(m.partText(part)),
		tag("p").Class("note").Text(fmt.Sprintf(w.Indices, m.unitName(part.Layer, part.To))+" "+w.Leads),
		app.Range(all).Slice(func(i int) app.UI { return viewEquation(m, all[i]) }),
		when(part.Kind == draw.Unit && part.Layer > 0, func() app.UI { return tag("p").Class("note").Text(w.ChooseWeight) }),
		when(part.Kind == draw.Weight || part.Kind == draw.Bias, func() app.UI { return p.viewRule(m, t.rule(part)) }),
		when(part.Kind == draw.Weight || part.Kind == draw.Bias, func() app.UI { return p.viewContributions(m) }),
	)
}

// viewRule shows what the learning rule makes of the selected weight or bias:
// the gradient of the batch, the parts of the step as arrows, and the value
// before, now and after.
func (p *Playground) viewRule(m Model, r rule) app.UI {
	w := m.Words().Scope
	parts := []arrow{{w.GradientPart, 0, r.gradient}, {w.MemoryPart, r.gradient, r.memory}}
	if r.penalised {
		parts = append(parts, arrow{w.PenaltyPart, r.gradient + r.memory, r.penalty})
	}
	parts = append(parts, arrow{w.WholeStep, 0, r.step})
	low, high := 0.0, 0.0
	for _, a := range parts {
		low, high = min(low, a.from+a.by), max(high, a.from+a.by)
	}
	return tag("div").Class("rule").Body(
		tag("h3").Text(m.Words().LearningRule),
		app.Range(r.formulas).Slice(func(i int) app.UI { return viewEquation(m, r.formulas[i]) }),
		when(r.known, func() app.UI {
			return tag("div").Class("arrows").Body(app.Range(parts).Slice(func(i int) app.UI { return parts[i].view(low, high) }))
		}),
		tag("dl").Class("history").Body(
			when(!r.first, func() app.UI { return past(m, w.Was, r.was) }),
			past(m, w.Is, r.is),
			when(r.known, func() app.UI { return past(m, w.WillBe, r.will) }),
		),
	)
}

func past(m Model, name string, v number) app.UI {
	return tag("div").Body(tag("dt").Text(name), tag("dd").Body(typeset(m, "#", []number{v})))
}

// arrow is a part of a step, which begins where the part before it ends.
type arrow struct {
	name     string
	from, by float64
}

// view draws the arrow to the right where it makes the weight larger.
func (a arrow) view(low, high float64) app.UI {
	const width, height, head = 200.0, 14.0, 6.0
	place := func(v float64) float64 {
		if !(high > low) || !finite(v) {
			return width / 2
		}
		return head + (v-low)/(high-low)*(width-2*head)
	}
	from, to := place(a.from), place(a.from+a.by)
	back := math.Copysign(min(head, math.Abs(to-from)), to-from)
	sign := "none"
	switch {
	case a.by > 0:
		sign = "positive"
	case a.by < 0:
		sign = "negative"
	}
	path := fmt.Sprintf("M%.1f 7H%.1fM%.1f 2L%.1f 7L%.1f 12", from, to, to-back, to, to-back)
	svg := func(name string) app.HTMLElem { return tag(name).XMLNS("http://www.w3.org/2000/svg") }
	return tag("div").Class("arrow").DataSet("sign", sign).Body(
		tag("span").Class("note").Text(a.name),
		tag("span").Class("arrow-value").Text(scientific(a.by)),
		svg("svg").Attr("viewBox", fmt.Sprintf("0 0 %g %g", width, height)).Aria("hidden", "true").Attr("preserveAspectRatio", "none").Body(
			svg("path").Attr("d", fmt.Sprintf("M%.1f 0V%g", place(0), height)).Attr("stroke", "var(--control)"),
			svg("path").Attr("d", path).Attr("stroke", "currentColor").Attr("stroke-width", "2").Attr("fill", "none"),
		),
	)
}

// viewSteps is the bar under the network: steps forward and back at the chosen
// grain, and what the last one has done.
func (p *Playground) viewSteps(m Model) app.UI {
	if !m.Scope.Open {
		return tag("div").ID("steps").Attr("hidden", true)
	}
	w := m.Words().Scope
	_, ahead := m.ahead(m.Scope.Grain)
	_, behind := m.behind(m.Scope.Grain)
	run, glyphs, live := w.Run, "▶▶", "polite"
	if m.Scope.Playing {
		run, glyphs = w.Hold, "❚❚"
	}
	if m.Playing || m.Scope.Playing {
		live = "off" // nobody can listen that fast
	}
	return tag("div").ID("steps").Class("steps").Attr("hidden", false).Body(
		p.control(m, link.Step, tag("div").Class("step-controls").Role("group").Aria("label", w.StepBar).Body(
			tag("select").ID("grain").Aria("label", w.StepBy).Title(w.StepBy).OnChange(p.grainChosen).Body(
				app.Range(w.Grains[:]).Slice(func(i int) app.UI {
					return tag("option").Attr("value", whole(i)).Attr("selected", Grain(i) == m.Scope.Grain).Text(w.Grains[i])
				}),
			),
			p.button(StepBy{Back: true}).ID("step-back").Attr("disabled", !behind).Body(glyph("❙◀"), tag("span").Class("step-label").Text(" "+w.Back)),
			p.button(StepBy{}).ID("step-forward").Attr("disabled", !ahead).Body(glyph("▶❙"), tag("span").Class("step-label").Text(" "+w.Forward)),
			p.button(ToggleSteps{}).ID("step-run").Attr("disabled", !ahead && !m.Scope.Playing).Aria("pressed", truth(m.Scope.Playing)).Body(glyph(glyphs), tag("span").Class("step-label").Text(" "+run)),
			tag("select").ID("step-rate").Aria("label", w.StepRate).Title(w.StepRate).OnChange(p.stepRateChosen).Body(
				app.Range(stepRates[:]).Slice(func(i int) app.UI {
					return tag("option").Attr("value", whole(i)).Attr("selected", i == m.Scope.Rate).Text(exact(stepRates[i]) + "/s")
				}),
			),
		)),
		tag("p").ID("narration").Class("narration").Aria("live", live).Text(m.narration()),
	)
}

func (p *Playground) grainChosen(ctx app.Context, _ app.Event) {
	p.Send(SetGrain{Grain(ctx.JSSrc().Get("selectedIndex").Int())})
}

func (p *Playground) stepRateChosen(ctx app.Context, _ app.Event) {
	p.Send(SetStepRate{ctx.JSSrc().Get("selectedIndex").Int()})
}

// viewOpenMicroscope is the button that opens the microscope on the selection.
func (p *Playground) viewOpenMicroscope(m Model) app.UI {
	w := m.Words().Scope
	return tag("button").Attr("type", "button").OnClick(p.microscopeToggled).ID("microscope-open").Class("toggle").Title(w.Hint).Aria("expanded", truth(m.Scope.Open)).Text(w.Title)
}
