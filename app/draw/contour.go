package draw

import "math"

// Contours returns the lines along which a field of side × side values at cell
// centres, rows from the top, has the given level, by marching squares with
// linear interpolation (Lorensen and Cline, Marching cubes, SIGGRAPH 1987, in
// two dimensions). Places are in the unit square that the cells fill, y down.
// A line that closes ends where it begins; any other ends at the border, or
// at a value that is not a number. Where two opposite corners of a square lie
// above the level and two below, the mean of the four decides which are
// connected. The outermost half cell has no value of its own: lines that reach
// it go on straight to the border of the unit square.
func Contours(values []float32, side int, level float64) [][]Point {
	if side < 2 {
		return nil
	}
	m := march{values: values, side: side, level: level, next: make(map[edge][2]edge)}
	for row := range side - 1 {
		for column := range side - 1 {
			m.square(row, column)
		}
	}
	return m.lines()
}

// edge is a side of a square of four neighbouring cell centres: the one that
// leads from (row, column) to the right or, if down, to below.
type edge struct {
	row, column int
	down        bool
}

// march collects which crossed edges are connected.
type march struct {
	values []float32
	side   int
	level  float64
	order  []edge           // in the order of discovery, so that results repeat
	next   map[edge][2]edge // the one or two edges that an edge is connected to
}

// none marks the missing second neighbour of the end of a line.
var none = edge{row: -1}

func (m *march) at(row, column int) float64 { return float64(m.values[row*m.side+column]) - m.level }

// square connects the crossed edges of the square whose upper left corner is
// the given cell centre.
func (m *march) square(row, column int) {
	a, b := m.at(row, column), m.at(row, column+1)
	d, c := m.at(row+1, column), m.at(row+1, column+1)
	if math.IsNaN(a + b + c + d) {
		return
	}
	top, bottom := edge{row, column, false}, edge{row + 1, column, false}
	left, right := edge{row, column, true}, edge{row, column + 1, true}
	crossed := make([]edge, 0, 4) // clockwise from the top
	if (a >= 0) != (b >= 0) {
		crossed = append(crossed, top)
	}
	if (b >= 0) != (c >= 0) {
		crossed = append(crossed, right)
	}
	if (c >= 0) != (d >= 0) {
		crossed = append(crossed, bottom)
	}
	if (d >= 0) != (a >= 0) {
		crossed = append(crossed, left)
	}
	switch {
	case len(crossed) == 2:
		m.connect(crossed[0], crossed[1])
	case len(crossed) == 4 && (a+b+c+d >= 0) == (a >= 0):
		// a and c belong together: cut off b and d.
		m.connect(top, right)
		m.connect(bottom, left)
	case len(crossed) == 4:
		m.connect(left, top)
		m.connect(right, bottom)
	}
}

func (m *march) connect(a, b edge) {
	for range 2 {
		if n, ok := m.next[a]; ok {
			m.next[a] = [2]edge{n[0], b}
		} else {
			m.next[a] = [2]edge{b, none}
			m.order = append(m.order, a)
		}
		a, b = b, a
	}
}

// lines follows the connections: open lines from their ends, then the closed.
func (m *march) lines() [][]Point {
	var all [][]Point
	done := make(map[edge]bool, len(m.order))
	for _, closed := range []bool{false, true} {
		for _, start := range m.order {
			if done[start] || !closed && m.next[start][1] != none {
				continue
			}
			var line []Point
			previous, e := none, start
			for e != none && !done[e] {
				done[e] = true
				line = append(line, m.place(e))
				n := m.next[e]
				if n[0] == previous {
					n[0] = n[1]
				}
				previous, e = e, n[0]
			}
			if closed {
				line = append(line, line[0])
			} else {
				line = m.extend(line)
			}
			all = append(all, line)
		}
	}
	return all
}

// place returns where on the edge the field crosses the level.
func (m *march) place(e edge) Point {
	row, column := e.row, e.column
	if e.down {
		row++
	} else {
		column++
	}
	from, to := m.at(e.row, e.column), m.at(row, column)
	t := from / (from - to)
	x := float64(e.column) + 0.5 + t*float64(column-e.column)
	y := float64(e.row) + 0.5 + t*float64(row-e.row)
	return Point{x / float64(m.side), y / float64(m.side)}
}

// extend takes both ends of an open line on to the border, along their last
// piece.
func (m *march) extend(line []Point) []Point {
	if p, ok := m.border(line[1], line[0]); ok {
		line = append([]Point{p}, line...)
	}
	if p, ok := m.border(line[len(line)-2], line[len(line)-1]); ok {
		line = append(line, p)
	}
	return line
}

// border returns where the ray from a through b leaves the unit square, if b
// is in the outermost half cell.
func (m *march) border(a, b Point) (Point, bool) {
	half := 0.5/float64(m.side) + 1e-9
	if min(b.X, b.Y, 1-b.X, 1-b.Y) > half {
		return Point{}, false
	}
	dx, dy := b.X-a.X, b.Y-a.Y
	t := math.Inf(1)
	for _, side := range [...][2]float64{{b.X, dx}, {b.Y, dy}} {
		switch place, d := side[0], side[1]; {
		case d > 0:
			t = min(t, (1-place)/d)
		case d < 0:
			t = min(t, -place/d)
		}
	}
	// A line nearly along the border would run far; half a cell is its due.
	if length := math.Hypot(dx, dy); length > 0 {
		t = min(t, 2*half/length)
	} else {
		return Point{}, false
	}
	return Point{b.X + t*dx, b.Y + t*dy}, true
}
