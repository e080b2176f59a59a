package dataset

import (
	"hash/fnv"
	"math"
	"testing"
)

func TestNamesRoundTrip(t *testing.T) {
	for _, s := range Sets() {
		if got, ok := ParseSet(s.String()); !ok || got != s || !s.Valid() {
			t.Errorf("ParseSet(%q) = %v, %t", s, got, ok)
		}
	}
	for _, f := range Features() {
		if got, ok := ParseFeature(f.String()); !ok || got != f || !f.Valid() {
			t.Errorf("ParseFeature(%q) = %v, %t", f, got, ok)
		}
		if f.Symbol() == "" {
			t.Errorf("%v has no symbol", f)
		}
	}
	if _, ok := ParseSet("nothing"); ok {
		t.Error("ParseSet accepts a name that is none")
	}
	if _, ok := ParseFeature(""); ok {
		t.Error("ParseFeature accepts the empty name")
	}
	if s := Set(200); s.Valid() || s.String() != "Set(200)" {
		t.Errorf("Set(200) is %v, valid %t", s, s.Valid())
	}
	if f := Feature(200); f.Valid() || f.String() != "Feature(200)" {
		t.Errorf("Feature(200) is %v, valid %t", f, f.Valid())
	}
}

func TestFeatureValues(t *testing.T) {
	const x1, x2 = -1.5, 0.75
	for f, want := range map[Feature]float64{
		X1: x1, X2: x2, X1Squared: 2.25, X2Squared: 0.5625, X1X2: -1.125,
		SinX1: math.Sin(x1), SinX2: math.Sin(x2),
	} {
		if got := f.Value(x1, x2); math.Abs(got-want) > 1e-15 {
			t.Errorf("%v of (%g, %g) is %g, want %g", f, x1, x2, got, want)
		}
	}
}

func TestEncoding(t *testing.T) {
	for _, c := range []struct {
		encoding            Encoding
		target, low, middle float64
	}{{Signed, -1, -1, 0}, {Unit, -1, 0, 0.5}} {
		low, high := c.encoding.Range()
		if low != c.low || high != 1 || (low+high)/2 != c.middle {
			t.Errorf("encoding %d has range [%g, %g]", c.encoding, low, high)
		}
		for _, v := range []float64{-1, -0.5, 0, 0.25, 1} {
			if got := c.encoding.Decode(c.encoding.Encode(v)); got != v {
				t.Errorf("encoding %d: %g comes back as %g", c.encoding, v, got)
			}
		}
	}
}

func TestTrainCount(t *testing.T) {
	for _, c := range []struct{ samples, share, want int }{
		{200, 50, 100}, {5, 50, 3}, {7, 10, 1}, {3, 10, 1}, {9, 100, 9}, {1, 10, 1},
	} {
		if got := TrainCount(c.samples, c.share); got != c.want {
			t.Errorf("TrainCount(%d, %d) = %d, want %d", c.samples, c.share, got, c.want)
		}
	}
}

func generated() []Set {
	var drawn []Set
	for _, s := range Sets() {
		if !s.Fixed() {
			drawn = append(drawn, s)
		}
	}
	return drawn
}

func TestSamplesLieInTheDomain(t *testing.T) {
	for _, s := range generated() {
		low, high := s.Domain()
		for _, noise := range []float64{0, 50, 100} {
			x1, x2, target := Generate(s, 2001, noise, 1)
			balance := 0.0
			for i := range target {
				if x1[i] < low || x1[i] > high || x2[i] < low || x2[i] > high {
					t.Fatalf("%v, noise %g: sample (%g, %g) outside [%g, %g]", s, noise, x1[i], x2[i], low, high)
				}
				if !(math.Abs(target[i]) <= 1) || !s.Regression() && math.Abs(target[i]) != 1 {
					t.Fatalf("%v, noise %g: target %g", s, noise, target[i])
				}
				balance += target[i]
			}
			if !s.Regression() && noise == 0 && math.Abs(balance) != 1 {
				t.Errorf("%v: class +1 leads by %g of 2001 samples, want 1 either way", s, balance)
			}
		}
	}
}

func TestPrefixIsFair(t *testing.T) {
	for _, s := range generated() {
		if s.Regression() {
			continue
		}
		_, _, target := Generate(s, 1000, 0, 3)
		sum := 0.0
		for _, v := range target[:TrainCount(1000, 40)] {
			sum += v
		}
		// Four standard deviations of a draw of 400 from 1000 without replacement.
		if math.Abs(sum) > 4*math.Sqrt(400*0.6) {
			t.Errorf("%v: the classes of 400 training samples differ by %g", s, sum)
		}
	}
}

