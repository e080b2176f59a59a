package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

// ask runs the input and returns the answer in general form.
func ask(t *testing.T, input string) (result map[string]any, text string) {
	t.Helper()
	code, out, errs := door(input)
	if code != 0 || errs != "" {
		t.Fatalf("code %d, %s", code, errs)
	}
	if err := json.Unmarshal([]byte(out), &result); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return result, out
}

// Each input in testdata has its golden answer beside it.
func TestGolden(t *testing.T) {
	inputs, err := filepath.Glob("testdata/*.in")
	if err != nil || len(inputs) < 5 {
		t.Fatalf("%d inputs in testdata, %v", len(inputs), err)
	}
	for _, name := range inputs {
		input, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, got := ask(t, string(input))
		golden := strings.TrimSuffix(name, ".in") + ".json"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(golden); err != nil || got != string(want) {
			t.Errorf("%s: %v, got\n%s, want\n%s", name, err, got, want)
		}
	}
}

// Both forms of one experiment give the same bytes.
func TestTextAndJSONAgree(t *testing.T) {
	_, fromText := ask(t, "data=table&x=0,0;0,1;1,0;1,1&y=0;1;1;0&layers=3tanh,1linear&rate=0.1&momentum=0.9&batch=3"+
		"&order=shuffled&stopepoch=50&range=0.5&seed=7&decay=0.001&schedule=10:0.05:0.9,20:0.05:0.5")
	_, fromJSON := ask(t, `{"inputs": 2, "layers": [{"units": 3, "activation": "tanh"}, {"units": 1, "activation": "linear"}],
		"x": [[0,0],[0,1],[1,0],[1,1]], "y": [[0],[1],[1],[0]], "rate": 0.1, "momentum": 0.9, "batch": 3, "order": "shuffled",
		"epochs": 50, "init": {"seed": 7}, "decay": 1e-3, "schedule": [{"epoch": 10, "rate": 0.05}, {"epoch": 20, "momentum": 0.5}]}`)
	if fromText != fromJSON {
		t.Errorf("text gives\n%s, JSON gives\n%s", fromText, fromJSON)
	}
}

// The example of M. Mazur, A Step by Step Backpropagation Example, 2015
// (mattmazur.com): 2-2-2 sigmoid, one row, ε ½. His figures have nine digits.
// He leaves the biases as they are; their derivatives are ∂E/∂x.
const worked = `{"inputs": 2, "layers": [{"units": 2, "activation": "sigmoid"}, {"units": 2, "activation": "sigmoid"}],
	"weights": [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]], "biases": [[0.35, 0.35], [0.60, 0.60]],
	"x": [[0.05, 0.10]], "y": [[0.01, 0.99]], "rate": 0.5, "epochs": 1, "trace": true}`

func TestWorkedExample(t *testing.T) {
	out, _ := ask(t, worked)
	for _, c := range []struct {
		path string
		want float64
	}{
		{"examples 0 netInputs 0 0", 0.3775},
		{"examples 0 activations 0 0", 0.05},
		{"examples 0 activations 0 1", 0.10},
		{"examples 0 activations 1 0", 0.593269992},
		{"examples 0 activations 1 1", 0.596884378},
		{"examples 0 netInputs 1 0", 1.105905967},
		{"examples 0 activations 2 0", 0.751365070},
		{"examples 0 activations 2 1", 0.772928465},
		{"examples 0 loss", 0.298371109},
		{"examples 0 dE_dy 2 0", 0.741365070},
		{"examples 0 dE_dy 2 1", -0.217071535},
		{"examples 0 dE_dx 1 0", 0.138498562},
		{"examples 0 dE_dx 1 1", -0.038098237},
		{"examples 0 dE_dW 1 0 0", 0.082167041},
		{"examples 0 dE_dy 1 0", 0.036350306},
		{"examples 0 dE_dx 0 0", 0.008771355},
		{"examples 0 dE_dW 0 0 0", 0.000438568},
		{"examples 0 dE_db 1 0", 0.138498562},
		{"examples 0 dE_dy 0 0", 0.15*0.008771355 + 0.25*0.009954254},
		{"mean dE_dW 0 0 0", 0.000438568},
		{"sum dE_dW 1 0 0", 0.082167041},
		{"losses 0 mean", 0.298371109},
		{"losses 0 maxError", 0.741365070},
		{"weights 0 0 0", 0.149780716},
		{"weights 0 0 1", 0.199561432},
		{"weights 0 1 0", 0.249751144},
		{"weights 0 1 1", 0.299502287},
		{"weights 1 0 0", 0.358916480},
		{"weights 1 0 1", 0.408666186},
		{"weights 1 1 0", 0.511301270},
		{"weights 1 1 1", 0.561370121},
	} {
		if got := at(t, out, c.path); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s is %.9f, want %.9f", c.path, got, c.want)
		}
	}
}

