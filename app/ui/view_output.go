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
	if m.Experiment.Data.Set.Regression() {
		form = w.ValuesByColour
	}
	return panel(m, "panel output", link.OutputPanel).Aria("labelledby", "output-title").Body(
		tag("div").Class("panel-head").Body(
			tag("h2").ID("output-title").Text(w.OutputPanel),
			when(m.Snapshot.TestSamples > 0, func() app.UI {
				return p.control(m, link.Test, p.button(ToggleTest{}).ID("show-test").Class("toggle").Aria("pressed", truth(m.Testing)).Text(w.ShowTest))
			}),
		),
		tag("div").Class("layers-stack").Body(
			tag("canvas").ID("output").Role("img").Aria("label", fmt.Sprintf(w.OutputLabelf, m.outputText())),
			tag("canvas").ID("samples-layer").Aria("hidden", "true"),
		),
		tag("p").Class("note", "key").Body(
			tag("span").Text("● "+w.TrainPoint+" "+grouped(m.Snapshot.TrainSamples)),
			tag("span").Text("○ "+w.TestPoint+" "+grouped(m.Snapshot.TestSamples)),
			tag("span").Text(form),
		),
	)
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
		picture(tag("canvas").ID("loss").TabIndex(0).Role("application").
			Aria("label", fmt.Sprintf(w.ChartLabelf, m.outputText())+" "+w.ChartKeys).
			Aria("describedby", "loss-reading")),
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
