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
// e^x = 2^k·e^r. Adding and taking away 1.5·2^52 rounds to a whole number and
// leaves k in the low bits of the sum. ln 2 is the sum of two parts, the first
// with so few bits that k times it is exact, as in FreeBSD's e_exp.c.
//
// Measured against 200-bit arithmetic, the largest errors in units in the last
// place of the result (exp_test.go asserts these):
//
//	Exp      0.9, subnormal results included
//	Sigmoid  2.0, and +0 for x < −709.78, where the value is below 5.6e−309
//	Tanh     2.3, subnormal results included
const (
	log2E   = 1.44269504088896338700e+00
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10

	rounder     = 0x1.8p52
	rounderBits = 0x4338000000000000

	// Beyond these bounds e^x is +Inf or rounds to +0.
	expHigh = 710
	expLow  = -746
	// tanh is 1 to the last bit from 22 on; 2x is bounded by twice that.
	tanhHigh = 44
)

// Coefficients 1/m! of the Taylor series of e^r. The first term left out,
// r^14/14!, is less than 2^−57.
const (
	c2  = 1.0 / 2
	c3  = 1.0 / 6
	c4  = 1.0 / 24
	c5  = 1.0 / 120
	c6  = 1.0 / 720
	c7  = 1.0 / 5040
	c8  = 1.0 / 40320
	c9  = 1.0 / 362880
	c10 = 1.0 / 3628800
	c11 = 1.0 / 39916800
	c12 = 1.0 / 479001600
	c13 = 1.0 / 6227020800
)

// reduce returns k and r = high − low of the reduction of x.
func reduce(x float64) (k int64, high, low float64) {
	m := float64(x*log2E) + rounder
	k = int64(math.Float64bits(m)) - rounderBits
	m -= rounder
	return k, x - float64(m*ln2High), float64(m * ln2Low)
}

// series returns e^r − 1 − r. The terms of even and of odd degree are two
// independent chains, each by Horner's rule.
func series(r float64) float64 {
	z := float64(r * r)
	even := float64(z*(float64(z*(float64(z*(float64(z*(float64(z*c12)+c10))+c8))+c6))+c4)) + c2
	odd := float64(z*(float64(z*(float64(z*(float64(z*(float64(z*c13)+c11))+c9))+c7))+c5)) + c3
	return float64(z * (even + float64(r*odd)))
}

// power returns 2^k for k in [−1022, 1023].
func power(k int64) float64 { return math.Float64frombits(uint64(k+1023) << 52) }

// scale returns p·2^k, rounded, for p in [½, 2] and k in [−1077, 1025]. Two
// factors reach results beyond the range of one power, and only the last
// product rounds.
func scale(p float64, k int64) float64 {
	half := k >> 1
	return float64(p * power(half) * power(k-half))
}

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

func portableExp(y, x []float64) {
	x = x[:len(y)]
	for i, v := range x {
		k, high, low := reduce(clamp(v, expLow, expHigh))
		y[i] = scale(1+(high+(series(high-low)-low)), k)
	}
}

func portableSigmoid(y, x []float64) {
	x = x[:len(y)]
	for i, v := range x {
		k, high, low := reduce(clamp(-v, expLow, expHigh))
		y[i] = 1 / (1 + scale(1+(high+(series(high-low)-low)), k))
	}
}

// portableTanh computes t/(t + 2) with t = e^2|x| − 1 = 2^k·(e^r − 1) + (2^k − 1), so
// results keep their relative accuracy down to 0, and 1 − 2/(t + 2) where that
// is more accurate. The result has the sign of x.
func portableTanh(y, x []float64) {
	x = x[:len(y)]
	for i, v := range x {
		k, high, low := reduce(clamp(2*math.Abs(v), 0, tanhHigh))
		p := power(k)
		t := (float64(p*high) + (p - 1)) + float64(p*(series(high-low)-low))
		top, from := t, 0.0
		if t > 2 {
			top, from = -2, 1
		}
		y[i] = math.Copysign(from+top/(t+2), v)
	}
}
