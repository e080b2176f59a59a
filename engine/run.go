package engine

import (
	"errors"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"backprop/engine/kernel"
	"backprop/engine/nn"
	"backprop/engine/optim"
)

// Run is the only thing that changes: a network in training. Do serves one
// Command; the methods below it are the same run for Go programs. A Run whose
// value is zero answers every Command but Begin with an error, and must not be
// used otherwise. A Run is not safe for concurrent use.
type Run struct {
	experiment Experiment
	train      sampleSet
	test       sampleSet

	network  *nn.Network
	first    []float64 // the first weights
	velocity []float64
	rule     optim.Descent // ε, α, d and P in force
	epoch    int           // complete epochs
	updates  int64         // since the first weights

	batches  blocks // the training set in the order of the epoch under way
	batch    int    // batches of that epoch that are done
	gathered int    // the epoch that batches are in the order of
	order    []int32
	source   rand.PCG
	pass     *nn.Pass
	gradient *nn.Gradient
	trainer  *optim.Trainer
	ahead    bool // pass holds the way forward of the next batch

	trainBlocks blocks // the sets as they are measured, in their own order
	testBlocks  blocks
	measurePass *nn.Pass
	measured    bool // loss and testLoss are those of the present weights
	loss        Loss
	testLoss    Loss
	scored      bool // trainScore and testScore are those of the present weights
	trainScore  Score
	testScore   Score
	judge       judge
	bounded     bool // every unit above the input is

	anchor     anchor
	stopped    Stopped
	divergence Divergence
	rules      stopRules
	history    history
	timeline   timeline

	unitGrid, outputGrid grid
}

// measureBlock is the number of samples that are measured at a time: few
// enough for their outputs to stay in the processor's cache, a multiple of the
// lanes of a sum so that blocks do not show in it.
const measureBlock = 256

// NewRun begins the experiment. The error is that of Experiment.Validate. The
// run keeps the slices of e, which must not be changed any more.
func NewRun(e Experiment) (*Run, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	r := newRun(e)
	r.start()
	return r, nil
}

// newRun allocates all memory of a run and sets the first weights.
func newRun(e Experiment) *Run {
	e.Schedule = slices.Clone(e.Schedule) // Tune may change it
	r := &Run{experiment: e, history: newHistory()}
	r.train, r.test = newSampleSets(e)
	shape := nn.NewShape(r.train.inputs, e.Layers)
	r.network = nn.NewNetwork(shape)
	if e.Init.Start != nil {
		copy(r.network.Params(), e.Init.Start)
	} else {
		r.network.Randomize(e.Init.Range, e.Init.Seed)
		switch e.Init.Biases {
		case ZeroBiases:
			r.network.SetBiases(0)
		case ConstantBiases:
			r.network.SetBiases(e.Init.Bias)
		}
	}
	r.first = slices.Clone(r.network.Params())
	r.velocity = make([]float64, shape.Size())
	r.anchor = newAnchor(shape.Size())
	r.timeline = newTimeline(shape.Size())
	r.bounded = true
	for _, layer := range e.Layers {
		r.bounded = r.bounded && layer.Activation.Bounded()
	}

	size := e.Batch
	if size == 0 {
		size = r.train.samples
	}
	r.batches = newBlocks(r.train, size)
	r.pass = nn.NewPass(shape, size)
	r.gradient = nn.NewGradient(shape, size)
	r.trainer = optim.NewTrainer(r.network, r.velocity, r.pass, r.gradient, kernel.Batches{
		Samples: r.batches.samples, Size: size, Input: r.batches.input, Target: r.batches.target,
	})
	if e.Order == Shuffled {
		r.order = make([]int32, r.train.samples)
		r.gathered = -1
	}
	r.measurePass = nn.NewPass(shape, measureBlock)
	r.trainBlocks = newBlocks(r.train, measureBlock)
	r.testBlocks = newBlocks(r.test, measureBlock)
	r.judge = newJudge(e, r.train, r.test)
	return r
}

// start puts the run at its first weights.
func (r *Run) start() {
	copy(r.network.Params(), r.first)
	clear(r.velocity)
	r.history.clear()
	r.rules = stopRules{}
	r.stopped, r.divergence = NotStopped, Divergence{}
	r.seek(0, 0)
	r.timeline.begin(r)
	r.arrive()
}

// Reset returns to the first weights, exactly. Values that Tune has changed
// stay changed.
func (r *Run) Reset() { r.start() }

// Tune changes what t names. ε and α replace those in force: the ones of the
// schedule's change that applies now, or the experiment's when none does. A run that a rule has stopped goes on, and the rules that held
// then are off until Tune changes their values or the run starts again. New
// values of rules are looked at when the epoch under way ends.
func (r *Run) Tune(t Tune) error {
	e := r.tuned(t)
	if err := e.Validate(); err != nil {
		return err
	}
	r.branch()
	r.rules.release(r.experiment.Stop, t.Stop)
	r.experiment = e
	if r.stopped != StoppedByDivergence {
		r.stopped = NotStopped
	}
	r.setRates()
	r.anchorHere()
	r.timeline.note(r, t)
	return nil
}

