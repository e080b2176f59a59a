package ui

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/app/text"
)

// The contributions of all samples come to the gradient of the next update
// where its batch is all of them, in either convention.
func TestContributionsComeToTheGradient(t *testing.T) {
	for _, convention := range []string{"mean", "sum"} {
		b := open(t, "data=circle&samples=60&layers=4tanh,1tanh&rate=0.1&gradient="+convention)
		b.send(ToggleMicroscope{}, StepEpoch{})
		for p := range b.m.Experiment.Parameters() {
			b.send(Select{b.m.partAt(p)})
			s, known := b.m.shares()
			if !known || !slices.IsSortedFunc(s.values, func(x, y float64) int { return int(math.Copysign(1, y-x)) }) {
				t.Fatalf("parameter %d: known %v, %v", p, known, s.values)
			}
			got, want := s.mean, b.m.Scope.Sight.Next.Gradient[p]
			if convention == "sum" {
				got = s.sum
			}
			if math.Abs(got-want) > 1e-12*(1+math.Abs(want)) {
				t.Errorf("%s, parameter %d: the samples come to %v, the update takes %v", convention, p, got, want)
			}
		}
	}
}

// The bars lead to their samples, each rank to another one.
func TestContributionsLeadToTheirSamples(t *testing.T) {
	b := open(t, "data=circle&samples=1000&share=50&layers=3sigmoid,1sigmoid&batch=10")
	b.send(ToggleMicroscope{}, Select{draw.Part{Kind: draw.Bias, Layer: 1, To: 2}})
	s, _ := b.m.shares()
	if s.perBar() != 5 || len(s.bars()) != 100 || s.barAt(0) != 0 || s.barAt(0.999) != 495 || s.barAt(2) != 495 {
		t.Errorf("of %d samples %d share each of %d bars", len(s.values), s.perBar(), len(s.bars()))
	}
	pick, known := b.m.pickRank(7)
	if !known {
		t.Fatal("no sample of rank 7")
	}
	b.send(pick)
	l := b.m.Scope.Sight.Lens
	if l.Sample != s.samples[7] || l.ByParam.Biases[0][2] != s.values[7] {
		t.Errorf("rank 7 is sample %d with %v; under the lens is %d with %v", s.samples[7], s.values[7], l.Sample, l.ByParam.Biases[0][2])
	}
	for _, language := range text.Languages() {
		b.send(SetLanguage{language})
		page := app.HTMLString((&Playground{model: b.m}).Render())
		for _, want := range []string{`id="contributions"`, scientific(s.values[7]), scientific(b.m.Scope.Sight.Next.Gradient[b.m.Shape().BiasIndex(1, 2)]), "10", `aria-valuenow="8"`} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page lacks %q", language.Tag(), want)
			}
		}
		if found := malformed.FindString(page); found != "" {
			t.Errorf("%s: the page says %q", language.Tag(), found)
		}
	}
}

func TestContributionsOfNothing(t *testing.T) {
	s := newShares([]float64{0, 0, 0})
	if up, down, _ := s.paths(); up != "" || down != "" || s.sum != 0 {
		t.Errorf("three zeros: bars %q and %q, sum %v", up, down, s.sum)
	}
}
