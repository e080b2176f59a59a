package engine

import "fmt"

var (
	conventionNames = [...]string{Mean: "mean", Sum: "sum"}
	orderNames      = [...]string{Given: "given", Shuffled: "shuffled"}
	biasInitNames   = [...]string{UniformBiases: "uniform", ZeroBiases: "zero", ConstantBiases: "constant"}
)

// String returns the name of c in the text form.
func (c Convention) String() string { return nameOf(conventionNames[:], c) }

// String returns the name of o in the text form.
func (o Order) String() string { return nameOf(orderNames[:], o) }

// String returns the name of b, which the text form has too, except for
// ConstantBiases: there it has the number.
func (b BiasInit) String() string { return nameOf(biasInitNames[:], b) }

// Conventions returns every Convention, the default first.
func Conventions() []Convention { return []Convention{Mean, Sum} }

// Orders returns every Order, the default first.
func Orders() []Order { return []Order{Given, Shuffled} }

// BiasInits returns every BiasInit, the default first.
func BiasInits() []BiasInit { return []BiasInit{UniformBiases, ZeroBiases, ConstantBiases} }

func nameOf[T ~uint8](names []string, value T) string {
	if int(value) < len(names) {
		return names[value]
	}
	return fmt.Sprint(uint8(value))
}

// choice is a small enumerated type whose values have names.
type choice interface {
	comparable
	fmt.Stringer
}

// wantOneOf wants the name of one of the choices.
func wantOneOf[T choice](choices []T) Want {
	w := Want{Kind: WantOneOf}
	for _, c := range choices {
		w.Names = append(w.Names, c.String())
	}
	return w
}

// find returns the choice whose name is text.
func find[T choice](choices []T, text string) (found T, ok bool) {
	for _, c := range choices {
		if c.String() == text {
			return c, true
		}
	}
	return found, false
}
