//go:build !js

package trainer

import (
	"fmt"
	"sync"

	"backprop/engine"
)

// Trainer trains outside the caller's goroutine.
type Trainer struct {
	onSnapshot func(engine.Snapshot)
	onFailure  func(Failure)

	mu     sync.Mutex
	worker *worker // nil after Close
}

// New starts a worker. Commands may be sent at once.
func New(onSnapshot func(engine.Snapshot), onFailure func(Failure)) *Trainer {
	return &Trainer{onSnapshot: onSnapshot, onFailure: onFailure, worker: fresh()}
}

// Send asks for command, after all that were sent before. To a worker that has
// failed it does nothing.
func (t *Trainer) Send(command engine.Command) {
	t.mu.Lock()
	defer t.mu.Unlock()
	w := t.worker
	if w == nil || w.failed {
		return
	}
	w.waiting = append(w.waiting, command)
	if !w.busy {
		w.busy = true
		go t.work(w)
	}
}

// Restart ends the worker, whatever state it is in, and starts another, which
// has no run yet. No snapshot and no failure of the old worker arrives after
// Restart, except one whose callback has begun.
func (t *Trainer) Restart() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.worker = fresh()
}

// Close ends the worker. Nothing arrives after Close, except where a callback
// has begun, and Send does nothing.
func (t *Trainer) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.worker = nil
}

// worker is a run and the commands that wait for it.
type worker struct {
	answer  func(engine.Command) engine.Snapshot // called by one goroutine, the one that busy stands for
	waiting []engine.Command
	busy    bool
	failed  bool
}

func fresh() *worker { return &worker{answer: new(engine.Run).Do} }

// work carries out the waiting commands of w.
func (t *Trainer) work(w *worker) {
	for {
		command, more := t.next(w)
		if !more {
			return
		}
		snapshot, failure := w.do(command)
		if !t.keep(w, failure) {
			return
		}
		if failure != nil {
			t.onFailure(*failure)
			return
		}
		t.onSnapshot(snapshot)
	}
}

// next takes the first waiting command, if there is one and w is still in use.
func (t *Trainer) next(w *worker) (command engine.Command, more bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.worker != w || len(w.waiting) == 0 {
		w.busy = false
		return command, false
	}
	command, w.waiting = w.waiting[0], w.waiting[1:]
	return command, true
}

// keep notes a failure of w and reports whether w is still in use.
func (t *Trainer) keep(w *worker, failure *Failure) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	w.failed = failure != nil
	return t.worker == w
}

// do carries out command. A panic is the worker's failure, as in the browser.
func (w *worker) do(command engine.Command) (snapshot engine.Snapshot, failure *Failure) {
	defer func() {
		if reason := recover(); reason != nil {
			failure = &Failure{Kind: Crashed, Detail: fmt.Sprint(reason)}
		}
	}()
	return w.answer(command), nil
}
