package kernel

// double is the unevaluated sum of two numbers, the second at most half a unit
// in the last place of the first: about 106 bits (T. J. Dekker, A
// floating-point technique for extending the available precision, Numerische
// Mathematik 18, 1971). It makes the tables of sigmoid.go.
type double struct{ high, low float64 }

// quickSum returns a + b for |a| ≥ |b|.
func quickSum(a, b float64) double {
	s := a + b
	return double{s, b - (s - a)}
}

// exactProduct returns a·b.
func exactProduct(a, b float64) double {
	p := float64(a * b)
	ah, al := halves(a)
	bh, bl := halves(b)
	return double{p, float64(al*bl) - (((p - float64(ah*bh)) - float64(al*bh)) - float64(ah*bl))}
}

// halves returns the upper 26 bits of a and the rest.
func halves(a float64) (upper, lower float64) {
	c := float64((1<<27 + 1) * a)
	upper = c - (c - a)
	return upper, a - upper
}

// times returns a·b.
func (a double) times(b double) double {
	p := exactProduct(a.high, b.high)
	return quickSum(p.high, p.low+(float64(a.high*b.low)+float64(a.low*b.high)))
}

// oneMinus returns 1 − a, and onePlus 1 + a, for 0 ≤ a ≤ 1.
func (a double) oneMinus() double { return double{-a.high, -a.low}.onePlus() }
func (a double) onePlus() double {
	s := quickSum(1, a.high)
	return quickSum(s.high, s.low+a.low)
}

// over returns a/b, rounded.
func (a double) over(b double) float64 {
	q := a.high / b.high
	p := exactProduct(q, b.high)
	return q + ((a.high-p.high)-p.low+a.low-float64(q*b.low))/b.high
}
