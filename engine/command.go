package engine

import "backprop/engine/optim"

// Command asks a Run for one Action and says what the answering Snapshot is
// to hold besides the figures that every Snapshot holds.
type Command struct {
	Serial uint32 // repeated in the Snapshot that answers
	Action Action
	View   View
}

// View selects the expensive parts of a Snapshot.
type View struct {
	Units   int  // side of the square grid on which every unit is evaluated; 0 for none
	Output  int  // side of the square grid on which the output units are evaluated; 0 for none
	Samples bool // training and test samples
	History bool // the loss curve
	Lens    LensView
	Flow    bool // the flow of the gradient through the layers
	Check   bool // backpropagation against central differences
}

// Action is one of the types below.
type Action interface{ action() }

type (
	// Begin replaces the run by a new one of Experiment, which continues
	// from Checkpoint when that is not nil.
	Begin struct {
		Experiment Experiment
		Checkpoint *Checkpoint
	}
	// Advance trains for whole Epochs and then for single Updates. It ends
	// early where a stop rule holds or training diverges.
	Advance struct {
		Epochs  int
		Updates int
	}
	// Reset returns to the first weights of the run, exactly.
	Reset struct{}
	// Tune changes what may change while training goes on. A stop rule that
	// has already ended training no longer holds it after a Tune.
	Tune struct {
		LearningRate float64
		Momentum     float64
		Decay        float64
		Penalty      optim.Penalty
		Stop         Stop
	}
	// Redraw draws the samples anew from a data seed, and keeps the weights.
	Redraw struct{ Seed uint64 }
	// Edit sets one parameter, named as in Network.Params, and forgets its
	// last step. Before the first update it changes the first weights too.
	Edit struct {
		Parameter int
		Value     float64
	}
	// Rewind returns from divergence to the last finite weights.
	Rewind struct{}
	// Goto puts the run where it was after so many updates, from
	// Snapshot.Earliest to Snapshot.Furthest.
	Goto struct{ Updates int64 }
	// Look changes nothing.
	Look struct{}
)

func (Begin) action()   {}
func (Advance) action() {}
func (Reset) action()   {}
func (Tune) action()    {}
func (Redraw) action()  {}
func (Edit) action()    {}
func (Rewind) action()  {}
func (Goto) action()    {}
func (Look) action()    {}
