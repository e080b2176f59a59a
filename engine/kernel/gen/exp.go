package main

// constants is the table of numbers that setup is told of. A vector that is
// read costs less than one that is built from an instruction's immediate.
type constants struct {
	f     *function
	table i32
}

// Places in the table.
const (
	cLog2E = iota
	cLn2High
	cLn2Low
	cRounder
	cExpHigh
	cExpLow
	cSigmoidHigh
	cSigmoidLow
	cTanhHigh
	cOne
	cTwo
	cSign     // −0
	cExponent // the bits of 1023
	cSeries   // c2, c3, … c11
)

func newConstants(f *function) constants {
	return constants{f, let(f, i32(join([]byte{opGlobalGet}, unsigned(0))))}
}

// at returns an entry of the table, in both lanes.
func (c constants) at(i int) v128 { return spread(c.table, 8*i) }

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

// reduce returns k, in the low bits of a number, and r with x = k·ln 2 + r.
func (c constants) reduce(x []v128) (k, r []v128) {
	m := c.with(cLog2E, x, mul)
	m = c.with(cRounder, m, add)
	k = m
	m = c.with(cRounder, m, sub)
	r = c.each2(x, c.with(cLn2High, m, mul), sub)
	return k, c.each2(r, c.with(cLn2Low, m, mul), sub)
}

// fall returns 1 − e^−r.
func (c constants) fall(r []v128) []v128 {
	z := c.each2(r, r, mul)
	var sum []v128
	for degree := 10; degree >= 2; degree -= 2 {
		odd := c.with(cSeries+degree-1, r, mul)
		term := c.with(cSeries+degree-2, odd, func(odd, even v128) v128 { return sub(even, odd) })
		if degree == 10 {
			sum = term
		} else {
			sum = c.each2(c.each2(z, sum, mul), term, add)
		}
	}
	return c.each2(r, c.each2(z, sum, mul), sub)
}

// power returns 2^−k, given the low bits of k.
func (c constants) power(k []v128) []v128 {
	return c.with(cExponent, k, func(k, exponent v128) v128 {
		return shiftBitsLeft(subBits(exponent, k), 52)
	})
}

// rest returns e^−r.
func (c constants) rest(r []v128) []v128 {
	return c.with(cOne, c.fall(r), func(fall, one v128) v128 { return sub(one, fall) })
}

// exp returns e^x.
func (c constants) exp(x []v128) []v128 {
	x = c.with(cExpLow, x, atLeast)
	x = c.with(cExpHigh, x, atMost)
	k, r := c.reduce(c.each(x, neg))
	half := c.each(k, func(k v128) v128 { return shiftBitsRight(k, 1) })
	p := c.each2(c.rest(r), c.power(half), mul)
	return c.each2(p, c.power(c.each2(k, half, subBits)), mul)
}

// sigmoid returns 1/(1 + e^−x).
func (c constants) sigmoid(x []v128) []v128 {
	x = c.with(cSigmoidLow, x, atLeast)
	x = c.with(cSigmoidHigh, x, atMost)
	k, r := c.reduce(x)
	e := c.each2(c.rest(r), c.power(k), mul)
	return c.with(cOne, e, func(e, one v128) v128 { return div(one, add(one, e)) })
}

// tanh returns w/(2 − w), w = 1 − e^−2|x|, with the sign of x.
func (c constants) tanh(x []v128) []v128 {
	double := c.each(x, abs)
	double = c.each2(double, double, add)
	k, r := c.reduce(c.with(cTanhHigh, double, atMost))
	w := c.fall(r)
	p := c.power(k)
	w = c.each2(w, p, mul)
	w = c.each2(w, c.with(cOne, p, func(p, one v128) v128 { return sub(one, p) }), add)
	t := c.with(cTwo, w, func(w, two v128) v128 { return div(w, sub(two, w)) })
	sign := c.with(cSign, x, and)
	return c.each2(t, sign, or)
}
