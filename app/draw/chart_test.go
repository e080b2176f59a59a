package draw

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"backprop/engine"
)

// curve makes points of groups of epoch, training and test loss.
func curve(numbers ...float64) []engine.LossPoint {
	var points []engine.LossPoint
	for i := 0; i < len(numbers); i += 3 {
		points = append(points, engine.LossPoint{Epoch: int(numbers[i]), Train: numbers[i+1], Test: numbers[i+2]})
	}
	return points
}

func smallChart() *Chart {
	return &Chart{
		Width: 320, Height: 160, Target: 0.02, Cursor: -1,
		Points: curve(0, 0.125, 0.13, 10, 0.06, 0.08, 20, 0.03, 0.05, 40, 0.01, 0.04),
		Words:  ChartWords{"epoch", "loss", "training", "test", "target", "epoch 14", "nothing yet"},
		Format: func(v float64) string { return strconv.FormatFloat(v, 'g', 4, 64) },
	}
}

func TestChartShapes(t *testing.T) {
	golden(t, "chart", smallChart().Draw)
	golden(t, "chart_log_cursor", func(l *List) {
		c := smallChart()
		c.Log, c.Cursor, c.Theme = true, 18, Dark
		c.Draw(l)
	})
	golden(t, "chart_past", func(l *List) {
		c := smallChart()
		c.Past, c.Now = true, engine.LossPoint{Epoch: 14, Train: 0.04, Test: 0.06}
		c.Draw(l)
	})
	golden(t, "chart_empty", func(l *List) {
		c := smallChart()
		c.Points = nil
		c.Draw(l)
	})
}

func TestChartFindsPoints(t *testing.T) {
	c := smallChart()
	b := c.Plot()
	for _, k := range []struct {
		x    float64
		want int
	}{{b.X - 40, 0}, {b.X, 0}, {b.X + b.Width*0.3, 10}, {b.X + b.Width*0.74, 20}, {b.X + b.Width*0.76, 40}, {b.Right() + 99, 40}} {
		if got := c.EpochAt(k.x); got != k.want {
			t.Errorf("at %g is epoch %d, want %d", k.x, got, k.want)
		}
	}
	for _, k := range []struct{ epoch, by, want int }{{-1, 1, 40}, {40, 1, 40}, {40, -1, 20}, {19, -1, 10}, {0, -1, 0}, {0, 3, 40}} {
		if got := c.Step(k.epoch, k.by); got != k.want {
			t.Errorf("%d points from epoch %d is %d, want %d", k.by, k.epoch, got, k.want)
		}
	}
	if p, ok := c.Nearest(14); !ok || p.Epoch != 10 {
		t.Errorf("nearest to 14 is %v", p)
	}
	c.Points = nil
	if _, ok := c.Nearest(3); ok || c.EpochAt(100) != -1 || c.Step(3, 1) != -1 {
		t.Error("an empty chart finds points")
	}
}

func TestChartTakesAnyLoss(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for name, points := range map[string][]engine.LossPoint{
		"zero":       curve(0, 0, nan, 1, 0, nan),
		"one point":  curve(0, 0.3, 0.3),
		"constant":   curve(0, 0.125, nan, 5, 0.125, nan),
		"not finite": curve(0, 1, inf, 1, inf, nan, 2, 3, 1),
		"extreme":    curve(0, 1e-300, nan, 1<<40, 1e300, nan),
	} {
		for _, log := range []bool{false, true} {
			c := smallChart()
			c.Points, c.Log, c.Target, c.Cursor = points, log, 0, points[0].Epoch
			var l List
			l.Reset(1)
			c.Draw(&l)
			for i, v := range l.ops {
				if v != v || math.IsInf(float64(v), 0) {
					t.Errorf("%s, log %t: number %d of the list is %g", name, log, i, v)
					break
				}
			}
			if len(l.ops) > 20000 {
				t.Errorf("%s, log %t: %d numbers", name, log, len(l.ops))
			}
		}
	}
}

func TestLabelsKeepApart(t *testing.T) {
	for _, ys := range [][]float64{{50, 51, 52}, {0, 0, 0}, {100, 100, 100}, {10, 90, 91}, {5, 30, 55}} {
		var labels []label
		for _, y := range ys {
			labels = append(labels, label{y: y})
		}
		spread(labels, 6, 94, 15)
		for i, name := range labels {
			if name.y < 6 || name.y > 94 || i > 0 && name.y-labels[i-1].y < 15-1e-9 {
				t.Errorf("%v become %v", ys, labels)
			}
		}
	}
	labels := []label{{y: 50}, {y: 20}}
	if spread(labels, 0, 100, 15); labels[0].y != 20 || labels[1].y != 50 {
		t.Errorf("labels with room are moved: %v", labels)
	}
}

func TestTicks(t *testing.T) {
	text := func(ticks []float64) string {
		var s []string
		for _, v := range ticks {
			s = append(s, tickText(v))
		}
		return strings.Join(s, " ")
	}
	for _, c := range []struct{ got, want string }{
		{text(linearTicks(-6, 6, 6)), "−6 −4 −2 0 2 4 6"},
		{text(linearTicks(-0.5, 1.5, 5)), "−0.5 0 0.5 1 1.5"},
		{text(linearTicks(0, 0.15, 5)), "0 0.05 0.1 0.15"},
		{text(linearTicks(0, 12345, 5)), "0 5000 10\u202f000"},
		{text(linearTicks(0, 3e-5, 3)), "0 10⁻⁵ 2·10⁻⁵ 3·10⁻⁵"},
		{text(linearTicks(0, 2e9, 2)), "0 10⁹ 2·10⁹"},
		{text(linearTicks(1, 1, 5)), ""},
		{text(logTicks(0.002, 0.2, 7)), "0.002 0.005 0.01 0.02 0.05 0.1 0.2"},
		{text(logTicks(0.001, 1, 6)), "0.001 0.003 0.01 0.03 0.1 0.3 1"},
		{text(logTicks(1e-8, 1, 4)), "10⁻⁸ 10⁻⁶ 0.0001 0.01 1"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestAxisInverts(t *testing.T) {
	for _, a := range []axis{{low: -6, high: 6, from: 300, to: 20}, {low: 0.001, high: 10, from: 0, to: 90, log: true}} {
		for _, v := range []float64{0.002, 0.5, 3} {
			if got := a.value(a.place(v)); math.Abs(got-v) > 1e-9 {
				t.Errorf("%+v: %g comes back as %g", a, v, got)
			}
		}
	}
}

// On a scale with a value too small to be written out, all are powers of ten.
func TestLossesBesideTheLinesHaveOneForm(t *testing.T) {
	for _, c := range []struct {
		ticks []float64
		want  []string
	}{
		{[]float64{1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10}, []string{"10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1", "10"}},
		{[]float64{5e-5, 1e-4, 2e-4, 0.5, 1}, []string{"5·10⁻⁵", "10⁻⁴", "2·10⁻⁴", "5·10⁻¹", "1"}},
		{[]float64{1e-4, 1e-3, 0.01}, []string{"0.0001", "0.001", "0.01"}},
		{[]float64{0, 0.05, 0.1}, []string{"0", "0.05", "0.1"}},
	} {
		for i, tick := range c.ticks {
			if got := lossText(tick, c.ticks); got != c.want[i] {
				t.Errorf("%g among %v is %s, want %s", tick, c.ticks, got, c.want[i])
			}
		}
	}
}
