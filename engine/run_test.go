package engine

import (
	"errors"
	"math"
	"slices"
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// field returns the field that err finds at fault.
func faulty(err error) string {
	var f *FieldError
	if errors.As(err, &f) {
		return f.Field
	}
	return ""
}

func TestZeroRunWantsAnExperiment(t *testing.T) {
	var r Run
	for i, a := range []Action{Advance{Epochs: 1}, Reset{}, Tune{}, Edit{}, Rewind{}, Look{}, nil} {
		s := r.Do(Command{Serial: uint32(i + 1), Action: a})
		if s.Err == nil || s.Serial != uint32(i+1) {
			t.Errorf("%T: serial %d, error %v", a, s.Serial, s.Err)
		}
	}
	s := r.Do(Command{Serial: 9, Action: Begin{Experiment: circle()}})
	if s.Err != nil || s.Serial != 9 || len(s.Params) != 21 {
		t.Errorf("serial %d, error %v, %d parameters", s.Serial, s.Err, len(s.Params))
	}
}

// A command that is refused leaves the run as it was.
func TestRefusedCommandsChangeNothing(t *testing.T) {
	var r Run
	r.Do(Command{Action: Begin{Experiment: circle()}})
	r.Do(Command{Action: Advance{Epochs: 3}})
	before := r.Checkpoint()
	bad := circle()
	bad.Momentum = 1
	for _, c := range []struct {
		name  string
		c     Command
		field string
	}{
		{"experiment", Command{Action: Begin{Experiment: bad}}, "momentum"},
		{"checkpoint", Command{Action: Begin{Experiment: circle(), Checkpoint: &Checkpoint{}}}, ""},
		{"epochs", Command{Action: Advance{Epochs: -1}}, "epochs"},
		{"updates", Command{Action: Advance{Updates: -1}}, "updates"},
		{"rate", Command{Action: Tune{LearningRate: -1}}, "rate"},
		{"momentum", Command{Action: Tune{LearningRate: 1, Momentum: math.NaN()}}, "momentum"},
		{"stop", Command{Action: Tune{LearningRate: 1, Stop: Stop{Loss: -1}}}, "stoploss"},
		{"parameter", Command{Action: Edit{Parameter: 21, Value: 1}}, "parameter"},
		{"value", Command{Action: Edit{Parameter: 0, Value: math.Inf(1)}}, "value"},
		{"units", Command{Action: Advance{Epochs: 1}, View: View{Units: -1}}, "units"},
		{"output", Command{Action: Advance{Epochs: 1}, View: View{Output: MaxSide + 1}}, "output"},
		{"no action", Command{}, ""},
	} {
		s := r.Do(c.c)
		if s.Err == nil || faulty(s.Err) != c.field {
			t.Errorf("%s: error %v", c.name, s.Err)
		}
		if after := r.Checkpoint(); !slices.Equal(after.Params, before.Params) || after.Updates != before.Updates || s.Epoch != 3 {
			t.Errorf("%s: the run has changed", c.name)
		}
	}
	if rate := r.Experiment().LearningRate; rate != circle().LearningRate {
		t.Errorf("rate is %v", rate)
	}
}

func TestSnapshotHoldsWhatIsAskedFor(t *testing.T) {
	var r Run
	r.Do(Command{Action: Begin{Experiment: circle()}})
	s := r.Do(Command{Action: Advance{Epochs: 5, Updates: 0}})
	if s.Epoch != 5 || s.Updates != 5 || s.TrainSamples != 100 || s.TestSamples != 100 || s.Kernel == "" ||
		len(s.Params) != 21 || len(s.Velocity) != 21 || s.Train != r.Loss() || s.Test != r.TestLoss() {
		t.Errorf("snapshot %+v", s)
	}
	if s.History != nil || s.Units.Values != nil || s.Output.Values != nil || s.Samples != nil {
		t.Error("the snapshot holds more than was asked for")
	}
	s = r.Do(Command{Action: Look{}, View: View{Units: 4, Output: 7, Samples: true, History: true}})
	if len(s.History) != 6 || len(s.Samples) != 200 || len(s.Units.Values) != 8 || s.Units.Side != 4 ||
		len(s.Output.Values) != 1 || len(s.Output.Values[0]) != 49 {
		t.Errorf("%d points, %d samples, %d units, %d outputs", len(s.History), len(s.Samples), len(s.Units.Values), len(s.Output.Values))
	}
	for i, sample := range s.Samples {
		if sample.Test != (i >= 100) || len(sample.Target) != 1 || sample.Target[0] != 0 && sample.Target[0] != 1 {
			t.Fatalf("sample %d is %+v", i, sample)
		}
	}
	// The slices of a snapshot are its own.
	s.Params[0], s.Velocity[0], s.History[0].Train, s.Samples[0].Target[0] = 99, 99, 99, 99
	again := r.Do(Command{Action: Look{}, View: View{Samples: true, History: true}})
	if again.Params[0] == 99 || again.Velocity[0] == 99 || again.History[0].Train == 99 || again.Samples[0].Target[0] == 99 {
		t.Error("a snapshot shares memory with the run")
	}
}

func TestTargetsFitTheOutput(t *testing.T) {
	for _, a := range nn.Activations() {
		low, high := a.Range()
		for _, set := range []dataset.Set{dataset.XORTable, dataset.Plane} {
			e := circle()
			e.Data.Set = set
			e.Layers = []nn.Layer{{Units: 1, Activation: a}}
			for _, y := range begin(t, e).train.target {
				if y < low || y > high || set == dataset.XORTable && y != low && y != high {
					t.Errorf("%v, %v: target %v", set, a, y)
				}
			}
		}
	}
	y := [][]float64{{3}, {-7}}
	if got := begin(t, onTable([][]float64{{1}, {2}}, y, nn.Layer{Units: 1})).train.target; got[0] != 3 || got[1] != -7 {
		t.Errorf("targets of a table are %v", got)
	}
}

func TestStopRules(t *testing.T) {
	e := xorTable(1, nn.Layer{Units: 5, Activation: nn.Sigmoid}, nn.Layer{Units: 1, Activation: nn.Sigmoid})
	free := begin(t, e)
	for free.Loss().Mean > 0.01 {
		free.Advance(1, 0)
	}
	want := free.Epoch()

	e.Stop.Loss = 0.01
	r := begin(t, e)
	r.Advance(want+100, 0)
	if r.Stopped() != StoppedByLoss || r.Epoch() != want {
		t.Errorf("stopped %v at epoch %d, want the loss rule at %d", r.Stopped(), r.Epoch(), want)
	}

	e.Convention, e.LearningRate = Sum, e.LearningRate/4
	r = begin(t, e)
	r.Advance(2*want, 0)
	if l := r.Loss(); r.Stopped() != StoppedByLoss || l.Sum > 0.01 || l.Mean > 0.0025 {
		t.Errorf("stopped %v at sum %v, mean %v", r.Stopped(), l.Sum, l.Mean)
	}

	e = free.Experiment()
	e.Stop = Stop{Error: 0.2}
	r = begin(t, e)
	r.Advance(5000, 0)
	if r.Stopped() != StoppedByError || r.Loss().MaxError > 0.2 {
		t.Errorf("stopped %v at error %v", r.Stopped(), r.Loss().MaxError)
	}
	e.Stop = Stop{Epoch: 17}
	r = begin(t, e)
	r.Advance(16, 0)
	if r.Stopped() != NotStopped {
		t.Errorf("stopped %v at epoch %d", r.Stopped(), r.Epoch())
	}
	r.Advance(100, 0)
	if r.Stopped() != StoppedByEpoch || r.Epoch() != 17 {
		t.Errorf("stopped %v at epoch %d", r.Stopped(), r.Epoch())
	}

	// Before training, too, and the loss first where several rules hold.
	e.Stop = Stop{Loss: 1, Error: 1, Epoch: 1}
	if r = begin(t, e); r.Stopped() != StoppedByLoss || r.Epoch() != 0 {
		t.Errorf("stopped %v at epoch %d", r.Stopped(), r.Epoch())
	}
	e.Stop = Stop{Error: 1, Epoch: 1}
	if r = begin(t, e); r.Stopped() != StoppedByError {
		t.Errorf("stopped %v", r.Stopped())
	}
}

// A rule is looked at after every epoch, also where the curve has no point.
func TestStopRuleBetweenPointsOfTheCurve(t *testing.T) {
	free := begin(t, circle())
	free.Advance(1101, 0)
	e := circle()
	e.Stop.Loss = free.Loss().Mean
	r := begin(t, e)
	r.Advance(2000, 0)
	if r.Stopped() != StoppedByLoss || r.Epoch() != 1101 {
		t.Errorf("stopped %v at epoch %d, want the loss rule at 1101", r.Stopped(), r.Epoch())
	}
}

func TestTuneLetsAStoppedRunGoOn(t *testing.T) {
	e := circle()
	e.Stop.Epoch = 5
	r := begin(t, e)
	stopsAt := func(epoch int, by Stopped) {
		t.Helper()
		r.Advance(20, 0)
		if r.Epoch() != epoch || r.Stopped() != by {
			t.Errorf("epoch %d, stopped %v, want epoch %d, stopped %v", r.Epoch(), r.Stopped(), epoch, by)
		}
	}
	tune := func(s Stop) {
		t.Helper()
		if err := r.Tune(Tune{LearningRate: 2, Momentum: 0.9, Stop: s}); err != nil {
			t.Fatal(err)
		}
	}
	stopsAt(5, StoppedByEpoch)
	stopsAt(5, StoppedByEpoch)
	tune(Stop{Epoch: 5})
	if r.Stopped() != NotStopped {
		t.Error("still stopped after Tune")
	}
	stopsAt(25, NotStopped)
	tune(Stop{Epoch: 5})
	stopsAt(45, NotStopped)
	tune(Stop{Epoch: 50})
	stopsAt(50, StoppedByEpoch)
	tune(Stop{Epoch: 50, Loss: 10}) // holds already: ends the next epoch
	stopsAt(51, StoppedByLoss)
	tune(Stop{Epoch: 50, Loss: 10})
	stopsAt(71, NotStopped)
	tune(Stop{Epoch: 50, Loss: 9})
	stopsAt(72, StoppedByLoss)
	r.Reset() // all rules are on again
	stopsAt(0, StoppedByLoss)
	tune(Stop{Epoch: 7})
	stopsAt(7, StoppedByEpoch)
}

func TestTuneInTheMiddle(t *testing.T) {
	e := circle()
	e.Batch, e.LearningRate = 10, 0.2
	a, b := begin(t, e), begin(t, e)
	for _, r := range []*Run{a, b} {
		r.Advance(2, 3)
		if err := r.Tune(Tune{LearningRate: 0.7, Momentum: 0.5}); err != nil {
			t.Fatal(err)
		}
	}
	a.Advance(3, 5)
	for range 35 {
		b.Advance(0, 1)
	}
	sameRun(t, b, a)
	if x := a.Experiment(); x.LearningRate != 0.7 || x.Momentum != 0.5 {
		t.Errorf("experiment has ε %v, α %v", x.LearningRate, x.Momentum)
	}

	// Within a schedule, the change that is in force takes the new values.
	e.Schedule = []Change{{Epoch: 1, LearningRate: 0.1, Momentum: 0.1}, {Epoch: 4, LearningRate: 0.3, Momentum: 0.3}}
	c := begin(t, e)
	c.Advance(2, 0)
	c.Tune(Tune{LearningRate: 0.05, Momentum: 0})
	want := []Change{{1, 0.05, 0}, {4, 0.3, 0.3}}
	if got := c.Experiment(); !slices.Equal(got.Schedule, want) || got.LearningRate != 0.2 || e.Schedule[0].LearningRate != 0.1 {
		t.Errorf("schedule %v, ε %v, caller's schedule %v", got.Schedule, got.LearningRate, e.Schedule)
	}
}

func TestEdit(t *testing.T) {
	e := circle()
	e.Batch, e.LearningRate = 10, 0.2
	r := begin(t, e)
	curve := r.History()[0]
	if err := r.Edit(4, 2.5); err != nil {
		t.Fatal(err)
	}
	if r.Network().Params()[4] != 2.5 || r.History()[0] == curve || r.History()[0].Train != r.Loss().Mean {
		t.Errorf("parameter %v, curve %v", r.Network().Params()[4], r.History())
	}
	r.Advance(1, 3)
	if v := r.Velocity()[7]; v == 0 {
		t.Error("no last step")
	}
	r.Edit(7, -1)
	if v := r.Velocity()[7]; v != 0 {
		t.Errorf("last step %v after an edit", v)
	}
	other := begin(t, e)
	other.Edit(4, 2.5)
	other.Advance(0, 13)
	other.Edit(7, -1)
	r.Advance(2, 0)
	other.Advance(0, 20)
	sameRun(t, r, other)

	r.Reset()
	if p := r.Network().Params(); p[4] != 2.5 || p[7] == -1 {
		t.Errorf("first weights %v: want the edit before the first update and no other", p)
	}
}

func TestEditRefusesALossWithoutEnd(t *testing.T) {
	e := circle()
	e.Layers[1].Activation = nn.Linear
	r := begin(t, e)
	before := r.Loss()
	if err := r.Edit(15, 1e300); faulty(err) != "value" {
		t.Errorf("error %v", err)
	}
	if r.Loss() != before || r.Stopped() != NotStopped {
		t.Errorf("loss %v after a refused edit, before %v", r.Loss(), before)
	}
}

func TestHistoryKeepsAGrid(t *testing.T) {
	e := xorTable(1, nn.Layer{Units: 1, Activation: nn.Sigmoid})
	for _, c := range []struct{ epochs, points, stride int }{
		{1023, 1024, 1}, {1024, 513, 2}, {2047, 1024, 2}, {2048, 513, 4}, {5000, 626, 8},
	} {
		r := begin(t, e)
		r.Advance(c.epochs, 0)
		points := r.History()
		if len(points) != c.points || cap(points) != historyPoints {
			t.Errorf("%d epochs: %d points, want %d", c.epochs, len(points), c.points)
		}
		for i, p := range points {
			if p.Epoch != i*c.stride {
				t.Fatalf("%d epochs: point %d is of epoch %d, want %d", c.epochs, i, p.Epoch, i*c.stride)
			}
		}
	}
}
