package ui

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/app/link"
	"backprop/app/text"
	"backprop/engine"
	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// changes holds, for each control that can be locked, messages that it sends.
var changes = map[link.Control][]Message{
	link.Play:       {TogglePlay{}, TrainOn{}},
	link.Step:       {StepEpoch{}, StepBy{}, StepBy{Back: true}, ToggleSteps{}},
	link.Reset:      {ResetWeights{}},
	link.NewWeights: {NewWeights{}},
	link.Seed:       {Draft{FieldSeed, "4"}, Commit{FieldSeed, "4"}},
	link.Speed:      {SetSpeed{Fastest}},
	link.Data:       {ChooseSet{dataset.Spiral}},
	link.Classes:    {ChooseOption{FieldClasses, "3"}},
	link.Discrete:   {ToggleDiscrete{}},
	link.Samples:    {Draft{FieldSamples, "50"}, Commit{FieldSamples, "50"}},
	link.Share:      {Commit{FieldShare, "60"}},
	link.Noise:      {Commit{FieldNoise, "7"}},
	link.DataSeed:   {Commit{FieldDataSeed, "7"}, NewData{}},
	link.Inputs:     {ToggleFeature{dataset.X1Squared}},
	link.Layers:     {AddLayer{}, RemoveLayer{1}},
	link.Units:      {SetUnits{1, 3}},
	link.Activation: {SetActivation{1, nn.ReLU}},
	link.Rate:       {Draft{FieldRate, "1"}, Commit{FieldRate, "1"}},
	link.Momentum:   {Commit{FieldMomentum, "0.5"}},
	link.StopRules:  {Commit{FieldStopLoss, "0.1"}, Commit{FieldStopEpoch, "10"}},
	link.Batch:      {Commit{FieldBatch, "10"}},
	link.Convention: {ChooseOption{FieldConvention, "sum"}},
	link.Order:      {ChooseOption{FieldOrder, "shuffled"}},
	link.InitRange:  {Commit{FieldRange, "0.1"}},
	link.Biases:     {ChooseOption{FieldBiases, "zero"}},
	link.Penalty:    {Commit{FieldDecay, "0.01"}, Commit{FieldL1, "0.01"}, Commit{FieldL2, "0.01"}},
	link.Weights:    {SetParameter{2, "0.5"}, Draft{ParameterField(2), "1"}},
	link.Test:       {ToggleTest{}},
	link.LogScale:   {ToggleLog{}},
	link.TimeLine:   {GoTo{}, GoBy{1}},
	link.Theme:      {SetTheme{DarkTheme}},
	link.Language:   {SetLanguage{text.Korean}},
}

// A control that is locked or hidden changes nothing, by whatever way its
// message comes; a locked one says so. Opened, it does.
func TestLockedAndHiddenControlsChangeNothing(t *testing.T) {
	for g := range link.GroupCount {
		for _, c := range link.Controls(g) {
			if c.Lockable() && len(changes[c]) == 0 {
				t.Errorf("nothing is known to come from %s", c)
			}
			for _, message := range changes[c] {
				for _, key := range []string{"lock", "hide"} {
					b := open(t, key+"="+c.String())
					before, commands := b.m, len(b.sent)
					b.send(message)
					locked := b.m.Notice.Kind == ControlLocked && b.m.Notice.Control == c
					if locked != (key == "lock") {
						t.Errorf("%s=%s: %T%+v leaves the notice %+v", key, c, message, message, b.m.Notice)
					}
					if len(b.sent) != commands || b.m.link() != before.link() || b.m.Playing || b.m.Language != before.Language || b.m.Theme != before.Theme ||
						b.m.LogLoss != before.LogLoss || b.m.Discrete != before.Discrete || b.m.Pace.Speed != before.Pace.Speed || len(b.m.Drafts) > 0 {
						t.Errorf("%s=%s: %T%+v changes the page", key, c, message, message)
					}
				}
			}
		}
	}
	for c, messages := range changes {
		for _, message := range messages {
			if of, known := controlOf(message); !known || of != c {
				t.Errorf("%T%+v comes from %s, want %s", message, message, of, c)
			}
		}
	}
}

// free are the messages that change nothing of what a link locks: they come
// from the browser, the worker or the page itself, or only point at something.
var free = []string{
	"Frame", "Arrived", "WorkerFailed", "RestartWorker", "Rewind", "Cancel", "Select", "Hover", "MoveCursor", "OpenLink", "LinkCopied", "Dismiss",
	"Read", "Unread", "FocusNetwork", "PickSample", "EndTour", "Light",
	"OpenPreparing", "ClosePreparing", "SetAccess", "SetGroupAccess", "PreviewClass", "PreparedCopied",
}

// A new message is either of a control, or said to be free here.
func TestEveryMessageHasAControlOrIsFree(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`(?m)^func \((\w+)\) message\(\)`)
	access, err := os.ReadFile("access.go")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(access), "func controlOf(")
	body, _, _ = strings.Cut(body, "\n}\n")
	found := 0
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		source, err := os.ReadFile(entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range declared.FindAllStringSubmatch(string(source), -1) {
			found++
			of := regexp.MustCompile(`case [^:]*\b` + match[1] + `\b`).MatchString(body)
			if of == slices.Contains(free, match[1]) {
				t.Errorf("%s: of a control is %v, free is %v", match[1], of, !of)
			}
		}
	}
	if found < 40 {
		t.Errorf("%d messages found", found)
	}
}

