// Package kernel holds the inner loops of the engine: sums of products,
// activations, the squared error and the learning rule, over flat slices.
//
// # Layout
//
// A block of n samples is a matrix with one unit per row and one sample per
// column, stored row by row: the value of unit i for sample s is at i·n+s.
// Weights are an out×in matrix with one receiving unit per row: the weight
// from unit i to unit j is at j·in+i.
//
// # Contract
//
// There are two bodies: the portable one in Go, and that of kernel.wasm, whose
// instructions work on two numbers at a time. Both return the same bits,
// because the contract fixes the operations and the order of every sum. A
// product is rounded to float64 before it is added: nothing is fused. The bits
// of a NaN are not specified.
//
//   - NetInput: x_j(s) starts at b_j and adds w_ji·y_i(s) for i ascending.
//   - InputGradient: ∂E/∂y_i(s) starts at +0 and adds ∂E/∂x_j(s)·w_ji for j
//     ascending.
//   - Sums over samples (WeightGradient, SquaredError) run in two lanes that
//     start at +0. Sample s is added to lane s mod 2, s ascending. The total
//     is lane 0 + lane 1. WeightGradient of a single sample is its term.
//   - SquaredError: the error of one sample is ½·Σ_k (ŷ_k − y_k)²; the sum
//     starts at +0, k ascending, and is halved once.
//   - Step: g′ = g·scale, v = α·v − ε·g′, w = w + v, and w = w·(1 − d) when d
//     is not 0.
//   - Sigmoid and Tanh: the operations are written out in sigmoid.go.
//   - Trainer.Train: all of the above, in the order of backpropagation.
//
// Slices of wrong length panic. Only in-place use that a function names is
// allowed; no other slices may overlap.
package kernel

import "fmt"

// Name says which body computes, for display: "simd" or "portable".
func Name() string {
	if vectors {
		return "simd"
	}
	return "portable"
}

// Lanes is the number of partial sums of a sum over samples.
const Lanes = 2

// NetInput sets x (out×n) to the net inputs x_j = Σ_i w_ji·y_i + b_j of a
// layer with weights w (out×in), biases b (out) and inputs y (in×n).
func NetInput(x, w, b, y []float64, out, in, n int) {
	check("NetInput x", len(x), out, n)
	check("NetInput w", len(w), out, in)
	check("NetInput b", len(b), out, 1)
	check("NetInput y", len(y), in, n)
	netInput(x, w, b, y, out, in, n)
}

// InputGradient sets dy (in×n) to ∂E/∂y_i = Σ_j ∂E/∂x_j·w_ji from dx (out×n)
// and the weights w (out×in).
func InputGradient(dy, w, dx []float64, out, in, n int) {
	check("InputGradient dy", len(dy), in, n)
	check("InputGradient w", len(w), out, in)
	check("InputGradient dx", len(dx), out, n)
	inputGradient(dy, w, dx, out, in, n)
}

// WeightGradient sets dw (out×in) to Σ_s ∂E/∂x_j(s)·y_i(s) and db (out) to
// Σ_s ∂E/∂x_j(s), from dx (out×n) and y (in×n).
func WeightGradient(dw, db, dx, y []float64, out, in, n int) {
	check("WeightGradient dw", len(dw), out, in)
	check("WeightGradient db", len(db), out, 1)
	check("WeightGradient dx", len(dx), out, n)
	check("WeightGradient y", len(y), in, n)
	weightGradient(dw, db, dx, y, out, in, n)
}

// SquaredError adds the errors of n samples, ½·Σ_k (ŷ_k − y_k)² each, to the
// lanes of a sum over samples; output and target are units×n. A sum may be
// continued over several blocks when all but the last have a multiple of
// Lanes samples.
func SquaredError(sum *[Lanes]float64, output, target []float64, units, n int) {
	check("SquaredError output", len(output), units, n)
	check("SquaredError target", len(target), units, n)
	squaredError(sum, output, target, units, n)
}

// Total is the value of a sum over samples.
func Total(sum *[Lanes]float64) float64 {
	return sum[0] + sum[1]
}

// Difference sets d to a − b, element by element.
func Difference(d, a, b []float64) {
	check("Difference a", len(a), len(d), 1)
	check("Difference b", len(b), len(d), 1)
	difference(d, a, b)
}

// LargestDifference returns the largest |a − b|, element by element, and 0
// for empty slices. Differences that are NaN are passed over.
func LargestDifference(a, b []float64) float64 {
	check("LargestDifference b", len(b), len(a), 1)
	return largestDifference(a, b)
}

// Sigmoid sets y to 1/(1 + e^−x), element by element; y may be x.
func Sigmoid(y, x []float64) {
	check("Sigmoid x", len(x), len(y), 1)
	sigmoid(y, x)
}

// Tanh sets y to tanh x, element by element; y may be x.
func Tanh(y, x []float64) {
	check("Tanh x", len(x), len(y), 1)
	tanh(y, x)
}

// ReLU sets y to x where x > 0 and to +0 elsewhere, NaN included; y may be x.
func ReLU(y, x []float64) {
	check("ReLU x", len(x), len(y), 1)
	relu(y, x)
}

// SigmoidSlope sets dx to dy·(y·(1 − y)), element by element; dx may be dy.
func SigmoidSlope(dx, dy, y []float64) {
	check("SigmoidSlope dy", len(dy), len(dx), 1)
	check("SigmoidSlope y", len(y), len(dx), 1)
	sigmoidSlope(dx, dy, y)
}

// TanhSlope sets dx to dy·(1 − y·y), element by element; dx may be dy.
func TanhSlope(dx, dy, y []float64) {
	check("TanhSlope dy", len(dy), len(dx), 1)
	check("TanhSlope y", len(y), len(dx), 1)
	tanhSlope(dx, dy, y)
}

// ReLUSlope sets dx to dy where y > 0 and to +0 elsewhere, element by
// element; dx may be dy.
func ReLUSlope(dx, dy, y []float64) {
	check("ReLUSlope dy", len(dy), len(dx), 1)
	check("ReLUSlope y", len(y), len(dx), 1)
	reluSlope(dx, dy, y)
}

// Step changes the parameters w and their last steps v by the rule
//
//	v(t) = −ε·g′ + α·v(t−1),  w ← w + v(t),  then  w ← w·(1 − d)
//
// with g′ = g·scale (Rumelhart, Hinton and Williams 1986, p. 535, eq. 9).
func Step(w, v, g []float64, scale, rate, momentum, decay float64) {
	check("Step v", len(v), len(w), 1)
	check("Step g", len(g), len(w), 1)
	step(w, v, g, scale, rate, momentum, decay)
}

// Finite reports whether no element is infinite or NaN.
func Finite(x []float64) bool { return finite(x) }

// check panics when a slice does not have the length of its matrix.
func check(name string, length, rows, columns int) {
	if length != rows*columns {
		panic(fmt.Sprintf("kernel: %s has length %d, want %d×%d", name, length, rows, columns))
	}
}
