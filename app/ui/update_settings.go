package ui

import (
	"slices"
	"strconv"

	"backprop/app/draw"
	"backprop/engine"
	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// replace takes a changed experiment over, which starts training again, or
// puts the reason why it cannot be had beside the control of f.
func (m Model) replace(f Field, e engine.Experiment) (Model, []engine.Command) {
	dropped := false
	if e.Init.Start != nil && len(e.Init.Start) != e.Parameters() {
		e.Init.Start, dropped = nil, true
	}
	err := e.Validate()
	if err == nil {
		err = drawable(e)
	}
	if err != nil {
		return m.withError(f, err), nil
	}
	m = m.settled(f)
	if dropped {
		m.Notice = Notice{Kind: StartDropped}
	}
	if !fits(m.Selected, e) {
		m.Selected = draw.Part{}
	}
	m.Hovered = draw.Part{}
	m.Experiment = e
	return m.begin(nil)
}

// fits reports whether a part exists in the network of e.
func fits(p draw.Part, e engine.Experiment) bool {
	units := func(layer int) int {
		switch {
		case layer == 0:
			return e.InputUnits()
		case layer > 0 && layer <= len(e.Layers):
			return e.Layers[layer-1].Units
		}
		return 0
	}
	return p.Kind == draw.NoPart || p.To < units(p.Layer) && (p.Kind != draw.Weight || p.From < units(p.Layer-1))
}

// commit takes the text of a number field over. Text that is no number, or a
// number that cannot be had, stays in the control with the reason beside it.
func (m Model) commit(f Field, typed string) (Model, []engine.Command) {
	e := m.Experiment
	set, whole := numberField(&e, f)
	v, err := parseNumber(typed)
	if err == nil && whole {
		err = wantWhole(f, typed, v)
	}
	if err != nil {
		return m.withDraft(f, typed).withError(f, err), nil
	}
	set(v)
	if e.String() == m.Experiment.String() {
		return m.settled(f), nil
	}
	m = m.withDraft(f, typed)
	if f == FieldDataSeed {
		return m.redraw(e.Data.Seed)
	}
	if !keepsRun(f) {
		if f == FieldRange || f == FieldSeed || f == FieldBias {
			e.Init.Start = nil // the reader asks for a draw
		}
		m, commands := m.replace(f, e)
		if m.Errors[f] == nil {
			m = m.settled(f)
		}
		return m, commands
	}
	if err := e.Validate(); err != nil {
		return m.withError(f, err), nil
	}
	return m.settled(f).tune(e)
}

// keepsRun reports whether a field may change while training goes on.
func keepsRun(f Field) bool {
	switch f {
	case FieldRate, FieldMomentum, FieldDecay, FieldL1, FieldL2, FieldStopLoss, FieldStopEpoch:
		return true
	}
	return false
}

// numberField returns how a number becomes the value of a field of e, and
// whether it must be whole.
func numberField(e *engine.Experiment, f Field) (set func(float64), whole bool) {
	switch f {
	case FieldRate:
		return func(v float64) { e.LearningRate = v }, false
	case FieldMomentum:
		return func(v float64) { e.Momentum = v }, false
	case FieldDecay:
		return func(v float64) { e.Decay = v }, false
	case FieldL1:
		return func(v float64) { e.Penalty.L1 = v }, false
	case FieldL2:
		return func(v float64) { e.Penalty.L2 = v }, false
	case FieldBias:
		return func(v float64) { e.Init.Bias = v }, false
	case FieldNoise:
		return func(v float64) { e.Data.Noise = v }, false
	case FieldRange:
		return func(v float64) { e.Init.Range = v }, false
	case FieldStopLoss:
		return func(v float64) { e.Stop.Loss = v }, false
	case FieldStopEpoch:
		return func(v float64) { e.Stop.Epoch = int(v) }, true
	case FieldSamples:
		return func(v float64) { e.Data.Samples = int(v) }, true
	case FieldShare:
		return func(v float64) { e.Data.Share = int(v) }, true
	case FieldBatch:
		return func(v float64) { e.Batch = int(v) }, true
	case FieldDataSeed:
		return func(v float64) { e.Data.Seed = uint64(v) }, true
	case FieldSeed:
		return func(v float64) { e.Init.Seed = uint64(v) }, true
	}
	panic("ui: no number field " + string(f))
}

// fieldValue returns the present value of a number field.
func fieldValue(e engine.Experiment, f Field) float64 {
	switch f {
	case FieldRate:
		return e.LearningRate
	case FieldMomentum:
		return e.Momentum
	case FieldDecay:
		return e.Decay
	case FieldL1:
		return e.Penalty.L1
	case FieldL2:
		return e.Penalty.L2
	case FieldBias:
		return e.Init.Bias
	case FieldNoise:
		return e.Data.Noise
	case FieldRange:
		return e.Init.Range
	case FieldStopLoss:
		return e.Stop.Loss
	case FieldStopEpoch:
		return float64(e.Stop.Epoch)
	case FieldSamples:
		return float64(e.Data.Samples)
	case FieldShare:
		return float64(e.Data.Share)
	case FieldBatch:
		return float64(e.Batch)
	case FieldDataSeed:
		return float64(e.Data.Seed)
	case FieldSeed:
		return float64(e.Init.Seed)
	}
	panic("ui: no number field " + string(f))
}

func (m Model) chooseSet(set dataset.Set) (Model, []engine.Command) {
	e := m.Experiment
	e.Data.Set = set
	widened := false
	if train, _ := e.SampleCounts(); e.Batch > train {
		e.Batch, widened = 0, true
	}
	if e.Data.Set != dataset.Table {
		e.Data.X, e.Data.Y = nil, nil
	}
	if len(e.Data.Features) == 0 {
		e.Data.Features = engine.Default().Data.Features
	}
	dropped := e.Data.Classes > 0 && !set.Classes()
	if dropped {
		e.Data.Classes = 0
	}
	e = withOutputs(e)
	m, commands := m.replace(FieldData, e)
	if widened && m.Errors[FieldData] == nil {
		m.Notice = Notice{Kind: BatchWidened}
	}
	if dropped && m.Errors[FieldData] == nil {
		m.Notice = Notice{Kind: ClassesDropped}
	}
	return m, commands
}

// withOutputs gives a network as many output units as the data want.
func withOutputs(e engine.Experiment) engine.Experiment {
	if last := len(e.Layers) - 1; e.Layers[last].Units != e.Data.OutputUnits() {
		e.Layers = slices.Clone(e.Layers)
		e.Layers[last].Units = e.Data.OutputUnits()
	}
	return e
}

func (m Model) toggleFeature(toggled dataset.Feature) (Model, []engine.Command) {
	e := m.Experiment
	e.Data.Features = nil
	for _, f := range dataset.Features() {
		if slices.Contains(m.Experiment.Data.Features, f) != (f == toggled) {
			e.Data.Features = append(e.Data.Features, f)
		}
	}
	if len(e.Data.Features) == 0 {
		return m.withError(FieldInputs, &LimitError{Least: true, Inputs: true}), nil
	}
	return m.replace(FieldInputs, e)
}

// constantBias is what biases start at when a number for all of them is chosen,
// until it is changed.
const constantBias = 0.1

// redraw draws the samples from another seed, under the same weights.
func (m Model) redraw(seed uint64) (Model, []engine.Command) {
	e := m.Experiment
	e.Data.Seed = seed
	if err := e.Validate(); err != nil {
		return m.withError(FieldDataSeed, err), nil
	}
	m = m.settled(FieldDataSeed)
	m.Experiment = e
	m.Past.Adopt = 0
	m.Said = m.Words().NewDataSaid
	view := m.fullView()
	view.Samples = true
	return m.send(engine.Redraw{Seed: seed}, view)
}

func (m Model) chooseOption(f Field, name string) (Model, []engine.Command) {
	e := m.Experiment
	switch f {
	case FieldClasses:
		e.Data.Classes, _ = strconv.Atoi(name)
		e = withOutputs(e)
	case FieldConvention:
		e.Convention = engine.Mean
		if name == engine.Sum.String() {
			e.Convention = engine.Sum
		}
	case FieldOrder:
		e.Order = engine.Given
		if name == engine.Shuffled.String() {
			e.Order = engine.Shuffled
		}
	case FieldBiases:
		e.Init.Biases, e.Init.Bias, e.Init.Start = engine.UniformBiases, 0, nil
		switch name {
		case engine.ZeroBiases.String():
			e.Init.Biases = engine.ZeroBiases
		case engine.ConstantBiases.String():
			e.Init.Biases, e.Init.Bias = engine.ConstantBiases, constantBias
		}
	}
	return m.replace(f, e)
}

// newLayerUnits is how many units a layer has when it is added.
const newLayerUnits = 2

func (m Model) addLayer() (Model, []engine.Command) {
	e := m.Experiment
	last := len(e.Layers) - 1
	added := nn.Layer{Units: newLayerUnits, Activation: nn.Sigmoid}
	if last > 0 {
		added.Activation = e.Layers[last-1].Activation
	}
	e.Layers = slices.Insert(slices.Clone(e.Layers), last, added)
	return m.replace(FieldLayers, e)
}

func (m Model) removeLayer(layer int) (Model, []engine.Command) {
	e := m.Experiment
	if layer < 1 || layer >= len(e.Layers) {
		return m, nil
	}
	e.Layers = slices.Delete(slices.Clone(e.Layers), layer-1, layer)
	return m.replace(FieldLayers, e)
}

func (m Model) setUnits(layer, units int) (Model, []engine.Command) {
	e := m.Experiment
	if layer < 1 || layer >= len(e.Layers) {
		return m, nil
	}
	if units < 1 {
		return m.withError(FieldLayers, &LimitError{Least: true}), nil
	}
	e.Layers = slices.Clone(e.Layers)
	e.Layers[layer-1].Units = units
	return m.replace(FieldLayers, e)
}

func (m Model) setActivation(layer int, a nn.Activation) (Model, []engine.Command) {
	e := m.Experiment
	if layer < 1 || layer > len(e.Layers) {
		return m, nil
	}
	e.Layers = slices.Clone(e.Layers)
	e.Layers[layer-1].Activation = a
	return m.replace(FieldLayers, e)
}

// setParameter changes one weight or bias of the network on the screen. Before
// the first update that is a choice of first weights, which the experiment
// keeps.
func (m Model) setParameter(index int, typed string) (Model, []engine.Command) {
	f := ParameterField(index)
	v, err := parseNumber(typed)
	if err != nil {
		return m.withDraft(f, typed).withError(f, err), nil
	}
	params := m.Params()
	if index < 0 || index >= len(params) {
		return m.settled(f), nil
	}
	m = m.settled(f)
	if params[index] == v {
		return m, nil
	}
	if m.Snapshot.Updates == 0 && !m.Playing {
		e := m.Experiment
		e.Init.Start = slices.Clone(params)
		e.Init.Start[index] = v
		m.Experiment = e
	}
	// Shown at once: a control that fell back to the old value until the answer
	// comes would report that value as typed.
	m.Snapshot.Params = slices.Clone(params)
	m.Snapshot.Params[index] = v
	return m.send(engine.Edit{Parameter: index, Value: v}, m.fullView())
}
