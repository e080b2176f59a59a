package qr

// byteMode is the indicator of byte mode, 4 bits.
const byteMode = 0b0100

// countBits is the width of the number of bytes, in bits (table 3).
func countBits(version int) int {
	if version < 10 {
		return 8
	}
	return 16
}

// codewords returns the data of a symbol: mode, length and text, a terminator
// of up to four zero bits, and padding (7.4).
func codewords(text string, version int, level Level) []byte {
	var b bits
	b.append(byteMode, 4)
	b.append(len(text), countBits(version))
	for i := range len(text) {
		b.append(int(text[i]), 8)
	}
	room := dataCodewords(version, level)
	b.append(0, min(4, room*8-b.n))
	for b.n%8 != 0 {
		b.append(0, 1)
	}
	for pad := 0xec; b.n < room*8; pad ^= 0xec ^ 0x11 {
		b.append(pad, 8)
	}
	return b.bytes
}

// bits is a row of bits, the highest of each byte first.
type bits struct {
	bytes []byte
	n     int
}

// append adds the low count bits of value.
func (b *bits) append(value, count int) {
	for i := count - 1; i >= 0; i-- {
		if b.n%8 == 0 {
			b.bytes = append(b.bytes, 0)
		}
		b.bytes[b.n/8] |= byte(value>>i&1) << (7 - b.n%8)
		b.n++
	}
}