// inForce returns the Tune that would change nothing.
func (r *Run) inForce() Tune {
	e := r.experiment
	t := Tune{LearningRate: e.LearningRate, Momentum: e.Momentum, Decay: e.Decay, Penalty: e.Penalty, Stop: e.Stop}
	if i := scheduled(e.Schedule, r.epoch); i >= 0 {
		t.LearningRate, t.Momentum = e.Schedule[i].LearningRate, e.Schedule[i].Momentum
	}
	return t
}

// tuned returns the experiment with what t changes.
func (r *Run) tuned(t Tune) Experiment {
	e := r.experiment
	e.Schedule = slices.Clone(e.Schedule)
	e.Decay, e.Penalty, e.Stop = t.Decay, t.Penalty, t.Stop
	if i := scheduled(e.Schedule, r.epoch); i >= 0 {
		e.Schedule[i].LearningRate, e.Schedule[i].Momentum = t.LearningRate, t.Momentum
	} else {
		e.LearningRate, e.Momentum = t.LearningRate, t.Momentum
	}
	return e
}

// Edit sets one parameter, named as in Network.Params, and its last step to 0.
// Before the first update it changes the first weights too. It is an error when
// the loss would not be finite.
func (r *Run) Edit(parameter int, value float64) error {
	params := r.network.Params()
	if high := float64(len(params) - 1); parameter < 0 || parameter >= len(params) {
		return fieldError("parameter", number(float64(parameter)), Want{Kind: WantWhole, High: high})
	}
	if !wantNumber.allows(value) {
		return fieldError("value", number(value), wantNumber)
	}
	before := params[parameter]
	params[parameter] = value
	r.moved()
	if r.stopped != StoppedByDivergence && !r.finiteLoss() {
		params[parameter] = before
		r.moved()
		return fieldError("value", number(value), form("a value at which the loss is finite"))
	}
	r.velocity[parameter] = 0
	r.branch()
	if r.updates == 0 {
		r.first[parameter] = value
		if r.finiteLoss() {
			r.record()
		}
	}
	r.anchorHere()
	r.timeline.note(r, Edit{parameter, value})
	return nil
}

// Rewind lets a run that has diverged go on from the last finite weights,
// where it already is. It does nothing to any other run.
func (r *Run) Rewind() {
	if r.stopped == StoppedByDivergence {
		r.stopped, r.divergence = NotStopped, Divergence{}
	}
}

// Experiment returns the experiment with the values that Tune has changed.
// Edits are not part of it.
func (r *Run) Experiment() Experiment {
	e := r.experiment
	e.Schedule = slices.Clone(e.Schedule)
	return e
}

// Network returns the network in training. It must not be written to.
func (r *Run) Network() *nn.Network { return r.network }

// Velocity returns v, the last step of every parameter, in network order. It
// must not be written to.
func (r *Run) Velocity() []float64 { return r.velocity }

// Epoch returns the number of complete epochs.
func (r *Run) Epoch() int { return r.epoch }

// Updates returns the number of updates since the first weights.
func (r *Run) Updates() int64 { return r.updates }

// Stopped says what has ended training, if anything.
func (r *Run) Stopped() Stopped { return r.stopped }

// Divergence says where training left the finite numbers, if it did.
func (r *Run) Divergence() Divergence { return r.divergence }

// History returns the loss curve. It must not be written to.
func (r *Run) History() []LossPoint { return r.history.points }

// Outputs returns ŷ of the training samples, one row each.
func (r *Run) Outputs() *mat.Dense {
	units := r.network.Outputs()
	out := mat.NewDense(r.train.samples, units, nil)
	for i := range r.trainBlocks.count() {
		input, _, n := r.trainBlocks.at(i)
		r.measurePass.Forward(r.network, input, n)
		for k := range units {
			for s, v := range r.measurePass.Output()[k*n:][:n] {
				out.Set(i*measureBlock+s, k, v)
			}
		}
	}
	return out
}

var errNotBegun = errors.New("engine: no experiment has begun")

// Do serves one command. Where it fails the run stays as it was and the error
// is in the answer.
func (r *Run) Do(c Command) Snapshot {
	s := Snapshot{Serial: c.Serial}
	if s.Err = c.View.validate(); s.Err != nil {
		c.View = View{}
	} else {
		s.Err = r.act(c.Action)
	}
	if r.network != nil {
		r.fill(&s, c.View)
	}
	return s
}

func (r *Run) act(a Action) error {
	if begin, ok := a.(Begin); ok {
		return r.begin(begin)
	}
	if r.network == nil {
		return errNotBegun
	}
	switch a := a.(type) {
	case Advance:
		return r.Advance(a.Epochs, a.Updates)
	case Reset:
		r.Reset()
	case Tune:
		return r.Tune(a)
	case Redraw:
		return r.Redraw(a.Seed)
	case Edit:
		return r.Edit(a.Parameter, a.Value)
	case Rewind:
		r.Rewind()
	case Goto:
		return r.Goto(a.Updates)
	case Look:
	default:
		return errors.New("engine: command without an action")
	}
	return nil
}

func (r *Run) begin(b Begin) error {
	var next *Run
	var err error
	if b.Checkpoint != nil {
		next, err = Resume(b.Experiment, *b.Checkpoint)
	} else {
		next, err = NewRun(b.Experiment)
	}
	if err != nil {
		return err
	}
	*r = *next
	return nil
}
