package ui

import (
	"fmt"
	"math"
	"strings"

	"backprop/engine"
)

// What the flow of the gradient is warned of.
const (
	// steepFlow is the ratio between the mean |∂E/∂x| of the first and of the
	// last layer from which the gradient vanishes or explodes.
	steepFlow = 100
	// muchSaturated is the share of a hidden layer's outputs.
	muchSaturated = 0.25
)

// finding is something that the flow of the gradient shows, with the evidence.
type finding struct {
	name string // for tests and styles
	text string
}

// findings names what holds learning up, or says that nothing does.
func (m Model) findings(flow []engine.LayerFlow) []finding {
	w := m.Words().Flow
	if len(flow) == 0 || len(flow) != len(m.Experiment.Layers) {
		return nil
	}
	var found []finding
	add := func(name, format string, values ...any) {
		found = append(found, finding{name, fmt.Sprintf(format, values...)})
	}
	var blocked, saturated, dead, twins []string
	for i, f := range flow {
		layer := i + 1
		name := m.layerInText(layer)
		if f.ByNetInput == 0 {
			blocked = append(blocked, name)
		}
		if f.Saturated >= muchSaturated && layer < len(flow) {
			saturated = append(saturated, fmt.Sprintf(w.Share, hundredths(f.Saturated), name))
		}
		if len(f.Dead) > 0 {
			dead = append(dead, m.unitsText(name, f.Dead))
		}
		for _, group := range f.Twins {
			twins = append(twins, m.unitsText(name, group))
		}
	}
	if twins != nil {
		add("twins", w.Twins, strings.Join(twins, w.And))
	}
	if dead != nil {
		add("dead", w.Dead, grouped(m.Snapshot.TrainSamples), strings.Join(dead, w.And))
	}
	if saturated != nil {
		add("saturated", w.Saturated, strings.Join(saturated, w.And))
	}
	first, last := flow[0].ByNetInput, flow[len(flow)-1].ByNetInput
	ratio := last / first
	from, to := m.layerInText(len(flow)), m.layerInText(1)
	switch {
	case blocked != nil:
		add("blocked", w.Blocked, strings.Join(blocked, w.And))
	case ratio >= steepFlow:
		add("vanishing", w.Vanishing, significant(last), from, significant(first), to, factor(ratio))
	case ratio <= 1.0/steepFlow:
		add("exploding", w.Exploding, significant(last), from, significant(first), to, factor(1/ratio))
	}
	if found == nil {
		add("fine", w.Fine, factor(max(ratio, 1/ratio)))
	}
	return found
}

// layerInText names a layer within a sentence.
func (m Model) layerInText(layer int) string {
	w := m.Words().Flow
	if layer == len(m.Experiment.Layers) {
		return w.Output
	}
	return fmt.Sprintf(w.Hidden, layer)
}

// unitsText names units of a layer, which count from 1.
func (m Model) unitsText(layer string, units []int) string {
	w := m.Words().Flow
	var numbers []string
	for _, u := range units {
		numbers = append(numbers, whole(u+1))
	}
	format := w.Units
	if len(units) == 1 {
		format = w.Unit
	}
	return fmt.Sprintf(format, layer, strings.Join(numbers, w.And))
}

// hundredths writes a share without decimals.
func hundredths(share float64) string { return whole(int(math.Round(100 * share))) }

// factor writes a factor with two digits, or as a whole number.
func factor(v float64) string {
	switch {
	case !finite(v) || v >= 1e6:
		return significant(v)
	case v < 10:
		return decimals(v, 1)
	}
	return grouped(int(math.Round(v)))
}

// decades are the powers of ten between which the means of all layers lie.
func decades(flow []engine.LayerFlow) (low, high int) {
	least, most := math.Inf(1), 0.0
	for _, f := range flow {
		for _, v := range [...]float64{f.ByNetInput, f.ByWeight} {
			if v > 0 {
				least, most = min(least, v), max(most, v)
			}
		}
	}
	if most == 0 {
		return -1, 0
	}
	low, high = int(math.Floor(math.Log10(least))), int(math.Ceil(math.Log10(most)))
	return low, max(high, low+1)
}

// superscript writes a number as an exponent.
func superscript(n int) string {
	s := strings.NewReplacer("1", "¹", "2", "²", "3", "³", "-", "⁻").Replace(whole(n))
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '⁰'
		}
		return r
	}, s)
}
