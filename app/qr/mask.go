package qr

// masks are the conditions under which a mask turns a module over, for column
// x and row y (table 10).
var masks = [8]func(x, y int) bool{
	func(x, y int) bool { return (x+y)%2 == 0 },
	func(_, y int) bool { return y%2 == 0 },
	func(x, _ int) bool { return x%3 == 0 },
	func(x, y int) bool { return (x+y)%3 == 0 },
	func(x, y int) bool { return (x/3+y/2)%2 == 0 },
	func(x, y int) bool { return x*y%2+x*y%3 == 0 },
	func(x, y int) bool { return (x*y%2+x*y%3)%2 == 0 },
	func(x, y int) bool { return ((x+y)%2+x*y%3)%2 == 0 },
}

// mask applies the mask of the least penalty and writes which one it is.
func (m *matrix) mask(level Level) {
	best, least := 0, 0
	for i := range masks {
		m.turn(i)
		m.format(i, level)
		if p := m.penalty(); i == 0 || p < least {
			best, least = i, p
		}
		m.turn(i) // back
	}
	m.turn(best)
	m.format(best, level)
}

func (m *matrix) turn(mask int) {
	for y := range m.size {
		for x := range m.size {
			if at := y*m.size + x; !m.fixed[at] && masks[mask](x, y) {
				m.dark[at] = !m.dark[at]
			}
		}
	}
}

// penalty adds up what makes a symbol hard to read: long runs, blocks of one
// colour, what looks like a finder, and a lack of balance (7.8.3).
func (m *matrix) penalty() int {
	total, dark := 0, 0
	at := func(x, y int) bool { return m.dark[y*m.size+x] }
	for i := range m.size {
		total += linePenalty(m.size, func(j int) bool { return at(j, i) })
		total += linePenalty(m.size, func(j int) bool { return at(i, j) })
	}
	for y := range m.size {
		for x := range m.size {
			c := at(x, y)
			if c {
				dark++
			}
			if x > 0 && y > 0 && c == at(x-1, y) && c == at(x, y-1) && c == at(x-1, y-1) {
				total += 3
			}
		}
	}
	cells := m.size * m.size
	return total + abs(dark*20-cells*10)/cells*10
}

// linePenalty is the penalty of one row or column.
func linePenalty(n int, dark func(int) bool) int {
	total, run := 0, 0
	for i := range n {
		if i > 0 && dark(i) == dark(i-1) {
			run++
		} else {
			run = 1
		}
		if run == 5 {
			total += 3
		} else if run > 5 {
			total++
		}
	}
	// A finder in profile, dark 1:1:3:1:1 with four light on one side; outside
	// the symbol it is light.
	const finder, wide = 0b1011101, 11
	window := 0
	for i := range n + 4 {
		window = window << 1 & (1<<wide - 1)
		if i < n && dark(i) {
			window |= 1
		}
		if i >= 6 && (window == finder<<4 || window == finder) {
			total += 40
		}
	}
	return total
}
