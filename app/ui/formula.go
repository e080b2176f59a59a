package ui

import (
	"fmt"
	"strings"

	"backprop/app/draw"
)

// quantity is what a number in a formula is.
type quantity uint8

const (
	netInput quantity = iota
	output
	target
	sampleLoss
	byOutput
	byNetInput
	parameter
	byParameter
	product // of the factors before it
	batchGradient
	lastStep
	nextStep
	rate
	momentum
	decay
	penalty
	parameterBefore
	parameterAfter
)

// quantitySymbols name the quantities, those of parameters by w.
var quantitySymbols = [...]string{
	"x", "y", "y", "E", "∂E/∂y", "∂E/∂x", "w", "∂E/∂w", "", "∂E/∂w", "v(t−1)", "v(t)", "ε", "α", "d", "λ", "w(t−1)", "w(t+1)",
}

// number is a number in a formula, and the part of the network that it leads
// to: none for those that belong to no part.
type number struct {
	value float64
	what  quantity
	part  draw.Part
}

// equation is one line of the mathematics: its symbols, and under it the same with numbers.
type equation struct {
	name    string
	symbols string
	// numbers has the numbers in the places marked by #, in order. It is empty
	// where the symbols have only one number, the result.
	numbers string
	values  []number
	result  number
	known   bool // the steps have come to the result
	terms   []equation
}

// A formula is written as words with spaces between them:
//
//	x_j     x with the index j
//	d:x_j   ∂E/∂x_j
//	s:w     ∂E_s/∂w, that of sample s
//	1|J     the fraction 1/J
//	^{ … }  a superscript
//	#       the next number
//
// and everything else stands for itself.

// node is a piece of a parsed formula.
type node struct {
	kind nodeKind
	text string // without its index
	sub  string // the index
	over string // of a derivative, the index of E; of a fraction, its numerator
	at   int    // of a number: its place among the values
	kids []node // of a superscript
}

type nodeKind uint8

const (
	operator nodeKind = iota
	letter
	derivative // ∂E by a letter
	value
	power
	fraction
)

// parseFormula takes a formula apart.
func parseFormula(s string) []node {
	nodes, _, _ := parseWords(strings.Fields(s), 0)
	return nodes
}

func parseWords(words []string, numbers int) (nodes []node, rest []string, count int) {
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		by, isDerivative := strings.CutPrefix(word, "d:")
		of, isSample := strings.CutPrefix(by, "s:")
		base, sub, _ := strings.Cut(of, "_")
		above, below, isFraction := strings.Cut(word, "|")
		switch {
		case word == "}":
			return nodes, words, numbers
		case word == "^{":
			var kids []node
			kids, words, numbers = parseWords(words, numbers)
			nodes = append(nodes, node{kind: power, kids: kids})
		case word == "#":
			nodes = append(nodes, node{kind: value, at: numbers})
			numbers++
		case isSample:
			nodes = append(nodes, node{kind: derivative, over: "s", text: base})
		case isFraction:
			nodes = append(nodes, node{kind: fraction, over: above, text: below})
		case isDerivative:
			nodes = append(nodes, node{kind: derivative, text: base, sub: sub})
		case strings.Contains("=+−·/()½Σ⋯,←", base):
			nodes = append(nodes, node{kind: operator, text: base, sub: sub})
		default:
			nodes = append(nodes, node{kind: letter, text: base, sub: sub})
		}
	}
	return nodes, nil, numbers
}

// bracketed reports whether the number v needs parentheses after the node
// before it: a minus sign may not follow an operator.
func bracketed(nodes []node, i int, v number) bool {
	if !strings.HasPrefix(significant(v.value), "−") || i == 0 {
		return i+1 < len(nodes) && nodes[i+1].kind == power && v.value < 0
	}
	before := nodes[i-1]
	return before.kind != operator || strings.Contains("·+−/½", before.text) || i+1 < len(nodes) && nodes[i+1].kind == power
}

// flat is the formula as a line of text.
func flat(s string, values []number) string {
	var b strings.Builder
	writePlain(&b, parseFormula(s), values)
	return b.String()
}

func writePlain(b *strings.Builder, nodes []node, values []number) {
	for i, n := range nodes {
		switch n.kind {
		case operator:
			if strings.Contains("=+−←", n.text) && i > 0 {
				b.WriteString(" " + n.text + " ")
			} else {
				b.WriteString(n.text + n.sub)
			}
		case power:
			var above strings.Builder
			writePlain(&above, n.kids, values)
			switch s := above.String(); {
			case s == "2":
				b.WriteString("²")
			case len(n.kids) > 1:
				b.WriteString("^(" + s + ")")
			default:
				b.WriteString("^" + s)
			}
		case value:
			s := scientific(values[n.at].value)
			if bracketed(nodes, i, values[n.at]) {
				s = "(" + s + ")"
			}
			b.WriteString(s)
		case derivative:
			b.WriteString("∂E" + n.over + "/∂" + n.text + n.sub)
		case fraction:
			b.WriteString(n.over + "/" + n.text)
		default:
			b.WriteString(n.text + n.sub)
		}
	}
}

// spoken is the formula in words, for a screen reader.
func spoken(words map[string]string, s string, values []number) string {
	var b strings.Builder
	writeSpoken(&b, words, parseFormula(s), values)
	return strings.Join(strings.Fields(b.String()), " ")
}

func writeSpoken(b *strings.Builder, words map[string]string, nodes []node, values []number) {
	word := func(s string) string {
		if said, known := words[s]; known {
			return said
		}
		return s
	}
	say := func(parts ...string) { b.WriteString(strings.Join(parts, " ") + " ") }
	for _, n := range nodes {
		switch n.kind {
		case power:
			if len(n.kids) == 1 && n.kids[0].text == "2" {
				say(words["²"])
				continue
			}
			say(words["^"])
			writeSpoken(b, words, n.kids, values)
		case value:
			say(scientific(values[n.at].value))
		case fraction:
			say(n.over, words["/"], n.text)
		case derivative:
			say(fmt.Sprintf(words["∂"], strings.TrimSpace("E "+n.over), strings.TrimSpace(word(n.text)+" "+n.sub)))
		default:
			if n.text == "Σ" {
				say(fmt.Sprintf(words["Σ"], n.sub))
				continue
			}
			say(word(n.text), n.sub)
		}
	}
}

// scientific prints v with four significant digits, powers of ten written out.
func scientific(v float64) string {
	s := significant(v + 0) // a zero has no sign
	mantissa, exponent, small := strings.Cut(s, "e")
	if !small {
		return s
	}
	return mantissa + "×10" + strings.Map(func(r rune) rune {
		if r == '−' {
			return '⁻'
		}
		return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0']
	}, exponent)
}
