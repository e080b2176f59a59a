package ui

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
)

// mathML returns an element of MathML, which browsers typeset by themselves.
func mathML(name string) app.HTMLElem {
	return tag(name).XMLNS("http://www.w3.org/1998/Math/MathML")
}

// viewEquation typesets an equation: its symbols, then the live numbers, then
// the result, as far as the steps have come.
func viewEquation(m Model, e equation) app.UI {
	w := m.Words().Scope
	line := tag("div").Class("equation").DataSet("known", truth(e.known))
	numbers := e.numbers
	if e.known && e.result != (number{}) {
		numbers += " = #"
	}
	all := append(e.values[:len(e.values):len(e.values)], e.result)
	return line.Body(
		tag("p").Class("equation-name").Text(e.name),
		tag("div").Class("equation-maths").Role("group").Aria("label", m.equationText(e)).Body(
			when(e.symbols != "", func() app.UI { return typeset(m, e.symbols, nil) }),
			when(e.known && e.numbers != "", func() app.UI { return typeset(m, lead(e)+e.numbers, all) }),
			when(e.known && e.result != (number{}), func() app.UI { return typeset(m, "= #", []number{e.result}).Class("result") }),
			when(!e.known, func() app.UI { return tag("span").Class("note").Text(w.NotYet) }),
		),
		when(e.known && len(e.terms) > 0, func() app.UI {
			return tag("details").Class("terms").Body(
				tag("summary").Text(fmt.Sprintf(w.Terms, len(e.terms))),
				app.Range(e.terms).Slice(func(i int) app.UI { return viewEquation(m, e.terms[i]) }),
			)
		}),
	)
}

// lead comes before the numbers where there are symbols before them.
func lead(e equation) string {
	if e.symbols == "" {
		return ""
	}
	return "= "
}

// equationText is an equation for a screen reader.
func (m Model) equationText(e equation) string {
	w := m.Words().Scope
	said := e.name
	add := func(s string) {
		if s != "" {
			said += ". " + s
		}
	}
	add(spoken(w.Spoken, e.symbols, nil))
	switch {
	case !e.known:
		add(w.NotYet)
	case e.result == (number{}): // the results are in the terms
	default:
		add(spoken(w.Spoken, e.numbers, e.values))
		add(fmt.Sprintf(w.Result, scientific(e.result.value)))
	}
	return said
}

// typeset makes MathML of a formula.
func typeset(m Model, s string, values []number) app.HTMLElem {
	return mathML("math").Attr("displaystyle", "true").Body(typesetNodes(m, parseFormula(s), values)...)
}

func typesetNodes(m Model, nodes []node, values []number) []app.UI {
	indexed := func(name, text, sub string) app.UI {
		base := mathML(name).Text(text)
		if sub == "" {
			return base
		}
		letters := strings.Split(sub, "") // one letter is set in italics, a word is not
		return mathML("msub").Body(base, mathML("mrow").Body(app.Range(letters).Slice(func(i int) app.UI { return mathML("mi").Text(letters[i]) })))
	}
	var all []app.UI
	for i, n := range nodes {
		switch n.kind {
		case power:
			last := len(all) - 1
			all[last] = mathML("msup").Body(all[last], mathML("mrow").Body(typesetNodes(m, n.kids, values)...))
		case value:
			v := values[n.at]
			if bracketed(nodes, i, v) {
				all = append(all, mathML("mrow").Body(mathML("mo").Text("("), m.pressable(v), mathML("mo").Text(")")))
			} else {
				all = append(all, m.pressable(v))
			}
		case derivative:
			all = append(all, mathML("mfrac").Body(
				mathML("mrow").Body(mathML("mi").Text("∂"), indexed("mi", "E", n.over)),
				mathML("mrow").Body(mathML("mi").Text("∂"), indexed("mi", n.text, n.sub)),
			))
		case fraction:
			all = append(all, mathML("mfrac").Body(mathML("mi").Text(n.over), mathML("mi").Text(n.text)))
		case operator:
			all = append(all, indexed("mo", n.text, n.sub))
		default:
			all = append(all, indexed("mi", n.text, n.sub))
		}
	}
	return all
}

// pressable is a number that leads to where it comes from.
func (m Model) pressable(v number) app.UI {
	text := scientific(v.value)
	e := mathML("mn").Text(text)
	leads := leadTo(v)
	if leads == "" {
		return e
	}
	where := m.fieldName(v.what)
	if v.part.Kind != draw.NoPart {
		where = m.partText(v.part)
	}
	return e.Attr("role", "button").Attr("tabindex", "0").DataSet("leads", leads).
		Aria("label", fmt.Sprintf(m.Words().Scope.LeadsTo, strings.TrimSpace(quantitySymbols[v.what]+" "+text), where))
}

// leadTo is where a number leads to, as the page's elements hold it: a part of
// the network, or the field that it is typed in.
func leadTo(v number) string {
	if f, is := ruleFields[v.what]; is {
		return string(f)
	}
	if v.part.Kind == draw.NoPart {
		return ""
	}
	return fmt.Sprint(uint8(v.part.Kind), " ", v.part.Layer, " ", v.part.To, " ", v.part.From)
}

// ruleFields are the controls of the numbers of the learning rule.
var ruleFields = map[quantity]Field{rate: FieldRate, momentum: FieldMomentum, decay: FieldDecay}

func (m Model) fieldName(what quantity) string { return m.Words().Fields[string(ruleFields[what])] }

// parsePart reads a part as leadTo writes it.
func parsePart(s string) (draw.Part, bool) {
	words := strings.Fields(s)
	if len(words) != 4 {
		return draw.Part{}, false
	}
	var n [4]int
	for i, word := range words {
		n[i], _ = strconv.Atoi(word)
	}
	return draw.Part{Kind: draw.PartKind(n[0]), Layer: n[1], To: n[2], From: n[3]}, true
}
