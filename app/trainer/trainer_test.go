//go:build !js

package trainer

import (
	"testing"
	"time"

	"backprop/engine"
)

// callbacks collects what a trainer reports.
type callbacks struct {
	snapshots chan engine.Snapshot
	failures  chan Failure
}

func start(t *testing.T) (*Trainer, callbacks) {
	t.Helper()
	c := callbacks{make(chan engine.Snapshot, 100), make(chan Failure, 100)}
	trainer := New(func(s engine.Snapshot) { c.snapshots <- s }, func(f Failure) { c.failures <- f })
	t.Cleanup(trainer.Close)
	return trainer, c
}

func (c callbacks) snapshot(t *testing.T) engine.Snapshot {
	t.Helper()
	select {
	case s := <-c.snapshots:
		return s
	case f := <-c.failures:
		t.Fatal(f)
	case <-time.After(10 * time.Second):
		t.Fatal("no snapshot")
	}
	panic("unreachable")
}

// silence sends a command to a fresh worker and expects its answer to be the
// next thing that happens, so that nothing older was to come.
func (c callbacks) silence(t *testing.T, trainer *Trainer) {
	t.Helper()
	trainer.Restart()
	trainer.Send(engine.Command{Serial: 999, Action: engine.Look{}})
	if s := c.snapshot(t); s.Serial != 999 {
		t.Errorf("got the answer to command %d", s.Serial)
	}
}

func begin(serial uint32) engine.Command {
	return engine.Command{Serial: serial, Action: engine.Begin{Experiment: engine.Default()}}
}

func TestOneAnswerForEachInOrder(t *testing.T) {
	trainer, c := start(t)
	trainer.Send(begin(0))
	for serial := uint32(1); serial < 20; serial++ {
		trainer.Send(engine.Command{Serial: serial, Action: engine.Advance{Epochs: 1}})
	}
	for serial := range uint32(20) {
		if s := c.snapshot(t); s.Serial != serial || s.Epoch != int(serial) || s.Err != nil {
			t.Fatalf("answer %d: serial %d, epoch %d, error %v", serial, s.Serial, s.Epoch, s.Err)
		}
	}
	c.silence(t, trainer)
}

func TestRestartForgets(t *testing.T) {
	trainer, c := start(t)
	trainer.Send(begin(1))
	c.snapshot(t)
	trainer.Restart()
	trainer.Send(engine.Command{Serial: 2, Action: engine.Advance{Epochs: 1}})
	if s := c.snapshot(t); s.Serial != 2 || s.Err == nil {
		t.Errorf("advance without a run: serial %d, error %v", s.Serial, s.Err)
	}
}

func TestCloseEnds(t *testing.T) {
	trainer, c := start(t)
	trainer.Close()
	trainer.Send(begin(1))
	trainer.Close()
	c.silence(t, trainer)
}

func TestPanicIsAFailure(t *testing.T) {
	trainer, c := start(t)
	trainer.worker.answer = func(engine.Command) engine.Snapshot { panic("a slip") }
	trainer.Send(begin(2))
	trainer.Send(begin(3))
	select {
	case f := <-c.failures:
		if f != (Failure{Kind: Crashed, Detail: "a slip"}) {
			t.Errorf("got failure %v", f)
		}
	case s := <-c.snapshots:
		t.Fatalf("got a snapshot, error %v", s.Err)
	case <-time.After(10 * time.Second):
		t.Fatal("no failure")
	}
	trainer.Send(begin(4)) // to a worker that has failed
	c.silence(t, trainer)
}

func TestFailureWords(t *testing.T) {
	for want, failure := range map[string]Failure{
		"the worker did not start":                          {Kind: NotStarted},
		"the worker crashed: panic":                         {Kind: Crashed, Detail: "panic"},
		"the worker sent what is not a snapshot: too short": {Kind: Garbled, Detail: "too short"},
	} {
		if got := failure.Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
