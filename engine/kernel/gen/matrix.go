package main

// matrices are the loops over weights and samples.
type matrices struct {
	outputsOfOne, netInput, slopes, outputSlopes, weightStep *function
}

func newMatrices(m *module) matrices {
	var k matrices

	// func outputsOfOne(y, w, b, below *float64, out, in, kind int32)
	//
	// Sets y to the outputs of a layer for one sample.
	k.outputsOfOne = m.export("outputsOfOne", func(f *function) {
		y, w, b, below := f.number(), f.number(), f.number(), f.number()
		out, in, kind := f.number(), f.number(), f.number()
		outputsOfOne(f, y, w, b, below, out, in, kind)
	})

	// func netInput(x, w, b, y *float64, out, in, n int32)
	k.netInput = m.export("netInput", func(f *function) {
		x, w, b, y := f.number(), f.number(), f.number(), f.number()
		out, in, n := f.number(), f.number(), f.number()
		f.either(n.equals(1), func() {
			f.call(k.outputsOfOne, x, w, b, y, out, in, number(functionLinear))
		}, func() {
			c := combination{f: f, dst: x, start: b, w: w, src: y, rows: out, columns: in, n: n}
			c.rowStep = let(f, in.bytes())
			c.emit()
		})
	})

	// func slopes(dx, y, w, above *float64, out, in, n, kind int32)
	//
	// Sets dx (in×n) to (Σ_j above_j·w_ji)·f′, f′ by the outputs y; above is
	// out×n. The function is a Function.
	k.slopes = m.export("slopes", func(f *function) {
		dx, y, w, above := f.number(), f.number(), f.number(), f.number()
		out, in, n, kind := f.number(), f.number(), f.number(), f.number()
		f.either(n.equals(1), func() {
			slopesOfOne(f, dx, y, w, above, out, in, kind)
		}, func() {
			c := combination{f: f, dst: dx, w: w, src: above, rows: in, columns: out, n: n}
			c.columnStep = let(f, in.bytes())
			c.kind, c.outputs = kind, let(f, y.minus(dx))
			c.emit()
		})
	})

	// func inputGradient(dy, w, dx *float64, out, in, n int32)
	m.export("inputGradient", func(f *function) {
		dy, w, dx := f.number(), f.number(), f.number()
		out, in, n := f.number(), f.number(), f.number()
		f.call(k.slopes, dy, dy, w, dx, out, in, n, number(functionLinear))
	})

	// func outputSlopes(dx, y, target, sum *float64, units, n, kind int32)
	//
	// Sets dx to (y − target)·f′ and adds the squared errors to sum.
	k.outputSlopes = m.export("outputSlopes", func(f *function) {
		dx, y, target, sum := f.number(), f.number(), f.number(), f.number()
		units, n, kind := f.number(), f.number(), f.number()
		outputSlopes(f, dx, y, target, sum, units, n, kind)
	})

	// func squaredError(sum, y, target *float64, units, n int32)
	m.export("squaredError", squaredError)

	// func weightGradient(dw, db, dx, y *float64, out, in, n int32)
	m.export("weightGradient", func(f *function) {
		dw, db, dx, y := f.number(), f.number(), f.number(), f.number()
		out, in, n := f.number(), f.number(), f.number()
		weightGradient(f, dw, db, dx, y, out, in, n, f.store, f.store1)
	})

	// func weightStep(w, b *float64, velocity int32, dx, y *float64, out, in, n int32,
	//	scale, rate, momentum, decay float64) int32
	//
	// Steps by the gradients that weightGradient computes. The last steps are
	// velocity bytes behind the parameters. The result is 1 if every parameter
	// is finite, else 0.
	k.weightStep = m.export("weightStep", func(f *function) {
		w, b, velocity, dx, y := f.number(), f.number(), f.number(), f.number(), f.number()
		out, in, n := f.number(), f.number(), f.number()
		scale, rate, momentum, decay := f.constant(), f.constant(), f.constant(), f.constant()
		f.result = []byte{typeI32}
		r := newRule(f, scale, rate, momentum, decay)
		both := func(p i32, offset int, g v128) { r.change(p, p.plus(velocity), offset, g, load, f.store) }
		one := func(p i32, offset int, g v128) { r.change(p, p.plus(velocity), offset, g, load1, f.store1) }
		f.either(n.equals(1), func() {
			weightGradientOfOne(f, w, b, dx, y, out, in, both, one)
		}, func() {
			weightGradient(f, w, b, dx, y, out, in, n, both, one)
		})
		f.finish(r.finite())
	})
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

// slope runs body with the product of d and the derivative of the function
// that kind names, by its outputs y; nil stands for d, also without a kind.
func slope(f *function, kind i32, body func(times func(d, y v128) v128)) {
	if kind == nil {
		body(nil)
		return
	}
	one, nothing := let(f, splat(constant(1))), let(f, zero())
	f.either(kind.equals(functionTanh), func() {
		body(func(d, y v128) v128 { return mul(d, sub(one, mul(y, y))) })
	}, func() {
		f.either(kind.equals(functionSigmoid), func() {
			body(func(d, y v128) v128 { return mul(d, mul(y, sub(one, y))) })
		}, func() {
			f.either(kind.equals(functionReLU), func() {
				body(func(d, y v128) v128 { return and(d, gt(y, nothing)) })
			}, func() { body(nil) })
		})
	})
}

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

// weightGradientOfOne is weightGradient for one sample.
func weightGradientOfOne(f *function, dw, db, dx, y, out, in i32, both, one func(p i32, offset int, g v128)) {
	dw, db, dx, out = let(f, dw), let(f, db), let(f, dx), let(f, out)
	nothing := let(f, zero()) // turns −0 into +0, as sums do
	left, d := let(f, out), let(f, dx)
	f.while(left, func() {
		slope := let(f, spread(d, 0))
		from, columns := let(f, y), let(f, in)
		f.while(columns.atLeast(2), func() {
			both(dw, 0, add(mul(slope, load(from, 0)), nothing))
			f.advance(from, number(16))
			f.advance(dw, number(16))
			set(f, columns, columns.minus(number(2)))
		})
		f.when(columns, func() {
			one(dw, 0, add(mul(slope, load1(from, 0)), nothing))
			f.advance(dw, number(8))
		})
		f.advance(d, number(8))
		set(f, left, left.minus(number(1)))
	})
	f.while(out.atLeast(2), func() {
		both(db, 0, add(load(dx, 0), nothing))
		f.advance(dx, number(16))
		f.advance(db, number(16))
		set(f, out, out.minus(number(2)))
	})
	f.when(out, func() { one(db, 0, add(load1(dx, 0), nothing)) })
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

// outputSlopes goes through the outputs of two samples at a time.
func outputSlopes(f *function, dx, y, target, sum, units, n, kind i32) {
	line := let(f, n.bytes())
	half := let(f, splat(constant(0.5)))
	total := let(f, load(sum, 0))
	set(f, y, y.minus(dx))
	set(f, target, target.minus(dx))
	slope(f, kind, func(times func(d, y v128) v128) {
		samples := func(read func(i32, int) v128, write func(i32, int, v128)) {
			e := let(f, zero())
			at, left := let(f, dx), let(f, units)
			f.while(left, func() {
				output := let(f, read(at.plus(y), 0))
				d := let(f, sub(output, read(at.plus(target), 0)))
				set(f, e, add(e, mul(d, d)))
				if times != nil {
					d = times(d, output)
				}
				write(at, 0, d)
				f.advance(at, line)
				set(f, left, left.minus(number(1)))
			})
			set(f, total, add(total, mul(half, e)))
		}
		left := let(f, n)
		f.while(left.atLeast(2), func() {
			samples(load, f.store)
			f.advance(dx, number(16))
			set(f, left, left.minus(number(2)))
		})
		f.when(left, func() { samples(load1, f.store1) })
	})
	f.store(sum, 0, total)
}

// outputsOfOne computes two units at a time, whose weights are one row apart.
func outputsOfOne(f *function, x, w, b, y, out, in, kind i32) {
	x, w, b, out = let(f, x), let(f, w), let(f, b), let(f, out)
	c := newConstants(f)
	nothing := let(f, zero())
	row := let(f, in.bytes())
	units := func(height int) func() {
		return func() {
			width := (height + 1) / 2
			sums, rows := make([]v128, width), make([]i32, height)
			for r := range rows {
				if r == 0 {
					rows[r] = let(f, w)
				} else {
					rows[r] = let(f, rows[r-1].plus(row))
				}
			}
			for v := range sums {
				if 2*v+1 < height {
					sums[v] = let(f, load(b, 16*v))
				} else {
					sums[v] = let(f, load1(b, 16*v))
				}
			}
			from, left := let(f, y), let(f, in)
			f.repeat(func() {
				value := let(f, spread(from, 0))
				for v := range sums {
					weights := load1(rows[2*v], 0)
					if 2*v+1 < height {
						weights = loadSecond(weights, rows[2*v+1], 0)
					}
					set(f, sums[v], add(sums[v], mul(weights, value)))
				}
				f.advance(from, number(8))
				for _, p := range rows {
					f.advance(p, number(8))
				}
				set(f, left, left.minus(number(1)))
			}, left)
			write := func(outputs []v128) {
				for v := range outputs {
					if 2*v+1 < height {
						f.store(x, 16*v, outputs[v])
					} else {
						f.store1(x, 16*v, outputs[v])
					}
				}
			}
			f.either(kind.equals(functionSigmoid), func() { write(c.sigmoid(sums)) }, func() {
				f.either(kind.equals(functionTanh), func() { write(c.tanh(sums)) }, func() {
					f.either(kind.equals(functionReLU), func() {
						write(c.each(sums, func(x v128) v128 { return and(x, gt(x, nothing)) }))
					}, func() { write(sums) })
				})
			})
			f.advance(w, row.times(number(height)))
			f.advance(b, number(8*height))
			f.advance(x, number(8*height))
			set(f, out, out.minus(number(height)))
		}
	}
	f.while(out.atLeast(8), units(8))
	for height := 4; height >= 1; height /= 2 {
		f.when(out.and(height), units(height))
	}
}

// slopesOfOne is slopes for one sample: two units at a time, whose weights are
// neighbours.
func slopesOfOne(f *function, dx, y, w, above, out, in, kind i32) {
	dx, y, w, in = let(f, dx), let(f, y), let(f, w), let(f, in)
	row := let(f, in.bytes())
	slope(f, kind, func(times func(d, y v128) v128) {
		units := func(width int, read func(i32, int) v128, write func(i32, int, v128), count int) func() {
			return func() {
				sums := make([]v128, width)
				for v := range sums {
					sums[v] = let(f, zero())
				}
				at, from, left := let(f, w), let(f, above), let(f, out)
				f.repeat(func() {
					d := let(f, spread(from, 0))
					for v := range sums {
						set(f, sums[v], add(sums[v], mul(read(at, 16*v), d)))
					}
					f.advance(at, row)
					f.advance(from, number(8))
					set(f, left, left.minus(number(1)))
				}, left)
				for v := range sums {
					d := sums[v]
					if times != nil {
						d = times(d, let(f, read(y, 16*v)))
					}
					write(dx, 16*v, d)
				}
				for _, p := range []i32{dx, y, w} {
					f.advance(p, number(8*count))
				}
				set(f, in, in.minus(number(count)))
			}
		}
		f.while(in.atLeast(8), units(4, load, f.store, 8))
		f.when(in.and(4), units(2, load, f.store, 4))
		f.when(in.and(2), units(1, load, f.store, 2))
		f.when(in.and(1), units(1, load1, f.store1, 1))
	})
}
