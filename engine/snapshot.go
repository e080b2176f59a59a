package engine

// Snapshot is everything that may be shown of a run at one moment. Its slices
// belong to the receiver.
type Snapshot struct {
	Serial uint32
	// Err is the reason why the command was refused, or nil. The run is then
	// what it was before. A *FieldError where a value was at fault.
	Err error

	Epoch   int   // epochs completed
	Updates int64 // updates completed since the first weights
	// The run can go to any number of updates from Earliest to Furthest;
	// Updates is below Furthest where it went back.
	Earliest, Furthest int64
	UpdatesPerEpoch    int
	// What a Tune and a Redraw would change, as it is at this moment of the run.
	InForce  Tune
	DataSeed uint64

	Stopped Stopped
	// Divergence tells where training left the finite numbers; its zero
	// value means it did not.
	Divergence Divergence

	TrainSamples, TestSamples int
	Train, Test               Loss    // Test is the zero Loss when there are no test samples
	Penalty                   float64 // λ₁ Σ|w| + λ₂ ½Σw², which no Loss includes

	// How well the outputs answer the targets of either set. TestScore is the
	// zero Score when there are no test samples.
	TrainScore, TestScore Score

	Params   []float64 // every weight and bias, in network order
	Velocity []float64 // v, the last step, in the same order

	History []LossPoint // when asked for: ascending by Epoch

	Units  Plane // when asked for: every unit, the input layer first
	Output Plane // when asked for: the output units

	Lens  *Lens          // when asked for
	Flow  []LayerFlow    // when asked for: layers 1 … L
	Check *GradientCheck // when asked for

	Samples []Sample // when asked for: training samples, then test samples
	Kernel  string   // name of the kernel body that computes

	// Took is how long the command took, in milliseconds, when whoever has the
	// Run measures it. A Run itself knows no time and leaves 0.
	Took float64
}

// Loss of a sample set: E with its factor ½, in both conventions.
type Loss struct {
	Mean     float64 // E / J
	Sum      float64 // E
	MaxError float64 // the largest |ŷ − y| over samples and output units
}

// LossPoint is one point of the loss curve.
type LossPoint struct {
	Epoch       int
	Train, Test float64 // in the experiment's Convention; Test is NaN without test samples
}

// Stopped says what ended training.
type Stopped uint8

const (
	NotStopped Stopped = iota
	StoppedByLoss
	StoppedByError
	StoppedByEpoch
	StoppedByDivergence
)

// String returns the word for s in reports, and "" for NotStopped.
func (s Stopped) String() string {
	return [...]string{"", "loss", "error", "epochs", "diverged"}[s]
}

// Divergence is the first non-finite quantity and the place where it appeared:
// the loss of a batch, a gradient or a weight within an update, or the loss of
// a sample set after the last update of an epoch, which is the one named then.
// The run is back in a state before that update.
type Divergence struct {
	Epoch    int    // the epoch under way, counted from 1
	Update   int64  // the update under way, counted from 1 since the first weights
	Quantity string // "loss", "gradient" or "weight"; "" when there was none
}

// Checkpoint is what a run needs to go on, exactly, from some moment.
type Checkpoint struct {
	Epoch    int
	Updates  int64 // whole updates done, those of the epoch under way included
	Params   []float64
	Velocity []float64
	First    []float64 // the first weights, which Reset returns to
	History  []LossPoint
}

// Plane holds outputs over the input plane: one square grid of Side × Side
// values per unit. Rows run from the top (largest X₂) down, columns from the
// left, points lie at cell centres.
type Plane struct {
	Side   int
	Values [][]float32 // [unit][row·Side + column]
}

// Sample is one input–target pair as the page draws it.
type Sample struct {
	X1, X2 float64   // plane coordinates
	Target []float64 // encoded for the output activation
	Test   bool
}
