package ui

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/link"
	"backprop/engine"
)

// viewTraining holds the two numbers of the learning rule and the rules that
// end training: all that may change while it goes on.
func (p *Playground) viewTraining(m Model) app.UI {
	w := m.Words()
	return panel(m, "panel training", link.Rate, link.Momentum, link.StopRules).Aria("label", w.TrainingPanel).Title(w.KeepsNote).Body(
		p.control(m, link.Rate, p.numberField(m, FieldRate, w.Rate, "ε", w.RateHelp)),
		p.control(m, link.Momentum, p.numberField(m, FieldMomentum, w.Momentum, "α", w.MomentumHelp)),
		p.control(m, link.StopRules, p.numberField(m, FieldStopLoss, w.StopLoss, "", w.StopLossHelp),
			p.numberField(m, FieldStopEpoch, w.StopEpoch, "", w.StopEpochHelp)),
	)
}

// viewMore holds what is one click away: everything that starts training again.
func (p *Playground) viewMore(m Model) app.UI {
	w := m.Words()
	all := []link.Control{link.Batch, link.Convention, link.Order, link.InitRange, link.Biases, link.Penalty}
	return tag("details").Class("panel", "more").ID("more").DataSet("access", accessNames[m.leastHidden(all...)]).Body(
		tag("summary").Text(w.MoreSettings),
		tag("p").Class("note").Text(w.RestartsNote),
		tag("div").Class("fields").Body(
			p.control(m, link.Batch, p.explained(w.BatchHelp, p.numberField(m, FieldBatch, w.Batch, "J", w.BatchHelp))),
			p.control(m, link.Convention, p.explained(w.ConventionHelp, p.menu(m, FieldConvention, w.Convention, w.ConventionHelp, m.Experiment.Convention.String(), []option{
				{engine.Mean.String(), w.Mean}, {engine.Sum.String(), w.Sum},
			}))),
			p.control(m, link.Order, p.explained(w.OrderHelp, p.menu(m, FieldOrder, w.Order, w.OrderHelp, m.Experiment.Order.String(), []option{
				{engine.Given.String(), w.Given}, {engine.Shuffled.String(), w.Shuffled},
			}))),
			p.control(m, link.InitRange, p.explained(w.InitRangeHelp, p.numberField(m, FieldRange, w.InitRange, "r", w.InitRangeHelp))),
			p.control(m, link.Biases, p.explained(w.BiasesHelp, p.menu(m, FieldBiases, w.Biases, w.BiasesHelp, m.Experiment.Init.Biases.String(), []option{
				{engine.UniformBiases.String(), w.UniformBiases}, {engine.ZeroBiases.String(), w.ZeroBiases}, {engine.ConstantBiases.String(), w.ConstantBiases},
			})),
				when(m.Experiment.Init.Biases == engine.ConstantBiases, func() app.UI {
					return p.explained(w.BiasHelp, p.numberField(m, FieldBias, w.Bias, "b", w.BiasHelp))
				}),
			),
		),
		p.control(m, link.Penalty, p.viewRegularisation(m)),
		tag("p").ID("kernel").DataSet("kernel", m.Snapshot.Kernel).Class("note").Text(w.Kernels[m.Snapshot.Kernel]),
	)
}

// explained puts one sentence under a control.
func (p *Playground) explained(help string, control app.UI) app.UI {
	return tag("div").Class("explained").Body(control, tag("p").Class("note").Text(help))
}