func TestShapesWithoutNoise(t *testing.T) {
	each := func(s Set, check func(x1, x2, target float64) bool) {
		t.Helper()
		x1, x2, target := Generate(s, 500, 0, 7)
		for i := range target {
			if !check(x1[i], x2[i], target[i]) {
				t.Errorf("%v: target %g at (%g, %g)", s, target[i], x1[i], x2[i])
				return
			}
		}
	}
	each(Circle, func(x1, x2, target float64) bool {
		r := math.Hypot(x1, x2)
		return target == 1 && r < 2.5 || target == -1 && r > 3.5-1e-12 && r < 5+1e-12
	})
	each(XORClouds, func(x1, x2, target float64) bool {
		return min(math.Abs(x1), math.Abs(x2)) >= 0.3 && max(math.Abs(x1), math.Abs(x2)) <= 5 && (x1*x2 < 0) == (target == 1)
	})
	each(Spiral, func(x1, x2, target float64) bool {
		// On either arm the angle follows from the radius.
		r := math.Hypot(x1, x2)
		angle := r / 5 * 1.75 * 2 * math.Pi
		return math.Abs(x1-target*r*math.Sin(angle)) < 1e-9 && math.Abs(x2-target*r*math.Cos(angle)) < 1e-9 && r > 0
	})
	each(Plane, func(x1, x2, target float64) bool { return math.Abs(target-(x1+x2)/12) < 1e-15 })
	each(Sine, func(x1, _, target float64) bool { return math.Abs(target-math.Sin(x1)) < 1e-15 })
	each(Bumps, func(x1, x2, target float64) bool {
		want := 0.0
		for _, b := range bumpCentres {
			want += b.height * math.Exp(-(math.Pow(x1-b.x1, 2)+math.Pow(x2-b.x2, 2))/2)
		}
		return math.Abs(target-want) < 1e-14
	})
	if x1, x2, target := Generate(XORTable, 99, 50, 1); x1[2] != 1 || x2[2] != 0 || target[2] != 1 || target[3] != -1 || len(target) != 4 {
		t.Errorf("XOR table: %v %v %v", x1, x2, target)
	}
}

func TestGaussianCloudsHaveTheirMoments(t *testing.T) {
	// At variance 7.5 the cut at the domain is felt, so the last case only bounds it.
	for _, c := range []struct{ noise, low, high float64 }{{0, 0.47, 0.53}, {25, 2.0, 2.3}, {100, 4, 7.5}} {
		x1, x2, target := Generate(Gaussians, 20000, c.noise, 11)
		mean, square := 0.0, 0.0
		for i := range target {
			for _, d := range []float64{x1[i] * target[i], x2[i] * target[i]} {
				mean += d / 40000
				square += d * d / 40000
			}
		}
		if v := square - mean*mean; v < c.low || v > c.high {
			t.Errorf("noise %g: variance %g, want %g to %g", c.noise, v, c.low, c.high)
		}
		if c.noise == 0 && math.Abs(mean-2) > 0.02 {
			t.Errorf("clouds are centred at %g, want 2", mean)
		}
	}
}

func TestNoiseMixesClasses(t *testing.T) {
	wrong := func(noise float64) (count int) {
		x1, x2, target := Generate(Circle, 1000, noise, 5)
		for i := range target {
			if (math.Hypot(x1[i], x2[i]) < 3) != (target[i] == 1) {
				count++
			}
		}
		return count
	}
	if none, some := wrong(0), wrong(50); none != 0 || some < 100 || some > 500 {
		t.Errorf("%d of 1000 labels differ from the clean set at noise 0, %d at noise 50", none, some)
	}
}

func TestSeedDecides(t *testing.T) {
	for _, s := range generated() {
		a, _, _ := Generate(s, 50, 10, 1)
		b, _, _ := Generate(s, 50, 10, 1)
		c, _, _ := Generate(s, 50, 10, 2)
		same, other := true, true
		for i := range a {
			same = same && a[i] == b[i]
			other = other && a[i] == c[i]
		}
		if !same || other {
			t.Errorf("%v: equal seeds give equal samples %t, unequal seeds too %t", s, same, other)
		}
	}
}

func TestTableIsNotDrawn(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Generate(Table) returns")
		}
	}()
	Generate(Table, 4, 0, 1)
}

// The bits of every set, the same on all platforms.
func TestGoldenBits(t *testing.T) {
	golden := map[Set]uint64{
		Circle:    0x3c955cb7b29f200a,
		XORClouds: 0xebfa3e5afdf9015a,
		Gaussians: 0x0d8ac61578f458c2,
		Spiral:    0xb466cfa65a5ad6e1,
		Plane:     0x51ef41f730284dbe,
		Bumps:     0x380927d21c17613b,
		Sine:      0x505ca7150fba63f1,
	}
	for _, s := range generated() {
		h := fnv.New64a()
		x1, x2, target := Generate(s, 200, 30, 42)
		for _, column := range [][]float64{x1, x2, target} {
			for _, v := range column {
				b := math.Float64bits(v)
				h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24), byte(b >> 32), byte(b >> 40), byte(b >> 48), byte(b >> 56)})
			}
		}
		if h.Sum64() != golden[s] {
			t.Errorf("%v has bits %#x, want %#x", s, h.Sum64(), golden[s])
		}
	}
}
