package qr

import (
	"errors"
	"strings"
	"testing"
)

// Capacities of ISO/IEC 18004:2015, table 7, byte mode.
func TestCapacity(t *testing.T) {
	for _, c := range []struct {
		version int
		level   Level
		want    int
	}{
		{1, L, 17}, {1, M, 14}, {2, L, 32}, {5, M, 84}, {6, L, 134}, {7, L, 154}, {9, M, 180}, {10, L, 271}, {10, M, 213},
		{20, L, 858}, {25, M, 997}, {32, L, 1952}, {39, M, 2213}, {40, L, 2953}, {40, M, 2331},
	} {
		if got := Capacity(c.version, c.level); got != c.want {
			t.Errorf("version %d, level %d holds %d bytes, want %d", c.version, c.level, got, c.want)
		}
	}
}

// The correction of the standard's own example, annex I: "01234567" as 1-M.
func TestCorrection(t *testing.T) {
	data := []byte{0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11}
	want := "\xa5\x24\xd4\xc1\xed\x36\xc7\x87\x2c\x55"
	if got := string(remainder(data, generator(10))); got != want {
		t.Errorf("correction % x, want % x", got, want)
	}
}

func TestEncodeTakesTheSmallestVersion(t *testing.T) {
	for version := 1; version <= MaxVersion; version++ {
		for _, level := range []Level{L, M} {
			full := strings.Repeat("x", Capacity(version, level))
			c, err := Encode(full, level)
			if err != nil || c.Version != version || c.Size != 17+4*version {
				t.Fatalf("%d bytes: version %d, %v, want %d", len(full), c.Version, err, version)
			}
			more, err := Encode(full+"x", level)
			var long *TooLongError
			switch {
			case version == MaxVersion && (!errors.As(err, &long) || long.Most != len(full)):
				t.Errorf("a byte more than the largest symbol holds: %v", err)
			case version < MaxVersion && (err != nil || more.Version != version+1):
				t.Errorf("a byte more than version %d holds: version %d, %v", version, more.Version, err)
			}
		}
	}
}

// The path covers exactly the dark modules.
func TestPath(t *testing.T) {
	c, err := Encode("https://example.org/#data=circle", M)
	if err != nil {
		t.Fatal(err)
	}
	dark := 0
	for row := range c.Size {
		for column := range c.Size {
			if c.Dark(column, row) {
				dark++
			}
		}
	}
	covered := 0
	for piece := range strings.SplitSeq(strings.TrimPrefix(c.Path(), "M"), "M") {
		_, rest, _ := strings.Cut(piece, "h")
		width, _, _ := strings.Cut(rest, "v")
		n := 0
		for _, digit := range width {
			n = n*10 + int(digit-'0')
		}
		covered += n
	}
	if covered != dark || dark == 0 {
		t.Errorf("the path covers %d modules, %d are dark", covered, dark)
	}
}
