package draw

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares the shapes of a picture with testdata/name.txt.
func golden(t *testing.T, name string, draw func(*List)) {
	t.Helper()
	var l List
	l.Reset(2)
	draw(&l)
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(l.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.String(); got != string(want) {
		t.Errorf("%s differs from what was recorded; if it is meant to, run go test ./app/draw -update and look at the change. Now it is\n%s", path, got)
	}
	depth := 0
	for i := 0; i < len(l.ops); i += 1 + operations[op(l.ops[i])].arguments {
		switch op(l.ops[i]) {
		case opSave:
			depth++
		case opRestore:
			depth--
		}
	}
	if depth != 0 {
		t.Errorf("%s saves %d times more than it restores", path, depth)
	}
	if n := testing.AllocsPerRun(5, func() { l.Reset(2); draw(&l) }); n > 60 {
		t.Errorf("%s takes %g allocations to draw again", path, n)
	}
}
