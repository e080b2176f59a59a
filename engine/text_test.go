package engine

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
	"backprop/engine/optim"
)

const defaultText = "data=circle&samples=200&noise=0&share=50&dataseed=299&inputs=x1,x2&layers=5sigmoid,1sigmoid" +
	"&rate=2&momentum=0.9&decay=0&batch=0&gradient=mean&order=given&stoploss=0&stoperror=0&stopepoch=0" +
	"&range=1&biases=uniform&seed=1"

// xorText is the XOR table given by hand, every field at work.
const xorText = "data=table&x=0,0;0,1;1,0;1,1&y=0;1;1;0&layers=2tanh,1linear" +
	"&rate=0.5&momentum=0.25&decay=1e-07&l1=0.003&l2=1e-300&batch=3&gradient=sum&order=shuffled&schedule=10:0.25:0.5,20:1e21:0" +
	"&stoploss=0.001&stoperror=0.1&stopepoch=500&range=0&biases=zero&seed=9007199254740991" +
	"&start=1,-2,0.1,4,5,-0,7,8,5e-324"

func xorExperiment() Experiment {
	return Experiment{
		Data: Data{
			Set:      dataset.Table,
			Features: Default().Data.Features,
			Samples:  200, Share: 50, Seed: 299,
			X: [][]float64{{0, 0}, {0, 1}, {1, 0}, {1, 1}},
			Y: [][]float64{{0}, {1}, {1}, {0}},
		},
		Layers: []nn.Layer{{Units: 2, Activation: nn.Tanh}, {Units: 1, Activation: nn.Linear}},
		Init: Init{
			Range: 0, Biases: ZeroBiases, Seed: 1<<53 - 1,
			Start: []float64{1, -2, 0.1, 4, 5, math.Copysign(0, -1), 7, 8, 5e-324},
		},
		LearningRate: 0.5, Momentum: 0.25, Decay: 1e-7, Penalty: optim.Penalty{L1: 0.003, L2: 1e-300},
		Schedule:   []Change{{10, 0.25, 0.5}, {20, 1e21, 0}},
		Batch:      3,
		Convention: Sum,
		Order:      Shuffled,
		Stop:       Stop{Loss: 0.001, Error: 0.1, Epoch: 500},
	}
}

func TestTextForm(t *testing.T) {
	for _, c := range []struct {
		e    Experiment
		text string
	}{
		{Default(), defaultText},
		{xorExperiment(), xorText},
	} {
		if got := c.e.String(); got != c.text {
			t.Errorf("String is\n%s, want\n%s", got, c.text)
		}
		got, err := Parse(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		if !reflect.DeepEqual(got, c.e) {
			t.Errorf("Parse returned\n%+v, want\n%+v", got, c.e)
		}
	}
	if e := xorExperiment(); !math.Signbit(e.Init.Start[5]) || !math.Signbit(must(t, e.String()).Init.Start[5]) {
		t.Error("the sign of -0 is lost")
	}
}

// Every choice of the tables has a text that returns to it.
func TestTextFormOfEveryChoice(t *testing.T) {
	var variants []Experiment
	add := func(change func(*Experiment)) {
		e := Default()
		change(&e)
		variants = append(variants, e)
	}
	for _, s := range dataset.Sets() {
		if s != dataset.Table {
			add(func(e *Experiment) { e.Data.Set = s })
		}
	}
	for _, s := range dataset.Sets() {
		for k := dataset.MinClasses; s.Classes() && k <= dataset.MaxClasses; k++ {
			add(func(e *Experiment) {
				e.Data.Set, e.Data.Classes = s, k
				e.Layers = []nn.Layer{{Units: k, Activation: nn.Tanh}}
			})
		}
	}
	for _, f := range dataset.Features() {
		add(func(e *Experiment) { e.Data.Features = []dataset.Feature{f} })
	}
	for _, a := range nn.Activations() {
		add(func(e *Experiment) { e.Layers = []nn.Layer{{Units: 1, Activation: a}} })
	}
	for _, c := range Conventions() {
		add(func(e *Experiment) { e.Convention = c })
	}
	for _, o := range Orders() {
		add(func(e *Experiment) { e.Order = o })
	}
	for _, b := range BiasInits() {
		add(func(e *Experiment) { e.Init.Biases = b })
	}
	for _, b := range []float64{0, 0.1, -1e-300} {
		add(func(e *Experiment) { e.Init.Biases, e.Init.Bias = ConstantBiases, b })
	}
	for _, e := range variants {
		if got := must(t, e.String()); !reflect.DeepEqual(got, e) {
			t.Errorf("%s returns as %s", e, got)
		}
	}
}

// The characters that RFC 3986, section 3.5, allows in a fragment, without
// "%", and without "+", which form decoders take for a space.
func TestTextFormNeedsNoEscape(t *testing.T) {
	const legal = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*,;=:@/?"
	for _, text := range []string{Default().String(), xorExperiment().String()} {
		if i := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune(legal, r) }); i >= 0 {
			t.Errorf("%q at %d of %s", text[i], i, text)
		}
	}
}