// A way back from divergence stays, but not with another rate than the locked.
func TestRewindKeepsALockedRate(t *testing.T) {
	b := open(t, "data=plane&layers=4linear,1linear&rate=1000000&momentum=0&lock=rate")
	b.send(TogglePlay{})
	b.frames(300)
	if !b.m.Diverged() {
		t.Fatal("it does not diverge")
	}
	b.send(Rewind{LearningRate: 1})
	if b.m.Diverged() || b.m.Experiment.LearningRate != 1e6 {
		t.Errorf("diverged %v, rate %g", b.m.Diverged(), b.m.Experiment.LearningRate)
	}
}

// Every control is on the page under its name, and follows its state.
func TestEveryControlIsOnThePage(t *testing.T) {
	for g := range link.GroupCount {
		for _, c := range link.Controls(g) {
			if !c.Lockable() {
				continue
			}
			for _, key := range []string{"lock", "hide"} {
				b := open(t, key+"="+c.String())
				b.send(Select{draw.Part{Kind: draw.Unit, Layer: 1}})
				page := app.HTMLString((&Playground{model: b.m}).Render())
				mark := map[string]string{"lock": "locked", "hide": "hidden"}[key]
				found := false
				for piece := range strings.SplitSeq(page, "<fieldset") {
					head, _, _ := strings.Cut(piece, ">")
					if strings.Contains(head, `data-control="`+c.String()+`"`) {
						found = true
						if says := strings.Contains(head, ": locked on this page."); says != (key == "lock") {
							t.Errorf("%s=%s: that it is locked is said: %v", key, c, says)
						}
						if !strings.Contains(head, `data-access="`+mark+`"`) || !strings.Contains(head, "disabled") {
							t.Errorf("%s=%s: a control is %s", key, c, head)
						}
					}
				}
				if !found {
					t.Errorf("%s is not on the page", c)
				}
			}
		}
	}
}

func TestPreparing(t *testing.T) {
	b := open(t, "rate=0.5&test=off")
	b.send(TogglePlay{}, OpenPreparing{})
	if !b.m.Preparing.Open || b.m.Playing {
		t.Errorf("opened %v, playing %v", b.m.Preparing.Open, b.m.Playing)
	}
	here := b.m.link()
	b.send(SetAccess{link.Rate, link.Locked}, SetAccess{link.OutputPanel, link.Locked}, SetGroupAccess{link.DataGroup, link.Hidden})
	address := b.m.preparedLink("https://host/p/")
	fragment, _ := strings.CutPrefix(address, "https://host/p/#")
	o := link.Read(fragment, screen)
	want := link.Access{link.Rate: link.Locked, link.Prepare: link.Hidden,
		link.Data: link.Hidden, link.Classes: link.Hidden, link.Samples: link.Hidden, link.Share: link.Hidden, link.Noise: link.Hidden, link.DataSeed: link.Hidden}
	if len(o.Notes) > 0 || o.Page.Access != want || !o.Page.HideTest || o.Experiment.String() != b.m.Experiment.String() {
		t.Errorf("the link opens %+v, %v", o.Page, o.Notes)
	}
	if b.m.link() != here {
		t.Errorf("preparing changed the page's own link to %s", b.m.link())
	}
	if frame := b.m.preparedFrame("https://host/p/"); !strings.HasPrefix(frame, `<iframe src="https://host/p/#data=circle&amp;`) || !strings.Contains(frame, "&amp;embed=on&amp;hide=") {
		t.Errorf("the frame is %s", frame)
	}
	b.send(PreviewClass{})
	if b.m.Preparing.Open || b.m.access() != want || b.m.link() != here {
		t.Errorf("the preview lets %v, in %s", b.m.access(), b.m.link())
	}
	b.send(Commit{FieldRate, "1"})
	if b.m.Experiment.LearningRate != 0.5 {
		t.Error("in the preview a locked rate can be changed")
	}
	b.send(OpenPreparing{}, ClosePreparing{}, Commit{FieldRate, "1"})
	if b.m.Experiment.LearningRate != 1 {
		t.Error("after the preview the page stays locked")
	}
}

// The access of a link survives what changes the experiment, and goes with the
// next link.
func TestAccessBelongsToTheLink(t *testing.T) {
	b := open(t, "hide=rate&lock=data")
	b.send(SetLanguage{text.Korean}, AddLayer{}, NewWeights{})
	if b.m.Access[link.Rate] != link.Hidden || b.m.Access[link.Data] != link.Locked || !strings.HasSuffix(b.m.link(), "&hide=rate&lock=data") {
		t.Errorf("the access is gone: %s", b.m.link())
	}
	b.send(OpenLink{Fragment: ""})
	if b.m.Access != (link.Access{}) {
		t.Error("the next link is locked, too")
	}
}

func TestControlsHaveWords(t *testing.T) {
	for _, l := range text.Languages() {
		words := l.Words().Class
		var names []string
		for g := range link.GroupCount {
			for _, c := range link.Controls(g) {
				name := words.Controls[c.String()]
				if name == "" || slices.Contains(names, name) {
					t.Errorf("%s: %s is called %q", l.Tag(), c, name)
				}
				names = append(names, name)
			}
		}
		if len(words.Controls) != len(names) {
			t.Errorf("%s: words for %d controls, there are %d", l.Tag(), len(words.Controls), len(names))
		}
	}
	if len(text.English.Words().Class.Groups) != int(link.GroupCount) {
		t.Error("groups without words")
	}
	if _, err := engine.Parse(open(t, "hide=rate").m.link()); err != nil {
		t.Error(err)
	}
}
