package main

// combination is dst = start + W·src, where dst is rows×n and src columns×n.
// Rows of W are rowStep bytes apart and its columns columnStep bytes; the one
// that is not given is 8.
type combination struct {
	f                   *function
	dst, start, w, src  i32 // start is one number a row, 0 if not given
	rows, columns, n    i32
	rowStep, columnStep i32

	// Where outputs is given, dst is multiplied by the derivative of the
	// function kind; the outputs are as many bytes behind dst.
	kind, outputs i32

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
	slope(f, c.kind, func(times func(d, y v128) v128) {
		for r := range height {
			for v := range width {
				sum := sums[r][v]
				if times != nil {
					sum = times(sum, let(f, read(dst[r].plus(c.outputs), 16*v)))
				}
				write(dst[r], 16*v, sum)
			}
		}
	})
}
