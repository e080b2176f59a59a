package trainer

import (
	"fmt"
	"slices"
	"syscall/js"

	"backprop/engine"
)

// Trainer trains outside the page's thread.
type Trainer struct {
	onSnapshot func(engine.Snapshot)
	onFailure  func(Failure)
	worker     *worker // nil after Close
}

// New starts a worker. Commands may be sent at once.
func New(onSnapshot func(engine.Snapshot), onFailure func(Failure)) *Trainer {
	t := &Trainer{onSnapshot: onSnapshot, onFailure: onFailure}
	t.worker = t.start()
	return t
}

// Send asks for command, after all that were sent before. To a worker that has
// failed it does nothing.
func (t *Trainer) Send(command engine.Command) {
	if t.worker != nil {
		t.worker.send(command)
	}
}

// Restart ends the worker, whatever state it is in, and starts another, which
// has no run yet. No snapshot and no failure of the old worker arrives after
// Restart.
func (t *Trainer) Restart() {
	t.Close()
	t.worker = t.start()
}

// Close ends the worker. Nothing arrives after Close, and Send does nothing.
func (t *Trainer) Close() {
	if t.worker != nil {
		t.worker.end()
		t.worker = nil
	}
}

// worker is one Web Worker with its listeners.
type worker struct {
	trainer   *Trainer
	value     js.Value // null when there is no such worker, or no longer
	ready     bool
	waiting   []js.Value // ArrayBuffers of commands sent before the worker was ready
	encoded   []byte     // the last command or snapshot, kept for its memory
	listeners []func()   // each removes one listener
}

// start makes a worker of the page's program. boot.js keeps that compiled, the
// address of the worker's script, and a worker which it has given the program.
func (t *Trainer) start() *worker {
	w := &worker{trainer: t, value: js.Null()}
	boot := js.Global().Get("boot")
	spare := boot.Get("spare")
	if spare.Truthy() {
		w.value = spare.Get("worker")
	} else if err := w.open(boot.Get("worker")); err != nil {
		// Later, as a caller of New or Restart does not expect to be called.
		w.later(func() { w.fail(err.Error()) })
		return w
	}
	for _, event := range []string{"message", "messageerror", "error"} {
		w.listen(event, w.hear)
	}
	if spare.Truthy() {
		said := spare.Call("take")
		w.later(func() {
			for i := range said.Length() {
				w.hear(said.Index(i))
			}
		})
		return w
	}
	w.value.Call("postMessage", boot.Get("module"))
	return w
}

// open turns the exception of a browser that refuses workers into an error.
func (w *worker) open(script js.Value) (err error) {
	defer func() {
		if refusal := recover(); refusal != nil {
			err = fmt.Errorf("%v", refusal)
		}
	}()
	w.value = js.Global().Get("Worker").New(script)
	return nil
}

func (w *worker) listen(event string, handle func(event js.Value)) {
	listener := js.FuncOf(func(_ js.Value, arguments []js.Value) any {
		handle(arguments[0])
		return nil
	})
	value := w.value
	value.Call("addEventListener", event, listener)
	w.listeners = append(w.listeners, func() {
		value.Call("removeEventListener", event, listener)
		listener.Release()
	})
}

// later calls do from the event loop, unless the worker has been ended by then.
func (w *worker) later(do func()) {
	var task js.Func
	task = js.FuncOf(func(js.Value, []js.Value) any {
		task.Release()
		if w.trainer.worker == w {
			do()
		}
		return nil
	})
	js.Global().Call("setTimeout", task, 0)
}

func (w *worker) send(command engine.Command) {
	if w.value.IsNull() {
		return
	}
	w.encoded = command.AppendBinary(w.encoded[:0])
	bytes := js.Global().Get("Uint8Array").New(len(w.encoded))
	js.CopyBytesToJS(bytes, w.encoded)
	buffer := bytes.Get("buffer")
	if !w.ready {
		w.waiting = append(w.waiting, buffer)
		return
	}
	w.transfer(buffer)
}

func (w *worker) transfer(buffer js.Value) {
	w.value.Call("postMessage", buffer, []any{buffer})
}

// hear takes an event of the worker.
func (w *worker) hear(event js.Value) {
	switch event.Get("type").String() {
	case "message":
		w.receive(event)
	case "messageerror":
		w.garbled("a message that the browser could not read")
	case "error":
		event.Call("preventDefault") // it is reported here, so not to the console as well
		w.fail(describe(event))
	}
}

// receive takes a message of the worker: {ready: true} once, {failure: text}
// of worker.js, otherwise a snapshot.
func (w *worker) receive(event js.Value) {
	data := event.Get("data")
	if data.InstanceOf(js.Global().Get("ArrayBuffer")) {
		bytes := js.Global().Get("Uint8Array").New(data)
		w.encoded = slices.Grow(w.encoded[:0], bytes.Length())[:bytes.Length()]
		js.CopyBytesToGo(w.encoded, bytes)
		snapshot, err := engine.DecodeSnapshot(w.encoded)
		if err != nil {
			w.garbled(err.Error())
			return
		}
		w.trainer.onSnapshot(snapshot)
		return
	}
	if failure := data.Get("failure"); failure.Type() == js.TypeString {
		w.fail(failure.String())
		return
	}
	w.ready = true
	for _, buffer := range w.waiting {
		w.transfer(buffer)
	}
	w.waiting = nil
}

// fail reports the end of the worker's program.
func (w *worker) fail(detail string) {
	kind := NotStarted
	if w.ready {
		kind = Crashed
	}
	w.report(Failure{Kind: kind, Detail: detail})
}

func (w *worker) garbled(detail string) {
	w.report(Failure{Kind: Garbled, Detail: detail})
}

func (w *worker) report(failure Failure) {
	w.end()
	w.trainer.onFailure(failure)
}

// end terminates the worker. Messages that are under way are not delivered.
func (w *worker) end() {
	if w.value.IsNull() {
		return
	}
	w.value.Call("terminate")
	w.value = js.Null()
	for _, remove := range w.listeners {
		remove()
	}
	w.listeners, w.waiting = nil, nil
}

// describe says what an error event of a worker tells, which is little when
// its script did not arrive.
func describe(event js.Value) string {
	message := event.Get("message")
	if message.Type() != js.TypeString || message.String() == "" {
		return "its script could not be loaded"
	}
	return fmt.Sprintf("%s (%s:%d)", message, event.Get("filename"), event.Get("lineno").Int())
}
