package ui

import "testing"

func TestPaceAsksForTheEpochsOfItsSpeed(t *testing.T) {
	const perEpoch = 10
	for _, c := range []struct {
		name    string
		speed   Speed
		frames  int
		elapsed float64
		want    int
	}{
		{"slow, a second", Slow, 60, 1000.0 / 60, 4 * perEpoch},
		{"slow, a tenth of a second", Slow, 6, 1000.0 / 60, 0},
		{"an epoch a frame", EveryFrame, 60, 1000.0 / 60, 60 * perEpoch},
		{"ten epochs a frame", TenEveryFrame, 60, 1000.0 / 60, 600 * perEpoch},
		{"as fast as it goes", Fastest, 60, 1000.0 / 60, 60 * 1000},
	} {
		p := Pace{Speed: c.speed, Burst: 1000}
		got := 0
		for range c.frames {
			var n int
			p = p.Elapse(c.elapsed, perEpoch)
			n, p = p.Take(perEpoch)
			got += n
		}
		if got != c.want {
			t.Errorf("%s: %d updates, want %d", c.name, got, c.want)
		}
	}
}

func TestPaceDoesNotMakeUpForLostTime(t *testing.T) {
	p := Pace{Speed: EveryFrame, Burst: 100}
	for range 1000 { // the worker is busy and nothing is taken
		p = p.Elapse(16, 10)
	}
	if n, _ := p.Take(10); n != 100 {
		t.Errorf("after a long wait %d updates, want one burst of 100", n)
	}
}

func TestPaceTakesLongEpochsInPieces(t *testing.T) {
	for _, speed := range []Speed{Slow, EveryFrame} {
		p, taken := Pace{Speed: speed, Burst: 7}, 0
		for range 200 {
			var n int
			p = p.Elapse(16, 50)
			n, p = p.Take(50)
			if n > 7 {
				t.Fatalf("speed %d: %d updates in one command, want at most 7", speed, n)
			}
			taken += n
		}
		if taken < 50 {
			t.Errorf("speed %d: %d updates in 3.2 s, want an epoch of 50 or more", speed, taken)
		}
	}
}

func TestPaceFollowsTheRoundTrip(t *testing.T) {
	const cost = 0.01 // ms per update
	p := Pace{Speed: Fastest, Burst: 1}
	for range 200 {
		p = p.Answered(p.Burst, cost*float64(p.Burst))
	}
	if trip := cost * float64(p.Burst); trip < shortTrip*0.7 || trip > longTrip {
		t.Errorf("settled on round trips of %.1f ms, want about %d to %d", trip, shortTrip, longTrip)
	}
	slow := p.Answered(p.Burst, 100)
	if slow.Burst >= p.Burst {
		t.Errorf("after a long round trip burst %d, want less than %d", slow.Burst, p.Burst)
	}
	for range 100 {
		slow = slow.Answered(slow.Burst, 1000)
	}
	if slow.Burst != 1 {
		t.Errorf("a machine that is always late: burst %d, want 1", slow.Burst)
	}
}