// at returns the number at a path of fields and indices.
func at(t *testing.T, value any, path string) float64 {
	t.Helper()
	for step := range strings.FieldsSeq(path) {
		switch v := value.(type) {
		case map[string]any:
			value = v[step]
		case []any:
			value = v[step[0]-'0']
		}
	}
	number, ok := value.(float64)
	if !ok {
		t.Fatalf("%s is %v", path, value)
	}
	return number
}

// The derivatives of all rows add up to sum, and to mean times their number.
func TestTraceAddsUp(t *testing.T) {
	out, _ := ask(t, strings.Replace(good, `"trace": false`, `"trace": true`, 1))
	for _, path := range []string{"dE_dW 0 0 0", "dE_dW 0 1 1", "dE_dW 1 0 1", "dE_db 0 1", "dE_db 1 0"} {
		total := 0.0
		for _, row := range []string{"0", "1", "2", "3"} {
			total += at(t, out, "examples "+row+" "+path)
		}
		if sum, mean := at(t, out, "sum "+path), at(t, out, "mean "+path); math.Abs(sum-total) > 1e-12 || math.Abs(4*mean-total) > 1e-12 {
			t.Errorf("%s: sum %v and mean %v of %v", path, sum, mean, total)
		}
	}
}

func TestReport(t *testing.T) {
	const base = `{"inputs": 1, "layers": [{"units": 1, "activation": "linear"}], "weights": [[[0]]], "biases": [[0]],
		"x": [[1]], "y": [[1]], "rate": 0.25, "epochs": 4}`
	for _, c := range []struct {
		fields  string
		epochs  []float64
		stopped string
	}{
		{``, []float64{0, 4}, "epochs"},
		{`"report": [],`, []float64{4}, "epochs"},
		{`"report": [3, 0, 3, 9],`, []float64{0, 3, 4}, "epochs"},
		{`"report": [4],`, []float64{4}, "epochs"},
		// The error is (½)^epoch, the loss ½ (¼)^epoch.
		{`"stopError": 0.25,`, []float64{0, 2}, "error"},
		{`"stopLoss": 0.125, "report": [1, 2],`, []float64{1}, "loss"},
		{`"stopLoss": 0.5,`, []float64{0}, "loss"},
		{`"stopLoss": 0, "stopError": 0,`, []float64{0, 4}, "epochs"},
		{`"stopLoss": 0.125, "stopError": 0.5,`, []float64{0, 1}, "loss"},
	} {
		out, text := ask(t, strings.Replace(base, `{`, `{`+c.fields, 1))
		var epochs []float64
		for _, l := range out["losses"].([]any) {
			epochs = append(epochs, l.(map[string]any)["epoch"].(float64))
		}
		if !reflect.DeepEqual(epochs, c.epochs) || out["stopped"] != c.stopped || out["epoch"] != epochs[len(epochs)-1] {
			t.Errorf("%s: %s", c.fields, text)
		}
	}
}

// The loss of the stop rule is that of the convention.
func TestStopLossFollowsTheConvention(t *testing.T) {
	const input = `{"inputs": 1, "layers": [{"units": 1, "activation": "linear"}], "weights": [[[0]]], "biases": [[0]],
		"x": [[1], [1]], "y": [[1], [1]], "rate": 0, "epochs": 3, "stopLoss": 0.5, "gradient": "mean"}`
	if out, text := ask(t, input); out["stopped"] != "loss" || out["epoch"] != 0.0 {
		t.Errorf("mean: %s", text)
	}
	if out, text := ask(t, strings.Replace(input, "mean", "sum", 1)); out["stopped"] != "epochs" {
		t.Errorf("sum: %s", text)
	}
}

func TestNoEpochs(t *testing.T) {
	out, text := ask(t, strings.Replace(worked, `"epochs": 1`, `"epochs": 0`, 1))
	if at(t, out, "weights 1 1 1") != 0.55 || out["stopped"] != "epochs" || len(out["losses"].([]any)) != 1 || out["diverged"] != nil {
		t.Error(text)
	}
}

