package qr

// The blocks of each version and level: how many there are, and how many of
// the codewords of each correct errors (table 9). Index 0 is not a version.
var (
	blockCount = [2][MaxVersion + 1]int{
		L: {0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
		M: {0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
	}
	correctionCount = [2][MaxVersion + 1]int{
		L: {0, 7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
		M: {0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
	}
)

// dataCodewords returns how many codewords hold data.
func dataCodewords(version int, level Level) int {
	return modulesForData(version)/8 - blockCount[level][version]*correctionCount[level][version]
}

// interleave cuts data into blocks, the shorter ones first, gives each its
// correction, and returns the first codewords of all blocks, then the second
// ones, and so on (7.6).
func interleave(data []byte, version int, level Level) []byte {
	n, correction := blockCount[level][version], correctionCount[level][version]
	short := len(data) / n
	longer := len(data) % n // blocks of one codeword more
	blocks, corrections := make([][]byte, n), make([][]byte, n)
	divisor := generator(correction)
	for i := range n {
		length := short
		if i >= n-longer {
			length++
		}
		blocks[i], data = data[:length], data[length:]
		corrections[i] = remainder(blocks[i], divisor)
	}
	var all []byte
	for i := range short + 1 {
		for _, block := range blocks {
			if i < len(block) {
				all = append(all, block[i])
			}
		}
	}
	for i := range correction {
		for _, c := range corrections {
			all = append(all, c[i])
		}
	}
	return all
}

// generator returns the coefficients of (x − 1)(x − 2)(x − 4)…, degree factors
// in GF(256), the highest power left out, the constant last (annex A).
func generator(degree int) []byte {
	g := make([]byte, degree)
	g[degree-1] = 1
	root := byte(1)
	for range degree {
		for i := range g {
			g[i] = product(g[i], root)
			if i+1 < degree {
				g[i] ^= g[i+1]
			}
		}
		root = product(root, 2)
	}
	return g
}

// remainder divides data, followed by zeros, by the generator.
func remainder(data, divisor []byte) []byte {
	r := make([]byte, len(divisor))
	for _, d := range data {
		factor := d ^ r[0]
		copy(r, r[1:])
		r[len(r)-1] = 0
		for i := range r {
			r[i] ^= product(divisor[i], factor)
		}
	}
	return r
}

// product multiplies in GF(256) modulo x⁸ + x⁴ + x³ + x² + 1.
func product(a, b byte) byte {
	z := 0
	for i := 7; i >= 0; i-- {
		z = z<<1 ^ z>>7*0x11d
		z ^= int(b>>i&1) * int(a)
	}
	return byte(z)
}
