package dataset

import "math"

// The functions of package math differ in their last bits between platforms,
// which have their own assembly or fuse a product with the sum it feeds. The
// ones below are series in plain arithmetic; the conversions to float64 round
// each product and so forbid fusing (Go specification, Floating-point
// operators). math.Floor, math.Frexp and math.Sqrt are exact everywhere.

// π/2 in three parts of at most 33 significant bits each: k times a part is
// exact for whole |k| < 2²⁰.
const (
	halfPi1 = 0x1.921fb544p0
	halfPi2 = 0x1.0b4611a6p-34
	halfPi3 = 0x1.3198a2e037073p-69
)

// sin returns the sine of x, to 1e-15 for |x| ≤ 1e5.
func sin(x float64) float64 {
	s, _ := sincos(x)
	return s
}

// sincos returns the sine and cosine of x, to 1e-15 for |x| ≤ 1e5. The
// argument is brought to |r| ≤ π/4 by whole quarter turns k.
func sincos(x float64) (s, c float64) {
	k := math.Floor(float64(x*(2/math.Pi)) + 0.5)
	r := x - float64(k*halfPi1)
	r -= float64(k * halfPi2)
	r -= float64(k * halfPi3)
	s, c = float64(r*horner(r*r, sinSeries[:])), horner(r*r, cosSeries[:])
	switch k - float64(4*math.Floor(k/4)) {
	case 1:
		return c, -s
	case 2:
		return -s, -c
	case 3:
		return -c, s
	}
	return s, c
}

// exp returns e to the power x, to a relative 1e-15, for −700 ≤ x ≤ 700:
// x = k·ln 2 + r with |r| ≤ ½ ln 2 and e^x = 2^k · e^r.
func exp(x float64) float64 {
	k := math.Floor(float64(x/math.Ln2) + 0.5)
	r := x - float64(k*ln2High) - float64(k*ln2Low)
	return math.Ldexp(horner(r, expSeries[:]), int(k))
}

// log returns the natural logarithm of a positive normal x, to 1e-15 or a
// relative 1e-15: x = f·2^k with √½ ≤ f < √2, and ln f = 2·artanh((f−1)/(f+1)).
func log(x float64) float64 {
	f, k := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f *= 2
		k--
	}
	s := (f - 1) / (f + 1)
	return float64(2*s*horner(s*s, artanhSeries[:])) + float64(float64(k)*ln2Low) + float64(float64(k)*ln2High)
}

// ln 2 in two parts, the first of 32 significant bits.
const (
	ln2High = 0x1.62e42feep-1
	ln2Low  = 0x1.a39ef35793c76p-33
)

// Taylor coefficients, the highest power first. The first term left out is
// below 1e-17 of the sum at the end of the reduced range.
var (
	sinSeries = [...]float64{ // sin r / r in powers of r²
		1.0 / 355687428096000, -1.0 / 1307674368000, 1.0 / 6227020800, -1.0 / 39916800,
		1.0 / 362880, -1.0 / 5040, 1.0 / 120, -1.0 / 6, 1,
	}
	cosSeries = [...]float64{ // cos r in powers of r²
		1.0 / 20922789888000, -1.0 / 87178291200, 1.0 / 479001600, -1.0 / 3628800,
		1.0 / 40320, -1.0 / 720, 1.0 / 24, -1.0 / 2, 1,
	}
	expSeries = [...]float64{ // e^r in powers of r
		1.0 / 87178291200, 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
		1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2, 1, 1,
	}
	artanhSeries = [...]float64{ // artanh s / s in powers of s²
		1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1,
	}
)

// horner evaluates the polynomial with the given coefficients, the highest
// power first.
func horner(x float64, coefficients []float64) float64 {
	sum := 0.0
	for _, c := range coefficients {
		sum = float64(sum*x) + c
	}
	return sum
}
