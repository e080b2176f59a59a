package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"backprop/app/draw"
	"backprop/engine"
	"backprop/engine/nn"
)

func TestBuildWhilePlaying(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.Press("play")
	p.WaitEpoch(10)
	goesOn := func(layers string) {
		t.Helper()
		p.Until("the layers are "+layers, fmt.Sprintf(`playground().experiment.includes("layers=%s&") && playground().phase === "ready"`, layers))
		if s := p.WaitEpoch(5); !s.Playing {
			t.Errorf("with %s it no longer plays", layers)
		}
	}
	p.Press("add-unit-1")
	goesOn("6sigmoid,1sigmoid")
	p.Press("add-layer")
	var layers string
	get(p, `playground().experiment.match(/layers=([^&]*)/)[1]`, &layers)
	if strings.Count(layers, ",") != 2 {
		t.Fatalf("after a layer was added there are %s", layers)
	}
	goesOn(layers)
	p.Choose("activation-1", "tanh")
	goesOn(strings.Replace(layers, "6sigmoid", "6tanh", 1))
	p.Press("remove-layer-2")
	goesOn("6tanh,1sigmoid")
	p.Press("remove-unit-1")
	goesOn("5tanh,1sigmoid")
	s := p.Pause()
	sameBits(t, "after building", s.Params, natively(t, s.Experiment, engine.View{}, engine.Advance{Epochs: s.Epoch}).Params)
}

func TestBuildToTheLimits(t *testing.T) {
	t.Parallel()
	p := open(t, "layers=15tanh,16tanh,16tanh,16tanh,16tanh,16tanh,16tanh,1tanh")
	p.Press("add-layer")
	p.Press("add-unit-1")
	p.Until("there are eight hidden layers, the first of 16 units",
		`playground().experiment.match(/layers=([^&]*)/)[1].split(",").length === 9 && playground().experiment.includes("layers=16tanh,") && playground().phase === "ready"`)
	for _, id := range []string{"add-layer", "add-unit-1"} {
		var pressable bool
		get(p, fmt.Sprintf(`!!document.getElementById(%q) && !document.getElementById(%[1]q).disabled`, id), &pressable)
		if pressable {
			t.Errorf("#%s can be pressed at the limit", id)
		}
	}
	p.Press("play")
	p.WaitEpoch(3)
	p.Pause()
}

// PressPart clicks a part of the network picture and returns the index of its
// parameter.
func (p *Page) PressPart(part draw.Part) (index int) {
	p.t.Helper()
	e, err := engine.Parse(p.State().Experiment)
	p.must(err)
	shape := nn.NewShape(e.InputUnits(), e.Layers)
	sizes := []int{shape.Inputs()}
	for l := range e.Layers {
		sizes = append(sizes, e.Layers[l].Units)
	}
	p.run(`document.getElementById("network").scrollIntoView({block: "nearest"})`)
	var room [2]float64
	get(p, `(() => { const c = document.getElementById("network"); return [c.clientWidth, c.clientHeight] })()`, &room)
	layout := draw.NewLayout(room[0], room[1], sizes)
	at := layout.Anchor(part)
	if hit, _ := layout.Hit(at.X, at.Y, p.touch); hit != part {
		p.t.Fatalf("at the middle of %+v there is %+v", part, hit)
	}
	p.PressAt("network", at.X, at.Y)
	switch part.Kind {
	case draw.Weight:
		return shape.WeightIndex(part.Layer, part.To, part.From)
	case draw.Bias:
		return shape.BiasIndex(part.Layer, part.To)
	}
	return -1
}

func TestEditAWeight(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	index := p.PressPart(draw.Part{Kind: draw.Weight, Layer: 1, To: 0, From: 0})
	field := fmt.Sprint("parameter", index)
	p.WaitShown("selection")
	for typed, want := range map[string]string{"0,5": "0.5", "1/3": "0.3333333333333333", "-2.25": "-2.25", "−1": "-1"} {
		p.Type(field, typed)
		p.Until(fmt.Sprintf("%q is taken over", typed), fmt.Sprintf(`playground().params[%d] === %q && !playground().waiting`, index, want))
	}
	p.Type(field, "1/3")
	kept := p.Settle()

	for _, bad := range []string{"abc", "1/0", "1e999", ""} {
		p.Press(field)
		p.Key("a", chromedp.ModifierCtrl)
		if bad == "" {
			p.Key(kb.Delete)
		}
		p.Key(bad + kb.Enter)
		if text := p.WaitShown(field + "-error"); bad != "" && !strings.Contains(text, bad) {
			t.Errorf("the message beside the field is %q for %q", text, bad)
		}
		if s := p.State(); fmt.Sprint(s.Params) != fmt.Sprint(kept.Params) {
			t.Errorf("%q changed the weights", bad)
		}
		p.Key(kb.Escape)
		p.WaitGone(field + "-error")
	}

	// Before the first update the value belongs to the first weights: Reset and
	// the link keep it.
	p.Press("step")
	p.Until("an epoch is done", `playground().epoch === 1 && !playground().waiting`)
	p.Press("reset")
	p.Until("the page is back at epoch 0", `playground().epoch === 0 && !playground().waiting`)
	if s := p.State(); fmt.Sprint(s.Params) != fmt.Sprint(kept.Params) {
		t.Error("Reset lost the weight typed before training")
	}
	p.Reload()
	if s := p.State(); fmt.Sprint(s.Params) != fmt.Sprint(kept.Params) {
		t.Error("the link lost the weight typed before training")
	}
	p.PressPart(draw.Part{Kind: draw.Weight, Layer: 1, To: 0, From: 0})
	p.Press("revert-start")
	p.Until("the seed's weights are back", fmt.Sprintf(`!playground().experiment.includes("start=") && playground().params[%d] !== %q && !playground().waiting`, index, kept.Params[index]))
}

