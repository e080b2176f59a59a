package engine

import (
	"strconv"

	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// Validate returns nil, or a *FieldError for the first field, in the order of
// the text form, that cannot be used. Fields that the data set does not use
// are not looked at.
func (e Experiment) Validate() error {
	for _, f := range fields {
		if !f.applies(e.Data.Set) {
			continue
		}
		if err := f.check(&e); err != nil {
			return err
		}
	}
	return nil
}

// InputUnits returns the number of inputs of the network.
func (e Experiment) InputUnits() int {
	if e.Data.Set != dataset.Table {
		return len(e.Data.Features)
	}
	if len(e.Data.X) == 0 {
		return 0
	}
	return len(e.Data.X[0])
}

// targets returns the number of target columns.
func (e Experiment) targets() int {
	if e.Data.Set != dataset.Table {
		return e.Data.OutputUnits()
	}
	if len(e.Data.Y) == 0 {
		return 0
	}
	return len(e.Data.Y[0])
}

// OutputUnits returns how many output units a set other than a table wants:
// one for each class where Classes says so, else one.
func (d Data) OutputUnits() int {
	if d.Set.Classes() && d.Classes > 0 {
		return d.Classes
	}
	return 1
}

// SampleCounts returns how many samples train and how many test.
func (e Experiment) SampleCounts() (train, test int) {
	switch e.Data.Set {
	case dataset.Table:
		return len(e.Data.X), 0
	case dataset.XORTable:
		return 4, 0
	}
	train = dataset.TrainCount(e.Data.Samples, e.Data.Share)
	return train, e.Data.Samples - train
}

// Parameters returns the number of weights and biases.
func (e Experiment) Parameters() int {
	count, below := 0, e.InputUnits()
	for _, l := range e.Layers {
		count += l.Units * (below + 1)
		below = l.Units
	}
	return count
}

func wantBatch(e *Experiment) Want {
	train, _ := e.SampleCounts()
	return Want{Kind: WantWhole, Low: 0, High: float64(train)}
}

func checkX(e *Experiment) error {
	if n := len(e.Data.X); n < 1 || n > MaxSamples {
		return fieldError("x", rowCount(n), form("1 to "+strconv.Itoa(MaxSamples)+" rows"))
	}
	return checkRows("x", e.Data.X)
}

func checkY(e *Experiment) error {
	if n := len(e.Data.X); len(e.Data.Y) != n {
		return fieldError("y", rowCount(len(e.Data.Y)), form("as many rows as x, "+strconv.Itoa(n)))
	}
	return checkRows("y", e.Data.Y)
}

func rowCount(n int) string {
	if n == 1 {
		return "1 row"
	}
	return strconv.Itoa(n) + " rows"
}

// checkRows wants rows of finite numbers as long as the first of them.
func checkRows(name string, table [][]float64) error {
	columns := len(table[0])
	if columns < 1 || columns > MaxUnits {
		return fieldError(name, strconv.Itoa(columns)+" columns", form("1 to "+strconv.Itoa(MaxUnits)+" columns"))
	}
	for _, row := range table {
		if len(row) != columns {
			return fieldError(name, string(appendNumbers(nil, row)), form("as many numbers in each row as in the first, "+strconv.Itoa(columns)))
		}
		if err := checkFinite(name, row); err != nil {
			return err
		}
	}
	return nil
}

func checkFinite(name string, values []float64) error {
	for _, v := range values {
		if !wantNumber.Allows(v) {
			return fieldError(name, number(v), wantNumber)
		}
	}
	return nil
}

func checkInputs(e *Experiment) error {
	if len(e.Data.Features) == 0 {
		return fieldError("inputs", "", wantOneOf(dataset.Features()))
	}
	seen := make(map[dataset.Feature]bool)
	for _, f := range e.Data.Features {
		if !f.Valid() {
			return fieldError("inputs", f.String(), wantOneOf(dataset.Features()))
		}
		if seen[f] {
			return fieldError("inputs", f.String(), form("each input once"))
		}
		seen[f] = true
	}
	return nil
}

func checkLayers(e *Experiment) error {
	if n := len(e.Layers); n < 1 || n > MaxHiddenLayers+1 {
		return fieldError("layers", strconv.Itoa(n)+" layers", form("an output layer and at most "+strconv.Itoa(MaxHiddenLayers)+" hidden layers"))
	}
	units := e.InputUnits()
	for _, l := range e.Layers {
		if !l.Activation.Valid() {
			return fieldError("layers", layerText(l), wantOneOf(nn.Activations()))
		}
		if !wantUnits.Allows(float64(l.Units)) {
			return fieldError("layers", layerText(l), form("1 to "+strconv.Itoa(MaxUnits)+" units in each layer"))
		}
		units += l.Units
	}
	if last, k := e.Layers[len(e.Layers)-1], e.targets(); last.Units != k {
		return fieldError("layers", layerText(last), form("as many output units as targets, "+strconv.Itoa(k)))
	}
	if n := e.Parameters(); n > MaxParameters {
		return fieldError("layers", strconv.Itoa(n)+" parameters", form("at most "+strconv.Itoa(MaxParameters)+" weights and biases"))
	}
	if train, test := e.SampleCounts(); (train+test)*units > MaxOutputs {
		return fieldError("layers", strconv.Itoa(units)+" units", form("at most "+strconv.Itoa(MaxOutputs/(train+test))+" units, inputs included, with "+strconv.Itoa(train+test)+" samples"))
	}
	return nil
}

func checkSchedule(e *Experiment) error {
	next := 0
	for _, c := range e.Schedule {
		if w := (Want{Kind: WantWhole, Low: float64(next), High: MaxEpoch}); !w.Allows(float64(c.Epoch)) {
			return fieldError("schedule", strconv.Itoa(c.Epoch), w)
		}
		if !wantRate.Allows(c.LearningRate) {
			return fieldError("schedule", number(c.LearningRate), wantRate)
		}
		if !wantFraction.Allows(c.Momentum) {
			return fieldError("schedule", number(c.Momentum), wantFraction)
		}
		next = c.Epoch + 1
	}
	return nil
}

func checkStart(e *Experiment) error {
	if e.Init.Start == nil {
		return nil
	}
	if n := e.Parameters(); len(e.Init.Start) != n {
		return fieldError("start", strconv.Itoa(len(e.Init.Start))+" numbers", form("one number for each of the "+strconv.Itoa(n)+" weights and biases"))
	}
	return checkFinite("start", e.Init.Start)
}
