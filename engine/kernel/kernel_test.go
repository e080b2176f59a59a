package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// The functions below follow the words of the contract with no thought of
// speed. Every body must return their bits.

func referenceNetInput(x, w, b, y []float64, out, in, n int) {
	for j := range out {
		for s := range n {
			v := b[j]
			for i := range in {
				v += float64(w[j*in+i] * y[i*n+s])
			}
			x[j*n+s] = v
		}
	}
}

func referenceInputGradient(dy, w, dx []float64, out, in, n int) {
	for i := range in {
		for s := range n {
			v := 0.0
			for j := range out {
				v += float64(dx[j*n+s] * w[j*in+i])
			}
			dy[i*n+s] = v
		}
	}
}

func referenceWeightGradient(dw, db, dx, y []float64, out, in, n int) {
	total := func(term func(s int) float64) float64 {
		if n == 1 {
			return term(0)
		}
		var sum [Lanes]float64
		for s := range n {
			sum[s%Lanes] += term(s)
		}
		return sum[0] + sum[1]
	}
	for j := range out {
		for i := range in {
			dw[j*in+i] = total(func(s int) float64 { return float64(dx[j*n+s] * y[i*n+s]) })
		}
		db[j] = total(func(s int) float64 { return dx[j*n+s] })
	}
}

// values returns n numbers, among them zeros of both signs.
func values(random *rand.Rand, n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		switch random.IntN(16) {
		case 0:
		case 1:
			v[i] = math.Copysign(0, -1)
		default:
			v[i] = random.NormFloat64()
		}
	}
	return v
}

func sameBits(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) {
			t.Fatalf("%s[%d] is %v (%016x), want %v (%016x)", what, i,
				got[i], math.Float64bits(got[i]), want[i], math.Float64bits(want[i]))
		}
	}
}

func TestMatrixLoopsFollowTheContract(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for out := 1; out <= 5; out++ {
		for in := 1; in <= 5; in++ {
			for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 8, 13, 64} {
				w, b := values(random, out*in), values(random, out)
				y, dx := values(random, in*n), values(random, out*n)
				size := fmt.Sprintf(" of %d×%d, %d samples", out, in, n)

				x, wantX := make([]float64, out*n), make([]float64, out*n)
				NetInput(x, w, b, y, out, in, n)
				referenceNetInput(wantX, w, b, y, out, in, n)
				sameBits(t, "x"+size, x, wantX)

				dy, wantDY := make([]float64, in*n), make([]float64, in*n)
				InputGradient(dy, w, dx, out, in, n)
				referenceInputGradient(wantDY, w, dx, out, in, n)
				sameBits(t, "dy"+size, dy, wantDY)

				dw, wantDW := make([]float64, out*in), make([]float64, out*in)
				db, wantDB := make([]float64, out), make([]float64, out)
				WeightGradient(dw, db, dx, y, out, in, n)
				referenceWeightGradient(wantDW, wantDB, dx, y, out, in, n)
				sameBits(t, "dw"+size, dw, wantDW)
				sameBits(t, "db"+size, db, wantDB)
			}
		}
	}
}

func TestSquaredErrorFollowsTheContract(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for units := 1; units <= 3; units++ {
		for n := range 11 {
			output, target := values(random, units*n), values(random, units*n)
			var want [Lanes]float64
			for s := range n {
				e := 0.0
				for k := range units {
					d := output[k*n+s] - target[k*n+s]
					e += float64(d * d)
				}
				want[s%Lanes] += float64(0.5 * e)
			}
			var got [Lanes]float64
			SquaredError(&got, output, target, units, n)
			sameBits(t, "lanes", got[:], want[:])
			total := want[0] + want[1]
			if Total(&got) != total {
				t.Fatalf("total %v, want %v", Total(&got), total)
			}
		}
	}
}

// The lanes of a sum may be carried from block to block.
func TestSquaredErrorOfBlocksIsThatOfTheWhole(t *testing.T) {
	const n, cut = 23, 12
	random := rand.New(rand.NewPCG(7, 8))
	output, target := values(random, n), values(random, n)
	var whole, parts [Lanes]float64
	SquaredError(&whole, output, target, 1, n)
	SquaredError(&parts, output[:cut], target[:cut], 1, cut)
	SquaredError(&parts, output[cut:], target[cut:], 1, n-cut)
	sameBits(t, "lanes", parts[:], whole[:])
}

