package e2e

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"backprop/app/draw"
	"backprop/engine"
	"backprop/engine/nn"
)

// PointAt moves the mouse to a place on a canvas given in CSS pixels from its
// upper left corner.
func (p *Page) PointAt(id string, x, y float64) {
	p.t.Helper()
	corner := p.corner(id)
	p.do(chromedp.MouseEvent(chromedp.MouseMoved, corner[0]+x, corner[1]+y))
}

// corner returns the upper left corner of an element, in view.
func (p *Page) corner(id string) (at [2]float64) {
	p.t.Helper()
	get(p, fmt.Sprintf(`(() => { const e = document.getElementById(%q); e.scrollIntoView({block: "nearest", inline: "nearest"});
		const b = e.getBoundingClientRect(); return [b.x + e.clientLeft, b.y + e.clientTop] })()`, id), &at)
	return at
}

// network returns the shape on the page and where its parts are.
func (p *Page) network() (nn.Shape, *draw.Layout) {
	p.t.Helper()
	e, err := engine.Parse(p.State().Experiment)
	p.must(err)
	shape := nn.NewShape(e.InputUnits(), e.Layers)
	var sizes []int
	for l := range shape.Last() + 1 {
		sizes = append(sizes, shape.Units(l))
	}
	var room [2]float64
	get(p, `(() => { const c = document.getElementById("network"); return [c.clientWidth, c.clientHeight] })()`, &room)
	return shape, draw.NewLayout(room[0], room[1], sizes)
}

// PointAtPart moves the mouse to a part of the network picture.
func (p *Page) PointAtPart(part draw.Part) {
	p.t.Helper()
	_, layout := p.network()
	at := layout.Anchor(part)
	p.PointAt("network", at.X, at.Y)
}

// cardLies fails the test unless the card is in the window and not over the
// part that it is about.
func (p *Page) cardLies(part draw.Part) {
	p.t.Helper()
	_, layout := p.network()
	corner := p.corner("network")
	var b struct{ X, Y, Width, Height, Right, Bottom float64 }
	get(p, `(() => { const b = document.getElementById("card").getBoundingClientRect(), bar = document.querySelector(".controls"), r = document.documentElement;
		return {X: b.x, Y: b.y, Width: b.width, Height: b.height, Right: r.clientWidth,
			Bottom: getComputedStyle(bar).position === "fixed" ? bar.getBoundingClientRect().top : r.clientHeight} })()`, &b)
	if b.Width < 40 || b.X < 0 || b.Y < 0 || b.X+b.Width > b.Right || b.Y+b.Height > b.Bottom {
		p.t.Errorf("%+v: the card at (%g, %g), %g × %g, leaves the window of %g × %g", part, b.X, b.Y, b.Width, b.Height, b.Right, b.Bottom)
	}
	for _, box := range layout.Extent(part) {
		x, y := corner[0]+box.X, corner[1]+box.Y
		if b.X < x+box.Width && x < b.X+b.Width && b.Y < y+box.Height && y < b.Y+b.Height {
			p.t.Errorf("%+v: the card at (%g, %g), %g × %g, is over it at (%g, %g)", part, b.X, b.Y, b.Width, b.Height, x, y)
			return
		}
	}
}

func unit(layer, i int) draw.Part { return draw.Part{Kind: draw.Unit, Layer: layer, To: i} }

// unitSurface is the map of a unit as the engine has it.
func unitSurface(t *testing.T, s State, layer, index int) surface {
	t.Helper()
	run := natively(t, s.Experiment, engine.View{Units: fieldSide}, engine.Advance{Epochs: s.Epoch})
	e, err := engine.Parse(s.Experiment)
	if err != nil {
		t.Fatal(err)
	}
	f := surface{values: run.Units.Values[index]}
	f.scale = draw.InputScale(f.values)
	if layer > 0 {
		f.scale = draw.UnitScale(e.Layers[layer-1].Activation, f.values)
	}
	return f.coloured(draw.Field(nil, f.values, f.scale, draw.Light))
}

