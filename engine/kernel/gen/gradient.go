package main

// weightGradient runs along the samples. For a tile of four rows of dx and two
// of y it keeps eight sums of two lanes. It hands the derivatives to both, two
// for neighbours in dw or db, and to one, in the first lane.
//
// It takes so many rows of y at a time that they stay in the processor's
// nearest cache, and goes along the rows of dw.
func weightGradient(f *function, dw, db, dx, y, out, in, n i32, both, one func(p i32, offset int, g v128)) {
	const cache = 16384 // bytes
	g := gradient{f: f, n: n, line: let(f, n.bytes()), row: let(f, in.bytes()), both: both, one: one}
	most := let(f, larger(number(cache).over(g.line).and(-2), number(2)))
	width, left, from, at := let(f, number(0)), let(f, number(0)), let(f, number(0)), let(f, number(0))
	values, target, columns := let(f, number(0)), let(f, number(0)), let(f, number(0))
	f.while(in, func() {
		set(f, width, smaller(in, most))
		set(f, left, out)
		set(f, from, dx)
		set(f, at, dw)
		rows := func(height int) func() {
			return func() {
				set(f, columns, width)
				set(f, values, y)
				set(f, target, at)
				f.while(columns.atLeast(2), func() {
					g.tile(height, 2, from, values, target)
					f.advance(values, g.line.shiftLeft(1))
					f.advance(target, number(16))
					set(f, columns, columns.minus(number(2)))
				})
				f.when(columns, func() { g.tile(height, 1, from, values, target) })
				f.advance(from, g.line.times(number(height)))
				f.advance(at, g.row.times(number(height)))
				set(f, left, left.minus(number(height)))
			}
		}
		f.while(left.atLeast(4), rows(4))
		f.when(left.and(2), rows(2))
		f.when(left.and(1), rows(1))
		f.advance(y, g.line.times(width))
		f.advance(dw, width.bytes())
		set(f, in, in.minus(width))
	})
	g.biases(db, dx, out)
}

// gradient is the part of weightGradient that does not change.
type gradient struct {
	f         *function
	n         i32
	line      i32 // bytes of a row of dx and of y
	row       i32 // bytes of a row of dw
	both, one func(p i32, offset int, g v128)
}

// tile computes dw of height rows of dx and width rows of y.
func (g gradient) tile(height, width int, dx, from, dw i32) {
	f := g.f
	d, y := make([]i32, height), make([]i32, width)
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
		if i == 0 {
			y[i] = let(f, from)
		} else {
			y[i] = let(f, y[i-1].plus(g.line))
		}
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
			g.both(at, 0, totals(sums[j][0], sums[j][1]))
		} else {
			g.one(at, 0, totals(sums[j][0], sums[j][0]))
		}
		if j < height-1 {
			f.advance(at, g.row)
		}
	}
}

// biases sums rows of dx, two at a time.
func (g gradient) biases(db, dx, out i32) {
	f := g.f
	rows := func(height int) func() {
		return func() {
			sums, from := make([]v128, height), make([]i32, height)
			for i := range sums {
				sums[i] = let(f, zero())
				if i == 0 {
					from[i] = let(f, dx)
				} else {
					from[i] = let(f, dx.plus(g.line))
				}
			}
			left := let(f, g.n)
			f.while(left.atLeast(2), func() {
				for i, p := range from {
					set(f, sums[i], add(sums[i], load(p, 0)))
					f.advance(p, number(16))
				}
				set(f, left, left.minus(number(2)))
			})
			f.when(left, func() {
				for i, p := range from {
					set(f, sums[i], add(sums[i], load1(p, 0)))
				}
			})
			if height == 2 {
				g.both(db, 0, totals(sums[0], sums[1]))
			} else {
				g.one(db, 0, totals(sums[0], sums[0]))
			}
			f.advance(dx, g.line.times(number(height)))
			f.advance(db, number(8*height))
			set(f, out, out.minus(number(height)))
		}
	}
	f.while(out.atLeast(2), rows(2))
	f.when(out, rows(1))
}
