package ui

import (
	"backprop/app/link"
	"backprop/engine"
)

// screen is what the page draws at most.
var screen = link.Limits{HiddenLayers: MaxHiddenLayers, Units: MaxUnits}

// openLink shows what a fragment says, and tells what it could not use.
func (m Model) openLink(fragment string) (Model, []engine.Command) {
	opened := link.Read(fragment, screen)
	m.Experiment, m.Drafts, m.Errors, m.Playing = opened.Experiment, nil, nil, false
	m.Testing, m.Discrete, m.Embedded, m.Access = !opened.Page.HideTest, opened.Page.Discrete, opened.Page.Embedded, opened.Page.Access
	m.Preparing, m.Tour = Preparing{}, Tour{}
	m.Opened++
	m.Notice = Notice{}
	if opened.Peer || len(opened.Notes) > 0 {
		m.Notice = Notice{Kind: LinkRead, Notes: opened.Notes, Peer: opened.Peer, Link: opened.Link.String()}
	}
	return m.begin(nil)
}

// Link is what stands in the address.
func (m Model) link() string {
	return link.Link{Experiment: m.Experiment, Page: m.page(m.Access)}.String()
}

// page is how the page shows the experiment, for a reader with that access.
func (m Model) page(access link.Access) link.Page {
	return link.Page{HideTest: !m.Testing, Discrete: m.Discrete, Embedded: m.Embedded, Access: access}
}

// keepsAddress reports whether the address still holds a link that could be
// used in part only, so that it can be mended: until something is changed. The
// tour also leaves it alone while it has put the reader's network aside.
func (m Model) keepsAddress() bool {
	return m.Tour.kept != nil || m.Notice.Kind == LinkRead && !m.Notice.Peer && m.link() == m.Notice.Link
}
