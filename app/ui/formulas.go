package ui

import (
	"strings"

	"backprop/app/draw"
	"backprop/engine"
	"backprop/engine/nn"
)

// trace reads the numbers of the sample under the lens, with the parts that
// they belong to.
type trace struct {
	m      Model
	shape  nn.Shape
	params []float64
	lens   *engine.Lens
}

func (m Model) trace(l *engine.Lens) trace { return trace{m, m.Shape(), m.Scope.Sight.Params, l} }

func unitPart(layer, i int) draw.Part { return draw.Part{Kind: draw.Unit, Layer: layer, To: i} }
func biasPart(layer, i int) draw.Part { return draw.Part{Kind: draw.Bias, Layer: layer, To: i} }
func weightPart(layer, to, from int) draw.Part {
	return draw.Part{Kind: draw.Weight, Layer: layer, To: to, From: from}
}

func (t trace) x(layer, i int) number {
	return number{t.lens.NetInputs[layer-1][i], netInput, unitPart(layer, i)}
}
func (t trace) y(layer, i int) number {
	return number{t.lens.Outputs[layer][i], output, unitPart(layer, i)}
}
func (t trace) target(k int) number {
	return number{t.lens.Target[k], target, unitPart(t.shape.Last(), k)}
}
func (t trace) byOutput(layer, i int) number {
	return number{t.lens.ByOutput[layer][i], byOutput, unitPart(layer, i)}
}
func (t trace) byNetInput(layer, i int) number {
	return number{t.lens.ByNetInput[layer-1][i], byNetInput, unitPart(layer, i)}
}
func (t trace) parameter(p draw.Part) number {
	index, _ := t.m.parameterIndex(p)
	return number{t.params[index], parameter, p}
}
func (t trace) byParameter(p draw.Part) number {
	v := 0.0
	if p.Kind == draw.Bias {
		v = t.lens.ByParam.Biases[p.Layer-1][p.To]
	} else {
		v = t.lens.ByParam.Weights[p.Layer-1][p.To][p.From]
	}
	return number{v, byParameter, p}
}

// Indices in the symbols: j is the unit that the formulas are about, i runs
// over the units below it, k over those above.

// formulas are those of a part, in the order of computing.
func (t trace) formulas(part draw.Part) []equation {
	w := t.m.Words().Scope
	layer, j := part.Layer, part.To
	if layer == 0 {
		return []equation{
			{name: w.Input, symbols: "y_j", result: t.y(0, j), known: true},
			t.derivativeByOutput(0, j),
		}
	}
	back := []equation{t.derivativeByOutput(layer, j), t.derivativeByNetInput(layer, j)}
	if part.Kind != draw.Unit {
		return append(back, t.derivativeByParameter(part))
	}
	all := []equation{t.netInput(layer, j), t.output(layer, j)}
	if layer == t.shape.Last() {
		all = append(all, t.loss(j))
	}
	each := equation{name: w.EachParameter, symbols: "d:w_ji = d:x_j · y_i , d:b_j = d:x_j", known: back[1].known}
	for i := range t.shape.Units(layer - 1) {
		each.terms = append(each.terms, t.derivativeByParameter(weightPart(layer, j, i)))
	}
	each.terms = append(each.terms, t.derivativeByParameter(biasPart(layer, j)))
	return append(append(all, back...), each)
}

// sum writes a sum of products. A long one shows its first two terms and, when
// it has one, the summand at the end; all of them are in the terms.
func (t trace) sum(f equation, factors [][2]number, rest ...number) equation {
	var b strings.Builder
	for n, pair := range factors {
		f.terms = append(f.terms, equation{
			name: t.m.partText(pair[0].part), numbers: "# · #", values: pair[:],
			result: number{float64(pair[0].value * pair[1].value), product, pair[0].part}, known: f.known,
		})
		if n > 1 && len(factors) > 3 {
			continue
		}
		if n > 0 {
			b.WriteString(" + ")
		}
		b.WriteString("# · #")
		f.values = append(f.values, pair[:]...)
	}
	if len(factors) > 3 {
		b.WriteString(" + ⋯")
	}
	for _, r := range rest {
		b.WriteString(" + #")
		f.values = append(f.values, r)
		f.terms = append(f.terms, equation{name: t.m.partText(r.part), result: r, known: f.known})
	}
	if len(factors) == 1 && len(rest) == 0 {
		f.terms = nil
	}
	f.numbers = b.String()
	return f
}

func (t trace) netInput(layer, j int) equation {
	var factors [][2]number
	for i := range t.shape.Units(layer - 1) {
		factors = append(factors, [2]number{t.parameter(weightPart(layer, j, i)), t.y(layer-1, i)})
	}
	return t.sum(equation{
		name: t.m.Words().Scope.NetInput, symbols: "x_j = Σ_i w_ji · y_i + b_j",
		result: t.x(layer, j), known: t.m.reached(unitPart(layer, j), false),
	}, factors, t.parameter(biasPart(layer, j)))
}

