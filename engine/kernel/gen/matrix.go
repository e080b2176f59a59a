package main

// matrices are the loops over weights and samples.
type matrices struct {
	netInput, inputGradient, weightGradient, squaredError *function
}

func newMatrices(m *module) matrices {
	var k matrices

	// func netInput(x, w, b, y *float64, out, in, n int32)
	k.netInput = m.export("netInput", func(f *function) {
		x, w, b, y := f.number(), f.number(), f.number(), f.number()
		out, in, n := f.number(), f.number(), f.number()
		c := combination{f: f, dst: x, start: b, w: w, src: y, rows: out, columns: in, n: n}
		c.rowStep = let(f, in.bytes())
		c.emit()
	})

	// func inputGradient(dy, w, dx *float64, out, in, n int32)
	k.inputGradient = m.export("inputGradient", func(f *function) {
		dy, w, dx := f.number(), f.number(), f.number()
		out, in, n := f.number(), f.number(), f.number()
		c := combination{f: f, dst: dy, w: w, src: dx, rows: in, columns: out, n: n}
		c.columnStep = let(f, in.bytes())
		c.emit()
	})

	// func weightGradient(dw, db, dx, y *float64, out, in, n int32)
	k.weightGradient = m.export("weightGradient", weightGradient)

	// func squaredError(sum, output, target *float64, units, n int32)
	k.squaredError = m.export("squaredError", squaredError)
	return k
}

// combination is dst = start + W·src, where dst is rows×n and src columns×n.
// Rows of W are rowStep bytes apart and its columns columnStep bytes; the one
// that is not given is 8.
type combination struct {
	f                   *function
	dst, start, w, src  i32 // start is one number a row, 0 if not given
	rows, columns, n    i32
	rowStep, columnStep i32

	line i32 // bytes of a row of dst and of src
}

// tallest is the number of rows of a tile, widest that of its samples: with
// four times four, sums, factors and a product fit into sixteen registers.
const tallest, widest = 4, 4

func (c *combination) emit() {
	f := c.f
	c.line = let(f, c.n.bytes())
	c.dst, c.w = let(f, c.dst), let(f, c.w)
	if c.start != nil {
		c.start = let(f, c.start)
	}
	left := let(f, c.rows)
	// Each height comes once, as each call below writes its code anew.
	rows := func(height int) func() {
		return func() {
			c.band(height)
			f.advance(c.dst, c.line.times(number(height)))
			if c.rowStep != nil {
				f.advance(c.w, c.rowStep.times(number(height)))
			} else {
				f.advance(c.w, number(8*height))
			}
			if c.start != nil {
				f.advance(c.start, number(8*height))
			}
			set(f, left, left.minus(number(height)))
		}
	}
	f.while(left.atLeast(tallest), rows(tallest))
	f.when(left.and(2), rows(2))
	f.when(left.and(1), rows(1))
}

// band computes height rows of dst, tile by tile.
func (c *combination) band(height int) {
	f := c.f
	dst, w := make([]i32, height), make([]i32, height)
	starts := make([]v128, height)
	for r := range height {
		dst[r], w[r] = c.dst, c.w
		if r > 0 {
			dst[r] = let(f, dst[r-1].plus(c.line))
			if c.rowStep != nil {
				w[r] = let(f, w[r-1].plus(c.rowStep))
			}
		} else {
			dst[r] = let(f, c.dst)
		}
		if c.start != nil {
			starts[r] = let(f, spread(c.start, 8*r))
		} else {
			starts[r] = zero()
		}
	}
	src, left := let(f, c.src), let(f, c.n)
	tile := func(samples int) func() {
		return func() {
			c.tile(height, samples, dst, w, starts, src)
			for _, d := range dst {
				f.advance(d, number(8*samples))
			}
			f.advance(src, number(8*samples))
			set(f, left, left.minus(number(samples)))
		}
	}
	most := widest
	if height < tallest {
		most = 2 * widest // fewer rows leave registers for more samples
	}
	f.while(left.atLeast(most), tile(most))
	for samples := most / 2; samples >= 1; samples /= 2 {
		f.when(left.and(samples), tile(samples))
	}
}

// tile computes height rows of a number of samples: 1, or an even number.
func (c *combination) tile(height, samples int, dst, w []i32, starts []v128, src i32) {
	f := c.f
	read, write, width := load, f.store, samples/2
	if samples == 1 {
		read, write, width = load1, f.store1, 1
	}
	sums := make([][]v128, height)
	at := make([]i32, height) // the weights of each row
	for r := range height {
		sums[r] = make([]v128, width)
		for v := range width {
			sums[r][v] = let(f, starts[r])
		}
		if r == 0 || c.rowStep != nil {
			at[r] = let(f, w[r])
		}
	}
	from := let(f, src)
	column := func(offset int) {
		values := make([]v128, width)
		for v := range width {
			values[v] = let(f, read(from, 16*v))
		}
		for r := range height {
			p, place := at[0], 8*r
			if c.rowStep != nil {
				p, place = at[r], offset
			}
			factor := let(f, spread(p, place))
			for v := range width {
				set(f, sums[r][v], add(sums[r][v], mul(factor, values[v])))
			}
		}
		f.advance(from, c.line)
		if c.columnStep != nil {
			f.advance(at[0], c.columnStep)
		}
	}
	// Two columns a round halve the counting.
	left := let(f, c.columns)
	f.while(left.atLeast(2), func() {
		column(0)
		column(8)
		if c.rowStep != nil {
			for _, p := range at {
				f.advance(p, number(16))
			}
		}
		set(f, left, left.minus(number(2)))
	})
	f.when(left, func() { column(0) })
	for r := range height {
		for v := range width {
			write(dst[r], 16*v, sums[r][v])
		}
	}
}

