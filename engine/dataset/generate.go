package dataset

import "math"

// Generate draws samples samples of set from the random stream seed and
// returns their plane coordinates and targets, three slices of equal length.
// Targets lie in [−1, 1]; those of a classification set are −1 or +1. The
// order is random, so that any prefix is a fair choice of all samples.
//
// Noise is in percent, 0 to 100, with f = noise/100. What it does:
//
//	circle, xor, plane, bumps, sine
//	        the target is taken at a place up to f·R away from the point in
//	        each coordinate, uniformly, so classes mix along their borders
//	gauss   the variance of each cloud grows from 0.5 to 7.5 (4 at 50 %)
//	spiral  the point moves by up to f in each coordinate
//
// For XORTable it returns the four rows of the table in order, whatever the
// other arguments. It panics for Table, whose rows the experiment holds.
func Generate(set Set, samples int, noise float64, seed uint64) (x1, x2, target []float64) {
	if set == XORTable {
		return []float64{0, 0, 1, 1}, []float64{0, 1, 0, 1}, []float64{-1, 1, 1, -1}
	}
	sample := sets[set].sample
	if sample == nil {
		panic("dataset: no samples to draw for " + set.String())
	}
	x1, x2, target = make([]float64, samples), make([]float64, samples), make([]float64, samples)
	r := newRandom(seed)
	for i := range samples {
		x1[i], x2[i], target[i] = sample(r, i, samples, noise/100)
	}
	for i := samples - 1; i > 0; i-- {
		j := r.below(i + 1)
		x1[i], x1[j] = x1[j], x1[i]
		x2[i], x2[j] = x2[j], x2[i]
		target[i], target[j] = target[j], target[i]
	}
	return x1, x2, target
}

// generator draws sample i of n with the noise fraction f. The classes take
// turns with i, so their counts differ by at most one.
type generator func(r random, i, n int, f float64) (x1, x2, target float64)

// circle: class +1 is the disc of radius 2.5 around the origin, class −1 the
// ring from 3.5 to 5, both uniform in area. R = 5.
func circle(r random, i, _ int, f float64) (x1, x2, target float64) {
	const radius, border = 5.0, 2.5
	inner, outer := 0.0, border
	if i%2 == 1 {
		inner, outer = 3.5, radius
	}
	distance := math.Sqrt(r.uniform(inner*inner, outer*outer))
	s, c := sincos(r.uniform(0, 2*math.Pi))
	x1, x2 = distance*s, distance*c
	u, v := displaced(r, x1, x2, f*radius)
	return x1, x2, label(float64(u*u)+float64(v*v) < border*border)
}

// xorClouds: four squares with 0.3 ≤ |x1|, |x2| ≤ 5, one to a quadrant. Class
// +1 is where the signs of the coordinates differ, as in the XOR table. R = 5.
func xorClouds(r random, i, _ int, f float64) (x1, x2, target float64) {
	const gap, radius = 0.3, 5.0
	x1, x2 = r.uniform(gap, radius), r.uniform(gap, radius)
	if i&1 != 0 {
		x1 = -x1
	}
	if i&2 != 0 {
		x2 = -x2
	}
	u, v := displaced(r, x1, x2, f*radius)
	return x1, x2, label(u*v < 0)
}

// gaussians: two normal clouds, class +1 around (2, 2) and class −1 around
// (−2, −2), of variance 0.5 + 7f in each coordinate. What falls outside the
// domain is drawn again, so that every sample can be seen.
func gaussians(r random, i, _ int, f float64) (x1, x2, target float64) {
	const radius = 6.0
	deviation := math.Sqrt(0.5 + float64(7*f))
	target = label(i%2 == 0)
	for {
		u, v := r.normals()
		x1 = float64(2*target) + float64(deviation*u)
		x2 = float64(2*target) + float64(deviation*v)
		if max(math.Abs(x1), math.Abs(x2)) <= radius {
			return x1, x2, target
		}
	}
}

// spiral: two arms of 1.75 turns around the origin, from near it out to
// radius 5, half a turn apart. Places on an arm are evenly spaced in angle
// and radius; the first is not the origin, which both arms would share.
func spiral(r random, i, n int, f float64) (x1, x2, target float64) {
	const turns, radius = 1.75, 5.0
	along := float64(i/2+1) / float64((n+1)/2)
	angle := float64(along * (turns * 2 * math.Pi))
	if i%2 == 1 {
		angle += math.Pi
	}
	s, c := sincos(angle)
	x1, x2 = displaced(r, radius*along*s, radius*along*c, f)
	return x1, x2, label(i%2 == 0)
}

// plane: target (x1 + x2)/12, which reaches −1 and +1 in two corners of the
// domain and is cut off there where noise leads beyond. R = 6.
func plane(r random, _, _ int, f float64) (x1, x2, target float64) {
	const radius = 6.0
	x1, x2 = r.uniform(-radius, radius), r.uniform(-radius, radius)
	u, v := displaced(r, x1, x2, f*radius)
	return x1, x2, max(-1, min((u+v)/(2*radius), 1))
}

// bumpCentres are the centres and heights of the six bumps.
var bumpCentres = [...]struct{ x1, x2, height float64 }{
	{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1},
	{-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1},
}

// bumps: target Σ h·exp(−d²/2) over six Gaussian bumps of standard deviation
// 1 and alternating height h = ±1, d being the distance to the centre. R = 6.
func bumps(r random, _, _ int, f float64) (x1, x2, target float64) {
	const radius = 6.0
	x1, x2 = r.uniform(-radius, radius), r.uniform(-radius, radius)
	u, v := displaced(r, x1, x2, f*radius)
	for _, b := range bumpCentres {
		du, dv := u-b.x1, v-b.x2
		target += float64(b.height * exp(-(float64(du*du)+float64(dv*dv))/2))
	}
	return x1, x2, target
}

// sine: target sin x1, whatever x2. R = 6.
func sine(r random, _, _ int, f float64) (x1, x2, target float64) {
	const radius = 6.0
	x1, x2 = r.uniform(-radius, radius), r.uniform(-radius, radius)
	u, _ := displaced(r, x1, x2, f*radius)
	return x1, x2, sin(u)
}

// displaced returns (x1, x2) moved uniformly by up to reach in each
// coordinate.
func displaced(r random, x1, x2, reach float64) (float64, float64) {
	return float64(x1) + r.uniform(-reach, reach), float64(x2) + r.uniform(-reach, reach)
}

func label(positive bool) float64 {
	if positive {
		return 1
	}
	return -1
}
