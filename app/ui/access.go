package ui

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/link"
)

// controlOf returns the control that a message comes from, whether by a press,
// a key or a place in a picture. Messages of no control are always heard.
func controlOf(message Message) (link.Control, bool) {
	switch message := message.(type) {
	case TogglePlay, TrainOn:
		return link.Play, true
	case StepEpoch, StepBy, SetGrain, SetStepRate, ToggleSteps:
		return link.Step, true
	case ToggleMicroscope:
		return link.SelectionPanel, true
	case ResetWeights:
		return link.Reset, true
	case NewWeights:
		return link.NewWeights, true
	case SetSpeed, StepSpeed:
		return link.Speed, true
	case Draft:
		return fieldControl(message.Field)
	case Commit:
		return fieldControl(message.Field)
	case ChooseOption:
		return fieldControl(message.Field)
	case ChooseSet:
		return link.Data, true
	case NewData:
		return link.DataSeed, true
	case ToggleFeature:
		return link.Inputs, true
	case AddLayer, RemoveLayer:
		return link.Layers, true
	case SetUnits:
		return link.Units, true
	case SetActivation:
		return link.Activation, true
	case SetParameter, RevertStart:
		return link.Weights, true
	case ToggleTest:
		return link.Test, true
	case ToggleDiscrete:
		return link.Discrete, true
	case GoTo, GoBy:
		return link.TimeLine, true
	case StartTour, TourTo:
		return link.Tour, true
	case OpenTool, CheckGradient:
		return link.Tools, true
	case ToggleLog:
		return link.LogScale, true
	case SetTheme:
		return link.Theme, true
	case SetLanguage:
		return link.Language, true
	}
	return 0, false
}

// fieldControl returns the control that a field belongs to.
func fieldControl(f Field) (link.Control, bool) {
	switch f {
	case FieldStopLoss, FieldStopEpoch:
		return link.StopRules, true
	case FieldDecay, FieldL1, FieldL2:
		return link.Penalty, true
	case FieldBias:
		return link.Biases, true
	}
	if strings.HasPrefix(string(f), parameterPrefix) {
		return link.Weights, true
	}
	return link.ParseControl(string(f))
}

// access is what the reader may do now: as the link says, or as the one being
// prepared would.
func (m Model) access() link.Access {
	if m.Preparing.Preview {
		return m.Preparing.Access
	}
	return m.Access
}

// refuse answers a message of a control that is not the reader's to change. Of
// a control that is hidden it says nothing: for this reader there is none.
func (m Model) refuse(c link.Control) Model {
	if m.access()[c] == link.Locked {
		m.Notice = Notice{Kind: ControlLocked, Control: c}
	}
	return m
}

// control is a control, or several that belong together, as far as the reader
// may have it. A fieldset switches off all that is in it.
func (p *Playground) control(m Model, c link.Control, inside ...app.UI) app.UI {
	state := m.access()[c]
	set := tag("fieldset").Class("control").DataSet("control", c.String()).DataSet("access", accessNames[state]).
		Attr("disabled", state != link.Open)
	if state == link.Locked { // what is switched off says why
		set = set.Role("group").Aria("label", m.lockedText(c)).Title(m.lockedText(c))
	} else {
		set = set.Role("presentation")
	}
	return set.Body(inside...)
}

// lockedText says that a control is locked.
func (m Model) lockedText(c link.Control) string {
	return fmt.Sprintf(m.Words().Link.Lockedf, m.Words().Class.Controls[c.String()])
}

// shown marks a part of the page that only shows something, as far as the
// reader may have it.
func shown(m Model, c link.Control, part app.HTMLElem) app.HTMLElem {
	return part.DataSet("access", accessNames[m.access()[c]])
}

// leastHidden is Hidden where all of the controls are.
func (m Model) leastHidden(controls ...link.Control) link.State {
	for _, c := range controls {
		if m.access()[c] != link.Hidden {
			return link.Open
		}
	}
	return link.Hidden
}

// panel is a part of the page that goes away with the last of its controls.
func panel(m Model, classes string, controls ...link.Control) app.HTMLElem {
	return tag("section").Class(classes).DataSet("access", accessNames[m.leastHidden(controls...)])
}

// sides names the columns beside the network that show anything.
func (m Model) sides() string {
	var sides []string
	if m.leastHidden(link.Data, link.Classes, link.Samples, link.Share, link.Noise, link.DataSeed, link.Inputs,
		link.Batch, link.Convention, link.Order, link.InitRange, link.Biases, link.Penalty) != link.Hidden {
		sides = append(sides, "data")
	}
	if m.leastHidden(link.OutputPanel, link.LossPanel) != link.Hidden {
		sides = append(sides, "output")
	}
	return strings.Join(sides, " ")
}

var accessNames = [...]string{link.Open: "open", link.Locked: "locked", link.Hidden: "hidden"}
