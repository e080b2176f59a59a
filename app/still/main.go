//go:build !js

// Still prints what the page shows while the program is on its way: its own
// views and pictures, made at build time by the code that will make them in the
// browser. The first line is the experiment in them, in its text form, the
// second the number of epochs that it was trained for, the rest HTML.
package main

import (
	"fmt"
	"os"

	"backprop/app/ui"
	"backprop/engine"
)

func main() {
	page, epochs, err := ui.Still()
	if err != nil {
		fmt.Fprintln(os.Stderr, "still:", err)
		os.Exit(1)
	}
	fmt.Printf("%s\n%d\n%s\n", engine.Default(), epochs, page)
}
