package e2e

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"backprop/engine"
)

// Any epoch of a long run is back, to the last bit, before the reader waits.
func TestTimeLineBringsEveryEpochBack(t *testing.T) {
	const (
		link   = "data=circle&layers=8sigmoid,8sigmoid,8sigmoid,1sigmoid&rate=0.5&momentum=0.9&range=1&batch=10&order=shuffled&stopepoch=5000"
		places = 50
		limit  = 200 // ms
	)
	p := open(t, link)
	p.Choose("speed", "fastest")
	p.Press("play")
	s := p.WaitStopped(engine.StoppedByEpoch)
	perEpoch := int(s.Updates) / s.Epoch
	random := rand.New(rand.NewPCG(5, 5))
	var took []float64
	for range places {
		epoch := random.IntN(s.Epoch)
		var ms float64
		// The slider is moved, and what it brings is awaited, within the page: a
		// round trip of this test would count too.
		get(p, fmt.Sprintf(`new Promise(done => {
			const slider = document.getElementById("timeline"), begun = performance.now();
			slider.value = %d;
			slider.dispatchEvent(new Event("input", {bubbles: true}));
			const look = () => { const s = playground(); s.updates === %d && !s.waiting ? done(performance.now() - begun) : setTimeout(look, 1) };
			look();
		})`, epoch, epoch*perEpoch), &ms)
		took = append(took, ms)
		run := natively(t, link, engine.View{}, engine.Advance{Epochs: epoch})
		sameBits(t, fmt.Sprintf("back at epoch %d", epoch), p.State().Params, run.Params)
		if ms > limit {
			t.Errorf("epoch %d took %.0f ms, more than %d", epoch, ms, limit)
		}
	}
	slices.Sort(took)
	t.Logf("%d epochs of %d: median %.1f ms, slowest %.1f ms", places, s.Epoch, took[places/2], took[places-1])
}

// By keyboard: back, what is said there, and on from there.
func TestGoingOnFromAnEarlierEpoch(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	for range 12 {
		p.Press("step")
		p.Settle()
	}
	p.Press("epoch-back")
	p.Until("epoch 11 is shown", `playground().epoch === 11 && !playground().waiting`)
	p.WaitShown("past")
	p.run(`document.getElementById("timeline").focus()`)
	for range 4 {
		p.Key(kb.ArrowLeft)
	}
	p.Until("epoch 7 is shown", `playground().epoch === 7 && !playground().waiting`)
	p.Until("the slider says so", `document.getElementById("timeline").value === "7" && document.getElementById("timeline").getAttribute("aria-valuetext").startsWith("epoch 7 of 12")`)
	p.Key(kb.End)
	p.WaitGone("past")
	p.Key(kb.Home)
	p.Until("the first epoch is shown", `playground().epoch === 0 && !playground().waiting`)
	if text := p.WaitShown("past"); !strings.Contains(text, "12") {
		t.Errorf("at the first epoch of 12 the page says %q", text)
	}
	p.Press("epoch-forward")
	p.Until("epoch 1 is shown", `playground().epoch === 1 && !playground().waiting`)
	p.Press("continue-here")
	p.WaitGone("past")
	p.WaitEpoch(3)
	s := p.Pause()
	sameBits(t, "on from epoch 1", s.Params, natively(t, s.Experiment, engine.View{}, engine.Advance{Epochs: s.Epoch}).Params)
	var high int
	get(p, `+document.getElementById("timeline").max`, &high)
	if high != s.Epoch || len(s.History) != s.Epoch+1 {
		t.Errorf("at epoch %d the time line ends at %d and the curve has %d points", s.Epoch, high, len(s.History))
	}
}
