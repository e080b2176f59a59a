package ui

import (
	"fmt"
	"slices"
	"strings"

	"backprop/app/draw"
	"backprop/app/link"
	"backprop/engine"
)

type (
	// StartTour begins the guided tour. A network that is not the text's figure
	// is put aside for it.
	StartTour struct{}
	// TourTo goes to a stop, counted from 0; beyond the last the tour ends.
	TourTo struct{ Stop int }
	// EndTour ends the tour and brings back what was put aside.
	EndTour struct{}
)

func (StartTour) message() {}
func (TourTo) message()    {}
func (EndTour) message()   {}

// Tour is where the reader is on the guided tour.
type Tour struct {
	On   bool
	Stop int
	kept *engine.Experiment // put aside, nil for none
	from *engine.Checkpoint // how far that was trained
}

// tourStops is the number of stops: the forward pass, the loss, the four lines
// of the way back, the update, and once more.
const tourStops = 8

// Stops of the tour that something is done at.
const (
	updateStop = 6
	repeatStop = 7
)

// tourTargets are the parts of the page that the stops are about.
var tourTargets = [tourStops]string{".network", ".loss", ".network", ".network", ".network", ".network", ".network", ".output"}

// tourPart is what a stop selects.
func tourPart(stop int) draw.Part {
	switch stop {
	case 0, 5:
		return draw.Part{Kind: draw.Unit, Layer: 1}
	case 2, 3:
		return draw.Part{Kind: draw.Unit, Layer: 2}
	case 4, updateStop:
		return draw.Part{Kind: draw.Weight, Layer: 2}
	}
	return draw.Part{}
}

// onFigure reports whether the network on the screen is the one of the text's
// figure, and learns as its text says.
func (m Model) onFigure() bool {
	e, figure := m.Experiment, engine.Default()
	return slices.Equal(e.Layers, figure.Layers) && slices.Equal(e.Data.Features, figure.Data.Features) &&
		e.Batch == 0 && e.Convention == engine.Mean && e.InputUnits() == figure.InputUnits()
}

// canTour reports whether there is a tour: on a page with anything locked or
// hidden the reader's network is not put aside.
func (m Model) canTour() bool { return m.onFigure() || m.access() == link.Access{} }

// guide answers the messages of the tour.
func (m Model) guide(message Message) (Model, []engine.Command) {
	switch message := message.(type) {
	case StartTour:
		if m.Tour.On || !m.canTour() {
			return m, nil
		}
		m.Playing, m.Scope.Playing = false, false
		m.Tour = Tour{On: true}
		if m.onFigure() {
			m.Selected = tourPart(0)
			return m, nil
		}
		kept := m.Experiment
		m.Tour.kept, m.Tour.from = &kept, m.checkpoint()
		m.Experiment = engine.Default()
		m, commands := m.begin(nil)
		m.Selected = tourPart(0)
		return m, commands
	case TourTo:
		if message.Stop >= tourStops {
			return m.guide(EndTour{})
		}
		m.Tour.Stop, m.Selected = max(0, message.Stop), draw.Part{}
		if m.onFigure() {
			m.Selected = tourPart(m.Tour.Stop)
		}
	case EndTour:
		if !m.Tour.On {
			return m, nil
		}
		kept, from := m.Tour.kept, m.Tour.from
		m.Tour, m.Selected = Tour{}, draw.Part{}
		if kept != nil {
			m.Experiment, m.Playing = *kept, false
			m.Said = m.Words().Tour.ComesAgain
			return m.begin(from)
		}
	}
	return m, nil
}

// tourNumbers are the formula of the present stop with the numbers of the
// network, in the order of the text, or "" while they are not known.
func (m Model) tourNumbers() string {
	l := m.Scope.Sight.Lens
	w := m.Scope.Sight.Params
	shape := m.Shape()
	if m.Tour.Stop == repeatStop {
		return m.outputText()
	}
	if l == nil || !m.onFigure() || len(w) != shape.Size() || len(l.Outputs) != 3 {
		return ""
	}
	n, times := significant, func(v float64) string {
		if v < 0 {
			return "(" + significant(v) + ")"
		}
		return significant(v)
	}
	hidden, output, target := l.Outputs[1][0], l.Outputs[2][0], l.Target[0]
	above := shape.WeightIndex(2, 0, 0)
	switch m.Tour.Stop {
	case 0:
		var terms []string
		for i, y := range l.Outputs[0] {
			terms = append(terms, n(w[shape.WeightIndex(1, 0, i)])+"·"+times(y))
		}
		return fmt.Sprintf("x₁ = %s + %s = %s,  y₁ = f(x₁) = %s", strings.Join(terms, " + "), times(w[shape.BiasIndex(1, 0)]), n(l.NetInputs[0][0]), n(hidden))
	case 1:
		return fmt.Sprintf("E = ½ (ŷ − y)² = ½ (%s − %s)² = %s", n(output), exact(target), n(l.Loss))
	case 2:
		return fmt.Sprintf("∂E/∂ŷ = ŷ − y = %s − %s = %s", n(output), exact(target), n(l.ByOutput[2][0]))
	case 3:
		return fmt.Sprintf("∂E/∂x = ∂E/∂ŷ · ŷ (1 − ŷ) = %s · %s (1 − %s) = %s", n(l.ByOutput[2][0]), n(output), n(output), n(l.ByNetInput[1][0]))
	case 4:
		return fmt.Sprintf("∂E/∂w₁₁ = ∂E/∂x · y₁ = %s · %s = %s", n(l.ByNetInput[1][0]), n(hidden), n(l.ByParam.Weights[1][0][0]))
	case 5:
		return fmt.Sprintf("∂E/∂y₁ = ∂E/∂x · w₁₁ = %s · %s = %s", n(l.ByNetInput[1][0]), times(w[above]), n(l.ByOutput[1][0]))
	}
	u := l.Next
	return fmt.Sprintf("v = −ε ∂E/∂w + α v = −%s · %s + %s · %s = %s,  w₁₁: %s → %s", exact(u.LearningRate), times(u.Gradient[above]),
		exact(u.Momentum), times(m.Scope.Sight.Velocity[above]), n(u.Velocity[above]), n(w[above]), n(u.Params[above]))
}