func (f surface) coloured(rgba []byte) surface {
	f.colors = nil
	for i := range f.values {
		f.colors = append(f.colors, color.RGBA{rgba[4*i], rgba[4*i+1], rgba[4*i+2], rgba[4*i+3]})
	}
	return f
}

// Pointing at a unit shows its map in the output panel, says whose it is, and
// brings a card whose numbers follow training. Moving away brings the output
// back.
func TestPointingEnlargesAUnit(t *testing.T) {
	t.Parallel()
	p := open(t, "rate=0.5&dataseed=1")
	p.Prefer("light")
	caption := func() string { return p.Text("output-caption") }
	output := caption()

	p.Press("play")
	p.WaitEpoch(30)
	p.PointAtPart(unit(1, 2))
	first := p.WaitShown("card")
	if !strings.Contains(first, "Hidden layer 1, unit 3") || !strings.Contains(first, "bias") {
		t.Errorf("the card says %q", first)
	}
	if c := caption(); !strings.Contains(c, "Hidden layer 1, unit 3") || !strings.Contains(c, "Move away") {
		t.Errorf("the caption is %q", c)
	}
	p.Until("the card follows training", fmt.Sprintf(`document.getElementById("card").innerText !== %q`, first))
	p.Key("p")
	p.Until("training holds", `!playground().playing && !playground().waiting`)
	s := p.State()
	p.painted()
	shape, _ := p.network()
	card := p.Text("card")
	if want := shortNumber(number(t, s.Params[shape.BiasIndex(1, 2)])); !strings.Contains(card, want) {
		t.Errorf("the card says %q, the bias is %s", card, want)
	}
	unitSurface(t, s, 1, 4).check(t, p)

	// An input, an edge and a bias.
	p.PointAtPart(unit(0, 1))
	p.Until("the map is that of an input", `document.getElementById("output-caption").innerText.includes("Input X₂")`)
	p.painted()
	unitSurface(t, s, 0, 1).check(t, p)
	for _, part := range []draw.Part{{Kind: draw.Weight, Layer: 1, To: 0, From: 0}, {Kind: draw.Bias, Layer: 2}} {
		index := shape.BiasIndex(2, 0)
		if part.Kind == draw.Weight {
			index = shape.WeightIndex(1, 0, 0)
		}
		p.PointAtPart(part)
		want := shortNumber(number(t, s.Params[index]))
		p.Until(fmt.Sprintf("the card reads %s", want), fmt.Sprintf(`document.getElementById("card").innerText.includes(%q)`, want))
		if c := caption(); c != output {
			t.Errorf("over %+v the caption is %q", part, c)
		}
	}
	p.PointAt("loss", 20, 20)
	p.WaitGone("card")
	expectedSurface(t, s).check(t, p)
}

// shortNumber writes a number with four digits, as the page does.
func shortNumber(v float64) string {
	text := fmt.Sprintf("%#.4g", v)
	if v > -1e-4 && v < 1e-4 {
		text = fmt.Sprintf("%.3g", v)[:4]
	}
	return strings.ReplaceAll(text, "-", "−")
}

// The card never covers what it is about and never leaves the window.
func TestCardKeepsClear(t *testing.T) {
	t.Parallel()
	for _, size := range []Size{desktop, tablet, {390, 844}} {
		p := open(t, "layers=4tanh,3tanh,1sigmoid", on(size))
		shape, layout := p.network()
		for layer := range shape.Last() + 1 {
			for i := range shape.Units(layer) {
				parts := []draw.Part{unit(layer, i)}
				if layer > 0 {
					parts = append(parts, draw.Part{Kind: draw.Bias, Layer: layer, To: i})
					for from := range shape.Units(layer - 1) {
						parts = append(parts, draw.Part{Kind: draw.Weight, Layer: layer, To: i, From: from})
					}
				}
				for _, part := range parts {
					at := layout.Anchor(part)
					if hit, _ := layout.Hit(at.X, at.Y, false); hit != part {
						continue // another edge passes there
					}
					p.PointAtPart(part)
					p.Until("there is a card", `!document.getElementById("card").hidden`)
					p.painted()
					p.cardLies(part)
				}
			}
		}
	}
}

