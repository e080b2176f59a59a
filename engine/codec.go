package engine

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"backprop/engine/dataset"
	"backprop/engine/nn"
	"backprop/engine/optim"
)

// First byte of a message: what it is and the version of its form. Page and
// worker run one program, so another version is refused and never converted.
const (
	commandForm  = 0x01
	snapshotForm = 0x81
)

// Second part of a Command: its Action.
const (
	beginAction = iota
	advanceAction
	resetAction
	tuneAction
	editAction
	rewindAction
	lookAction
	redrawAction
	gotoAction
)

// AppendBinary appends c as bytes that DecodeCommand reads, all floats with
// their exact bits. Empty slices return as nil, except Init.Start. It panics
// if c has no Action.
func (c Command) AppendBinary(dst []byte) []byte {
	dst = append(dst, commandForm)
	dst = binary.LittleEndian.AppendUint32(dst, c.Serial)
	dst = appendInt(dst, int64(c.View.Units))
	dst = appendInt(dst, int64(c.View.Output))
	dst = appendBool(dst, c.View.Samples)
	dst = appendBool(dst, c.View.History)
	dst = appendLensView(dst, c.View.Lens)
	dst = appendBool(dst, c.View.Flow)
	dst = appendBool(dst, c.View.Check)
	switch a := c.Action.(type) {
	case Begin:
		dst = appendExperiment(append(dst, beginAction), a.Experiment)
		dst = appendBool(dst, a.Checkpoint != nil)
		if a.Checkpoint != nil {
			dst = appendCheckpoint(dst, a.Checkpoint)
		}
	case Advance:
		dst = appendInt(append(dst, advanceAction), int64(a.Epochs))
		dst = appendInt(dst, int64(a.Updates))
	case Reset:
		dst = append(dst, resetAction)
	case Tune:
		dst = appendTune(append(dst, tuneAction), a)
	case Redraw:
		dst = appendInt(append(dst, redrawAction), int64(a.Seed))
	case Edit:
		dst = appendInt(append(dst, editAction), int64(a.Parameter))
		dst = appendFloat(dst, a.Value)
	case Rewind:
		dst = append(dst, rewindAction)
	case Goto:
		dst = appendInt(append(dst, gotoAction), a.Updates)
	case Look:
		dst = append(dst, lookAction)
	default:
		panic(fmt.Sprintf("engine: command with action %T", c.Action))
	}
	return dst
}

// DecodeCommand reads what Command.AppendBinary wrote. It errs on anything
// else; the values of the command are not validated.
func DecodeCommand(data []byte) (Command, error) {
	r := &reader{rest: data}
	if r.byte() != commandForm {
		return Command{}, errMalformed
	}
	c := Command{Serial: r.uint32()}
	c.View = View{Units: r.int(), Output: r.int(), Samples: r.bool(), History: r.bool(), Lens: readLensView(r), Flow: r.bool(), Check: r.bool()}
	switch r.byte() {
	case beginAction:
		a := Begin{Experiment: readExperiment(r)}
		if r.bool() {
			a.Checkpoint = readCheckpoint(r)
		}
		c.Action = a
	case advanceAction:
		c.Action = Advance{Epochs: r.int(), Updates: r.int()}
	case resetAction:
		c.Action = Reset{}
	case tuneAction:
		c.Action = readTune(r)
	case redrawAction:
		c.Action = Redraw{Seed: uint64(r.int64())}
	case editAction:
		c.Action = Edit{Parameter: r.int(), Value: r.float()}
	case rewindAction:
		c.Action = Rewind{}
	case gotoAction:
		c.Action = Goto{Updates: r.int64()}
	case lookAction:
		c.Action = Look{}
	default:
		r.fail()
	}
	if err := r.end(); err != nil {
		return Command{}, err
	}
	return c, nil
}

