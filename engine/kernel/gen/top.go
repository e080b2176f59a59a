package main

// top is the one unit of an output layer, at one sample. What is computed of it
// stays in variables: the sample after it waits for every detour by memory.
type top struct {
	f                      *function
	weights, biases        i32
	output, kind           i32
	c                      constants
	one, nothing, y, slope v128 // the last two in the first lane
}

func newTop(f *function, layer, output i32) *top {
	return &top{
		f: f, weights: let(f, layer.word(layerWeights)), biases: let(f, layer.word(layerBiases)),
		output: output, kind: let(f, layer.word(layerFunction)), c: newConstants(f),
		one: let(f, splat(constant(1))), nothing: let(f, zero()), y: let(f, zero()), slope: let(f, zero()),
	}
}

// forward computes the output from those below.
func (t *top) forward(below, count i32) {
	f := t.f
	w, from, left := let(f, t.weights), let(f, below), let(f, count)
	set(f, t.y, load1(t.biases, 0))
	f.repeat(func() {
		set(f, t.y, add(t.y, mul(load1(w, 0), load1(from, 0))))
		f.advance(w, number(8))
		f.advance(from, number(8))
		set(f, left, left.minus(number(1)))
	}, left)
	f.either(t.kind.equals(functionSigmoid), func() { set(f, t.y, t.c.sigmoid([]v128{t.y})[0]) }, func() {
		f.either(t.kind.equals(functionTanh), func() { set(f, t.y, t.c.tanh([]v128{t.y})[0]) }, func() {
			f.when(t.kind.equals(functionReLU), func() { set(f, t.y, and(t.y, gt(t.y, t.nothing))) })
		})
	})
	f.store1(t.output, 0, t.y)
}

// read is forward for an output that is known.
func (t *top) read() { set(t.f, t.y, load1(t.output, 0)) }

// error sets slope to (y − target)·f′ and returns whether the error is finite.
func (t *top) error(target i32) i32 {
	f := t.f
	d := let(f, sub(t.y, load1(target, 0)))
	e := let(f, mul(mul(d, d), splat(constant(0.5))))
	slope(f, t.kind, func(times func(d, y v128) v128) {
		if times != nil {
			set(f, d, times(d, t.y))
		}
	})
	set(f, t.slope, d)
	return anyTrue(ne(sub(e, e), t.nothing)).not()
}

// backward sets dx to the slopes of the units below, whose outputs are y and
// whose function is kind, and steps by the gradient of the weights.
func (t *top) backward(dx, y, count, kind i32, both, one func(p i32, offset int, g v128)) {
	f := t.f
	both2 := let(f, pair(t.slope, t.slope, 0))
	w, left := let(f, t.weights), let(f, count)
	dx, y = let(f, dx), let(f, y)
	slope(f, kind, func(times func(d, y v128) v128) {
		units := func(read func(i32, int) v128, write func(i32, int, v128), change func(p i32, offset int, g v128), n int) func() {
			return func() {
				values := let(f, read(y, 0))
				d := add(t.nothing, mul(read(w, 0), both2))
				if times != nil {
					d = times(d, values)
				}
				write(dx, 0, d)
				change(w, 0, mul(both2, values))
				for _, p := range []i32{dx, y, w} {
					f.advance(p, number(8*n))
				}
				set(f, left, left.minus(number(n)))
			}
		}
		f.while(left.atLeast(2), units(load, f.store, both, 2))
		f.when(left, units(load1, f.store1, one, 1))
	})
	one(t.biases, 0, t.slope)
}
