package optim

import (
	"slices"
	"testing"

	"backprop/engine/nn"
)

// network returns one unit with one input, which has a weight and a bias.
func network(weight, bias float64) *nn.Network {
	n := nn.NewNetwork(nn.NewShape(1, []nn.Layer{{Units: 1, Activation: nn.Linear}}))
	copy(n.Params(), []float64{weight, bias})
	return n
}

// Two updates on paper, ε = ½ and α = ½, for gradients 2 and then 4:
//
//	v = −½·2 + ½·0 = −1,        w = 1 − 1 = 0
//	v = −½·4 + ½·(−1) = −2.5,   w = 0 − 2.5 = −2.5
//
// and the second parameter the same with the opposite sign. With d = ¼ each w
// is then multiplied by ¾: 0 and, from 0, −1.875. A scale of ½ halves the
// gradients: v = −½, w = ½; v = −1 − ¼ = −1.25, w = −0.75.
func TestTwoUpdates(t *testing.T) {
	for _, c := range []struct {
		name         string
		decay, scale float64
		w, v         []float64
	}{
		{"plain", 0, 1, []float64{-2.5, 2.5}, []float64{-2.5, 2.5}},
		{"decay", 0.25, 1, []float64{-1.875, 1.875}, []float64{-2.5, 2.5}},
		{"scale", 0, 0.5, []float64{-0.75, 0.75}, []float64{-1.25, 1.25}},
	} {
		n, v := network(1, -1), []float64{0, 0}
		d := Descent{LearningRate: 0.5, Momentum: 0.5, Decay: c.decay}
		d.Step(n, v, []float64{2, -2}, c.scale)
		d.Step(n, v, []float64{4, -4}, c.scale)
		if w := n.Params(); !slices.Equal(w, c.w) || !slices.Equal(v, c.v) {
			t.Errorf("%s: w %v, v %v, want %v, %v", c.name, w, v, c.w, c.v)
		}
	}
}
