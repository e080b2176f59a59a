package kernel

import "math"

// The exponential function and what is made of it, from additions,
// multiplications, divisions, comparisons and bit patterns alone. The standard
// library's functions differ in the last bit between processors; these do not,
// and every branch is a selection between two values, so a vector body can do
// the same to several samples at once.
//
// Reduction (W. J. Cody and W. Waite, Software Manual for the Elementary
// Functions, 1980, ch. 6): x = k·ln 2 + r with whole k and |r| ≤ ½·ln 2, so
// e^−x = 2^−k·e^−r. Adding and taking away 1.5·2^52 rounds to a whole number
// and leaves k in the low bits of the sum. ln 2 is the sum of two parts, the
// first with so few bits that k times it is exact, as in FreeBSD's e_exp.c.
//
// Measured against 200-bit arithmetic, the largest errors in units in the last
// place of the result (exp_test.go asserts these):
//
//	Exp      1.2, subnormal results included
//	Sigmoid  2.0, and +0 for x < −709.4, where the value is below 8.2e−309
//	Tanh     2.5, subnormal results included
const (
	log2E   = 1.44269504088896338700e+00
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10

	rounder = 0x1.8p52

	// Beyond these bounds e^x is +Inf or rounds to +0.
	expHigh = 710
	expLow  = -746
	// Sigmoid is 1 to the last bit from 40 on, tanh from 20 on; 2|x| is
	// bounded by twice that.
	sigmoidHigh = 40
	tanhHigh    = 40
)

// Coefficients of (e^r − 1 − r)/r² ≈ c2 + c3·r + … + c11·r⁹ for |r| ≤ ½·ln 2:
// the polynomial through the values at the ten Chebyshev points of that
// interval, rounded, with c2 set to ½. It is off by less than 2^−56 in e^r.
const (
	c2  = 0.5
	c3  = 0x1.5555555555556p-3
	c4  = 0x1.5555555553d68p-5
	c5  = 0x1.11111111109b5p-7
	c6  = 0x1.6c16c17889ef1p-10
	c7  = 0x1.a01a01a7c2efep-13
	c8  = 0x1.a019b9149a41cp-16
	c9  = 0x1.71de0db2f6b19p-19
	c10 = 0x1.28917c89a43a7p-22
	c11 = 0x1.af389ecfc4b9cp-26
)

// reduce returns k, in the low bits of a number, and r of the reduction of x.
func reduce(x float64) (k uint64, r float64) {
	m := float64(x*log2E) + rounder
	k = math.Float64bits(m)
	m -= rounder
	return k, (x - float64(m*ln2High)) - float64(m*ln2Low)
}

// fall returns 1 − e^−r, by Horner's rule in r² on the terms two by two.
func fall(r float64) float64 {
	z := float64(r * r)
	q := c10 - float64(c11*r)
	q = float64(z*q) + (c8 - float64(c9*r))
	q = float64(z*q) + (c6 - float64(c7*r))
	q = float64(z*q) + (c4 - float64(c5*r))
	q = float64(z*q) + (c2 - float64(c3*r))
	return r - float64(z*q)
}

// power returns 2^−k, given the low bits of k in [−1024, 1022]; +Inf for
// k = −1024.
func power(k uint64) float64 { return math.Float64frombits((1023 - k) << 52) }

// clamp returns x within [low, high]; NaN stays NaN.
func clamp(x, low, high float64) float64 {
	if x < low {
		x = low
	}
	if x > high {
		x = high
	}
	return x
}

// portableExp scales by two powers, as one does not reach the smallest and the
// largest results, and only the last product rounds. Nothing is carried into
// the low bits of k, so half of them are those of half of k, rounded down.
func portableExp(y, x []float64) {
	x = x[:len(y)]
	for i, v := range x {
		k, r := reduce(-clamp(v, expLow, expHigh))
		half := k >> 1
		y[i] = float64((1 - fall(r)) * power(half) * power(k-half))
	}
}

func portableSigmoid(y, x []float64) {
	x = x[:len(y)]
	for i, v := range x {
		k, r := reduce(clamp(v, -expHigh, sigmoidHigh))
		y[i] = 1 / (1 + float64((1-fall(r))*power(k)))
	}
}

// portableTanh computes w/(2 − w) with w = 1 − e^−2|x| = 2^−k·(1 − e^−r) +
// (1 − 2^−k), so results keep their relative accuracy down to 0. They rise
// with |x|, as w does and 2 − w falls. The result has the sign of x.
func portableTanh(y, x []float64) {
	x = x[:len(y)]
	for i, v := range x {
		k, r := reduce(clamp(2*math.Abs(v), 0, tanhHigh))
		p := power(k)
		w := float64(p*fall(r)) + (1 - p)
		y[i] = math.Copysign(w/(2-w), v)
	}
}
