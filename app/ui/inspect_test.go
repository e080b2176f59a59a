package ui

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/app/text"
	"backprop/engine"
	"backprop/engine/dataset"
)

func unit(layer, i int) draw.Part { return draw.Part{Kind: draw.Unit, Layer: layer, To: i} }

// The panel shows the unit that is pointed at, else the one that is selected,
// else the output, and says whose map it is.
func TestPanelShowsTheUnitThatIsMeant(t *testing.T) {
	b := open(t, quick)
	shows := func(when, caption string, plane engine.Plane, index int) {
		t.Helper()
		s := b.m.surface(draw.Light)
		if len(s.values) != 1 || &s.values[0][0] != &plane.Values[index][0] || s.Side != plane.Side {
			t.Errorf("%s: the panel shows another map", when)
		}
		if got := b.m.captionText(); got != caption {
			t.Errorf("%s: the caption is %q, want %q", when, got, caption)
		}
	}
	shows("at first", "ŷ over the input plane", b.m.Output, 0)
	b.send(Select{unit(1, 2)})
	shows("selected", "Map of Hidden layer 1, unit 3", b.m.Units, 4)
	b.send(Hover{unit(0, 1)})
	shows("over an input", "Map of Input X₂", b.m.Units, 1)
	b.send(Hover{draw.Part{Kind: draw.Weight, Layer: 1}})
	shows("over an edge", "Map of Hidden layer 1, unit 3", b.m.Units, 4)
	b.send(Hover{}, Select{})
	shows("let go", "ŷ over the input plane", b.m.Output, 0)
	b.send(Select{unit(2, 0)})
	shows("the output unit", "Map of Output unit 1", b.m.Units, 5)
}

// The card names a part and holds its numbers of this very snapshot.
func TestCardFollowsTraining(t *testing.T) {
	b := open(t, quick)
	card := func() string { return app.HTMLString((&Playground{}).viewCard(b.m)) }
	if !strings.Contains(card(), "hidden") {
		t.Error("a card without a part is shown")
	}
	weight := draw.Part{Kind: draw.Weight, Layer: 1, To: 1, From: 0}
	b.send(Hover{weight})
	index, _ := b.m.parameterIndex(weight)
	for range 2 {
		page, value := card(), significant(b.m.Params()[index])
		for _, want := range []string{"Input X₁", "unit 2", "w₂₁", value, significant(b.m.Snapshot.Velocity[index])} {
			if !strings.Contains(page, want) {
				t.Errorf("the card lacks %q: %s", want, page)
			}
		}
		b.send(StepEpoch{})
		if significant(b.m.Params()[index]) == value {
			t.Fatal("an epoch does not change the weight")
		}
	}
	// A selected part has its card only while the network has the keyboard.
	b.send(Hover{}, Select{draw.Part{Kind: draw.Bias, Layer: 2}})
	if _, shown := b.m.carded(); shown {
		t.Error("a card without the keyboard")
	}
	b.send(FocusNetwork{true})
	if part, shown := b.m.carded(); !shown || part.Kind != draw.Bias {
		t.Error("no card with the keyboard")
	}
	// Nor has one that a number of the formulas lights in the network.
	b.send(FocusNetwork{false}, Light{weight})
	if _, shown := b.m.carded(); shown || b.m.Hovered != weight {
		t.Error("a card over the formulas")
	}
	if b.send(Hover{weight}); b.m.Hovered != weight {
		t.Error("the pointer is not followed")
	}
	if _, shown := b.m.carded(); !shown {
		t.Error("no card under the pointer")
	}
	// A part of another shape has none.
	b.m.Hovered = unit(5, 5)
	if _, shown := b.m.carded(); shown {
		t.Error("a card of a part that is not there")
	}
}

