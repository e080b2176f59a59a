package main

import (
	"slices"

	"backprop/engine"
	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// spec is what an input asks for.
type spec struct {
	experiment engine.Experiment
	epochs     int   // where training ends at the latest
	report     []int // ascending, each once
	trace      bool
}

// document holds the fields of the JSON form as they were read.
type document struct {
	spec
	inputs   int
	weights  [][][]float64
	biases   [][]float64
	schedule []change
	given    map[string]bool
}

// change is an entry of the schedule; what is nil stays as it was.
type change struct {
	epoch          int
	rate, momentum *float64
}

var (
	wantNumber   = engine.Want{Kind: engine.WantNumber}
	wantRate     = engine.Want{Kind: engine.WantAtLeast}
	wantFraction = engine.Want{Kind: engine.WantBelow, High: 1}
	wantEpoch    = whole(0, engine.MaxEpoch)
	wantUnits    = whole(1, engine.MaxUnits)
	wantSeed     = whole(0, engine.MaxSeed)
	wantBatch    = whole(0, engine.MaxSamples)
	wantLayers   = form("a list of layers")
	wantTable    = form("a list of lists of numbers")
)

func whole(low, high float64) engine.Want {
	return engine.Want{Kind: engine.WantWhole, Low: low, High: high}
}

// parseText reads the text form, which must say when to stop.
func parseText(text string) (spec, error) {
	e, err := engine.Parse(text)
	if err != nil {
		return spec{}, err
	}
	if e.Stop == (engine.Stop{}) {
		return spec{}, refuse(root("stopepoch"), "0", form("1 or more, or another stop rule, where nobody can stop by hand"))
	}
	s := spec{experiment: e, epochs: e.Stop.Epoch, report: []int{0}}
	if s.epochs == 0 {
		s.epochs = engine.MaxEpoch
	}
	return s, nil
}

// parseJSON reads the JSON form.
func parseJSON(data []byte) (spec, error) {
	doc := document{spec: spec{report: []int{0}}}
	e := &doc.experiment
	e.Data.Set = dataset.Table
	e.Init = engine.Init{Range: 0.5, Seed: 1}
	d := newDecoder(data)
	var err error
	if doc.given, err = d.object(nil, doc.members(d)); err != nil {
		return spec{}, err
	}
	if err := d.end(); err != nil {
		return spec{}, err
	}
	if err := doc.checkShapes(); err != nil {
		return spec{}, err
	}
	doc.fillSchedule()
	e.Stop.Epoch = doc.epochs
	if err := doc.fillStart(); err != nil {
		return spec{}, err
	}
	if err := e.Validate(); err != nil {
		return spec{}, err
	}
	slices.Sort(doc.report)
	doc.report = slices.Compact(doc.report)
	return doc.spec, nil
}

// members returns the fields of the JSON form, which are read into doc.
func (doc *document) members(d *decoder) []member {
	e := &doc.experiment
	return []member{
		{"inputs", &wantUnits, into(&doc.inputs, d.whole, wantUnits)},
		{"layers", &wantLayers, func(p *path) error { return doc.readLayers(d, p) }},
		{"weights", nil, func(p *path) error {
			return d.list(p, "tables, one for each layer", engine.MaxHiddenLayers+1, func(p *path) error {
				layer, err := d.table(p, engine.MaxUnits)
				doc.weights = append(doc.weights, layer)
				return err
			})
		}},
		{"biases", nil, into(&doc.biases, d.table, engine.MaxHiddenLayers+1)},
		{"init", nil, func(p *path) error { return doc.readInit(d, p) }},
		{"x", &wantTable, into(&e.Data.X, d.table, engine.MaxSamples)},
		{"y", &wantTable, into(&e.Data.Y, d.table, engine.MaxSamples)},
		{"rate", &wantRate, into(&e.LearningRate, d.number, wantRate)},
		{"momentum", nil, into(&e.Momentum, d.number, wantFraction)},
		{"batch", nil, into(&e.Batch, d.whole, wantBatch)},
		{"gradient", nil, into(&e.Convention, choice[engine.Convention](d), engine.Conventions())},
		{"order", nil, into(&e.Order, choice[engine.Order](d), engine.Orders())},
		{"decay", nil, into(&e.Decay, d.number, wantFraction)},
		{"l1", nil, into(&e.Penalty.L1, d.number, wantRate)},
		{"l2", nil, into(&e.Penalty.L2, d.number, wantRate)},
		{"schedule", nil, func(p *path) error { return doc.readSchedule(d, p) }},
		{"epochs", &wantEpoch, into(&doc.epochs, d.whole, wantEpoch)},
		{"report", nil, func(p *path) error { return doc.readReport(d, p) }},
		{"stopLoss", nil, into(&e.Stop.Loss, d.number, wantRate)},
		{"stopError", nil, into(&e.Stop.Error, d.number, wantRate)},
		{"trace", nil, func(p *path) (err error) { doc.trace, err = d.bool(p); return err }},
	}
}

// into returns a function that reads a value at a path with read, and what it
// wants, into target.
func into[T, W any](target *T, read func(*path, W) (T, error), want W) func(*path) error {
	return func(p *path) (err error) {
		*target, err = read(p, want)
		return err
	}
}

func (doc *document) readLayers(d *decoder, p *path) error {
	return d.list(p, "layers", engine.MaxHiddenLayers+1, func(p *path) error {
		var l nn.Layer
		activations := nn.Activations()
		wantActivation := oneOf(activations)
		_, err := d.object(p, []member{
			{"units", &wantUnits, into(&l.Units, d.whole, wantUnits)},
			{"activation", &wantActivation, into(&l.Activation, choice[nn.Activation](d), activations)},
		})
		doc.experiment.Layers = append(doc.experiment.Layers, l)
		return err
	})
}

func (doc *document) readInit(d *decoder, p *path) error {
	init := &doc.experiment.Init
	_, err := d.object(p, []member{
		{"range", nil, into(&init.Range, d.number, wantRate)},
		{"seed", nil, func(p *path) error {
			seed, err := d.whole(p, wantSeed)
			init.Seed = uint64(seed)
			return err
		}},
		{"biases", nil, func(p *path) error { return readBiases(d, p, init) }},
	})
	return err
}

// readBiases reads how biases start: a name, or the number that each is.
func readBiases(d *decoder, p *path, init *engine.Init) error {
	want := form("uniform, zero or a number")
	token, err := d.next(p, want)
	if err != nil {
		return err
	}
	switch token {
	case engine.UniformBiases.String():
		init.Biases = engine.UniformBiases
	case engine.ZeroBiases.String():
		init.Biases = engine.ZeroBiases
	default:
		init.Biases = engine.ConstantBiases
		init.Bias, err = d.numberOf(token, p, want)
	}
	return err
}

func (doc *document) readSchedule(d *decoder, p *path) error {
	next := 0
	return d.list(p, "changes", engine.MaxEpoch, func(p *path) error {
		var c change
		var rate, momentum float64
		want := whole(float64(next), engine.MaxEpoch)
		given, err := d.object(p, []member{
			{"epoch", &want, into(&c.epoch, d.whole, want)},
			{"rate", nil, into(&rate, d.number, wantRate)},
			{"momentum", nil, into(&momentum, d.number, wantFraction)},
		})
		if err != nil {
			return err
		}
		if !given["rate"] && !given["momentum"] {
			return refuse(p.field("rate"), "(missing)", form("a rate, a momentum or both"))
		}
		if given["rate"] {
			c.rate = &rate
		}
		if given["momentum"] {
			c.momentum = &momentum
		}
		doc.schedule = append(doc.schedule, c)
		next = c.epoch + 1
		return nil
	})
}

func (doc *document) readReport(d *decoder, p *path) error {
	doc.report = nil
	return d.list(p, "epochs", engine.MaxEpoch, func(p *path) error {
		epoch, err := d.whole(p, wantEpoch)
		doc.report = append(doc.report, epoch)
		return err
	})
}
