package e2e

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"

	"backprop/engine"
)

// natively runs the experiment of a link in this process, does what actions
// say and returns what the engine tells last, with the given view.
func natively(t *testing.T, link string, view engine.View, actions ...engine.Action) engine.Snapshot {
	t.Helper()
	e, err := engine.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	var run engine.Run
	var s engine.Snapshot
	for _, a := range append([]engine.Action{engine.Begin{Experiment: e}}, actions...) {
		if s = run.Do(engine.Command{Action: a, View: view}); s.Err != nil {
			t.Fatal(s.Err)
		}
	}
	return s
}

// bits writes numbers as the page does, so that equal text means equal bits.
func bits(values []float64) []string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = strconv.FormatFloat(v, 'g', -1, 64)
	}
	return texts
}

// number reads a number of the page.
func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// sameBits fails the test unless the page has exactly the weights wanted.
func sameBits(t *testing.T, what string, got []string, want []float64) {
	t.Helper()
	if texts := bits(want); !slices.Equal(got, texts) {
		t.Errorf("%s: the page has the weights\n%v, the engine\n%v", what, got, texts)
	}
}

// sameCurve fails the test unless two loss curves agree to the last bit.
func sameCurve(t *testing.T, what string, got, want []Point) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: the loss curve has changed: %d points, first difference %s", what, len(got), difference(got, want))
	}
}

func difference(a, b []Point) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprint(a[i], " instead of ", b[i])
		}
	}
	return fmt.Sprint("in length: ", len(a), " instead of ", len(b))
}

// allFinite fails the test if one of the weights is no finite number.
func allFinite(t *testing.T, params []string) {
	t.Helper()
	for i, text := range params {
		if v := number(t, text); math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("parameter %d is %s", i, text)
		}
	}
}
