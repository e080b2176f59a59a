package draw

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// painter.js takes operations by number, so its list must be this one.
func TestPainterKnowsEveryOperation(t *testing.T) {
	script, err := os.ReadFile("../../web/static/painter.js")
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(script), "operations = [")
	if !ok {
		t.Fatal("painter.js has no table of operations")
	}
	table, _, _ = strings.Cut(table, "\n    ];")
	returns := regexp.MustCompile(`return (\d+);`).FindAllStringSubmatch(table, -1)
	if len(returns) != len(operations) {
		t.Fatalf("painter.js has %d operations, want %d", len(returns), len(operations))
	}
	for i, r := range returns {
		if n, _ := strconv.Atoi(r[1]); n != operations[i].arguments {
			t.Errorf("painter.js takes %d arguments for %s, want %d", n, operations[i].name, operations[i].arguments)
		}
	}
}

func TestListText(t *testing.T) {
	var l List
	l.Reset(1)
	l.fillStyle(Color{0x12, 0x34, 0x56}, 0.5)
	l.font(12, true)
	l.text("ŷ", 1.5, -2)
	l.curve(1, 2, 3, 4, 5, 6)
	l.disc(0, 0, 1)
	const want = "fill-style #123456 0.5\nfont \"600 12px\"\ntext \"ŷ\" 1.5 -2\ncurve 1 2 3 4 5 6\nbegin\narc 0 0 1 0 6.283\nfill\n"
	if got := l.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestListKeepsMemoryAndForgetsOldStrings(t *testing.T) {
	var l List
	draw := func() {
		l.Reset(2)
		l.font(11, false)
		for range 100 {
			l.text("label", 1, 2)
			l.horizontal(0, 10, 3, 1)
		}
	}
	draw()
	version := l.version
	if n := testing.AllocsPerRun(10, draw); n != 0 {
		t.Errorf("%g allocations a frame", n)
	}
	if l.version != version {
		t.Error("the strings count as changed when they are the same")
	}
	for i := range 3 * maxStrings {
		l.Reset(2)
		l.text(strconv.Itoa(i), 0, 0)
		if got := l.strings[int(l.ops[1])]; got != strconv.Itoa(i) {
			t.Fatalf("text %d is %q", i, got)
		}
	}
	if len(l.strings) > 2*maxStrings {
		t.Errorf("%d strings are kept", len(l.strings))
	}
}

func TestLinesEndAtDevicePixels(t *testing.T) {
	for _, ratio := range []float64{1, 1.25, 1.5, 2, 3} {
		var l List
		l.Reset(ratio)
		l.horizontal(0.3, 10.7, 5.2, 1)
		for k, v := range l.ops[2:6] {
			device := float64(v) * ratio
			if d := device - float64(int(device+0.5)); d > 1e-4 || d < -1e-4 || k == 3 && device < 0.99 {
				t.Errorf("ratio %g: edge %d is at device pixel %g", ratio, k, device)
			}
		}
	}
}
