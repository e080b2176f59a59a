package ui

import (
	"math"
	"testing"
)

func TestParseNumber(t *testing.T) {
	for typed, want := range map[string]float64{
		"1": 1, " -2.5 ": -2.5, "−0,25": -0.25, "1/3": 1.0 / 3, "-1 / 4": -0.25, "1e-3": 0.001, "0,5/2": 0.25, "+3": 3,
	} {
		if got, err := parseNumber(typed); err != nil || got != want {
			t.Errorf("%q: %v, %v, want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "x", "1,2,3", "1.000,5", "1/0", "0/0", "NaN", "Inf", "1e999", "0x10", "1_000", "1/2/3", "/2", "2/"} {
		if got, err := parseNumber(typed); err == nil {
			t.Errorf("%q: %v, want an error", typed, got)
		}
	}
}

func TestSignificant(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 1: "1.000", -0.5: "−0.5000", 0.12345678: "0.1235", 123.456: "123.5", 1234567: "1.235e6", 0.000012344: "1.234e−5", 0.1: "0.1000", math.Inf(1): "—",
	} {
		if got := significant(v); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
}

func TestExactGivesTheSameBitsBack(t *testing.T) {
	for _, v := range []float64{0.1, -1.0 / 3, 1e-300, 123456789.123, -5} {
		if got, err := parseNumber(exact(v)); err != nil || math.Float64bits(got) != math.Float64bits(v) {
			t.Errorf("%v comes back as %v, %v", v, got, err)
		}
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1\u2009000", 1234567: "1\u2009234\u2009567"} {
		if got := grouped(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
