package kernel

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

const precision = 200

// bigExp returns e^x to precision bits: halve until small, sum the series,
// square back.
func bigExp(x float64) *big.Float {
	const halvings = 24
	r := new(big.Float).SetPrec(precision + 2*halvings).SetFloat64(x)
	r.SetMantExp(r, -halvings)
	sum := new(big.Float).SetPrec(r.Prec()).SetInt64(1)
	term := new(big.Float).Copy(sum)
	for m := int64(1); term.Sign() != 0 && term.MantExp(nil) > -int(r.Prec()); m++ {
		term.Mul(term, r)
		term.Quo(term, new(big.Float).SetInt64(m))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum.SetPrec(precision)
}

func bigSigmoid(x float64) *big.Float {
	one := new(big.Float).SetPrec(precision).SetInt64(1)
	d := bigExp(-x)
	return one.Quo(one, d.Add(d, one))
}

// bigTanh returns tanh x = (e^2x − 1)/(e^2x + 1). The difference cancels for
// small x, where the first terms of the series are exact to more than 100
// bits.
func bigTanh(x float64) *big.Float {
	v := new(big.Float).SetPrec(precision).SetFloat64(x)
	if math.Abs(x) < 1e-9 {
		cube := new(big.Float).SetPrec(precision).Mul(v, v)
		cube.Mul(cube, v)
		return v.Sub(v, cube.Quo(cube, new(big.Float).SetInt64(3)))
	}
	one := new(big.Float).SetPrec(precision).SetInt64(1)
	e := bigExp(2 * x)
	top := new(big.Float).SetPrec(precision).Sub(e, one)
	return top.Quo(top, e.Add(e, one))
}

// ulps returns |got − want| in units in the last place of want.
func ulps(got float64, want *big.Float) float64 {
	near, _ := want.Float64()
	near = math.Abs(near)
	unit := math.Nextafter(near, math.Inf(1)) - near
	if math.IsInf(unit, 0) || math.IsNaN(unit) {
		unit = near - math.Nextafter(near, 0)
	}
	difference := new(big.Float).SetPrec(precision).SetFloat64(got)
	difference.Sub(difference, want)
	d, _ := difference.Quo(difference, new(big.Float).SetFloat64(unit)).Float64()
	return math.Abs(d)
}

// accuracySample returns arguments in [−bound, bound]: random ones, dense ones
// near 0, multiples of ½·ln 2 with their neighbours (where k changes), and
// powers of two down to the smallest number.
func accuracySample(bound float64, n int) []float64 {
	random := rand.New(rand.NewPCG(1, 2))
	var xs []float64
	add := func(x float64) {
		if math.Abs(x) <= bound {
			xs = append(xs, x, -x)
		}
	}
	for range n {
		add(random.Float64() * bound)
		add(random.Float64() * 3)
		add(math.Ldexp(random.Float64(), -random.IntN(60)))
	}
	for m := 0.0; m*math.Ln2/2 <= bound; m++ {
		x := m * math.Ln2 / 2
		add(x)
		add(math.Nextafter(x, math.Inf(1)))
		add(math.Nextafter(x, math.Inf(-1)))
	}
	for p := -1074; p <= 10; p++ {
		add(math.Ldexp(1, p))
	}
	add(bound)
	return xs
}

func TestAccuracy(t *testing.T) {
	n := 20000
	if testing.Short() {
		n = 2000
	}
	for _, c := range []struct {
		name  string
		f     func(y, x []float64)
		exact func(float64) *big.Float
		bound float64 // of |x|
		want  float64 // ulps
	}{
		{"sigmoid", Sigmoid, bigSigmoid, 708, 2.3},
		{"tanh", Tanh, bigTanh, 30, 1.3},
	} {
		t.Run(c.name, func(t *testing.T) {
			worst, at := 0.0, 0.0
			y := make([]float64, 1)
			for _, x := range accuracySample(c.bound, n) {
				c.f(y, []float64{x})
				if e := ulps(y[0], c.exact(x)); e > worst || e != e {
					worst, at = e, x
				}
			}
			t.Logf("largest error %.3f ulp at %v", worst, at)
			if !(worst <= c.want) {
				t.Errorf("error %.3f ulp at %v, want at most %g", worst, at, c.want)
			}
		})
	}
}

func TestFunctionEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	negativeZero := math.Copysign(0, -1)
	tiny := math.SmallestNonzeroFloat64
	for _, c := range []struct {
		name    string
		f       func(y, x []float64)
		x, want float64
	}{
		{"sigmoid", Sigmoid, 0, 0.5},
		{"sigmoid", Sigmoid, negativeZero, 0.5},
		{"sigmoid", Sigmoid, inf, 1},
		{"sigmoid", Sigmoid, -inf, 0x1.7c8ab2288c9abp-1022},
		{"sigmoid", Sigmoid, nan, nan},
		{"sigmoid", Sigmoid, 40, 1},
		{"sigmoid", Sigmoid, 1e300, 1},
		{"sigmoid", Sigmoid, -1e300, 0x1.7c8ab2288c9abp-1022},
		{"tanh", Tanh, 0, 0},
		{"tanh", Tanh, negativeZero, negativeZero},
		{"tanh", Tanh, inf, 1},
		{"tanh", Tanh, -inf, -1},
		{"tanh", Tanh, nan, nan},
		{"tanh", Tanh, tiny, tiny},
		{"tanh", Tanh, -tiny, -tiny},
		{"tanh", Tanh, 1e300, 1},
		{"tanh", Tanh, -22, -1},
		{"relu", ReLU, negativeZero, 0},
		{"relu", ReLU, -1, 0},
		{"relu", ReLU, 2, 2},
		{"relu", ReLU, inf, inf},
		{"relu", ReLU, -inf, 0},
		{"relu", ReLU, nan, 0},
	} {
		y := []float64{c.x}
		c.f(y, y)
		if math.Float64bits(y[0]) != math.Float64bits(c.want) && !(y[0] != y[0] && c.want != c.want) {
			t.Errorf("%s(%v) = %v, want %v", c.name, c.x, y[0], c.want)
		}
	}
}

