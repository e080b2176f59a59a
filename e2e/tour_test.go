package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// The tour by keyboard, from its button to its end, on a phone too: each stop is
// in view, and the keyboard comes back to where it was.
func TestTourByKeyboard(t *testing.T) {
	t.Parallel()
	for _, size := range []Size{desktop, tablet, phone} {
		p := open(t, "", on(size))
		if p.Shows("tour-card") {
			t.Fatal("the tour begins by itself")
		}
		p.run(`document.getElementById("tour").focus()`)
		p.Key(kb.Enter)
		seen := map[string]bool{}
		for stop := 1; stop <= 8; stop++ {
			p.Until("the numbers of the stop are there", `document.getElementById("tour-numbers")?.innerText.includes("=") || document.getElementById("tour-numbers")?.innerText.includes("0.")`)
			p.Until("the card has the keyboard", `document.activeElement.id === "tour-next"`)
			var inView bool
			get(p, `(() => {
				const card = document.getElementById("tour-card").getBoundingClientRect(), about = document.querySelector("[data-toured]").getBoundingClientRect();
				const next = document.getElementById("tour-next").getBoundingClientRect();
				return card.top >= 0 && card.left >= 0 && card.right <= innerWidth && next.bottom <= innerHeight && about.bottom > 0 && about.top < innerHeight
					&& document.elementFromPoint(next.x + next.width/2, next.y + next.height/2)?.id === "tour-next";
			})()`, &inView)
			if !inView {
				t.Errorf("%v: stop %d is not in view", size, stop)
			}
			title := p.Text("tour-title")
			if seen[title] {
				t.Errorf("%v: %q comes twice", size, title)
			}
			seen[title] = true
			p.Key(kb.Enter)
			p.Until("the next stop is there", `document.getElementById("tour-title")?.innerText !== `+quoted(title))
		}
		p.WaitGone("tour-card")
		p.Until("the keyboard is back on the button", `document.activeElement.id === "tour"`)
		p.Key(kb.Enter)
		p.WaitShown("tour-card")
		p.Until("the card has the keyboard", `document.activeElement.id === "tour-next"`)
		p.Key(kb.Escape)
		p.WaitGone("tour-card")
		p.Until("the keyboard is back on the button", `document.activeElement.id === "tour"`)
	}
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

// A reader's own network is put aside for the tour and comes back, weights and
// all; the address keeps its link all the while.
func TestTourGivesTheNetworkBack(t *testing.T) {
	t.Parallel()
	p := open(t, "data=xortable&layers=3tanh,1tanh&rate=0.1")
	p.Press("step")
	before := p.Settle()
	p.Press("tour")
	p.WaitShown("tour-kept")
	p.Until("the figure is there", `playground().experiment.includes("layers=5sigmoid,1sigmoid") && !playground().waiting`)
	var address string
	get(p, `location.hash`, &address)
	if !strings.Contains(address, "3tanh") {
		t.Errorf("during the tour the address is %s", address)
	}
	p.Press("tour-end")
	p.WaitGone("tour-card")
	after := p.Settle()
	if after.Experiment != before.Experiment || strings.Join(after.Params, " ") != strings.Join(before.Params, " ") || after.Updates != before.Updates {
		t.Errorf("after the tour: %s at update %d", after.Experiment, after.Updates)
	}
}
