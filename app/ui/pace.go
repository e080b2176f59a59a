package ui

// Speed says how fast training plays.
type Speed uint8

const (
	Slow          Speed = iota // four epochs a second
	EveryFrame                 // an epoch for each frame drawn
	TenEveryFrame              // ten epochs for each frame drawn
	Fastest                    // as many updates as fit between two frames
)

// Bounds of the round trip of one command, in milliseconds: below the first
// the next may be longer, above the second it must be shorter, so that an
// answer is there when a frame at 60 Hz is due.
const (
	shortTrip = 10
	longTrip  = 14
)

// slowEpochs is the pace of Slow, in epochs per second.
const slowEpochs = 4

// Pace turns time into updates. It decides how much the next command may ask
// for; the worker itself has no clock.
type Pace struct {
	Speed Speed
	// Burst is how many updates one command may hold. It follows the
	// measured round trips.
	Burst int
	// Owed is how many updates are due and not yet asked for.
	Owed float64
}

// Elapse lets elapsed milliseconds pass, in which one frame was drawn.
func (p Pace) Elapse(elapsed float64, perEpoch int) Pace {
	epoch := float64(perEpoch)
	switch p.Speed {
	case Slow:
		p.Owed += slowEpochs * epoch * elapsed / 1000
	case EveryFrame:
		p.Owed += epoch
	case TenEveryFrame:
		p.Owed += 10 * epoch
	case Fastest:
		p.Owed = float64(p.Burst)
	}
	// Time in which the worker could not keep up is not made up for later.
	p.Owed = min(p.Owed, max(float64(p.Burst), epoch))
	return p
}

// Take returns how many updates to ask for now and what is left. Slow asks
// for whole epochs, so that each is seen.
func (p Pace) Take(perEpoch int) (int, Pace) {
	n := int(p.Owed)
	if p.Speed == Slow {
		n -= n % max(perEpoch, 1)
	}
	n = min(n, p.Burst)
	if p.Speed == Slow && n == 0 && p.Owed >= float64(perEpoch) {
		n = p.Burst // an epoch too long for one command comes in pieces
	}
	p.Owed -= float64(n)
	return n, p
}

// Answered adapts Burst to the round trip, in milliseconds, of a command of
// n updates.
func (p Pace) Answered(n int, trip float64) Pace {
	switch {
	case trip > longTrip:
		p.Burst = max(1, min(p.Burst, n)*7/10)
	case trip < shortTrip && n >= p.Burst:
		p.Burst += p.Burst/4 + 1
	}
	return p
}
