package qr

// matrix is a symbol being made.
type matrix struct {
	version, size int
	dark          []bool
	fixed         []bool // modules of a pattern, which hold no data
}

// newMatrix returns a symbol that holds its patterns and nothing else (6.3).
func newMatrix(version int) *matrix {
	size := 17 + 4*version
	m := &matrix{version: version, size: size, dark: make([]bool, size*size), fixed: make([]bool, size*size)}
	for i := range size {
		m.fix(6, i, i%2 == 0) // timing
		m.fix(i, 6, i%2 == 0)
	}
	for _, corner := range [][2]int{{3, 3}, {size - 4, 3}, {3, size - 4}} {
		m.finder(corner[0], corner[1])
	}
	centres := alignments(version)
	last := len(centres) - 1
	for i, x := range centres {
		for j, y := range centres {
			if !(i == 0 && j == 0 || i == 0 && j == last || i == last && j == 0) { // a finder is there
				m.alignment(x, y)
			}
		}
	}
	m.format(0, L)
	if version >= 7 {
		m.versionInformation()
	}
	return m
}

func (m *matrix) fix(x, y int, dark bool) {
	m.dark[y*m.size+x], m.fixed[y*m.size+x] = dark, true
}

// finder draws a finder and the light separator around it, as far as that is
// inside.
func (m *matrix) finder(x, y int) {
	for dy := -4; dy <= 4; dy++ {
		for dx := -4; dx <= 4; dx++ {
			if ring := max(abs(dx), abs(dy)); m.inside(x+dx, y+dy) {
				m.fix(x+dx, y+dy, ring != 2 && ring != 4)
			}
		}
	}
}

func (m *matrix) alignment(x, y int) {
	for dy := -2; dy <= 2; dy++ {
		for dx := -2; dx <= 2; dx++ {
			m.fix(x+dx, y+dy, max(abs(dx), abs(dy)) != 1)
		}
	}
}

func (m *matrix) inside(x, y int) bool { return x >= 0 && x < m.size && y >= 0 && y < m.size }

// alignments returns the centres of the alignment patterns, the same for
// columns and rows (annex E).
func alignments(version int) []int {
	if version == 1 {
		return nil
	}
	n := version/7 + 2
	step := (version*4 + n*2 + 1) / (n*2 - 2) * 2
	if version == 32 {
		step = 26
	}
	centres := make([]int, n)
	centres[0] = 6
	for i, at := n-1, 17+4*version-7; i > 0; i, at = i-1, at-step {
		centres[i] = at
	}
	return centres
}

// format writes level and mask, with their correction, twice (7.9).
func (m *matrix) format(mask int, level Level) {
	indicator := map[Level]int{L: 1, M: 0}[level]<<3 | mask
	rest := indicator
	for range 10 {
		rest = rest<<1 ^ rest>>9*0x537
	}
	word := (indicator<<10 | rest) ^ 0x5412
	bit := func(i int) bool { return word>>i&1 != 0 }
	for i := range 6 {
		m.fix(8, i, bit(i))
	}
	m.fix(8, 7, bit(6))
	m.fix(8, 8, bit(7))
	m.fix(7, 8, bit(8))
	for i := 9; i < 15; i++ {
		m.fix(14-i, 8, bit(i))
	}
	for i := range 8 {
		m.fix(m.size-1-i, 8, bit(i))
	}
	for i := 8; i < 15; i++ {
		m.fix(8, m.size-15+i, bit(i))
	}
	m.fix(8, m.size-8, true)
}

// versionInformation writes the version, with its correction, twice (7.10).
func (m *matrix) versionInformation() {
	rest := m.version
	for range 12 {
		rest = rest<<1 ^ rest>>11*0x1f25
	}
	word := m.version<<12 | rest
	for i := range 18 {
		dark := word>>i&1 != 0
		a, b := m.size-11+i%3, i/3
		m.fix(a, b, dark)
		m.fix(b, a, dark)
	}
}

// place lays the bits of the codewords out in pairs of columns, from the right,
// up and down in turn (7.7.3).
func (m *matrix) place(codewords []byte) {
	i := 0
	for right := m.size - 1; right >= 1; right -= 2 {
		if right == 6 { // the timing column
			right = 5
		}
		for step := range m.size {
			y := step
			if (right+1)&2 == 0 {
				y = m.size - 1 - step
			}
			for _, x := range [2]int{right, right - 1} {
				if m.fixed[y*m.size+x] || i >= len(codewords)*8 {
					continue
				}
				m.dark[y*m.size+x] = codewords[i/8]>>(7-i%8)&1 != 0
				i++
			}
		}
	}
}

// modulesForData returns how many modules no pattern takes.
func modulesForData(version int) int {
	n := (16*version+128)*version + 64
	if version >= 2 {
		a := version/7 + 2
		n -= (25*a-10)*a - 55
	}
	if version >= 7 {
		n -= 36
	}
	return n
}

func abs(n int) int { return max(n, -n) }
