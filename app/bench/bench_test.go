package bench

import (
	"math"
	"strings"
	"testing"

	"backprop/engine/nn"
)

// xor is a 2-3-1 tanh network on the four points of XOR, in batches of three
// and one.
func xor() (Workload, Data) {
	w := Workload{
		Inputs:       2,
		Layers:       []nn.Layer{{Units: 3, Activation: nn.Tanh}, {Units: 1, Activation: nn.Sigmoid}},
		Batch:        3,
		LearningRate: 0.5,
		Momentum:     0.9,
	}
	d := Data{
		X:     []float64{0, 0, 0, 1, 1, 0, 1, 1},
		Y:     []float64{0, 1, 1, 0},
		Start: []float64{0.5, -0.25, 0.75, 0.125, -0.5, 0.375, 0.1, -0.2, 0.3, 0.6, -0.7, 0.8, -0.1},
	}
	for i := range 3 * gridBlock / 2 {
		d.Grid = append(d.Grid, float64(i)/100, 1-float64(i)/50)
	}
	return w, d
}

// reference trains by the definition, one sample at a time, on plain slices,
// and returns the loss; it leaves the parameters in d.Start.
func reference(d Data, epochs int) float64 {
	const in, hidden, batch, rate, momentum = 2, 3, 3, 0.5, 0.9
	p := d.Start
	y, samples := make([]float64, hidden), len(d.Y)
	forward := func(x []float64) float64 {
		net := p[12]
		for j := range hidden {
			y[j] = math.Tanh(p[2*j]*x[0] + p[2*j+1]*x[1] + p[6+j])
			net += p[9+j] * y[j]
		}
		return 1 / (1 + math.Exp(-net))
	}
	v, g := make([]float64, len(p)), make([]float64, len(p))
	for range epochs {
		for from := 0; from < samples; from += batch {
			to := min(from+batch, samples)
			clear(g)
			for s := from; s < to; s++ {
				x := d.X[in*s:][:in]
				out := forward(x)
				delta := (out - d.Y[s]) * out * (1 - out)
				g[12] += delta
				for j := range hidden {
					g[9+j] += delta * y[j]
					below := delta * p[9+j] * (1 - y[j]*y[j])
					g[2*j] += below * x[0]
					g[2*j+1] += below * x[1]
					g[6+j] += below
				}
			}
			for i := range p {
				v[i] = momentum*v[i] - rate*g[i]/float64(to-from)
				p[i] += v[i]
			}
		}
	}
	loss := 0.0
	for s := range samples {
		e := forward(d.X[in*s:][:in]) - d.Y[s]
		loss += e * e / 2 / float64(samples)
	}
	return loss
}

func TestSessionTrainsByTheDefinition(t *testing.T) {
	w, d := xor()
	s, err := NewSession(w, d)
	if err != nil {
		t.Fatal(err)
	}
	done := 0
	for _, epochs := range []int{0, 1, 50} {
		if err := s.Train(epochs); err != nil {
			t.Fatal(err)
		}
		done += epochs
		_, other := xor()
		if got, want := s.Loss(), reference(other, done); math.Abs(got-want) > 1e-14 {
			t.Errorf("loss after %d epochs %v, want %v", done, got, want)
		}
	}
}

func TestSessionEvaluates(t *testing.T) {
	w, d := xor()
	for _, trains := range []bool{true, false} {
		if !trains {
			d.X, d.Y = nil, nil
		}
		s, err := NewSession(w, d)
		if err != nil {
			t.Fatal(err)
		}
		s.Evaluate()
		for _, point := range []int{0, 1, gridBlock - 1, gridBlock, 3*gridBlock/2 - 1} {
			x := d.Grid[2*point:]
			for unit := range 3 {
				want := math.Tanh(d.Start[2*unit]*x[0] + d.Start[2*unit+1]*x[1] + d.Start[6+unit])
				if got := s.Value(1, unit, point); math.Abs(got-want) > 1e-15 {
					t.Errorf("unit %d at point %d is %v, want %v", unit, point, got, want)
				}
			}
			if got := s.Value(0, 1, point); got != x[1] {
				t.Errorf("input 1 at point %d is %v, want %v", point, got, x[1])
			}
		}
	}
}

func TestSessionRefuses(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*Workload, *Data)
		want   string
	}{
		{"inputs", func(w *Workload, _ *Data) { w.Inputs = 0 }, "0 inputs"},
		{"layers", func(w *Workload, _ *Data) { w.Layers = nil }, "output layer"},
		{"units", func(w *Workload, _ *Data) { w.Layers[0].Units = 5000 }, "units"},
		{"rate", func(w *Workload, _ *Data) { w.LearningRate = -1 }, "rate"},
		{"start", func(_ *Workload, d *Data) { d.Start = d.Start[1:] }, "12 weights and biases"},
		{"row", func(_ *Workload, d *Data) { d.X = d.X[1:] }, "7 values of x"},
		{"targets", func(_ *Workload, d *Data) { d.Y = d.Y[1:] }, "3 rows"},
		{"grid", func(_ *Workload, d *Data) { d.Grid = d.Grid[1:] }, "values of grid"},
	} {
		w, d := xor()
		test.change(&w, &d)
		if _, err := NewSession(w, d); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got error %v, want one about %q", test.name, err, test.want)
		}
	}
	w, _ := xor()
	if err := Supports(w, 1<<20); err == nil {
		t.Error("a million samples are supported")
	}
}

func TestTrainTellsOfDivergence(t *testing.T) {
	w, d := xor()
	w.Layers[1].Activation, w.Layers[0].Activation, w.LearningRate = nn.Linear, nn.Linear, 1000
	s, err := NewSession(w, d)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Train(1000); err == nil {
		t.Error("no error")
	}
	d.X, d.Y = nil, nil
	if s, err = NewSession(w, d); err != nil {
		t.Fatal(err)
	}
	if err := s.Train(1); err == nil {
		t.Error("no error without samples")
	}
}

func TestTrainAllocatesNothing(t *testing.T) {
	w, d := xor()
	s, err := NewSession(w, d)
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(10, func() { _ = s.Train(1); s.Evaluate() }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
