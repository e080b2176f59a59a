package engine

import (
	"testing"

	"backprop/engine/dataset"
	"backprop/engine/nn"
)

// closed reports whether r tells 1,000 new points of the circle data apart
// with at most ten mistakes.
func closed(r *Run) bool {
	const points = 1000
	x1, x2, target := dataset.Generate(dataset.Circle, points, 0, 99)
	pass := nn.NewPass(r.Network().Shape, points)
	pass.Forward(r.Network(), append(x1, x2...), points)
	mistakes := 0
	for i, y := range pass.Output() {
		if (y > 0.5) != (target[i] > 0) {
			mistakes++
		}
	}
	return mistakes <= 10
}

// The opening figure: whatever the first weights, five hidden units close the
// boundary around the inner points within a few hundred epochs, two never do.
func TestDefaultClosesItsBoundary(t *testing.T) {
	for seed := range uint64(20) {
		five := Default()
		five.Init.Seed += seed
		r := begin(t, five)
		r.Advance(150, 0)
		if !closed(r) {
			t.Errorf("seed %d: five hidden units have not closed the boundary after 150 epochs", five.Init.Seed)
		}
		two := five
		two.Layers = []nn.Layer{{Units: 2, Activation: nn.Sigmoid}, {Units: 1, Activation: nn.Sigmoid}}
		r = begin(t, two)
		for range 10 {
			r.Advance(100, 0)
			if closed(r) {
				t.Errorf("seed %d: two hidden units have closed the boundary after %d epochs", two.Init.Seed, r.Epoch())
			}
		}
	}
}
