package main

import (
	"encoding/json"
	"math"
	"testing"

	"backprop/engine"
	"backprop/engine/optim"
)

// naive trains without the engine: the formulas of the text, one row at a
// time.
type naive struct {
	activations []string
	w, vw       [][][]float64
	b, vb       [][]float64
}

func (n *naive) forward(x []float64) [][]float64 {
	y := [][]float64{x}
	for l := range n.w {
		var out []float64
		for j, row := range n.w[l] {
			net := n.b[l][j]
			for i, w := range row {
				net += w * y[l][i]
			}
			switch n.activations[l] {
			case "sigmoid":
				net = 1 / (1 + math.Exp(-net))
			case "tanh":
				net = math.Tanh(net)
			case "relu":
				net = math.Max(net, 0)
			}
			out = append(out, net)
		}
		y = append(y, out)
	}
	return y
}

func (n *naive) update(x, y [][]float64, rate, momentum, decay, l1, l2, scale float64) {
	var gw [][][]float64
	var gb [][]float64
	for l := range n.w {
		gb = append(gb, make([]float64, len(n.w[l])))
		gw = append(gw, nil)
		for range n.w[l] {
			gw[l] = append(gw[l], make([]float64, len(n.w[l][0])))
		}
	}
	for s := range x {
		out := n.forward(x[s])
		var dy []float64
		for k, v := range out[len(out)-1] {
			dy = append(dy, v-y[s][k])
		}
		for l := len(n.w) - 1; l >= 0; l-- {
			below := make([]float64, len(out[l]))
			for j, d := range dy {
				switch v := out[l+1][j]; n.activations[l] {
				case "sigmoid":
					d *= v * (1 - v)
				case "tanh":
					d *= 1 - v*v
				case "relu":
					if v <= 0 {
						d = 0
					}
				}
				gb[l][j] += d
				for i := range below {
					gw[l][j][i] += d * out[l][i]
					below[i] += d * n.w[l][j][i]
				}
			}
			dy = below
		}
	}
	step := func(w, v *float64, g, l1, l2 float64) {
		before := *w
		*w += momentum**v - rate*(scale*g+l2*before)
		*w = math.Copysign(math.Max(math.Abs(*w)-rate*l1, 0), *w)
		*v = *w - before
		*w *= 1 - decay
	}
	for l := range n.w {
		for j := range n.w[l] {
			step(&n.b[l][j], &n.vb[l][j], gb[l][j], 0, 0)
			for i := range n.w[l][j] {
				step(&n.w[l][j][i], &n.vw[l][j][i], gw[l][j][i], l1, l2)
			}
		}
	}
}

// Schedule, momentum, decay, penalties and a short last batch against a trainer that
// shares nothing with the engine.
func TestAgainstNaiveTrainer(t *testing.T) {
	for _, convention := range engine.Conventions() {
		for _, penalty := range []optim.Penalty{{}, {L1: 0.3}, {L2: 0.2}, {L1: 0.1, L2: 0.1}} {
			x := [][]float64{{0, 0.5}, {0.25, 1}, {1, 0}, {1, 1}, {-1, 0.75}}
			y := [][]float64{{0, 1}, {1, 0.5}, {1, 0}, {0, 0.25}, {0.5, 0.5}}
			n := &naive{
				activations: []string{"tanh", "relu", "sigmoid", "linear"},
				w: [][][]float64{{{0.1, 0.2}, {-0.3, 0.4}, {0.5, -0.6}}, {{0.7, 0.8, 0.9}, {-0.1, 0.2, 0.3}},
					{{0.4, 0.5}, {0.6, -0.7}}, {{0.8, 0.9}, {-1, 0.1}}},
				b:  [][]float64{{0.1, 0.2, 0.3}, {0.4, 0.5}, {0.6, -0.7}, {0.8, 0.9}},
				vw: [][][]float64{{{0, 0}, {0, 0}, {0, 0}}, {{0, 0, 0}, {0, 0, 0}}, {{0, 0}, {0, 0}}, {{0, 0}, {0, 0}}},
				vb: [][]float64{{0, 0, 0}, {0, 0}, {0, 0}, {0, 0}},
			}
			input, err := json.Marshal(map[string]any{
				"inputs": 2, "x": x, "y": y, "weights": n.w, "biases": n.b, "epochs": 30, "batch": 2,
				"layers": []map[string]any{{"units": 3, "activation": "tanh"}, {"units": 2, "activation": "relu"},
					{"units": 2, "activation": "sigmoid"}, {"units": 2, "activation": "linear"}},
				"rate": 0.1, "momentum": 0.5, "decay": 0.001, "gradient": convention.String(), "l1": penalty.L1, "l2": penalty.L2,
				"schedule": []map[string]any{{"epoch": 10, "rate": 0.05}, {"epoch": 20, "momentum": 0.8}},
			})
			if err != nil {
				t.Fatal(err)
			}
			for epoch := range 30 {
				rate, momentum := 0.1, 0.5
				if epoch >= 10 {
					rate = 0.05
				}
				if epoch >= 20 {
					momentum = 0.8
				}
				for from := 0; from < len(x); from += 2 {
					to := min(from+2, len(x))
					scale := 1.0
					if convention == engine.Mean {
						scale = 1 / float64(to-from)
					}
					n.update(x[from:to], y[from:to], rate, momentum, 0.001, penalty.L1, penalty.L2, scale)
				}
			}
			var got struct {
				Weights [][][]float64
				Biases  [][]float64
				Outputs [][]float64
			}
			_, text := ask(t, string(input))
			if err := json.Unmarshal([]byte(text), &got); err != nil {
				t.Fatal(err)
			}
			near := func(what string, got, want []float64) {
				for i := range want {
					if math.Abs(got[i]-want[i]) > 1e-12 {
						t.Errorf("%v, %+v, %s: %v, want %v", convention, penalty, what, got, want)
					}
				}
			}
			for l := range n.w {
				near("biases", got.Biases[l], n.b[l])
				for j := range n.w[l] {
					near("weights", got.Weights[l][j], n.w[l][j])
				}
			}
			for s := range x {
				y := n.forward(x[s])
				near("outputs", got.Outputs[s], y[len(y)-1])
			}
		}
	}
}
