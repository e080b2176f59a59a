package ui

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/text"
	"backprop/engine"
)

// stack is six hidden layers of eight sigmoid units.
var stack = "data=circle&layers=" + strings.Repeat("8sigmoid,", 6) + "1sigmoid"

// deadReLU has a hidden layer whose second and third unit are below their kink
// everywhere on the XOR table.
const deadReLU = "data=xortable&layers=3relu,1linear&rate=0.1&start=1,1,-1,-1,1,1,3,-4,-4,1,1,1,0"

func TestWhatHoldsTheGradientUpIsNamed(t *testing.T) {
	for link, want := range map[string]map[string][]string{
		"data=circle&layers=5sigmoid,1sigmoid&range=0": {"twins": {"1, 2, 3, 4, 5"}, "blocked": nil},
		stack + "&range=5":   {"saturated": {"%", "1", "6"}, "vanishing": nil},
		stack + "&range=0.5": {"vanishing": nil},
		deadReLU:             {"dead": {"2, 3", "4"}},
		"data=plane&layers=" + strings.Repeat("8linear,", 6) + "1linear&range=5&rate=0.001": {"exploding": nil},
		"": {"fine": nil},
	} {
		b := open(t, link)
		b.send(OpenTool{FlowTool})
		if b.m.Notice.Kind != NoNotice || len(b.m.Tools.Flow) != len(b.m.Experiment.Layers) {
			t.Fatalf("%s: notice %v, flow of %d layers", link, b.m.Notice, len(b.m.Tools.Flow))
		}
		for _, l := range text.Languages() {
			b.send(SetLanguage{l})
			var names []string
			for _, f := range b.m.findings(b.m.Tools.Flow) {
				names = append(names, f.name)
				for _, part := range want[f.name] {
					if !strings.Contains(f.text, part) {
						t.Errorf("%s, %s: %q lacks %q", link, l.Tag(), f.text, part)
					}
				}
				if found := malformed.FindString(f.text); found != "" {
					t.Errorf("%s, %s: %q has %q", link, l.Tag(), f.text, found)
				}
			}
			slices.Sort(names)
			var all []string
			for name := range want {
				all = append(all, name)
			}
			slices.Sort(all)
			if !slices.Equal(names, all) {
				t.Errorf("%s: found %v, want %v", link, names, all)
			}
			if page := app.HTMLString((&Playground{model: b.m}).Render()); !strings.Contains(page, `id="findings"`) || malformed.MatchString(page) {
				t.Errorf("%s, %s: the page does not show the findings as it should", link, l.Tag())
			}
		}
	}
}

// The numbers of a finding are those of the engine.
func TestFindingsGiveTheirEvidence(t *testing.T) {
	b := open(t, stack+"&range=0.5")
	b.send(OpenTool{FlowTool})
	flow := b.m.Tools.Flow
	first, last := flow[0].ByNetInput, flow[len(flow)-1].ByNetInput
	said := b.m.findings(flow)[0].text
	for _, number := range []string{significant(first), significant(last), grouped(int(math.Round(last / first)))} {
		if !strings.Contains(said, number) {
			t.Errorf("%q lacks %s", said, number)
		}
	}
}

// A tool that is closed costs nothing, an open one asks a few times a second.
func TestFlowIsAskedForWhileItIsShown(t *testing.T) {
	b := open(t, quick)
	asked := func(frames int) (n int) {
		before := len(b.sent)
		b.frames(frames)
		for _, c := range b.sent[before:] {
			if c.View.Flow {
				n++
			}
		}
		return n
	}
	b.send(TogglePlay{})
	if n := asked(60); n != 0 {
		t.Errorf("closed: asked for %d times", n)
	}
	b.send(OpenTool{FlowTool})
	if n := asked(60); n < 3 || n > 5 {
		t.Errorf("open for a second: asked for %d times, want 4", n)
	}
	b.send(OpenTool{FlowTool})
	if n := asked(60); n != 0 || b.m.Tools.Open != NoTool {
		t.Errorf("closed again: asked for %d times", n)
	}
}

