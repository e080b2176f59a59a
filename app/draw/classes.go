package draw

// MaxClasses is the number of classes that have a colour and a form.
const MaxClasses = 6

// classSteps is the number of steps in which the colour of a class grows from
// no lead over the others to a full one.
const classSteps = 32

// newClasses sets the colours of the classes: the set of Okabe and Ito (Color
// universal design, 2008), which stays apart for the common colour
// deficiencies. The field of a class runs from near zero, without a lead, to
// a tint that its marks, darker or in the dark theme lighter, stand out from.
func (p *Palette) newClasses(zero oklab) {
	for k, c := range [MaxClasses]struct {
		full        Color
		light, dark float64 // how much ink is in the marks: what keeps them apart the most
	}{
		{Color{0x00, 0x72, 0xb2}, 0.15, 0},   // blue
		{Color{0xd5, 0x5e, 0x00}, 0, 0.05},   // vermilion
		{Color{0x00, 0x9e, 0x73}, 0.15, 0},   // bluish green
		{Color{0xcc, 0x79, 0xa7}, 0.65, 0.3}, // reddish purple
		{Color{0xf0, 0xe4, 0x42}, 0.65, 0.2}, // yellow
		{Color{0x56, 0xb4, 0xe9}, 0.2, 0.65}, // sky blue
	} {
		full, ink := c.full.lab(), c.light
		if p.Ink.Luminance() > p.Panel.Luminance() {
			ink = c.dark
		}
		p.Classes[k] = full.mix(p.Ink.lab(), ink).color()
		for i := range classSteps + 1 {
			p.class[k][i] = zero.mix(full, 0.1+0.6*float64(i)/classSteps).color()
		}
	}
}

// ClassField returns the class that wins at each place, as pixels of 4 bytes:
// the class whose values are the largest, the first of them where several are.
// Its colour grows with its lead over the next, up to a lead of span; discrete
// gives every place the colour of a full lead. It uses the memory of dst where
// that is large enough.
func ClassField(dst []byte, values [][]float32, span float64, discrete bool, t Theme) []byte {
	dst = sized(dst, 4*len(values[0]))
	p := t.Palette()
	for i := range values[0] {
		best, next := 0, -1
		for k := 1; k < len(values); k++ {
			switch v := values[k][i]; {
			case v > values[best][i]:
				best, next = k, best
			case next < 0 || v > values[next][i]:
				next = k
			}
		}
		step := classSteps
		if !discrete && next >= 0 {
			step = 0
			if lead := float64(values[best][i]-values[next][i]) / span; lead > 0 {
				step = int(min(lead, 1)*classSteps + 0.5)
			}
		}
		put(dst[4*i:4*i+4:4*i+4], p.class[best%MaxClasses][step])
	}
	return dst
}

// ClassContours returns the borders between the classes of ClassField, as
// Contours does.
func ClassContours(values [][]float32, side int) [][]Point {
	var lines [][]Point
	lead := make([]float32, side*side)
	for k := range values {
		for i, v := range values[k] {
			first := true
			for other := range values {
				if o := values[other][i]; other != k && (first || v-o < lead[i]) {
					lead[i], first = v-o, false
				}
			}
		}
		lines = append(lines, Contours(lead, side, 0)...)
	}
	return lines
}

// ClassPlaces returns, for each class, the place in the unit square, y down,
// that is deepest within where it wins and none of taken is, and whether there
// is room for its number. Where a class wins in several regions it is the
// deepest of all.
func ClassPlaces(values [][]float32, side int, taken []Point) (places []Point, room []bool) {
	const coarse = 25 // places a side: enough for a number to be well inside
	winner, depth, full := [coarse * coarse]int{}, [coarse * coarse]int{}, [coarse * coarse]bool{}
	for _, p := range taken {
		if min(p.X, p.Y) >= 0 && max(p.X, p.Y) < 1 {
			full[int(p.Y*coarse)*coarse+int(p.X*coarse)] = true
		}
	}
	for i := range winner {
		row, column := (2*(i/coarse)+1)*side/(2*coarse), (2*(i%coarse)+1)*side/(2*coarse)
		for k := range values {
			if values[k][row*side+column] > values[winner[i]][row*side+column] {
				winner[i] = k
			}
		}
	}
	// The steps to the nearest place that is taken, that another class wins, or
	// that is beyond the border, from above and left and then from below and right.
	step := func(i, dx, dy int) {
		x, y := i%coarse+dx, i/coarse+dy
		if x < 0 || x >= coarse || y < 0 || y >= coarse || full[i] || winner[y*coarse+x] != winner[i] {
			depth[i] = 1
		} else {
			depth[i] = min(depth[i], depth[y*coarse+x]+1)
		}
	}
	for i := range depth {
		depth[i] = coarse
	}
	for i := range depth {
		for _, d := range [...][2]int{{-1, -1}, {0, -1}, {1, -1}, {-1, 0}} {
			step(i, d[0], d[1])
		}
	}
	for i := len(depth) - 1; i >= 0; i-- {
		for _, d := range [...][2]int{{1, 1}, {0, 1}, {-1, 1}, {1, 0}} {
			step(i, d[0], d[1])
		}
	}
	places, room = make([]Point, len(values)), make([]bool, len(values))
	deepest := make([]int, len(values))
	for i, k := range winner {
		if depth[i] > deepest[k] {
			deepest[k], room[k] = depth[i], depth[i] >= 2
			places[k] = Point{(float64(i%coarse) + 0.5) / coarse, (float64(i/coarse) + 0.5) / coarse}
		}
	}
	return places, room
}

// Discrete returns the values as pixels in the two colours of the ends of the
// signed scale: the upper one at and above its middle. It uses the memory of
// dst where that is large enough.
func Discrete(dst []byte, values []float32, s Scale, t Theme) []byte {
	dst = sized(dst, 4*len(values))
	p := t.Palette()
	for i, v := range values {
		c := p.scale[0]
		if float64(v) >= s.Middle {
			c = p.scale[2*scaleHalf]
		}
		put(dst[4*i:4*i+4:4*i+4], c)
	}
	return dst
}
