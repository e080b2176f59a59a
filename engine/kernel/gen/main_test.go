package main

import (
	"bytes"
	"os"
	"testing"
)

func TestKernelIsWhatGenWrites(t *testing.T) {
	kernel, err := os.ReadFile("../kernel.wasm")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kernel, generate()) {
		t.Error("kernel.wasm is another one: make kernel")
	}
}
