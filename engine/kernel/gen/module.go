package main

// module is a WebAssembly module that imports the memory it works on, as
// "mem" of "go", and has the variables below.
type module struct {
	functions []*function
}

// export adds a function that build writes.
func (m *module) export(name string, build func(f *function)) *function {
	f := &function{name: name, index: len(m.functions)}
	m.functions = append(m.functions, f)
	build(f)
	return f
}

// Variables: addresses that setup is told.
const (
	globalNumbers = iota
	globalTables
	globals // their number
)

// Sections of a module.
const (
	sectionType     = 1
	sectionImport   = 2
	sectionFunction = 3
	sectionGlobal   = 6
	sectionExport   = 7
	sectionCode     = 10
)

// encode returns the module in the binary format.
func (m *module) encode() []byte {
	var types, functions, exports, bodies [][]byte
	for i, f := range m.functions {
		types = append(types, join([]byte{0x60}, sized(f.params), sized(f.result)))
		functions = append(functions, unsigned(i))
		exports = append(exports, join(sized([]byte(f.name)), []byte{0}, unsigned(i)))
		var locals [][]byte
		for _, kind := range f.locals {
			locals = append(locals, []byte{1, kind})
		}
		bodies = append(bodies, sized(join(list(locals), f.code, []byte{opEnd})))
	}
	memory := join(sized([]byte("go")), sized([]byte("mem")), []byte{2, 0, 0})
	variables := make([][]byte, globals)
	for i := range variables {
		variables[i] = join([]byte{typeI32, 1}, number(0), []byte{opEnd})
	}
	return join([]byte("\x00asm\x01\x00\x00\x00"),
		section(sectionType, list(types)),
		section(sectionImport, list([][]byte{memory})),
		section(sectionFunction, list(functions)),
		section(sectionGlobal, list(variables)),
		section(sectionExport, list(exports)),
		section(sectionCode, list(bodies)))
}

// sized returns content behind its length.
func sized(content []byte) []byte { return join(unsigned(len(content)), content) }

// list returns the items behind their number.
func list(items [][]byte) []byte { return join(unsigned(len(items)), join(items...)) }

func section(number byte, content []byte) []byte { return join([]byte{number}, sized(content)) }
