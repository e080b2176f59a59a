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
		low   float64 // of x
		want  float64 // ulps
	}{
		{"exp", Exp, bigExp, 745.13, -745.13, 1.2},
		{"sigmoid", Sigmoid, bigSigmoid, 709.4, -709.4, 2.0},
		{"tanh", Tanh, bigTanh, 30, -30, 2.5},
	} {
		t.Run(c.name, func(t *testing.T) {
			worst, at := 0.0, 0.0
			y := make([]float64, 1)
			for _, x := range accuracySample(c.bound, n) {
				if x < c.low || x > 709.78 {
					continue
				}
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
		{"exp", Exp, 0, 1},
		{"exp", Exp, negativeZero, 1},
		{"exp", Exp, inf, inf},
		{"exp", Exp, -inf, 0},
		{"exp", Exp, nan, nan},
		{"exp", Exp, 709.782712893384, 1.7976931348622732e+308},
		{"exp", Exp, 709.782712893385, inf},
		{"exp", Exp, 1e300, inf},
		{"exp", Exp, -1e300, 0},
		{"exp", Exp, -745.1332191019411, tiny},
		{"exp", Exp, -745.1332191019412, 0},
		{"exp", Exp, tiny, 1},
		{"sigmoid", Sigmoid, 0, 0.5},
		{"sigmoid", Sigmoid, negativeZero, 0.5},
		{"sigmoid", Sigmoid, inf, 1},
		{"sigmoid", Sigmoid, -inf, 0},
		{"sigmoid", Sigmoid, nan, nan},
		{"sigmoid", Sigmoid, 40, 1},
		{"sigmoid", Sigmoid, 1e300, 1},
		{"sigmoid", Sigmoid, -1e300, 0},
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

// A step down of the sigmoid or of tanh would make a wrong slope.
func TestFunctionsRise(t *testing.T) {
	for name, f := range map[string]func(y, x []float64){"exp": Exp, "sigmoid": Sigmoid, "tanh": Tanh} {
		const n = 400001
		x := make([]float64, n)
		for i := range x {
			x[i] = -40 + 80*float64(i)/(n-1)
		}
		y := make([]float64, n)
		f(y, x)
		for i := 1; i < n; i++ {
			if y[i] < y[i-1] {
				t.Fatalf("%s falls from %v to %v at %v", name, y[i-1], y[i], x[i])
			}
		}
	}
}

// The coefficients are those of Newton's polynomial through the values of
// (e^r − 1 − r)/r² at the Chebyshev points.
func TestCoefficients(t *testing.T) {
	got := [...]float64{c2, c3, c4, c5, c6, c7, c8, c9, c10, c11}
	const n = len(got)
	number := func(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }
	zero := func() *big.Float { return number(0) }
	var points, values [n]*big.Float
	for i := range n {
		// The points need not be exact.
		r := number(math.Ln2 / 2 * math.Cos(math.Pi*float64(2*i+1)/float64(2*n)))
		float, _ := r.Float64()
		v := bigExp(float)
		v.Sub(v, number(1)).Sub(v, r).Quo(v, r).Quo(v, r)
		points[i], values[i] = r, v
	}
	for order := 1; order < n; order++ {
		for i := n - 1; i >= order; i-- {
			width := zero().Sub(points[i], points[i-order])
			values[i].Sub(values[i], values[i-1]).Quo(values[i], width)
		}
	}
	want := [n]*big.Float{}
	for i := range want {
		want[i] = zero()
	}
	for i := n - 1; i >= 0; i-- { // want ← want·(r − points[i]) + values[i]
		for d := n - 1; d > 0; d-- {
			want[d].Sub(want[d-1], zero().Mul(want[d], points[i]))
		}
		want[0].Sub(values[i], zero().Mul(want[0], points[i]))
	}
	for i := range want {
		rounded, _ := want[i].Float64()
		// c2 is a half; the last places of the others depend on the points'.
		if math.Abs(got[i]/rounded-1) > 1e-9 {
			t.Errorf("c%d is %v, want %v", i+2, got[i], rounded)
		}
	}
}
