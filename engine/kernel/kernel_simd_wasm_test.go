package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

// The runner says in the environment when it has refused kernel.wasm.
func TestName(t *testing.T) {
	want := "simd"
	if os.Getenv("KERNEL") == "none" {
		want = "portable"
	}
	if Name() != want {
		t.Errorf("the %s body computes, want %s", Name(), want)
	}
}

// hard returns n numbers of every kind: of both signs, zeros, subnormal ones,
// infinities, NaN, those at the limits of the functions, and common ones.
func hard(random *rand.Rand, n int) []float64 {
	special := []float64{
		0, math.SmallestNonzeroFloat64, 0x1p-1030, 0x1.fffffffffffffp-1023, 0x1p-1022, 1e-160, 1e-9, 0.5, 1, 2,
		math.Ln2 / 2, 22, 44, 708, 709.78, 710, 745.13, 746, 1e18, 1e160, 1e300, math.MaxFloat64, math.Inf(1), math.NaN(),
	}
	v := make([]float64, n)
	for i := range v {
		switch random.IntN(4) {
		case 0:
			v[i] = special[random.IntN(len(special))]
		case 1:
			v[i] = math.Ldexp(random.Float64(), random.IntN(2098)-1074)
		case 2:
			v[i] = random.Float64() * 40
		default:
			v[i] = random.Float64()
		}
		if random.IntN(2) == 0 {
			v[i] = -v[i]
		}
	}
	return v
}

// needVectors skips a test where there is nothing to compare because the kernel
// was refused on purpose.
func needVectors(t *testing.T) {
	t.Helper()
	if vectors {
		return
	}
	if os.Getenv("KERNEL") != "none" {
		t.Fatal("kernel.wasm does not compute, and nobody has refused it")
	}
	t.Skip("kernel.wasm was refused")
}

// Lengths around the sizes of vectors and tiles.
var lengths = []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 33}

// guarded returns a copy of x with a number behind it that must not change.
func guarded(x []float64) []float64 {
	return append(append(make([]float64, 0, len(x)+2), x...), 12345, 6789)[:len(x)]
}

func guard(t *testing.T, what string, x []float64) {
	t.Helper()
	if behind := x[len(x) : len(x)+2]; behind[0] != 12345 || behind[1] != 6789 {
		t.Fatalf("%s: wrote behind the end", what)
	}
}

func TestVectorsOfFunctions(t *testing.T) {
	needVectors(t)
	random := rand.New(rand.NewPCG(21, 22))
	for name, f := range map[string]struct{ simd, portable func(y, x []float64) }{
		"sigmoid": {sigmoid, portableSigmoid},
		"tanh":    {tanh, portableTanh},
		"relu":    {relu, portableReLU},
	} {
		for _, n := range append(lengths, 10000, 10001) {
			x := hard(random, n)
			y, want := guarded(make([]float64, n)), make([]float64, n)
			f.simd(y, x)
			f.portable(want, x)
			sameNumbers(t, name, y, want)
			guard(t, name, y)
			in := guarded(x)
			f.simd(in, in)
			sameNumbers(t, name+" in place", in, want)
		}
	}
}

func TestVectorsOfPairs(t *testing.T) {
	needVectors(t)
	random := rand.New(rand.NewPCG(23, 24))
	for name, f := range map[string]struct{ simd, portable func(d, a, b []float64) }{
		"difference":   {difference, portableDifference},
		"sigmoidSlope": {sigmoidSlope, portableSigmoidSlope},
		"tanhSlope":    {tanhSlope, portableTanhSlope},
		"reluSlope":    {reluSlope, portableReLUSlope},
	} {
		for _, n := range append(lengths, 1000) {
			a, b := hard(random, n), hard(random, n)
			d, want := guarded(make([]float64, n)), make([]float64, n)
			f.simd(d, a, b)
			f.portable(want, a, b)
			sameNumbers(t, name, d, want)
			guard(t, name, d)
			in := guarded(a)
			f.simd(in, in, b)
			sameNumbers(t, name+" in place", in, want)
			if got, want := largestDifference(a, b), portableLargestDifference(a, b); got != want {
				t.Fatalf("largest difference of %d is %v, portable %v", n, got, want)
			}
			if got, want := finite(a), portableFinite(a); got != want {
				t.Fatalf("finite of %v is %v, portable %v", a, got, want)
			}
			clear(a)
			if n > 0 {
				a[n-1] = math.Inf(-1)
				if finite(a) || !finite(a[:n-1]) {
					t.Fatalf("finite does not see the last of %d", n)
				}
			}
		}
	}
}

func TestVectorsOfStep(t *testing.T) {
	needVectors(t)
	random := rand.New(rand.NewPCG(25, 26))
	for _, n := range lengths {
		for _, decay := range []float64{0, 0.01} {
			w, v, g := hard(random, n), hard(random, n), hard(random, n)
			gotW, gotV := guarded(w), guarded(v)
			step(gotW, gotV, g, 0.1, 0.3, 0.9, decay)
			portableStep(w, v, g, 0.1, 0.3, 0.9, decay)
			sameNumbers(t, "w", gotW, w)
			sameNumbers(t, "v", gotV, v)
			guard(t, "w", gotW)
			guard(t, "v", gotV)
		}
	}
}

func TestVectorsOfMatrices(t *testing.T) {
	needVectors(t)
	random := rand.New(rand.NewPCG(27, 28))
	for kind, draw := range map[string]func(*rand.Rand, int) []float64{"common": values, "hard": hard} {
		for _, out := range []int{1, 2, 3, 4, 5, 7, 9} {
			for _, in := range []int{1, 2, 3, 4, 5, 6, 8, 17} {
				for _, n := range lengths[1:] {
					w, b := draw(random, out*in), draw(random, out)
					y, dx := draw(random, in*n), draw(random, out*n)
					size := fmt.Sprintf(" of %s %d×%d, %d samples", kind, out, in, n)

					x, wantX := guarded(make([]float64, out*n)), make([]float64, out*n)
					netInput(x, w, b, y, out, in, n)
					portableNetInput(wantX, w, b, y, out, in, n)
					sameNumbers(t, "x"+size, x, wantX)
					guard(t, "x"+size, x)

					dy, wantDY := guarded(make([]float64, in*n)), make([]float64, in*n)
					inputGradient(dy, w, dx, out, in, n)
					portableInputGradient(wantDY, w, dx, out, in, n)
					sameNumbers(t, "dy"+size, dy, wantDY)
					guard(t, "dy"+size, dy)

					dw, wantDW := guarded(make([]float64, out*in)), make([]float64, out*in)
					db, wantDB := guarded(make([]float64, out)), make([]float64, out)
					weightGradient(dw, db, dx, y, out, in, n)
					portableWeightGradient(wantDW, wantDB, dx, y, out, in, n)
					sameNumbers(t, "dw"+size, dw, wantDW)
					sameNumbers(t, "db"+size, db, wantDB)
					guard(t, "dw"+size, dw)
					guard(t, "db"+size, db)

					var sum, wantSum [Lanes]float64
					sum[1], wantSum[1] = 3, 3
					squaredError(&sum, x, dx, out, n)
					portableSquaredError(&wantSum, x, dx, out, n)
					sameNumbers(t, "squared error"+size, sum[:], wantSum[:])
				}
			}
		}
	}
}
