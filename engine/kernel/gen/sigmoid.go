package main

// constants are the numbers that setup is told of. A vector that is read costs
// less than one that is built from an instruction's immediate.
type constants struct {
	f               *function
	numbers, tables i32
}

// Places among the numbers.
const (
	cPowersPerOne = iota
	cPowerHigh
	cPowerLow
	cPowerRounder
	cSigmoidHigh
	cSigmoidLow
	cE2
	cE3
	cE4
	cTangentRounder
	cTanhBound
	cT3
	cT5
	cOne
	cSign // −0
)

// Places of the tables and their lengths.
const (
	powers       = 0
	powerSteps   = 256
	tangents     = 8 * powerSteps
	tangentSteps = 4096
)

func newConstants(f *function) constants {
	return constants{f, let(f, global(globalNumbers)), let(f, global(globalTables))}
}

// at returns one of the numbers, in both lanes.
func (c constants) at(i int) v128 { return spread(c.numbers, 8*i) }

// each returns formula of every x, in locals. All formulas work on several
// vectors in turn, so that one does not wait for the other.
func (c constants) each(x []v128, formula func(x v128) v128) []v128 {
	out := make([]v128, len(x))
	for i := range x {
		out[i] = let(c.f, formula(x[i]))
	}
	return out
}

// with is each for a formula with one constant, which is read once.
func (c constants) with(entry int, x []v128, formula func(x, constant v128) v128) []v128 {
	shared := let(c.f, c.at(entry))
	return c.each(x, func(x v128) v128 { return formula(x, shared) })
}

// each2 returns formula of every pair of a and b, in locals.
func (c constants) each2(a, b []v128, formula func(a, b v128) v128) []v128 {
	out := make([]v128, len(a))
	for i := range a {
		out[i] = let(c.f, formula(a[i], b[i]))
	}
	return out
}

// lookUp returns the entries of a table whose numbers are the low bits of m.
func (c constants) lookUp(table, length int, m []v128) []v128 {
	return c.each(m, func(m v128) v128 {
		entry := func(i int) i32 {
			return c.tables.plus(word(m, 2*i).and(length - 1).shiftLeft(3))
		}
		return loadSecond(load1(entry(0), table), entry(1), table)
	})
}

// sigmoid returns 1/(1 + e^−x).
func (c constants) sigmoid(x []v128) []v128 {
	x = c.with(cSigmoidLow, x, atLeast)
	x = c.with(cSigmoidHigh, x, atMost)
	k := c.with(cPowerRounder, c.with(cPowersPerOne, x, mul), add)
	m := c.with(cPowerRounder, k, sub)
	r := c.each2(x, c.with(cPowerHigh, m, mul), sub)
	r = c.each2(r, c.with(cPowerLow, m, mul), sub)
	p := c.each2(c.lookUp(powers, powerSteps, k), k, func(p, k v128) v128 { return subBits(p, shiftBitsLeft(k, 44)) })
	z := c.each2(r, r, mul)
	q := c.with(cE2, c.with(cE3, r, mul), func(term, half v128) v128 { return sub(half, term) })
	q = c.each2(q, c.with(cE4, z, mul), add)
	e := c.each2(r, c.each2(z, q, mul), sub)
	e = c.each2(p, c.each2(p, e, mul), sub)
	return c.with(cOne, e, func(e, one v128) v128 { return div(one, add(one, e)) })
}

// tanh returns t + (1 − t²)·s/(1 + t·s), with the sign of x.
func (c constants) tanh(x []v128) []v128 {
	a := c.with(cTanhBound, c.each(x, abs), atMost)
	m := c.with(cTangentRounder, a, add)
	t := c.lookUp(tangents, tangentSteps, m)
	r := c.each2(a, c.with(cTangentRounder, m, sub), sub)
	z := c.each2(r, r, mul)
	s := c.with(cT3, c.with(cT5, z, mul), func(term, third v128) v128 { return add(third, term) })
	s = c.each2(r, c.each2(c.each2(r, z, mul), s, mul), add)
	one := let(c.f, c.at(cOne))
	d := c.each(t, func(t v128) v128 { return sub(one, mul(t, t)) })
	below := c.each2(t, s, func(t, s v128) v128 { return add(one, mul(t, s)) })
	t = c.each2(t, c.each2(c.each2(d, s, mul), below, div), add)
	return c.each2(t, c.with(cSign, x, and), or)
}
