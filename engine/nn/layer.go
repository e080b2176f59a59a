package nn

// Layer describes one layer above the input: its units and their activation.
type Layer struct {
	Units      int
	Activation Activation
}