func TestSlopesFollowTheContract(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	dy, y := values(random, 37), values(random, 37)
	for name, c := range map[string]struct {
		f     func(dx, dy, y []float64)
		slope func(dy, y float64) float64
	}{
		"sigmoid": {SigmoidSlope, func(dy, y float64) float64 { return dy * float64(y*(1-y)) }},
		"tanh":    {TanhSlope, func(dy, y float64) float64 { return dy * (1 - float64(y*y)) }},
		"relu": {ReLUSlope, func(dy, y float64) float64 {
			if y > 0 {
				return dy
			}
			return 0
		}},
	} {
		want := make([]float64, len(y))
		for i := range want {
			want[i] = c.slope(dy[i], y[i])
		}
		got := append([]float64(nil), dy...)
		c.f(got, got, y)
		sameBits(t, name, got, want)
	}
}

func TestStepFollowsTheContract(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	for _, decay := range []float64{0, 0.01} {
		const scale, rate, momentum = 0.125, 0.3, 0.9
		w, v, g := values(random, 9), values(random, 9), values(random, 9)
		wantW, wantV := append([]float64(nil), w...), append([]float64(nil), v...)
		for i := range w {
			wantV[i] = float64(momentum*wantV[i]) - float64(rate*float64(g[i]*scale))
			wantW[i] += wantV[i]
			if decay != 0 {
				wantW[i] = wantW[i] * (1 - decay)
			}
		}
		Step(w, v, g, scale, rate, momentum, decay)
		sameBits(t, "w", w, wantW)
		sameBits(t, "v", v, wantV)
	}
}

func TestFinite(t *testing.T) {
	for n := range 10 {
		x := make([]float64, n)
		for i := range x {
			x[i] = math.MaxFloat64
		}
		if !Finite(x) {
			t.Errorf("%v counts as not finite", x)
		}
		for i := range x {
			for _, bad := range []float64{math.Inf(1), math.Inf(-1), math.NaN()} {
				x[i] = bad
				if Finite(x) {
					t.Errorf("%v counts as finite", x)
				}
			}
			x[i] = -1
		}
	}
}

func TestLargestDifference(t *testing.T) {
	if d := LargestDifference([]float64{1, -3, 2}, []float64{1.5, 0, 4}); d != 3 {
		t.Errorf("largest difference %v, want 3", d)
	}
	if d := LargestDifference(nil, nil); d != 0 {
		t.Errorf("largest difference of nothing %v, want 0", d)
	}
}

func TestWrongShapePanics(t *testing.T) {
	defer func() {
		if got, want := fmt.Sprint(recover()), "kernel: NetInput w has length 5, want 2×3"; got != want {
			t.Errorf("panic %q, want %q", got, want)
		}
	}()
	NetInput(make([]float64, 8), make([]float64, 5), make([]float64, 2), make([]float64, 12), 2, 3, 4)
}

func BenchmarkMatrixLoops(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct{ out, in, n int }{{5, 2, 1}, {5, 2, 100}, {8, 8, 10}, {8, 8, 256}, {16, 16, 256}} {
		w, bias := values(random, c.out*c.in), values(random, c.out)
		y, x := values(random, c.in*c.n), values(random, c.out*c.n)
		flops := float64(2 * c.out * c.in * c.n)
		run := func(name string, f func()) {
			b.Run(fmt.Sprintf("%s/%dx%dx%d", name, c.out, c.in, c.n), func(b *testing.B) {
				for b.Loop() {
					f()
				}
				b.ReportMetric(flops*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
			})
		}
		run("NetInput", func() { NetInput(x, w, bias, y, c.out, c.in, c.n) })
		run("InputGradient", func() { InputGradient(y, w, x, c.out, c.in, c.n) })
		run("WeightGradient", func() { WeightGradient(w, bias, x, y, c.out, c.in, c.n) })
	}
}

func BenchmarkFunctions(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	x, y := values(random, 1024), make([]float64, 1024)
	for name, f := range map[string]func(y, x []float64){"sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f(y, x)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1024, "ns/value")
		})
	}
}
