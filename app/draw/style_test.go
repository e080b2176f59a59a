package draw

import (
	"os"
	"strings"
	"testing"
)

// The page and its pictures have the same colours: style.css declares the
// light palette once and the dark one twice, for the system's choice and for
// the reader's.
func TestStyleSheetHasThePalette(t *testing.T) {
	css, err := os.ReadFile("../../web/static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	for line := range strings.Lines(string(css)) {
		lines.WriteString(strings.TrimLeft(line, " \t"))
	}
	for _, theme := range themes {
		if got, want := strings.Count(lines.String(), theme.CSSVariables()), 1+int(theme); got != want {
			t.Errorf("style.css has these declarations %d times, want %d:\n%s", got, want, theme.CSSVariables())
		}
	}
}
