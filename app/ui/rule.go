package ui

import (
	"fmt"
	"math"

	"backprop/app/draw"
	"backprop/engine"
)

// rule is what the learning rule makes of one weight or bias.
type rule struct {
	formulas         []equation
	was, is, will    number
	first            bool // there was no update before
	known            bool // the steps have been through the whole batch
	gradient, memory float64
	penalty, step    float64
	penalised        bool
}

// rule applies the learning rule to a weight or a bias.
func (t trace) rule(p draw.Part) rule {
	w, next := t.m.Words().Scope, t.lens.Next
	index, _ := t.m.parameterIndex(p)
	v := t.m.Scope.Sight.Velocity[index]
	of := func(value float64, what quantity) number { return number{value, what, p} }
	g := of(next.Gradient[index], batchGradient)
	r := rule{
		known: t.m.batchReached(),
		is:    of(t.params[index], parameter), will: of(next.Params[index], parameterAfter),
		first: t.lens.Before == nil, gradient: -float64(next.LearningRate * g.value), memory: float64(next.Momentum * v),
		step: next.Velocity[index], penalised: p.Kind == draw.Weight && t.m.Experiment.Penalty.L1+t.m.Experiment.Penalty.L2 > 0,
	}
	if !r.first {
		r.was = of(t.lens.Before[index], parameterBefore)
	}
	letter, name := "w", w.NewWeight
	if p.Kind == draw.Bias {
		letter, name = "b", w.NewBias
	}
	batch := equation{name: fmt.Sprintf(w.BatchMean, len(next.Samples)), symbols: "d:" + letter + " = 1|J Σ_s s:" + letter, result: g, known: r.known}
	if t.m.Experiment.Convention == engine.Sum {
		batch.name, batch.symbols = fmt.Sprintf(w.BatchSum, len(next.Samples)), "d:"+letter+" = Σ_s s:"+letter
	}
	step := equation{
		name: w.NewStep, symbols: "v(t) = − ε · d:" + letter + " + α · v(t−1)", numbers: "− # · # + # · #",
		values: []number{{value: next.LearningRate, what: rate}, g, {value: next.Momentum, what: momentum}, of(v, lastStep)},
		result: of(r.step, nextStep), known: r.known,
	}
	if r.penalised {
		r.penalty = t.penaltyPart(r, next.LearningRate)
		step.symbols += " − ε · ∂P/∂w"
		step.numbers += " + #"
		step.values = append(step.values, of(r.penalty, penalty))
	}
	after := equation{
		name: name, symbols: letter + " + v(t)", numbers: "# + #",
		values: []number{r.is, step.result}, result: r.will, known: r.known,
	}
	if next.Decay > 0 {
		after.symbols, after.numbers = "( "+after.symbols+" ) ( 1 − d )", "( "+after.numbers+" ) ( 1 − # )"
		after.values = append(after.values, number{value: next.Decay, what: decay})
	}
	after.symbols = letter + "(t+1) = " + after.symbols
	r.formulas = []equation{batch, step, after}
	return r
}

// penaltyPart is what the penalty adds to a step: −ελ₂w, and ελ₁ towards 0 but
// not past it (see optim.Descent).
func (t trace) penaltyPart(r rule, rate float64) float64 {
	p := t.m.Experiment.Penalty
	shrink := -float64(rate * float64(p.L2*r.is.value))
	u := r.is.value + r.gradient + r.memory + shrink
	return shrink - math.Copysign(min(float64(rate*p.L1), math.Abs(u)), u)
}
