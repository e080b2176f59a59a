package worker

import (
	"slices"
	"syscall/js"

	"backprop/engine"
)

// Run answers the page's messages for as long as the worker lives. It tells
// the page that it is ready by the message {ready: true}; from then on each
// message is one ArrayBuffer, transferred, in either direction. A panic ends
// the program, which worker.js reports to the page.
func Run() {
	var (
		run            engine.Run
		command, reply []byte // kept between messages, for their memory
	)
	global := js.Global()
	bytes := global.Get("Uint8Array")
	performance := global.Get("performance")
	clock := func() float64 { return performance.Call("now").Float() }
	global.Set("onmessage", js.FuncOf(func(_ js.Value, arguments []js.Value) any {
		received := bytes.New(arguments[0].Get("data"))
		command = slices.Grow(command[:0], received.Length())[:received.Length()]
		js.CopyBytesToGo(command, received)

		reply = answer(reply[:0], &run, command, clock)

		sent := bytes.New(len(reply))
		js.CopyBytesToJS(sent, reply)
		buffer := sent.Get("buffer")
		global.Call("postMessage", buffer, []any{buffer})
		return nil
	}))
	global.Call("postMessage", map[string]any{"ready": true})
	select {}
}
