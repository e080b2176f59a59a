package ui

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/app/text"
	"backprop/engine"
)

// states are the pages that a reader can come to see.
func states(t *testing.T) map[string]*bench {
	found := map[string]*bench{
		"opened":          open(t, ""),
		"bad link":        open(t, "rate=-1"),
		"no hidden layer": open(t, "data=xortable&layers=1sigmoid"),
		"regression":      open(t, "data=bumps&layers=8tanh,1linear"),
		"three inputs":    open(t, "data=table&x=0,0,1;1,0,1;0,1,0&y=0,1;1,0;1,1&layers=2tanh,2sigmoid"),
		"largest":         open(t, "inputs=x1,x2,x1sq,x2sq,x1x2,sinx1,sinx2&layers="+strings.Repeat("16tanh,", MaxHiddenLayers)+"1tanh"),
	}
	b := open(t, quick)
	b.send(TogglePlay{})
	b.frames(10)
	found["playing"] = b
	b = open(t, quick+"&stopepoch=5")
	b.send(TogglePlay{})
	b.frames(10)
	found["stopped"] = b
	b = open(t, "data=plane&layers=4linear,1linear&rate=1000000&momentum=0")
	b.send(TogglePlay{})
	b.frames(300)
	found["diverged"] = b
	b = open(t, quick)
	b.send(WorkerFailed{Reason: "boom"})
	found["worker failed"] = b
	b = open(t, quick)
	b.send(Select{draw.Part{Kind: draw.Unit, Layer: 1, To: 1}}, SetParameter{2, "x"}, Commit{FieldRate, "-1"})
	found["errors"] = b
	b = open(t, quick)
	b.send(Select{draw.Part{Kind: draw.Bias, Layer: 2}}, MoveCursor{0})
	found["bias"] = b
	found["penalties"] = open(t, quick+"&l1=0.01&l2=0.003&biases=0.1")
	for name, messages := range map[string][]Message{
		"microscope":          {},
		"microscope, unit":    {Select{unitPart(1, 1)}},
		"microscope, input":   {Select{unitPart(0, 1)}},
		"microscope, nothing": {Select{}},
		"microscope, bias":    {Select{biasPart(2, 0)}, StepEpoch{}},
		"microscope, steps":   {StepBy{}, StepBy{}, SetGrain{ByPass}, StepBy{}, SetGrain{ByLayer}, StepBy{}},
		"microscope, batch":   {SetGrain{BySample}, StepBy{}, StepBy{}, StepBy{}, StepBy{}},
		"microscope, playing": {TogglePlay{}},
		"microscope, wrong":   {Commit{FieldSample, "x"}},
	} {
		b = open(t, quick+"&l1=0.01&decay=0.01")
		b.send(ToggleMicroscope{})
		b.send(messages...)
		b.frames(20)
		found[name] = b
	}
	return found
}

// malformed finds what fmt leaves behind where a format and its arguments do
// not fit, and numbers that no reader should see.
var malformed = regexp.MustCompile(`%!|%\[|NaN|Inf\b|<nil>`)

func TestEveryStateIsDrawnInEveryLanguage(t *testing.T) {
	for name, b := range states(t) {
		for _, l := range text.Languages() {
			b.send(SetLanguage{l})
			page := app.HTMLString((&Playground{model: b.m}).Render())
			if found := malformed.FindString(page); found != "" {
				t.Errorf("%s, %s: the page says %q", name, l.Tag(), found)
			}
			if !strings.Contains(page, html.EscapeString(l.Words().NewWeights)) {
				t.Errorf("%s, %s: the page is in another language", name, l.Tag())
			}
		}
	}
}

func TestEveryStateSaysWhatHappened(t *testing.T) {
	all := states(t)
	for name, want := range map[string][]string{
		"bad link":            {`id="notice"`, `id="dismiss"`, "Learning rate"},
		"no hidden layer":     {`id="no-hidden"`, "0.125"},
		"stopped":             {`id="stopped"`, `id="train-on"`, "epoch 5"},
		"diverged":            {`id="diverged"`, `id="rewind"`, `id="rewind-smaller"`, "100000"},
		"worker failed":       {`id="worker-failed"`, `id="restart-worker"`, "boom"},
		"errors":              {`id="rate-error"`, `id="parameter2-error"`, `id="parameter3"`},
		"microscope, unit":    {`id="microscope"`, "Net input", "Term by term (3)", "learning rule"},
		"microscope, input":   {"Input", "Derivative by the output"},
		"microscope, nothing": {`id="microscope"`, "Choose a unit"},
		"microscope, bias":    {"New bias", "was", "will be"},
		"microscope, steps":   {"not computed yet", "back: ∂E/∂x"},
		"microscope, batch":   {"Sample 4 of the 4", "batch is complete"},
		"microscope, wrong":   {`id="sample-error"`, "“x” is not a number"},
		"bias":                {`id="selection"`, "Output unit 1", "Epoch 0"},
	} {
		page := app.HTMLString((&Playground{model: all[name].m}).Render())
		for _, part := range want {
			if !strings.Contains(page, part) {
				t.Errorf("%s: the page lacks %q", name, part)
			}
		}
	}
}

func TestNumberFieldsCoverTheirFields(t *testing.T) {
	e := engine.Default()
	for _, f := range []Field{FieldRate, FieldMomentum, FieldDecay, FieldL1, FieldL2, FieldBias, FieldNoise, FieldRange, FieldStopLoss, FieldStopEpoch, FieldSamples, FieldShare, FieldBatch, FieldDataSeed, FieldSeed} {
		set, _ := numberField(&e, f)
		set(7)
		if got := fieldValue(e, f); got != 7 {
			t.Errorf("%s: set to 7, reads %v", f, got)
		}
		if _, named := text.English.Words().Fields[string(f)]; !named {
			t.Errorf("%s has no name for its errors", f)
		}
	}
}
