package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// good is an input that runs; each bad one differs from it in one place.
const good = `{
"inputs": 2,
"layers": [{"units": 2, "activation": "sigmoid"}, {"units": 1, "activation": "linear"}],
"weights": [[[1, 2], [3, 4]], [[5, 6]]],
"biases": [[1, 2], [3]],
"init": {"range": 1, "seed": 2, "biases": "zero"},
"x": [[0, 0], [0, 1], [1, 0], [1, 1]],
"y": [[0], [1], [1], [0]],
"rate": 0.5,
"momentum": 0.25,
"batch": 3,
"gradient": "sum",
"order": "shuffled",
"decay": 0.125,
"l1": 0.25,
"l2": 0.5,
"schedule": [{"epoch": 2, "rate": 0.1}, {"epoch": 3, "momentum": 0}],
"epochs": 4,
"report": [3, 1, 1, 9],
"stopLoss": 0.001,
"stopError": 0.01,
"trace": false
}`

const fieldNames = "inputs, layers, weights, biases, init, x, y, rate, momentum, batch, gradient, order, decay, l1, l2, schedule, epochs, report, stopLoss, stopError, trace"

func door(input string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run([]string{"run", "-"}, strings.NewReader(input), &out, &errs)
	return code, out.String(), errs.String()
}

func TestGoodInputRuns(t *testing.T) {
	if code, out, errs := door(good); code != 0 || errs != "" || !strings.HasPrefix(out, `{"losses":[{"epoch":1,`) {
		t.Errorf("code %d, output %q, errors %q", code, out, errs)
	}
}