func TestSurfaceIsReadAtCellCentres(t *testing.T) {
	b := open(t, "data=gauss&layers=1sigmoid&inputs=x1,x2&start=1,-0.5,0.25")
	b.send(Read{X1: 2.03, X2: -0.5, Aloud: true})
	// The cell of side 0.12 that 2.03, −0.5 is in.
	const x1, x2 = 1.92 + 0.06, -0.6 + 0.06
	y := 1 / (1 + math.Exp(-(1*x1 - 0.5*x2 + 0.25)))
	for _, want := range []string{"X₁ = 1.98", "X₂ = −0.54", "ŷ " + significant(y), "disc"} {
		if !strings.Contains(b.m.surfaceReading(), want) {
			t.Errorf("the reading is %q, which lacks %q", b.m.surfaceReading(), want)
		}
	}
	if b.m.Said != b.m.surfaceReading() {
		t.Errorf("a screen reader hears %q", b.m.Said)
	}
	s := b.m.surface(draw.Light)
	if !s.Reading || math.Abs(s.ReadX1-x1) > 1e-9 || math.Abs(s.ReadX2-x2) > 1e-9 {
		t.Errorf("the cross is at (%g, %g)", s.ReadX1, s.ReadX2)
	}
	b.send(b.m.step(-10, 1))
	if s := b.m.surface(draw.Light); math.Abs(s.ReadX1-x1+1.2) > 1e-9 || math.Abs(s.ReadX2-x2-0.12) > 1e-9 {
		t.Errorf("ten steps left and one up lead to (%g, %g)", s.ReadX1, s.ReadX2)
	}
	for range 200 {
		b.send(b.m.step(0, 10))
	}
	if s := b.m.surface(draw.Light); math.Abs(s.ReadX2-5.94) > 1e-9 {
		t.Errorf("the cross leaves the plane: %g", s.ReadX2)
	}
	b.send(Select{unit(0, 1)})
	if got := b.m.surfaceReading(); !strings.Contains(got, "Input X₂ 5.940") {
		t.Errorf("over a unit's map: %q", got)
	}
	b.send(Unread{})
	if got := b.m.surfaceReading(); got != "" {
		t.Errorf("after reading: %q", got)
	}
}

func TestDiscreteFieldHasTheAnswers(t *testing.T) {
	b := open(t, "data=gauss&layers=1sigmoid&inputs=x1,x2&start=1,0,0")
	s := b.m.surface(draw.Light)
	colours := map[string]int{}
	for _, discrete := range []bool{false, true} {
		rgba := s.field(nil, discrete)
		clear(colours)
		for i := 0; i < len(rgba); i += 4 {
			colours[fmt.Sprint(rgba[i:i+3])]++
		}
		if few := len(colours) == 2; few != discrete {
			t.Errorf("discrete %t: %d colours", discrete, len(colours))
		}
	}
	for colour, n := range colours {
		if n != s.Side*s.Side/2 {
			t.Errorf("%d cells of colour %s, want half of them", n, colour)
		}
	}
	before := len(b.sent)
	if b.send(ToggleDiscrete{}); !b.m.Discrete || len(b.sent) != before {
		t.Error("the choice is not taken over, or asks the engine for something")
	}
}