// By keyboard alone: the same map, card and way back.
func TestKeyboardEnlargesAUnit(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	output := p.Text("output-caption")
	p.Tab("network")
	p.Key(kb.ArrowRight)
	p.Until("the first input is enlarged", `document.getElementById("output-caption").innerText.includes("Input X₁")`)
	if card := p.WaitShown("card"); !strings.Contains(card, "Input X₁") {
		t.Errorf("the card says %q", card)
	}
	p.cardLies(unit(0, 0))
	p.Key(kb.ArrowRight)
	shape, _ := p.network()
	want := shortNumber(number(t, p.State().Params[shape.WeightIndex(1, 0, 0)]))
	p.Until("the card reads the weight "+want, fmt.Sprintf(`document.getElementById("card").innerText.includes(%q)`, want))
	p.Key(kb.ArrowRight)
	p.Until("a hidden unit is enlarged", `document.getElementById("output-caption").innerText.includes("Hidden layer 1, unit 1")`)
	p.Key(kb.Escape)
	p.WaitGone("card")
	if c := p.Text("output-caption"); c != output {
		t.Errorf("after Escape the caption is %q", c)
	}
	// Without the keyboard in the network the card is gone, and the map stays
	// until it is sent back.
	p.Key(kb.ArrowRight)
	p.WaitShown("card")
	p.Tab("output")
	p.WaitGone("card")
	p.Press("output-back")
	p.Until("the output is back", fmt.Sprintf(`document.getElementById("output-caption").innerText === %q`, output))
	if f := p.Focused(); f != "network" {
		t.Errorf("after the way back the keyboard is at %q", f)
	}
}

// By touch: a tap enlarges, brings the card, and another tap takes it back.
func TestTouchEnlargesAUnit(t *testing.T) {
	t.Parallel()
	p := open(t, "", on(phone), byTouch())
	output := p.Text("output-caption")
	p.run(`document.getElementById("network").scrollIntoView({block: "center"})`)
	p.PressPart(unit(1, 2))
	p.Until("the unit is enlarged", `document.getElementById("output-caption").innerText.includes("Hidden layer 1, unit 3")`)
	p.WaitShown("card")
	p.painted()
	p.cardLies(unit(1, 2))
	before := p.Text("card")
	p.run(`document.getElementById("play").click()`)
	p.Until("the card follows training", fmt.Sprintf(`document.getElementById("card").innerText !== %q`, before))
	p.run(`document.getElementById("play").click()`)
	p.Press("output-back")
	p.Until("the output is back", fmt.Sprintf(`document.getElementById("output-caption").innerText.includes(%q)`, output))
	p.WaitGone("selection-close")
}