func TestRefusedJSON(t *testing.T) {
	const rate = "want a number, 0 or more"
	nested := strings.Repeat("[", 1_000_000)
	for _, c := range []struct{ old, new, want string }{
		// JSON itself.
		{`"trace": false` + "\n}", `"trace": false`, `input (end of input): want a comma or a closing }`},
		{`"trace": false`, `"trace": false,`, `input }: want a field in quotes`},
		{`"trace": false`, `trace: false`, `input trace: want a field in quotes`},
		{`"trace": false` + "\n}", `"trace": false} {}`, `input {}: want nothing after the closing }`},
		{`"trace": false` + "\n}", `"trace": false]`, `input ]: want a comma or a closing }`},
		{`"trace": false`, `"trace": False`, `trace False: want true or false`},
		{`"rate": 0.5`, `"rate" 0.5`, `rate 0.5: ` + rate},
		{`"rate": 0.5`, `"rate": NaN`, `rate NaN: ` + rate},
		{`"rate": 0.5`, `"rate": nan`, `rate nan: ` + rate},
		{`"rate": 0.5`, `"rate": Infinity`, `rate Infinity: ` + rate},
		{`"rate": 0.5`, `"rate": -Infinity`, `rate -Infinity: ` + rate},
		{`"rate": 0.5`, `"rate": 1e999`, `rate 1e999: ` + rate},
		{`"rate": 0.5`, `"rate": .5`, `rate .5: ` + rate},
		{`"rate": 0.5`, `"rate": +1`, `rate +1: ` + rate},
		{`"rate": 0.5`, `"rate": 0x1`, `rate 0x1: ` + rate},
		{`"rate": 0.5`, `"rate": 01`, `rate 01: ` + rate},
		{`"rate": 0.5`, `"rate": 'a'`, `rate 'a': ` + rate},
		{`"rate": 0.5`, `"rate": 1 /* ε */`, `input /*: want a field in quotes`},
		{`"rate": 0.5`, "\"rate\": \"\n\"", `rate ": ` + rate},
		{good, `{`, `input (end of input): want a comma or a closing }`},
		{good, `{"x": ` + nested, `x[0][0] (a list): want a finite number`},
		{good, `{"a": ` + nested, `a (unknown field): want one of ` + fieldNames},

		// Fields.
		{`"rate": 0.5`, `"rate": 0.5, "rate": 0.5`, `rate (given twice): want each field once`},
		{`"rate": 0.5`, `"rate": 0.5, "r\u0061te": 0.5`, `rate (given twice): want each field once`},
		{`"rate": 0.5`, `"Rate": 0.5`, `Rate (unknown field): want one of ` + fieldNames},
		{`"rate": 0.5`, `"learningRate": 0.5`, `learningRate (unknown field): want one of ` + fieldNames},
		{`"rate": 0.5`, `"": 0.5`, `"" (unknown field): want one of ` + fieldNames},
		{`"rate": 0.5`, `"a\nb": 0.5`, `"a\nb" (unknown field): want one of ` + fieldNames},
		{`"rate": 0.5`, `"` + strings.Repeat("r", 100) + `": 0.5`, strings.Repeat("r", 59) + `… (unknown field): want one of ` + fieldNames},
		{`"rate": 0.5,`, ``, `rate (missing): ` + rate},
		{`"epochs": 4,`, ``, `epochs (missing): want a whole number from 0 to 1000000000`},
		{`"inputs": 2,`, ``, `inputs (missing): want a whole number from 1 to 1024`},
		{`"x": [[0, 0], [0, 1], [1, 0], [1, 1]],`, ``, `x (missing): want a list of lists of numbers`},
		{`"y": [[0], [1], [1], [0]],`, ``, `y (missing): want a list of lists of numbers`},
		{`"layers": [{"units": 2, "activation": "sigmoid"}, {"units": 1, "activation": "linear"}],`, ``, `layers (missing): want a list of layers`},
		{`"units": 2, `, ``, `layers[0].units (missing): want a whole number from 1 to 1024`},
		{`"units": 2, "activation": "sigmoid"`, `"units": 2`, `layers[0].activation (missing): want one of sigmoid, linear, tanh, relu`},
		{`"units": 1,`, `"units": 1, "bias": 0,`, `layers[1].bias (unknown field): want one of units, activation`},
		{`"units": 1,`, `"units": 1, "units": 1,`, `layers[1].units (given twice): want each field once`},
		{`"seed": 2`, `"seeds": 2`, `init.seeds (unknown field): want one of range, seed, biases`},
		{`"epoch": 2,`, `"epoch": 2, "decay": 0,`, `schedule[0].decay (unknown field): want one of epoch, rate, momentum`},

		// Types.
		{`"rate": 0.5`, `"rate": null`, `rate null: ` + rate},
		{`"rate": 0.5`, `"rate": "0.5"`, `rate "0.5": ` + rate},
		{`"rate": 0.5`, `"rate": true`, `rate true: ` + rate},
		{`"rate": 0.5`, `"rate": [0.5]`, `rate (a list): ` + rate},
		{`"rate": 0.5`, `"rate": {}`, `rate (an object): ` + rate},
		{`"trace": false`, `"trace": null`, `trace null: want true or false`},
		{`"trace": false`, `"trace": 1`, `trace 1: want true or false`},
		{`"init": {"range": 1, "seed": 2, "biases": "zero"}`, `"init": null`, `init null: want an object in braces`},
		{`"init": {"range": 1, "seed": 2, "biases": "zero"}`, `"init": []`, `init (a list): want an object in braces`},
		{`"report": [3, 1, 1, 9]`, `"report": null`, `report null: want a list of epochs`},
		{`"report": [3, 1, 1, 9]`, `"report": 3`, `report 3: want a list of epochs`},
		{`"report": [3, 1, 1, 9]`, `"report": [3, -1]`, `report[1] -1: want a whole number from 0 to 1000000000`},
		{`"report": [3, 1, 1, 9]`, `"report": [3, 1.5]`, `report[1] 1.5: want a whole number from 0 to 1000000000`},
		{`"report": [3, 1, 1, 9]`, `"report": [3, 1}`, `report }: want a comma or a closing ]`},
		{`{"units": 1, "activation": "linear"}`, `null`, `layers[1] null: want an object in braces`},
		{`"y": [[0], [1], [1], [0]]`, `"y": [0, 1, 1, 0]`, `y[0] 0: want a list of numbers`},
		{`[0, 1], [1, 0]`, `[0, null], [1, 0]`, `x[1][1] null: want a finite number`},
		{`[0, 1], [1, 0]`, `[0, "1"], [1, 0]`, `x[1][1] "1": want a finite number`},
		{`[0, 1], [1, 0]`, `[0, NaN], [1, 0]`, `x[1][1] NaN: want a finite number`},
		{`[0, 1], [1, 0]`, `[0, -1e400], [1, 0]`, `x[1][1] -1e400: want a finite number`},
		{`[0, 1], [1, 0]`, `[0, 1, [1, 0]`, `x[1][2] (a list): want a finite number`},

		// Ranges.
		{`"inputs": 2`, `"inputs": 0`, `inputs 0: want a whole number from 1 to 1024`},
		{`"inputs": 2`, `"inputs": -2`, `inputs -2: want a whole number from 1 to 1024`},
		{`"inputs": 2`, `"inputs": 1.5`, `inputs 1.5: want a whole number from 1 to 1024`},
		{`"inputs": 2`, `"inputs": 1e9`, `inputs 1e9: want a whole number from 1 to 1024`},
		{`"inputs": 2`, `"inputs": 99999999999999999999`, `inputs 99999999999999999999: want a whole number from 1 to 1024`},
		{`"units": 2`, `"units": 0`, `layers[0].units 0: want a whole number from 1 to 1024`},
		{`"units": 2`, `"units": 2.5`, `layers[0].units 2.5: want a whole number from 1 to 1024`},
		{`"units": 2`, `"units": 1025`, `layers[0].units 1025: want a whole number from 1 to 1024`},
		{`"activation": "linear"`, `"activation": "softmax"`, `layers[1].activation "softmax": want one of sigmoid, linear, tanh, relu`},
		{`"activation": "linear"`, `"activation": "Linear"`, `layers[1].activation "Linear": want one of sigmoid, linear, tanh, relu`},
		{`"activation": "linear"`, `"activation": 1`, `layers[1].activation 1: want one of sigmoid, linear, tanh, relu`},
		{`"rate": 0.5`, `"rate": -0.5`, `rate -0.5: ` + rate},
		{`"momentum": 0.25`, `"momentum": 1`, `momentum 1: want a number from 0 to below 1`},
		{`"momentum": 0.25`, `"momentum": -0.1`, `momentum -0.1: want a number from 0 to below 1`},
		{`"l1": 0.25`, `"l1": -1`, `l1 -1: want a number, 0 or more`},
		{`"l2": 0.5`, `"l2": "0.5"`, `l2 "0.5": want a number, 0 or more`},
		{`"biases": "zero"`, `"biases": "constant"`, `init.biases "constant": want uniform, zero or a number`},
		{`"biases": "zero"`, `"biases": 1e999`, `init.biases 1e999: want uniform, zero or a number`},
		{`"biases": "zero"`, `"biases": 0x10`, `init.biases 0x10: want uniform, zero or a number`},
		{`"decay": 0.125`, `"decay": 1`, `decay 1: want a number from 0 to below 1`},
		{`"batch": 3`, `"batch": 5`, `batch 5: want a whole number from 0 to 4`},
		{`"batch": 3`, `"batch": -1`, `batch -1: want a whole number from 0 to 100000`},
		{`"batch": 3`, `"batch": 1.5`, `batch 1.5: want a whole number from 0 to 100000`},
		{`"gradient": "sum"`, `"gradient": "total"`, `gradient "total": want one of mean, sum`},
		{`"order": "shuffled"`, `"order": "random"`, `order "random": want one of given, shuffled`},
		{`"biases": "zero"`, `"biases": "ones"`, `init.biases "ones": want uniform, zero or a number`},
		{`"range": 1`, `"range": -1`, `init.range -1: ` + rate},
		{`"seed": 2`, `"seed": -1`, `init.seed -1: want a whole number from 0 to 9007199254740991`},
		{`"seed": 2`, `"seed": 9007199254740992`, `init.seed 9007199254740992: want a whole number from 0 to 9007199254740991`},
		{`"epochs": 4`, `"epochs": -1`, `epochs -1: want a whole number from 0 to 1000000000`},
		{`"epochs": 4`, `"epochs": 4.5`, `epochs 4.5: want a whole number from 0 to 1000000000`},
		{`"epochs": 4`, `"epochs": 1e12`, `epochs 1e12: want a whole number from 0 to 1000000000`},
		{`"stopLoss": 0.001`, `"stopLoss": -1`, `stopLoss -1: ` + rate},
		{`"stopError": 0.01`, `"stopError": "x"`, `stopError "x": ` + rate},
		{`"epoch": 3`, `"epoch": 2`, `schedule[1].epoch 2: want a whole number from 3 to 1000000000`},
		{`"epoch": 2`, `"epoch": -1`, `schedule[0].epoch -1: want a whole number from 0 to 1000000000`},
		{`"epoch": 2, `, ``, `schedule[0].epoch (missing): want a whole number from 0 to 1000000000`},
		{`{"epoch": 2, "rate": 0.1}`, `{"epoch": 2}`, `schedule[0].rate (missing): want a rate, a momentum or both`},
		{`"rate": 0.1`, `"rate": -0.1`, `schedule[0].rate -0.1: ` + rate},
		{`"momentum": 0}`, `"momentum": 1}`, `schedule[1].momentum 1: want a number from 0 to below 1`},

		// Shapes.
		{`"layers": [{"units": 2, "activation": "sigmoid"}, {"units": 1, "activation": "linear"}]`, `"layers": []`, `layers (empty): want one layer or more`},
		{`{"units": 2, "activation": "sigmoid"},`, strings.Repeat(`{"units": 1, "activation": "tanh"},`, 40), `layers (longer): want a list of at most 33 layers`},
		{`[[0, 0], [0, 1], [1, 0], [1, 1]]`, `[]`, `x (empty): want one row or more`},
		{`[[0, 0], [0, 1], [1, 0], [1, 1]]`, `[[]]`, `x[0] 0 numbers: want 2 numbers, one for each input`},
		{`[0, 1], [1, 0]`, `[0], [1, 0]`, `x[1] 1 number: want 2 numbers, one for each input`},
		{`[0, 1], [1, 0]`, `[0, 1, 2], [1, 0]`, `x[1] 3 numbers: want 2 numbers, one for each input`},
		{`"inputs": 2`, `"inputs": 3`, `x[0] 2 numbers: want 3 numbers, one for each input`},
		{`"y": [[0], [1], [1], [0]]`, `"y": [[0], [1], [1]]`, `y 3 rows: want 4 rows, one for each row of x`},
		{`"y": [[0], [1], [1], [0]]`, `"y": [[0], [1], [1, 2], [0]]`, `y[2] 2 numbers: want 1 number, one for each output unit`},
		{`"units": 1`, `"units": 2`, `y[0] 1 number: want 2 numbers, one for each output unit`},
		{`[[[1, 2], [3, 4]], [[5, 6]]]`, `[[[1, 2], [3, 4]]]`, `weights 1 table: want 2 tables, one for each layer`},
		{`[[[1, 2], [3, 4]], [[5, 6]]]`, `[[[1, 2]], [[5, 6]]]`, `weights[0] 1 row: want 2 rows, one for each unit`},
		{`[[[1, 2], [3, 4]], [[5, 6]]]`, `[[[1, 2], [3, 4]], [[5]]]`, `weights[1][0] 1 number: want 2 numbers, one for each unit below`},
		{`[[[1, 2], [3, 4]], [[5, 6]]]`, `[[[1, 2], [3, null]], [[5, 6]]]`, `weights[0][1][1] null: want a finite number`},
		{`"biases": [[1, 2], [3]]`, `"biases": [[1, 2]]`, `biases 1 row: want 2 rows, one for each layer`},
		{`"biases": [[1, 2], [3]]`, `"biases": [[1], [3]]`, `biases[0] 1 number: want 2 numbers, one for each unit`},
		{`"biases": [[1, 2], [3]],` + "\n" + `"init": {"range": 1, "seed": 2, "biases": "zero"},`, ``, `biases (missing): want biases beside weights, or init to draw them from`},
		{`"weights": [[[1, 2], [3, 4]], [[5, 6]]],` + "\n" + `"biases": [[1, 2], [3]],` + "\n" + `"init": {"range": 1, "seed": 2, "biases": "zero"},`,
			`"biases": [[1, 2], [3]],`, `weights (missing): want weights beside biases, or init to draw them from`},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("%s is not in the good input", c.old)
		}
		input := strings.Replace(good, c.old, c.new, 1)
		code, out, errs := door(input)
		if want := "backprop: " + c.want + "\n"; code != 2 || out != "" || errs != want {
			t.Errorf("%.60s instead of %.60s:\n got %d, %q and %q\nwant 2, \"\" and %q", c.new, c.old, code, out, errs, want)
		}
	}
}

