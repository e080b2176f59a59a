package boundaries

import (
	"os"
	"testing"
	"testing/fstest"
)

func TestRepository(t *testing.T) {
	broken, err := Check(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range broken {
		t.Error(line)
	}
}

func TestRules(t *testing.T) {
	for _, test := range []struct {
		file, imported string
		allowed        bool
	}{
		{"engine/kernel/a.go", "math", true},
		{"engine/kernel/a.go", "backprop/engine/nn", false},
		{"engine/kernel/a.go", "backprop/engine/kernel", true}, // a test package of its own
		{"engine/kernel/a_test.go", "backprop/engine/nn", true},
		{"engine/kernel/a.go", "syscall/js", false},
		{"engine/kernel/a_js.go", "syscall/js", false},
		{"engine/nn/a.go", "backprop/engine/kernel", true},
		{"engine/nn/a.go", "backprop/engine/optim", false},
		{"engine/nn/a.go", "gonum.org/v1/gonum/mat", true},
		{"engine/nn/a.go", "example.com/other", false},
		{"engine/optim/a.go", "backprop/engine/dataset", false},
		{"engine/dataset/a.go", "backprop/engine/kernel", false},
		{"engine/a.go", "backprop/engine/dataset", true},
		{"engine/a.go", "backprop/app/text", false},
		{"engine/a.go", "github.com/maxence-charriere/go-app/v9/pkg/app", false},
		{"engine/cmd/backprop/a.go", "backprop/engine", true},
		{"app/draw/a.go", "backprop/engine/nn", true},
		{"app/draw/a.go", "backprop/app/text", false},
		{"app/draw/a.go", "github.com/maxence-charriere/go-app/v9/pkg/app", false},
		{"app/draw/canvas_js.go", "syscall/js", true},
		{"app/draw/canvas_js_test.go", "syscall/js", true},
		{"app/draw/canvas.go", "syscall/js", false},
		{"app/draw/notjs.go", "syscall/js", false},
		{"app/ui/a.go", "backprop/app/draw", true},
		{"app/ui/a.go", "backprop/app/worker", false},
		{"app/ui/a.go", "github.com/maxence-charriere/go-app/v9/pkg/app", true},
		{"app/ui/a.go", "backprop/engine/cmd/backprop", false},
		{"app/worker/a.go", "backprop/app/trainer", false},
		{"app/main_js.go", "backprop/app/worker", true},
		{"app/main_js.go", "backprop/web/site", false},
		{"web/server/a.go", "backprop/web/site", true},
		{"web/site/a.go", "backprop/engine", false},
		{"web/main.go", "backprop/app/ui", false},
		{"web/compress/main.go", "github.com/andybalholm/brotli", true},
		{"e2e/a_test.go", "github.com/chromedp/chromedp", true},
		{"other/a.go", "math", false},
	} {
		source := "package p\nimport _ \"" + test.imported + "\"\n"
		broken, err := Check(fstest.MapFS{test.file: {Data: []byte(source)}})
		if err != nil {
			t.Fatal(err)
		}
		if allowed := len(broken) == 0; allowed != test.allowed {
			t.Errorf("%s imports %s: allowed %v, want %v %q", test.file, test.imported, allowed, test.allowed, broken)
		}
	}
}