// AppendBinary appends s as bytes that DecodeSnapshot reads, all floats with
// their exact bits. A *FieldError in Err arrives as one, any other error with
// its text. Empty slices return as nil. It panics when a grid of a Plane is
// not Side × Side.
func (s Snapshot) AppendBinary(dst []byte) []byte {
	dst = append(dst, snapshotForm)
	dst = binary.LittleEndian.AppendUint32(dst, s.Serial)
	dst = appendError(dst, s.Err)
	dst = appendInt(dst, int64(s.Epoch))
	dst = appendInt(dst, s.Updates)
	dst = appendInt(dst, s.Earliest)
	dst = appendInt(dst, s.Furthest)
	dst = appendInt(dst, int64(s.UpdatesPerEpoch))
	dst = appendTune(dst, s.InForce)
	dst = appendInt(dst, int64(s.DataSeed))
	dst = append(dst, byte(s.Stopped))
	dst = appendInt(dst, int64(s.Divergence.Epoch))
	dst = appendInt(dst, s.Divergence.Update)
	dst = appendText(dst, s.Divergence.Quantity)
	dst = appendInt(dst, int64(s.TrainSamples))
	dst = appendInt(dst, int64(s.TestSamples))
	dst = appendLoss(dst, s.Train)
	dst = appendLoss(dst, s.Test)
	dst = appendFloat(dst, s.Penalty)
	dst = appendScore(dst, s.TrainScore)
	dst = appendScore(dst, s.TestScore)
	dst = appendFloats(dst, s.Params)
	dst = appendFloats(dst, s.Velocity)
	dst = appendHistory(dst, s.History)
	dst = appendPlane(dst, s.Units)
	dst = appendPlane(dst, s.Output)
	dst = appendLens(dst, s.Lens)
	dst = appendSlice(dst, s.Flow, appendFlow)
	dst = appendCheck(dst, s.Check)
	dst = appendSlice(dst, s.Samples, appendSample)
	dst = appendText(dst, s.Kernel)
	return appendFloat(dst, s.Took)
}

// DecodeSnapshot reads what Snapshot.AppendBinary wrote and errs on anything
// else. The snapshot shares no memory with data.
func DecodeSnapshot(data []byte) (Snapshot, error) {
	r := &reader{rest: data}
	if r.byte() != snapshotForm {
		return Snapshot{}, errMalformed
	}
	s := Snapshot{
		Serial:          r.uint32(),
		Err:             readError(r),
		Epoch:           r.int(),
		Updates:         r.int64(),
		Earliest:        r.int64(),
		Furthest:        r.int64(),
		UpdatesPerEpoch: r.int(),
		InForce:         readTune(r),
		DataSeed:        uint64(r.int64()),
		Stopped:         Stopped(r.byte()),
		Divergence:      Divergence{Epoch: r.int(), Update: r.int64(), Quantity: r.text()},
		TrainSamples:    r.int(),
		TestSamples:     r.int(),
		Train:           readLoss(r),
		Test:            readLoss(r),
		Penalty:         r.float(),
		TrainScore:      readScore(r),
		TestScore:       readScore(r),
		Params:          r.floats(),
		Velocity:        r.floats(),
		History:         readHistory(r),
		Units:           readPlane(r),
		Output:          readPlane(r),
		Lens:            readLens(r),
		Flow:            readSlice(r, flowSize, readFlow),
		Check:           readCheck(r),
		Samples:         readSlice(r, sampleSize, readSample),
		Kernel:          r.text(),
		Took:            r.float(),
	}
	if err := r.end(); err != nil {
		return Snapshot{}, err
	}
	return s, nil
}

func appendExperiment(dst []byte, e Experiment) []byte {
	dst = append(dst, byte(e.Data.Set))
	dst = appendSlice(dst, e.Data.Features, func(dst []byte, f dataset.Feature) []byte { return append(dst, byte(f)) })
	dst = appendInt(dst, int64(e.Data.Classes))
	dst = appendInt(dst, int64(e.Data.Samples))
	dst = appendFloat(dst, e.Data.Noise)
	dst = appendInt(dst, int64(e.Data.Share))
	dst = appendInt(dst, int64(e.Data.Seed))
	dst = appendSlice(dst, e.Data.X, appendFloats)
	dst = appendSlice(dst, e.Data.Y, appendFloats)
	dst = appendSlice(dst, e.Layers, func(dst []byte, l nn.Layer) []byte {
		return append(appendInt(dst, int64(l.Units)), byte(l.Activation))
	})
	dst = appendFloat(dst, e.Init.Range)
	dst = appendFloat(append(dst, byte(e.Init.Biases)), e.Init.Bias)
	dst = appendInt(dst, int64(e.Init.Seed))
	dst = appendBool(dst, e.Init.Start != nil)
	if e.Init.Start != nil {
		dst = appendFloats(dst, e.Init.Start)
	}
	dst = appendFloat(dst, e.LearningRate)
	dst = appendFloat(dst, e.Momentum)
	dst = appendFloat(dst, e.Decay)
	dst = appendPenalty(dst, e.Penalty)
	dst = appendSlice(dst, e.Schedule, func(dst []byte, c Change) []byte {
		return appendFloat(appendFloat(appendInt(dst, int64(c.Epoch)), c.LearningRate), c.Momentum)
	})
	dst = appendInt(dst, int64(e.Batch))
	dst = append(dst, byte(e.Convention), byte(e.Order))
	return appendStop(dst, e.Stop)
}

