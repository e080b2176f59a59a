package engine

import (
	"backprop/engine/dataset"
	"backprop/engine/nn"
	"backprop/engine/optim"
)

// Experiment is every choice that decides a training run, as plain values. A
// Run is a function of its Experiment and the commands it receives, nothing
// else, so two runs of one Experiment agree bit for bit.
type Experiment struct {
	Data   Data
	Layers []nn.Layer // hidden layers in order, the output layer last; never empty
	Init   Init

	LearningRate float64       // ε, at least 0
	Momentum     float64       // α, in [0, 1)
	Decay        float64       // d in [0, 1): each weight and bias is multiplied by 1 − d after each update
	Penalty      optim.Penalty // added to the loss that is descended, not to a Loss or LossPoint
	Schedule     []Change      // later values of ε and α, by strictly ascending Epoch
	Batch        int           // samples per update; 0 means all of the training set
	Convention   Convention
	Order        Order
	Stop         Stop
}

// Data says where the samples come from.
type Data struct {
	Set dataset.Set
	// Features are the inputs of the network, computed from the two plane
	// coordinates. Not used by dataset.Table.
	Features []dataset.Feature
	// Classes is the number of classes, 2 to 6, each told by an output unit of
	// its own; 0 for two classes told by one output unit. Only used by sets
	// with dataset.Set.Classes.
	Classes int
	Samples int     // number of samples, training and test together; not used by dataset.XORTable and dataset.Table
	Noise   float64 // percent, 0 to 100; not used by dataset.XORTable and dataset.Table
	Share   int     // percent of the samples that train, 10 to 90, or 100 for no test set; not used by dataset.XORTable and dataset.Table
	Seed    uint64
	// X and Y hold the samples of dataset.Table, one row each, used as given.
	X, Y [][]float64
}

// Init says where the first weights come from.
type Init struct {
	Range  float64 // r: weights are uniform in [−r, r]; 0 starts every weight at zero
	Biases BiasInit
	Bias   float64 // of every unit, with ConstantBiases; not used otherwise
	Seed   uint64
	// Start, when not nil, holds every parameter in network order (layer by
	// layer, weights row by row, then biases) and replaces the random draw.
	Start []float64
}

// BiasInit says how biases start.
type BiasInit uint8

const (
	UniformBiases BiasInit = iota // drawn like the weights
	ZeroBiases
	ConstantBiases // each is Init.Bias; in the text form, that number
)

// Convention names what a batch of J samples contributes.
type Convention uint8

const (
	Mean Convention = iota // gradient and loss are divided by J
	Sum                    // neither is divided, as in the 1986 paper
)

// Order is the order of the samples within an epoch.
type Order uint8

const (
	Given    Order = iota
	Shuffled       // a new permutation each epoch, from Init.Seed and the epoch's number
)

// Change sets ε and α once Epoch epochs are complete. The last step v is kept.
type Change struct {
	Epoch        int
	LearningRate float64
	Momentum     float64
}

// Stop ends training at the end of the first epoch at which one of its rules
// holds. Zero switches a rule off.
type Stop struct {
	Loss  float64 // the training loss, in the experiment's Convention and without the Penalty, is at most this
	Error float64 // every |ŷ − y| of the training set is at most this
	Epoch int     // this many epochs are complete
}
