package main

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