func readExperiment(r *reader) Experiment {
	e := Experiment{
		Data: Data{
			Set:      dataset.Set(r.byte()),
			Features: readSlice(r, 1, func(r *reader) dataset.Feature { return dataset.Feature(r.byte()) }),
			Classes:  r.int(),
			Samples:  r.int(),
			Noise:    r.float(),
			Share:    r.int(),
			Seed:     uint64(r.int64()),
			X:        readSlice(r, 4, (*reader).floats),
			Y:        readSlice(r, 4, (*reader).floats),
		},
		Layers: readSlice(r, 9, func(r *reader) nn.Layer {
			return nn.Layer{Units: r.int(), Activation: nn.Activation(r.byte())}
		}),
		Init: Init{Range: r.float(), Biases: BiasInit(r.byte()), Bias: r.float(), Seed: uint64(r.int64())},
	}
	if r.bool() {
		if e.Init.Start = r.floats(); e.Init.Start == nil {
			e.Init.Start = []float64{}
		}
	}
	e.LearningRate = r.float()
	e.Momentum = r.float()
	e.Decay = r.float()
	e.Penalty = readPenalty(r)
	e.Schedule = readSlice(r, 24, func(r *reader) Change {
		return Change{Epoch: r.int(), LearningRate: r.float(), Momentum: r.float()}
	})
	e.Batch = r.int()
	e.Convention = Convention(r.byte())
	e.Order = Order(r.byte())
	e.Stop = readStop(r)
	return e
}

func appendStop(dst []byte, s Stop) []byte {
	return appendInt(appendFloat(appendFloat(dst, s.Loss), s.Error), int64(s.Epoch))
}

func readStop(r *reader) Stop {
	return Stop{Loss: r.float(), Error: r.float(), Epoch: r.int()}
}

func appendPenalty(dst []byte, p optim.Penalty) []byte {
	return appendFloat(appendFloat(dst, p.L1), p.L2)
}

func readPenalty(r *reader) optim.Penalty { return optim.Penalty{L1: r.float(), L2: r.float()} }

func appendCheckpoint(dst []byte, c *Checkpoint) []byte {
	dst = appendInt(dst, int64(c.Epoch))
	dst = appendInt(dst, c.Updates)
	dst = appendFloats(dst, c.Params)
	dst = appendFloats(dst, c.Velocity)
	dst = appendFloats(dst, c.First)
	return appendHistory(dst, c.History)
}

func readCheckpoint(r *reader) *Checkpoint {
	return &Checkpoint{
		Epoch:    r.int(),
		Updates:  r.int64(),
		Params:   r.floats(),
		Velocity: r.floats(),
		First:    r.floats(),
		History:  readHistory(r),
	}
}

func appendLoss(dst []byte, l Loss) []byte {
	return appendFloat(appendFloat(appendFloat(dst, l.Mean), l.Sum), l.MaxError)
}

func readLoss(r *reader) Loss {
	return Loss{Mean: r.float(), Sum: r.float(), MaxError: r.float()}
}

func appendScore(dst []byte, s Score) []byte {
	dst = appendInt(dst, int64(s.Classes))
	dst = appendSlice(dst, s.Counts, func(dst []byte, n int) []byte { return appendInt(dst, int64(n)) })
	return appendFloat(dst, s.R2)
}

func readScore(r *reader) Score {
	return Score{Classes: r.int(), Counts: readSlice(r, 8, (*reader).int), R2: r.float()}
}

const pointSize = 24

