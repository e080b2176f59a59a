package engine

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"backprop/engine/nn"
)

// moment is what must be the same when a run comes to it again.
type moment struct {
	updates          int64
	epoch            int
	params, velocity []float64
	train            Loss
}

func momentOf(r *Run) moment {
	return moment{r.updates, r.epoch, slices.Clone(r.network.Params()), slices.Clone(r.velocity), r.Loss()}
}

func (m moment) is(other moment) bool {
	return m.updates == other.updates && m.epoch == other.epoch && slices.Equal(m.params, other.params) &&
		slices.Equal(m.velocity, other.velocity) && m.train == other.train
}

// A run that is changed by hand on the way comes through the same states again,
// in any order.
func TestGoto(t *testing.T) {
	for number := range uint64(30) {
		e := randomExperiment(number)
		random := rand.New(rand.NewPCG(number, 5))
		r := begin(t, e)
		moments := map[int64]moment{0: momentOf(r)}
		var order []int64
		for range 120 {
			switch random.IntN(12) {
			case 0:
				tune := Tune{LearningRate: 0.0005 * random.Float64(), Momentum: random.Float64(), Decay: e.Decay, Penalty: e.Penalty}
				if err := r.Tune(tune); err != nil {
					t.Fatal(err)
				}
			case 1:
				if err := r.Edit(random.IntN(r.network.Size()), random.Float64()); err != nil {
					t.Fatal(err)
				}
			case 2:
				if !e.Data.Set.Fixed() {
					if err := r.Redraw(random.Uint64N(1000)); err != nil {
						t.Fatal(err)
					}
				}
			case 3:
				r.Advance(1+random.IntN(20), 0)
			default:
				r.Advance(0, 1+random.IntN(5))
			}
			if r.Stopped() != NotStopped {
				t.Fatalf("experiment %d stopped: %v", number, r.Divergence())
			}
			moments[r.updates] = momentOf(r) // the last change there counts
		}
		furthest := r.Updates()
		curve := slices.Clone(r.History())
		for at := range moments {
			order = append(order, at)
		}
		slices.Sort(order)
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, at := range append(order, furthest) {
			if err := r.Goto(at); err != nil {
				t.Fatal(err)
			}
			if got := momentOf(r); !got.is(moments[at]) {
				t.Fatalf("experiment %d at update %d of %d: another state than the first time", number, at, furthest)
			}
			if r.Furthest() != furthest || !slices.Equal(samePoints(r.History()), samePoints(curve)) {
				t.Fatalf("going to %d changed the future", at)
			}
		}
	}
}

// samePoints makes points without a test loss comparable.
func samePoints(points []LossPoint) []LossPoint {
	all := slices.Clone(points)
	for i := range all {
		if all[i].Test != all[i].Test {
			all[i].Test = -1
		}
	}
	return all
}

// 5,000 epochs keep a bounded number of marks, and every epoch is that of a run
// which is new.
func TestGotoOfALongRun(t *testing.T) {
	e := Default()
	e.Layers = []nn.Layer{{Units: 8, Activation: nn.Tanh}, {Units: 8, Activation: nn.Tanh}, {Units: 8, Activation: nn.Tanh}, {Units: 1, Activation: nn.Tanh}}
	e.LearningRate, e.Momentum, e.Batch, e.Order = 0.02, 0.5, 10, Shuffled
	e.Stop = Stop{}
	const epochs = 5000
	r, fresh := begin(t, e), begin(t, e)
	r.Advance(epochs, 0)
	if n := len(r.timeline.marks); n > mostMarks || n < mostMarks/4 {
		t.Errorf("%d marks", n)
	}
	random := rand.New(rand.NewPCG(1, 1))
	var wanted []int
	for range 50 {
		wanted = append(wanted, random.IntN(epochs))
	}
	slices.Sort(wanted)
	states := map[int]moment{}
	for _, epoch := range wanted {
		fresh.Advance(epoch-fresh.Epoch(), 0)
		states[epoch] = momentOf(fresh)
	}
	random.Shuffle(len(wanted), func(i, j int) { wanted[i], wanted[j] = wanted[j], wanted[i] })
	count := int64(r.batches.count())
	var times []time.Duration
	for _, epoch := range wanted {
		start := time.Now()
		if err := r.Goto(int64(epoch) * count); err != nil {
			t.Fatal(err)
		}
		times = append(times, time.Since(start))
		if !momentOf(r).is(states[epoch]) {
			t.Fatalf("epoch %d is not that of a new run", epoch)
		}
	}
	slices.Sort(times)
	t.Logf("Goto: median %v, longest %v", times[len(times)/2], times[len(times)-1])
}

