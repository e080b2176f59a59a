package ui

import "math"

const (
	// budget is how long the worker may take over one command, in
	// milliseconds, so that the answer is there when the next frame at 60 Hz
	// is due.
	budget = 11.0
	// measureEvery is how many commands go by between two without maps, which
	// show what updates alone cost.
	measureEvery = 16
	// weight of a new measurement against those before.
	weight = 0.3
	// resolution of a browser's clock, in milliseconds: what seems to take no
	// time may have taken this much.
	resolution = 0.1
)

// Pace turns time into updates. It decides how much the next command asks for;
// the worker itself has no clock. Half of the budget is kept for training: where
// the maps of a large network need more than the other half, they are asked for
// less often.
type Pace struct {
	Speed Speed
	Owed  float64 // updates that are due and not yet asked for

	update   float64 // measured cost of an update, in ms; 0 while unknown
	view     float64 // measured cost of the maps, in ms
	commands int     // advances asked for
}

// Restarted returns the pace of another run, whose costs are not yet known.
func (p Pace) Restarted() Pace { return Pace{Speed: p.Speed} }

// Burst is how many updates one command may hold.
func (p Pace) Burst() int {
	if p.update == 0 {
		return 1
	}
	return max(1, int((budget-min(p.view, budget/2))/p.update))
}

// Elapse lets elapsed milliseconds pass, in which one frame was drawn.
func (p Pace) Elapse(elapsed float64, perEpoch int) Pace {
	epoch, burst := float64(perEpoch), float64(p.Burst())
	if s := speeds[p.Speed]; p.Speed == Fastest {
		p.Owed = burst
	} else {
		p.Owed += (s.updates+s.epochs*epoch)*elapsed/1000 + s.frame*epoch
	}
	// Time in which the worker could not keep up is not made up for later.
	p.Owed = min(p.Owed, max(burst, epoch))
	return p
}

// Take returns how many updates to ask for now, whether to ask for maps with
// them, and what is left, when done updates of the present epoch are. Where
// whole epochs are to be seen it asks for nothing until one is due, and then for
// all of it.
func (p Pace) Take(perEpoch, done int) (updates int, maps bool, rest Pace) {
	n := int(p.Owed + 1e-9)
	if p.Speed.byEpoch() && perEpoch > 0 {
		if done > 0 {
			n = perEpoch - done // what has begun is brought to its end
		} else {
			n -= n % perEpoch
		}
	}
	n = min(n, p.Burst())
	if n <= 0 {
		return 0, false, p
	}
	every := int(math.Ceil(p.view / (budget / 2)))
	maps = p.Speed < EveryFrame || p.commands%max(every, 1) == 0 && p.commands%measureEvery != measureEvery/2
	p.commands++
	p.Owed -= float64(n)
	return n, maps, p
}

// Answered learns from a command of n updates that took the worker some
// milliseconds.
func (p Pace) Answered(n int, maps bool, took float64) Pace {
	took = max(took, resolution)
	each := took / float64(n)
	switch {
	case p.update == 0:
		p.update = each
	case !maps:
		p.update += weight * (each - p.update)
		if each < p.update/2 { // far off, as at the start: believe it
			p.update = each
		}
	default:
		p.view += weight * (max(0, took-p.update*float64(n)) - p.view)
	}
	return p
}
