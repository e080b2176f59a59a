package main

// Places of the fields of plan and planLayer in train_simd_wasm.go, in bytes.
const (
	planLayers   = 0
	planInputs   = 4
	planSamples  = 8
	planBatch    = 12
	planInput    = 16
	planTarget   = 20
	planParams   = 24
	planVelocity = 28
	planSlope    = 32
	planNext     = 36
	planTable    = 40 // planLayer of layer 1 and those behind it
	planMean     = 44
	planAhead    = 48
	planRate     = 56
	planMomentum = 64
	planDecay    = 72
	planLoss     = 80

	layerUnits    = 0
	layerFunction = 4
	layerWeights  = 8
	layerBiases   = 12
	layerOutputs  = 16
	layerBytes    = 20
)

// Values of Function.
const (
	functionSigmoid = iota
	functionLinear
	functionTanh
	functionReLU
)

// newTrain adds whole updates.
func newTrain(m *module, e elementwise, k matrices) {
	// func forward(p *plan, input *float64, n int32)
	forward := m.export("forward", func(f *function) {
		p, below, n := f.number(), f.number(), f.number()
		layer, left := let(f, p.word(planTable)), let(f, p.word(planLayers))
		units, unitsBelow := let(f, number(0)), let(f, p.word(planInputs))
		y, kind := let(f, number(0)), let(f, number(0))
		f.while(left, func() {
			set(f, units, layer.word(layerUnits))
			set(f, y, layer.word(layerOutputs))
			set(f, kind, layer.word(layerFunction))
			f.either(n.equals(1), func() {
				f.call(k.outputsOfOne, y, layer.word(layerWeights), layer.word(layerBiases), below, units, unitsBelow, kind)
			}, func() {
				f.call(k.netInput, y, layer.word(layerWeights), layer.word(layerBiases), below, units, unitsBelow, n)
				f.when(kind.equals(functionSigmoid), func() { f.call(e.sigmoid, y, y, units.times(n)) })
				f.when(kind.equals(functionTanh), func() { f.call(e.tanh, y, y, units.times(n)) })
				f.when(kind.equals(functionReLU), func() { f.call(e.relu, y, y, units.times(n)) })
			})
			set(f, below, y)
			set(f, unitsBelow, units)
			f.advance(layer, number(layerBytes))
			set(f, left, left.minus(number(1)))
		})
	})

	// func online(p *plan, from, to int32) int32
	//
	// Is train for batches of one sample. So little is to be computed for one
	// that calls would take a good part of the time.
	online := m.export("online", func(f *function) {
		p, from, to := f.number(), f.number(), f.number()
		f.result = []byte{typeI32}
		inputs, layers := let(f, p.word(planInputs)), let(f, p.word(planLayers))
		first := let(f, p.word(planTable))
		last := let(f, first.plus(layers.minus(number(1)).times(number(layerBytes))))
		outputs, output := let(f, last.word(layerUnits)), let(f, last.word(layerOutputs))
		input := let(f, p.word(planInput).plus(from.times(inputs).bytes()))
		target := let(f, p.word(planTarget).plus(from.times(outputs).bytes()))
		ahead := let(f, p.word(planAhead))
		done := let(f, number(0))
		loss := let(f, p.plus(number(planLoss)))
		total := let(f, constant(0))
		// A single output above other layers is computed without memory between.
		alone := let(f, i32(outputs.equals(1)).binary(opI32And, first.below(last)))
		stop := let(f, last.plus(alone.not().times(number(layerBytes))))
		layer, units, below := let(f, number(0)), let(f, number(0)), let(f, number(0))
		y, dx, dy, other := let(f, number(0)), let(f, number(0)), let(f, number(0)), let(f, number(0))
		velocity := let(f, p.word(planVelocity).minus(p.word(planParams)))
		r := newRule(f, nil, p.double(planRate), p.double(planMomentum), p.double(planDecay))
		both := func(p i32, offset int, g v128) { r.change(p, p.plus(velocity), offset, g, load, f.store) }
		one := func(p i32, offset int, g v128) { r.change(p, p.plus(velocity), offset, g, load1, f.store1) }
		top := newTop(f, last, output)
		f.while(from.less(to), func() {
			set(f, y, input)
			set(f, below, inputs)
			f.when(ahead.not(), func() {
				set(f, layer, first)
				f.while(layer.below(stop), func() {
					set(f, units, layer.word(layerUnits))
					set(f, other, layer.word(layerOutputs))
					outputsOfOne(f, other, layer.word(layerWeights), layer.word(layerBiases), y, units, below, layer.word(layerFunction))
					set(f, y, other)
					set(f, below, units)
					f.advance(layer, number(layerBytes))
				})
				f.when(alone, func() { top.forward(y, below) })
			})
			f.when(ahead, func() { top.read() })
			set(f, ahead, number(0))

			set(f, dx, p.word(planSlope))
			set(f, dy, p.word(planNext))
			set(f, layer, last)
			set(f, units, outputs)
			f.either(alone, func() {
				f.when(top.error(target).not(), func() { f.finish(done) })
				next := layer.minus(number(layerBytes))
				set(f, below, next.word(layerUnits))
				set(f, y, next.word(layerOutputs))
				top.backward(dx, y, below, next.word(layerFunction), both, one)
				set(f, units, below)
				set(f, layer, next)
			}, func() {
				f.store(loss, 0, zero())
				f.call(k.outputSlopes, dx, output, target, loss, outputs, number(1), last.word(layerFunction))
				set(f, total, loss.double(0).binary(opF64Add, loss.double(8)))
				f.when(i32(total.binary(opF64Sub, total).binary(opF64Ne, constant(0))), func() { f.finish(done) })
			})
			f.while(first.below(layer), func() {
				next := layer.minus(number(layerBytes))
				set(f, below, next.word(layerUnits))
				set(f, y, next.word(layerOutputs))
				slopesOfOne(f, dy, y, layer.word(layerWeights), dx, units, below, next.word(layerFunction))
				weightGradientOfOne(f, layer.word(layerWeights), layer.word(layerBiases), dx, y, units, below, both, one)
				set(f, other, dx)
				set(f, dx, dy)
				set(f, dy, other)
				set(f, units, below)
				set(f, layer, next)
			})
			weightGradientOfOne(f, layer.word(layerWeights), layer.word(layerBiases), dx, input, units, inputs, both, one)
			f.when(r.finite().not(), func() { f.finish(done) })
			f.advance(input, inputs.bytes())
			f.advance(target, outputs.bytes())
			f.advance(from, number(1))
			f.advance(done, number(1))
		})
		f.finish(done)
	})

	// func train(p *plan, from, to int32) int32
	//
	// Makes the updates of batches from up to to and returns the number of
	// those that are done. It ends early at a batch whose loss is not finite,
	// and, with the update made, where a parameter is not finite.
	m.export("train", func(f *function) {
		p, from, to := f.number(), f.number(), f.number()
		f.result = []byte{typeI32}
		f.when(p.word(planBatch).equals(1), func() { f.finish(invoke(online, p, from, to)) })
		size, samples := let(f, p.word(planBatch)), let(f, p.word(planSamples))
		inputs, layers := let(f, p.word(planInputs)), let(f, p.word(planLayers))
		last := let(f, p.word(planTable).plus(layers.minus(number(1)).times(number(layerBytes))))
		outputs, output := let(f, last.word(layerUnits)), let(f, last.word(layerOutputs))
		input := let(f, p.word(planInput).plus(from.times(size).times(inputs).bytes()))
		target := let(f, p.word(planTarget).plus(from.times(size).times(outputs).bytes()))
		ahead := let(f, p.word(planAhead))
		n, done := let(f, number(0)), let(f, number(0))
		loss := let(f, p.plus(number(planLoss)))
		total, scale := let(f, constant(0)), let(f, constant(0))
		layer, left := let(f, number(0)), let(f, number(0))
		units, unitsBelow := let(f, number(0)), let(f, number(0))
		y, fine := let(f, number(0)), let(f, number(0))
		dx, dy, other := let(f, number(0)), let(f, number(0)), let(f, number(0))
		velocity := let(f, p.word(planVelocity).minus(p.word(planParams)))
		rate, momentum, decay := let(f, p.double(planRate)), let(f, p.double(planMomentum)), let(f, p.double(planDecay))
		f.while(from.less(to), func() {
			set(f, n, samples.minus(from.times(size)))
			f.when(size.less(n), func() { set(f, n, size) })
			f.when(ahead.not(), func() { f.call(forward, p, input, n) })
			set(f, ahead, number(0))

			f.store(loss, 0, zero())
			set(f, dx, p.word(planSlope))
			set(f, dy, p.word(planNext))
			f.call(k.outputSlopes, dx, output, target, loss, outputs, n, last.word(layerFunction))
			set(f, total, loss.double(0).binary(opF64Add, loss.double(8)))
			f.when(i32(total.binary(opF64Sub, total).binary(opF64Ne, constant(0))), func() { f.finish(done) })

			set(f, scale, constant(1))
			f.when(p.word(planMean), func() { set(f, scale, constant(1).binary(opF64Div, float(n))) })
			set(f, fine, number(1))
			set(f, layer, last)
			set(f, left, layers)
			set(f, units, outputs)
			f.while(left, func() {
				set(f, left, left.minus(number(1)))
				below := layer.minus(number(layerBytes))
				set(f, unitsBelow, inputs)
				set(f, y, input)
				f.when(left, func() {
					set(f, unitsBelow, below.word(layerUnits))
					set(f, y, below.word(layerOutputs))
					f.call(k.slopes, dy, y, layer.word(layerWeights), dx, units, unitsBelow, n, below.word(layerFunction))
				})
				step := invoke(k.weightStep, layer.word(layerWeights), layer.word(layerBiases), velocity, dx, y,
					units, unitsBelow, n, scale, rate, momentum, decay)
				set(f, fine, fine.binary(opI32And, step))
				set(f, other, dx)
				set(f, dx, dy)
				set(f, dy, other)
				set(f, units, unitsBelow)
				set(f, layer, below)
			})
			f.when(fine.not(), func() { f.finish(done) })
			f.advance(input, n.times(inputs).bytes())
			f.advance(target, n.times(outputs).bytes())
			f.advance(from, number(1))
			f.advance(done, number(1))
		})
		f.finish(done)
	})
}
