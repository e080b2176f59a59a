// Package ui is the page: a Model, the pure Update that changes it, and views
// that turn it into HTML and pictures.
//
// One click travels through the files in this order: a handler in one of the
// view_….go files names a Message (message.go), Update (update.go) answers it
// with a new Model and Commands, playground.go sends the Commands to the
// trainer, and the Snapshot that comes back is a Message again.
package ui

import (
	"maps"
	"math"
	"strconv"
	"strings"

	"backprop/app/draw"
	"backprop/app/link"
	"backprop/app/text"
	"backprop/engine"
	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// Limits of what the screen draws; the engine itself goes further.
const (
	MaxHiddenLayers = 8
	MaxUnits        = 16
)

// Model is everything that the page knows. It is a value: Update returns a
// changed copy, and maps in it are replaced, never written to.
type Model struct {
	Language text.Language
	Theme    Theme

	Experiment engine.Experiment
	Snapshot   engine.Snapshot    // the last one that belongs to Experiment
	First      []float64          // the first weights of the run, once known
	History    []engine.LossPoint // the last loss curve received
	Output     engine.Plane       // the last maps received
	Units      engine.Plane
	Samples    []engine.Sample

	Phase   Phase
	Failure string // why the worker stopped, when Phase is Failed; empty when it is just silent
	Playing bool
	Pace    Pace
	Rate    Rate
	Link    Link

	Past     Past
	Tools    Tools
	Tour     Tour
	Selected draw.Part // what the reader has chosen
	Hovered  draw.Part // what the pointer is over
	LogLoss  bool
	Testing  bool // test samples are shown
	Embedded bool // the page is compact, to stand in another one
	Cursor   int  // epoch under the chart's cursor, −1 for none
	Discrete bool // the surface shows answers in place of values
	Reading  Reading
	Focused  bool // the picture of the network has the keyboard
	Scope    Microscope

	Drafts    map[Field]string // text typed and not yet taken over
	Errors    map[Field]error  // what is wrong with it
	Notice    Notice
	Opened    int         // how many links have been opened
	Access    link.Access // what the link lets the reader change
	Preparing Preparing
	Said      string // for the live region
	Copied    bool

	// Generation counts the workers used up; a higher one asks for a new one.
	Generation int
}

// Phase is the state of the training worker as the page sees it.
type Phase uint8

const (
	Starting Phase = iota
	Ready
	Failed
)

// Theme is the reader's choice of colours.
type Theme uint8

const (
	SystemTheme Theme = iota
	LightTheme
	DarkTheme
)

// Field names a control as the text form of an experiment does, so that an
// engine.FieldError finds the control that it belongs to.
type Field string

const (
	FieldData       Field = "data"
	FieldClasses    Field = "classes"
	FieldSamples    Field = "samples"
	FieldNoise      Field = "noise"
	FieldShare      Field = "share"
	FieldDataSeed   Field = "dataseed"
	FieldInputs     Field = "inputs"
	FieldLayers     Field = "layers"
	FieldRate       Field = "rate"
	FieldMomentum   Field = "momentum"
	FieldDecay      Field = "decay"
	FieldL1         Field = "l1"
	FieldL2         Field = "l2"
	FieldBatch      Field = "batch"
	FieldConvention Field = "gradient"
	FieldOrder      Field = "order"
	FieldRange      Field = "range"
	FieldBiases     Field = "biases"
	FieldBias       Field = "bias" // the number that biases start at
	FieldSeed       Field = "seed"
	FieldStopLoss   Field = "stoploss"
	FieldStopEpoch  Field = "stopepoch"
)

// ParameterField names the control of one weight or bias.
func ParameterField(index int) Field { return Field(parameterPrefix + whole(index)) }

const parameterPrefix = "parameter"

// parameter returns the index of the parameter that f is the control of.
func (f Field) parameter() (index int, ok bool) {
	digits, ok := strings.CutPrefix(string(f), parameterPrefix)
	if !ok {
		return 0, false
	}
	index, err := strconv.Atoi(digits)
	return index, err == nil
}

// Notice is a message that stays until it is dismissed or acted on.
type Notice struct {
	Kind    NoticeKind
	Err     error        // Refused
	Notes   []link.Note  // LinkRead: what the link said in vain
	Peer    bool         // LinkRead: it was one of TensorFlow Playground
	Link    string       // LinkRead: what has been made of it
	Control link.Control // ControlLocked
}

// NoticeKind selects the words of a Notice.
type NoticeKind uint8

const (
	NoNotice NoticeKind = iota
	LinkRead            // and not all of it was taken as it stood
	ControlLocked
	StartDropped
	BatchWidened // the batch was larger than the new training set
	CopyFailed
	ClassesDropped // the new data set does not come in several classes
	Refused        // the engine did not take a command
)

// Link is the traffic with the worker, which answers every command in turn.
type Link struct {
	Serial   uint32 // of the last command sent
	Answered uint32 // of the last snapshot received
	Began    uint32 // of the last Begin; snapshots before it belong to another experiment
	Now      float64
	Advance  uint32  // of the advance under way
	Asked    int     // updates that it asks for, 0 when none is under way
	Maps     bool    // whether it asks for maps
	Unspoken float64 // ms of playing since a screen reader was told of it
	Waited   float64 // ms of visible time since the worker last answered
}

// Waiting reports whether a command is unanswered.
func (l Link) Waiting() bool { return l.Serial != l.Answered }

// New returns the model of a page that has yet to open an experiment.
func New() Model {
	return Model{Experiment: engine.Default(), Cursor: -1, Testing: true, Scope: Microscope{Rate: 2}, Pace: Pace{Speed: EveryFrame}}
}

// Words returns the words in the reader's language.
func (m Model) Words() *text.Words { return m.Language.Words() }

// Shape is the architecture on the screen.
func (m Model) Shape() nn.Shape {
	return nn.NewShape(m.Experiment.InputUnits(), m.Experiment.Layers)
}

// Params returns the parameters on the screen, or nil before the first
// snapshot of this experiment.
func (m Model) Params() []float64 { return m.Snapshot.Params }

// Diverged reports whether the run stands at a divergence.
func (m Model) Diverged() bool { return m.Snapshot.Stopped == engine.StoppedByDivergence }

// Loss is the training loss in the experiment's convention.
func (m Model) Loss(l engine.Loss) float64 {
	if m.Experiment.Convention == engine.Sum {
		return l.Sum
	}
	return l.Mean
}

// UpdatesPerEpoch is how many updates make an epoch, 0 while unknown.
func (m Model) UpdatesPerEpoch() int {
	j, batch := m.Snapshot.TrainSamples, m.Experiment.Batch
	if batch <= 0 || batch > j {
		batch = j
	}
	if batch == 0 {
		return 0
	}
	return (j + batch - 1) / batch
}

// bestWithoutHidden returns the least mean loss that a network without hidden
// layer can reach on the XOR table, and whether that is what is on the screen:
// the constant middle output leaves ½·(½·(high−low))² per sample.
func (m Model) bestWithoutHidden() (float64, bool) {
	if m.Experiment.Data.Set != dataset.XORTable || len(m.Experiment.Layers) != 1 {
		return 0, false
	}
	low, high := engine.TargetEncoding(m.outputActivation()).Range()
	best := (high - low) * (high - low) / 8
	if m.Experiment.Convention == engine.Sum {
		best *= float64(m.Snapshot.TrainSamples)
	}
	return best, true
}

func (m Model) outputActivation() nn.Activation {
	return m.Experiment.Layers[len(m.Experiment.Layers)-1].Activation
}

// checkpoint is the state on the screen, from which a new worker goes on.
func (m Model) checkpoint() *engine.Checkpoint {
	if m.Snapshot.Params == nil || m.First == nil {
		return nil
	}
	return &engine.Checkpoint{
		Epoch: m.Snapshot.Epoch, Updates: m.Snapshot.Updates,
		Params: m.Snapshot.Params, Velocity: m.Snapshot.Velocity,
		First: m.First, History: m.History,
	}
}

func (m Model) withDraft(f Field, typed string) Model {
	m.Drafts = maps.Clone(m.Drafts)
	if m.Drafts == nil {
		m.Drafts = map[Field]string{}
	}
	m.Drafts[f] = typed
	return m
}

func (m Model) withError(f Field, err error) Model {
	m.Errors = maps.Clone(m.Errors)
	if m.Errors == nil {
		m.Errors = map[Field]error{}
	}
	m.Errors[f] = err
	return m
}

// settled returns the model without draft and error of f.
func (m Model) settled(f Field) Model {
	if _, there := m.Drafts[f]; there {
		m.Drafts = maps.Clone(m.Drafts)
		delete(m.Drafts, f)
	}
	if _, there := m.Errors[f]; there {
		m.Errors = maps.Clone(m.Errors)
		delete(m.Errors, f)
	}
	return m
}

// finite reports whether v is a number that can be shown.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
