package ui

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/engine"
)

// mostBars bounds the bars of a strip, so that each is wide enough to be seen
// on a phone. Of more samples, neighbours share one.
const mostBars = 120

// shares are the contributions ∂E_s/∂w of all training samples to the
// derivative of one parameter, the largest first.
type shares struct {
	values    []float64 // by rank
	samples   []int     // the sample of each rank
	sum, mean float64
}

func newShares(contributions []float64) shares {
	s := shares{samples: make([]int, len(contributions))}
	for i, v := range contributions {
		s.samples[i] = i
		s.sum += v
	}
	s.mean = s.sum / float64(len(contributions))
	slices.SortStableFunc(s.samples, func(a, b int) int { return cmp.Compare(contributions[b], contributions[a]) })
	for _, sample := range s.samples {
		s.values = append(s.values, contributions[sample])
	}
	return s
}

// rank is the place of a sample by the size of what it contributes.
func (s shares) rank(sample int) int { return max(0, slices.Index(s.samples, sample)) }

// perBar is how many samples share a bar.
func (s shares) perBar() int { return max(1, (len(s.values)+mostBars-1)/mostBars) }

// bars are the heights of the bars: means over the samples that share one.
func (s shares) bars() []float64 {
	var bars []float64
	for group := range slices.Chunk(s.values, s.perBar()) {
		mean := 0.0
		for _, v := range group {
			mean += v / float64(len(group))
		}
		bars = append(bars, mean)
	}
	return bars
}

// stripHeight is the height of the drawing; its width is a unit for each bar.
const stripHeight = 60

// paths draws the bars that stand up and those that hang down, and the place of
// zero.
func (s shares) paths() (up, down string, zero float64) {
	bars := s.bars()
	low, high := 0.0, 0.0
	for _, v := range bars {
		low, high = min(low, v), max(high, v)
	}
	if high == low {
		return "", "", stripHeight / 2
	}
	place := func(v float64) float64 { return stripHeight * (high - v) / (high - low) }
	zero = place(0)
	var above, below strings.Builder
	for i, v := range bars {
		to := &above
		if v < 0 {
			to = &below
		}
		if v != 0 {
			fmt.Fprintf(to, "M%.1f %.2fV%.2fh0.8V%.2fz", float64(i)+0.1, zero, place(v), zero)
		}
	}
	return above.String(), below.String(), zero
}

// shares returns what the lens tells of the selected weight or bias, and
// whether it does.
func (m Model) shares() (shares, bool) {
	l := m.Scope.Sight.Lens
	if l == nil || len(l.Contributions) == 0 || len(l.Contributions) != m.Snapshot.TrainSamples {
		return shares{}, false
	}
	return newShares(l.Contributions), true
}

// pickRank puts the sample of a rank under the lens.
func (m Model) pickRank(rank int) (PickSample, bool) {
	s, known := m.shares()
	if !known {
		return PickSample{}, false
	}
	return PickSample{s.samples[max(0, min(rank, len(s.samples)-1))]}, true
}

// takenText says what the next update takes of the contributions.
func (m Model) takenText(next engine.Update, parameter int) string {
	w := m.Words().Shares
	convention := strings.ToLower(m.Words().Mean)
	if m.Experiment.Convention == engine.Sum {
		convention = strings.ToLower(m.Words().Sum)
	}
	value := scientific(next.Gradient[parameter])
	if len(next.Samples) == m.Snapshot.TrainSamples {
		return fmt.Sprintf(w.Whole, convention, value)
	}
	return fmt.Sprintf(w.Part, convention, grouped(len(next.Samples)), value)
}

// barAt is the rank of the samples at a place of the strip, given as a share of
// its width.
func (s shares) barAt(across float64) int {
	bars := len(s.bars())
	bar := max(0, min(int(math.Floor(across*float64(bars))), bars-1))
	return bar * s.perBar()
}
