package ui

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/app/text"
	"backprop/engine"
	"backprop/engine/nn"
)

// randomNetwork is the link of a small experiment drawn at random: any depth,
// activations, outputs, batch and convention.
func randomNetwork(r *rand.Rand) string {
	inputs, outputs, samples := 1+r.IntN(4), 1+r.IntN(3), 2+r.IntN(6)
	table := func(columns int) string {
		var rows []string
		for range samples {
			var row []string
			for range columns {
				row = append(row, fmt.Sprintf("%.3f", 2*r.Float64()-1))
			}
			rows = append(rows, strings.Join(row, ","))
		}
		return strings.Join(rows, ";")
	}
	activation := func() string { return nn.Activations()[r.IntN(len(nn.Activations()))].String() }
	var layers []string
	for range r.IntN(4) {
		layers = append(layers, fmt.Sprint(1+r.IntN(6), activation()))
	}
	layers = append(layers, fmt.Sprint(outputs, activation()))
	link := fmt.Sprintf("data=table&x=%s&y=%s&layers=%s&rate=%.2f&momentum=%.1f&range=1.5&seed=%d&batch=%d",
		table(inputs), table(outputs), strings.Join(layers, ","), 0.01+0.2*r.Float64(), 0.9*r.Float64(), r.IntN(1000), r.IntN(samples+1))
	for _, more := range []string{"&gradient=sum", "&order=shuffled", "&decay=0.01", "&l1=0.01", "&l2=0.02"} {
		if r.IntN(3) == 0 {
			link += more
		}
	}
	return link
}

// randomPart is any unit, weight or bias.
func randomPart(r *rand.Rand, m Model) draw.Part {
	shape := m.Shape()
	layer := 1 + r.IntN(shape.Last())
	to, from := r.IntN(shape.Units(layer)), r.IntN(shape.Units(layer-1))
	switch r.IntN(4) {
	case 0:
		return unitPart(layer-1, from)
	case 1:
		return unitPart(layer, to)
	case 2:
		return biasPart(layer, to)
	}
	return weightPart(layer, to, from)
}

// mnElement matches a number as it is typeset.
var mnElement = regexp.MustCompile(`<mn[^>]*>\s*([^<]*?)\s*</mn>`)

// Every number in the panel is the engine's own, to the digits shown: of 20
// random networks, 5 selections each, against a run of its own.
func TestPanelEqualsTheTrace(t *testing.T) {
	numbers := 0
	for n := range uint64(20) {
		r := rand.New(rand.NewPCG(n, 5))
		link := randomNetwork(r)
		b := open(t, link)
		if b.m.Experiment.Data.X == nil || b.m.Notice.Kind != NoNotice {
			t.Fatalf("%s is not taken as it is: %v", link, b.m.Notice.Notes)
		}
		epochs := r.IntN(6)
		for range epochs {
			b.send(StepEpoch{})
		}
		b.send(ToggleMicroscope{})
		var alone engine.Run
		alone.Do(engine.Command{Action: engine.Begin{Experiment: b.m.Experiment}})
		now := alone.Do(engine.Command{Action: engine.Advance{Epochs: epochs}})
		examples := alone.Trace().Examples
		after := now
		if now.Stopped == engine.NotStopped {
			after = alone.Do(engine.Command{Action: engine.Advance{Updates: 1}})
		}
		for range 5 {
			part, sample := randomPart(r, b.m), r.IntN(len(examples))
			b.send(Select{part}, PickSample{sample})
			l := b.m.seen()
			if l == nil {
				t.Fatalf("%s: no lens", link)
			}
			p := compared{t: t, m: b.m, link: link, example: examples[sample], now: now, after: after, next: l.Next}
			tr := b.m.trace(l)
			all := tr.formulas(part)
			if part.Kind == draw.Weight || part.Kind == draw.Bias {
				all = append(all, tr.rule(part).formulas...)
			}
			for _, e := range all {
				numbers += p.check(e)
			}
		}
	}
	if numbers < 1000 {
		t.Errorf("only %d numbers were compared", numbers)
	}
	t.Logf("%d numbers", numbers)
}

// compared compares the panel's equations with a run of the same experiment.
type compared struct {
	t          *testing.T
	m          Model
	link       string
	example    engine.Example
	now, after engine.Snapshot
	next       engine.Update
}

