package main

// constants is the table that exp.go of the kernel package hands to setup: one
// number after the other. A vector that is read costs less than one that is
// built from an instruction's immediate.
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
	cTanhHigh
	cOne
	cTwo
	cMinusTwo
	cSign     // −0
	cExponent // the bits of 1023
	cSeries   // 1/2!, 1/3!, … 1/13!
)

func newConstants(f *function) constants {
	return constants{f, let(f, i32(join([]byte{opGlobalGet}, unsigned(0))))}
}

// at returns an entry of the table, in both lanes.
func (c constants) at(i int) v128 { return spread(c.table, 8*i) }

// each returns formula of every x, in locals.
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

// reduce returns x = k·ln 2 + high − low, with the bits of m + rounder, which
// hold k in their low part.
func (c constants) reduce(x []v128) (bits, high, low []v128) {
	m := c.with(cLog2E, x, mul)
	m = c.with(cRounder, m, add)
	bits = m
	m = c.with(cRounder, m, sub)
	product := c.with(cLn2High, m, mul)
	high = c.each2(x, product, sub)
	low = c.with(cLn2Low, m, mul)
	return bits, high, low
}

// series returns e^r − 1 − r.
func (c constants) series(r []v128) []v128 {
	z := c.each2(r, r, mul)
	horner := func(degrees ...int) []v128 {
		var sum []v128
		for i, degree := range degrees {
			if i == 1 {
				sum = c.with(cSeries+degrees[0]-2, z, mul)
			} else if i > 1 {
				sum = c.each2(z, sum, mul)
			}
			if i > 0 {
				sum = c.with(cSeries+degree-2, sum, add)
			}
		}
		return sum
	}
	even := horner(12, 10, 8, 6, 4, 2)
	odd := horner(13, 11, 9, 7, 5, 3)
	odd = c.each2(r, odd, mul)
	sum := c.each2(even, odd, add)
	return c.each2(z, sum, mul)
}

// power returns 2^k from bits that hold k in their low part.
func (c constants) power(bits []v128) []v128 {
	return c.with(cExponent, bits, func(b, exponent v128) v128 {
		return shiftBitsLeft(addBits(b, exponent), 52)
	})
}

// exp returns e^x.
func (c constants) exp(x []v128) []v128 {
	x = c.with(cExpLow, x, atLeast)
	x = c.with(cExpHigh, x, atMost)
	bits, high, low := c.reduce(x)
	r := c.each2(high, low, sub)
	s := c.series(r)
	p := c.each2(s, low, sub)
	p = c.each2(high, p, add)
	p = c.with(cOne, p, func(p, one v128) v128 { return add(one, p) })
	// The low part of the bits has no carry into it, so half of them hold
	// half of k, rounded down.
	half := c.each(bits, func(b v128) v128 { return shiftBitsRight(b, 1) })
	rest := c.each2(bits, half, subBits)
	p = c.each2(p, c.power(half), mul)
	return c.each2(p, c.power(rest), mul)
}

// sigmoid returns 1/(1 + e^−x).
func (c constants) sigmoid(x []v128) []v128 {
	e := c.exp(c.each(x, neg))
	return c.with(cOne, e, func(e, one v128) v128 { return div(one, add(one, e)) })
}

// tanh returns (e^2|x| − 1)/(e^2|x| + 1) with the sign of x.
func (c constants) tanh(x []v128) []v128 {
	positive := c.each(x, func(x v128) v128 { return abs(x) })
	double := c.each2(positive, positive, add)
	double = c.with(cTanhHigh, double, atMost)
	bits, high, low := c.reduce(double)
	r := c.each2(high, low, sub)
	s := c.series(r)
	p := c.power(bits)
	a := c.each2(p, high, mul)
	b := c.with(cOne, p, sub)
	a = c.each2(a, b, add)
	b = c.each2(s, low, sub)
	b = c.each2(p, b, mul)
	t := c.each2(a, b, add)
	big := c.with(cTwo, t, gt)
	from := c.with(cOne, big, and)
	top := make([]v128, len(t))
	minus := let(c.f, c.at(cMinusTwo))
	for i := range t {
		top[i] = let(c.f, choose(big[i], minus, t[i]))
	}
	t = c.with(cTwo, t, add)
	t = c.each2(top, t, div)
	t = c.each2(from, t, add)
	sign := let(c.f, c.at(cSign))
	for i := range t {
		t[i] = let(c.f, or(t[i], and(x[i], sign)))
	}
	return t
}
