package ui

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"backprop/app/draw"
	"backprop/engine"
)

// stepping are experiments in which steps cross batches of two sizes, epochs in
// another order, several outputs and a full batch.
var stepping = []string{
	quick + "&batch=3",
	"data=gauss&samples=20&share=50&batch=4&order=shuffled&layers=3tanh,2relu,1sigmoid&rate=0.1&momentum=0.5",
	"data=gauss&classes=3&samples=12&share=50&layers=3sigmoid&rate=0.5",
	"data=xortable&layers=2sigmoid,1linear&rate=0.1&batch=1&gradient=sum&decay=0.01",
}

// state is all that a step back must restore.
func (b *bench) state() string {
	return fmt.Sprint(b.m.Scope.At, b.m.Snapshot.Updates, b.m.Snapshot.Params, b.m.Snapshot.Velocity, b.m.lensSample())
}

func TestStepsBackRestoreEveryState(t *testing.T) {
	for n, link := range stepping {
		b := open(t, link)
		b.send(ToggleMicroscope{})
		random := rand.New(rand.NewPCG(uint64(n), 1))
		var grains []Grain
		states := []string{b.state()}
		crossed, within := 0, 0
		for range 200 {
			g := Grain(random.IntN(int(grainCount)))
			before := b.m.Snapshot.Updates
			b.send(SetGrain{g}, StepBy{})
			grains, states = append(grains, g), append(states, b.state())
			if b.m.Snapshot.Updates > before {
				crossed++
			} else {
				within++
			}
			if l := b.m.seen(); l == nil || l.Sample != b.m.lensSample() {
				t.Fatalf("%s: the lens is not that of the step", link)
			}
		}
		if crossed < 20 || within < 20 {
			t.Errorf("%s: %d steps over an update and %d within one", link, crossed, within)
		}
		for i, g := range slices.Backward(grains) {
			b.send(SetGrain{g}, StepBy{Back: true})
			if got := b.state(); got != states[i] {
				t.Fatalf("%s: %d steps back: %s, want %s", link, 200-i, got, states[i])
			}
		}
	}
}

// One grain alone leads through every place, and back without what was noted on
// the way.
func TestOneGrainGoesForwardAndBack(t *testing.T) {
	for _, link := range stepping {
		for g := range grainCount {
			b := open(t, link)
			b.send(ToggleMicroscope{}, SetGrain{g})
			var states []string
			for range 60 {
				states = append(states, b.state())
				b.send(StepBy{})
			}
			b.m.Scope.trail = nil
			for i, want := range slices.Backward(states) {
				b.send(StepBy{Back: true})
				if got := b.state(); got != want {
					t.Fatalf("%s, grain %d, back at step %d: %s, want %s", link, g, i, got, want)
				}
			}
			place := b.m.Scope.At
			if b.send(StepBy{Back: true}); b.m.Scope.At != place {
				t.Errorf("%s, grain %d: a step back from the beginning leads to %v", link, g, b.m.Scope.At)
			}
		}
	}
}

// By units, a sample goes through every unit forward, its loss, and every unit
// back, from the output down.
func TestUnitStepsFollowBackpropagation(t *testing.T) {
	b := open(t, "data=gauss&samples=20&share=50&batch=4&order=shuffled&layers=3tanh,2relu,1sigmoid&rate=0.1")
	b.send(ToggleMicroscope{})
	want := []string{
		"1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "loss",
		"back 3.1", "back 2.1", "back 2.2", "back 1.1", "back 1.2", "back 1.3",
	}
	for example := range 4 {
		for i := range want {
			b.send(StepBy{})
			now, within := b.m.current()
			name := fmt.Sprintf("%d.%d", now.unit.Layer, now.unit.To+1)
			if now.back {
				name = "back " + name
			}
			if now.loss {
				name = "loss"
			}
			if !within || name != want[i] || b.m.exampleAt(b.m.Scope.At) != example {
				t.Fatalf("step %d of sample %d is %s of sample %d, want %s", i, example, name, b.m.exampleAt(b.m.Scope.At), want[i])
			}
			if b.m.lensSample() != b.m.Scope.Sight.Next.Samples[example] {
				t.Errorf("the lens is on sample %d, the batch has %d", b.m.lensSample(), b.m.Scope.Sight.Next.Samples[example])
			}
			if !b.m.reached(draw.Part{Kind: draw.Unit, Layer: 1}, false) || b.m.reached(draw.Part{Kind: draw.Unit, Layer: 3}, true) != (i >= 7) || b.m.lossReached() != (i >= 6) {
				t.Errorf("step %d: other units are reached", i)
			}
		}
	}
	if b.m.Snapshot.Updates != 0 {
		t.Fatal("steps within a batch have trained")
	}
	if b.send(StepBy{}); b.m.Snapshot.Updates != 1 || b.m.Scope.At != (Place{1, 0}) {
		t.Errorf("after the batch: %d updates, at %v", b.m.Snapshot.Updates, b.m.Scope.At)
	}
}

