package e2e

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"backprop/engine"
)

// mazur is the worked example of Matt Mazur, A Step by Step Backpropagation
// Example, 2015, https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/:
// 2-2-2 sigmoid, one sample, ε 0.5. He leaves the biases as they are; the page
// trains them, which changes none of the numbers below, since they are all of
// the first pass and of weights after the first update.
const mazur = "data=table&x=0.05,0.1&y=0.01,0.99&layers=2sigmoid,2sigmoid&rate=0.5&momentum=0&start=0.15,0.2,0.25,0.3,0.35,0.35,0.4,0.45,0.5,0.55,0.6,0.6"

// equations returns the numbers of the microscope's equations, by the name of
// each and in the order shown, the result last.
func (p *Page) equations() map[string][]string {
	p.t.Helper()
	var all map[string][]string
	get(p, `Object.fromEntries([...document.querySelectorAll("#equations .equation")].map(e =>
		[e.querySelector(".equation-name").textContent, [...e.querySelector(".equation-maths").querySelectorAll("mn")].map(n => n.textContent)]))`, &all)
	return all
}

// lead presses the number of the microscope that leads to a part, 1 a unit, 2 a
// weight, 3 a bias, then layer, to and from.
func (p *Page) lead(to string) {
	p.t.Helper()
	p.Until("a number leads to "+to, fmt.Sprintf(`document.querySelector('#microscope mn[data-leads=%q]')`, to))
	p.run(fmt.Sprintf(`document.querySelector('#microscope mn[data-leads=%q]').dispatchEvent(new MouseEvent("click", {bubbles: true}))`, to))
}

// Known results: outputs 0.75136507 and 0.772928465, E 0.298371109, w5
// 0.35891648 and w1 0.149780716 after the update.
func TestMicroscopeWorkedExample(t *testing.T) {
	t.Parallel()
	p := open(t, mazur)
	p.Press("network")
	p.Key("m")
	p.WaitShown("microscope")
	has := func(equation string, want ...string) {
		t.Helper()
		p.Until(equation+" is there", fmt.Sprintf(`[...document.querySelectorAll("#equations .equation-name")].some(e => e.textContent === %q)`, equation))
		if got := p.equations()[equation]; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", equation, got, want)
		}
	}
	// The weight w5, from the first hidden unit to the first output.
	has("Derivative by the output", "0.7514", "0.01000", "0.7414")
	has("Derivative by the net input", "0.7414", "0.7514", "0.7514", "0.1385")
	has("Derivative by the weight", "0.1385", "0.5933", "0.08217")
	has("Gradient of the batch: mean of J = 1", "0.08217")
	has("Step", "0.5000", "0.08217", "0", "0", "−0.04108")
	has("New weight", "0.4000", "−0.04108", "0.3589")
	// The output unit, from the number that is its output.
	p.lead("1 2 0 0")
	p.Until("the output unit is selected", `document.querySelector("#equations h3").textContent.includes("Output unit 1")`)
	has("Net input", "0.4000", "0.5933", "0.4500", "0.5969", "0.6000", "1.106")
	has("Output", "1.106", "0.7514")
	has("Loss of this sample", "0.7514", "0.01000", "0.7729", "0.9900", "0.2984")
	// Down to the hidden unit, and to its first weight, w1.
	p.lead("1 1 0 0")
	p.Until("the hidden unit is selected", `document.querySelector("#equations h3").textContent.includes("Hidden layer 1, unit 1")`)
	has("Derivative by the output", "0.1385", "0.4000", "−0.03810", "0.5000", "0.03635")
	has("Derivative by the net input", "0.03635", "0.5933", "0.5933", "0.008771")
	p.lead("2 1 0 0")
	p.Until("w1 is selected", `document.querySelector("#equations h3").textContent.startsWith("w:")`)
	has("Derivative by the weight", "0.008771", "0.05000", "0.0004386")
	has("New weight", "0.1500", "−0.0002193", "0.1498")

	// One update by the step bar, and the weights to the digits he gives.
	p.Choose("grain", "4")
	p.Press("step-forward")
	p.Until("one update is made", `playground().updates === 1 && !playground().waiting`)
	s := p.State()
	for index, want := range map[int]float64{0: 0.149780716, 1: 0.19956143, 2: 0.24975114, 3: 0.29950229, 6: 0.35891648, 7: 0.408666186, 8: 0.511301270, 9: 0.561370121} {
		if got := number(t, s.Params[index]); math.Abs(got-want) > 6e-9 {
			t.Errorf("weight %d is %.9f, want %.9f", index, got, want)
		}
	}
	p.Press("step-back")
	p.Until("the update is undone", `playground().updates === 0 && !playground().waiting`)
	sameBits(t, "after a step back", p.State().Params, natively(t, mazur, engine.View{}).Params)
}

