package ui

import (
	"fmt"
	"slices"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/link"
	"backprop/engine"
	"backprop/engine/dataset"
)

// viewData chooses what is to be learned.
func (p *Playground) viewData(m Model) app.UI {
	w := m.Words()
	sets := slices.DeleteFunc(dataset.Sets(), func(s dataset.Set) bool {
		return s == dataset.Table && m.Experiment.Data.Set != dataset.Table
	})
	return panel(m, "panel", link.Data, link.Classes, link.Samples, link.Share, link.Noise, link.DataSeed).Aria("labelledby", "data-title").Body(
		tag("h2").ID("data-title").Text(w.DataPanel),
		p.control(m, link.Data, tag("div").Class("sets").Role("group").Aria("labelledby", "data-title").Body(
			app.Range(sets).Slice(func(i int) app.UI {
				chosen := sets[i] == m.Experiment.Data.Set
				return p.button(ChooseSet{sets[i]}).ID("set-"+sets[i].String()).Class("chip").
					Aria("pressed", truth(chosen)).Body(
					tag("canvas").ID(thumbnailID(sets[i])).Aria("hidden", "true"),
					tag("span").Text(w.Sets[sets[i].String()]),
				)
			}),
		)),
		when(m.Errors[FieldData] != nil, func() app.UI {
			return tag("p").Class("field-error").Role("alert").Text(ErrorText(w, m.Errors[FieldData]))
		}),
		when(m.Experiment.Data.Set.Fixed(), func() app.UI {
			return tag("p").Class("note").Text(w.FixedData)
		}),
		when(!m.Experiment.Data.Set.Fixed(), func() app.UI {
			return tag("div").Class("fields").Body(
				p.control(m, link.Classes, p.viewClasses(m)),
				p.control(m, link.Samples, p.numberField(m, FieldSamples, w.Samples, "", w.SamplesHelp)),
				p.control(m, link.DataSeed, p.numberField(m, FieldDataSeed, w.DataSeed, "", w.DataSeedHelp)),
				p.control(m, link.Share, p.numberField(m, FieldShare, w.Share, "%", w.ShareHelp)),
				p.control(m, link.Noise, p.numberField(m, FieldNoise, w.Noise, "%", w.NoiseHelp)),
				p.control(m, link.DataSeed, p.button(NewData{}).ID("new-data").Class("quiet", "wide").Text(w.NewData),
					tag("p").Class("note", "wide").Text(w.NewDataHint)),
			)
		}),
		tag("p").Class("note").Text(m.encodingText()),
	)
}

func thumbnailID(s dataset.Set) string { return "thumbnail-" + s.String() }

// encodingText says what the targets are for this output activation.
func (m Model) encodingText() string {
	w, a := m.Words(), m.outputActivation()
	low, high := engine.TargetEncoding(a).Range()
	if m.Experiment.Data.Set == dataset.Table {
		return ""
	}
	format := w.Encodingf
	if m.Experiment.Data.Set.Regression() {
		format = w.RegressionEncodingf
	}
	if m.Experiment.Data.OutputUnits() > 1 {
		format = w.Inspect.ClassTargets
	}
	return fmt.Sprintf(format, w.Activations[a.String()], exact(low), exact(high))
}

// viewInputs chooses what the network sees of each sample.
func (p *Playground) viewInputs(m Model) app.UI {
	w := m.Words()
	if m.Experiment.Data.Set == dataset.Table {
		return tag("div")
	}
	features := dataset.Features()
	return panel(m, "panel", link.Inputs).Aria("labelledby", "inputs-title").Body(
		tag("h2").ID("inputs-title").Text(w.InputsPanel),
		p.control(m, link.Inputs, tag("div").Class("features").Role("group").Aria("labelledby", "inputs-title").Body(
			app.Range(features).Slice(func(i int) app.UI {
				f := features[i]
				return p.button(ToggleFeature{f}).ID("input-"+f.String()).Class("chip", "math").
					Aria("pressed", truth(slices.Contains(m.Experiment.Data.Features, f))).Text(f.Symbol())
			}),
		)),
		tag("p").Class("note").Text(w.DataRestarts),
		when(m.Errors[FieldInputs] != nil, func() app.UI {
			return tag("p").Class("field-error").Role("alert").Text(ErrorText(w, m.Errors[FieldInputs]))
		}),
	)
}

// viewClasses chooses how many classes a set has that comes in several.
func (p *Playground) viewClasses(m Model) app.UI {
	if !m.Experiment.Data.Set.Classes() {
		return tag("div").Attr("hidden", true)
	}
	w := m.Words().Inspect
	options := []option{{"0", w.OneOutput}, {"2", w.TwoOutputs}}
	for k := 3; k <= dataset.MaxClasses; k++ {
		options = append(options, option{whole(k), whole(k)})
	}
	return tag("div").Class("wide").Body(p.menu(m, FieldClasses, w.Classes, w.ClassesHelp, whole(m.Experiment.Data.Classes), options))
}
