package ui

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/engine"
)

// viewRegularisation holds what keeps weights small: two penalties and the
// weight decay of the 1986 text. It may change while training goes on.
func (p *Playground) viewRegularisation(m Model) app.UI {
	w := m.Words()
	return tag("fieldset").Class("group").Body(
		tag("legend").Text(w.Regularisation),
		tag("p").Class("note").Text(w.KeepsNote+" "+w.PenaltyLeftOut),
		tag("div").Class("fields").Body(
			p.explained(w.L1Help, p.numberField(m, FieldL1, w.L1, "λ₁", w.L1Help)),
			p.explained(w.L2Help, p.numberField(m, FieldL2, w.L2, "λ₂", w.L2Help)),
			p.explained(w.DecayHelp, p.numberField(m, FieldDecay, w.Decay, "d", w.DecayHelp)),
		),
	)
}

// penalized reports whether a penalty is part of what training goes down.
func (m Model) penalized() bool {
	return m.Experiment.Penalty.L1 > 0 || m.Experiment.Penalty.L2 > 0
}

// penaltyFormula writes P with the parts that it has.
func (m Model) penaltyFormula() string {
	const l1, l2 = "λ₁ Σ|w|", "λ₂ ½Σw²"
	switch penalty := m.Experiment.Penalty; {
	case penalty.L2 == 0:
		return l1
	case penalty.L1 == 0:
		return l2
	}
	return l1 + " + " + l2
}

// lossName is E in the experiment's convention.
func (m Model) lossName() string {
	if m.Experiment.Convention == engine.Sum {
		return "E"
	}
	return "E/J"
}

// penaltyText says that the losses shown leave the penalty out, and what it
// comes to with it, or nothing where there is none.
func (m Model) penaltyText() string {
	s := m.Snapshot
	if !m.penalized() || s.Params == nil {
		return ""
	}
	return fmt.Sprintf(m.Words().PenaltyNotef, strings.ReplaceAll(m.penaltyFormula(), " ", "\u00a0"), significant(s.Penalty), m.lossName(), significant(m.Loss(s.Train)+s.Penalty))
}

// gradientFormula is what the learning rule goes down.
func (m Model) gradientFormula() string {
	if m.penalized() {
		return "∂(" + m.lossName() + " + P)/∂w"
	}
	return "∂E/∂w"
}
