package main

// none stands for a target that is not written.
var none i32

// each runs body over count values: in rounds of most vectors, then of half as
// many and so on, and at last on a single value. In each round it reads the values of sources at the pointers' place, as many
// vectors of each as it says, and writes what body returns to target. The
// second lane of the last single value holds zeros and what they come to.
func each(f *function, most int, count, target i32, sources []i32, body func(in [][]v128) []v128) {
	pointers := sources
	if len(target) > 0 {
		pointers = append([]i32{target}, sources...)
	}
	round := func(vectors int, read func(i32, int) v128, write func(i32, int, v128)) {
		in := make([][]v128, len(sources))
		for i, p := range sources {
			for v := range vectors {
				in[i] = append(in[i], let(f, read(p, 16*v)))
			}
		}
		for v, out := range body(in) {
			write(target, 16*v, out)
		}
	}
	step := func(values int) {
		seen := map[string]bool{} // a source may be the target
		for _, p := range pointers {
			if !seen[string(p)] {
				seen[string(p)] = true
				f.advance(p, number(8*values))
			}
		}
		set(f, count, count.minus(number(values)))
	}
	f.while(count.atLeast(2*most), func() {
		round(most, load, f.store)
		step(2 * most)
	})
	for n := most / 2; n >= 1; n /= 2 {
		f.when(count.and(2*n), func() {
			round(n, load, f.store)
			step(2 * n)
		})
	}
	f.when(count.and(1), func() { round(1, load1, f.store1) })
}

// vectors applies one formula to every vector of the sources.
func vectors(formula func(in ...v128) v128) func(in [][]v128) []v128 {
	return func(in [][]v128) []v128 {
		out := make([]v128, len(in[0]))
		for v := range out {
			var at []v128
			for _, source := range in {
				at = append(at, source[v])
			}
			out[v] = formula(at...)
		}
		return out
	}
}

// elementwise are the loops over the elements of slices of equal length that
// training calls.
type elementwise struct {
	sigmoid, tanh, relu *function
}

