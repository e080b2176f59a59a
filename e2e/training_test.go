package e2e

import (
	"fmt"
	"strings"
	"testing"

	"backprop/engine"
)

func TestNothingMovesBeforePlay(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	before := p.State()
	if before.Epoch != 0 || before.Playing || before.Stopped != engine.NotStopped.String() {
		t.Errorf("the page opens at epoch %d, playing %v, stopped %q", before.Epoch, before.Playing, before.Stopped)
	}
	if before.Experiment != engine.Default().String() {
		t.Errorf("the page opens on %s", before.Experiment)
	}
	// A second of frames, counted and not slept.
	get(p, `new Promise(done => { let n = 0; const count = () => ++n < 60 ? requestAnimationFrame(count) : done(n); count() })`, new(int))
	if after := p.State(); after.Updates != 0 {
		t.Errorf("%d updates without Play", after.Updates)
	}
	sameBits(t, "on opening", before.Params, natively(t, "", engine.View{}).Params)
}

// The first thing to discover: the boundary closes around the inner points.
func TestDefaultPageClosesTheBoundary(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	first := number(t, p.State().Loss)
	p.Press("play")
	p.WaitEpoch(10)
	if text := p.Text("play"); !strings.Contains(text, "Pause") {
		t.Errorf("while it plays the button says %q", text)
	}
	p.WaitEpoch(300)
	s := p.Pause()
	if last := number(t, s.Loss); last > first/10 {
		t.Errorf("the loss fell from %g to %g only in %d epochs", first, last, s.Epoch)
	}
	if shown := strings.ReplaceAll(p.Text("epoch"), ",", ""); shown != fmt.Sprint(s.Epoch) {
		t.Errorf("the page shows epoch %s at epoch %d", shown, s.Epoch)
	}
	const side = 50
	run := natively(t, s.Experiment, engine.View{Output: side}, engine.Advance{Epochs: s.Epoch})
	sameBits(t, "after play", s.Params, run.Params)
	field := run.Output.Values[0]
	for i := range side {
		for _, border := range []int{i, side*(side-1) + i, side * i, side*i + side - 1} {
			if field[border] >= 0.5 {
				t.Fatalf("the boundary is open at cell %d of the border after %d epochs", border, s.Epoch)
			}
		}
	}
	if inside := field[side*side/2+side/2]; inside < 0.5 {
		t.Errorf("the output in the middle is %g", inside)
	}
}

func TestXORIsLearnedToTheStopLoss(t *testing.T) {
	t.Parallel()
	const link = "data=xortable&layers=5sigmoid,1sigmoid&rate=2&momentum=0.9&range=1&stoploss=0.005&seed=3"
	p := open(t, link)
	p.Press("play")
	s := p.WaitStopped(engine.StoppedByLoss)
	run := natively(t, link, engine.View{}, engine.Advance{Epochs: 5000})
	if run.Stopped != engine.StoppedByLoss || s.Epoch != run.Epoch {
		t.Errorf("the page stopped at epoch %d, the engine (%v) at %d", s.Epoch, run.Stopped, run.Epoch)
	}
	sameBits(t, "at the stop loss", s.Params, run.Params)
	if number(t, s.Loss) > 0.005 {
		t.Errorf("stopped at the loss %s", s.Loss)
	}
	if notice := p.WaitShown("stopped"); !strings.Contains(notice, fmt.Sprint(s.Epoch)) {
		t.Errorf("the notice %q does not tell epoch %d", notice, s.Epoch)
	}
	p.Press("train-on")
	p.WaitEpoch(s.Epoch + 20)
	p.WaitGone("stopped")
	p.Pause()
}

func TestXORWithoutHiddenLayerIsExplained(t *testing.T) {
	t.Parallel()
	p := open(t, "data=xortable&layers=1sigmoid")
	if text := p.WaitShown("no-hidden"); !strings.Contains(text, "0.125") {
		t.Errorf("the explanation is %q", text)
	}
	p.Choose("speed", "fastest")
	p.Press("play")
	p.WaitEpoch(500)
	if s := p.Pause(); number(t, s.Loss) < 0.12499 {
		t.Errorf("a single layer reached the loss %s on the XOR table", s.Loss)
	}
	p.Press("add-layer")
	p.WaitGone("no-hidden")
}

func TestOneEpochAndResetAndNewWeights(t *testing.T) {
	t.Parallel()
	p := open(t, "samples=200&share=50&batch=30") // four updates an epoch, the last one short
	first := p.State()
	for want := 1; want <= 3; want++ {
		p.Press("step")
		if s := p.Settle(); s.Epoch != want || s.Updates != int64(4*want) || s.Playing {
			t.Errorf("after %d steps: epoch %d, %d updates, playing %v", want, s.Epoch, s.Updates, s.Playing)
		}
	}
	p.Press("reset")
	p.Until("the page is back at epoch 0", `playground().epoch === 0 && !playground().waiting`)
	if s := p.State(); fmt.Sprint(s.Params) != fmt.Sprint(first.Params) {
		t.Error("Reset did not return to the first weights")
	}
	p.Press("new-weights")
	p.Until("the seed has changed", `playground().experiment.endsWith("seed=2") && playground().phase === "ready"`)
	if s := p.State(); fmt.Sprint(s.Params) == fmt.Sprint(first.Params) {
		t.Error("New weights are the old ones")
	}
	if seed := p.Value("seed"); seed != "2" {
		t.Errorf("the seed shown is %s", seed)
	}
	p.Type("seed", "1")
	p.Until("the seed is back", `playground().experiment.endsWith("seed=1") && playground().phase === "ready"`)
	if s := p.State(); fmt.Sprint(s.Params) != fmt.Sprint(first.Params) {
		t.Error("the same seed gave other weights")
	}
}

// The same link gives the same weights after 1,000 epochs here and in the
// browser, to the last bit.
func TestEqualBitsAfterThousandEpochs(t *testing.T) {
	for name, link := range thousandEpochs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run := natively(t, link, engine.View{}, engine.Advance{Epochs: 1000})
			p := open(t, link)
			p.Choose("speed", "fastest")
			p.Press("play")
			s := p.WaitStopped(engine.StoppedByEpoch)
			if s.Epoch != 1000 || s.Updates != run.Updates {
				t.Errorf("the page stopped at epoch %d, %d updates, the engine at %d, %d", s.Epoch, s.Updates, run.Epoch, run.Updates)
			}
			sameBits(t, name, s.Params, run.Params)
			if want := bits([]float64{run.Train.Mean, run.Train.Sum}); s.Loss != want[0] && s.Loss != want[1] {
				t.Errorf("the loss is %s, the engine has %v", s.Loss, want)
			}
		})
	}
}
