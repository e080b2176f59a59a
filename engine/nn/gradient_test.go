package nn

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// network returns a network with random weights and biases. Those of sigmoid
// layers are larger, against f′ ≤ ¼: else derivatives would fade from layer to
// layer until central differences drown in the rounding errors of E.
func network(inputs int, layers []Layer, seed uint64) *Network {
	n := NewNetwork(NewShape(inputs, layers))
	n.Randomize(1, seed)
	for l := 1; l <= n.Last(); l++ {
		if n.Activation(l) == Sigmoid {
			floats.Scale(4, n.weights[l])
			floats.Scale(4, n.biases[l])
		}
	}
	return n
}

// block returns a block of values in [−1, 1).
func block(units, samples int, seed uint64) []float64 {
	n := NewNetwork(NewShape(units*samples, []Layer{{Units: 1}}))
	n.Randomize(1, seed)
	return n.Params()[:units*samples]
}

// nets calls f for networks of every pair of activations, zero to four hidden
// layers and one to three outputs.
func nets(f func(name string, layers []Layer)) {
	for _, output := range Activations() {
		for outputs := 1; outputs <= 3; outputs++ {
			for depth := 0; depth <= 4; depth++ {
				for _, hidden := range Activations() {
					if depth == 0 && hidden != Sigmoid {
						continue
					}
					var layers []Layer
					for l := range depth {
						layers = append(layers, Layer{Units: 3 + l%2, Activation: hidden})
					}
					layers = append(layers, Layer{Units: outputs, Activation: output})
					f(fmt.Sprintf("%d %v hidden, %d %v", depth, hidden, outputs, output), layers)
				}
			}
		}
	}
}

// smooth reports whether no ReLU is so near its corner that a change of one
// parameter by NumericStep could carry it across.
func smooth(n *Network, input []float64, samples int) bool {
	p := NewPass(n.Shape, samples)
	p.KeepNetInputs()
	p.Forward(n, input, samples)
	for l := 1; l <= n.Last(); l++ {
		if n.Activation(l) != ReLU {
			continue
		}
		for _, x := range p.NetInput(l) {
			if math.Abs(x) < 1e-2 {
				return false
			}
		}
	}
	return true
}

// smoothNetwork returns the network of the first seed that is smooth there.
func smoothNetwork(inputs int, layers []Layer, input []float64, samples int) *Network {
	for seed := uint64(1); ; seed++ {
		if n := network(inputs, layers, seed); smooth(n, input, samples) {
			return n
		}
	}
}

func TestGradientAgreesWithCentralDifferences(t *testing.T) {
	const inputs, samples, want = 2, 3, 1e-7
	input := block(inputs, samples, 100)
	worst, at := 0.0, ""
	nets(func(name string, layers []Layer) {
		n := smoothNetwork(inputs, layers, input, samples)
		target := block(n.Outputs(), samples, 200)
		pass, gradient := NewPass(n.Shape, samples), NewGradient(n.Shape, samples)
		pass.Forward(n, input, samples)
		gradient.Backward(n, pass, target)
		numeric := make([]float64, n.Size())
		NumericGradient(numeric, n, input, target, samples)
		e := relativeError(gradient.Params(), numeric)
		if e > worst {
			worst, at = e, name
		}
		if !(e < want) {
			t.Errorf("%s: off by %.2g, want less than %g", name, e, want)
		}
	})
	t.Logf("largest relative error %.2g: %s", worst, at)
}

// relativeError returns |got − want| / |want| in the Euclidean norm, and 0 when
// both are 0 (the ReLU units of a layer are all off).
func relativeError(got, want []float64) float64 {
	difference := floats.Distance(got, want, 2)
	if difference == 0 {
		return 0
	}
	return difference / floats.Norm(want, 2)
}

// ∂E/∂x of a unit is ∂E/∂b, and ∂E/∂y of an input follows from central
// differences of that input.
func TestUnitDerivatives(t *testing.T) {
	const inputs = 3
	input := block(inputs, 1, 300)
	nets(func(name string, layers []Layer) {
		n := smoothNetwork(inputs, layers, input, 1)
		target := block(n.Outputs(), 1, 400)
		pass, gradient := NewPass(n.Shape, 1), NewGradient(n.Shape, 1)
		gradient.KeepUnits()
		loss := func() float64 {
			var e Loss
			pass.Forward(n, input, 1)
			e.Add(pass.Output(), target, n.Outputs(), 1)
			return e.Sum()
		}
		numeric := make([]float64, inputs)
		for i := range input {
			v := input[i]
			input[i] = v + NumericStep
			above := loss()
			input[i] = v - NumericStep
			below := loss()
			input[i] = v
			numeric[i] = (above - below) / (2 * NumericStep)
		}
		loss()
		gradient.Backward(n, pass, target)
		if e := relativeError(gradient.ByOutput(0), numeric); !(e < 1e-7) {
			t.Errorf("%s: ∂E/∂y of the inputs is off by %.2g", name, e)
		}
		for l := 1; l <= n.Last(); l++ {
			if !slices.Equal(gradient.ByNetInput(l), gradient.biases[l]) {
				t.Errorf("%s: ∂E/∂x %v of layer %d, ∂E/∂b %v", name, gradient.ByNetInput(l), l, gradient.biases[l])
			}
		}
	})
}

