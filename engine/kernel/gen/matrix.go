package main

// matrices are the loops over weights and samples that training calls.
type matrices struct {
	outputsOfOne, netInput, slopes, outputSlopes, weightStep *function
}

// newMatrices adds those and all others.
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
		f.either(n.equals(1), func() {
			weightGradientOfOne(f, dw, db, dx, y, out, in, f.store, f.store1)
		}, func() {
			weightGradient(f, dw, db, dx, y, out, in, n, f.store, f.store1)
		})
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
