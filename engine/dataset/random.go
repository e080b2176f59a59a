package dataset

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// random draws from a PCG stream. Only whole numbers come from math/rand/v2;
// what is made of them is written here, so that it never changes.
type random struct{ source *rand.PCG }

func newRandom(seed uint64) random {
	return random{rand.NewPCG(seed, 0)}
}

// uniform returns a number uniform in [low, high), a multiple of
// 2⁻⁵³·(high − low) from low before rounding.
func (r random) uniform(low, high float64) float64 {
	u := float64(r.source.Uint64()>>11) * 0x1p-53
	return low + float64(u*(high-low))
}

// below returns a whole number uniform in [0, n), n > 0: the high word of a
// 128-bit product, rejecting the low words that would favour some numbers
// (Lemire, Fast random integer generation in an interval, ACM TOMACS 29,
// 2019, algorithm 5).
func (r random) below(n int) int {
	bound := uint64(n)
	high, low := bits.Mul64(r.source.Uint64(), bound)
	for low < -bound%bound {
		high, low = bits.Mul64(r.source.Uint64(), bound)
	}
	return int(high)
}

// normals returns two independent standard normal numbers (Marsaglia's polar
// method: Marsaglia and Bray, A convenient method for generating normal
// variables, SIAM Review 6, 1964).
func (r random) normals() (float64, float64) {
	for {
		u, v := r.uniform(-1, 1), r.uniform(-1, 1)
		s := float64(u*u) + float64(v*v)
		if s > 0 && s < 1 {
			scale := math.Sqrt(-2 * log(s) / s)
			return u * scale, v * scale
		}
	}
}