func appendHistory(dst []byte, points []LossPoint) []byte {
	dst, room := extend(appendCount(dst, len(points)), pointSize*len(points))
	for i, p := range points {
		b := room[pointSize*i:][:pointSize]
		binary.LittleEndian.PutUint64(b, uint64(p.Epoch))
		binary.LittleEndian.PutUint64(b[8:], math.Float64bits(p.Train))
		binary.LittleEndian.PutUint64(b[16:], math.Float64bits(p.Test))
	}
	return dst
}

func readHistory(r *reader) []LossPoint {
	n := r.count(pointSize)
	if n == 0 {
		return nil
	}
	all := r.take(pointSize * n)
	points := make([]LossPoint, n)
	for i := range points {
		b := all[pointSize*i:][:pointSize]
		points[i] = LossPoint{
			Epoch: int(binary.LittleEndian.Uint64(b)),
			Train: math.Float64frombits(binary.LittleEndian.Uint64(b[8:])),
			Test:  math.Float64frombits(binary.LittleEndian.Uint64(b[16:])),
		}
	}
	return points
}

func appendPlane(dst []byte, p Plane) []byte {
	dst = appendCount(dst, p.Side)
	dst = appendCount(dst, len(p.Values))
	cells := p.Side * p.Side
	for _, values := range p.Values {
		if len(values) != cells || cells == 0 {
			panic(fmt.Sprintf("engine: grid of %d values in a plane of side %d", len(values), p.Side))
		}
		var room []byte
		dst, room = extend(dst, 4*cells)
		for i, v := range values {
			binary.LittleEndian.PutUint32(room[4*i:], math.Float32bits(v))
		}
	}
	return dst
}

func readPlane(r *reader) Plane {
	side, units := uint64(r.uint32()), uint64(r.uint32())
	p := Plane{Side: int(side)}
	if units == 0 {
		return p
	}
	// Compared one factor at a time, because the product could overflow.
	limit := uint64(len(r.rest) / 4)
	if side == 0 || side > limit || side*side > limit || units > limit/(side*side) {
		r.fail()
		return Plane{}
	}
	cells := p.Side * p.Side
	all := make([]float32, int(units)*cells)
	b := r.take(4 * len(all))
	for i := range all {
		all[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	p.Values = make([][]float32, units)
	for u := range p.Values {
		p.Values[u] = all[u*cells : (u+1)*cells : (u+1)*cells]
	}
	return p
}

const sampleSize = 8 + 8 + 4 + 1

func appendSample(dst []byte, s Sample) []byte {
	dst = appendFloat(appendFloat(dst, s.X1), s.X2)
	return appendBool(appendFloats(dst, s.Target), s.Test)
}

func readSample(r *reader) Sample {
	return Sample{X1: r.float(), X2: r.float(), Target: r.floats(), Test: r.bool()}
}

// Kinds of error in a Snapshot.
const (
	noError = iota
	fieldErrorKind
	otherError
)

func appendError(dst []byte, err error) []byte {
	if err == nil {
		return append(dst, noError)
	}
	field, ok := errors.AsType[*FieldError](err)
	if !ok {
		return appendText(append(dst, otherError), err.Error())
	}
	dst = appendText(append(dst, fieldErrorKind), field.Field)
	dst = appendText(dst, field.Value)
	dst = append(dst, byte(field.Want.Kind))
	dst = appendFloat(appendFloat(dst, field.Want.Low), field.Want.High)
	dst = appendSlice(dst, field.Want.Names, appendText)
	return appendText(dst, field.Want.Text)
}

func readError(r *reader) error {
	switch r.byte() {
	case noError:
		return nil
	case fieldErrorKind:
		return &FieldError{
			Field: r.text(),
			Value: r.text(),
			Want: Want{
				Kind:  WantKind(r.byte()),
				Low:   r.float(),
				High:  r.float(),
				Names: readSlice(r, 4, (*reader).text),
				Text:  r.text(),
			},
		}
	case otherError:
		return errors.New(r.text())
	}
	r.fail()
	return nil
}

func appendTune(dst []byte, t Tune) []byte {
	dst = appendFloat(dst, t.LearningRate)
	dst = appendFloat(dst, t.Momentum)
	dst = appendFloat(dst, t.Decay)
	return appendStop(appendPenalty(dst, t.Penalty), t.Stop)
}

func readTune(r *reader) Tune {
	return Tune{LearningRate: r.float(), Momentum: r.float(), Decay: r.float(), Penalty: readPenalty(r), Stop: readStop(r)}
}