// Unit by unit the bar says what is computed, with its numbers, as on paper.
func TestMicroscopeTellsEveryStep(t *testing.T) {
	t.Parallel()
	p := open(t, mazur)
	p.Press("microscope-open")
	for _, want := range []string{
		"0.1500·0.05000 + 0.2000·0.1000 + 0.3500 = 0.3775; y = 1/(1 + e^(−0.3775)) = 0.5933",
		"0.2500·0.05000 + 0.3000·0.1000 + 0.3500 = 0.3925", "1.106", "1.225", "½", "∂E/∂y = 0.7514 − 0.01000 = 0.7414; ∂E/∂x = 0.7414·0.7514(1 − 0.7514) = 0.1385",
		"−0.03810", "0.1385·0.4000 + (−0.03810)·0.5000 = 0.03635", "0.1385·0.4500",
	} {
		p.Press("step-forward")
		p.Until("the step says "+want, fmt.Sprintf(`document.getElementById("narration").textContent.includes(%q)`, want))
	}
	p.Until("the batch is complete", `document.getElementById("narration").textContent.includes("batch is complete")`)
	p.Press("step-forward")
	p.Until("the weights have changed", `playground().updates === 1 && !playground().waiting`)
	p.Press("step-back")
	p.Until("they are back, and the last step of the batch with them", `playground().updates === 0 && document.getElementById("narration").textContent.includes("batch is complete")`)
}

// Steps at every grain, forward and back again, leave every bit as it was.
func TestMicroscopeStepsBackToTheBit(t *testing.T) {
	t.Parallel()
	const link = "data=gauss&samples=40&share=50&batch=6&order=shuffled&layers=3tanh,1sigmoid&rate=0.3&momentum=0.8"
	p := open(t, link)
	p.Press("microscope-open")
	first := p.Settle()
	var seen []State
	for i := range 24 {
		seen = append(seen, p.Settle())
		p.Choose("grain", strconv.Itoa((i*5+2)%6))
		p.Press("step-forward")
		p.Settle()
	}
	if s := p.Settle(); s.Updates < 12 {
		t.Errorf("only %d updates are made", s.Updates)
	}
	for i, want := range slices.Backward(seen) {
		p.Choose("grain", strconv.Itoa((i*5+2)%6))
		p.Press("step-back")
		if got := p.Settle(); got.Updates != want.Updates || !slices.Equal(got.Params, want.Params) {
			t.Fatalf("step %d back: %d updates, want %d", i, got.Updates, want.Updates)
		}
	}
	sameBits(t, "after all steps back", first.Params, natively(t, link, engine.View{}).Params)
}

// A sample is put under the lens on the surface, by its arrow keys and by its
// number, and is the one whose numbers are shown.
func TestMicroscopePicksSamples(t *testing.T) {
	t.Parallel()
	p := open(t, "data=xortable&layers=2sigmoid,1sigmoid")
	p.Press("microscope-open")
	where := func(want string) {
		t.Helper()
		p.Until("the lens is at "+want, fmt.Sprintf(`document.getElementById("sample-where").textContent.includes(%q)`, want))
	}
	where("X₁ = 0, X₂ = 0, target y = 0")
	p.Type("sample", "4")
	where("X₁ = 1.000, X₂ = 1.000, target y = 0")
	p.Press("sample-previous")
	where("X₁ = 1.000, X₂ = 0, target y = 1.000")
	p.Type("sample", "9")
	if said := p.WaitShown("sample-error"); !strings.Contains(said, "9") || !strings.Contains(said, "from 1 to 4") {
		t.Errorf("sample 9 of 4 is answered with %q", said)
	}
	p.run(`document.getElementById("output").focus()`)
	p.Key(kb.ArrowUp)
	where("X₁ = 1.000, X₂ = 1.000")
	p.Key(kb.ArrowLeft)
	where("X₁ = 0, X₂ = 1.000")
	var plot struct{ X, Y, Width, Height float64 }
	get(p, `(() => { const b = document.getElementById("output").getBoundingClientRect(); return {X: b.x, Y: b.y, Width: b.width, Height: b.height} })()`, &plot)
	p.PressAt("output", plot.Width*0.75, plot.Height*0.8)
	where("X₁ = 1.000, X₂ = 0")
}