func TestParseAcceptsOtherSpellings(t *testing.T) {
	for text, want := range map[string]string{
		"":                               defaultText,
		"classes=3&layers=3tanh":         strings.NewReplacer("data=circle", "data=circle&classes=3", "5sigmoid,1sigmoid", "3tanh").Replace(defaultText),
		"layers=3relu,1linear&inputs=x2": strings.NewReplacer("5sigmoid,1sigmoid", "3relu,1linear", "x1,x2", "x2").Replace(defaultText),
		"l1=0&l2=-0":                     defaultText,
		"biases=.10":                     strings.Replace(defaultText, "biases=uniform", "biases=0.1", 1),
		"rate=2.50":                      strings.Replace(defaultText, "rate=2&", "rate=2.5&", 1),
		"rate=+1E%2B2":                   strings.Replace(defaultText, "rate=2&", "rate=100&", 1),
		"inputs%3Dx1%2Cx2%26batch%3D10":  strings.Replace(defaultText, "batch=0", "batch=10", 1),
		"seed=7&data=xortable": strings.NewReplacer("data=circle&samples=200&noise=0&share=50&dataseed=299", "data=xortable",
			"&seed=1", "&seed=7").Replace(defaultText),
	} {
		e, err := Parse(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := e.String(); got != want {
			t.Errorf("%q is\n%s, want\n%s", text, got, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	const table = "data=table&x=0,0;1,1&y=0;1&"
	for _, c := range []struct{ text, want string }{
		{"rates=1", "link rates: want one of data, classes, samples, noise, share, dataseed, x, y, inputs, layers, rate, momentum, decay, l1, l2, batch, gradient, order, schedule, stoploss, stoperror, stopepoch, range, biases, seed, start, test, discrete, embed, hide, lock"},
		{"Rate=1", "link Rate: want one of data, classes, samples, noise, share, dataseed, x, y, inputs, layers, rate, momentum, decay, l1, l2, batch, gradient, order, schedule, stoploss, stoperror, stopepoch, range, biases, seed, start, test, discrete, embed, hide, lock"},
		{"rate", "link rate: want key=value pairs joined by &"},
		{"rate=1&", `link "": want key=value pairs joined by &`},
		{"rate=%4", "link rate=%4: want two hexadecimal digits after each %"},
		{"rate=1&rate=1", "rate 1: want each key once"},
		{"data=moons", "data moons: want one of circle, xor, gauss, spiral, xortable, plane, bumps, sine, table"},
		{"samples=1e2", "samples 1e2: want a whole number from 10 to 100000"},
		{"samples=9", "samples 9: want a whole number from 10 to 100000"},
		{"samples=100001", "samples 100001: want a whole number from 10 to 100000"},
		{"samples=99999999999999999999", "samples 99999999999999999999: want a whole number from 10 to 100000"},
		{"samples=", `samples "": want a whole number from 10 to 100000`},
		{"noise=101", "noise 101: want a number from 0 to 100"},
		{"noise=-1", "noise -1: want a number from 0 to 100"},
		{"share=95", "share 95: want a whole number from 10 to 90, or 100"},
		{"share=half", "share half: want a whole number from 10 to 90, or 100"},
		{"dataseed=-1", "dataseed -1: want a whole number from 0 to 9007199254740991"},
		{"seed=9007199254740992", "seed 9007199254740992: want a whole number from 0 to 9007199254740991"},
		{"inputs=", `inputs "": want one of x1, x2, x1sq, x2sq, x1x2, sinx1, sinx2`},
		{"inputs=x1,x1", "inputs x1: want each input once"},
		{"inputs=x3", "inputs x3: want one of x1, x2, x1sq, x2sq, x1x2, sinx1, sinx2"},
		{"layers=", `layers "": want layers such as 5sigmoid,1linear`},
		{"layers=sigmoid", "layers sigmoid: want layers such as 5sigmoid,1linear"},
		{"layers=1softmax", "layers 1softmax: want one of sigmoid, linear, tanh, relu"},
		{"layers=0sigmoid,1sigmoid", "layers 0sigmoid: want 1 to 1024 units in each layer"},
		{"layers=-1sigmoid,1sigmoid", "layers -1sigmoid: want 1 to 1024 units in each layer"},
		{"layers=1025sigmoid,1sigmoid", "layers 1025sigmoid: want 1 to 1024 units in each layer"},
		{"layers=2sigmoid", "layers 2sigmoid: want as many output units as targets, 1"},
		{"layers=1024relu,1024relu,1024relu,1024relu,1024relu,1relu", "layers 4202497 parameters: want at most 4000000 weights and biases"},
		{"layers=" + strings.Repeat("2tanh,", 33) + "1tanh", "layers 34 layers: want an output layer and at most 32 hidden layers"},
		{"samples=100000&layers=500tanh,1tanh", "layers 503 units: want at most 320 units, inputs included, with 100000 samples"},
		{"rate=-0.1", "rate -0.1: want a number, 0 or more"},
		{"rate=NaN", "rate NaN: want a number, 0 or more"},
		{"rate=Inf", "rate Inf: want a number, 0 or more"},
		{"rate=1e999", "rate 1e999: want a number, 0 or more"},
		{"rate=0x10", "rate 0x10: want a number, 0 or more"},
		{"rate=1 ", "rate 1 : want a number, 0 or more"},
		{"rate=%0A1", `rate "\n1": want a number, 0 or more`},
		{"momentum=1", "momentum 1: want a number from 0 to below 1"},
		{"decay=-1", "decay -1: want a number from 0 to below 1"},
		{"l1=-1", "l1 -1: want a number, 0 or more"},
		{"l2=much", "l2 much: want a number, 0 or more"},
		{"biases=1e999", "biases 1e999: want uniform, zero or a number"},
		{"biases=constant", "biases constant: want uniform, zero or a number"},
		{"batch=101", "batch 101: want a whole number from 0 to 100"},
		{"batch=-1", "batch -1: want a whole number from 0 to 100"},
		{"batch=1.5", "batch 1.5: want a whole number from 0 to 100"},
		{"gradient=median", "gradient median: want one of mean, sum"},
		{"order=random", "order random: want one of given, shuffled"},
		{"schedule=10:1", "schedule 10:1: want changes such as 100:0.5:0.9 (epoch:rate:momentum)"},
		{"schedule=10:1:0,10:2:0", "schedule 10: want a whole number from 11 to 1000000000"},
		{"schedule=-1:1:0", "schedule -1: want a whole number from 0 to 1000000000"},
		{"schedule=10:-1:0", "schedule -1: want a number, 0 or more"},
		{"schedule=10:1:1", "schedule 1: want a number from 0 to below 1"},
		{"stoploss=-1", "stoploss -1: want a number, 0 or more"},
		{"stoperror=x", "stoperror x: want a number, 0 or more"},
		{"stopepoch=1000000001", "stopepoch 1000000001: want a whole number from 0 to 1000000000"},
		{"range=-1", "range -1: want a number, 0 or more"},
		{"biases=one", "biases one: want uniform, zero or a number"},
		{"start=1,2", "start 2 numbers: want one number for each of the 21 weights and biases"},
		{"start=1,", `start "": want a finite number`},
		{"data=table", "x 0 rows: want 1 to 100000 rows"},
		{"data=table&x=1", "y 0 rows: want as many rows as x, 1"},
		{"data=table&x=1;2,3&y=0;1", "x 2,3: want as many numbers in each row as in the first, 1"},
		{"data=table&x=1;a&y=0;1", "x a: want a finite number"},
		{table + "layers=2tanh", "layers 2tanh: want as many output units as targets, 1"},
		{table + "batch=3", "batch 3: want a whole number from 0 to 2"},
		{table + "noise=5", "noise 5: want no such key with this data set"},
		{"classes=7&layers=7tanh", "classes 7: want a whole number from 2 to 6"},
		{"classes=0", "classes 0: want a whole number from 2 to 6"},
		{"classes=1", "classes 1: want a whole number from 2 to 6"},
		{"classes=two", "classes two: want a whole number from 2 to 6"},
		{"classes=3", "layers 1sigmoid: want as many output units as targets, 3"},
		{"classes=2", "layers 1sigmoid: want as many output units as targets, 2"},
		{"data=xor&classes=3&layers=3tanh", "classes 3: want no such key with this data set"},
		{"data=xortable&samples=50", "samples 50: want no such key with this data set"},
		{"x=0,0", "x 0,0: want no such key with this data set"},
		{"rate=" + strings.Repeat("7x", 500), "rate " + strings.Repeat("7x", 29) + "7…: want a number, 0 or more"},
	} {
		_, err := Parse(c.text)
		var f *FieldError
		if !errors.As(err, &f) {
			t.Errorf("%.80s: error is %v, want a FieldError", c.text, err)
		} else if err.Error() != c.want {
			t.Errorf("%.80s:\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"", defaultText, xorText, "rate=1e999", "data=table&x=;&y=", "layers=5sigmoid", "start=", "%", "a=b", "&&", "==",
		"samples=-0", "l1=-0&l2=1e-5", "biases=-0", "biases=0.1", "noise=-0", "schedule=1:2:0.5,3:4:0.25", "rate=0.1&rate=0.2", "x=1,2&data=table&y=1&layers=1linear",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Parse(text)
		if err != nil {
			var field *FieldError
			if !errors.As(err, &field) || strings.ContainsAny(err.Error(), "\n\r") {
				t.Fatalf("error %q is not one line about a field", err)
			}
			return
		}
		if err := e.Validate(); err != nil {
			t.Fatalf("parsed but not valid: %v", err)
		}
		if again := must(t, e.String()); !reflect.DeepEqual(again, e) || again.String() != e.String() {
			t.Fatalf("%s returns as %s", e, again)
		}
	})
}

func must(t *testing.T, text string) Experiment {
	t.Helper()
	e, err := Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return e
}