func TestEditABiasWhilePlaying(t *testing.T) {
	t.Parallel()
	p := open(t, "layers=2sigmoid,1sigmoid")
	first := p.State()
	p.Press("play")
	p.WaitEpoch(5)
	index := p.PressPart(draw.Part{Kind: draw.Bias, Layer: 2, To: 0})
	p.Pause()
	p.Type(fmt.Sprint("parameter", index), "-0.75")
	p.Until("the bias is taken over", fmt.Sprintf(`playground().params[%d] === "-0.75" && !playground().waiting`, index))
	p.Press("reset")
	p.Until("the page is back at epoch 0", `playground().epoch === 0 && !playground().waiting`)
	if s := p.State(); fmt.Sprint(s.Params) != fmt.Sprint(first.Params) {
		t.Error("a value typed while training ran changed the first weights")
	}
}

func TestResetRepeatsTheLossCurve(t *testing.T) {
	t.Parallel()
	for _, link := range []string{"stopepoch=60", "samples=200&share=50&batch=25&order=shuffled&rate=0.3&stopepoch=60"} {
		p := open(t, link)
		p.Press("play")
		once := p.WaitStopped(engine.StoppedByEpoch)
		p.Press("reset")
		p.Until("the page is back at epoch 0", `playground().epoch === 0 && !playground().waiting`)
		p.Press("play")
		twice := p.WaitStopped(engine.StoppedByEpoch)
		if len(once.History) != 61 {
			t.Errorf("%s: %d points after 60 epochs", link, len(once.History))
		}
		sameCurve(t, link, twice.History, once.History)
		if fmt.Sprint(once.Params) != fmt.Sprint(twice.Params) {
			t.Errorf("%s: the weights differ after Reset", link)
		}
	}
}

func TestSettingsThatKeepTheRunAndThatRestartIt(t *testing.T) {
	t.Parallel()
	p := open(t, "dataseed=1")
	p.Press("play")
	p.WaitEpoch(20)
	p.Pause()
	p.Type("rate", "0.5")
	p.Until("the rate is taken over", `playground().experiment.includes("rate=0.5&") && !playground().waiting`)
	p.Type("momentum", "1/2")
	p.Until("the momentum is taken over", `playground().experiment.includes("momentum=0.5&") && !playground().waiting`)
	if s := p.State(); s.Epoch < 20 {
		t.Errorf("a change of ε or α went back to epoch %d", s.Epoch)
	}
	p.Type("momentum", "1")
	if text := p.WaitShown("momentum-error"); !strings.Contains(text, "1") {
		t.Errorf("the message is %q", text)
	}
	p.Key(kb.Escape)
	p.WaitGone("momentum-error")

	p.run(`document.getElementById("more").open = true`)
	p.Type("batch", "25")
	p.Until("training starts again", `playground().experiment.includes("batch=25&") && playground().epoch === 0 && playground().phase === "ready"`)
	p.Choose("gradient", "sum")
	p.Until("the convention is the sum", `playground().experiment.includes("gradient=sum") && playground().phase === "ready"`)
	p.Choose("order", "shuffled")
	p.Until("the order is shuffled", `playground().experiment.includes("order=shuffled") && playground().phase === "ready"`)
	for _, set := range []string{"xor", "gauss", "spiral", "xortable", "plane", "bumps", "sine", "circle"} {
		p.Press("set-" + set)
		p.Until("the data set is "+set, fmt.Sprintf(`playground().experiment.startsWith("data=%s&") && playground().phase === "ready"`, set))
	}
	p.Press("input-x1sq")
	p.Until("the third input is there", `playground().experiment.includes("inputs=x1,x2,x1sq&") && playground().phase === "ready"`)
	p.Press("new-data")
	p.Until("the data seed has changed", `playground().experiment.includes("dataseed=2") && playground().phase === "ready"`)
	s := p.Settle()
	sameBits(t, "after many changes", s.Params, natively(t, s.Experiment, engine.View{}).Params)
}
