package e2e

import (
	"fmt"
	"strings"
	"testing"

	"backprop/app/draw"
	"backprop/engine"
)

// counts returns the numbers of a table on the page, row by row.
func (p *Page) counts(id string) (counts []int) {
	p.t.Helper()
	p.Until("#"+id+" is there", fmt.Sprintf(`document.getElementById(%q)`, id))
	get(p, fmt.Sprintf(`[...document.getElementById(%q).querySelectorAll("td")].map(e => Number(e.textContent.replace(/[^0-9]/g, "")))`, id), &counts)
	return counts
}

// sameScore fails the test unless the page shows the accuracy and the counts
// of the engine.
func (p *Page) sameScore(when string) {
	p.t.Helper()
	s := p.State()
	want := natively(p.t, s.Experiment, engine.View{}, engine.Advance{Epochs: s.Epoch})
	for id, score := range map[string]engine.Score{"confusion-train": want.TrainScore, "confusion-test": want.TestScore} {
		if score.Classes == 0 {
			continue
		}
		if got := p.counts(id); fmt.Sprint(got) != fmt.Sprint(score.Counts) {
			p.t.Errorf("%s: #%s has %v, the engine %v", when, id, got, score.Counts)
		}
		percent := fmt.Sprintf("%.1f %%", float64(1000*score.Correct()/score.Samples())/10)
		if text := p.Text("score"); !strings.Contains(text, percent) {
			p.t.Errorf("%s: %q, the engine has %s", when, text, percent)
		}
	}
}

// Four classes by menu: an output each, the winner's colours, accuracy and
// counts that are the engine's; XOR takes them back and says so.
func TestFourClasses(t *testing.T) {
	t.Parallel()
	p := open(t, "data=gauss&layers=5tanh,1sigmoid&rate=1&momentum=0.5")
	p.Prefer("light")
	p.sameScore("two classes by one output")
	p.Choose("classes", "4")
	p.Until("there are four outputs", `playground().experiment.includes("layers=5tanh,4sigmoid") && playground().experiment.includes("classes=4") && playground().phase === "ready"`)
	p.Press("confusion-open")
	p.sameScore("before training")
	p.Press("play")
	p.WaitEpoch(150)
	s := p.Pause()
	p.sameScore("after training")
	run := natively(t, s.Experiment, engine.View{Output: fieldSide}, engine.Advance{Epochs: s.Epoch})
	if a := run.TrainScore.Accuracy(); a < 0.9 {
		t.Errorf("accuracy %g after %d epochs", a, s.Epoch)
	}
	p.painted()
	p.classSurface(s, false)
	p.Press("discretize")
	p.painted()
	p.classSurface(s, true)

	// One of the outputs, from its own small map.
	p.PointAtPart(unit(2, 2))
	p.Until("the third output is enlarged", `document.getElementById("output-caption").innerText.includes("Output unit 3")`)
	p.Press("discretize")
	p.Until("it is off", `document.getElementById("discretize").getAttribute("aria-pressed") === "false"`)
	p.PointAtPart(unit(2, 2))
	p.Until("the third output is enlarged", `document.getElementById("output-caption").innerText.includes("Output unit 3")`)
	p.painted()
	unitSurface(t, s, 2, 2+5+2).check(t, p)

	// The link holds it all.
	p.Reload()
	if again := p.State(); again.Experiment != s.Experiment {
		t.Errorf("the link opens %s, want %s", again.Experiment, s.Experiment)
	}
	p.Press("set-xor")
	p.Until("XOR has one output", `playground().experiment.includes("data=xor&") && playground().experiment.includes(",1sigmoid") && playground().phase === "ready"`)
	if notice := p.WaitShown("notice"); !strings.Contains(notice, "two classes") {
		t.Errorf("the notice says %q", notice)
	}
	p.WaitGone("classes")
}

// classSurface compares the surface with the classes that win.
func (p *Page) classSurface(s State, discrete bool) {
	p.t.Helper()
	run := natively(p.t, s.Experiment, engine.View{Output: fieldSide}, engine.Advance{Epochs: s.Epoch})
	values := run.Output.Values
	f := surface{values: make([]float32, fieldSide*fieldSide), scale: draw.Scale{Middle: 0.5, Half: 0.5}}
	// A field that is on either side of the middle where the winner changes:
	// near a border it cannot be compared.
	for i := range f.values {
		best := 0
		for k := range values {
			if values[k][i] > values[best][i] {
				best = k
			}
		}
		f.values[i] = float32(best)
	}
	// The numbers of the classes stand on the field: no cell near them is alike.
	picture := draw.Surface{Low: -6, High: 6, Testing: true, Samples: natively(p.t, s.Experiment, engine.View{Samples: true}).Samples}
	places, room := draw.ClassPlaces(values, fieldSide, picture.Taken())
	for k, at := range places {
		for row := -4; room[k] && row <= 4; row++ {
			for column := -3; column <= 3; column++ {
				i := (int(at.Y*fieldSide)+row)*fieldSide + int(at.X*fieldSide) + column
				f.values[i] = float32((row + column) & 1)
			}
		}
	}
	f = f.coloured(draw.ClassField(nil, values, 1, discrete, draw.Light))
	f.check(p.t, p)
}

// Six classes of each data set that has them: chosen, trained, counted.
func TestSixClasses(t *testing.T) {
	t.Parallel()
	p := open(t, "data=circle&classes=6&layers=8tanh,6tanh&rate=0.1&inputs=x1,x2,x1sq,x2sq")
	for _, set := range []string{"circle", "gauss", "spiral"} {
		p.Press("set-" + set)
		p.Until("the data are "+set, fmt.Sprintf(`playground().experiment.includes("data=%s&classes=6") && playground().phase === "ready" && !playground().waiting`, set))
		if !p.Shows("confusion-train") {
			p.Press("confusion-open")
		}
		p.Press("play")
		p.WaitEpoch(20)
		p.Pause()
		p.sameScore(set)
	}
}

// A regression shows R², which is the engine's, and where it is not defined
// says why.
func TestR2(t *testing.T) {
	t.Parallel()
	p := open(t, "data=plane&layers=3tanh,1linear&rate=0.05&momentum=0")
	p.Press("play")
	p.WaitEpoch(20)
	s := p.Pause()
	want := natively(t, s.Experiment, engine.View{}, engine.Advance{Epochs: s.Epoch})
	text := p.Text("score")
	for _, r := range []float64{want.TrainScore.R2, want.TestScore.R2} {
		if !strings.Contains(text, shortNumber(r)) {
			t.Errorf("%q, the engine has R² %g", text, r)
		}
	}
	p.Open("data=table&x=0;1;2&y=3;3;3&layers=1linear&rate=0.1")
	if text := p.Text("score"); !strings.Contains(text, "not defined") {
		t.Errorf("R² of equal targets: %q", text)
	}
}
