package worker

import (
	"testing"

	"backprop/engine"
)

// stopped is a clock that stands still.
func stopped() float64 { return 0 }

func TestAnswerMeasuresTheCommand(t *testing.T) {
	ticks := 0.0
	clock := func() float64 { ticks += 2.5; return ticks }
	command := engine.Command{Action: engine.Begin{Experiment: engine.Default()}}.AppendBinary(nil)
	s, err := engine.DecodeSnapshot(answer(nil, new(engine.Run), command, clock))
	if err != nil || s.Took != 2.5 {
		t.Errorf("took %v ms, %v, want 2.5", s.Took, err)
	}
}

// ask sends a command through the bytes that the worker sees.
func ask(t *testing.T, run *engine.Run, command engine.Command) engine.Snapshot {
	t.Helper()
	snapshot, err := engine.DecodeSnapshot(answer(nil, run, command.AppendBinary(nil), stopped))
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

func TestAnswer(t *testing.T) {
	var run engine.Run
	if s := ask(t, &run, engine.Command{Serial: 1, Action: engine.Advance{Epochs: 1}}); s.Err == nil || s.Serial != 1 {
		t.Errorf("advance before begin: serial %d, error %v", s.Serial, s.Err)
	}
	if s := ask(t, &run, engine.Command{Serial: 2, Action: engine.Begin{Experiment: engine.Default()}}); s.Err != nil || s.Serial != 2 || len(s.Params) == 0 {
		t.Errorf("begin: serial %d, %d parameters, error %v", s.Serial, len(s.Params), s.Err)
	}
	if s := ask(t, &run, engine.Command{Serial: 3, Action: engine.Advance{Epochs: 5}}); s.Err != nil || s.Epoch != 5 {
		t.Errorf("advance: epoch %d, error %v", s.Epoch, s.Err)
	}
}

func TestAnswerWhatIsNoCommand(t *testing.T) {
	var run engine.Run
	ask(t, &run, engine.Command{Action: engine.Begin{Experiment: engine.Default()}})
	ask(t, &run, engine.Command{Action: engine.Advance{Epochs: 5}})
	for _, garbage := range [][]byte{nil, {0}, make([]byte, 100)} {
		snapshot, err := engine.DecodeSnapshot(answer(nil, &run, garbage, stopped))
		if err != nil {
			t.Fatal(err)
		}
		if snapshot.Err == nil {
			t.Errorf("% x: no error", garbage)
		}
	}
	if s := ask(t, &run, engine.Command{Action: engine.Look{}}); s.Epoch != 5 {
		t.Errorf("the run is at epoch %d, want 5", s.Epoch)
	}
}

// The answer goes behind what dst holds, so its memory can be used again.
func TestAnswerAppends(t *testing.T) {
	var run engine.Run
	command := engine.Command{Serial: 7, Action: engine.Look{}}.AppendBinary(nil)
	dst := make([]byte, 1, 1<<16)
	reply := answer(dst, &run, command, stopped)
	if &reply[0] != &dst[0] || len(reply) < 2 {
		t.Error("the answer is not in the memory of dst")
	}
}