// A choice of classes gives the network as many outputs, and a data set
// without classes takes them back and says so.
func TestClassesGiveOutputs(t *testing.T) {
	b := open(t, "data=gauss&layers=3tanh,1sigmoid")
	for name, outputs := range map[string]int{"4": 4, "2": 2, "6": 6, "0": 1} {
		b.send(ChooseOption{FieldClasses, name})
		e := b.m.Experiment
		if e.Layers[1].Units != outputs || len(b.m.Output.Values) != outputs || e.Validate() != nil || b.m.Phase != Ready {
			t.Errorf("classes %s: %d outputs, %d maps, %v", name, e.Layers[1].Units, len(b.m.Output.Values), e.Validate())
		}
		if again, err := engine.Parse(e.String()); err != nil || again.String() != e.String() {
			t.Errorf("the link of classes %s: %v", name, err)
		}
		if s := b.m.surface(draw.Light); s.Key != (outputs > 1) || s.Classes != outputs*b2i(outputs > 1) {
			t.Errorf("classes %s: the panel shows a field of %d classes, key %t", name, s.Classes, s.Key)
		}
	}
	b.send(ChooseOption{FieldClasses, "3"}, ChooseSet{dataset.Spiral})
	if b.m.Experiment.Layers[1].Units != 3 || b.m.Notice.Kind != NoNotice {
		t.Errorf("the spiral has %d outputs, notice %v", b.m.Experiment.Layers[1].Units, b.m.Notice)
	}
	b.send(ChooseSet{dataset.XORClouds})
	if b.m.Experiment.Layers[1].Units != 1 || b.m.Experiment.Data.Classes != 0 || b.m.Notice.Kind != ClassesDropped {
		t.Errorf("XOR has %d outputs, notice %v", b.m.Experiment.Layers[1].Units, b.m.Notice)
	}
	b.send(ChooseSet{dataset.Circle})
	if b.m.Experiment.Layers[1].Units != 1 {
		t.Error("the classes come back unasked")
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The page's accuracy and counts are the snapshot's, in both languages, and
// where R² is not defined it says why.
func TestScoreIsShown(t *testing.T) {
	page := func(b *bench) string { return app.HTMLString((&Playground{}).viewScore(b.m)) }
	b := open(t, "data=gauss&classes=3&layers=3tanh,3sigmoid&rate=0.5&share=60&samples=101")
	b.send(StepEpoch{})
	for _, l := range text.Languages() {
		b.send(SetLanguage{l})
		html := page(b)
		for _, s := range []engine.Score{b.m.Snapshot.TrainScore, b.m.Snapshot.TestScore} {
			if !strings.Contains(html, percent(s)) {
				t.Errorf("%s: no accuracy of %s in %s", l.Tag(), percent(s), html)
			}
			for k := range s.Counts {
				if !strings.Contains(html, fmt.Sprintf(">%d<", s.Counts[k])) {
					t.Errorf("%s: no count of %d", l.Tag(), s.Counts[k])
				}
			}
		}
		for _, head := range []string{"● 1", "▲ 2", "■ 3"} {
			if n := strings.Count(html, head); n != 4 {
				t.Errorf("%s: %d heads %s, want a column and a row in two tables", l.Tag(), n, head)
			}
		}
		if strings.Count(html, `scope="row"`) != 6 || strings.Count(html, `scope="col"`) != 8 {
			t.Errorf("%s: the tables lack heads", l.Tag())
		}
	}
	b = open(t, quick)
	if html := page(b); !strings.Contains(html, "▲ 0") || !strings.Contains(html, "● 1") || strings.Contains(html, "Test samples") {
		t.Errorf("two classes without test samples: %s", html)
	}
	b = open(t, "data=plane&layers=1linear")
	if html := page(b); !strings.Contains(html, significant(b.m.Snapshot.TestScore.R2)) || strings.Contains(html, "<table") {
		t.Errorf("a regression: %s", html)
	}
	b = open(t, "data=table&x=0;1&y=3;3&layers=1linear")
	if html := page(b); !strings.Contains(html, "all targets are equal") || strings.Contains(html, "NaN") {
		t.Errorf("R² of equal targets: %s", html)
	}
}

// 100 % is said only when every answer is right.
func TestPercentIsNotRoundedUp(t *testing.T) {
	for want, s := range map[string]engine.Score{
		"99.9 %":  {Classes: 2, Counts: []int{5000, 0, 1, 4999}},
		"100.0 %": {Classes: 2, Counts: []int{5000, 0, 0, 5000}},
		"66.6 %":  {Classes: 2, Counts: []int{1, 1, 0, 1}},
		"0.0 %":   {Classes: 2, Counts: []int{0, 1, 0, 0}},
		"—":       {},
	} {
		if got := percent(s); got != want {
			t.Errorf("%v is %s, want %s", s.Counts, got, want)
		}
	}
}

// The card lies in the window and beside what it is about, wherever that is.
func TestCardIsBesideItsPart(t *testing.T) {
	for _, size := range [][2]float64{{1440, 900}, {1024, 768}, {390, 700}} {
		window := draw.Box{Width: size[0], Height: size[1]}
		layout := draw.NewLayout(size[0], size[1], []int{3, 6, 4, 2})
		check := func(part draw.Part) {
			t.Helper()
			const width, height = 240, 90
			about := layout.Extent(part)
			x, y := placeBeside(about, layout.EdgesOf(part), width, height, window)
			card := draw.Box{X: x, Y: y, Width: width, Height: height}
			if x < 0 || y < 0 || card.Right() > window.Width || card.Bottom() > window.Height {
				t.Errorf("%v: the card of %+v leaves the window: %+v", size, part, card)
			}
			if c := covered(card, about); c > 0 {
				t.Errorf("%v: the card covers %g of %+v", size, c, part)
			}
		}
		for layer, units := range []int{3, 6, 4, 2} {
			for i := range units {
				check(unit(layer, i))
				if layer == 0 {
					continue
				}
				check(draw.Part{Kind: draw.Bias, Layer: layer, To: i})
				for from := range []int{3, 6, 4}[layer-1] {
					check(draw.Part{Kind: draw.Weight, Layer: layer, To: i, From: from})
				}
			}
		}
	}
	// Where there is no room it stays in the window.
	if x, y := placeBeside([]draw.Box{{Width: 100, Height: 100}}, nil, 90, 90, draw.Box{Width: 100, Height: 100}); x != 6 || y != 6 {
		t.Errorf("without room the card is at (%g, %g)", x, y)
	}
}

// The dashes move on with the updates, a little for one and not much more for
// a thousand, and never back.
func TestFlowMovesWithTheUpdates(t *testing.T) {
	var f flow
	if f.advance(0) != 0 {
		t.Error("moves without updates")
	}
	one := f.advance(1)
	if one <= 0 || f.advance(1) != one {
		t.Errorf("moved by %g, then without an update", one)
	}
	many := f.advance(1001) - one
	if many <= one || many > flowPerFrame {
		t.Errorf("a thousand updates move by %g", many)
	}
	at := f.advance(0) // a new run
	if next := f.advance(1); next <= at {
		t.Error("stands still after a new run began")
	}
}

// Of a long run, whose history has gaps, the curve ends with the losses that
// the page shows as numbers.
func TestCurveEndsAtThePresent(t *testing.T) {
	b := open(t, quick)
	s := b.run.Do(engine.Command{Serial: b.m.Link.Serial, Action: engine.Advance{Epochs: 100_003}, View: engine.View{History: true}})
	b.send(Arrived{s})
	curve := b.m.curve()
	last := curve[len(curve)-1]
	if len(b.m.History) > 1024 || b.m.History[len(b.m.History)-1].Epoch == 100_003 {
		t.Fatalf("a history of %d points up to epoch %d", len(b.m.History), b.m.History[len(b.m.History)-1].Epoch)
	}
	if len(curve) != len(b.m.History)+1 || last.Epoch != 100_003 || last.Train != s.Train.Mean || !math.IsNaN(last.Test) {
		t.Errorf("%d points after a history of %d; the last is %+v, want epoch 100003, loss %g", len(curve), len(b.m.History), last, s.Train.Mean)
	}
	if len(b.m.History) > 0 && &curve[0] == &b.m.History[0] && cap(b.m.History) > len(b.m.History) {
		t.Error("the curve is written into the history")
	}
	b.send(ResetWeights{})
	if got := b.m.curve(); len(got) != 1 || got[0].Epoch != 0 {
		t.Errorf("after a reset: %+v", got)
	}
}