// weightGradient runs along the samples. For a tile of four rows of dx and two
// of y it keeps eight sums of two lanes.
func weightGradient(f *function) {
	dw, db, dx, y := f.number(), f.number(), f.number(), f.number()
	out, in, n := f.number(), f.number(), f.number()
	g := gradient{f: f, n: n, line: let(f, n.bytes()), row: let(f, in.bytes())}

	inLeft := let(f, in)
	column := func(width int) func() {
		return func() {
			g.y = []i32{y}
			if width == 2 {
				g.y = append(g.y, let(f, y.plus(g.line)))
			}
			at, from, left := let(f, dw), let(f, dx), let(f, out)
			block := func(height int) func() {
				return func() {
					g.tile(height, from, at)
					f.advance(from, g.line.times(number(height)))
					f.advance(at, g.row.times(number(height)))
					set(f, left, left.minus(number(height)))
				}
			}
			f.while(left.atLeast(4), block(4))
			f.when(left.and(2), block(2))
			f.when(left.and(1), block(1))
			f.advance(y, g.line.times(number(width)))
			f.advance(dw, number(8*width))
			set(f, inLeft, inLeft.minus(number(width)))
		}
	}
	f.while(inLeft.atLeast(2), column(2))
	f.when(inLeft, column(1))

	outLeft := let(f, out)
	f.while(outLeft, func() {
		sum := let(f, zero())
		left := let(f, n)
		f.while(left.atLeast(2), func() {
			set(f, sum, add(sum, load(dx, 0)))
			f.advance(dx, number(16))
			set(f, left, left.minus(number(2)))
		})
		f.when(left, func() {
			set(f, sum, add(sum, load1(dx, 0)))
			f.advance(dx, number(8))
		})
		f.store1(db, 0, add(sum, pair(sum, sum, 1)))
		f.advance(db, number(8))
		set(f, outLeft, outLeft.minus(number(1)))
	})
}

type gradient struct {
	f    *function
	n    i32
	line i32   // bytes of a row of dx and of y
	row  i32   // bytes of a row of dw
	y    []i32 // one or two rows of y
}

// tile computes dw of height rows of dx and the rows of y.
func (g gradient) tile(height int, dx, dw i32) {
	f := g.f
	d, y := make([]i32, height), make([]i32, len(g.y))
	sums := make([][]v128, height)
	for j := range height {
		if j == 0 {
			d[j] = let(f, dx)
		} else {
			d[j] = let(f, d[j-1].plus(g.line))
		}
		sums[j] = make([]v128, len(y))
		for i := range y {
			sums[j][i] = let(f, zero())
		}
	}
	for i := range y {
		y[i] = let(f, g.y[i])
	}
	samples := func(read func(i32, int) v128, offset int) {
		values := make([]v128, len(y))
		for i := range y {
			values[i] = let(f, read(y[i], offset))
		}
		for j := range d {
			slope := let(f, read(d[j], offset))
			for i := range y {
				set(f, sums[j][i], add(sums[j][i], mul(slope, values[i])))
			}
		}
	}
	advance := func(bytes int) {
		for _, p := range append(append([]i32(nil), d...), y...) {
			f.advance(p, number(bytes))
		}
	}
	left := let(f, g.n)
	f.while(left.atLeast(4), func() {
		samples(load, 0)
		samples(load, 16)
		advance(32)
		set(f, left, left.minus(number(4)))
	})
	f.when(left.and(2), func() {
		samples(load, 0)
		advance(16)
	})
	f.when(left.and(1), func() { samples(load1, 0) })
	at := let(f, dw)
	for j := range d {
		if len(y) == 2 {
			f.store(at, 0, totals(sums[j][0], sums[j][1]))
		} else {
			f.store1(at, 0, totals(sums[j][0], sums[j][0]))
		}
		if j < height-1 {
			f.advance(at, g.row)
		}
	}
}

// squaredError adds ½·Σ_k (ŷ_k − y_k)² of two samples at a time.
func squaredError(f *function) {
	sum, output, target := f.number(), f.number(), f.number()
	units, n := f.number(), f.number()
	line := let(f, n.bytes())
	half := let(f, splat(constant(0.5)))
	total := let(f, load(sum, 0))
	samples := func(read func(i32, int) v128) {
		e := let(f, zero())
		a, b, left := let(f, output), let(f, target), let(f, units)
		f.while(left, func() {
			d := let(f, sub(read(a, 0), read(b, 0)))
			set(f, e, add(e, mul(d, d)))
			f.advance(a, line)
			f.advance(b, line)
			set(f, left, left.minus(number(1)))
		})
		set(f, total, add(total, mul(half, e)))
	}
	f.while(n.atLeast(2), func() {
		samples(load)
		f.advance(output, number(16))
		f.advance(target, number(16))
		set(f, n, n.minus(number(2)))
	})
	f.when(n, func() { samples(load1) })
	f.store(sum, 0, total)
}
