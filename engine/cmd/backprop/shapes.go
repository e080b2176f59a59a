package main

import (
	"fmt"

	"backprop/engine"
)

// maxTrace limits the numbers of a trace, most of them one derivative for each
// row and parameter.
const maxTrace = 10_000_000

// checkShapes wants lists that fit each other.
func (doc *document) checkShapes() error {
	e := &doc.experiment
	x, y := root("x"), root("y")
	if len(e.Layers) == 0 {
		return refuse(root("layers"), "(empty)", form("one layer or more"))
	}
	if len(e.Data.X) == 0 {
		return refuse(x, "(empty)", form("one row or more"))
	}
	if err := checkRows(x, e.Data.X, len(e.Data.X), doc.inputs, "one for each input"); err != nil {
		return err
	}
	outputs := e.Layers[len(e.Layers)-1].Units
	if err := checkRows(y, e.Data.Y, len(e.Data.X), outputs, "one for each output unit"); err != nil {
		return err
	}
	if doc.given["weights"] {
		if err := checkLength(root("weights"), len(doc.weights), len(e.Layers), "table", "one for each layer"); err != nil {
			return err
		}
		below := doc.inputs
		for l, layer := range doc.weights {
			if err := checkRows(root("weights").at(l), layer, e.Layers[l].Units, below, "one for each unit below"); err != nil {
				return err
			}
			below = e.Layers[l].Units
		}
	}
	if doc.given["biases"] {
		if err := checkLength(root("biases"), len(doc.biases), len(e.Layers), "row", "one for each layer"); err != nil {
			return err
		}
		for l, row := range doc.biases {
			if err := checkLength(root("biases").at(l), len(row), e.Layers[l].Units, "number", "one for each unit"); err != nil {
				return err
			}
		}
	}
	units := doc.inputs
	for _, l := range e.Layers {
		units += l.Units
	}
	if n := len(e.Data.X) * (e.Parameters() + 4*units); doc.trace && n > maxTrace {
		return refuse(root("trace"), "true", form(fmt.Sprintf("false where it has %d numbers, more than %d", n, maxTrace)))
	}
	return nil
}

// checkRows wants a table of that many rows and columns; each says what the
// columns are.
func checkRows(p *path, table [][]float64, rows, columns int, each string) error {
	if err := checkLength(p, len(table), rows, "row", rowsOf(p)); err != nil {
		return err
	}
	for i, row := range table {
		if err := checkLength(p.at(i), len(row), columns, "number", each); err != nil {
			return err
		}
	}
	return nil
}

// rowsOf says what the rows of a table are.
func rowsOf(p *path) string {
	if p.element {
		return "one for each unit"
	}
	return "one for each row of x"
}

func checkLength(p *path, got, want int, of, each string) error {
	if got == want {
		return nil
	}
	return refuse(p, counted(got, of), form(counted(want, of)+", "+each))
}

func counted(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

// fillSchedule completes the changes with the values in force before them.
func (doc *document) fillSchedule() {
	e := &doc.experiment
	rate, momentum := e.LearningRate, e.Momentum
	for _, c := range doc.schedule {
		if c.rate != nil {
			rate = *c.rate
		}
		if c.momentum != nil {
			momentum = *c.momentum
		}
		e.Schedule = append(e.Schedule, engine.Change{Epoch: c.epoch, LearningRate: rate, Momentum: momentum})
	}
}

// fillStart makes given weights and biases the start of the experiment. What
// is not given is what init draws for it.
func (doc *document) fillStart() error {
	e := &doc.experiment
	weights, biases := doc.given["weights"], doc.given["biases"]
	switch {
	case !weights && !biases:
		return nil
	case !biases && !doc.given["init"]:
		return refuse(root("biases"), "(missing)", form("biases beside weights, or init to draw them from"))
	case !weights && !doc.given["init"]:
		return refuse(root("weights"), "(missing)", form("weights beside biases, or init to draw them from"))
	}
	drawn, err := engine.NewRun(*e)
	if err != nil {
		return err
	}
	network := drawn.Network()
	start := append([]float64(nil), network.Params()...)
	for l := range e.Layers {
		if weights {
			for to, row := range doc.weights[l] {
				copy(start[network.WeightIndex(l+1, to, 0):], row)
			}
		}
		if biases {
			copy(start[network.BiasIndex(l+1, 0):], doc.biases[l])
		}
	}
	e.Init.Start = start
	return nil
}
