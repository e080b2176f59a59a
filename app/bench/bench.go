// Package bench is the program's third way to run, besides page and worker: a
// program that measures engines sets a network up and has it trained and its
// units evaluated, with nothing between the clock and the engine. bench.js of
// the site makes an object of it.
package bench

import (
	"errors"
	"fmt"
	"slices"

	"backprop/engine"
	"backprop/engine/dataset"
	"backprop/engine/kernel"
	"backprop/engine/nn"
	"backprop/engine/optim"
)

// Workload is a network and how it is trained: in the given order, with the
// mean gradient of each batch, the short last one by its own number of samples.
type Workload struct {
	Inputs       int
	Layers       []nn.Layer // the output layer last
	Batch        int        // samples per update; 0, or more than there are, for all
	LearningRate float64    // ε
	Momentum     float64    // α
}

// Data is what a workload works on. All matrices are stored row by row.
type Data struct {
	X, Y  []float64 // training samples, samples×inputs and samples×outputs; empty when nothing is trained
	Start []float64 // every parameter, in network order
	Grid  []float64 // the points at which units are evaluated, points×inputs; may be empty
}

// gridBlock is the number of points that are evaluated at a time: few enough
// for the outputs of a layer to stay in the processor's cache.
const gridBlock = 256

// Session is a workload under way.
type Session struct {
	network *nn.Network
	trainer *optim.Trainer // nil when nothing is trained
	rule    optim.Descent
	count   int // batches of an epoch

	samples       int
	input, target []float64 // of all samples, one unit per row
	measure       *nn.Pass

	inputs [][]float64 // of each block of the grid, inputs × points
	passes []*nn.Pass  // of each block, whose memory holds the outputs of its units
	points int
}

// Supports says why a workload with that many training samples cannot be set
// up, whatever its data; nil when it can.
func Supports(w Workload, samples int) error {
	if w.Inputs < 1 {
		return fmt.Errorf("bench: network of %d inputs", w.Inputs)
	}
	if len(w.Layers) == 0 {
		return errors.New("bench: network without an output layer")
	}
	e := w.experiment(1)
	e.Data.X = [][]float64{make([]float64, w.Inputs)}
	e.Data.Y = [][]float64{make([]float64, w.Layers[len(w.Layers)-1].Units)}
	if err := e.Validate(); err != nil {
		return err
	}
	if samples > engine.MaxSamples {
		return fmt.Errorf("bench: %d samples: want at most %d", samples, engine.MaxSamples)
	}
	if units := nn.NewShape(w.Inputs, w.Layers).AllUnits(); samples*units > engine.MaxOutputs {
		return fmt.Errorf("bench: %d samples of %d units: want at most %d outputs", samples, units, engine.MaxOutputs)
	}
	return nil
}

// experiment returns the workload as an experiment on a table of so many
// samples, without the table.
func (w Workload) experiment(samples int) engine.Experiment {
	e := engine.Experiment{
		Layers:       w.Layers,
		LearningRate: w.LearningRate,
		Momentum:     w.Momentum,
		Convention:   engine.Mean,
		Order:        engine.Given,
	}
	e.Data.Set = dataset.Table
	if w.Batch < samples {
		e.Batch = w.Batch
	}
	return e
}

// NewSession sets a workload up. It keeps the slices of d.
func NewSession(w Workload, d Data) (*Session, error) {
	if err := Supports(w, len(d.X)/max(w.Inputs, 1)); err != nil {
		return nil, err
	}
	shape := nn.NewShape(w.Inputs, w.Layers)
	if len(d.Start) != shape.Size() {
		return nil, fmt.Errorf("bench: %d weights and biases to start from: want %d", len(d.Start), shape.Size())
	}
	x, err := rows("x", d.X, shape.Inputs())
	if err != nil {
		return nil, err
	}
	y, err := rows("y", d.Y, shape.Outputs())
	if err != nil {
		return nil, err
	}
	points, err := rows("grid", d.Grid, shape.Inputs())
	if err != nil {
		return nil, err
	}

	s := &Session{network: nn.NewNetwork(shape)}
	copy(s.network.Params(), d.Start)
	if len(x) > 0 {
		e := w.experiment(len(x))
		e.Data.X, e.Data.Y, e.Init.Start = x, y, d.Start
		if err := e.Validate(); err != nil {
			return nil, err
		}
		s.setTraining(w, x, y)
	}
	s.setGrid(points)
	return s, nil
}

