package ui

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/engine"
)

// viewTraining holds the two numbers of the learning rule and the rules that
// end training: all that may change while it goes on.
func (p *Playground) viewTraining(m Model) app.UI {
	w := m.Words()
	return tag("section").Class("panel", "training").Aria("label", w.TrainingPanel).Title(w.KeepsNote).Body(
		p.numberField(m, FieldRate, w.Rate, "ε", w.RateHelp),
		p.numberField(m, FieldMomentum, w.Momentum, "α", w.MomentumHelp),
		p.numberField(m, FieldStopLoss, w.StopLoss, "", w.StopLossHelp),
		p.numberField(m, FieldStopEpoch, w.StopEpoch, "", w.StopEpochHelp),
	)
}

// viewMore holds what is one click away: everything that starts training again.
func (p *Playground) viewMore(m Model) app.UI {
	w := m.Words()
	return tag("details").Class("panel", "more").ID("more").Body(
		tag("summary").Text(w.MoreSettings),
		tag("p").Class("note").Text(w.RestartsNote),
		tag("div").Class("fields").Body(
			p.explained(w.BatchHelp, p.numberField(m, FieldBatch, w.Batch, "J", w.BatchHelp)),
			p.explained(w.ConventionHelp, p.menu(m, FieldConvention, w.Convention, w.ConventionHelp, m.Experiment.Convention.String(), []option{
				{engine.Mean.String(), w.Mean}, {engine.Sum.String(), w.Sum},
			})),
			p.explained(w.OrderHelp, p.menu(m, FieldOrder, w.Order, w.OrderHelp, m.Experiment.Order.String(), []option{
				{engine.Given.String(), w.Given}, {engine.Shuffled.String(), w.Shuffled},
			})),
			p.explained(w.InitRangeHelp, p.numberField(m, FieldRange, w.InitRange, "r", w.InitRangeHelp)),
			p.explained(w.BiasesHelp, p.menu(m, FieldBiases, w.Biases, w.BiasesHelp, m.Experiment.Init.Biases.String(), []option{
				{engine.UniformBiases.String(), w.UniformBiases}, {engine.ZeroBiases.String(), w.ZeroBiases},
			})),
			p.explained(w.DecayHelp, p.numberField(m, FieldDecay, w.Decay, "d", w.DecayHelp)),
		),
		tag("p").ID("kernel").DataSet("kernel", m.Snapshot.Kernel).Class("note").Text(w.Kernels[m.Snapshot.Kernel]),
	)
}

// explained puts one sentence under a control.
func (p *Playground) explained(help string, control app.UI) app.UI {
	return tag("div").Class("explained").Body(control, tag("p").Class("note").Text(help))
}
