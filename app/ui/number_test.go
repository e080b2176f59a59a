package ui

import (
	"math"
	"strings"
	"testing"

	"backprop/app/text"
)

func TestParseNumber(t *testing.T) {
	for typed, want := range map[string]float64{
		"1": 1, " -2.5 ": -2.5, "−0,25": -0.25, "1/3": 1.0 / 3, "-1 / 4": -0.25, "1e-3": 0.001, "0,5/2": 0.25, "+3": 3,
		// Full-width forms of an input method, and the many minus signs.
		"０．０３": 0.03, "０，０３": 0.03, "－２／５": -0.4, "＋１": 1, "１ｅ－３": 1e-3, "１Ｅ２": 100, "−2/5": -0.4, "–1": -1, "1⁄4": 0.25, "3∕4": 0.75, "\u3000７\u00a0": 7, "0。5": 0.5,
		// A comma that can only be a decimal one.
		"0,125": 0.125, "-0,125": -0.125, "1,5": 1.5, "1,0000": 1, "1234,567": 1234.567, "1,25e3": 1250, ",5": 0.5, "5,": 5, "1/1,5": 1 / 1.5, ".5": 0.5,
	} {
		if got, err := parseNumber(typed); err != nil || got != want {
			t.Errorf("%q: %v, %v, want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "x", "1,2,3", "1.000,5", "1/0", "0/0", "NaN", "Inf", "1e999", "0x10", "1_000", "1/2/3", "/2", "2/", "1,000,000", "1,000.5", "--1", "1-2", "½ x", "\u200b", "١", "e", ".", ",", "inf/1", "0x1p-2"} {
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

// 1,000 is a thousand to some and one to others: neither is guessed.
func TestCommaThatMaySeparateThousands(t *testing.T) {
	for typed, want := range map[string][2]string{
		"1,000": {"1000", "1.000"}, "-12,345": {"-12345", "-12.345"}, "１，２３４": {"1234", "1.234"}, "100,250": {"100250", "100.250"}, "1/1,000": {"1000", "1.000"},
	} {
		_, err := parseNumber(typed)
		ambiguous, ok := err.(*AmbiguousError)
		if !ok || ambiguous.Typed != typed || ambiguous.Grouped != want[0] || ambiguous.Decimal != want[1] {
			t.Errorf("%q: %v, want two readings, %v", typed, err, want)
			continue
		}
		for _, l := range text.Languages() {
			said := ErrorText(l.Words(), err)
			for _, part := range []string{typed, want[0], want[1]} {
				if !strings.Contains(said, part) {
					t.Errorf("%q: %q does not name %q", typed, said, part)
				}
			}
		}
	}
}

// Every field understands what parseNumber does.
func TestEveryFieldTakesFractionsAndFullWidthDigits(t *testing.T) {
	for _, f := range []Field{FieldRate, FieldMomentum, FieldDecay, FieldL1, FieldL2, FieldNoise, FieldRange, FieldBias, FieldStopLoss} {
		b := open(t, "biases=1")
		for _, typed := range []string{"１／４", "0,25"} {
			b.send(Commit{f, "0"}, Commit{f, typed})
			if got := fieldValue(b.m.Experiment, f); got != 0.25 || b.m.Errors[f] != nil {
				t.Errorf("%s = %q: %v, %v", f, typed, got, b.m.Errors[f])
			}
		}
	}
	for _, f := range []Field{FieldSamples, FieldShare, FieldBatch, FieldDataSeed, FieldSeed, FieldStopEpoch} {
		b := open(t, "")
		b.send(Commit{f, "８０／４"})
		if got := fieldValue(b.m.Experiment, f); got != 20 || b.m.Errors[f] != nil {
			t.Errorf("%s = 80/4: %v, %v", f, got, b.m.Errors[f])
		}
	}
	b := open(t, quickDrawn)
	b.send(SetParameter{0, "－２／５"}, SetParameter{1, "0,03"}, SetParameter{2, "1,000"})
	if p := b.m.Params(); p[0] != -0.4 || p[1] != 0.03 || b.m.Errors[ParameterField(2)] == nil {
		t.Errorf("weights %v, errors %v", p, b.m.Errors)
	}
}
