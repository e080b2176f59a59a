package ui

import (
	"math"
	"strings"
	"testing"
)

func TestRateOfAnEvenPaceIsEven(t *testing.T) {
	for _, c := range []struct{ every, samples float64 }{{1000, 100}, {200, 10}, {1000.0 / 60, 250}} {
		r, figures := Rate{}, map[string]bool{}
		for i := range 2000 {
			// Answers are seen at the frame after they come.
			now := math.Ceil(float64(i)*c.every*60/1000) * 1000 / 60
			if r = r.Measure(now, float64(i)*c.samples); r.PerSecond > 0 && now > 3000 {
				figures[rounded(r.PerSecond)] = true
			}
		}
		if want := c.samples * 1000 / c.every; math.Abs(r.PerSecond-want) > 0.03*want {
			t.Errorf("%v samples every %v ms: %v a second, want %v", c.samples, c.every, r.PerSecond, want)
		}
		if len(figures) != 1 {
			t.Errorf("%v samples every %v ms: the figure jumps: %v", c.samples, c.every, figures)
		}
	}
}

func TestRateChangesAtMostOnceASecond(t *testing.T) {
	r, changes := Rate{}, 0
	for i := range 600 { // ten seconds of frames, with a pace that grows
		before := r.PerSecond
		if r = r.Measure(float64(i)*1000/60, float64(i*i)); r.PerSecond != before {
			changes++
		}
	}
	if changes > 11 {
		t.Errorf("%d figures in ten seconds", changes)
	}
}

func TestRounded(t *testing.T) {
	for v, want := range map[float64]string{
		0.5: "0.5", 3: "3", 42.4: "42", 100: "100", 104: "100", 996: "1.0\u2009k", 1000: "1.0\u2009k", 12345: "12\u2009k", 350e3: "350\u2009k", 1.24e6: "1.2\u2009M", 35e6: "35\u2009M",
	} {
		if got := rounded(v); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
}

func TestRateIsShownWhilePlaying(t *testing.T) {
	b := open(t, "samples=100&share=50&batch=7&layers=2tanh,1tanh&rate=0.1&momentum=0")
	if name, text := b.m.epochName(), b.m.rateText(); text != "" || name != "Epoch" {
		t.Errorf("before Play: %q, %q", name, text)
	}
	b.send(TogglePlay{})
	b.frames(120)
	// 50 samples an epoch, 60 epochs a second.
	if text := b.m.rateText(); !strings.HasSuffix(text, "\u2009k samples/s") || math.Abs(b.m.Rate.PerSecond-3000) > 150 {
		t.Errorf("at an epoch a frame: %q, rate %v", text, b.m.Rate.PerSecond)
	}
	b.send(SetSpeed{OneUpdate})
	if b.m.Rate.PerSecond != 0 {
		t.Error("the rate of another speed is shown")
	}
	b.frames(60 * 4)
	if name, text := b.m.epochName(), b.m.rateText(); !strings.HasPrefix(name, "Epoch, update ") || !strings.HasSuffix(name, "/8") || text != "7 samples/s" {
		t.Errorf("at an update a second: %q, %q, rate %v", name, text, b.m.Rate.PerSecond)
	}
	b.send(TogglePlay{})
	if text := b.m.rateText(); text != "" {
		t.Errorf("held: %q", text)
	}
	// A short last batch counts with its own samples.
	b.m.Snapshot.Updates = 8
	if got := b.m.trained(); got != 50 {
		t.Errorf("after an epoch %v samples, want 50", got)
	}
	b.m.Snapshot.Updates = 7
	if got := b.m.trained(); got != 49 {
		t.Errorf("after seven updates %v samples, want 49", got)
	}
}

func TestSpeedByKey(t *testing.T) {
	b := open(t, quick)
	b.send(StepSpeed{+1})
	if b.m.Pace.Speed != TenEveryFrame || b.m.Said != b.m.Words().Speeds[TenEveryFrame] {
		t.Errorf("a step up from the speed of opening: %v, said %q", b.m.Pace.Speed, b.m.Said)
	}
	for range 20 {
		b.send(StepSpeed{-1})
	}
	if b.m.Pace.Speed != OneUpdate {
		t.Errorf("many steps down: %v", b.m.Pace.Speed)
	}
}