// Steps asked for while the worker is busy wait for it, and none is lost.
func TestStepsWaitForTheWorker(t *testing.T) {
	b := open(t, stepping[0])
	b.send(ToggleMicroscope{}, SetGrain{ByUpdate})
	b.send(TogglePlay{})
	b.frames(3)
	b.silent = true
	b.frames(1)
	command := b.sent[len(b.sent)-1]
	if _, advance := command.Action.(engine.Advance); !advance {
		t.Fatalf("the last command is %T", command.Action)
	}
	before := len(b.sent)
	b.send(StepBy{}, StepBy{})
	if b.m.Playing || len(b.m.Scope.pending) != 2 {
		t.Fatalf("playing %v, %d steps wait", b.m.Playing, len(b.m.Scope.pending))
	}
	b.silent = false
	waiting := b.sent[before:]
	b.send(Arrived{b.run.Do(command)})
	trained := b.m.Snapshot.Updates
	for _, c := range slices.Clone(waiting) {
		b.send(Arrived{b.run.Do(c)})
	}
	if b.m.Snapshot.Updates != trained+2 || b.m.Scope.At != (Place{trained + 2, 0}) || len(b.m.Scope.pending) != 0 {
		t.Errorf("%d updates at %v with %d waiting, want %d", b.m.Snapshot.Updates, b.m.Scope.At, len(b.m.Scope.pending), trained+2)
	}
}

// A closed microscope asks for nothing; an open one, while training plays, at a
// rate that can be read.
func TestLensIsAskedForWhenItIsSeen(t *testing.T) {
	lenses := func(b *bench) (n int) {
		for _, c := range b.sent {
			if c.View.Lens.Wanted {
				n++
			}
		}
		return n
	}
	b := open(t, quick)
	b.send(Select{unit(1, 0)}, TogglePlay{})
	b.frames(120)
	if n := lenses(b); n != 0 {
		t.Errorf("the closed microscope asked for %d lenses", n)
	}
	b.send(ToggleMicroscope{})
	b.sent = nil
	b.frames(120)
	if n := lenses(b); n < 7 || n > 9 {
		t.Errorf("%d lenses in two seconds of playing, want 8", n)
	}
	if b.m.seen() == nil {
		t.Error("nothing is seen while playing")
	}
	b.send(TogglePlay{})
	if l := b.m.seen(); l == nil || b.m.Scope.Sight.Updates != b.m.Snapshot.Updates {
		t.Error("the lens of a held network is of another moment")
	}
	b.send(Select{draw.Part{Kind: draw.Weight, Layer: 2, From: 1}})
	if l := b.m.seen(); l == nil || len(l.Contributions) != b.m.Snapshot.TrainSamples {
		t.Error("no contributions to the selected weight")
	}
	b.send(PickSample{3})
	if l := b.m.seen(); l == nil || l.Sample != 3 {
		t.Error("the picked sample is not under the lens")
	}
	b.send(Commit{FieldSample, "2"})
	if l := b.m.seen(); l == nil || l.Sample != 1 {
		t.Error("the typed sample is not under the lens")
	}
	for _, typed := range []string{"0", "5", "1.5", "x"} {
		if b.send(Commit{FieldSample, typed}); b.m.Errors[FieldSample] == nil || b.m.lensSample() != 1 {
			t.Errorf("%q is taken for a sample", typed)
		}
	}
	b.send(ToggleMicroscope{})
	b.sent = nil
	b.send(StepEpoch{})
	if lenses(b) != 0 {
		t.Error("the closed microscope asks for a lens")
	}
}

// Back at the first weights, the steps are back at the first of them too.
func TestResetTakesTheStepsBack(t *testing.T) {
	b := open(t, quick)
	b.send(ToggleMicroscope{}, StepBy{}, StepBy{}, ResetWeights{})
	if b.m.Scope.At != (Place{}) {
		t.Errorf("after Reset the steps are at %v", b.m.Scope.At)
	}
}

func TestStepsPlayAtTheirRate(t *testing.T) {
	b := open(t, quick)
	b.send(ToggleMicroscope{}, ToggleSteps{})
	b.frames(121) // at 2 a second
	if b.m.Scope.At.Done < 3 || b.m.Scope.At.Done > 4 {
		t.Errorf("%d steps in two seconds, want 4", b.m.Scope.At.Done)
	}
	b.send(TogglePlay{})
	if b.m.Scope.Playing {
		t.Error("steps go on while training plays")
	}
	b.send(TogglePlay{}, ToggleSteps{}, StepBy{Back: true})
	if b.m.Scope.Playing {
		t.Error("steps go on after a step by hand")
	}
}
