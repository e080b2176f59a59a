package e2e

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
)

var measuring = flag.Bool("measure", false, "measure the engines against each other and print a table")

// script writes a value as JavaScript.
func script(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Rates are the samples, or points of a grid, per second of an engine, one for
// each round.
type Rates []float64

func (r Rates) median() float64 {
	sorted := slices.Sorted(slices.Values(r))
	n := len(sorted)
	if n == 0 {
		return 0
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// ratio returns the median of the ratios of single rounds, in which both
// engines had the same machine.
func (r Rates) ratio(other Rates) float64 {
	ratios := make(Rates, 0, len(r))
	for i := range min(len(r), len(other)) {
		ratios = append(ratios, r[i]/other[i])
	}
	return ratios.median()
}

// flops returns the floating-point operations that a sample needs: products
// and additions of the weighted sums, of the weight gradients and of the
// gradients of every layer's inputs but the first's.
func (w Workload) flops() (total float64) {
	for l := 1; l < len(w.Sizes); l++ {
		weights := float64(w.Sizes[l] * w.Sizes[l-1])
		total += 2 * weights
		if w.Kind == "train" {
			total += 2 * weights
			if l > 1 {
				total += 2 * weights
			}
		}
	}
	return total
}

// TestMeasure has the engines work in turn, in one browser, and prints what
// they did as a Markdown table. -run TestMeasure/W3 measures one workload.
func TestMeasure(t *testing.T) {
	if !*measuring {
		t.Skip("only with -measure, which takes minutes")
	}
	const rounds, milliseconds = 15, 100
	engines := []string{"simd", "portable", "straight", "layered", "tiled"}
	var out strings.Builder
	line := func(cells ...string) { fmt.Fprintf(&out, "| %s |\n", strings.Join(cells, " | ")) }
	line("", "workload", "SIMD", "portable", "JavaScript", "of the kind", "SIMD ÷ JavaScript", "SIMD ÷ portable", "GFLOP/s", "share of peak", "native", "gonum blas64")
	line("---", "---", "---:", "---:", "---:", "---", "---:", "---:", "---:", "---:", "---:", "---:")
	for _, w := range workloads {
		t.Run(w.ID, func(t *testing.T) {
			p := contest(t, []Workload{w})
			var result struct {
				Rates map[string]Rates
				Peaks Rates // float64 operations per second that the browser is able to do
			}
			get(p, fmt.Sprintf(`contest(%s, %s, "data/%s", %d, %d)`, script(t, engines), script(t, w), w.ID, rounds, milliseconds), &result)
			best := "tiled"
			for _, other := range []string{"straight", "layered"} {
				if result.Rates[other].median() > result.Rates[best].median() {
					best = other
				}
			}
			for engine, rates := range result.Rates {
				t.Logf("%-8s %s", engine, thousands(rates.median()))
			}
			simd, portable, yardstick := result.Rates["simd"], result.Rates["portable"], result.Rates[best]
			native, matrix := natives(t, w, rounds)
			line(w.ID, w.about, thousands(simd.median()), thousands(portable.median()), thousands(yardstick.median()), best,
				fmt.Sprintf("%.2f", simd.ratio(yardstick)), fmt.Sprintf("%.2f", simd.ratio(portable)),
				fmt.Sprintf("%.1f", simd.median()*w.flops()/1e9),
				fmt.Sprintf("%.0f %% of %.1f", 100*simd.ratio(result.Peaks)*w.flops(), result.Peaks.median()/1e9),
				thousands(native.median()), thousands(matrix.median()))
		})
	}
	fmt.Printf("\nThousands of samples (W5: points) per second, medians of %d rounds of %d ms in turn; one thread each.\n\n%s\n", rounds, milliseconds, out.String())
}

// thousands writes a rate in thousands, to three digits.
func thousands(rate float64) string {
	switch k := rate / 1000; {
	case rate == 0:
		return "–"
	case k < 10:
		return fmt.Sprintf("%.2f", k)
	case k < 100:
		return fmt.Sprintf("%.1f", k)
	default:
		return fmt.Sprintf("%.0f", k)
	}
}
