package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"backprop/engine"
)

// What holds the gradient up is named on the page, with the engine's numbers.
func TestGradientFlowNamesWhatItFinds(t *testing.T) {
	t.Parallel()
	for link, names := range map[string]string{
		"data=circle&layers=5sigmoid,1sigmoid&range=0":                                         "twins blocked",
		"data=circle&layers=" + strings.Repeat("8sigmoid,", 6) + "1sigmoid&range=5":            "saturated vanishing",
		"data=xortable&layers=3relu,1linear&rate=0.1&start=1,1,-1,-1,1,1,3,-4,-4,1,1,1,0":      "dead",
		"data=circle&layers=5sigmoid,1sigmoid&rate=2&momentum=0.9&range=1&seed=1&dataseed=299": "fine",
	} {
		p := open(t, link)
		p.Press("flow")
		p.WaitShown("findings")
		var found string
		get(p, `[...document.querySelectorAll("[data-finding]")].map(e => e.dataset.finding).join(" ")`, &found)
		if found != names {
			t.Errorf("%s: found %s, want %s", link, found, names)
		}
		var means []string
		get(p, `[...document.querySelectorAll(".flow-table tbody tr")].map(r => r.cells[1].innerText.trim())`, &means)
		flow := natively(t, link, engine.View{Flow: true}).Flow
		for l, f := range flow {
			if shown := number(t, strings.ReplaceAll(means[l], "−", "-")); shown != number(t, fmt.Sprintf("%.4g", f.ByNetInput)) {
				t.Errorf("%s: layer %d shows %s, the engine has %g", link, l+1, means[l], f.ByNetInput)
			}
		}
	}
}

// The check holds training, says what it finds and leaves the weights alone.
func TestGradientCheckOnThePage(t *testing.T) {
	t.Parallel()
	p := open(t, "data=circle&layers=4tanh,3relu,1sigmoid&rate=0.1")
	p.Press("check")
	p.Press("play")
	p.WaitEpoch(5)
	p.Press("check-run")
	if said := p.WaitShown("verdict"); !strings.Contains(said, "agree") {
		t.Errorf("the verdict is %q", said)
	}
	s := p.Settle()
	sameBits(t, "after the check", s.Params, natively(t, s.Experiment, engine.View{}, engine.Advance{Epochs: s.Epoch}).Params)
	var rows int
	get(p, `document.querySelectorAll("#check-table tbody tr").length`, &rows)
	if s.Playing || rows != len(s.Params) {
		t.Errorf("playing %v, %d rows for %d parameters", s.Playing, rows, len(s.Params))
	}
	p.Press("step")
	p.WaitShown("check-stale")
}

// A bar leads to its sample, by pointer and by keyboard.
func TestContributionsLeadToTheirSamples(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.run(`document.getElementById("network").focus()`)
	p.Key("m") // with nothing selected it opens on a weight
	p.WaitShown("contributions")
	ranked := func() (rank int) {
		get(p, `+document.getElementById("contributions").ariaValueNow`, &rank)
		return rank
	}
	at := p.place("contributions", 0.255, 0.5)
	p.pressAt(at[0], at[1])
	p.Until("the bar of rank 26 is under the lens", `document.getElementById("contributions").ariaValueNow === "26"`)
	p.run(`document.getElementById("contributions").focus()`)
	p.Key(kb.ArrowRight)
	p.Until("the next one is", `document.getElementById("contributions").ariaValueNow === "27"`)
	p.Key(kb.End)
	p.Until("the last one is", `document.getElementById("contributions").ariaValueNow === "100"`)
	text := p.Text("contribution")
	if sample := p.Value("sample"); !strings.HasPrefix(text, "sample "+sample+":") {
		t.Errorf("rank %d reads %q, under the lens is %s", ranked(), text, sample)
	}
}
