package e2e

import (
	"fmt"

	"backprop/engine"
)

// State is what the page tells programs that drive it.
type State struct {
	Experiment string   `json:"experiment"`
	Phase      string   `json:"phase"`
	Playing    bool     `json:"playing"`
	Waiting    bool     `json:"waiting"`
	Epoch      int      `json:"epoch"`
	Updates    int64    `json:"updates"`
	Stopped    string   `json:"stopped"`
	Loss       string   `json:"loss"`
	Params     []string `json:"params"`
	History    []Point  `json:"history"`
}

// Point is one point of the training loss. Loss reads back to the same bits.
type Point struct {
	Epoch int    `json:"epoch"`
	Loss  string `json:"loss"`
}

const stateOf = `(() => { const s = playground(); return {...s, history: s.history.map(([epoch, loss]) => ({epoch, loss}))} })()`

// State returns the state of the page.
func (p *Page) State() State {
	p.t.Helper()
	var s State
	get(p, stateOf, &s)
	return s
}

// Settle waits until every command is answered and returns the state then.
func (p *Page) Settle() State {
	p.t.Helper()
	p.Until("the page has settled", `!playground().waiting && playground().phase === "ready"`)
	return p.State()
}

// WaitEpoch waits until at least n epochs are done.
func (p *Page) WaitEpoch(n int) State {
	p.t.Helper()
	p.Until(fmt.Sprintf("epoch %d is reached", n), fmt.Sprintf(`playground().epoch >= %d`, n))
	return p.State()
}

// WaitStopped waits until a stop rule or a divergence has ended training.
func (p *Page) WaitStopped(why engine.Stopped) State {
	p.t.Helper()
	p.Until("training has stopped by "+why.String(), fmt.Sprintf(`playground().stopped === %q && !playground().waiting && !playground().playing`, why))
	return p.State()
}

// Pause presses #play while it says Pause and waits until nothing is under way.
func (p *Page) Pause() State {
	p.t.Helper()
	p.Press("play")
	p.Until("training holds", `!playground().playing && !playground().waiting`)
	return p.State()
}
