// Gen writes kernel.wasm, the vector body of the kernel package, to the file
// that its argument names.
//
// The module has one function for each routine of the contract in kernel.go,
// with the parameters in the comment above it: pointers into the memory that
// it imports, and lengths. It uses the fixed-width SIMD instructions of
// WebAssembly 2.0 only, whose results are the same on every processor, and
// computes in the order that the contract names.
package main

import (
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: gen kernel.wasm")
	}
	if err := os.WriteFile(os.Args[1], generate(), 0o644); err != nil {
		log.Fatal(err)
	}
}

// generate returns the module.
func generate() []byte {
	var m module

	// func setup(numbers *float64, tables *tables)
	//
	// Says where the numbers and the tables of sigmoid.go are. No other function
	// may be called before.
	m.export("setup", func(f *function) {
		numbers, tables := f.number(), f.number()
		f.emit(numbers, []byte{opGlobalSet}, unsigned(globalNumbers))
		f.emit(tables, []byte{opGlobalSet}, unsigned(globalTables))
	})
	elementwise := newElementwise(&m)
	newTrain(&m, elementwise, newMatrices(&m))
	return m.encode()
}
