package nn

// Activation is the function f of a layer's units.
type Activation uint8

const (
	Sigmoid Activation = iota
	Linear
	Tanh
	ReLU
)