func TestGradientCheck(t *testing.T) {
	b := open(t, quick)
	b.send(TogglePlay{})
	b.frames(5)
	b.send(OpenTool{CheckTool}, CheckGradient{})
	v := b.m.verdict()
	if b.m.Playing || b.m.Tools.Checking != 0 || !v.right || v.kinked != 0 || b.m.staleCheck() || b.m.Said != v.text {
		t.Errorf("checked while it played: playing %v, verdict %+v, stale %v", b.m.Playing, v, b.m.staleCheck())
	}
	rows := worst(b.m.Tools.Check.Error)
	for i, k := range rows[1:] {
		if b.m.Tools.Check.Error[k] > b.m.Tools.Check.Error[rows[i]] {
			t.Error("the worst is not first")
		}
	}
	page := app.HTMLString((&Playground{model: b.m}).Render())
	for _, want := range []string{`id="verdict"`, "w₁₁", "b₁", significant(b.m.Tools.Check.Numeric[rows[0]]), "1e"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	b.send(StepEpoch{})
	if !b.m.staleCheck() {
		t.Error("the check does not say that the weights have changed")
	}
	b.send(AddLayer{})
	if b.m.Tools.Check != nil {
		t.Error("the check of another network is still there")
	}
}

// A wrong derivative is named, a kink is not one.
func TestVerdictsOfAGradientCheck(t *testing.T) {
	b := open(t, quick)
	check := func(errors []float64, kinked []bool) verdict {
		b.m.Tools.Check = &engine.GradientCheck{Error: errors, Kinked: kinked}
		return b.m.verdict()
	}
	if v := check([]float64{1e-9, 2e-8}, []bool{false, false}); !v.right {
		t.Errorf("close: %+v", v)
	}
	if v := check([]float64{1e-9, 5e-7}, []bool{false, false}); !v.right || !strings.Contains(v.text, "1 of 2") {
		t.Errorf("one is near: %+v", v)
	}
	if v := check([]float64{1e-9, 0.5}, []bool{false, false}); v.right || !strings.Contains(v.text, "1 of 2") {
		t.Errorf("one is wrong: %+v", v)
	}
	if v := check([]float64{1e-9, 0.5}, []bool{false, true}); !v.right || v.kinked != 1 {
		t.Errorf("one at a kink: %+v", v)
	}
	if v := check([]float64{math.NaN()}, []bool{false}); v.right {
		t.Errorf("not a number: %+v", v)
	}
}

// Right derivatives are not called wrong where central differences are poor:
// steep networks, flat ones, and at kinks.
func TestVerdictsOnNetworksThatAreHardToDifferentiate(t *testing.T) {
	for _, link := range []string{
		"data=circle&layers=" + strings.Repeat("16tanh,", 6) + "1sigmoid&range=5&rate=0.05",
		"data=bumps&layers=16sigmoid,1linear&range=1&rate=0.01", stack + "&range=0.5", stack + "&range=5", deadReLU,
		"data=spiral&classes=3&layers=8relu,8relu,3sigmoid&range=5&rate=0.01", "data=plane&layers=4linear,1linear&rate=0.01", "",
	} {
		b := open(t, link)
		b.send(TogglePlay{})
		b.frames(60)
		b.send(CheckGradient{})
		if v := b.m.verdict(); !v.right {
			t.Errorf("%s: %s", link, v.text)
		}
	}
}

func TestNobodyChecksTwiceAtOnce(t *testing.T) {
	b := open(t, quick)
	b.silent = true
	before := len(b.sent)
	b.send(OpenTool{CheckTool}, CheckGradient{}, CheckGradient{})
	if n := len(b.sent) - before; n != 1 || b.m.Tools.Checking == 0 {
		t.Errorf("%d commands, checking %d", n, b.m.Tools.Checking)
	}
	if page := app.HTMLString((&Playground{model: b.m}).Render()); !strings.Contains(page, b.m.Words().Check.Busy) {
		t.Error("the button does not say that it is busy")
	}
}