// The surface is read under the mouse, by the arrow keys and by a tap, and the
// numbers are the engine's.
func TestSurfaceIsRead(t *testing.T) {
	t.Parallel()
	p := open(t, "data=circle&rate=1")
	p.Press("step")
	p.Until("an epoch is done", `playground().epoch === 1 && !playground().waiting`)
	values := natively(t, p.State().Experiment, engine.View{Output: fieldSide}, engine.Advance{Epochs: 1}).Output.Values[0]
	reads := func(p *Page, x1, x2 float64) {
		t.Helper()
		i, at1, at2 := draw.Cell(-6, 6, fieldSide, x1, x2)
		want := strings.ReplaceAll(fmt.Sprintf("X₁ = %.2f, X₂ = %.2f:", at1, at2), "-", "−")
		p.Until("the reading is at "+want, fmt.Sprintf(`document.getElementById("output-reading").innerText.includes(%q)`, want))
		if got := p.Text("output-reading"); !strings.Contains(got, "ŷ "+shortNumber(float64(values[i]))) {
			t.Errorf("%q, the engine has %g there", got, values[i])
		}
	}
	plot := func(p *Page) draw.Box {
		t.Helper()
		var room [2]float64
		get(p, `(() => { const c = document.getElementById("output"); return [c.clientWidth, c.clientHeight] })()`, &room)
		return (&draw.Surface{Width: room[0], Height: room[1]}).Plot()
	}
	b := plot(p)
	hint := p.Text("output-reading")
	for _, c := range [][2]float64{{0.265, 0.135}, {0.815, 0.775}} {
		p.PointAt("output", b.X+c[0]*b.Width, b.Y+c[1]*b.Height)
		reads(p, -6+12*c[0], 6-12*c[1])
	}
	p.PointAt("loss", 10, 10)
	p.Until("nothing is read", fmt.Sprintf(`document.getElementById("output-reading").innerText === %q`, hint))

	p.Tab("output")
	p.Key(kb.ArrowRight) // appears in the middle
	reads(p, 0.01, 0.01)
	p.Key(kb.ArrowRight)
	p.Key(kb.ArrowUp)
	reads(p, 0.13, 0.13)
	p.Key(kb.ArrowLeft, chromedp.ModifierShift)
	reads(p, 0.13-1.2, 0.13)
	var said string
	get(p, `document.getElementById("said").textContent`, &said)
	if reading := p.Text("output-reading"); strings.Join(strings.Fields(said), " ") != strings.Join(strings.Fields(reading), " ") {
		t.Errorf("a screen reader hears %q, the page shows %q", said, reading)
	}
	var live string
	get(p, `document.getElementById("said").getAttribute("aria-live")`, &live)
	if live != "polite" {
		t.Errorf("aria-live is %q", live)
	}
	before := canvasHash(p, "output")
	p.Key(kb.Escape)
	p.Until("nothing is read", fmt.Sprintf(`document.getElementById("output-reading").innerText === %q`, hint))
	p.painted()
	if canvasHash(p, "output") == before {
		t.Error("the crosshair stays")
	}

	q := open(t, "data=circle&rate=1", on(phone), byTouch())
	q.Press("step")
	q.Until("an epoch is done", `playground().epoch === 1 && !playground().waiting`)
	b = plot(q)
	q.PressAt("output", b.X+0.305*b.Width, b.Y+0.405*b.Height)
	reads(q, -6+12*0.305, 6-12*0.405)
}

// canvasHash tells pictures on a canvas apart.
func canvasHash(p *Page, id string) (hash float64) {
	p.t.Helper()
	get(p, fmt.Sprintf(`(() => { const c = document.getElementById(%q), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
		let h = 7; for (let i = 0; i < d.length; i++) h = (h * 31 + d[i]) %% 4294967291; return h })()`, id), &hash)
	return hash
}

// Discretized, the surface has the two colours of the answers; the link keeps
// the choice.
func TestDiscretize(t *testing.T) {
	t.Parallel()
	p := open(t, "data=gauss&rate=0.3")
	p.Prefer("light")
	p.Press("play")
	p.WaitEpoch(25)
	s := p.Pause()
	p.Tab("discretize")
	p.Key(" ")
	p.Until("it is on", `document.getElementById("discretize").getAttribute("aria-pressed") === "true"`)
	p.painted()
	f := expectedSurface(t, s)
	f = f.coloured(draw.Discrete(nil, f.values, f.scale, draw.Light))
	f.check(t, p)
	p.Until("the link keeps it", `location.hash.includes("discrete=on")`)
	p.Reload()
	p.Until("it is on after a reload", `document.getElementById("discretize").getAttribute("aria-pressed") === "true"`)
	p.Press("discretize")
	p.Until("it is off", `document.getElementById("discretize").getAttribute("aria-pressed") === "false" && !location.hash.includes("discrete")`)
	p.painted()
	expectedSurface(t, p.State()).check(t, p)
}

