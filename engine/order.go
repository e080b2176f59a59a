package engine

import (
	"math/bits"
	"math/rand/v2"
)

// shuffle sets order to the permutation of an epoch, which follows from seed
// and the number of complete epochs alone (R. A. Fisher and F. Yates, in the
// form of R. Durstenfeld, Algorithm 235, Communications of the ACM 7, 1964,
// p. 420). The high half of a 128-bit product maps 64 random bits onto i + 1
// places; no place is favoured by more than (i + 1)/2^64.
func shuffle(order []int32, source *rand.PCG, seed uint64, epoch int) {
	source.Seed(seed, uint64(epoch))
	for i := range order {
		order[i] = int32(i)
	}
	for i := len(order) - 1; i > 0; i-- {
		j, _ := bits.Mul64(source.Uint64(), uint64(i+1))
		order[i], order[j] = order[j], order[i]
	}
}