// Sizes that are allowed one by one can be too large together.
func TestRefusedTogether(t *testing.T) {
	layer := `{"units": 1024, "activation": "relu"},`
	wide := `{"inputs": 1, "layers": [` + strings.Repeat(layer, 5) + `{"units": 1, "activation": "relu"}], "x": [[1]], "y": [[1]], "rate": 1, "epochs": 1}`
	many := `{"inputs": 1, "layers": [` + layer + `{"units": 1, "activation": "relu"}], "x": [` + strings.Repeat("[1],", 40_000) + `[1]], "y": [` +
		strings.Repeat("[1],", 40_000) + `[1]], "rate": 1, "epochs": 1}`
	traced := `{"trace": true, ` + strings.ReplaceAll(many, "1024", "300")[1:]
	for input, want := range map[string]string{
		wide:   "layers 4201473 parameters: want at most 4000000 weights and biases",
		many:   "layers 1026 units: want at most 799 units, inputs included, with 40001 samples",
		traced: "trace true: want false where it has 84362109 numbers, more than 10000000",
	} {
		if code, out, errs := door(input); code != 2 || out != "" || errs != "backprop: "+want+"\n" {
			t.Errorf("got %d, %.100q and %q, want %q", code, out, errs, want)
		}
	}
}

func TestRefusedText(t *testing.T) {
	for input, want := range map[string]string{
		"":                      "stopepoch 0: want 1 or more, or another stop rule, where nobody can stop by hand",
		"rate=1":                "stopepoch 0: want 1 or more, or another stop rule, where nobody can stop by hand",
		"rate=-1&stopepoch=1":   "rate -1: want a number, 0 or more",
		"[1]":                   "link [1]: want key=value pairs joined by &",
		"rate=1\nstopepoch=1":   `rate "1\nstopepoch=1": want a number, 0 or more`,
		"stopepoch=1&data=none": "data none: want one of circle, xor, gauss, spiral, xortable, plane, bumps, sine, table",
	} {
		if code, out, errs := door(input); code != 2 || out != "" || errs != "backprop: "+want+"\n" {
			t.Errorf("%q: got %d, %q and %q, want %q", input, code, out, errs, want)
		}
	}
}

