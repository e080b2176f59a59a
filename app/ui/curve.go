package ui

import (
	"math"
	"slices"

	"backprop/engine"
)

// curve is the loss curve up to the present. Of a long run the history keeps
// some of the epochs only; the losses that the page shows as numbers end it.
func (m Model) curve() []engine.LossPoint {
	s, n := m.Snapshot, len(m.History)
	if n == 0 || s.Epoch <= m.History[n-1].Epoch {
		return m.History
	}
	now := engine.LossPoint{Epoch: s.Epoch, Train: m.Loss(s.Train), Test: math.NaN()}
	if s.TestSamples > 0 {
		now.Test = m.Loss(s.Test)
	}
	return append(slices.Clip(m.History), now)
}
