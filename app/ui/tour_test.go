package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/text"
)

// Each stop shows the numbers of the network on the screen, as the engine has
// them, in either language.
func TestTourShowsTheEnginesNumbers(t *testing.T) {
	b := open(t, "")
	b.send(StepEpoch{}, StartTour{})
	l := b.m.Scope.Sight.Lens
	if l == nil || b.m.Tour.kept != nil || b.m.Snapshot.Updates != 1 {
		t.Fatalf("the tour on the figure itself: lens %v, put aside %v, update %d", l, b.m.Tour.kept, b.m.Snapshot.Updates)
	}
	want := [tourStops]float64{
		l.Outputs[1][0], l.Loss, l.ByOutput[2][0], l.ByNetInput[1][0], l.ByParam.Weights[1][0][0], l.ByOutput[1][0],
		l.Next.Params[b.m.Shape().WeightIndex(2, 0, 0)], b.m.Loss(b.m.Snapshot.Train),
	}
	for stop, number := range want {
		b.send(TourTo{stop})
		for _, language := range text.Languages() {
			b.send(SetLanguage{language})
			page := app.HTMLString((&Playground{model: b.m}).Render())
			said := b.m.tourNumbers()
			if !strings.Contains(said, significant(number)) || !strings.Contains(page, language.Words().Tour.Stops[stop].Body) || malformed.MatchString(page) {
				t.Errorf("stop %d, %s: the page says %q, want it to tell %s", stop+1, language.Tag(), said, significant(number))
			}
		}
	}
	b.send(TourTo{updateStop}, StepEpoch{})
	if b.m.Snapshot.Updates != 2 || b.m.Params()[b.m.Shape().WeightIndex(2, 0, 0)] != want[updateStop] {
		t.Error("the update is not the one that was told")
	}
	b.send(TourTo{tourStops})
	b.send(StepEpoch{})
	if b.m.Tour.On || b.sent[len(b.sent)-1].View.Lens.Wanted {
		t.Error("after the last stop the tour goes on, or still costs something")
	}
}

// Another network is put aside for the tour, and comes back with its weights.
func TestTourGivesTheNetworkBack(t *testing.T) {
	b := open(t, quick)
	b.send(TogglePlay{})
	b.frames(20)
	before := b.m
	b.send(StartTour{})
	if !b.m.onFigure() || b.m.Snapshot.Updates != 0 || b.m.Playing || !b.m.keepsAddress() {
		t.Errorf("the tour opens %s", b.m.Experiment)
	}
	if page := app.HTMLString((&Playground{model: b.m}).Render()); !strings.Contains(page, `id="tour-kept"`) {
		t.Error("nothing says that the network comes back")
	}
	b.send(StepEpoch{}, TourTo{3}, EndTour{})
	if b.m.Tour.On || b.m.Experiment.String() != before.Experiment.String() || b.m.Snapshot.Updates != before.Snapshot.Updates ||
		!slices.Equal(b.m.Params(), before.Params()) || fmt.Sprint(b.m.History) != fmt.Sprint(before.History) {
		t.Errorf("after the tour: %s at update %d, before it %s at %d", b.m.Experiment, b.m.Snapshot.Updates, before.Experiment, before.Snapshot.Updates)
	}
	b.send(TogglePlay{})
	b.frames(5)
	if !slices.Equal(b.m.Params(), freshRun(t, before.Experiment, b.m.Snapshot.Updates).Params) {
		t.Error("after the tour training does not go on where it was")
	}
}

func TestTourOnAPreparedPage(t *testing.T) {
	b := open(t, quick+"&lock=layers")
	b.send(StartTour{})
	if b.m.Tour.On || b.m.onFigure() {
		t.Error("the tour puts a network aside that the reader may not change")
	}
	b = open(t, "hide=tour")
	b.send(StartTour{})
	if b.m.Tour.On {
		t.Error("a hidden tour begins")
	}
}
