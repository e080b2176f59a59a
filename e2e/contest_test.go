package e2e

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"backprop/web/server"
)

// Workload is what bench.js takes: a network and how it is trained, or at how
// many points its units are evaluated.
type Workload struct {
	ID       string  `json:"id"`
	Kind     string  `json:"kind"`  // "train" or "grid"
	Sizes    []int   `json:"sizes"` // units of each layer, the inputs first
	Hidden   string  `json:"hidden"`
	Output   string  `json:"output"`
	Samples  int     `json:"n"`
	Batch    int     `json:"batch"`
	Rate     float64 `json:"lr"`
	Momentum float64 `json:"momentum"`
	Grid     int     `json:"grid"` // points along a side

	about string
}

// workloads are those of the README's table.
var workloads = []Workload{
	{ID: "W1", Kind: "train", Sizes: []int{2, 5, 1}, Hidden: "sigmoid", Output: "sigmoid", Samples: 250, Batch: 1, Rate: 0.1, Momentum: 0.9, about: "2-5-1 sigmoid, online"},
	{ID: "W2", Kind: "train", Sizes: []int{2, 4, 2, 1}, Hidden: "tanh", Output: "tanh", Samples: 250, Batch: 10, Rate: 0.03, about: "2-4-2-1 tanh, batch 10"},
	{ID: "W3", Kind: "train", Sizes: []int{7, 8, 8, 8, 1}, Hidden: "tanh", Output: "tanh", Samples: 250, Batch: 10, Rate: 0.03, about: "7-8-8-8-1 tanh, batch 10"},
	{ID: "W4", Kind: "train", Sizes: []int{2, 16, 16, 1}, Hidden: "sigmoid", Output: "sigmoid", Samples: 500, Batch: 500, Rate: 0.5, Momentum: 0.9, about: "2-16-16-1 sigmoid, full batch of 500"},
	{ID: "W5", Kind: "grid", Sizes: []int{2, 8, 8, 8, 1}, Hidden: "tanh", Output: "tanh", Grid: 100, about: "every unit of 2-8-8-8-1 tanh at 100 × 100 points"},
	{ID: "W6", Kind: "train", Sizes: []int{784, 128, 10}, Hidden: "sigmoid", Output: "sigmoid", Samples: 1000, Batch: 32, Rate: 0.1, Momentum: 0.9, about: "784-128-10 sigmoid, batch 32"},
	{ID: "W7", Kind: "train", Sizes: []int{64, 256, 256, 10}, Hidden: "relu", Output: "linear", Samples: 1000, Batch: 64, Rate: 0.005, Momentum: 0.9, about: "64-256-256-10 ReLU, batch 64"},
}

// matrices are the data of a workload, row by row.
type matrices struct {
	x, y, start, grid []float64
}

// data makes inputs, learnable targets and weights of ordinary size, the same
// ones each time.
func (w Workload) data() matrices {
	source := rand.New(rand.NewPCG(1, 2))
	uniform := func(n int, r float64) []float64 {
		values := make([]float64, n)
		for i := range values {
			values[i] = r * (2*source.Float64() - 1)
		}
		return values
	}
	inputs, outputs := w.Sizes[0], w.Sizes[len(w.Sizes)-1]
	m := matrices{x: uniform(w.Samples*inputs, 1)}
	for s := range w.Samples {
		for k := range outputs {
			// A class by the sign of a sum, in the range of the output unit.
			if x := m.x[s*inputs:]; x[0]*x[1]+x[k%inputs]/2 > 0 {
				m.y = append(m.y, 0.9)
			} else {
				m.y = append(m.y, 0.1)
			}
		}
	}
	for l, units := range w.Sizes[1:] {
		below := w.Sizes[l]
		m.start = append(m.start, uniform(units*below, 1/math.Sqrt(float64(below)))...)
		m.start = append(m.start, uniform(units, 0.1)...)
	}
	m.grid = uniform(w.Grid*w.Grid*inputs, 6)
	return m
}

