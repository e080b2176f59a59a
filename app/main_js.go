// App is the playground's one program. Compiled to WebAssembly it runs twice:
// in the page, where it is the user interface, and in the page's worker, where
// it trains. A program that measures engines runs it a third way, with the
// argument "bench".
package main

import (
	"os"
	"slices"
	"syscall/js"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/bench"
	"backprop/app/ui"
	"backprop/app/worker"
)

func main() {
	if slices.Contains(os.Args[1:], "bench") {
		bench.Run()
		return
	}
	if js.Global().Get("document").IsUndefined() {
		worker.Run()
		return
	}
	// The site may lie under any path, and there is one page.
	app.RouteFunc(app.Window().URL().Path, ui.NewPlayground)
	app.RunWhenOnBrowser()
}
