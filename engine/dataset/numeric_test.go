package dataset

import (
	"math"
	"testing"
)

func TestFunctionsAgreeWithMath(t *testing.T) {
	worst := map[string]float64{}
	note := func(name string, got, want, scale float64) {
		if d := math.Abs(got-want) / scale; !(d <= worst[name]) {
			worst[name] = d
		}
	}
	r := newRandom(1)
	for range 100000 {
		x := r.uniform(-20, 20)
		s, c := sincos(x)
		note("sin", s, math.Sin(x), 1)
		note("cos", c, math.Cos(x), 1)
		x = r.uniform(-1e5, 1e5)
		note("far sin", sin(x), math.Sin(x), 1)
		x = r.uniform(-200, 200)
		note("exp", exp(x), math.Exp(x), math.Exp(x))
		note("log", log(exp(x)), math.Log(exp(x)), max(1, math.Abs(x)))
		x = r.uniform(0.5, 2)
		note("log near 1", log(x), math.Log(x), 1)
	}
	for name, d := range worst {
		if !(d <= 1e-15) {
			t.Errorf("%s is off by %g", name, d)
		}
		t.Logf("%s: %.2g", name, d)
	}
	if log(1) != 0 || exp(0) != 1 || sin(0) != 0 {
		t.Errorf("log 1 = %g, exp 0 = %g, sin 0 = %g", log(1), exp(0), sin(0))
	}
}

func TestBelowIsFair(t *testing.T) {
	const n, draws = 7, 70000
	var count [n]int
	r := newRandom(9)
	for range draws {
		count[r.below(n)]++
	}
	for k, c := range count {
		if math.Abs(float64(c)-draws/n) > 5*math.Sqrt(draws/n) {
			t.Errorf("%d was drawn %d times of %d", k, c, draws)
		}
	}
}