func TestArguments(t *testing.T) {
	file := filepath.Join(t.TempDir(), "good.json")
	if err := os.WriteFile(file, []byte("\ufeff\n"+good+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	absent := filepath.Join(t.TempDir(), "none\n.json")
	for _, c := range []struct {
		args        []string
		code        int
		out, errors string
	}{
		{[]string{"run", file}, 0, `{"losses":`, ""},
		{[]string{"-h"}, 0, "usage: backprop run FILE\n", ""},
		{nil, 2, "", "usage: backprop run FILE\n"},
		{[]string{"walk", file}, 2, "", fmt.Sprintf("backprop: arguments [\"walk\" %q]: want run FILE\n", file)},
		{[]string{"run"}, 2, "", "backprop: arguments [\"run\"]: want run FILE\n"},
		{[]string{"run", "-", "-"}, 2, "", "backprop: arguments [\"run\" \"-\" \"-\"]: want run FILE\n"},
		{[]string{"run", absent}, 2, "", "backprop: open " + strings.ReplaceAll(absent, "\n", " ") + ": no such file or directory\n"},
		{[]string{"run", t.TempDir()}, 2, "", "backprop: read "},
	} {
		var out, errs bytes.Buffer
		code := run(c.args, strings.NewReader(""), &out, &errs)
		if code != c.code || !strings.HasPrefix(out.String(), c.out) || !strings.HasPrefix(errs.String(), c.errors) ||
			(c.out == "") != (out.Len() == 0) || (c.errors == "") != (errs.Len() == 0) {
			t.Errorf("%q: got %d, %q and %q", c.args, code, out.String(), errs.String())
		}
	}
}

// FuzzDoor: whatever comes in, the door answers or refuses in one line.
func FuzzDoor(f *testing.F) {
	for _, input := range []string{good, "{", "{}", `{"x":[[`, `{"init":{"seed":1e3}}`, `{"schedule":[{"epoch":2.0}]}`, "rate=x", "\x00", `{"\ud800":1}`} {
		f.Add(input)
	}
	f.Fuzz(func(t *testing.T, input string) {
		s, err := parse([]byte(input))
		if err != nil {
			if line := err.Error(); strings.ContainsAny(line, "\n\r") || !strings.Contains(line, ": want ") {
				t.Fatalf("refused with %q", line)
			}
			return
		}
		if err := s.experiment.Validate(); err != nil {
			t.Fatalf("accepted but not valid: %v", err)
		}
	})
}
