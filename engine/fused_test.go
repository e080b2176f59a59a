package engine

import (
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"testing"
)

// Go may fuse x*y + z into one operation with one rounding, and does so on
// some processors, arm64 among them, unless the product is converted to
// float64. One fused operation would make results differ between processors,
// so the code for such a processor must have none.
func TestNothingIsFused(t *testing.T) {
	if testing.Short() || runtime.GOOS == "js" {
		t.Skip("compiles the engine for another processor")
	}
	build := exec.Command("go", "build", "-gcflags=backprop/engine/...=-S", "backprop/engine")
	build.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0")
	listing, err := build.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, listing)
	}
	if len(listing) < 1<<20 {
		t.Fatalf("a listing of %d bytes is not that of the engine", len(listing))
	}
	for _, line := range regexp.MustCompile(`(?m)^.*\bFN?M(ADD|SUB)[DS]\b.*$`).FindAll(listing, -1) {
		t.Errorf("fused: %s", line)
	}
}
