package ui

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/engine"
)

// viewScore says how well the targets are met: the share of right answers, with
// the counts of each class behind it, or R².
func (p *Playground) viewScore(m Model) app.UI {
	w := m.Words()
	train, test := m.Snapshot.TrainScore, m.Snapshot.TestScore
	if m.Snapshot.TrainSamples == 0 {
		return tag("div")
	}
	each := func(name string, value func(engine.Score) string) string {
		words := name + ": " + w.TrainPoint + " " + value(train)
		if m.Snapshot.TestSamples > 0 {
			words += " · " + w.TestPoint + " " + value(test)
		}
		return words
	}
	if train.Classes == 0 {
		return tag("p").ID("score").Class("score").Title(w.Inspect.R2Help).
			Text(each(w.Inspect.R2, func(s engine.Score) string { return r2Text(m, s) }))
	}
	words := each(w.Inspect.Correct, percent)
	return tag("details").Class("score").ID("confusion").Body(
		tag("summary").ID("confusion-open").Body(tag("span").ID("score").Text(words)),
		tag("div").Class("confusions").Body(
			p.viewCounts(m, "confusion-train", w.Inspect.TrainCounts, train),
			when(test.Classes > 0, func() app.UI { return p.viewCounts(m, "confusion-test", w.Inspect.TestCounts, test) }),
		),
	)
}

// viewCounts is the table of one sample set: a row for each class of the
// targets, a column for each class of the answers.
func (p *Playground) viewCounts(m Model, id, name string, s engine.Score) app.UI {
	w := m.Words().Inspect
	classes := make([]int, s.Classes)
	return tag("table").ID(id).Class("counts").Body(
		tag("caption").Text(w.Confusion+": "+name),
		tag("thead").Body(
			tag("tr").Body(
				tag("th").Attr("scope", "col").Class("corner").Text(w.TargetHead+" ↓  "+w.AnswerHead+" →"),
				app.Range(classes).Slice(func(k int) app.UI { return tag("th").Attr("scope", "col").Text(m.className(s, k)) }),
			),
		),
		tag("tbody").Body(
			app.Range(classes).Slice(func(target int) app.UI {
				return tag("tr").Body(
					tag("th").Attr("scope", "row").Text(m.className(s, target)),
					app.Range(classes).Slice(func(answer int) app.UI {
						cell := tag("td").Text(grouped(s.Count(target, answer)))
						if target == answer {
							cell = cell.Class("right")
						}
						return cell
					}),
				)
			}),
		),
	)
}

// classForms are the marks of the classes, as text.
const classForms = "●▲■◆▼✚"

// className is a class as its samples are marked: with the target where one
// output tells two classes, else with its number.
func (m Model) className(s engine.Score, k int) string {
	if m.Experiment.Layers[len(m.Experiment.Layers)-1].Units == 1 {
		low, high := engine.TargetEncoding(m.outputActivation()).Range()
		return []string{"▲ " + exact(low), "● " + exact(high)}[min(k, 1)]
	}
	if forms := []rune(classForms); s.Classes <= len(forms) {
		return string(forms[k]) + " " + whole(k+1)
	}
	return whole(k + 1)
}

// percent writes an accuracy with one decimal, rounded down: 100 % is kept for
// when every answer is right.
func percent(s engine.Score) string {
	if s.Samples() == 0 {
		return "—"
	}
	return strconv.FormatFloat(math.Floor(1000*s.Accuracy())/10, 'f', 1, 64) + " %"
}

// r2Text writes R², or why there is none.
func r2Text(m Model, s engine.Score) string {
	if math.IsNaN(s.R2) {
		return m.Words().Inspect.R2Undefined
	}
	return significant(s.R2)
}
