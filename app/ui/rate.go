package ui

import (
	"fmt"
	"math"
	"strconv"
)

// How the measured rate settles, in milliseconds: the first figure is there
// soon, later ones come no more often than can be read.
const (
	firstRate = 400
	nextRate  = 1000
	// steady is how far a figure may be off the last one, either way, to count
	// as the same rate measured again.
	steady = 1.3
)

// Rate is how many samples training goes through in a second, as measured. It
// is taken between two answers of the worker, so that a slow but even pace has
// an even rate.
type Rate struct {
	PerSecond float64 // 0 while not known

	begun   bool
	since   float64 // ms
	samples float64 // trained on by then
}

// Measure learns that at a time, in milliseconds, so many samples had been
// trained on since the first weights.
func (r Rate) Measure(now, samples float64) Rate {
	if !r.begun || samples < r.samples {
		return Rate{begun: true, since: now, samples: samples}
	}
	elapsed, needed := now-r.since, float64(nextRate)
	if r.PerSecond == 0 {
		needed = firstRate
	}
	if elapsed < needed || samples == r.samples {
		return r
	}
	measured := (samples - r.samples) * 1000 / elapsed
	if ratio := measured / r.PerSecond; ratio > 1/steady && ratio < steady {
		measured = r.PerSecond + 0.4*(measured-r.PerSecond)
	}
	return Rate{PerSecond: measured, begun: true, since: now, samples: samples}
}

// trained is how many samples training has gone through since the first
// weights, each as often as it was used.
func (m Model) trained() float64 {
	perEpoch := m.UpdatesPerEpoch()
	if perEpoch == 0 {
		return 0
	}
	j, batch := m.Snapshot.TrainSamples, m.Experiment.Batch
	epochs, updates := m.Snapshot.Updates/int64(perEpoch), int(m.Snapshot.Updates%int64(perEpoch))
	return float64(epochs)*float64(j) + float64(min(batch*updates, j))
}

// rateText is how many samples a second training goes through, while it does.
func (m Model) rateText() string {
	if !m.Playing || m.Rate.PerSecond == 0 {
		return ""
	}
	return fmt.Sprintf(m.Words().Ratef, rounded(m.Rate.PerSecond))
}

// epochName names the epoch's readout, with the update that training stands at
// within it where that can be seen.
func (m Model) epochName() string {
	w, perEpoch := m.Words(), m.UpdatesPerEpoch()
	done := m.Snapshot.Updates % int64(max(perEpoch, 1))
	if perEpoch > 1 && (m.Pace.Speed.byUpdate() || done > 0 && !m.Playing) {
		return fmt.Sprintf(w.EpochUpdatef, done, perEpoch)
	}
	return w.Epoch
}

// rounded prints v with two significant digits and k or M for thousands and
// millions, in at most five characters.
func rounded(v float64) string {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 2, 64), 64)
	unit := ""
	switch {
	case v >= 1e6:
		v, unit = v/1e6, "\u2009M"
	case v >= 1e3:
		v, unit = v/1e3, "\u2009k"
	}
	digits := 0
	if v < 10 && v != math.Trunc(v) || v < 10 && unit != "" {
		digits = 1
	}
	return strconv.FormatFloat(v, 'f', digits, 64) + unit
}
