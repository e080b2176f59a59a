package site

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestBudgets(t *testing.T) {
	file := func(bytes int) *fstest.MapFile { return &fstest.MapFile{Data: make([]byte, bytes)} }
	dist := fstest.MapFS{
		"app.0123456789ab.wasm": file(7000), "app.0123456789ab.wasm.br": file(1000), "app.0123456789ab.wasm.gz": file(1500),
		"wasm_exec.0123456789ab.js": file(500), "wasm_exec.0123456789ab.js.br": file(100),
		"bench.js": file(30), "bench.js.br": file(20), "icon.png": file(7), "index.html": {Data: []byte("<script>1234567</script><style>123</style>")}, "index.html.br": file(5),
	}
	budgets, err := Budgets(dist, 400)
	if err != nil {
		t.Fatal(err)
	}
	want := []int{1000, 1000 + 100 + 7 + 5, 500 + 7 - 400}
	for i, b := range budgets {
		if b.Has != want[i] {
			t.Errorf("%s: %d bytes, want %d", b.Part, b.Has, want[i])
		}
	}
	if err := Check(budgets); err != nil {
		t.Error(err)
	}
	dist["app.0123456789ab.wasm.br"] = file(1_500_001)
	budgets, _ = Budgets(dist, 400)
	if err := Check(budgets); err == nil || err.Error() != "site: app.wasm, Brotli: 1500001 bytes, want at most 1500000" {
		t.Errorf("a program that is too large: %v", err)
	}
	delete(dist, "app.0123456789ab.wasm")
	if _, err := Budgets(dist, 400); err == nil || !strings.Contains(err.Error(), "no program") {
		t.Errorf("no program: %v", err)
	}
}