// What a gradient keeps does not change what it computes.
func TestKeptUnitsChangeNothing(t *testing.T) {
	const inputs, samples = 2, 7
	input := block(inputs, samples, 1)
	nets(func(name string, layers []Layer) {
		n := network(inputs, layers, 5)
		target := block(n.Outputs(), samples, 2)
		pass, keeping := NewPass(n.Shape, samples), NewPass(n.Shape, samples)
		keeping.KeepNetInputs()
		gradient, keeper := NewGradient(n.Shape, samples), NewGradient(n.Shape, samples)
		keeper.KeepUnits()
		pass.Forward(n, input, samples)
		gradient.Backward(n, pass, target)
		keeping.Forward(n, input, samples)
		keeper.Backward(n, keeping, target)
		if !slices.Equal(gradient.Params(), keeper.Params()) {
			t.Errorf("%s: gradient %v, with units kept %v", name, gradient.Params(), keeper.Params())
		}
	})
}

// A 2-2-2 network of sigmoid units on paper. The weights are chosen so that
// every net input is 0 and every output ½, hence every f′ = ½·(1 − ½) = ¼, and
// all figures are exact.
//
//	inputs y⁰ = (1, 2), targets (1, 0)
//	layer 1: W = (2 −1; −4 3), b = (0, −2):  x = (2−2+0, −4+6−2) = (0, 0), y = (½, ½)
//	layer 2: W = (1 −1; 3 1), b = (0, −2):   x = (½−½, 1½+½−2) = (0, 0), ŷ = (½, ½)
//	E = ½·((−½)² + (½)²) = ¼
//	∂E/∂ŷ = (½−1, ½−0) = (−½, ½)
//	∂E/∂x² = (−½·¼, ½·¼) = (−⅛, ⅛) = ∂E/∂b²
//	∂E/∂W² = (−⅛·½ −⅛·½; ⅛·½ ⅛·½) = (−1/16 −1/16; 1/16 1/16)
//	∂E/∂y¹ = (−⅛·1 + ⅛·3, −⅛·(−1) + ⅛·1) = (¼, ¼)
//	∂E/∂x¹ = (¼·¼, ¼·¼) = (1/16, 1/16) = ∂E/∂b¹
//	∂E/∂W¹ = (1/16·1 1/16·2; 1/16·1 1/16·2) = (1/16 ⅛; 1/16 ⅛)
//	∂E/∂y⁰ = (1/16·2 + 1/16·(−4), 1/16·(−1) + 1/16·3) = (−⅛, ⅛)
func TestWorkedExample(t *testing.T) {
	n := NewNetwork(NewShape(2, []Layer{{2, Sigmoid}, {2, Sigmoid}}))
	copy(n.Params(), []float64{2, -1, -4, 3, 0, -2, 1, -1, 3, 1, 0, -2})
	pass, gradient := NewPass(n.Shape, 1), NewGradient(n.Shape, 1)
	pass.KeepNetInputs()
	gradient.KeepUnits()
	target := []float64{1, 0}
	pass.Forward(n, []float64{1, 2}, 1)
	gradient.Backward(n, pass, target)
	var loss Loss
	loss.Add(pass.Output(), target, 2, 1)
	for _, c := range []struct {
		name      string
		got, want []float64
	}{
		{"x of layer 1", pass.NetInput(1), []float64{0, 0}},
		{"y of layer 1", pass.Layer(1), []float64{0.5, 0.5}},
		{"x of layer 2", pass.NetInput(2), []float64{0, 0}},
		{"y of layer 2", pass.Output(), []float64{0.5, 0.5}},
		{"E", []float64{loss.Sum(), loss.Mean(), loss.MaxError()}, []float64{0.25, 0.25, 0.5}},
		{"∂E/∂y of layer 2", gradient.ByOutput(2), []float64{-0.5, 0.5}},
		{"∂E/∂x of layer 2", gradient.ByNetInput(2), []float64{-0.125, 0.125}},
		{"∂E/∂y of layer 1", gradient.ByOutput(1), []float64{0.25, 0.25}},
		{"∂E/∂x of layer 1", gradient.ByNetInput(1), []float64{0.0625, 0.0625}},
		{"∂E/∂y of layer 0", gradient.ByOutput(0), []float64{-0.125, 0.125}},
		{"∂E/∂w, ∂E/∂b", gradient.Params(), []float64{
			0.0625, 0.125, 0.0625, 0.125, 0.0625, 0.0625,
			-0.0625, -0.0625, 0.0625, 0.0625, -0.125, 0.125,
		}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s is %v, want %v", c.name, c.got, c.want)
		}
	}
}

