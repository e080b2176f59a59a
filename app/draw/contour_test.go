package draw

import (
	"math"
	"testing"
)

// field samples f at the cell centres of the unit square.
func field(side int, f func(x, y float64) float64) []float32 {
	values := make([]float32, side*side)
	for i := range values {
		values[i] = float32(f((float64(i%side)+0.5)/float64(side), (float64(i/side)+0.5)/float64(side)))
	}
	return values
}

func TestContourOfACircleCloses(t *testing.T) {
	lines := Contours(field(64, func(x, y float64) float64 { return math.Hypot(x-0.5, y-0.4) }), 64, 0.3)
	if len(lines) != 1 {
		t.Fatalf("%d lines, want 1", len(lines))
	}
	line := lines[0]
	if line[0] != line[len(line)-1] || len(line) < 60 {
		t.Errorf("the line has %d points and ends at %v, not %v", len(line), line[len(line)-1], line[0])
	}
	length := 0.0
	for i, p := range line {
		if r := math.Hypot(p.X-0.5, p.Y-0.4); math.Abs(r-0.3) > 1e-3 {
			t.Fatalf("point %v has radius %g", p, r)
		}
		if i > 0 {
			length += math.Hypot(p.X-line[i-1].X, p.Y-line[i-1].Y)
		}
	}
	if math.Abs(length-2*math.Pi*0.3) > 0.01 {
		t.Errorf("circumference %g", length)
	}
}

func TestContourOfAPlaneReachesTheBorder(t *testing.T) {
	lines := Contours(field(20, func(x, y float64) float64 { return x + y/2 }), 20, 0.6)
	if len(lines) != 1 {
		t.Fatalf("%d lines, want 1", len(lines))
	}
	for _, p := range lines[0] {
		if math.Abs(p.X+p.Y/2-0.6) > 1e-6 {
			t.Errorf("point %v is off the line", p)
		}
	}
	first, last := lines[0][0], lines[0][len(lines[0])-1]
	if first.Y > last.Y {
		first, last = last, first
	}
	if math.Abs(first.Y) > 1e-9 || math.Abs(last.Y-1) > 1e-9 {
		t.Errorf("the line runs from %v to %v, want from border to border", first, last)
	}
}

func TestContourSaddle(t *testing.T) {
	for _, c := range []struct {
		values []float32
		joined bool // the two corners above the level
	}{
		{[]float32{3, -1, -1, 3}, true},
		{[]float32{1, -3, -3, 1}, false},
	} {
		lines := Contours(c.values, 2, 0)
		if len(lines) != 2 {
			t.Fatalf("%v: %d lines, want 2", c.values, len(lines))
		}
		// Joined corners leave the centre above: no line may separate it from them.
		for _, line := range lines {
			middle := Point{(line[1].X + line[2].X) / 2, (line[1].Y + line[2].Y) / 2}
			aboveDiagonal := (middle.X - 0.5) * (middle.Y - 0.5)
			if c.joined != (aboveDiagonal < 0) {
				t.Errorf("%v: a line passes %v", c.values, middle)
			}
		}
	}
}

func TestContourOfSpecialFields(t *testing.T) {
	nan := float32(math.NaN())
	for name, c := range map[string]struct {
		values []float32
		side   int
		lines  int
	}{
		"constant":     {make([]float32, 25), 5, 0},
		"one cell":     {[]float32{1}, 1, 0},
		"empty":        {nil, 0, 0},
		"peak":         {[]float32{-1, -1, -1, -1, 1, -1, -1, -1, -1}, 3, 1},
		"not a number": {[]float32{-1, -1, nan, -1, -1, 1, -1, 1, 1}, 3, 1},
		"two peaks":    {[]float32{1, -1, -1, -1, -1, -1, -1, -1, 1}, 3, 2},
	} {
		lines := Contours(c.values, c.side, 0)
		if len(lines) != c.lines {
			t.Errorf("%s: %d lines, want %d", name, len(lines), c.lines)
		}
		for _, line := range lines {
			for _, p := range line {
				if !(p.X >= -1e-9 && p.X <= 1+1e-9 && p.Y >= -1e-9 && p.Y <= 1+1e-9) {
					t.Errorf("%s: point %v outside", name, p)
				}
			}
		}
	}
}
