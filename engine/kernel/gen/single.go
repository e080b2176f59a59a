package main

// Layers of one sample. Vectors run along the units, as there is nothing else
// for them to run along.

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

// weightGradientOfOne is weightGradient for one sample.
func weightGradientOfOne(f *function, dw, db, dx, y, out, in i32, both, one func(p i32, offset int, g v128)) {
	dw, db, dx, out = let(f, dw), let(f, db), let(f, dx), let(f, out)
	left, d := let(f, out), let(f, dx)
	f.while(left, func() {
		slope := let(f, spread(d, 0))
		from, columns := let(f, y), let(f, in)
		f.while(columns.atLeast(2), func() {
			both(dw, 0, mul(slope, load(from, 0)))
			f.advance(from, number(16))
			f.advance(dw, number(16))
			set(f, columns, columns.minus(number(2)))
		})
		f.when(columns, func() {
			one(dw, 0, mul(slope, load1(from, 0)))
			f.advance(dw, number(8))
		})
		f.advance(d, number(8))
		set(f, left, left.minus(number(1)))
	})
	f.while(out.atLeast(2), func() {
		both(db, 0, load(dx, 0))
		f.advance(dx, number(16))
		f.advance(db, number(16))
		set(f, out, out.minus(number(2)))
	})
	f.when(out, func() { one(db, 0, load1(dx, 0)) })
}
