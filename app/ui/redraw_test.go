package ui

import (
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// New data keeps the weights; Reset goes back to the first ones, and so does
// the link, on the new data.
func TestNewDataKeepsTheWeights(t *testing.T) {
	b := open(t, "samples=100&batch=10&layers=3tanh,1tanh&rate=0.1&momentum=0")
	first := slices.Clone(b.m.Params())
	b.send(StepEpoch{}, StepEpoch{})
	trained, samples, loss := slices.Clone(b.m.Params()), slices.Clone(b.m.Samples), b.m.Snapshot.Train
	b.send(NewData{})
	if !slices.Equal(b.m.Params(), trained) || b.m.Snapshot.Epoch != 2 {
		t.Errorf("epoch %d, the weights are kept: %v", b.m.Snapshot.Epoch, slices.Equal(b.m.Params(), trained))
	}
	if b.m.Samples[0].X1 == samples[0].X1 || b.m.Snapshot.Train == loss {
		t.Error("the samples, or their loss, are the old ones")
	}
	link := open(t, b.m.Experiment.String())
	if !slices.Equal(link.m.Params(), first) || link.m.Samples[0].X1 != b.m.Samples[0].X1 {
		t.Error("the link does not hold the first weights and the new data")
	}
	b.send(ResetWeights{})
	if !slices.Equal(b.m.Params(), first) || b.m.Snapshot.Train != link.m.Snapshot.Train {
		t.Error("Reset does not go back to the first weights on the new data")
	}
	link.send(StepEpoch{})
	b.send(StepEpoch{})
	if !slices.Equal(link.m.Params(), b.m.Params()) {
		t.Error("the link trains to other weights")
	}
}

func TestNewDataBeforeTrainingIsThatOfTheLink(t *testing.T) {
	b := open(t, quickDrawn)
	b.send(NewData{}, Commit{FieldDataSeed, "77"})
	link := open(t, b.m.Experiment.String())
	if !strings.Contains(b.m.Experiment.String(), "dataseed=77") || b.m.Snapshot.Train != link.m.Snapshot.Train || len(b.m.History) != 1 || b.m.History[0] != link.m.History[0] {
		t.Errorf("%s: loss %v, curve %v, the link has %v, %v", b.m.Experiment, b.m.Snapshot.Train, b.m.History, link.m.Snapshot.Train, link.m.History)
	}
}

// A weight set by hand before training stays with new data.
func TestNewDataKeepsWeightsSetByHand(t *testing.T) {
	b := open(t, quickDrawn)
	b.send(SetParameter{0, "5"}, NewData{})
	if b.m.Params()[0] != 5 || b.m.Experiment.Init.Start == nil {
		t.Errorf("w is %v, first weights by hand: %v", b.m.Params()[0], b.m.Experiment.Init.Start != nil)
	}
}

// A worker that starts again goes on with the new data.
func TestNewDataOutlivesTheWorker(t *testing.T) {
	b := open(t, quickDrawn)
	b.send(StepEpoch{}, NewData{})
	want := b.m.Snapshot.Train
	b.run.Reset()
	b.send(RestartWorker{})
	if b.m.Snapshot.Train != want || b.m.Snapshot.Epoch != 1 {
		t.Errorf("loss %v at epoch %d, want %v at 1", b.m.Snapshot.Train, b.m.Snapshot.Epoch, want)
	}
}

const quickDrawn = "samples=40&layers=2tanh,1tanh&rate=0.1&momentum=0"

// What is said of penalties is true, and nothing is said without one.
func TestPenaltiesAreShown(t *testing.T) {
	page := func(b *bench) string { return app.HTMLString((&Playground{model: b.m}).Render()) }
	b := open(t, quickDrawn)
	if b.m.penaltyText() != "" || strings.Contains(page(b), "+ P)") {
		t.Error("a penalty of 0 is spoken of")
	}
	b.send(Commit{FieldL2, "0.5"})
	sum := 0.0
	for l := 1; l <= b.m.Shape().Last(); l++ {
		from, to := b.m.Shape().WeightRange(l)
		for _, w := range b.m.Params()[from:to] {
			sum += w * w
		}
	}
	for _, want := range []string{significant(0.25 * sum), significant(0.25*sum + b.m.Snapshot.Train.Mean), "∂(E/J + P)/∂w", "λ₂ ½Σw²", "λ₂\u00a0½Σw²"} {
		if !strings.Contains(page(b), want) {
			t.Errorf("the page lacks %q: %s", want, b.m.penaltyText())
		}
	}
	if loss := open(t, quickDrawn).m.Snapshot.Train; b.m.Snapshot.Train != loss || !strings.Contains(page(b), significant(loss.Mean)) {
		t.Errorf("the loss shown is %v, without a penalty %v", b.m.Snapshot.Train, loss)
	}
	b.send(ChooseOption{FieldConvention, "sum"}, Commit{FieldL1, "1"})
	for _, want := range []string{"∂(E + P)/∂w", "λ₁ Σ|w| + λ₂ ½Σw²", "E\u00a0+\u00a0P\u00a0=\u00a0" + significant(b.m.Snapshot.Train.Sum+b.m.Snapshot.Penalty)} {
		if !strings.Contains(page(b), want) {
			t.Errorf("the page lacks %q: %s", want, b.m.penaltyText())
		}
	}
}