// check compares the numbers of an equation, and of its terms, and returns how
// many there were.
func (p compared) check(e equation) int {
	p.t.Helper()
	if !e.known {
		p.t.Errorf("%s: %s is not shown", p.link, e.name)
	}
	all := e.values
	if e.result != (number{}) {
		all = append(all[:len(all):len(all)], e.result)
	}
	for _, v := range all {
		if v.what == product || v.what == penalty {
			continue // checked below, by what they come to
		}
		if want := p.expected(v); scientific(v.value) != scientific(want) {
			p.t.Errorf("%s: %s: quantity %d of %v is %s, the engine has %s", p.link, e.name, v.what, v.part, scientific(v.value), scientific(want))
		}
	}
	// What is typeset is what was compared.
	page := app.HTMLString(viewEquation(p.m, equation{symbols: e.symbols, numbers: e.numbers, values: e.values, result: e.result, known: true}))
	var shown, want []string
	for _, found := range mnElement.FindAllStringSubmatch(page, -1) {
		shown = append(shown, found[1])
	}
	for _, v := range all {
		want = append(want, scientific(v.value))
	}
	if e.numbers == "" && len(e.values) > 0 || fmt.Sprint(shown) != fmt.Sprint(want) {
		p.t.Errorf("%s: %s shows %v, want %v\n%s", p.link, e.name, shown, want, page)
	}
	// The numbers come to the result.
	if value, is := compute(e.numbers, e.values); is && math.Abs(value-e.result.value) > 1e-12*(1+math.Abs(value)) {
		p.t.Errorf("%s: %s: %s is %g, not %g", p.link, e.name, flat(e.numbers, e.values), value, e.result.value)
	}
	if malformed.MatchString(p.m.equationText(e)) || strings.TrimSpace(p.m.equationText(e)) == "" {
		p.t.Errorf("%s: %s is spoken %q", p.link, e.name, p.m.equationText(e))
	}
	n, sum := len(all), 0.0
	for _, term := range e.terms {
		n += p.check(term)
		sum += term.result.value
	}
	if strings.Contains(e.symbols, "Σ") && len(e.terms) > 0 && math.Abs(sum-e.result.value) > 1e-12*(1+math.Abs(sum)) {
		p.t.Errorf("%s: the terms of %s come to %g, not %g", p.link, e.name, sum, e.result.value)
	}
	return n
}

// expected is what another run of the engine has for a number.
func (p compared) expected(v number) float64 {
	index, _ := p.m.parameterIndex(v.part)
	layer, to, from := v.part.Layer, v.part.To, v.part.From
	switch v.what {
	case netInput:
		return p.example.NetInputs[layer-1][to]
	case output:
		return p.example.Outputs[layer][to]
	case target:
		return p.m.Experiment.Data.Y[p.m.lensSample()][to]
	case sampleLoss:
		return p.example.Loss
	case byOutput:
		return p.example.ByOutput[layer][to]
	case byNetInput:
		return p.example.ByNetInput[layer-1][to]
	case parameter:
		return p.now.Params[index]
	case byParameter:
		if v.part.Kind == draw.Bias {
			return p.example.ByParam.Biases[layer-1][to]
		}
		return p.example.ByParam.Weights[layer-1][to][from]
	case lastStep:
		return p.now.Velocity[index]
	case nextStep:
		return p.after.Velocity[index]
	case parameterAfter:
		return p.after.Params[index]
	case rate:
		return p.m.Experiment.LearningRate
	case momentum:
		return p.m.Experiment.Momentum
	case decay:
		return p.m.Experiment.Decay
	case batchGradient:
		// What the step of the other run had of it, where nothing else is in it.
		e := p.m.Experiment
		if e.Penalty.L1+e.Penalty.L2 > 0 || e.LearningRate == 0 {
			return p.next.Gradient[index]
		}
		got := p.next.Gradient[index]
		if step := -float64(e.LearningRate*got) + float64(e.Momentum*p.now.Velocity[index]); math.Abs(step-p.after.Velocity[index]) > 1e-12 {
			return math.NaN()
		}
		return got
	}
	p.t.Errorf("nothing is expected of quantity %d", v.what)
	return math.NaN()
}

// compute works out what is written, which is a calculation of +, −, ·, ½ and
// powers, and reports whether it can.
func compute(s string, values []number) (float64, bool) {
	if s == "" || strings.ContainsAny(s, "⋯") {
		return 0, false
	}
	c := calculation{nodes: flatten(parseFormula(s), values)}
	v := c.sum()
	return v, len(c.nodes) == 0
}

// flatten writes a formula as words of arithmetic.
func flatten(nodes []node, values []number) (words []string) {
	for _, n := range nodes {
		switch n.kind {
		case value:
			words = append(words, fmt.Sprint("#", values[n.at].value))
		case power:
			words = append(append(append(words, "^", "("), flatten(n.kids, values)...), ")")
		default:
			words = append(words, n.text)
		}
	}
	return words
}

// calculation is a parser of arithmetic by recursive descent.
type calculation struct{ nodes []string }

