//go:build !wasm

package kernel

const vectors = false

func netInput(x, w, b, y []float64, out, in, n int) { portableNetInput(x, w, b, y, out, in, n) }

func inputGradient(dy, w, dx []float64, out, in, n int) { portableInputGradient(dy, w, dx, out, in, n) }

func weightGradient(dw, db, dx, y []float64, out, in, n int) {
	portableWeightGradient(dw, db, dx, y, out, in, n)
}

func squaredError(sum *[Lanes]float64, output, target []float64, units, n int) {
	portableSquaredError(sum, output, target, units, n)
}

func difference(d, a, b []float64) { portableDifference(d, a, b) }

func largestDifference(a, b []float64) float64 { return portableLargestDifference(a, b) }

func sigmoid(y, x []float64) { portableSigmoid(y, x) }

func tanh(y, x []float64) { portableTanh(y, x) }

func relu(y, x []float64) { portableReLU(y, x) }

func sigmoidSlope(dx, dy, y []float64) { portableSigmoidSlope(dx, dy, y) }

func tanhSlope(dx, dy, y []float64) { portableTanhSlope(dx, dy, y) }

func reluSlope(dx, dy, y []float64) { portableReLUSlope(dx, dy, y) }

func step(w, v, g []float64, scale, rate, momentum, decay float64) {
	portableStep(w, v, g, scale, rate, momentum, decay)
}

func finite(x []float64) bool { return portableFinite(x) }