// Every number is reached by the keyboard, says where it leads, and leads there.
func TestMicroscopeByKeyboard(t *testing.T) {
	t.Parallel()
	p := open(t, mazur)
	p.Tab("network")
	p.Key("m")
	p.Until("the microscope has the keyboard", `document.activeElement.id === "microscope"`)
	p.Until("its numbers are there", `document.querySelectorAll("#microscope .rule mn").length > 5`)
	var numbers int
	get(p, `document.querySelectorAll("#microscope mn").length`, &numbers)
	reached := 0
	for range numbers + 20 {
		p.Key(kb.Tab)
		var stop struct {
			Number, Named, Inside bool
		}
		get(p, `(() => { const e = document.activeElement; return {Number: e.localName === "mn", Named: !!e.getAttribute("aria-label"), Inside: !!e.closest("#microscope")} })()`, &stop)
		if !stop.Inside {
			break
		}
		if stop.Number {
			reached++
			if !stop.Named {
				t.Error("a number does not say where it leads")
			}
		}
	}
	if reached != numbers || numbers < 15 {
		t.Errorf("Tab reaches %d numbers of %d", reached, numbers)
	}
	p.run(`document.querySelector('#microscope mn[data-leads="1 1 0 0"]').focus()`)
	p.Until("the unit is lit in the network", `document.getElementById("network-reading").textContent.includes("Hidden layer 1, unit 1")`)
	p.Key(kb.Enter)
	p.Until("it is selected", `document.querySelector("#equations h3").textContent.includes("Hidden layer 1, unit 1")`)
	p.run(`document.getElementById("microscope").focus()`)
	p.Key(kb.Escape)
	p.WaitGone("microscope")
	if p.Focused() != "network" {
		t.Errorf("after Escape the keyboard is at %q", p.Focused())
	}
	p.Key("m")
	p.WaitShown("microscope")
	p.Press("microscope-close")
	p.WaitGone("microscope")
}

// typeset reports whether MathML is drawn as mathematics: fractions one above
// the other, indices lower and smaller.
const typeset = `(() => {
	const box = e => e.getBoundingClientRect(), fraction = document.querySelector("#equations mfrac"), sub = document.querySelector("#equations msub");
	const [above, below] = [...fraction.children].map(box), [base, index] = [...sub.children].map(box);
	return fraction.namespaceURI.endsWith("MathML") && above.height > 5 && above.bottom <= below.top + 3 && index.left >= base.right - 2 && index.bottom > base.bottom;
})()`

func TestMicroscopeFitsEveryScreen(t *testing.T) {
	for _, size := range []Size{desktop, tablet, phone} {
		t.Run(fmt.Sprint(size.width), func(t *testing.T) {
			t.Parallel()
			options := []Option{on(size)}
			if size == phone {
				options = append(options, byTouch())
			}
			p := open(t, "", options...)
			p.Press("microscope-open")
			p.WaitShown("microscope")
			p.Until("formulas are typeset", typeset)
			p.painted()
			var boxes struct {
				Covered, Overflow bool
				Picture           float64
			}
			get(p, `(() => {
				const b = id => document.getElementById(id).getBoundingClientRect(), m = b("microscope"), seen = {Covered: false, Overflow: false, Picture: 0};
				const n = b("network");
				seen.Picture = Math.min(n.bottom, innerHeight) - Math.max(n.top, 0);
				for (const o of innerWidth > 800 ? [n, b("output")] : [n]) seen.Covered ||= o.left < m.right - 1 && m.left < o.right - 1 && o.top < m.bottom - 1 && m.top < o.bottom - 1;
				const e = document.getElementById("microscope");
				seen.Overflow = document.documentElement.scrollWidth > innerWidth || e.scrollWidth > e.clientWidth;
				return seen;
			})()`, &boxes)
			if boxes.Covered || boxes.Overflow || boxes.Picture < 180 {
				t.Errorf("covers network or output: %v; wider than the screen: %v; %.0f px of the network in view", boxes.Covered, boxes.Overflow, boxes.Picture)
			}
		})
	}
}

// Open while training plays, the microscope keeps to 60 frames a second.
func TestMicroscopeSixtyFrames(t *testing.T) {
	p := open(t, "data=spiral&layers=8tanh,8tanh,8tanh,1tanh&rate=0.03&samples=200&share=50")
	p.Press("microscope-open")
	p.Press("play")
	p.WaitEpoch(60)
	var median float64
	for range 3 {
		var m struct{ Frames, Tasks []float64 }
		get(p, measure+"(5000)", &m)
		slices.Sort(m.Frames)
		median = m.Frames[len(m.Frames)/2]
		t.Logf("%d frames: median %.1f ms, p95 %.1f ms; %d tasks over 50 ms", len(m.Frames), median, m.Frames[len(m.Frames)*95/100], len(m.Tasks))
		if median <= frame*1.1 {
			break
		}
	}
	if median > frame*1.1 {
		t.Errorf("median frame %.1f ms, want %.1f", median, frame)
	}
	p.Until("the numbers follow", `document.querySelectorAll("#equations mn").length > 5`)
}
