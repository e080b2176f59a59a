package ui

import (
	"html"

	"backprop/app/link"
	"backprop/engine"
)

// Preparing is the state of the dialog in which a page is prepared for a
// class. What is chosen there does not change the page of whoever chooses.
type Preparing struct {
	Open    bool // the dialog is on the screen
	Preview bool // the page is as the class will see it
	Access  link.Access
	Begun   bool   // Access has been chosen from
	Copied  Target // what was copied last
	Refused bool   // the browser did not allow copying
}

// Target is something that the dialog yields.
type Target uint8

const (
	NoTarget Target = iota
	LinkTarget
	FrameTarget
)

// frameHeight is the height of an embedded page, in CSS pixels.
const frameHeight = "820"

type (
	// OpenPreparing shows the dialog in which a page is prepared for a class.
	OpenPreparing struct{}
	// ClosePreparing closes it.
	ClosePreparing struct{}
	// SetAccess chooses what the class may do with a control.
	SetAccess struct {
		Control link.Control
		State   link.State
	}
	// SetGroupAccess chooses it for every control of a group that can be in
	// that state.
	SetGroupAccess struct {
		Group link.Group
		State link.State
	}
	// PreviewClass shows the page as the class will see it.
	PreviewClass struct{}
	// PreparedCopied tells how copying one of the results went.
	PreparedCopied struct {
		Target Target
		OK     bool
	}
)

func (OpenPreparing) message()  {}
func (ClosePreparing) message() {}
func (SetAccess) message()      {}
func (SetGroupAccess) message() {}
func (PreviewClass) message()   {}
func (PreparedCopied) message() {}

// prepare answers the messages of the dialog.
func (m Model) prepare(message Message) (Model, []engine.Command) {
	c := m.Preparing
	c.Copied, c.Refused = NoTarget, false
	switch message := message.(type) {
	case OpenPreparing:
		if !c.Begun {
			c.Access, c.Begun = m.Access, true
			c.Access[link.Prepare] = link.Hidden // a class that can prepare can unlock
		}
		m.Playing = false
		c.Open, c.Preview = true, false
	case ClosePreparing:
		c.Open = false
	case SetAccess:
		c.Access = allow(c.Access, message.Control, message.State)
	case SetGroupAccess:
		for _, control := range link.Controls(message.Group) {
			c.Access = allow(c.Access, control, message.State)
		}
	case PreviewClass:
		c.Open, c.Preview = false, true
	case PreparedCopied:
		if c.Refused = !message.OK; message.OK {
			c.Copied = message.Target
		}
	}
	m.Preparing = c
	return m, nil
}

// allow sets the state of a control if it can have that state.
func allow(a link.Access, c link.Control, s link.State) link.Access {
	if s != link.Locked || c.Lockable() {
		a[c] = s
	}
	return a
}

// preparedLink is the address that opens the prepared page; base is that of
// this one, without a fragment.
func (m Model) preparedLink(base string) string {
	return base + "#" + link.Link{Experiment: m.Experiment, Page: m.page(m.Preparing.Access)}.String()
}

// preparedFrame is the HTML that puts the prepared page into another one.
func (m Model) preparedFrame(base string) string {
	page := m.page(m.Preparing.Access)
	page.Embedded = true
	address := base + "#" + link.Link{Experiment: m.Experiment, Page: page}.String()
	return `<iframe src="` + html.EscapeString(address) + `" title="` + html.EscapeString(m.Words().Class.FrameTitle) +
		`" width="100%" height="` + frameHeight + `" style="border:0" allow="clipboard-write" loading="lazy"></iframe>`
}
