package link

import "slices"

// Control is something on the page that a prepared link may hide or lock.
type Control uint8

const (
	Play Control = iota
	Step
	Reset
	NewWeights
	Seed
	Speed
	Data
	Classes
	Samples
	Share
	Noise
	DataSeed
	Inputs
	Layers
	Units
	Activation
	Rate
	Momentum
	StopRules
	Batch
	Convention
	Order
	InitRange
	Biases
	Penalty
	Weights
	Discrete
	Test
	LogScale
	TimeLine
	OutputPanel
	LossPanel
	SelectionPanel
	Tools
	CopyLink
	Theme
	Language
	Title
	Prepare
	Tour

	controlCount
)

// Group is what belongs together on the page.
type Group uint8

const (
	TransportGroup Group = iota
	DataGroup
	NetworkGroup
	TrainingGroup
	PanelGroup
	PageGroup

	GroupCount
)

// controls lists, for each Control, its name in a link, its group, and whether
// it can be locked: what only shows something cannot.
var controls = [controlCount]struct {
	name     string
	group    Group
	lockable bool
}{
	Play:           {"play", TransportGroup, true},
	Step:           {"step", TransportGroup, true},
	Reset:          {"reset", TransportGroup, true},
	NewWeights:     {"newweights", TransportGroup, true},
	Seed:           {"seed", TransportGroup, true},
	Speed:          {"speed", TransportGroup, true},
	Data:           {"data", DataGroup, true},
	Classes:        {"classes", DataGroup, true},
	Samples:        {"samples", DataGroup, true},
	Share:          {"share", DataGroup, true},
	Noise:          {"noise", DataGroup, true},
	DataSeed:       {"dataseed", DataGroup, true},
	Inputs:         {"inputs", NetworkGroup, true},
	Layers:         {"layers", NetworkGroup, true},
	Units:          {"units", NetworkGroup, true},
	Activation:     {"activation", NetworkGroup, true},
	Weights:        {"weights", NetworkGroup, true},
	Rate:           {"rate", TrainingGroup, true},
	Momentum:       {"momentum", TrainingGroup, true},
	StopRules:      {"stop", TrainingGroup, true},
	Batch:          {"batch", TrainingGroup, true},
	Convention:     {"gradient", TrainingGroup, true},
	Order:          {"order", TrainingGroup, true},
	InitRange:      {"range", TrainingGroup, true},
	Biases:         {"biases", TrainingGroup, true},
	Penalty:        {"penalty", TrainingGroup, true},
	OutputPanel:    {"output", PanelGroup, false},
	Discrete:       {"discrete", PanelGroup, true},
	Test:           {"test", PanelGroup, true},
	LossPanel:      {"loss", PanelGroup, false},
	LogScale:       {"log", PanelGroup, true},
	TimeLine:       {"timeline", PanelGroup, true},
	SelectionPanel: {"selected", PanelGroup, false},
	Tools:          {"tools", PanelGroup, false},
	CopyLink:       {"copy", PageGroup, false},
	Theme:          {"theme", PageGroup, true},
	Language:       {"language", PageGroup, true},
	Title:          {"title", PageGroup, false},
	Prepare:        {"prepare", PageGroup, false},
	Tour:           {"tour", PageGroup, false},
}

// Controls returns every control of a group, in the order of the page.
func Controls(g Group) (all []Control) {
	for _, c := range order {
		if controls[c].group == g {
			all = append(all, c)
		}
	}
	return all
}

// order is the order in which a person meets the controls.
var order = func() (all []Control) {
	for g := range GroupCount {
		for c := range controlCount {
			if controls[c].group == g {
				all = append(all, c)
			}
		}
	}
	return all
}()

// ParseControl returns the control that String calls name, and whether there
// is one.
func ParseControl(name string) (Control, bool) {
	for c := range controlCount {
		if controls[c].name == name {
			return c, true
		}
	}
	return 0, false
}

// String returns the name of c in a link.
func (c Control) String() string { return controls[c].name }

// Lockable reports whether c can be changed by the reader, and so be locked.
func (c Control) Lockable() bool { return controls[c].lockable }

func names() (all []string) {
	for _, c := range order {
		all = append(all, controls[c].name)
	}
	return all
}

func lockableNames() []string {
	return slices.DeleteFunc(names(), func(name string) bool {
		c, _ := ParseControl(name)
		return !c.Lockable()
	})
}

// State is what the reader may do with a control.
type State uint8

const (
	Open   State = iota // see and change it
	Locked              // see it
	Hidden              // neither
)

// Access is the State of every control. The zero Access opens all of them.
type Access [controlCount]State
