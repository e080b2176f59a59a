package optim

import (
	"math"
	"slices"
	"testing"

	"backprop/engine/kernel"
	"backprop/engine/nn"
)

// step is an update and what it must lead to.
type step struct{ gradient, w, v float64 }

// follow makes updates of a weight and a bias that both have the gradient of
// the step, and compares the weight. The bias must move as without a penalty.
func follow(t *testing.T, name string, d Descent, start float64, steps []step) {
	t.Helper()
	n, free := network(start, start), network(start, start)
	v, freeV := make([]float64, 2), make([]float64, 2)
	plain := d
	plain.Penalty = Penalty{}
	for i, s := range steps {
		d.Step(n, v, []float64{s.gradient, s.gradient}, 1)
		plain.Step(free, freeV, []float64{s.gradient, s.gradient}, 1)
		if w := n.Params(); w[0] != s.w || v[0] != s.v {
			t.Errorf("%s, update %d: w %v, v %v, want %v, %v", name, i+1, w[0], v[0], s.w, s.v)
		}
		if n.Params()[1] != free.Params()[1] || v[1] != freeV[1] {
			t.Errorf("%s, update %d: the bias is %v, without a penalty %v", name, i+1, n.Params()[1], free.Params()[1])
		}
	}
}

// On paper, ε = ½, α = ½, λ₂ = 1, from w = 2 without a gradient of E:
//
//	v = −½·2 = −1,             w = 1
//	v = −½·1 + ½·(−1) = −1,    w = 0
//	v = −½·0 + ½·(−1) = −½,    w = −½
//
// and with d = ½ besides, w is halved after each: ½; v = −¼ − ½, w = −⅛.
func TestL2OnPaper(t *testing.T) {
	d := Descent{LearningRate: 0.5, Momentum: 0.5, Penalty: Penalty{L2: 1}}
	follow(t, "λ₂", d, 2, []step{{0, 1, -1}, {0, 0, -1}, {0, -0.5, -0.5}})
	d.Decay = 0.5
	follow(t, "λ₂ and d", d, 2, []step{{0, 0.5, -1}, {0, -0.125, -0.75}})
}

// On paper, ε = ½, λ₁ = ½, so that each update takes ¼ off. From w = 1 with a
// gradient of E of 1, w goes to 1 − ½ − ¼ = ¼, and next to |¼ − ½| ≤ ¼: to
// exactly 0. A gradient of at most λ₁ holds it there, whatever its sign; one of
// −2 moves it by 1 − ¼. From w = ¼ a gradient of 4 leads across: ¼ − 2 + ¼.
func TestL1OnPaper(t *testing.T) {
	d := Descent{LearningRate: 0.5, Penalty: Penalty{L1: 0.5}}
	follow(t, "λ₁", d, 1, []step{
		{1, 0.25, -0.75}, {1, 0, -0.25}, {0.5, 0, 0}, {-0.5, 0, 0}, {0, 0, 0},
		{-2, 0.75, 0.75}, {0, 0.5, -0.25},
	})
	follow(t, "across", d, 0.25, []step{{4, -1.5, -1.75}})
	follow(t, "from below", d, -1, []step{{-1, -0.25, 0.75}, {-1, 0, 0.25}, {2, -0.75, -0.75}})

	// With α = ½ the step that is remembered is the one taken: 0 at rest.
	d.Momentum = 0.5
	follow(t, "α", d, 0.25, []step{{0, 0, -0.25}, {0, 0, 0}, {-2, 0.75, 0.75}, {0, 0.875, 0.125}})
}

// Momentum does not move the place where a weight comes to rest: the minimum of
// ½(w − c)² + λ₁|w| is c − λ₁ for c > λ₁ and 0 for c within ±λ₁.
func TestL1ComesToRestAtTheMinimum(t *testing.T) {
	for _, momentum := range []float64{0, 0.9} {
		for c, want := range map[float64]float64{2: 1.5, -2: -1.5, 0.4: 0, -0.5: 0, 0.75: 0.25} {
			d := Descent{LearningRate: 0.1, Momentum: momentum, Penalty: Penalty{L1: 0.5}}
			n, v := network(1, 0), make([]float64, 2)
			for range 2000 {
				d.Step(n, v, []float64{n.Params()[0] - c, 0}, 1)
			}
			if w := n.Params()[0]; math.Abs(w-want) > 1e-12 || want == 0 && w != 0 {
				t.Errorf("α %v: at rest at %v for c = %v, want %v", momentum, w, c, want)
			}
		}
	}
}

func TestPenaltyValue(t *testing.T) {
	n := nn.NewNetwork(nn.NewShape(2, []nn.Layer{{Units: 1, Activation: nn.Tanh}, {Units: 1, Activation: nn.Tanh}}))
	copy(n.Params(), []float64{3, -4, 100, 2, -100}) // 3, −4 and 2 are weights
	for p, want := range map[Penalty]float64{{}: 0, {L1: 0.5}: 4.5, {L2: 2}: 29, {L1: 0.5, L2: 2}: 33.5} {
		if got := p.Value(n); got != want {
			t.Errorf("%+v: %v, want %v", p, got, want)
		}
	}
}

// Routine by routine an update has the bits of the kernel's whole ones.
func TestPenalizedPathHasTheBitsOfTheWholeUpdates(t *testing.T) {
	shape := nn.NewShape(2, []nn.Layer{{Units: 5, Activation: nn.Tanh}, {Units: 3, Activation: nn.ReLU}, {Units: 2, Activation: nn.Sigmoid}})
	const samples, size = 23, 10
	input, target := make([]float64, 2*samples), make([]float64, 2*samples)
	for i := range input {
		input[i], target[i] = math.Sin(float64(7*i)), math.Abs(math.Cos(float64(i)))
	}
	train := func(routines, mean bool) ([]float64, []float64) {
		n := nn.NewNetwork(shape)
		n.Randomize(1, 3)
		v := make([]float64, shape.Size())
		trainer := NewTrainer(n, v, nn.NewPass(shape, size), nn.NewGradient(shape, size),
			kernel.Batches{Samples: samples, Size: size, Input: input, Target: target})
		d := Descent{LearningRate: 0.3, Momentum: 0.9, Decay: 0.001}
		for range 50 {
			done := 0
			if routines {
				done = trainer.penalized(d, 0, 3, mean, false)
			} else {
				done = d.Train(trainer, 0, 3, mean, false)
			}
			if done != 3 {
				t.Fatalf("%d of 3 updates", done)
			}
		}
		return n.Params(), v
	}
	for _, mean := range []bool{true, false} {
		w, v := train(true, mean)
		wantW, wantV := train(false, mean)
		if !slices.Equal(w, wantW) || !slices.Equal(v, wantV) {
			t.Errorf("mean %v: the two ways give other bits", mean)
		}
	}
}
