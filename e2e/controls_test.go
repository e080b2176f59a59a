package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"backprop/app/draw"
)

// control is something on the page that a reader operates. Each is operated
// twice, by mouse and by keyboard, from the same link.
type control struct {
	id      string
	mouse   func(*Page)
	keys    string // after the control has been given the keyboard
	changed string // what is true afterwards, and was not before
	first   string // pressed before
}

// says is true when the experiment has a field with that value.
func says(field, value string) string {
	return fmt.Sprintf(`new URLSearchParams(playground().link).get(%q) === %q`, field, value)
}

func pressed(id string, yes bool) string {
	return fmt.Sprintf(`document.getElementById(%q).getAttribute("aria-pressed") === "%v"`, id, yes)
}

// button is pressed by mouse, and by Enter or the space bar.
func button(id, key, changed string) control {
	return control{id: id, mouse: func(p *Page) { p.Press(id) }, keys: key, changed: changed}
}

// typed is a field and what is typed into it.
func typed(id, keys, value string) control {
	return control{id: id, mouse: func(p *Page) { p.Type(id, keys) }, keys: keys + kb.Enter, changed: says(id, value)}
}

// menu is chosen from: value by mouse, what one arrow key away by keyboard is
// another one.
func menu(id, value, field, usual string) control {
	return control{id: id, mouse: func(p *Page) { p.Choose(id, value) }, keys: kb.ArrowDown, changed: fmt.Sprintf(`new URLSearchParams(playground().link).get(%q) !== %q`, field, usual)}
}

// controlsLink is what every control starts from.
const controlsLink = "data=circle&samples=100&layers=3sigmoid,2tanh,1sigmoid&batch=10&seed=5&dataseed=6"

var controlList = []control{
	button("play", " ", `playground().playing`),
	button("step", kb.Enter, `playground().epoch === 1`),
	{id: "reset", first: "step", mouse: func(p *Page) { p.Press("reset") }, keys: kb.Enter, changed: `playground().epoch === 0`},
	button("new-weights", kb.Enter, says("seed", "6")),
	typed("seed", "9", "9"),
	{id: "speed", mouse: func(p *Page) { p.Choose("speed", "fastest") }, keys: kb.ArrowDown, changed: `document.getElementById("speed").value !== "frame"`},

	button("set-gauss", " ", says("data", "gauss")),
	{id: "classes", mouse: func(p *Page) { p.Choose("classes", "3") }, keys: kb.ArrowDown, changed: `playground().link.includes("&classes=")`},
	typed("samples", "80", "80"),
	typed("share", "60", "60"),
	typed("noise", "7.5", "7.5"),
	typed("dataseed", "11", "11"),
	button("new-data", kb.Enter, says("dataseed", "7")),
	button("input-x1sq", " ", says("inputs", "x1,x2,x1sq")),

	button("add-layer", kb.Enter, says("layers", "3sigmoid,2tanh,2tanh,1sigmoid")),
	button("remove-layer-1", kb.Enter, says("layers", "2tanh,1sigmoid")),
	button("add-unit-2", " ", says("layers", "3sigmoid,3tanh,1sigmoid")),
	button("remove-unit-1", " ", says("layers", "2sigmoid,2tanh,1sigmoid")),
	menu("activation-2", "relu", "layers", "3sigmoid,2tanh,1sigmoid"),
	menu("activation-3", "linear", "layers", "3sigmoid,2tanh,1sigmoid"),

	typed("rate", "0.25", "0.25"),
	menu("rate-choices", "0.1", "rate", "2"),
	typed("momentum", "0.5", "0.5"),
	typed("stoploss", "0.01", "0.01"),
	typed("stopepoch", "40", "40"),
	typed("batch", "5", "5"),
	menu("gradient", "sum", "gradient", "mean"),
	menu("order", "shuffled", "order", "given"),
	typed("range", "0.3", "0.3"),
	menu("biases", "zero", "biases", "uniform"),
	typed("decay", "0.001", "0.001"),
	typed("l1", "0.01", "0.01"),
	typed("l2", "0.02", "0.02"),

	button("show-test", " ", says("test", "off")),
	button("discretize", " ", says("discrete", "on")),
	button("log-scale", kb.Enter, pressed("log-scale", true)),
	{id: "theme", mouse: func(p *Page) { p.Choose("theme", "dark") }, keys: kb.ArrowDown, changed: `document.documentElement.dataset.theme !== "system"`},
	button("language-ko", kb.Enter, `document.documentElement.lang === "ko"`),
	button("prepare", kb.Enter, `document.getElementById("preparing").open`),
}

// Each control does what it says, by mouse and by keyboard.
func TestEveryControlByMouseAndByKeyboard(t *testing.T) {
	for _, by := range []string{"mouse", "keyboard"} {
		t.Run(by, func(t *testing.T) {
			t.Parallel()
			p := open(t, controlsLink)
			p.run(`localStorage.clear()`)
			for _, c := range controlList {
				p.back()
				if c.first != "" {
					p.Press(c.first)
					p.Until("#"+c.first+" has been done", "!("+c.changed+")")
				}
				var already bool
				get(p, "!!("+c.changed+")", &already)
				if already {
					t.Fatalf("#%s is done before anything is pressed: %s", c.id, c.changed)
				}
				if by == "mouse" {
					c.mouse(p)
				} else {
					p.run(fmt.Sprintf(`{ const e = document.getElementById(%q); e.focus(); e.select?.() }`, c.id))
					if id := p.Focused(); id != c.id {
						t.Fatalf("the keyboard is at %q, not at %q", id, c.id)
					}
					p.Key(c.keys)
				}
				p.Until("#"+c.id+" has done its work by "+by, c.changed+` && playground().phase === "ready"`)
			}
			// The network and a number of it.
			p.back()
			if by == "mouse" {
				index := p.PressPart(draw.Part{Kind: draw.Weight, Layer: 1, To: 1, From: 0})
				p.Type(fmt.Sprint("parameter", index), "0.75")
				p.Until("the weight is taken over", fmt.Sprintf(`playground().params[%d] === "0.75"`, index))
			} else {
				p.run(`document.getElementById("network").focus()`)
				p.Key(kb.ArrowRight)
				p.Key(kb.ArrowRight)
				p.Key(kb.Enter)
				p.Until("a number has the keyboard", `document.activeElement.id.startsWith("parameter")`)
				p.Key("a", chromedp.ModifierCtrl)
				p.Key("0.75" + kb.Enter)
				p.Until("the weight is taken over", `playground().params.includes("0.75")`)
			}
			p.Press("revert-start")
			p.Until("the seed's weights are back", `!playground().params.includes("0.75") && !playground().waiting`)
		})
	}
}

// back opens the link that every control starts from, in English and in the
// colours of the system, with everything in view.
func (p *Page) back() {
	p.t.Helper()
	p.run(fmt.Sprintf(`document.getElementById("preparing").open && document.getElementById("preparing-close").click();
		document.getElementById("more").open = true; document.getElementById("language-en").click();
		if (playground().playing) document.getElementById("play").click();
		location.hash = "#seed=1"; location.hash = "#%s"`, controlsLink))
	p.Until("the page is back at its link", says("seed", "5")+` && `+says("samples", "100")+` && playground().updates === 0 && !playground().playing && playground().phase === "ready" && !playground().waiting && document.documentElement.lang === "en"`)
	p.Choose("theme", "system")
	p.Choose("speed", "frame")
	p.Until("the choices are back", `document.documentElement.dataset.theme === "system" && document.getElementById("speed").value === "frame"`)
}
