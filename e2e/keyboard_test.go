package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// From the first Tab to a trained network of another shape, without a mouse.
func TestKeyboardOnly(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.Tab("play")
	p.Key(kb.Enter)
	p.WaitEpoch(10)
	if p.Focused() != "play" {
		t.Errorf("after Play the keyboard is at %q", p.Focused())
	}
	p.Key(" ")
	p.Until("training holds", `!playground().playing && !playground().waiting`)

	// Page-wide keys.
	p.Key("p")
	p.Until("P plays", `playground().playing`)
	p.Key("p")
	p.Until("P holds", `!playground().playing && !playground().waiting`)
	p.Key("r")
	p.Until("R resets", `playground().epoch === 0 && !playground().waiting`)
	p.Key("n")
	p.Until("N trains one epoch", `playground().epoch === 1 && !playground().waiting`)
	var seed string
	get(p, `new URLSearchParams(playground().experiment).get("seed")`, &seed)
	p.Key("w")
	p.Until("W draws new weights", fmt.Sprintf(`new URLSearchParams(playground().experiment).get("seed") === String(%s + 1) && playground().phase === "ready"`, seed))

	// Letters typed into a field are text, not commands.
	p.Tab("seed")
	p.Key("a", chromedp.ModifierCtrl)
	p.Key("prnw" + kb.Escape)
	if s := p.Settle(); s.Playing || s.Epoch != 0 {
		t.Errorf("typing into a field played to epoch %d", s.Epoch)
	}

	// Along the picture to a hidden unit, and more of them.
	p.Tab("network")
	p.Key(kb.ArrowRight) // the first input
	p.Key(kb.ArrowRight) // its first weight
	p.Key(kb.ArrowRight) // the hidden unit that it leads to
	p.Until("a hidden unit is selected", `!!document.querySelector("#selection input")`)
	p.Key("+")
	p.Until("there is one unit more", `playground().experiment.includes("layers=6sigmoid,1sigmoid") && playground().phase === "ready"`)
	p.Key("l")
	p.Until("there is one layer more", `playground().experiment.match(/layers=([^&]*)/)[1].split(",").length === 3 && playground().phase === "ready"`)
	p.Key(kb.Delete)
	p.Until("the layer is gone", `playground().experiment.match(/layers=([^&]*)/)[1].split(",").length === 2 && playground().phase === "ready"`)

	// Its first weight, by Enter.
	if p.Focused() != "network" {
		t.Fatalf("the keyboard is at %q", p.Focused())
	}
	for range 3 {
		p.Key(kb.ArrowRight)
	}
	p.Key(kb.Enter)
	p.Until("the first number has the keyboard", `document.activeElement.id.startsWith("parameter")`)
	field := p.Focused()
	index := strings.TrimPrefix(field, "parameter")
	p.Key("0.25" + kb.Enter)
	p.Until("the weight is taken over", fmt.Sprintf(`playground().params[%s] === "0.25" && !playground().waiting`, index))

	// A menu, and training to the end.
	p.Tab("activation-1")
	p.Key(kb.ArrowDown)
	p.Until("the activation has changed", `!playground().experiment.includes("sigmoid,1sigmoid") && playground().phase === "ready"`)
	first := number(t, p.State().Loss)
	p.Tab("play")
	p.Key(kb.Enter)
	p.WaitEpoch(40)
	p.Key(kb.Enter)
	p.Until("training holds", `!playground().playing && !playground().waiting`)
	if s := p.State(); number(t, s.Loss) >= first {
		t.Errorf("the loss went from %g to %s", first, s.Loss)
	}
}

// Every stop of the Tab key shows that it has the keyboard.
func TestFocusIsVisible(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.run(`document.getElementById("more").open = true`)
	seen := map[string]bool{}
	for range 150 {
		p.Key(kb.Tab)
		var stop struct {
			Name    string
			Visible bool
		}
		get(p, `(() => {
			const e = document.activeElement, own = getComputedStyle(e), name = e.id || e.tagName + " " + e.className;
			const ring = s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== "none";
			return {Name: name, Visible: ring(own)};
		})()`, &stop)
		if stop.Name == "BODY " || seen[stop.Name] {
			break
		}
		seen[stop.Name] = true
		if !stop.Visible {
			t.Errorf("%s does not show that it has the keyboard", stop.Name)
		}
	}
	for _, id := range []string{"play", "step", "seed", "set-spiral", "samples", "input-x2", "rate", "batch", "add-layer", "add-unit-1", "activation-2", "network", "loss", "theme", "language-ko"} {
		if !seen[id] {
			t.Errorf("Tab does not lead to #%s", id)
		}
	}
}

func TestLossCurveIsReadByKeys(t *testing.T) {
	t.Parallel()
	p := open(t, "stopepoch=30")
	p.Press("play")
	p.Until("training has stopped", `playground().stopped === "epochs" && !playground().waiting && !playground().playing`)
	s := p.State()
	p.Tab("loss")
	p.Key(kb.End)
	p.Until("the last point is read", `/30/.test(document.getElementById("loss-reading").textContent)`)
	p.Key(kb.ArrowLeft)
	p.Until("the point before is read", `/29/.test(document.getElementById("loss-reading").textContent)`)
	var text string
	get(p, `document.getElementById("loss-reading").textContent`, &text)
	if want := fmt.Sprintf("%.4g", number(t, s.History[29].Loss)); !strings.Contains(text, want) {
		t.Errorf("the reading %q does not tell the loss %s", text, s.History[29].Loss)
	}
}
