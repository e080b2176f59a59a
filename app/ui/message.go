package ui

import (
	"backprop/app/draw"
	"backprop/app/text"
	"backprop/engine"
	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// Message is something that happened: the reader did something, a frame is
// due, the worker answered. It is one of the types below.
type Message interface{ message() }

type (
	// Frame says that the browser is about to draw. Now is in milliseconds.
	Frame struct{ Now float64 }
	// Arrived brings the answer to a command.
	Arrived struct{ Snapshot engine.Snapshot }
	// WorkerFailed says that the worker is gone. Reason is what the browser or
	// the program said, in English.
	WorkerFailed struct{ Reason string }
	// RestartWorker asks for a new worker, which goes on where the last one was.
	RestartWorker struct{}

	// TogglePlay starts or holds training.
	TogglePlay struct{}
	// StepEpoch trains to the end of the present epoch.
	StepEpoch struct{}
	// ResetWeights returns to the first weights of this run.
	ResetWeights struct{}
	// NewWeights draws first weights from the next seed.
	NewWeights struct{}
	// NewData draws samples from the next seed, under the same weights.
	NewData struct{}
	// RevertStart forgets first weights that were set by hand.
	RevertStart struct{}
	// SetSpeed chooses how fast training plays.
	SetSpeed struct{ Speed Speed }
	// StepSpeed plays so many steps faster, or slower where By is negative.
	StepSpeed struct{ By int }
	// TrainOn goes on after a stop rule has held, without that rule.
	TrainOn struct{}
	// Rewind returns from divergence to the last finite weights and, when
	// LearningRate is above 0, goes on with it.
	Rewind struct{ LearningRate float64 }

	// Draft is text being typed into the control of a field.
	Draft struct {
		Field Field
		Text  string
	}
	// Commit takes typed text over as the value of a field.
	Commit struct {
		Field Field
		Text  string
	}
	// Cancel forgets what was typed into the control of a field.
	Cancel struct{ Field Field }

	// ChooseSet chooses the data set.
	ChooseSet struct{ Set dataset.Set }
	// ToggleFeature adds or removes an input.
	ToggleFeature struct{ Feature dataset.Feature }
	// ChooseOption takes over one of the choices of a menu, by its name in
	// the text form.
	ChooseOption struct {
		Field Field
		Name  string
	}

	// AddLayer adds a hidden layer below the output.
	AddLayer struct{}
	// RemoveLayer removes a hidden layer; Layer counts from 1.
	RemoveLayer struct{ Layer int }
	// SetUnits gives a hidden layer another number of units.
	SetUnits struct{ Layer, Units int }
	// SetActivation chooses the activation of a layer; Layer counts from 1,
	// the output layer is the last.
	SetActivation struct {
		Layer      int
		Activation nn.Activation
	}

	// Select points at a part of the network and keeps it; the zero Part at none.
	Select struct{ Part draw.Part }
	// Hover points at a part of the network while the pointer is there.
	Hover struct{ Part draw.Part }
	// MoveCursor reads the loss curve at an epoch, or at none for −1.
	MoveCursor struct{ Epoch int }
	// SetParameter sets one weight or bias.
	SetParameter struct {
		Index int
		Text  string
	}

	// SetLanguage, SetTheme, ToggleLog and ToggleTest change how things are shown.
	SetLanguage struct{ Language text.Language }
	SetTheme    struct{ Theme Theme }
	ToggleLog   struct{}
	ToggleTest  struct{}

	// OpenLink replaces the experiment by that of a fragment, '#' not included.
	OpenLink struct{ Fragment string }
	// LinkCopied tells how copying the link went.
	LinkCopied struct{ OK bool }
	// Dismiss closes the notice.
	Dismiss struct{}
)

func (Frame) message()         {}
func (Arrived) message()       {}
func (WorkerFailed) message()  {}
func (RestartWorker) message() {}
func (TogglePlay) message()    {}
func (StepEpoch) message()     {}
func (ResetWeights) message()  {}
func (NewWeights) message()    {}
func (NewData) message()       {}
func (RevertStart) message()   {}
func (SetSpeed) message()      {}
func (StepSpeed) message()     {}
func (TrainOn) message()       {}
func (Rewind) message()        {}
func (Draft) message()         {}
func (Commit) message()        {}
func (Cancel) message()        {}
func (ChooseSet) message()     {}
func (ToggleFeature) message() {}
func (ChooseOption) message()  {}
func (AddLayer) message()      {}
func (RemoveLayer) message()   {}
func (SetUnits) message()      {}
func (SetActivation) message() {}
func (Select) message()        {}
func (Hover) message()         {}
func (MoveCursor) message()    {}
func (SetParameter) message()  {}
func (SetLanguage) message()   {}
func (SetTheme) message()      {}
func (ToggleLog) message()     {}
func (ToggleTest) message()    {}
func (OpenLink) message()      {}
func (LinkCopied) message()    {}
func (Dismiss) message()       {}
