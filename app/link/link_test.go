package link

import (
	"errors"
	"strings"
	"testing"

	"backprop/engine"
)

func TestOwnLinks(t *testing.T) {
	standard := engine.Default().String()
	with := func(old, new string) string { return strings.Replace(standard, old, new, 1) }
	for _, c := range []struct {
		fragment, want string
		notes          []string
	}{
		{"", standard, nil},
		{"  ", standard, nil},
		{standard, standard, nil},
		{"rate=0.5&test=off", with("rate=2&", "rate=0.5&") + "&test=off", nil},
		{"test=on&embed=off", standard, nil},
		{"lock=rate,data&hide=seed", standard + "&hide=seed&lock=data,rate", nil},
		{"lock=rate&hide=rate", standard + "&hide=rate", nil},
		{"hide=rate&rate%3D0.5", with("rate=2&", "rate=0.5&") + "&hide=rate", nil},
		// What is good stays, what is not is named.
		{"rate=abc&momentum=0.5", with("momentum=0.9", "momentum=0.5"), []string{"rate abc: want a number, 0 or more"}},
		{"rate=3&rate=4", with("rate=2&", "rate=3&"), []string{"rate 4: want each key once"}},
		{"rate=3&rate=4&rate=4&rate=4", with("rate=2&", "rate=3&"), []string{"rate 4: want each key once"}},
		{"hello&rate=3", with("rate=2&", "rate=3&"), []string{"link hello: want key=value pairs joined by &"}},
		{"rate=3&&", with("rate=2&", "rate=3&"), nil},
		{"rate=%33&50%", with("rate=2&", "rate=3&"), []string{"link 50%: want key=value pairs joined by &"}},
		{"rate=3&%zz", with("rate=2&", "rate=3&"), []string{"link %zz: want key=value pairs joined by &"}},
		{"samples=10&batch=50", with("samples=200", "samples=10"), []string{"batch 50: want a whole number from 0 to 5"}},
		{"layers=17sigmoid,1sigmoid&rate=1", with("rate=2&", "rate=1&"), []string{"layers 17sigmoid: want at most 16 units in a layer on this page"}},
		{"layers=9999sigmoid", standard, []string{"layers 9999sigmoid: want 1 to 1024 units in each layer"}},
		{"start=1,2,3&seed=4", with("&seed=1", "&seed=4"), []string{"start 3 numbers: want one number for each of the 21 weights and biases"}},
		{"data=table&rate=1", with("rate=2&", "rate=1&"), []string{"x 0 rows: want 1 to 100000 rows"}},
		{"data=table&x=1;2&y=1&rate=1", with("rate=2&", "rate=1&"), []string{
			"y 1 row: want as many rows as x, 2", "y 0 rows: want as many rows as x, 2", "x 1;2: want no such key with this data set"}},
		{"lock=output,rate,wheels&hide=", standard + "&lock=rate", []string{
			"lock output: want one of " + strings.Join(lockableNames(), ", "),
			"lock wheels: want one of " + strings.Join(lockableNames(), ", "),
			`hide "": want one of ` + strings.Join(names(), ", ")}},
		{"test=maybe&embed=on&embed=on", standard + "&embed=on", []string{"test maybe: want one of on, off", "embed on: want each key once"}},
		// More keys of ours than of the peer's: a link of ours.
		{"rate=3&dataset=xor", with("rate=2&", "rate=3&"), []string{"link dataset: want one of "}},
		{"noise=5&seed=3", with("noise=0", "noise=5")[:len(standard)-1] + "3", nil},
	} {
		o := Read(c.fragment, screen)
		if o.String() != c.want || o.Peer {
			t.Errorf("%s opens\n%s, want\n%s", c.fragment, o, c.want)
		}
		if len(o.Notes) != len(c.notes) {
			t.Errorf("%s: notes %v, want %q", c.fragment, o.Notes, c.notes)
			continue
		}
		for i, n := range o.Notes {
			if got := n.Err.Error(); !strings.HasPrefix(got, c.notes[i]) {
				t.Errorf("%s: note %q, want %q", c.fragment, got, c.notes[i])
			}
		}
	}
}

// A link for a page is an experiment for everybody else.
func TestEngineParsesPageLinks(t *testing.T) {
	o := Read("rate=3&test=off&embed=on&hide=rate&lock=data", screen)
	e, err := engine.Parse(o.String())
	if err != nil || e.String() != o.Experiment.String() {
		t.Errorf("%s is %s, %v", o, e, err)
	}
	for _, f := range pageFields {
		if engine.IsKey(f.key) {
			t.Errorf("%s is a key of experiments, too", f.key)
		}
	}
}

func TestControlsHaveNames(t *testing.T) {
	seen := 0
	for g := range GroupCount {
		for _, c := range Controls(g) {
			seen++
			if again, known := ParseControl(c.String()); !known || again != c {
				t.Errorf("control %d is called %q", c, c)
			}
		}
	}
	if seen != int(controlCount) {
		t.Errorf("%d of %d controls are in a group", seen, controlCount)
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"", engine.Default().String(), "rate=3&test=off&embed=on&hide=rate&lock=data", "%", "a=b", "&&", "==",
		"data=table&x=0,0;1,1&y=0;1&layers=1linear", "data=table&x=&y=1", "start=1,2", "schedule=1:2:0.5&rate=x",
		"activation=tanh&networkShape=4,2&seed=0.12345&x=true&cosX=true&tutorial=a&noise_hide=true", "dataset=xor&rate=1", "networkShape=&problem=regression",
		"batchSize=1&percTrainData=10&networkShape=9,9,9,9", "hide=a,b,c&lock=,", "samples=100000&layers=16tanh,1tanh",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o := Read(text, screen)
		if err := o.Experiment.Validate(); err != nil {
			t.Fatalf("%q opens %s: %v", text, o, err)
		}
		if err := screen.fits(o.Experiment); err != nil {
			t.Fatalf("%q does not fit the screen: %v", text, err)
		}
		for _, n := range o.Notes {
			var field *engine.FieldError
			if n.Kind == Ignored && (!errors.As(n.Err, &field) || strings.ContainsAny(n.Err.Error(), "\n\r")) {
				t.Fatalf("%q: %v is not one line about a field", text, n.Err)
			}
		}
		again := Read(o.String(), screen)
		if again.String() != o.String() || len(again.Notes) > 0 || again.Peer {
			t.Fatalf("%q opens\n%s, which opens\n%s, %v", text, o, again, again.Notes)
		}
	})
}
