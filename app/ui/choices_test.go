package ui

import (
	"slices"
	"testing"

	"backprop/app/text"
)

// Whatever a list offers is taken over as it is.
func TestChoicesAreTaken(t *testing.T) {
	for _, f := range []Field{FieldRate, FieldL1, FieldL2, FieldDecay, FieldBatch} {
		b := open(t, "")
		values := choices(b.m, f)
		if len(values) < 5 || !slices.IsSorted(values) {
			t.Errorf("%s offers %v", f, values)
		}
		for _, v := range values {
			b.send(Commit{f, exact(v)})
			if got := fieldValue(b.m.Experiment, f); got != v || len(b.m.Errors)+len(b.m.Drafts) > 0 {
				t.Errorf("%s = %v: %v, errors %v", f, v, got, b.m.Errors)
			}
		}
	}
	if values := choices(open(t, "data=xortable").m, FieldBatch); !slices.Equal(values, []float64{0, 1, 2}) {
		t.Errorf("batches of four samples: %v", values)
	}
	for _, l := range text.Languages() {
		b := open(t, "")
		b.send(SetLanguage{l})
		if got := choiceText(b.m, FieldBatch, 0); got != l.Words().AllSamples {
			t.Errorf("%s: a batch of 0 is %q", l.Tag(), got)
		}
	}
}

// The ends of a slider are values that its field takes.
func TestSlidersStayInRange(t *testing.T) {
	for f, s := range sliders {
		for _, v := range []float64{s.low, s.low + s.step, s.high} {
			b := open(t, "")
			b.send(Draft{f, plain(v)}, Commit{f, plain(v)})
			if got := fieldValue(b.m.Experiment, f); got != v || b.m.Errors[f] != nil {
				t.Errorf("%s = %v: %v, %v", f, v, got, b.m.Errors[f])
			}
		}
	}
}
