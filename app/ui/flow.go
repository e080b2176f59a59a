package ui

// Dashes along the edges move with the updates, but never so far between two
// frames that the eye would lose them.
const (
	flowPerUpdate = 0.5 // pixels
	flowPerFrame  = 1.8 // pixels
	flowPeriod    = 1 << 20
)

// flow is how far the dashes along the edges have come.
type flow struct {
	at      float64 // pixels
	updates int64   // when they were there
}

// advance takes the dashes on to the given number of updates, by one frame, and
// returns how far they are.
func (f *flow) advance(updates int64) float64 {
	if moved := updates - f.updates; moved > 0 {
		f.at += min(flowPerUpdate*float64(moved), flowPerFrame)
		if f.at > flowPeriod {
			f.at = 0
		}
	}
	f.updates = updates
	return f.at
}
