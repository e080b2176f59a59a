package ui

import (
	"slices"

	"backprop/engine"
)

// curve is the loss curve up to the present. Of a long run the history keeps
// some of the epochs only; the losses that the page shows as numbers end it.
func (m Model) curve() []engine.LossPoint {
	s, n := m.Snapshot, len(m.History)
	if n > 0 && m.inPast() && m.Past.End.Epoch > m.History[n-1].Epoch {
		return append(slices.Clip(m.History), m.Past.End)
	}
	if n == 0 || s.Epoch <= m.History[n-1].Epoch {
		return m.History
	}
	return append(slices.Clip(m.History), m.lossHere())
}