// activations write f and f′ as formulas: f of the net input, with its numbers,
// and f′ at the output Y, likewise. Y stands for the letter of the output.
var activationFormulas = [...]struct{ f, fNumbers, slope, slopeNumbers string }{
	nn.Sigmoid: {"1 / ( 1 + e ^{ − x_j } )", "1 / ( 1 + e ^{ − # } )", "Y_j ( 1 − Y_j )", "# ( 1 − # )"},
	nn.Linear:  {"x_j", "#", "1", "1"},
	nn.Tanh:    {"tanh ( x_j )", "tanh ( # )", "( 1 − Y_j ^{ 2 } )", "( 1 − # ^{ 2 } )"},
	nn.ReLU:    {"max ( 0 , x_j )", "max ( 0 , # )", "f′ ( x_j )", ""},
}

// letterOf is the letter of a layer's outputs: ŷ where they are the network's.
func (t trace) letterOf(layer int) string {
	if layer == t.shape.Last() {
		return "ŷ"
	}
	return "y"
}

func (t trace) output(layer, j int) equation {
	a := activationFormulas[t.shape.Activation(layer)]
	return equation{
		name: t.m.Words().Scope.Output, symbols: t.letterOf(layer) + "_j = f ( x_j ) = " + a.f,
		numbers: a.fNumbers, values: []number{t.x(layer, j)},
		result: t.y(layer, j), known: t.m.reached(unitPart(layer, j), false),
	}
}

// loss is led to from output unit j.
func (t trace) loss(j int) equation {
	f := equation{
		name: t.m.Words().Scope.Loss, symbols: "E = ½ Σ_k ( ŷ_k − y_k ) ^{ 2 }",
		result: number{t.lens.Loss, sampleLoss, unitPart(t.shape.Last(), j)}, known: t.m.lossReached(),
	}
	outputs := t.shape.Outputs()
	f.numbers = "½"
	if outputs > 1 {
		f.numbers = "½ ("
	}
	for k := range outputs {
		one := []number{t.y(t.shape.Last(), k), t.target(k)}
		if outputs > 1 {
			d := float64(one[0].value - one[1].value)
			f.terms = append(f.terms, equation{
				name: t.m.partText(one[0].part), numbers: "½ ( # − # ) ^{ 2 }", values: one,
				result: number{float64(d * d / 2), product, one[0].part}, known: f.known,
			})
		}
		if k > 1 && outputs > 3 {
			continue
		}
		if k > 0 {
			f.numbers += " +"
		}
		f.numbers += " ( # − # ) ^{ 2 }"
		f.values = append(f.values, one...)
	}
	if outputs > 3 {
		f.numbers += " + ⋯"
	}
	if outputs > 1 {
		f.numbers += " )"
	}
	return f
}

// derivativeByOutput is line 1 of the backward pass for an output unit, line 4
// for any other.
func (t trace) derivativeByOutput(layer, j int) equation {
	f := equation{name: t.m.Words().Scope.ByOutput, result: t.byOutput(layer, j), known: t.m.reached(unitPart(layer, j), true)}
	if layer == t.shape.Last() {
		f.symbols, f.numbers = "d:ŷ_j = ŷ_j − y_j", "# − #"
		f.values = []number{t.y(layer, j), t.target(j)}
		return f
	}
	f.symbols = "d:y_j = Σ_k d:x_k · w_kj"
	var factors [][2]number
	for k := range t.shape.Units(layer + 1) {
		factors = append(factors, [2]number{t.byNetInput(layer+1, k), t.parameter(weightPart(layer+1, k, j))})
	}
	f = t.sum(f, factors)
	for k := range f.terms {
		f.terms[k].name = t.m.partText(unitPart(layer+1, k))
	}
	return f
}

// derivativeByNetInput is line 2.
func (t trace) derivativeByNetInput(layer, j int) equation {
	letter, activation := t.letterOf(layer), t.shape.Activation(layer)
	a := activationFormulas[activation]
	f := equation{
		name: t.m.Words().Scope.ByNetInput, result: t.byNetInput(layer, j), known: t.m.reached(unitPart(layer, j), true),
		symbols: "d:x_j = d:" + letter + "_j · f′ ( x_j ) = d:" + letter + "_j · " + strings.ReplaceAll(a.slope, "Y", letter),
		numbers: "# · " + a.slopeNumbers, values: []number{t.byOutput(layer, j)},
	}
	switch activation {
	case nn.ReLU:
		f.symbols = "d:x_j = d:" + letter + "_j · f′ ( x_j )"
		f.numbers += "0"
		if t.x(layer, j).value > 0 {
			f.numbers = "# · 1"
		}
	case nn.Sigmoid:
		f.values = append(f.values, t.y(layer, j), t.y(layer, j))
	case nn.Tanh:
		f.values = append(f.values, t.y(layer, j))
	}
	return f
}

// derivativeByParameter is line 3.
func (t trace) derivativeByParameter(p draw.Part) equation {
	x := t.byNetInput(p.Layer, p.To)
	f := equation{name: t.m.Words().Scope.ByWeight, result: t.byParameter(p), known: t.m.reached(x.part, true)}
	if p.Kind == draw.Bias {
		f.name = t.m.Words().Scope.ByBias
		f.symbols, f.numbers, f.values = "d:b_j = d:x_j", "#", []number{x}
		return f
	}
	f.symbols, f.numbers, f.values = "d:w_ji = d:x_j · y_i", "# · #", []number{x, t.y(p.Layer-1, p.From)}
	return f
}
