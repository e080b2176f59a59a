package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/app/link"
)

// viewOutput is the surface that the network has learned, with the samples.
func (p *Playground) viewOutput(m Model) app.UI {
	w := m.Words()
	form := w.ClassesByForm
	switch {
	case m.regression():
		form = w.ValuesByColour
	case m.classes() > 0:
		form = "" // the key beside the surface tells
	}
	_, mapped := m.shownUnit()
	return panel(m, "panel output", link.OutputPanel).Aria("labelledby", "output-title").Body(
		tag("div").Class("panel-head").Body(
			tag("h2").ID("output-title").Text(w.OutputPanel),
			tag("div").Class("toggles").Body(
				p.control(m, link.Discrete, p.button(ToggleDiscrete{}).ID("discretize").Class("toggle").Title(w.Inspect.DiscretizeHelp).Aria("pressed", truth(m.Discrete)).Text(w.Inspect.Discretize)),
				when(m.Snapshot.TestSamples > 0, func() app.UI {
					return p.control(m, link.Test, p.button(ToggleTest{}).ID("show-test").Class("toggle").Aria("pressed", truth(m.Testing)).Text(w.ShowTest))
				}),
			),
		),
		tag("p").ID("output-caption").Class("caption").Body(
			tag("span").Text(m.captionText()),
			when(mapped && m.Hovered.Kind == draw.Unit, func() app.UI { return tag("span").Class("note").Text(w.Inspect.MoveAway) }),
			when(mapped && m.Hovered.Kind != draw.Unit, func() app.UI {
				return tag("button").Attr("type", "button").ID("output-back").Class("quiet", "small").OnClick(p.closeSelection).Text(w.Inspect.Back)
			}),
		),
		tag("div").Class("layers-stack").Body(
			tag("canvas").ID("output").TabIndex(0).Role("application").
				Aria("label", fmt.Sprintf(w.OutputLabelf, m.outputText())+" "+m.surfaceKeys()).
				Aria("describedby", "output-reading"),
			tag("canvas").ID("samples-layer").Aria("hidden", "true"),
		),
		tag("p").ID("output-reading").Class("reading").Text(m.readingOrHint()),
		tag("p").Class("note", "key").Body(
			tag("span").Text("● "+w.TrainPoint+" "+grouped(m.Snapshot.TrainSamples)),
			tag("span").Text("○ "+w.TestPoint+" "+grouped(m.Snapshot.TestSamples)),
			when(form != "", func() app.UI { return tag("span").Text(form) }),
		),
		p.viewScore(m),
	)
}

// surfaceKeys says what arrow keys do on the surface.
func (m Model) surfaceKeys() string {
	if m.Scope.Open {
		return m.Words().Scope.Keys
	}
	return m.Words().Inspect.SurfaceKeys
}

// readingOrHint is what the crosshair reads, or how to read.
func (m Model) readingOrHint() string {
	if s := m.surfaceReading(); s != "" {
		return s
	}
	return m.Words().Inspect.ReadHint
}

// outputText says in words what the surface shows.
func (m Model) outputText() string {
	w := m.Words()
	return fmt.Sprintf(w.EpochsSaidf, m.Snapshot.Epoch, m.shownLoss(m.Snapshot.TrainSamples, m.Loss(m.Snapshot.Train)))
}

// viewLoss is the loss curve.
func (p *Playground) viewLoss(m Model) app.UI {
	w := m.Words()
	return panel(m, "panel loss", link.LossPanel).Aria("labelledby", "loss-title").Body(
		tag("div").Class("panel-head").Body(
			tag("h2").ID("loss-title").Text(w.LossPanel),
			p.control(m, link.LogScale, p.button(ToggleLog{}).ID("log-scale").Class("toggle").Aria("pressed", truth(m.LogLoss)).Text(w.LogScale)),
		),
		tag("p").ID("penalty").Class("note").Text(m.penaltyText()), // always there, so that the canvas keeps its place
		picture(tag("canvas").ID("loss").TabIndex(0).Role("application").
			Aria("label", fmt.Sprintf(w.ChartLabelf, m.outputText())+" "+w.ChartKeys).
			Aria("describedby", "loss-reading")),
		p.viewPast(m),
		tag("p").ID("loss-reading").Class("reading", "unseen").Aria("live", "polite").Text(m.cursorText()),
	)
}

// cursorText reads the curve under the cursor.
func (m Model) cursorText() string {
	if m.Cursor < 0 {
		return ""
	}
	point, ok := m.chart(draw.Light).Nearest(m.Cursor)
	if !ok {
		return ""
	}
	return fmt.Sprintf(m.Words().ChartReadf, point.Epoch, significant(point.Train), significant(point.Test))
}