// rows cuts a matrix of so many columns into its rows.
func rows(name string, values []float64, columns int) ([][]float64, error) {
	if len(values)%columns != 0 {
		return nil, fmt.Errorf("bench: %d values of %s: want rows of %d", len(values), name, columns)
	}
	return slices.Collect(slices.Chunk(values, columns)), nil
}

// setTraining prepares the updates. A loss curve is not kept, which would cost
// another way forward for each epoch.
func (s *Session) setTraining(w Workload, x, y [][]float64) {
	s.samples = len(x)
	size := w.Batch
	if size == 0 || size > s.samples {
		size = s.samples
	}
	s.count = (s.samples + size - 1) / size
	s.rule = optim.Descent{LearningRate: w.LearningRate, Momentum: w.Momentum}
	pass, gradient := nn.NewPass(s.network.Shape, size), nn.NewGradient(s.network.Shape, size)
	s.trainer = optim.NewTrainer(s.network, make([]float64, s.network.Size()), pass, gradient, kernel.Batches{
		Samples: s.samples, Size: size, Input: columns(x, size), Target: columns(y, size),
	})
	s.input, s.target = columns(x, s.samples), columns(y, s.samples)
	s.measure = nn.NewPass(s.network.Shape, s.samples)
}

// columns returns rows as blocks of size, each with one row of rows in a
// column.
func columns(rows [][]float64, size int) []float64 {
	all := make([]float64, 0, len(rows)*len(rows[0]))
	for block := range slices.Chunk(rows, size) {
		for unit := range rows[0] {
			for _, row := range block {
				all = append(all, row[unit])
			}
		}
	}
	return all
}

// setGrid prepares the evaluation at points.
func (s *Session) setGrid(points [][]float64) {
	s.points = len(points)
	for block := range slices.Chunk(points, gridBlock) {
		s.inputs = append(s.inputs, columns(block, len(block)))
		s.passes = append(s.passes, nn.NewPass(s.network.Shape, len(block)))
	}
}

// Train trains for whole epochs. It is an error when there is nothing to train
// on, or when training has left the finite numbers.
func (s *Session) Train(epochs int) error {
	if s.trainer == nil {
		return errors.New("bench: no training samples")
	}
	for epoch := range epochs {
		if done := s.rule.Train(s.trainer, 0, s.count, true, false); done < s.count {
			return fmt.Errorf("bench: training has left the finite numbers in epoch %d of %d, update %d", epoch+1, epochs, done+1)
		}
	}
	return nil
}

// Loss returns the mean of ½·Σ(ŷ−y)² over the training samples, 0 when there
// are none.
func (s *Session) Loss() float64 {
	if s.trainer == nil {
		return 0
	}
	s.measure.Forward(s.network, s.input, s.samples)
	var loss nn.Loss
	loss.Add(s.measure.Output(), s.target, s.network.Outputs(), s.samples)
	return loss.Mean()
}

// Evaluate computes the output of every unit at every point of the grid.
func (s *Session) Evaluate() {
	for i, pass := range s.passes {
		pass.Forward(s.network, s.inputs[i], len(s.inputs[i])/s.network.Inputs())
	}
}

// Value returns the output of a unit of layer 0 … L, the inputs being layer 0,
// at a point of the grid, as the last Evaluate has left it. It panics when
// there is no such unit or point.
func (s *Session) Value(layer, unit, point int) float64 {
	if point < 0 || point >= s.points || layer < 0 || layer > s.network.Last() || unit < 0 || unit >= s.network.Units(layer) {
		panic(fmt.Sprintf("bench: unit %d of layer %d at point %d: layers have %d units, the grid %d points",
			unit, layer, point, s.network.Shape, s.points))
	}
	pass := s.passes[point/gridBlock]
	return pass.Layer(layer)[unit*pass.Samples()+point%gridBlock]
}