// newElementwise adds those and all others.
func newElementwise(m *module) elementwise {
	var e elementwise

	// func sigmoid(y, x *float64, count int32)
	e.sigmoid = m.export("sigmoid", func(f *function) {
		y, x, count := f.number(), f.number(), f.number()
		c := newConstants(f)
		each(f, 4, count, y, []i32{x}, func(in [][]v128) []v128 { return c.sigmoid(in[0]) })
	})

	// func tanh(y, x *float64, count int32)
	e.tanh = m.export("tanh", func(f *function) {
		y, x, count := f.number(), f.number(), f.number()
		c := newConstants(f)
		each(f, 4, count, y, []i32{x}, func(in [][]v128) []v128 { return c.tanh(in[0]) })
	})

	// func relu(y, x *float64, count int32)
	e.relu = m.export("relu", func(f *function) {
		y, x, count := f.number(), f.number(), f.number()
		nothing := let(f, zero())
		each(f, 2, count, y, []i32{x}, vectors(func(in ...v128) v128 {
			return and(in[0], gt(in[0], nothing))
		}))
	})

	// func sigmoidSlope(dx, dy, y *float64, count int32)
	m.export("sigmoidSlope", func(f *function) {
		dx, dy, y, count := f.number(), f.number(), f.number(), f.number()
		one := let(f, splat(constant(1)))
		each(f, 2, count, dx, []i32{dy, y}, vectors(func(in ...v128) v128 {
			return mul(in[0], mul(in[1], sub(one, in[1])))
		}))
	})

	// func tanhSlope(dx, dy, y *float64, count int32)
	m.export("tanhSlope", func(f *function) {
		dx, dy, y, count := f.number(), f.number(), f.number(), f.number()
		one := let(f, splat(constant(1)))
		each(f, 2, count, dx, []i32{dy, y}, vectors(func(in ...v128) v128 {
			return mul(in[0], sub(one, mul(in[1], in[1])))
		}))
	})

	// func reluSlope(dx, dy, y *float64, count int32)
	m.export("reluSlope", func(f *function) {
		dx, dy, y, count := f.number(), f.number(), f.number(), f.number()
		nothing := let(f, zero())
		each(f, 2, count, dx, []i32{dy, y}, vectors(func(in ...v128) v128 {
			return and(in[0], gt(in[1], nothing))
		}))
	})

	// func difference(d, a, b *float64, count int32)
	m.export("difference", func(f *function) {
		d, a, b, count := f.number(), f.number(), f.number(), f.number()
		each(f, 2, count, d, []i32{a, b}, vectors(func(in ...v128) v128 { return sub(in[0], in[1]) }))
	})

	// func largestDifference(a, b *float64, count int32) float64
	m.export("largestDifference", func(f *function) {
		a, b, count := f.number(), f.number(), f.number()
		f.result = []byte{typeF64}
		m := let(f, zero())
		each(f, 2, count, none, []i32{a, b}, func(in [][]v128) []v128 {
			for v := range in[0] {
				set(f, m, atLeast(m, abs(sub(in[0][v], in[1][v]))))
			}
			return nil
		})
		f.finish(lane(atLeast(m, pair(m, m, 1)), 0))
	})

	// func finite(x *float64, count int32) int32
	//
	// The result is 1 or 0. x − x is 0 for every finite x and NaN otherwise.
	m.export("finite", func(f *function) {
		x, count := f.number(), f.number()
		f.result = []byte{typeI32}
		sum := let(f, zero())
		each(f, 2, count, none, []i32{x}, func(in [][]v128) []v128 {
			for _, v := range in[0] {
				set(f, sum, add(sum, sub(v, v)))
			}
			return nil
		})
		f.finish(anyTrue(ne(sum, zero())).not())
	})

	// func step(w, v, g *float64, count int32, scale, rate, momentum, decay float64) int32
	//
	// The result is 1 if every new w is finite, else 0.
	m.export("step", func(f *function) {
		w, v, g, count := f.number(), f.number(), f.number(), f.number()
		scale, rate, momentum, decay := f.constant(), f.constant(), f.constant(), f.constant()
		f.result = []byte{typeI32}
		r := newRule(f, scale, rate, momentum, decay)
		f.while(count.atLeast(4), func() {
			r.change(w, v, 0, load(g, 0), load, f.store)
			r.change(w, v, 16, load(g, 16), load, f.store)
			for _, p := range []i32{w, v, g} {
				f.advance(p, number(32))
			}
			set(f, count, count.minus(number(4)))
		})
		f.when(count.and(2), func() {
			r.change(w, v, 0, load(g, 0), load, f.store)
			for _, p := range []i32{w, v, g} {
				f.advance(p, number(16))
			}
		})
		f.when(count.and(1), func() { r.change(w, v, 0, load1(g, 0), load1, f.store1) })
		f.finish(r.finite())
	})
	return e
}

// rule is the learning rule on two parameters at a time.
type rule struct {
	f                           *function
	scale, rate, momentum, keep v128
	decays                      i32  // whether keep is not 1
	sum                         v128 // 0 as long as every parameter was finite
}

// newRule returns a rule that starts with nothing checked. Without a scale
// gradients are not multiplied.
func newRule(f *function, scale, rate, momentum, decay f64) rule {
	keep := constant(1).binary(opF64Sub, decay)
	var factor v128
	if len(scale) > 0 {
		factor = let(f, splat(scale))
	}
	decays := let(f, i32(decay.binary(opF64Ne, constant(0))))
	return rule{f, factor, let(f, splat(rate)), let(f, splat(momentum)), let(f, splat(keep)), decays, let(f, zero())}
}

// change makes the step of the parameters at w, whose last one is at v, by the
// gradient g. The next sample waits for the parameters: a branch that is always
// foreseen costs less than a product.
func (r rule) change(w, v i32, offset int, g v128, read func(i32, int) v128, write func(i32, int, v128)) {
	at := let(r.f, v)
	if len(r.scale) > 0 {
		g = mul(g, r.scale)
	}
	last := let(r.f, sub(mul(r.momentum, read(at, offset)), mul(r.rate, g)))
	write(at, offset, last)
	parameter := let(r.f, add(read(w, offset), last))
	r.f.when(r.decays, func() { set(r.f, parameter, mul(parameter, r.keep)) })
	write(w, offset, parameter)
	set(r.f, r.sum, add(r.sum, sub(parameter, parameter)))
}

func (r rule) finite() i32 { return anyTrue(ne(r.sum, zero())).not() }
