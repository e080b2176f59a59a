package main

// function is a function under construction: a list of parameters and locals
// and the code so far.
type function struct {
	name   string // exported by this name
	index  int
	params []byte
	result []byte // its type, or nothing
	locals []byte
	code   []byte
}

func (f *function) param(kind byte) []byte {
	f.params = append(f.params, kind)
	return join([]byte{opLocalGet}, unsigned(len(f.params)-1))
}

// number and constant add a parameter.
func (f *function) number() i32   { return f.param(typeI32) }
func (f *function) constant() f64 { return f.param(typeF64) }

func (f *function) local(kind byte) []byte {
	f.locals = append(f.locals, kind)
	return join([]byte{opLocalGet}, unsigned(len(f.params)+len(f.locals)-1))
}

// let declares a local with a value. Parameters come before all locals.
func let[T expression](f *function, value T) T {
	var kind byte
	switch any(value).(type) {
	case i32:
		kind = typeI32
	case f64:
		kind = typeF64
	default:
		kind = typeV128
	}
	v := T(f.local(kind))
	set(f, v, value)
	return v
}

// set changes a local.
func set[T expression](f *function, local, value T) {
	if local[0] != opLocalGet {
		panic("set: not a local")
	}
	f.emit(value, []byte{opLocalSet}, local[1:])
}

// advance adds to a local.
func (f *function) advance(local, by i32) { set(f, local, local.plus(by)) }

func (f *function) emit(parts ...[]byte) { f.code = append(f.code, join(parts...)...) }

// while repeats body as long as condition holds.
func (f *function) while(condition i32, body func()) {
	f.when(condition, func() {
		f.emit([]byte{opLoop, 0x40})
		body()
		f.emit(condition, []byte{opBrIf, 0, opEnd})
	})
}

// repeat runs body once, and again as long as condition holds.
func (f *function) repeat(body func(), condition i32) {
	f.emit([]byte{opLoop, 0x40})
	body()
	f.emit(condition, []byte{opBrIf, 0, opEnd})
}

// when runs body if condition holds.
func (f *function) when(condition i32, body func()) { f.either(condition, body, nil) }

// either runs one of two bodies.
func (f *function) either(condition i32, yes, no func()) {
	f.emit(condition, []byte{opIf, 0x40})
	yes()
	if no != nil {
		f.emit([]byte{opElse})
		no()
	}
	f.emit([]byte{opEnd})
}

// finish ends the function with a result.
func (f *function) finish(result []byte) { f.emit(result, []byte{opReturn}) }

// call runs another function, which leaves its result, if any, on the stack.
func (f *function) call(g *function, arguments ...[]byte) { f.emit(invoke(g, arguments...)) }

func invoke(g *function, arguments ...[]byte) []byte {
	if len(arguments) != len(g.params) {
		panic("call of " + g.name + " with a wrong number of arguments")
	}
	return join(join(arguments...), []byte{opCall}, unsigned(g.index))
}

// store writes two values, store1 the first.
func (f *function) store(p i32, offset int, v v128) {
	f.emit(p, vector(opStore, v), memory(offset))
}

func (f *function) store1(p i32, offset int, v v128) {
	f.emit(p, vector(opStore64Lane, v), memory(offset), []byte{0})
}
