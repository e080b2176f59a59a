package draw

import (
	"math"
	"testing"
)

// deficient simulates how a colour looks without one kind of cone (Viénot,
// Brettel and Mollon, Digital video colourmaps for checking the legibility of
// displays by dichromats, 1999), from linear RGB to linear RGB.
var deficient = map[string][3][3]float64{
	"trichromat":  {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanope":   {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}},
	"deuteranope": {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}},
}

func seen(c Color, matrix [3][3]float64) oklab {
	in := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
	var out [3]uint8
	for i, row := range matrix {
		out[i] = companded(row[0]*in[0] + row[1]*in[1] + row[2]*in[2])
	}
	return Color{out[0], out[1], out[2]}.lab()
}

func apart(a, b oklab) float64 {
	return math.Sqrt((a.l-b.l)*(a.l-b.l) + (a.a-b.a)*(a.a-b.a) + (a.b-b.b)*(a.b-b.b))
}

// Marks of different classes stay apart for every reader, and stand out from
// the panel and from the field of their own class. (0.02 is a just noticeable
// difference in OKLab.)
func TestClassColours(t *testing.T) {
	for _, theme := range themes {
		p := theme.Palette()
		for reader, matrix := range deficient {
			for a := range MaxClasses {
				for b := range a {
					if d := apart(seen(p.Classes[a], matrix), seen(p.Classes[b], matrix)); d < 0.08 {
						t.Errorf("theme %d, %s: marks of classes %d and %d are %.3f apart", theme, reader, b+1, a+1, d)
					}
					if d := apart(seen(p.class[a][classSteps], matrix), seen(p.class[b][classSteps], matrix)); d < 0.05 {
						t.Errorf("theme %d, %s: fields of classes %d and %d are %.3f apart", theme, reader, b+1, a+1, d)
					}
				}
			}
		}
		for k := range MaxClasses {
			if r := Contrast(p.Classes[k], p.Panel); r < 3 {
				t.Errorf("theme %d: the mark of class %d has contrast %.2f with the panel, want 3", theme, k+1, r)
			}
		}
	}
}

func TestClassFieldShowsTheWinner(t *testing.T) {
	values := [][]float32{{1, 0, 0, 0.5}, {0, 1, 0, 0.5}, {0, 0.5, 1, 0.5}}
	for _, theme := range themes {
		p := theme.Palette()
		for _, c := range []struct {
			discrete bool
			steps    [4]int
		}{{false, [4]int{classSteps, classSteps / 2, classSteps, 0}}, {true, [4]int{classSteps, classSteps, classSteps, classSteps}}} {
			rgba := ClassField(nil, values, 1, c.discrete, theme)
			for i, k := range []int{0, 1, 2, 0} {
				if got, want := colorAt(rgba, i), p.class[k][c.steps[i]]; got != want || rgba[4*i+3] != 255 {
					t.Errorf("theme %d, discrete %t: place %d is %v, want %v", theme, c.discrete, i, got, want)
				}
			}
		}
	}
	nan := float32(math.NaN())
	ClassField(nil, [][]float32{{nan}, {nan}, {1}}, 1, false, Light) // any number
}

func TestDiscreteIsOneOfTwoColours(t *testing.T) {
	p := Light.Palette()
	rgba := Discrete(nil, []float32{0.49, 0.5, 7, -7}, Scale{0.5, 0.5}, Light)
	for i, want := range []Color{p.Signed(-1), p.Signed(1), p.Signed(1), p.Signed(-1)} {
		if got := colorAt(rgba, i); got != want {
			t.Errorf("value %d is %v, want %v", i, got, want)
		}
	}
}

// The borders of three classes that win in thirds of the field lie between
// them.
func TestClassContours(t *testing.T) {
	const side = 30
	values := make([][]float32, 3)
	for k := range values {
		values[k] = make([]float32, side*side)
		for i := range values[k] {
			values[k][i] = -float32(math.Abs(float64(i%side) - (float64(k)*10 + 4.5)))
		}
	}
	lines := ClassContours(values, side)
	if len(lines) != 4 {
		t.Fatalf("%d borders, want each of two twice", len(lines))
	}
	for _, line := range lines {
		for _, p := range line {
			if d := min(math.Abs(p.X-1.0/3), math.Abs(p.X-2.0/3)); d > 1e-6 {
				t.Fatalf("a border at %g", p.X)
			}
		}
	}
}

// Every form covers about the area of the disc.
func TestMarksHaveOneArea(t *testing.T) {
	for f := triangle; f <= plus; f++ {
		var l List
		l.Reset(1)
		marks{radius: 10}.path(&l, 0, 0, f)
		var xs, ys []float64
		for i := 0; i < len(l.ops); i += 1 + operations[op(l.ops[i])].arguments {
			if o := op(l.ops[i]); o == opMove || o == opLine {
				xs, ys = append(xs, float64(l.ops[i+1])), append(ys, float64(l.ops[i+2]))
			}
		}
		area, cx, cy := 0.0, 0.0, 0.0
		for i := range xs {
			k := (i + 1) % len(xs)
			cross := xs[i]*ys[k] - xs[k]*ys[i]
			area, cx, cy = area+cross/2, cx+(xs[i]+xs[k])*cross/6, cy+(ys[i]+ys[k])*cross/6
		}
		if math.Abs(math.Abs(area)/(100*math.Pi)-1) > 0.03 || math.Hypot(cx, cy)/math.Abs(area) > 0.01 {
			t.Errorf("form %d has the area %.1f, centre (%.2f, %.2f), want %.1f at the origin", f, area, cx/area, cy/area, 100*math.Pi)
		}
	}
}

// The number of a class stands well within where it wins, or nowhere.
func TestClassPlaces(t *testing.T) {
	const side = 100
	values := make([][]float32, 4)
	for k := range values {
		values[k] = make([]float32, side*side)
	}
	for i := range side * side {
		row, column := i/side, i%side
		switch {
		case column < 30:
			values[0][i] = 1
		case row < 50:
			values[1][i] = 1
		case row == 60 && column > 80:
			values[3][i] = 1 // a line, too thin for a number
		default:
			values[2][i] = 1
		}
	}
	places, room := ClassPlaces(values, side, nil)
	if !room[0] || !room[1] || !room[2] || room[3] {
		t.Fatalf("room %v", room)
	}
	for k := range 3 {
		for _, d := range [][2]float64{{0, 0}, {0.06, 0}, {-0.06, 0}, {0, 0.06}, {0, -0.06}} {
			i := int((places[k].Y+d[1])*side)*side + int((places[k].X+d[0])*side)
			if values[k][i] != 1 {
				t.Errorf("the number of class %d at %v is not within it", k+1, places[k])
			}
		}
	}
	// Samples push it away, and where they are everywhere there is no number.
	again, _ := ClassPlaces(values, side, places[:1])
	if math.Hypot(again[0].X-places[0].X, again[0].Y-places[0].Y) < 0.05 || again[1] != places[1] {
		t.Errorf("with a sample at %v the numbers are at %v", places[0], again)
	}
	var everywhere []Point
	for i := range 25 * 25 {
		everywhere = append(everywhere, Point{(float64(i%25) + 0.5) / 25, (float64(i/25) + 0.5) / 25})
	}
	if _, room := ClassPlaces(values, side, append(everywhere, Point{-1, 2})); room[0] || room[1] || room[2] {
		t.Errorf("between samples everywhere there is room %v", room)
	}
}