func (c *calculation) peek() string {
	if len(c.nodes) == 0 {
		return ""
	}
	return c.nodes[0]
}

func (c *calculation) take() string {
	s := c.peek()
	c.nodes = c.nodes[1:]
	return s
}

func (c *calculation) sum() float64 {
	v := 0.0
	if c.peek() != "−" {
		v = c.term()
	}
	for c.peek() == "+" || c.peek() == "−" {
		if c.take() == "+" {
			v += c.term()
		} else {
			v -= c.term()
		}
	}
	return v
}

func (c *calculation) term() float64 {
	v := c.factor()
	for {
		switch next := c.peek(); {
		case next == "·":
			c.take()
			v *= c.factor()
		case next == "/":
			c.take()
			v /= c.factor()
		case next == "(":
			v *= c.factor()
		default:
			return v
		}
	}
}

func (c *calculation) factor() float64 {
	var v float64
	switch word := c.take(); {
	case word == "(":
		v = c.sum()
		for c.peek() == "," {
			c.take()
			v = max(v, c.sum())
		}
		c.take()
	case word == "½":
		return 0.5 * c.factor()
	case word == "tanh":
		return math.Tanh(c.factor())
	case word == "max":
		return c.factor()
	case word == "e":
		v = math.E
	default:
		if _, err := fmt.Sscan(strings.TrimPrefix(word, "#"), &v); err != nil {
			return math.NaN()
		}
	}
	if c.peek() == "^" {
		c.take()
		return math.Pow(v, c.factor())
	}
	return v
}

// The derivative of a sample's loss agrees with central differences of the loss
// that the lens has at other weights.
func TestLensAgreesWithCentralDifferences(t *testing.T) {
	count := 0
	for n := range uint64(20) {
		r := rand.New(rand.NewPCG(n, 6))
		link := strings.ReplaceAll(randomNetwork(r), "relu", "tanh") // ReLU has kinks
		b := open(t, link)
		b.send(ToggleMicroscope{}, PickSample{r.IntN(2)})
		for range 5 {
			index := r.IntN(b.m.Experiment.Parameters())
			layer, to, from, bias := b.m.Shape().Locate(index)
			part := weightPart(layer, to, from)
			if bias {
				part = biasPart(layer, to)
			}
			const h = 1e-5
			w, l := b.m.Params()[index], b.m.seen()
			got := b.m.trace(l).byParameter(part).value
			loss := func(v float64) float64 {
				b.run.Do(engine.Command{Action: engine.Edit{Parameter: index, Value: v}})
				return b.run.Lens(engine.LensView{Sample: b.m.lensSample(), Parameter: -1}).Loss
			}
			numeric := (loss(w+h) - loss(w-h)) / (2 * h)
			loss(w)
			if scale := 1 + math.Abs(got); math.Abs(got-numeric) > 1e-7*scale {
				t.Errorf("%s: ∂E/∂w of %v is %g, by differences %g", link, part, got, numeric)
			}
			count++
		}
	}
	if count != 100 {
		t.Errorf("%d were compared", count)
	}
}

func TestFormulasAsTextAndInWords(t *testing.T) {
	values := []number{{value: 0.3}, {value: -0.52}, {value: 1.234e-7}}
	if got := flat("# · # + #", values); got != "0.3000·(−0.5200) + 1.234×10⁻⁷" {
		t.Errorf("as text: %q", got)
	}
	for l, want := range map[text.Language]string{
		text.English: "0.3000 times −0.5200 plus 1.234×10⁻⁷",
		text.Korean:  "0.3000 곱하기 −0.5200 더하기 1.234×10⁻⁷",
	} {
		if got := spoken(l.Words().Scope.Spoken, "# · # + #", values); got != want {
			t.Errorf("in words: %q, want %q", got, want)
		}
	}
	if got, want := spoken(text.Korean.Words().Scope.Spoken, "E = ½ Σ_k ( ŷ_k − y_k ) ^{ 2 }", nil), "E 는 이분의 일 곱하기 k마다 더한 합, 괄호 열고 y 햇 k 빼기 y k 괄호 닫고 의 제곱"; got != want {
		t.Errorf("in words: %q, want %q", got, want)
	}
	m := open(t, quick).m
	if got := m.equationText(equation{name: "Each", symbols: "d:b_j = d:x_j", known: true}); strings.Contains(got, "result") || strings.Contains(got, ". .") {
		t.Errorf("what has no result is spoken %q", got)
	}
	if got := spoken(text.English.Words().Scope.Spoken, "d:w_ji = d:x_j · y_i", nil); got != "the derivative of E by w ji equals the derivative of E by x j times y i" {
		t.Errorf("in words: %q", got)
	}
}
