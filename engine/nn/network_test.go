package nn

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
)

func TestEveryParameterHasOneName(t *testing.T) {
	s := NewShape(3, []Layer{{4, Tanh}, {1, ReLU}, {2, Linear}})
	if s.Last() != 3 || s.Inputs() != 3 || s.Outputs() != 2 || s.AllUnits() != 10 || s.Size() != 16+5+4 {
		t.Fatalf("shape: last %d, inputs %d, outputs %d, units %d, size %d",
			s.Last(), s.Inputs(), s.Outputs(), s.AllUnits(), s.Size())
	}
	next := 0
	for l := 1; l <= s.Last(); l++ {
		for to := range s.Units(l) {
			for from := range s.Units(l - 1) {
				if p := s.WeightIndex(l, to, from); p != next {
					t.Errorf("weight %d←%d of layer %d is parameter %d, want %d", to, from, l, p, next)
				}
				if a, b, c, bias := s.Locate(next); a != l || b != to || c != from || bias {
					t.Errorf("Locate(%d) = %d, %d, %d, %t", next, a, b, c, bias)
				}
				next++
			}
		}
		for unit := range s.Units(l) {
			if p := s.BiasIndex(l, unit); p != next {
				t.Errorf("bias of unit %d of layer %d is parameter %d, want %d", unit, l, p, next)
			}
			if a, b, c, bias := s.Locate(next); a != l || b != unit || c != 0 || !bias {
				t.Errorf("Locate(%d) = %d, %d, %d, %t", next, a, b, c, bias)
			}
			next++
		}
	}
	if next != s.Size() {
		t.Errorf("%d parameters have names, want %d", next, s.Size())
	}
}

func TestUnknownUnitsPanic(t *testing.T) {
	s := NewShape(2, []Layer{{3, Sigmoid}, {1, Sigmoid}})
	for name, f := range map[string]func(){
		"layer above the output": func() { s.BiasIndex(3, 0) },
		"bias of an input":       func() { s.BiasIndex(0, 0) },
		"weight of the input":    func() { s.WeightIndex(0, 0, 0) },
		"unit":                   func() { s.WeightIndex(1, 3, 0) },
		"lower unit":             func() { s.WeightIndex(1, 0, 2) },
		"parameter":              func() { s.Locate(s.Size()) },
		"no layers":              func() { NewShape(2, nil) },
		"no units":               func() { NewShape(2, []Layer{{0, Sigmoid}}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func TestWeightsShareMemory(t *testing.T) {
	n := network(2, []Layer{{3, Sigmoid}, {2, Linear}}, 1)
	n.Weights(2).Set(1, 2, 7)
	n.Biases(1).SetVec(2, -3)
	if v := n.Params()[n.WeightIndex(2, 1, 2)]; v != 7 {
		t.Errorf("parameter is %v after its weight was set to 7", v)
	}
	if v := n.Params()[n.BiasIndex(1, 2)]; v != -3 {
		t.Errorf("parameter is %v after its bias was set to −3", v)
	}
	if r, c := n.Weights(1).Dims(); r != 3 || c != 2 {
		t.Errorf("weights of layer 1 are %d×%d, want 3×2", r, c)
	}
}

func TestRandomize(t *testing.T) {
	shape := NewShape(50, []Layer{{100, Sigmoid}, {50, Sigmoid}})
	const r = 0.5
	a, b, zero := NewNetwork(shape), NewNetwork(shape), NewNetwork(shape)
	a.Randomize(r, 9)
	b.Randomize(r, 9)
	b.SetBiases(0)
	zero.Randomize(0, 9)
	for p, v := range a.Params() {
		if v < -r || v >= r {
			t.Fatalf("parameter %d is %v, beyond ±%v", p, v, r)
		}
		_, _, _, bias := shape.Locate(p)
		if w := b.Params()[p]; bias && w != 0 || !bias && w != v {
			t.Fatalf("parameter %d is %v with zero biases, %v without", p, w, v)
		}
		if z := zero.Params()[p]; math.Float64bits(z) != 0 {
			t.Fatalf("parameter %d is %v with range 0", p, z)
		}
	}
	mean, deviation := stat.MeanStdDev(a.Params(), nil)
	if n := float64(shape.Size()); math.Abs(mean) > 4*r/math.Sqrt(3*n) {
		t.Errorf("mean %v of uniform values", mean)
	}
	if want := r / math.Sqrt(3); math.Abs(deviation-want) > 0.01*want {
		t.Errorf("standard deviation %v, want %v", deviation, want)
	}
	a.Randomize(r, 10)
	if slices.Equal(a.Params(), b.Params()) || a.Params()[0] == b.Params()[0] {
		t.Error("two seeds give the same weights")
	}
}

// These bits must never change: links name weights by their seed.
func TestRandomizeBits(t *testing.T) {
	n := NewNetwork(NewShape(1, []Layer{{1, Sigmoid}}))
	n.Randomize(1, 1)
	got := []uint64{math.Float64bits(n.Params()[0]), math.Float64bits(n.Params()[1])}
	if want := []uint64{0x3fed373e6e91b3e6, 0x3fb4b9c63b77bc50}; !slices.Equal(got, want) {
		t.Errorf("bits %#x, want %#x", got, want)
	}
}

func TestActivationTable(t *testing.T) {
	for _, a := range Activations() {
		if got, ok := ParseActivation(a.String()); !ok || got != a || !a.Valid() {
			t.Errorf("ParseActivation(%q) = %v, %t", a, got, ok)
		}
		if a.Formula() == "" || a.Derivative() == "" || a.Source() == "" {
			t.Errorf("%v lacks words", a)
		}
		low, high := a.Range()
		x := []float64{-1000, -3, -1, -0.1, 0, 0.1, 1, 3, 1000}
		y := make([]float64, len(x))
		a.Apply(y, x)
		for i, v := range y {
			if a.Bounded() && (v < low || v > high) {
				t.Errorf("%v(%v) = %v, outside [%v, %v]", a, x[i], v, low, high)
			}
		}
		// f′ at y agrees with the central difference of f at x.
		const h = 1e-5
		for _, v := range []float64{-3, -1, -0.1, 0.1, 1, 3} {
			values := []float64{v - h, v, v + h}
			a.Apply(values, values)
			slope := []float64{1}
			a.Slope(slope, slope, values[1:2])
			if want := (values[2] - values[0]) / (2 * h); math.Abs(slope[0]-want) > 1e-9 {
				t.Errorf("%v′(%v) = %v, want %v", a, v, slope[0], want)
			}
		}
	}
	if _, ok := ParseActivation("step"); ok {
		t.Error("ParseActivation accepts a name that is none")
	}
	if a := Activation(99); a.Valid() || a.String() != "Activation(99)" {
		t.Errorf("Activation(99) is %v, valid %t", a, a.Valid())
	}
	slope := []float64{1}
	if ReLU.Slope(slope, slope, []float64{0}); slope[0] != 0 {
		t.Errorf("the derivative of ReLU at 0 is %v, want 0", slope[0])
	}
}

func TestLossRefusesAnUnevenMiddle(t *testing.T) {
	var l Loss
	v := make([]float64, 5)
	l.Add(v[:4], v[:4], 1, 4)
	l.Add(v, v, 1, 5)
	defer func() {
		if recover() == nil {
			t.Error("a block after an uneven one is accepted")
		}
	}()
	l.Add(v, v, 1, 5)
}
