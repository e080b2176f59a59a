package kernel

import (
	"math"
	"unsafe"
)

// vectors reports whether kernel.wasm computes: wasm_exec.js was given the
// module, and the browser knows its instructions.
var vectors = start()

// numbers are those of sigmoid.go in the order of gen/sigmoid.go. kernel.wasm
// keeps their address.
var numbers = [...]float64{
	powersPerOne, powerHigh, powerLow, powerRounder, sigmoidBound, -sigmoidBound, e2, e3, e4,
	tangentRounder, tanhBound, t3, t5,
	1, math.Copysign(0, -1),
}

func start() bool {
	if simdAvailable() == 0 {
		return false
	}
	simdSetup(unsafe.Pointer(&numbers), unsafe.Pointer(tabled))
	return true
}

func at(x []float64) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(x)) }

func netInput(x, w, b, y []float64, out, in, n int) {
	if vectors {
		simdNetInput(at(x), at(w), at(b), at(y), int32(out), int32(in), int32(n))
	} else {
		portableNetInput(x, w, b, y, out, in, n)
	}
}

func inputGradient(dy, w, dx []float64, out, in, n int) {
	if vectors {
		simdInputGradient(at(dy), at(w), at(dx), int32(out), int32(in), int32(n))
	} else {
		portableInputGradient(dy, w, dx, out, in, n)
	}
}

func weightGradient(dw, db, dx, y []float64, out, in, n int) {
	if vectors {
		simdWeightGradient(at(dw), at(db), at(dx), at(y), int32(out), int32(in), int32(n))
	} else {
		portableWeightGradient(dw, db, dx, y, out, in, n)
	}
}

func squaredError(sum *[Lanes]float64, output, target []float64, units, n int) {
	if vectors {
		simdSquaredError(unsafe.Pointer(sum), at(output), at(target), int32(units), int32(n))
	} else {
		portableSquaredError(sum, output, target, units, n)
	}
}

func difference(d, a, b []float64) {
	if vectors {
		simdDifference(at(d), at(a), at(b), int32(len(d)))
	} else {
		portableDifference(d, a, b)
	}
}

func largestDifference(a, b []float64) float64 {
	if vectors {
		return simdLargestDifference(at(a), at(b), int32(len(a)))
	}
	return portableLargestDifference(a, b)
}

func sigmoid(y, x []float64) {
	if vectors {
		simdSigmoid(at(y), at(x), int32(len(y)))
	} else {
		portableSigmoid(y, x)
	}
}

func tanh(y, x []float64) {
	if vectors {
		simdTanh(at(y), at(x), int32(len(y)))
	} else {
		portableTanh(y, x)
	}
}

func relu(y, x []float64) {
	if vectors {
		simdRelu(at(y), at(x), int32(len(y)))
	} else {
		portableReLU(y, x)
	}
}

func sigmoidSlope(dx, dy, y []float64) {
	if vectors {
		simdSigmoidSlope(at(dx), at(dy), at(y), int32(len(dx)))
	} else {
		portableSigmoidSlope(dx, dy, y)
	}
}

func tanhSlope(dx, dy, y []float64) {
	if vectors {
		simdTanhSlope(at(dx), at(dy), at(y), int32(len(dx)))
	} else {
		portableTanhSlope(dx, dy, y)
	}
}

func reluSlope(dx, dy, y []float64) {
	if vectors {
		simdReluSlope(at(dx), at(dy), at(y), int32(len(dx)))
	} else {
		portableReLUSlope(dx, dy, y)
	}
}

func step(w, v, g []float64, scale, rate, momentum, decay float64) {
	if vectors {
		simdStep(at(w), at(v), at(g), int32(len(w)), scale, rate, momentum, decay)
	} else {
		portableStep(w, v, g, scale, rate, momentum, decay)
	}
}

func finite(x []float64) bool {
	if vectors {
		return simdFinite(at(x), int32(len(x))) != 0
	}
	return portableFinite(x)
}

// The routines of kernel.wasm. Comments in gen say what they do.

//go:wasmimport kernel available
func simdAvailable() int32

//go:wasmimport kernel setup
//go:noescape
func simdSetup(numbers, tables unsafe.Pointer)

//go:wasmimport kernel netInput
//go:noescape
func simdNetInput(x, w, b, y unsafe.Pointer, out, in, n int32)

//go:wasmimport kernel inputGradient
//go:noescape
func simdInputGradient(dy, w, dx unsafe.Pointer, out, in, n int32)

//go:wasmimport kernel weightGradient
//go:noescape
func simdWeightGradient(dw, db, dx, y unsafe.Pointer, out, in, n int32)

//go:wasmimport kernel squaredError
//go:noescape
func simdSquaredError(sum, output, target unsafe.Pointer, units, n int32)

//go:wasmimport kernel difference
//go:noescape
func simdDifference(d, a, b unsafe.Pointer, count int32)

//go:wasmimport kernel largestDifference
//go:noescape
func simdLargestDifference(a, b unsafe.Pointer, count int32) float64

//go:wasmimport kernel sigmoid
//go:noescape
func simdSigmoid(y, x unsafe.Pointer, count int32)

//go:wasmimport kernel tanh
//go:noescape
func simdTanh(y, x unsafe.Pointer, count int32)

//go:wasmimport kernel relu
//go:noescape
func simdRelu(y, x unsafe.Pointer, count int32)

//go:wasmimport kernel sigmoidSlope
//go:noescape
func simdSigmoidSlope(dx, dy, y unsafe.Pointer, count int32)

//go:wasmimport kernel tanhSlope
//go:noescape
func simdTanhSlope(dx, dy, y unsafe.Pointer, count int32)

//go:wasmimport kernel reluSlope
//go:noescape
func simdReluSlope(dx, dy, y unsafe.Pointer, count int32)

//go:wasmimport kernel step
//go:noescape
func simdStep(w, v, g unsafe.Pointer, count int32, scale, rate, momentum, decay float64) int32

//go:wasmimport kernel finite
//go:noescape
func simdFinite(x unsafe.Pointer, count int32) int32