// Test samples are shown or not, by choice.
func TestShowTestSamples(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.painted()
	with := canvasHash(p, "samples-layer")
	p.Press("show-test")
	p.Until("they are hidden", `document.getElementById("show-test").getAttribute("aria-pressed") === "false"`)
	p.painted()
	if canvasHash(p, "samples-layer") == with {
		t.Error("the samples are as before")
	}
	p.Press("show-test")
	p.painted()
	p.Until("they are shown", `document.getElementById("show-test").getAttribute("aria-pressed") === "true"`)
	if canvasHash(p, "samples-layer") != with {
		t.Error("the samples do not come back")
	}
	p.Choose("activation-2", "tanh")
	p.Press("set-xortable")
	p.Until("the XOR table is open", `playground().experiment.includes("data=xortable") && playground().phase === "ready"`)
	p.WaitGone("show-test")
}

// The dashes of the edges move while it trains, and only where motion is
// wanted. At a rate of 0 nothing else changes.
func TestEdgesFlow(t *testing.T) {
	t.Parallel()
	p := visit(t)
	motion := func(wanted string) {
		t.Helper()
		_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: wanted}},
		})
		p.must(err)
		p.Until("motion is as wanted", fmt.Sprintf(`matchMedia("(prefers-reduced-motion: %s)").matches`, wanted))
	}
	motion("no-preference")
	p.Open("rate=0&momentum=0")
	moves := func() bool {
		t.Helper()
		first := canvasHash(p, "network")
		for range 12 {
			p.painted()
			if canvasHash(p, "network") != first {
				return true
			}
		}
		return false
	}
	p.painted()
	if moves() {
		t.Error("edges move before Play")
	}
	p.Press("play")
	p.WaitEpoch(5)
	if !moves() {
		t.Error("edges stand still while it trains")
	}
	motion("reduce")
	p.painted()
	if moves() {
		t.Error("edges move though motion is not wanted")
	}
	if before := p.State().Epoch; p.WaitEpoch(before+3).Epoch <= before {
		t.Error("without motion it does not train")
	}
}

// A long run keeps a curve of bounded length that ends at the present, and is
// read there.
func TestLongRunKeepsItsCurve(t *testing.T) {
	t.Parallel()
	const epochs = 120_001
	p := open(t, fmt.Sprintf("data=xortable&layers=2tanh,1tanh&rate=0.1&momentum=0&stopepoch=%d", epochs))
	p.Choose("speed", p.fastest())
	p.Press("play")
	p.WaitStopped(engine.StoppedByEpoch)
	s := p.State()
	if s.Epoch != epochs || len(s.History) > 1024 || len(s.History) < 400 {
		t.Errorf("epoch %d, %d points", s.Epoch, len(s.History))
	}
	p.Tab("loss")
	p.Key(kb.End)
	p.Until("the end of the run is read", fmt.Sprintf(`/%d/.test(document.getElementById("loss-reading").textContent.replace(/[^0-9]/g, ""))`, epochs))
	var text string
	get(p, `document.getElementById("loss-reading").textContent`, &text)
	if want := shortNumber(number(t, s.Loss)); !strings.Contains(text, want) {
		t.Errorf("the reading %q does not tell the loss %s that the page shows", text, want)
	}
	p.Key(kb.Home)
	p.Until("the beginning is read", `/ 0[^0-9]/.test(document.getElementById("loss-reading").textContent)`)
	p.Press("log-scale")
	p.Key(kb.End)
	p.painted()
	keep(t, "-log.png", p.Screenshot())
	if math.IsNaN(number(t, s.Loss)) {
		t.Error("the loss is not a number")
	}
}

// fastest is the value of the last entry of the speed menu.
func (p *Page) fastest() (value string) {
	p.t.Helper()
	get(p, `[...document.getElementById("speed").options].at(-1).value`, &value)
	return value
}