// contest serves the built site, the engines that compete with it and the data
// of the given workloads, and opens a page in which they do.
func contest(t *testing.T, given []Workload) *Page {
	t.Helper()
	site, err := server.New(os.DirFS(dist))
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", site)
	// Generated code needs a page without the site's policy.
	mux.Handle("/bench/", http.StripPrefix("/bench", http.FileServer(http.Dir("testdata/bench"))))
	for _, w := range given {
		mux.HandleFunc("/bench/data/"+w.ID, func(answer http.ResponseWriter, _ *http.Request) {
			m := w.data()
			for _, values := range [][]float64{m.x, m.y, m.start, m.grid} {
				if err := binary.Write(answer, binary.LittleEndian, values); err != nil {
					return // the page has gone
				}
			}
		})
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	p := visit(t, at(s.URL+"/bench/"))
	p.Excuse(`favicon\.ico`)
	p.open()
	return p
}

// open follows the link of a page that is not the playground.
func (p *Page) open() {
	p.t.Helper()
	p.run(fmt.Sprintf(`location.href = %q`, p.site))
	p.Until("the contest is ready", `typeof contest === "function" && document.readyState === "complete"`)
}

// Outcome is what an engine makes of a workload.
type Outcome struct {
	Supported      bool
	Losses, Values []float64
}

func (p *Page) outcome(engine string, w Workload, epochs ...int) (o Outcome) {
	p.t.Helper()
	get(p, fmt.Sprintf(`outcome(%q, %s, "data/%s", %s)`, engine, script(p.t, w), w.ID, script(p.t, epochs)), &o)
	return o
}

// The engines agree on every kind of workload: the site's own bodies to the
// last bit, the yardstick up to rounding.
func TestEnginesAgree(t *testing.T) {
	t.Parallel()
	given := make([]Workload, len(workloads))
	for i, w := range workloads {
		// Small, with a short last batch, and a grid that fills no block.
		w.Samples = min(w.Samples, 70)
		if w.Batch > w.Samples {
			w.Batch = w.Samples
		}
		w.Grid = 23
		given[i] = w
	}
	p := contest(t, given)
	for engine, want := range map[string]string{"portable": "portable", "simd": "SIMD"} {
		var name string
		get(p, fmt.Sprintf(`ask(%q, "name")`, engine), &name)
		if !strings.Contains(strings.ToLower(name), strings.ToLower(want)+" kernel") {
			t.Errorf("%s computes with %q", engine, name)
		}
	}
	for _, w := range given {
		want := p.outcome("portable", w, 1, 4)
		if w.Samples > 0 && (len(want.Losses) != 3 || want.Losses[2] == want.Losses[0]) {
			t.Errorf("%s: losses %v: nothing was learned", w.ID, want.Losses)
		}
		for engine, tolerance := range map[string]float64{"simd": 0, "tiled": 1e-12, "straight": 1e-12, "layered": 1e-12} {
			got := p.outcome(engine, w, 1, 4)
			if !got.Supported {
				if engine == "simd" || engine == "tiled" { // the others are for small networks
					t.Errorf("%s: %s does not support it", w.ID, engine)
				}
				continue
			}
			agree(t, w.ID+" "+engine+" loss", got.Losses, want.Losses, tolerance)
			agree(t, w.ID+" "+engine+" output", got.Values, want.Values, tolerance)
		}
	}
}

// agree fails the test unless two lists of numbers agree.
func agree(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d values, want %d", what, len(got), len(want))
		return
	}
	for i := range got {
		if !(math.Abs(got[i]-want[i]) <= tolerance) {
			t.Errorf("%s %d: %v, want %v", what, i, got[i], want[i])
			return
		}
	}
}

// bench.js refuses what the engine cannot do, and says why.
func TestBenchRefuses(t *testing.T) {
	t.Parallel()
	w := workloads[1]
	p := contest(t, []Workload{w})
	unknown := w
	unknown.Hidden = "softplus"
	if p.outcome("simd", unknown).Supported {
		t.Error("an unknown activation is supported")
	}
	diverging := w
	diverging.Hidden, diverging.Output, diverging.Rate = "linear", "linear", 1e6
	var message string
	get(p, fmt.Sprintf(`outcome("simd", %s, "data/%s", [1000]).then(() => "", String)`, script(t, diverging), w.ID), &message)
	if !strings.Contains(message, "finite numbers") {
		t.Errorf("training that diverges: %q", message)
	}
}

// A page of any program can load bench.js.
func TestBenchInAPage(t *testing.T) {
	t.Parallel()
	p := contest(t, workloads[:1])
	p.run(`{ const s = document.createElement("script"); s.src = "../bench.js"; document.head.append(s); }`)
	p.Until("bench.js has run", `globalThis.benchEngine`)
	var losses [2]float64
	get(p, `benchEngine.then(e => {
		const data = {n: 4, x: Float64Array.of(0,0, 0,1, 1,0, 1,1), y: Float64Array.of(0, 1, 1, 0),
			init: [{W: Float64Array.of(1, -1, 0.5, 0.25), b: Float64Array.of(0.1, 0)}, {W: Float64Array.of(1, -1), b: Float64Array.of(0)}]};
		e.setup({id: "own", kind: "train", sizes: [2, 2, 1], hidden: "sigmoid", output: "sigmoid", n: 4, batch: 4, lr: 2, momentum: 0.9}, data);
		const before = e.loss();
		e.trainEpochs(1000);
		return [before, e.loss()];
	})`, &losses)
	if !(losses[1] < losses[0]) {
		t.Errorf("the loss was %v before and is %v after training", losses[0], losses[1])
	}
}
