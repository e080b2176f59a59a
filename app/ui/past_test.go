package ui

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/engine"
)

const minibatches = "data=circle&samples=100&share=50&batch=15&order=shuffled&layers=3tanh,1tanh&rate=0.05"

// Any moment that the page goes back to has the bits of a fresh run.
func TestGoingBackShowsTheStateOfThen(t *testing.T) {
	b := open(t, minibatches)
	perEpoch := int64(b.m.Snapshot.UpdatesPerEpoch)
	b.send(TogglePlay{})
	b.frames(60)
	if !b.m.Playing || b.m.Snapshot.Epoch < 20 {
		t.Fatalf("a second: epoch %d", b.m.Snapshot.Epoch)
	}
	furthest, curve := b.m.Snapshot.Updates, b.m.curve()
	random := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		at := random.Int64N(furthest + 1)
		b.send(GoTo{Updates: at, More: true})
		s := b.m.Snapshot
		if b.m.Playing || s.Updates != at || s.Furthest != furthest || b.m.inPast() != (at < furthest) {
			t.Fatalf("at update %d of %d: %d of %d, playing %v", at, furthest, s.Updates, s.Furthest, b.m.Playing)
		}
		if !slices.Equal(s.Params, freshRun(t, b.m.Experiment, at).Params) {
			t.Fatalf("at update %d the weights are not those of a fresh run", at)
		}
		if !slices.Equal(b.m.curve(), curve) {
			t.Fatalf("going to update %d changed the curve, which ended at %v and ends at %v", at, curve[len(curve)-1], b.m.curve()[len(b.m.curve())-1])
		}
	}
	b.send(GoTo{Updates: 3*perEpoch + 1}, GoBy{-1})
	if got := b.m.Snapshot.Updates; got != 3*perEpoch {
		t.Errorf("an epoch back from within the fourth is update %d, want %d", got, 3*perEpoch)
	}
	b.send(GoBy{-1}, GoBy{-5})
	if got := b.m.Snapshot.Updates; got != 0 {
		t.Errorf("back beyond the beginning is update %d", got)
	}
	b.send(GoBy{2}, GoBy{1 << 30})
	if got := b.m.Snapshot.Updates; got != furthest || b.m.inPast() {
		t.Errorf("forward beyond the end is update %d, want %d", got, furthest)
	}
}

// freshRun returns a fresh run after so many updates.
func freshRun(t *testing.T, e engine.Experiment, updates int64) engine.Snapshot {
	t.Helper()
	var r engine.Run
	r.Do(engine.Command{Action: engine.Begin{Experiment: e}})
	s := r.Do(engine.Command{Action: engine.Advance{Updates: int(updates)}})
	if s.Err != nil || s.Updates != updates {
		t.Fatalf("a fresh run is at update %d (%v), want %d", s.Updates, s.Err, updates)
	}
	return s
}

// Training from an earlier epoch replaces what came after it.
func TestTrainingGoesOnFromThePast(t *testing.T) {
	b := open(t, quick)
	b.send(TogglePlay{})
	b.frames(40)
	b.send(GoTo{Updates: 10})
	page := app.HTMLString((&Playground{model: b.m}).Render())
	for _, want := range []string{`id="past"`, `id="continue-here"`, `id="latest"`, "epoch 10 of 40"} {
		if !strings.Contains(page, want) {
			t.Errorf("back at epoch 10 of 40 the page lacks %q", want)
		}
	}
	b.send(TogglePlay{})
	b.frames(5)
	s := b.m.Snapshot
	if s.Updates != 15 || s.Furthest != 15 || len(b.m.History) != 16 {
		t.Errorf("5 epochs on from 10: update %d of %d, %d points", s.Updates, s.Furthest, len(b.m.History))
	}
	if !slices.Equal(s.Params, freshRun(t, b.m.Experiment, 15).Params) {
		t.Error("the weights are not those of a fresh run")
	}
}

// What was in force then is on the screen again, also in the link.
func TestGoingBackShowsTheSettingsOfThen(t *testing.T) {
	b := open(t, "data=circle&layers=3sigmoid,1sigmoid&rate=2")
	b.send(StepEpoch{}, StepEpoch{}, Commit{FieldRate, "0.5"}, NewData{}, StepEpoch{})
	seed := b.m.Experiment.Data.Seed
	samples := b.m.Samples[0]
	b.send(GoTo{Updates: 1})
	if e := b.m.Experiment; e.LearningRate != 2 || e.Data.Seed != seed-1 || b.m.Samples[0].X1 == samples.X1 || !strings.Contains(b.m.link(), "rate=2") {
		t.Errorf("at update 1: rate %v, data seed %d, first sample %v", e.LearningRate, e.Data.Seed, b.m.Samples[0])
	}
	b.send(GoTo{Updates: 3})
	if e := b.m.Experiment; e.LearningRate != 0.5 || e.Data.Seed != seed || b.m.Samples[0].X1 != samples.X1 {
		t.Errorf("at update 3: rate %v, data seed %d, first sample %v", e.LearningRate, e.Data.Seed, b.m.Samples[0])
	}
}

// While the worker is busy, wishes do not pile up: the last one counts.
func TestDraggingDoesNotPileUp(t *testing.T) {
	b := open(t, quick)
	b.send(TogglePlay{})
	b.frames(40)
	b.silent = true
	before := len(b.sent)
	for at := range int64(30) {
		b.send(GoTo{Updates: at, More: true})
		if got := b.m.shownUpdates(); got != at {
			t.Fatalf("on the way to update %d the slider is at %d", at, got)
		}
	}
	if got := len(b.sent) - before; got != 1 || b.m.shownUpdates() != 29 {
		t.Fatalf("30 places while the worker is busy: %d commands, slider at %d", got, b.m.shownUpdates())
	}
	b.silent = false
	b.send(Arrived{b.run.Do(b.sent[len(b.sent)-1])})
	if got := len(b.sent) - before; got != 2 || b.m.Snapshot.Updates != 29 || b.m.Past.Going {
		t.Errorf("after the answer: %d commands, update %d", got, b.m.Snapshot.Updates)
	}
}

// A long curve keeps only some of its epochs, but its end stays while the page
// is back.
func TestLongCurveKeepsItsEnd(t *testing.T) {
	b := open(t, quick)
	m, commands := b.m.send(engine.Advance{Updates: 1501}, b.m.fullView())
	b.m = m
	b.send(Arrived{b.run.Do(commands[0])})
	end := b.m.lossHere()
	b.send(GoTo{Updates: 700})
	if curve := b.m.curve(); len(curve) > 1024 || curve[len(curve)-1].Epoch != 1501 || curve[len(curve)-1].Train != end.Train {
		t.Errorf("back at 700 of 1,501 the curve of %d points ends at %v, want %v", len(curve), curve[len(curve)-1], end)
	}
}
