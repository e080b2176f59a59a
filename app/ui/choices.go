package ui

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// Numbers that people reach for, to choose from beside a field that takes any.
var (
	learningRates = []float64{0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10}
	penalties     = []float64{0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10}
	decays        = []float64{0, 0.00001, 0.0001, 0.001, 0.002, 0.01}
	batches       = []float64{1, 2, 5, 10, 20, 30, 50, 100}
)

// choices are the numbers to choose from for a field; nil for none.
func choices(m Model, f Field) []float64 {
	switch f {
	case FieldRate:
		return learningRates
	case FieldL1, FieldL2:
		return penalties
	case FieldDecay:
		return decays
	case FieldBatch:
		train, _ := m.Experiment.SampleCounts()
		fitting := []float64{0}
		for _, n := range batches {
			if int(n) < train {
				fitting = append(fitting, n)
			}
		}
		return fitting
	}
	return nil
}

// choiceText is a number as the list shows it. A batch of 0 is all samples.
func choiceText(m Model, f Field, v float64) string {
	if f == FieldBatch && v == 0 {
		return m.Words().AllSamples
	}
	return exact(v)
}

// combo puts a list of numbers beside the input of a field: a menu of the
// browser's own, which works by keyboard and touch, over an arrow.
func (p *Playground) combo(m Model, f Field, name string, input app.UI) app.UI {
	values := choices(m, f)
	if values == nil {
		return input
	}
	_, drafted := m.Drafts[f]
	present := fieldValue(m.Experiment, f)
	listed := false
	for _, v := range values {
		listed = listed || v == present && !drafted
	}
	return tag("div").Class("combo").Body(
		input,
		tag("select").ID(string(f)+"-choices").Aria("label", name+": "+m.Words().Choices).Title(m.Words().Choices).
			OnChange(p.commit(f), f).Body(
			// What was typed and is not in the list; nothing to choose.
			tag("option").Attr("value", "").Attr("selected", !listed).Attr("hidden", true).Text(""),
			app.Range(values).Slice(func(i int) app.UI {
				v := values[i]
				return tag("option").Attr("value", exact(v)).Attr("selected", v == present && !drafted).Text(choiceText(m, f, v))
			}),
		),
		tag("span").Class("combo-arrow").Aria("hidden", "true").Text("▾"),
	)
}

// span is the range of a slider.
type span struct{ low, high, step float64 }

// sliders are the fields that a slider is handier for than typing.
var sliders = map[Field]span{
	FieldNoise: {0, 100, 5},
	FieldShare: {10, 90, 10},
}

// slider is the slider of a field under its input, or nothing. It moves the
// typed text along and is taken over where it is let go.
func (p *Playground) slider(m Model, f Field, name string) app.UI {
	s, wanted := sliders[f]
	if !wanted {
		return nil
	}
	value := fieldValue(m.Experiment, f)
	if typed, drafted := m.Drafts[f]; drafted {
		if v, err := parseNumber(typed); err == nil {
			value = v
		}
	}
	return tag("input").Attr("type", "range").ID(string(f)+"-slider").Aria("label", name).
		Attr("min", plain(s.low)).Attr("max", plain(s.high)).Attr("step", plain(s.step)).Attr("value", plain(value)).
		OnInput(p.draft(f), f).OnChange(p.commit(f), f)
}
