package dataset

import (
	"hash/fnv"
	"math"
	"testing"
)

func withClasses() []Set {
	var found []Set
	for _, s := range Sets() {
		if s.Classes() {
			found = append(found, s)
		}
	}
	return found
}

func TestClassesLieInTheDomainAndTakeTurns(t *testing.T) {
	if n := len(withClasses()); n != 3 {
		t.Fatalf("%d sets have classes, want 3", n)
	}
	for _, s := range withClasses() {
		low, high := s.Domain()
		for k := MinClasses; k <= MaxClasses; k++ {
			for _, noise := range []float64{0, 100} {
				x1, x2, class := GenerateClasses(s, k, 1003, noise, 1)
				counts := make([]int, k)
				for i, c := range class {
					if c < 0 || c >= k {
						t.Fatalf("%v: class %d of %d", s, c, k)
					}
					counts[c]++
					if x1[i] < low || x1[i] > high || x2[i] < low || x2[i] > high {
						t.Fatalf("%v, %d classes, noise %g: sample (%g, %g) outside [%g, %g]", s, k, noise, x1[i], x2[i], low, high)
					}
				}
				for _, n := range counts {
					if noise == 0 && n != 1003/k && n != 1003/k+1 {
						t.Errorf("%v: %d classes have %v of 1003 samples", s, k, counts)
						break
					}
				}
			}
		}
	}
}

// With two classes the bits are those of Generate.
func TestTwoClassesAreTheTwoTargets(t *testing.T) {
	for _, s := range withClasses() {
		a1, a2, class := GenerateClasses(s, 2, 300, 20, 9)
		b1, b2, target := Generate(s, 300, 20, 9)
		for i := range class {
			if a1[i] != b1[i] || a2[i] != b2[i] || target[i] != float64(1-2*class[i]) {
				t.Fatalf("%v: sample %d is (%g, %g), class %d, want (%g, %g), target %g", s, i, a1[i], a2[i], class[i], b1[i], b2[i], target[i])
			}
		}
	}
}

// Without noise each class is where its description says.
func TestShapesOfClasses(t *testing.T) {
	for k := 3; k <= MaxClasses; k++ {
		pitch := 5 / (float64(k) - 0.3)
		x1, x2, class := GenerateClasses(Circle, k, 600, 0, 3)
		for i, c := range class {
			if r := math.Hypot(x1[i], x2[i]) / pitch; r < float64(c)-1e-12 || r > float64(c)+0.7+1e-12 {
				t.Fatalf("ring %d of %d has a sample at %g pitches", c, k, r)
			}
		}

		x1, x2, class = GenerateClasses(Gaussians, k, 6000, 0, 3)
		sum1, sum2, n := make([]float64, k), make([]float64, k), make([]float64, k)
		for i, c := range class {
			sum1[c], sum2[c], n[c] = sum1[c]+x1[i], sum2[c]+x2[i], n[c]+1
		}
		for c := range k {
			angle := math.Pi/4 + 2*math.Pi*float64(c)/float64(k)
			if d := math.Hypot(sum1[c]/n[c]-3.5*math.Cos(angle), sum2[c]/n[c]-3.5*math.Sin(angle)); d > 0.12 {
				t.Errorf("cloud %d of %d is %g off its place", c, k, d)
			}
		}

		x1, x2, class = GenerateClasses(Spiral, k, 600, 0, 3)
		for i, c := range class {
			along := math.Hypot(x1[i], x2[i]) / 5
			angle := along*3.5/float64(k)*2*math.Pi + 2*math.Pi*float64(c)/float64(k)
			if d := math.Hypot(x1[i]-5*along*math.Sin(angle), x2[i]-5*along*math.Cos(angle)); d > 1e-9 || along > 1+1e-12 || along < 1/200.0-1e-12 {
				t.Fatalf("arm %d of %d has a sample %g off it, at %g of its length", c, k, d, along)
			}
		}
	}
}

func TestNoiseMixesRings(t *testing.T) {
	// The places are drawn before the noise, so they are the same and only the
	// classes move.
	mixed := 0
	_, _, clean := GenerateClasses(Circle, 3, 900, 0, 5)
	_, _, noisy := GenerateClasses(Circle, 3, 900, 30, 5)
	for i := range clean {
		if clean[i] != noisy[i] {
			mixed++
		}
	}
	if mixed < 90 || mixed > 700 {
		t.Errorf("30 %% noise changes %d of 900 classes", mixed)
	}
}

func TestClassesAreOnlyDrawnWhereThereAreSome(t *testing.T) {
	for _, c := range []struct {
		set     Set
		classes int
	}{{XORClouds, 2}, {Plane, 3}, {Table, 3}, {Circle, 1}, {Circle, 7}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("GenerateClasses(%v, %d) returns", c.set, c.classes)
				}
			}()
			GenerateClasses(c.set, c.classes, 10, 0, 1)
		}()
	}
	if Set(200).Classes() {
		t.Error("a set that is none has classes")
	}
}

// The bits of every set and number of classes, the same on all platforms.
func TestGoldenBitsOfClasses(t *testing.T) {
	golden := map[Set][]uint64{
		Circle:    {0x52ef28cfbb1d4b3a, 0x7a93025cddb4621f, 0xbdd13e67a582497b, 0xf26f1da6d71ecd2f},
		Gaussians: {0xf80ab1af561be1ca, 0x4657ffdaf16e36cf, 0x76ddc2fad20b216, 0x598ff021007fccdf},
		Spiral:    {0xd348accbe5c0f1ab, 0x5f9494d92198aa71, 0x72dc5b6bb37c121a, 0xf64f07efd911ff85},
	}
	for _, s := range withClasses() {
		for k := 3; k <= MaxClasses; k++ {
			h := fnv.New64a()
			x1, x2, class := GenerateClasses(s, k, 200, 30, 42)
			for i, c := range class {
				for _, b := range []uint64{math.Float64bits(x1[i]), math.Float64bits(x2[i]), uint64(c)} {
					h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24), byte(b >> 32), byte(b >> 40), byte(b >> 48), byte(b >> 56)})
				}
			}
			if h.Sum64() != golden[s][k-3] {
				t.Errorf("%v of %d classes has bits %#x, want %#x", s, k, h.Sum64(), golden[s][k-3])
			}
		}
	}
}