// 200 steps forward and 200 back come to the same bits.
func TestStepsBack(t *testing.T) {
	for number := range uint64(5) {
		r := begin(t, randomExperiment(number))
		r.Advance(1, 1)
		var moments []moment
		random := rand.New(rand.NewPCG(number, 9))
		for range 200 {
			moments = append(moments, momentOf(r))
			if random.IntN(4) == 0 {
				r.Advance(1, 0)
			} else {
				r.Advance(0, 1)
			}
		}
		for i := range moments {
			m := moments[len(moments)-1-i]
			if err := r.Goto(m.updates); err != nil {
				t.Fatal(err)
			}
			if !momentOf(r).is(m) {
				t.Fatalf("step %d back is another state", i+1)
			}
		}
	}
}

// Training on from the past forgets what came later; the same training makes it
// again.
func TestGotoAndTrainOn(t *testing.T) {
	e := randomExperiment(4)
	r, straight := begin(t, e), begin(t, e)
	r.Advance(30, 0)
	if err := r.Goto(7); err != nil {
		t.Fatal(err)
	}
	c := r.Checkpoint()
	if n := len(c.History); c.Updates != 7 || c.History[n-1].Epoch > c.Epoch {
		t.Errorf("checkpoint of update %d with a curve up to epoch %d", c.Updates, c.History[n-1].Epoch)
	}
	if err := r.Edit(0, 0.25); err != nil {
		t.Fatal(err)
	}
	if r.Furthest() != 7 {
		t.Errorf("after a change at 7 the run has come to %d", r.Furthest())
	}
	r.Advance(5, 0)
	straight.Advance(0, 7)
	straight.Edit(0, 0.25)
	straight.Advance(5, 0)
	if !momentOf(r).is(momentOf(straight)) || !slices.Equal(samePoints(r.History()), samePoints(straight.History())) {
		t.Error("another state than that of a run which never went back")
	}
	if err := r.Goto(7); err != nil {
		t.Fatal(err)
	}
	if r.network.Params()[0] != 0.25 {
		t.Error("the change at 7 is not part of it")
	}
}

// A run that a rule or divergence has ended is so again at its end, and goes on
// elsewhere.
func TestGotoOfAStoppedRun(t *testing.T) {
	e := Default()
	e.Stop = Stop{Epoch: 20}
	r := begin(t, e)
	r.Advance(100, 0)
	end := r.Updates()
	if err := r.Goto(5); err != nil {
		t.Fatal(err)
	}
	if r.Stopped() != NotStopped {
		t.Errorf("stopped at update 5: %v", r.Stopped())
	}
	r.Goto(end)
	if r.Stopped() != StoppedByEpoch {
		t.Errorf("at its end: %q", r.Stopped())
	}
	r.Goto(5)
	r.Advance(100, 0)
	if r.Stopped() != StoppedByEpoch || r.Updates() != end {
		t.Errorf("trained on: %q at %d", r.Stopped(), r.Updates())
	}
	for _, at := range []int64{-1, end + 1} {
		if r.Goto(at) == nil {
			t.Errorf("Goto(%d) of %d", at, end)
		}
	}
	e.LearningRate, e.Stop = 3, Stop{}
	e.Layers = []nn.Layer{{Units: 4, Activation: nn.Linear}, {Units: 1, Activation: nn.Linear}}
	r = begin(t, e)
	r.Advance(1000, 0)
	if r.Stopped() != StoppedByDivergence || r.Updates() == 0 {
		t.Fatalf("no divergence: %q after %d", r.Stopped(), r.Updates())
	}
	end = r.Updates()
	r.Goto(0)
	r.Goto(end)
	if r.Stopped() != StoppedByDivergence {
		t.Error("the divergence is gone")
	}
}

// Going back to a mark brings back what was in force there, also for the update
// that a lens sees coming.
func TestGotoBringsBackWhatWasInForce(t *testing.T) {
	r := begin(t, Default())
	then := r.inForce()
	if err := r.Advance(10, 0); err != nil {
		t.Fatal(err)
	}
	if err := r.Redraw(7); err != nil {
		t.Fatal(err)
	}
	now := Tune{LearningRate: 0.25, Momentum: 0.5, Decay: 0.001, Stop: Stop{Epoch: 5000}}
	if err := r.Tune(now); err != nil {
		t.Fatal(err)
	}
	if err := r.Advance(10, 0); err != nil {
		t.Fatal(err)
	}
	for _, at := range []struct {
		updates int64
		want    Tune
		seed    uint64
	}{{0, then, 299}, {10, now, 7}, {9, then, 299}, {20, now, 7}, {3, then, 299}} {
		if err := r.Goto(at.updates); err != nil {
			t.Fatal(err)
		}
		var s Snapshot
		r.fill(&s, View{Lens: LensView{Wanted: true, Parameter: -1}})
		if s.InForce != at.want || s.DataSeed != at.seed {
			t.Errorf("at update %d %+v is in force and data seed %d, want %+v and %d", at.updates, s.InForce, s.DataSeed, at.want, at.seed)
		}
		if next := s.Lens.Next; next.LearningRate != at.want.LearningRate || next.Momentum != at.want.Momentum || next.Decay != at.want.Decay {
			t.Errorf("at update %d the next update has ε %v, α %v, d %v", at.updates, next.LearningRate, next.Momentum, next.Decay)
		}
	}
}