// The figures of M. Mazur, A step by step backpropagation example, 2015,
// printed there to nine decimals, for one step of ε = ½ that leaves the biases
// as they are.
func TestPublishedExample(t *testing.T) {
	n := NewNetwork(NewShape(2, []Layer{{2, Sigmoid}, {2, Sigmoid}}))
	copy(n.Params(), []float64{0.15, 0.20, 0.25, 0.30, 0.35, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.60})
	pass, gradient := NewPass(n.Shape, 1), NewGradient(n.Shape, 1)
	target := []float64{0.01, 0.99}
	pass.Forward(n, []float64{0.05, 0.10}, 1)
	gradient.Backward(n, pass, target)
	var loss Loss
	loss.Add(pass.Output(), target, 2, 1)
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 1e-8 {
			t.Errorf("%s is %.9f, want %.9f", name, got, want)
		}
	}
	near("ŷ of unit 0", pass.Output()[0], 0.75136507)
	near("ŷ of unit 1", pass.Output()[1], 0.772928465)
	near("E", loss.Sum(), 0.298371109)
	for p, want := range map[int]float64{
		0: 0.149780716, 1: 0.19956143, 2: 0.24975114, 3: 0.29950229,
		6: 0.35891648, 7: 0.408666186, 8: 0.511301270, 9: 0.561370121,
	} {
		near(fmt.Sprintf("parameter %d", p), n.Params()[p]-0.5*gradient.Params()[p], want)
	}
}

func TestBatchGradientIsSumOfSingleOnes(t *testing.T) {
	const inputs, samples = 3, 11
	layers := []Layer{{4, Tanh}, {2, Sigmoid}}
	n := network(inputs, layers, 1)
	input, target := block(inputs, samples, 2), block(2, samples, 3)
	pass, gradient := NewPass(n.Shape, samples), NewGradient(n.Shape, samples)
	pass.Forward(n, input, samples)
	gradient.Backward(n, pass, target)
	means := make([]float64, n.Size())
	perParameter := make([][]float64, n.Size())
	one, single := NewPass(n.Shape, 1), NewGradient(n.Shape, 1)
	for s := range samples {
		x, y := make([]float64, inputs), make([]float64, 2)
		for i := range x {
			x[i] = input[i*samples+s]
		}
		for k := range y {
			y[k] = target[k*samples+s]
		}
		one.Forward(n, x, 1)
		single.Backward(n, one, y)
		for p, v := range single.Params() {
			perParameter[p] = append(perParameter[p], v)
		}
	}
	for p, values := range perParameter {
		means[p] = stat.Mean(values, nil)
		if got := gradient.Params()[p] / samples; math.Abs(got-means[p]) > 1e-15 {
			t.Errorf("parameter %d: mean of the batch %v, of single samples %v", p, got, means[p])
		}
	}
}

// A block in parts gives the outputs of the whole.
func TestForwardOfPartsIsThatOfTheWhole(t *testing.T) {
	const inputs, samples, cut = 2, 10, 4
	n := network(inputs, []Layer{{5, Sigmoid}, {1, Linear}}, 1)
	input := block(inputs, samples, 2)
	whole := NewPass(n.Shape, samples)
	whole.Forward(n, input, samples)
	want := slices.Clone(whole.Output())
	var got []float64
	for _, part := range [][2]int{{0, cut}, {cut, samples}} {
		var x []float64
		for i := range inputs {
			x = append(x, input[i*samples+part[0]:i*samples+part[1]]...)
		}
		whole.Forward(n, x, part[1]-part[0])
		got = append(got, whole.Output()...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("outputs of parts %v, of the whole %v", got, want)
	}
}

func TestPassesAllocateNothing(t *testing.T) {
	const inputs, samples = 2, 50
	n := network(inputs, []Layer{{5, Sigmoid}, {4, Tanh}, {1, ReLU}}, 1)
	input, target := block(inputs, samples, 2), block(1, samples, 3)
	pass, gradient := NewPass(n.Shape, samples), NewGradient(n.Shape, samples)
	if a := testing.AllocsPerRun(100, func() {
		pass.Forward(n, input, samples)
		gradient.Backward(n, pass, target)
	}); a != 0 {
		t.Errorf("%v allocations forward and back", a)
	}
}
