package draw

import (
	"math"
	"sort"

	"backprop/engine"
)

// Chart is the picture of a loss curve over epochs. The training loss is a
// solid line, the test loss a dashed one, the target loss a dotted level; each
// is named at its right end.
type Chart struct {
	Width, Height float64
	Theme         Theme
	Points        []engine.LossPoint // ascending by Epoch
	Log           bool               // logarithmic scale of the loss
	Target        float64            // loss at which training is to stop; 0 for none
	Cursor        int                // epoch that is read; −1 for none
	Past          bool               // the run is back at Now, and what comes later is paler
	Now           engine.LossPoint
	Words         ChartWords
	Format        func(float64) string // writes a loss of the read-out
}

// ChartWords are the texts of a Chart in the reader's language.
type ChartWords struct {
	Epoch, Loss              string // names of the axes
	Training, Testing, Limit string // names of the lines
	Now                      string // names the epoch of Now
	Empty                    string // said while there are no points
}

// Measures of the chart in CSS pixels.
const (
	chartLeft   = 52.0
	chartTop    = 24.0
	chartBottom = 34.0
	chartFont   = 11.5
	tickFont    = 11.0
	lineHeight  = 15.0
)

// Plot returns the box between the axes.
func (c *Chart) Plot() Box {
	right := 8.0
	for _, s := range c.names() {
		right = max(right, textWidth(s, chartFont)+12)
	}
	b := Box{chartLeft, chartTop, max(20, c.Width-chartLeft-right), max(20, c.Height-chartTop-chartBottom)}
	if _, v := c.axes(b); len(c.Points) > 0 {
		ticks := c.lossTicks(b, v)
		for _, tick := range ticks {
			if left := textWidth(lossText(tick, ticks), tickFont) + 12; left > b.X {
				b.X, b.Width = left, max(20, b.Right()-left)
			}
		}
	}
	return b
}

// lossTicks returns the losses that the chart writes beside its lines.
func (c *Chart) lossTicks(b Box, v axis) []float64 {
	if c.Log {
		return logTicks(v.low, v.high, max(2, int(b.Height/24)))
	}
	return linearTicks(v.low, v.high, 5)
}

// lossText writes one of the losses beside the lines. Where one of them is too
// small to be written out, the others are powers of ten as well.
func lossText(tick float64, all []float64) string {
	if len(all) > 0 && all[0] > 0 && all[0] < leastWritten && tick < 1 {
		return powerText(tick)
	}
	return tickText(tick)
}

// names returns the names of the lines that the chart has.
func (c *Chart) names() []string {
	if len(c.Points) == 0 {
		return nil
	}
	names := []string{c.Words.Training}
	if c.hasTest() {
		names = append(names, c.Words.Testing)
	}
	if c.Target > 0 {
		names = append(names, c.Words.Limit)
	}
	return names
}

func (c *Chart) hasTest() bool {
	for i := len(c.Points) - 1; i >= 0; i-- {
		if !math.IsNaN(c.Points[i].Test) {
			return true
		}
	}
	return false
}

// axes returns the scales of epochs and losses.
func (c *Chart) axes(b Box) (h, v axis) {
	h = axis{low: 0, high: 10, from: b.X, to: b.Right()}
	if n := len(c.Points); n > 0 {
		h.high = max(h.high, float64(c.Points[n-1].Epoch))
	}
	low, high := math.Inf(1), 0.0
	see := func(loss float64) {
		if loss > 0 && !math.IsInf(loss, 1) {
			low, high = min(low, loss), max(high, loss)
		}
	}
	for _, p := range c.Points {
		see(p.Train)
		see(p.Test)
	}
	see(c.Target)
	if high == 0 {
		low, high = 0.1, 1
	}
	v = axis{from: b.Bottom(), to: b.Y, log: c.Log}
	if c.Log {
		// Whole steps of 1, 2, 5 at both ends keep the scale from trembling.
		v.low, v.high = logFloor(low), logCeil(high)
		if v.high <= v.low*1.0001 {
			v.low /= 10
		}
		return h, v
	}
	step := niceStep(high, 5)
	v.high = step * math.Ceil(high/step-1e-9)
	return h, v
}

// logFloor returns the largest of 1, 2, 5 × 10^k that is at most v.
func logFloor(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{5, 2} {
		if m*power <= v*(1+1e-9) {
			return m * power
		}
	}
	return power
}

// logCeil returns the least of 1, 2, 5 × 10^k that is at least v.
func logCeil(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= v*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// nearest returns the index of the point whose epoch is nearest, −1 without
// points.
func (c *Chart) nearest(epoch float64) int {
	n := len(c.Points)
	i := sort.Search(n, func(i int) bool { return float64(c.Points[i].Epoch) >= epoch })
	switch {
	case n == 0:
		return -1
	case i == n:
		return n - 1
	case i > 0 && epoch-float64(c.Points[i-1].Epoch) < float64(c.Points[i].Epoch)-epoch:
		return i - 1
	}
	return i
}

// Nearest returns the point whose epoch is nearest to epoch, and whether there
// is one.
func (c *Chart) Nearest(epoch int) (engine.LossPoint, bool) {
	i := c.nearest(float64(epoch))
	if i < 0 {
		return engine.LossPoint{}, false
	}
	return c.Points[i], true
}

// EpochAt returns the epoch of the point nearest to a place x on the picture,
// −1 when there is none.
func (c *Chart) EpochAt(x float64) int {
	h, _ := c.axes(c.Plot())
	i := c.nearest(h.value(x))
	if i < 0 {
		return -1
	}
	return c.Points[i].Epoch
}

// Step returns the epoch of the point that is by points after the one nearest
// to epoch; the last one when epoch is negative, −1 when there is none.
func (c *Chart) Step(epoch, by int) int {
	n := len(c.Points)
	if n == 0 {
		return -1
	}
	if epoch < 0 {
		return c.Points[n-1].Epoch
	}
	return c.Points[max(0, min(c.nearest(float64(epoch))+by, n-1))].Epoch
}
