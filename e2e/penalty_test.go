package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"backprop/engine"
	"backprop/engine/optim"
)

// Penalties are typed or chosen while training goes on, act from there, and
// stay out of the loss that is shown.
func TestPenalties(t *testing.T) {
	t.Parallel()
	const link = "batch=10&rate=0.1&momentum=0"
	p := open(t, link)
	p.run(`globalThis.chart = document.getElementById("loss")`)
	for range 3 {
		p.Press("step")
		p.Settle()
	}
	if p.Shows("penalty") {
		t.Error("a penalty of 0 is spoken of")
	}
	p.Press("more")
	p.Choose("l2-choices", "0.01")
	p.Until("the penalty is in the link", `playground().experiment.includes("&l2=0.01&") && location.hash.includes("&l2=0.01&")`)
	p.Type("l1", "1/1000")
	p.Until("both are", `playground().experiment.includes("&l1=0.001&l2=0.01&")`)
	for range 3 {
		p.Press("step")
		p.Settle()
	}
	s := p.State()
	if s.Epoch != 6 {
		t.Fatalf("epoch %d: the run was not kept", s.Epoch)
	}
	run := natively(t, link, engine.View{}, engine.Advance{Epochs: 3},
		engine.Tune{LearningRate: 0.1, Penalty: optim.Penalty{L1: 0.001, L2: 0.01}}, engine.Advance{Epochs: 3})
	sameBits(t, "with penalties", s.Params, run.Params)
	if want := bits([]float64{run.Train.Mean}); s.Loss != want[0] {
		t.Errorf("the loss is %s, the engine has %v", s.Loss, want)
	}
	if note := p.WaitShown("penalty"); !strings.Contains(note, "without the penalty") || !strings.Contains(note, "E/J") {
		t.Errorf("the note says %q", note)
	}
	var same bool
	if get(p, `chart === document.getElementById("loss") && chart.isConnected`, &same); !same {
		t.Error("the note has taken the place of the loss curve")
	}
	// The link opens with the penalties, from the first weights.
	p.Reload()
	p.Press("step")
	p.Settle()
	sameBits(t, "from the link", p.State().Params, natively(t, link+"&l1=0.001&l2=0.01", engine.View{}, engine.Advance{Epochs: 1}).Params)
	// And by the keyboard: Tab and an arrow key.
	p.Press("more")
	p.Tab("l2-choices")
	p.Key(kb.ArrowDown)
	p.Until("the next value is chosen", `playground().experiment.includes("&l2=0.03&")`)
}
