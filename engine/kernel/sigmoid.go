package kernel

import "math"

// Sigmoid and tanh, from additions, multiplications, divisions, comparisons,
// bit patterns and two tables alone. The standard library's functions differ
// in the last bit between processors; these do not, and every branch is a
// selection between two values, so a vector body does the same to several
// samples at once.
//
// Both come down to a point near by whose value is tabled (P. T. P. Tang,
// Table-driven implementation of the exponential function, ACM TOMS 15, 1989),
// which leaves so little to a polynomial that a few terms do. Adding and taking
// away 1.5·2^52 times a step rounds to a whole number of steps and leaves that
// number in the low bits of the sum.
//
// Measured against 200-bit arithmetic, the largest errors in units in the last
// place of the result (sigmoid_test.go asserts these):
//
//	Sigmoid  2.0 for |x| ≤ 708; beyond, the value at ±708: 3.3e−308, or 1
//	Tanh     1.2, subnormal results included
const (
	// e^−x = 2^(−k/256)·e^−r with x = k·(ln 2)/256 + r and |r| ≤ (ln 2)/512.
	// The step is the sum of two parts, the first with so few bits that k times
	// it is exact (W. J. Cody and W. Waite, Software Manual for the Elementary
	// Functions, 1980, ch. 6).
	powerSteps   = 256
	powersPerOne = powerSteps * 1.44269504088896338700e+00
	powerHigh    = 6.93147180369123816490e-01 / powerSteps
	powerLow     = 1.90821492927058770002e-10 / powerSteps
	powerRounder = 0x1.8p52
	sigmoidBound = 708

	// e^−r ≈ 1 − r + e2·r² − e3·r³ + e4·r⁴. The terms of the series, but for
	// e3, which makes up for most of the next term: r⁵ is close to 0.866·R²·r³
	// for |r| ≤ R. It is off by less than 2^−57.
	powerReach = math.Ln2 / 512
	e2         = 1.0 / 2
	e3         = 1.0/6 + 0.866*powerReach*powerReach/120
	e4         = 1.0 / 24

	// tanh(p + r) = t + (1 − t²)·s/(1 + t·s) with t = tanh p, s = tanh r, p a
	// whole number of steps of 1/128 and |r| ≤ 1/256.
	tangentSteps   = 128
	tangentRounder = 0x1.8p52 / tangentSteps
	tanhBound      = 20 // from 19.1 on, tanh is 1 to the last bit

	// tanh r ≈ r + t3·r³ + t5·r⁵. The terms of the series, changed to make up
	// for most of the next one: z³ is close to 1.3925·Z·z² − 0.43078·Z²·z for
	// z = r² ≤ Z. It is off by less than 2^−56.
	tangentReach = 1.0 / (2 * tangentSteps) * 1 / (2 * tangentSteps)
	t3           = -1.0/3 + 17.0/315*0.43078*tangentReach*tangentReach
	t5           = 2.0/15 - 17.0/315*1.3925*tangentReach
)

// tables are the values at whole numbers of steps.
type tables struct {
	// powers holds the bits of 2^(−j/256), with j·2^44 added: less k·2^44 they
	// are those of 2^(−k/256) for every k whose low bits are j.
	powers [powerSteps]uint64
	// tangents holds tanh(j/128). There are more places than are ever used so
	// that the low bits of anything are the number of one.
	tangents [4096]float64
}

var tabled = newTables()

func newTables() *tables {
	var t tables
	power := double{1, 0}
	root := double{0x1.fe9d96b2a23d9p-1, 0x1.4a6037442fde3p-57} // 2^(−1/256)
	for j := range t.powers {
		t.powers[j] = math.Float64bits(power.high) + uint64(j)<<44
		power = power.times(root)
	}
	// tanh p = (1 − e^−2p)/(1 + e^−2p)
	fall := double{1, 0}
	step := double{0x1.f80feabfeefa5p-1, -0x1.b60bbd08aac55p-55} // e^(−2/128)
	for j := range t.tangents {
		t.tangents[j] = fall.oneMinus().over(fall.onePlus())
		fall = fall.times(step)
	}
	return &t
}

// clamp returns x within [−bound, bound]; NaN stays NaN.
func clamp(x, bound float64) float64 {
	if x < -bound {
		x = -bound
	}
	if x > bound {
		x = bound
	}
	return x
}

func portableSigmoid(y, x []float64) {
	x = x[:len(y)]
	powers := &tabled.powers
	for i, v := range x {
		v = clamp(v, sigmoidBound)
		m := float64(v*powersPerOne) + powerRounder
		k := math.Float64bits(m)
		m -= powerRounder
		r := (v - float64(m*powerHigh)) - float64(m*powerLow)
		z := float64(r * r)
		q := (e2 - float64(e3*r)) + float64(e4*z)
		p := math.Float64frombits(powers[k%powerSteps] - k<<44)
		y[i] = 1 / (1 + (p - float64(p*(r-float64(z*q)))))
	}
}

// portableTanh has the sign of x, as every step is the same for x and −x but
// the last.
func portableTanh(y, x []float64) {
	x = x[:len(y)]
	tangents := &tabled.tangents
	for i, v := range x {
		a := math.Abs(v)
		if a > tanhBound {
			a = tanhBound
		}
		m := a + tangentRounder
		t := tangents[math.Float64bits(m)%uint64(len(tangents))]
		r := a - (m - tangentRounder)
		z := float64(r * r)
		s := r + float64(float64(r*z)*(t3+float64(t5*z)))
		d := 1 - float64(t*t)
		y[i] = math.Copysign(t+float64(d*s)/(1+float64(t*s)), v)
	}
}
