package ui

import "testing"

// worker stands for one that takes update ms for each update and view ms for
// the maps.
type fakeWorker struct{ update, view float64 }

// play lets n frames pass, a sixtieth of a second each, and returns how many
// updates were asked for, how often with maps, and the longest command in ms.
func (w fakeWorker) play(p Pace, n, perEpoch int) (rest Pace, updates, maps int, longest float64) {
	busy, done := 0.0, 0
	for range n {
		p = p.Elapse(1000.0/60, perEpoch)
		if busy -= 1000.0 / 60; busy > 0 {
			continue
		}
		busy = 0
		asked, withMaps, rest := p.Take(perEpoch, done%perEpoch)
		p = rest
		if asked == 0 {
			continue
		}
		trip := w.update * float64(asked)
		if withMaps {
			trip += w.view
			maps++
		}
		updates += asked
		done += asked
		longest = max(longest, trip)
		busy = trip
		p = p.Answered(asked, withMaps, trip)
	}
	return p, updates, maps, longest
}

func TestPaceAsksForTheEpochsOfItsSpeed(t *testing.T) {
	const perEpoch = 10
	quick := fakeWorker{update: 0.001, view: 1}
	for _, c := range []struct {
		name   string
		speed  Speed
		frames int
		want   int
	}{
		{"an update a second", OneUpdate, 300, 5},
		{"an update a second, not yet", OneUpdate, 59, 0},
		{"five updates a second", FiveUpdates, 60, 5},
		{"twenty updates a second", TwentyUpdates, 60, 20},
		{"an epoch a second", OneEpoch, 300, 5 * perEpoch},
		{"an epoch a second, not yet", OneEpoch, 59, 0},
		{"four epochs a second", FourEpochs, 60, 4 * perEpoch},
		{"four epochs a second, a tenth of it", FourEpochs, 6, 0},
		{"fifteen epochs a second", FifteenEpochs, 60, 15 * perEpoch},
		{"an epoch a frame", EveryFrame, 60, 60 * perEpoch},
		{"ten epochs a frame", TenEveryFrame, 60, 600 * perEpoch},
	} {
		warm, _, _, _ := quick.play(Pace{Speed: Fastest}, 100, perEpoch)
		warm.Speed, warm.Owed = c.speed, 0
		if _, got, _, _ := quick.play(warm, c.frames, perEpoch); got != c.want {
			t.Errorf("%s: %d updates, want %d", c.name, got, c.want)
		}
	}
}

func TestPaceFillsTheTimeBetweenFrames(t *testing.T) {
	for _, w := range []fakeWorker{{0.0005, 0.5}, {0.01, 3}, {0.2, 5}, {3, 0.1}, {0.05, 40}} {
		p, _, _, _ := w.play(Pace{Speed: Fastest}, 300, 10)
		_, updates, maps, longest := w.play(p, 600, 10)
		if limit := budget + 1 + max(w.update, max(0, w.view-budget/2)); longest > limit {
			t.Errorf("%+v: a command of %.1f ms, want at most %.1f", w, longest, limit)
		}
		if share := float64(updates) * w.update / 10_000; share < 0.25 {
			t.Errorf("%+v: training has %.0f %% of the time, want a quarter or more", w, 100*share)
		}
		if maps < 30 {
			t.Errorf("%+v: %d maps in ten seconds, want 30 or more", w, maps)
		}
	}
}

func TestPaceDoesNotMakeUpForLostTime(t *testing.T) {
	p, _, _, _ := fakeWorker{update: 0.1}.play(Pace{Speed: EveryFrame}, 60, 10)
	for range 1000 { // the worker is busy and nothing is taken
		p = p.Elapse(16, 10)
	}
	if n, _, _ := p.Take(10, 0); n != p.Burst() || n > 200 {
		t.Errorf("after a long wait %d updates, want one burst of %d", n, p.Burst())
	}
}

func TestPaceTakesLongEpochsInPieces(t *testing.T) {
	for _, speed := range []Speed{FifteenEpochs, EveryFrame, TenEveryFrame, Fastest} {
		_, updates, _, longest := fakeWorker{update: 2}.play(Pace{Speed: speed}, 200, 50)
		if longest > budget+2 || updates < 500 {
			t.Errorf("speed %d: %d updates in commands of up to %.0f ms, want 500 or more in %.0f", speed, updates, longest, budget)
		}
	}
}

// Where whole epochs are to be seen, an epoch longer than a burst is trained on
// to its end, and one that was begun at another speed too.
func TestPaceEndsTheEpochsThatItBegins(t *testing.T) {
	const perEpoch = 50
	w := fakeWorker{update: 2}
	p, _, _, _ := w.play(Pace{Speed: Fastest}, 20, perEpoch)
	p.Speed, p.Owed = OneEpoch, 0
	// The fifth epoch is due after five seconds and takes a tenth of one.
	if p, updates, _, _ := w.play(p, 60*5+12, perEpoch); updates != 5*perEpoch {
		t.Errorf("five seconds at an epoch a second: %d updates, want %d; owed %v", updates, 5*perEpoch, p.Owed)
	}
	p.update = 0.001
	if n, _, _ := p.Take(perEpoch, 3); n != perEpoch-3 {
		t.Errorf("after three updates of an epoch %d more, want %d", n, perEpoch-3)
	}
}

func TestSpeedNames(t *testing.T) {
	for i := range speeds {
		s := Speed(i)
		if got, known := parseSpeed(s.String()); !known || got != s {
			t.Errorf("%q is speed %d, %v, want %d", s, got, known, s)
		}
	}
	if _, known := parseSpeed("3"); known {
		t.Error("a speed of no name is known")
	}
	if OneUpdate.stepped(-1) != OneUpdate || Fastest.stepped(1) != Fastest || OneEpoch.stepped(1) != FourEpochs {
		t.Error("steps lead beyond the ends, or past a speed")
	}
}
