package dataset

import "math"

// Most and fewest classes that GenerateClasses draws.
const (
	MinClasses = 2
	MaxClasses = 6
)

// Classes reports whether the set exists for any number of classes from
// MinClasses to MaxClasses. The other classification sets have two, as the
// XOR of two signs has.
func (s Set) Classes() bool { return s.Valid() && sets[s].class != nil }

// GenerateClasses is Generate for samples of classes classes, told by their
// numbers from 0. The classes take turns before the order is made random, so
// their counts differ by at most one where noise does not change them.
//
//	circle  a disc of class 0 within rings around the origin, of equal pitch,
//	        the gaps between them 30 % of it, out to radius 5
//	gauss   clouds around places on a circle of radius 3.5 at equal angles,
//	        class 0 at 45°, the others anticlockwise
//	spiral  arms of 3.5/classes turns, which are as far from each other for
//	        any number, class 0 as in Generate, the others clockwise
//
// Noise does to them what it does to the set of two classes. With two they
// are the samples of Generate, bit for bit: class 0 is its target +1 and
// class 1 its target −1. It panics for a set without Classes.
func GenerateClasses(set Set, classes, samples int, noise float64, seed uint64) (x1, x2 []float64, class []int) {
	draw := sets[set].class
	if draw == nil || classes < MinClasses || classes > MaxClasses {
		panic("dataset: no classes to draw for " + set.String())
	}
	class = make([]int, samples)
	if classes == 2 {
		x1, x2, target := Generate(set, samples, noise, seed)
		for i, t := range target {
			if t < 0 {
				class[i] = 1
			}
		}
		return x1, x2, class
	}
	x1, x2 = make([]float64, samples), make([]float64, samples)
	r := newRandom(seed)
	for i := range samples {
		x1[i], x2[i], class[i] = draw(r, i, samples, classes, noise/100)
	}
	for i := samples - 1; i > 0; i-- {
		j := r.below(i + 1)
		x1[i], x1[j] = x1[j], x1[i]
		x2[i], x2[j] = x2[j], x2[i]
		class[i], class[j] = class[j], class[i]
	}
	return x1, x2, class
}

// classGenerator draws sample i of n, of three classes or more, with the noise
// fraction f.
type classGenerator func(r random, i, n, classes int, f float64) (x1, x2 float64, class int)

// rings: class k is uniform in area between the radii k·pitch and
// (k + 0.7)·pitch, and the borders between classes are the middles of the gaps.
func rings(r random, i, _, classes int, f float64) (x1, x2 float64, class int) {
	const radius, width = 5.0, 0.7
	pitch := radius / (float64(classes-1) + width)
	k := float64(i % classes)
	inner, outer := float64(k*pitch), float64((k+width)*pitch)
	distance := math.Sqrt(r.uniform(float64(inner*inner), float64(outer*outer)))
	s, c := sincos(r.uniform(0, 2*math.Pi))
	x1, x2 = float64(distance*s), float64(distance*c)
	u, v := displaced(r, x1, x2, f*radius)
	beyond := math.Floor(math.Sqrt(float64(u*u)+float64(v*v))/pitch + (1-width)/2)
	return x1, x2, int(min(beyond, float64(classes-1)))
}

// clouds: class k is a normal cloud of variance 0.5 + 7f in each coordinate at
// the angle 45° + k·360°/classes. What falls outside the domain is drawn again.
func clouds(r random, i, _, classes int, f float64) (x1, x2 float64, class int) {
	const radius, domain = 3.5, 6.0
	class = i % classes
	s, c := sincos(math.Pi/4 + float64(2*math.Pi*float64(class))/float64(classes))
	deviation := math.Sqrt(0.5 + float64(7*f))
	for {
		u, v := r.normals()
		x1 = float64(radius*c) + float64(deviation*u)
		x2 = float64(radius*s) + float64(deviation*v)
		if max(math.Abs(x1), math.Abs(x2)) <= domain {
			return x1, x2, class
		}
	}
}

// arms: class k is an arm from near the origin out to radius 5, turned by
// k·360°/classes.
func arms(r random, i, n, classes int, f float64) (x1, x2 float64, class int) {
	const turns, radius = 3.5, 5.0
	class = i % classes
	along := float64(i/classes+1) / float64((n+classes-1)/classes)
	angle := float64(along*(turns/float64(classes)*2*math.Pi)) + float64(2*math.Pi*float64(class))/float64(classes)
	s, c := sincos(angle)
	x1, x2 = displaced(r, float64(float64(radius*along)*s), float64(float64(radius*along)*c), f)
	return x1, x2, class
}
