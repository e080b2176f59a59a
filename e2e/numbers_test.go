package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"backprop/engine"
)

func TestNumbersAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	for typed, want := range map[string]string{"０，０３": "0.03", "1/4": "0.25", "0,5": "0.5", "3e-2": "0.03"} {
		p.Type("rate", typed)
		p.Until("the rate is "+want, fmt.Sprintf(`playground().experiment.includes("&rate=%s&") && document.getElementById("rate").value === %q`, want, want))
	}
	before := p.State().Experiment
	p.Type("rate", "1,000")
	if said := p.WaitShown("rate-error"); !strings.Contains(said, "1000") || !strings.Contains(said, "1.000") {
		t.Errorf("of 1,000 the page says %q", said)
	}
	p.Type("rate", "fast")
	p.Until("the page says what is wrong with fast", `document.getElementById("rate-error").innerText.includes("“fast”")`)
	if after := p.State().Experiment; after != before {
		t.Errorf("the experiment is %s", after)
	}
	p.Key(kb.Escape)
	p.WaitGone("rate-error")

	// Weights and biases too.
	p.Tab("network")
	p.Key(kb.ArrowRight + kb.ArrowRight)
	p.WaitShown("parameter0")
	for typed, want := range map[string]string{"－２／５": "-0.4", "−1/3": "-0.3333333333333333", "0,03": "0.03"} {
		p.Type("parameter0", typed)
		p.Until("the weight is "+want, fmt.Sprintf(`playground().params[0] === %q && document.getElementById("parameter0").value !== %q`, want, typed))
	}
}

func TestRatesToChooseFrom(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	var offered []string
	get(p, `[...document.getElementById("rate-choices").options].map(o => o.value).filter(v => v)`, &offered)
	if want := "0.00001 0.0001 0.001 0.003 0.01 0.03 0.1 0.3 1 3 10"; strings.Join(offered, " ") != want {
		t.Errorf("the rates are %v, want %s", offered, want)
	}
	p.Press("step")
	p.Settle()
	for _, rate := range offered {
		p.Choose("rate-choices", rate)
		p.Until("the rate is "+rate, fmt.Sprintf(`playground().experiment.includes("&rate=%s&") && document.getElementById("rate").value === %q`, rate, rate))
	}
	if s := p.State(); s.Epoch != 1 {
		t.Errorf("epoch %d: the run was not kept", s.Epoch)
	}
	// A rate that is not in the list leaves it without a choice.
	p.Type("rate", "0.7")
	p.Until("nothing is chosen", `document.getElementById("rate-choices").value === ""`)
	// The arrow is what is pressed; an arrow key chooses too.
	p.Choose("rate-choices", "0.1")
	p.Until("the rate is 0.1", `playground().experiment.includes("&rate=0.1&")`)
	p.Tab("rate-choices")
	p.Key(kb.ArrowDown)
	p.Until("the rate is the next one", `playground().experiment.includes("&rate=0.3&")`)
}

func TestSlidersByKeyboardAndTouch(t *testing.T) {
	t.Parallel()
	p := open(t, "noise=12")
	p.Tab("share-slider")
	p.Key(kb.ArrowRight)
	p.Until("the share is 60", `playground().experiment.includes("&share=60&") && document.getElementById("share").value === "60"`)
	p.Key(kb.End)
	p.Until("the share is 90", `playground().experiment.includes("&share=90&")`)
	p.Tab("noise-slider")
	p.Key(kb.ArrowRight)
	p.Until("the noise is a step on", `["&noise=15&", "&noise=17&", "&noise=20&"].some(n => playground().experiment.includes(n))`)

	phone := open(t, "", on(phone), byTouch())
	at := phone.place("noise-slider", 0.5, 0.5)
	phone.pressAt(at[0], at[1])
	phone.Until("the noise is half of all", `playground().experiment.includes("&noise=50&")`)
}

// New data keeps the weights; Reset and the link have the first ones.
func TestNewDataKeepsTheWeights(t *testing.T) {
	t.Parallel()
	p := open(t, "dataseed=7")
	first := p.State()
	for range 3 {
		p.Press("step")
		p.Settle()
	}
	trained := p.State()
	p.Press("new-data")
	p.Until("the data are new", `playground().experiment.includes("&dataseed=8&") && !playground().waiting`)
	s := p.State()
	if fmt.Sprint(s.Params) != fmt.Sprint(trained.Params) || s.Epoch != 3 || s.Loss == trained.Loss {
		t.Errorf("epoch %d, loss %s after %s, weights kept: %v", s.Epoch, s.Loss, trained.Loss, fmt.Sprint(s.Params) == fmt.Sprint(trained.Params))
	}
	p.Press("step")
	s = p.Settle()
	run := natively(t, "dataseed=7", engine.View{}, engine.Advance{Epochs: 3}, engine.Redraw{Seed: 8}, engine.Advance{Epochs: 1})
	sameBits(t, "on the new data", s.Params, run.Params)
	p.Press("reset")
	p.Until("the page is back at epoch 0", `playground().epoch === 0 && !playground().waiting`)
	back := p.State()
	if fmt.Sprint(back.Params) != fmt.Sprint(first.Params) || back.Experiment != s.Experiment {
		t.Error("Reset does not go back to the first weights on the new data")
	}
	p.Reload()
	if opened := p.State(); fmt.Sprint(opened.Params) != fmt.Sprint(first.Params) || opened.Loss != back.Loss {
		t.Error("the link opens with other weights or data")
	}
}

func TestBiasesThatStartAtANumber(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.Press("more")
	p.Choose("biases", "constant")
	p.WaitShown("bias")
	p.Type("bias", "−1/2")
	p.Until("the biases are in the link", `playground().experiment.includes("&biases=-0.5&") && !playground().waiting`)
	sameBits(t, "first weights", p.State().Params, natively(t, "biases=-0.5", engine.View{}).Params)
	p.Choose("biases", "zero")
	p.WaitGone("bias")
}