// Both rise, but for the rounding where they come to the next value of a table
// and are all but flat.
func TestFunctionsRise(t *testing.T) {
	for name, f := range map[string]func(y, x []float64){"sigmoid": Sigmoid, "tanh": Tanh} {
		const n = 400001
		x := make([]float64, n)
		for i := range x {
			x[i] = -40 + 80*float64(i)/(n-1)
		}
		y := make([]float64, n)
		f(y, x)
		for i := 1; i < n; i++ {
			if rounding := 2 * (math.Abs(y[i]) - math.Nextafter(math.Abs(y[i]), 0)); y[i] < y[i-1]-rounding {
				t.Fatalf("%s falls from %v to %v at %v", name, y[i-1], y[i], x[i])
			}
		}
	}
}

// Every entry of the tables is rounded as well as a float64 can be.
func TestTables(t *testing.T) {
	const half = 0.5 + 1e-9
	for j, bits := range tabled.powers {
		x := new(big.Float).SetPrec(precision).SetInt64(1)
		for bit := 0; bit < 8; bit++ { // 2^(−j/256) is a product of roots of a half
			root := new(big.Float).SetPrec(precision).SetFloat64(0.5)
			for range 8 - bit {
				root.Sqrt(root)
			}
			if j>>bit&1 == 1 {
				x.Mul(x, root)
			}
		}
		if got := math.Float64frombits(bits - uint64(j)<<44); ulps(got, x) > half {
			t.Errorf("2^(−%d/256) is %v, want %v", j, got, x)
		}
	}
	for j, got := range tabled.tangents[:tanhBound*tangentSteps+1] {
		if want := bigTanh(float64(j) / tangentSteps); ulps(got, want) > half {
			t.Errorf("tanh %d/128 is %v, want %v", j, got, want)
		}
	}
}
