package dataset

// Set names a data set.
type Set uint8

const (
	Circle Set = iota
	XORClouds
	Gaussians
	Spiral
	XORTable
	Plane // regression
	Bumps // regression
	Sine  // regression
	Table // rows given by the experiment
)

// Feature is one input of the network, computed from the plane coordinates.
type Feature uint8

const (
	X1 Feature = iota
	X2
	X1Squared
	X2Squared
	X1X2
	SinX1
	SinX2
)