// With weights but no biases, the biases are those that init draws, at their
// own place in the sequence.
func TestStartInParts(t *testing.T) {
	const base = `{"inputs": 2, "layers": [{"units": 2, "activation": "tanh"}, {"units": 1, "activation": "linear"}],
		"x": [[1, 2]], "y": [[1]], "rate": 0, "epochs": 0, "init": {"range": 1, "seed": 5}}`
	drawn, _ := ask(t, base)
	weights, _ := ask(t, strings.Replace(base, `{`, `{"weights": [[[1, 2], [3, 4]], [[5, 6]]],`, 1))
	biases, _ := ask(t, strings.Replace(base, `{`, `{"biases": [[1, 2], [3]],`, 1))
	if !reflect.DeepEqual(weights["biases"], drawn["biases"]) || at(t, weights, "weights 1 0 1") != 6 {
		t.Errorf("weights given: %v", weights)
	}
	constant, _ := ask(t, strings.Replace(base, `"seed": 5`, `"seed": 5, "biases": 0.1`, 1))
	if !reflect.DeepEqual(constant["weights"], drawn["weights"]) || at(t, constant, "biases 0 1") != 0.1 || at(t, constant, "biases 1 0") != 0.1 {
		t.Errorf("biases of 0.1: %v", constant)
	}
	if !reflect.DeepEqual(biases["weights"], drawn["weights"]) || at(t, biases, "biases 0 1") != 2 {
		t.Errorf("biases given: %v", biases)
	}
}

// Nothing in the answer is non-finite, whatever diverges.
func TestDivergenceIsAResult(t *testing.T) {
	const linear = `{"inputs": 1, "layers": [{"units": 1, "activation": "linear"}, {"units": 1, "activation": "linear"}],
		"x": [[1], [2], [3]], "y": [[1], [2], [3]], "rate": 1e6, "epochs": 100, "report": [0, 1, 2, 3, 50], "trace": true`
	for name, input := range map[string]string{
		"full batch": linear + `}`,
		"online":     linear + `, "batch": 1}`,
		"at once":    linear + `, "weights": [[[1e200]], [[1e200]]], "biases": [[0], [0]]}`,
		"in loss":    linear + `, "weights": [[[1e160]], [[1]]], "biases": [[0], [0]]}`,
		"huge input": strings.Replace(linear, "[3]]", "[1e308]]", 1) + `}`,
	} {
		out, text := ask(t, input)
		at, ok := out["diverged"].(map[string]any)
		if out["stopped"] != "diverged" || !ok || at["epoch"] != out["epoch"].(float64)+1 || at["update"].(float64) < 1 ||
			!strings.Contains("loss gradient weight", at["quantity"].(string)) {
			t.Errorf("%s: %s", name, text)
		}
		last := -1.0
		for _, l := range out["losses"].([]any) {
			epoch := l.(map[string]any)["epoch"].(float64)
			if epoch <= last {
				t.Errorf("%s: epoch %v after %v", name, epoch, last)
			}
			last = epoch
		}
		if started := name == "full batch" || name == "online"; started && last != out["epoch"] {
			t.Errorf("%s: last loss at epoch %v of %v", name, last, out["epoch"])
		}
	}
}

// The score tells classes from quantities by the targets.
func TestScore(t *testing.T) {
	const input = `{"inputs": 1, "layers": [{"units": 1, "activation": "linear"}], "weights": [[[1]]], "biases": [[0]],
		"x": [[1], [2], [3], [-4]], "y": [[%s]], "rate": 0, "epochs": 0}`
	out, _ := ask(t, strings.Replace(input, "%s", "1], [-1], [1], [-1", 1))
	if a := at(t, out, "score accuracy"); a != 0.75 {
		t.Errorf("accuracy %g, want 0.75", a)
	}
	for i, want := range []float64{1, 1, 0, 2} {
		if n := at(t, out, fmt.Sprintf("score counts %d %d", i/2, i%2)); n != want {
			t.Errorf("%g samples of class %d were taken for %d, want %g", n, i/2, i%2, want)
		}
	}
	out, _ = ask(t, strings.Replace(input, "%s", "1], [2], [3], [-2", 1))
	if r := at(t, out, "score r2"); math.Abs(r-(1-4/14.0)) > 1e-12 {
		t.Errorf("R² is %g", r)
	}
	if _, text := ask(t, strings.Replace(input, "%s", "7], [7], [7], [7", 1)); !strings.Contains(text, `"score":{"r2":null}`) {
		t.Errorf("R² of equal targets is not null: %s", text)
	}
	out, _ = ask(t, "data=gauss&classes=4&layers=4tanh&inputs=x1,x2&rate=0.1&stopepoch=50")
	if at(t, out, "score accuracy") < 0.8 || at(t, out, "testScore accuracy") < 0.8 {
		t.Errorf("four clouds: %v, %v", out["score"], out["testScore"])
	}
}
