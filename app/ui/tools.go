package ui

import (
	"slices"

	"backprop/engine"
)

// flowEvery is how often the flow of the gradient is brought up to date while
// training plays, in milliseconds: often enough to follow, slow enough to read.
const flowEvery = 250

type (
	// OpenTool opens a tool beside the network, or closes it when it is open.
	OpenTool struct{ Tool Tool }
	// CheckGradient compares backpropagation with central differences.
	CheckGradient struct{}
)

func (OpenTool) message()      {}
func (CheckGradient) message() {}

// Tool is something that looks into backpropagation.
type Tool uint8

const (
	NoTool Tool = iota
	FlowTool
	CheckTool
)

// Tools is what the tools know. A closed one asks for nothing.
type Tools struct {
	Open Tool

	Flow  []engine.LayerFlow // the last received
	asked float64            // when it was asked for, in ms

	Check    *engine.GradientCheck // the last received
	Checking uint32                // serial of the command under way, 0 for none
	checked  engine.Snapshot       // what Check is of
}

func (m Model) openTool(t Tool) (Model, []engine.Command) {
	if m.Tools.Open == t {
		t = NoTool
	}
	m.Tools.Open = t
	if t == FlowTool && !m.Playing && m.Phase == Ready {
		return m.send(engine.Look{}, engine.View{})
	}
	return m, nil
}

// withFlow adds the flow of the gradient to a view where it is shown: always
// while training holds, and at a readable rate while it plays.
func (m Model) withFlow(v engine.View) (Model, engine.View) {
	if m.Tools.Open == FlowTool && (!m.Playing || m.Link.Now-m.Tools.asked >= flowEvery) {
		m.Tools.asked, v.Flow = m.Link.Now, true
	}
	return m, v
}

// checkGradient holds training and asks for the check.
func (m Model) checkGradient() (Model, []engine.Command) {
	if m.Tools.Checking != 0 || m.Phase != Ready {
		return m, nil
	}
	m.Playing = false
	view := m.fullView()
	view.Check = true
	m, commands := m.send(engine.Look{}, view)
	m.Tools.Checking = m.Link.Serial
	return m, commands
}

// inspected keeps what a snapshot says to the tools.
func (m Model) inspected(s engine.Snapshot) Model {
	if s.Flow != nil {
		m.Tools.Flow = s.Flow
	}
	if s.Serial == m.Tools.Checking {
		m.Tools.Checking = 0
	}
	if s.Check != nil {
		m.Tools.Check, m.Tools.checked = s.Check, s
		v := m.verdict()
		m.Said = v.text
	}
	return m
}

// staleCheck reports whether the check is of other weights or data than those
// on the screen.
func (m Model) staleCheck() bool {
	c, s := m.Tools.checked, m.Snapshot
	return c.DataSeed != s.DataSeed || !slices.Equal(c.Params, s.Params)
}
