package ui

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/text"
	"backprop/engine"
)

// numberField is the control of a number: its name and symbol, an input that
// takes decimal commas and fractions, and below it either what is wrong or
// what it means.
func (p *Playground) numberField(m Model, f Field, name, symbol, help string) app.UI {
	typed, drafted := m.Drafts[f]
	if !drafted {
		typed = exact(fieldValue(m.Experiment, f))
	}
	return p.field(m, f, name, symbol, help, typed)
}

// keypad is the keyboard that a phone shows for a field. Those with digits only
// lack the sign that a weight or a bias may have.
func keypad(f Field) string {
	if _, ok := f.parameter(); ok || f == FieldBias {
		return "text"
	}
	return "decimal"
}

// field is a text input for the value of f.
func (p *Playground) field(m Model, f Field, name, symbol, help, typed string) app.UI {
	id, wrong := string(f), m.Errors[f]
	input := tag("input").Attr("type", "text").ID(id).Attr("inputmode", keypad(f)).Attr("autocomplete", "off").Attr("spellcheck", "false").
		Attr("value", typed).
		OnInput(p.draft(f), f).OnChange(p.commit(f), f).OnBlur(p.blur(f), f).OnKeyDown(p.fieldKey(f), f)
	if help != "" {
		input = input.Title(help)
	}
	if wrong != nil {
		input = input.Aria("invalid", "true").Aria("describedby", id+"-error")
	}
	return tag("div").Class("field").Body(
		tag("label").Attr("for", id).Body(
			tag("span").Text(name),
			when(symbol != "", func() app.UI { return tag("span").Class("symbol").Text(symbol) }),
		),
		p.combo(m, f, name, input),
		p.slider(m, f, name),
		when(wrong != nil, func() app.UI {
			return tag("p").ID(id + "-error").Class("field-error").Role("alert").Text(ErrorText(m.Words(), wrong))
		}),
	)
}

func (p *Playground) draft(f Field) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { p.Send(Draft{f, ctx.JSSrc().Get("value").String()}) }
}

func (p *Playground) commit(f Field) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { p.Send(commitOf(f, ctx.JSSrc().Get("value").String())) }
}

// blur brings the present value back into a control that is left without a
// change; one with a message keeps what was typed.
func (p *Playground) blur(f Field) app.EventHandler {
	return func(app.Context, app.Event) {
		if p.model.Errors[f] == nil {
			p.Send(Cancel{f})
		}
	}
}

// commitOf is the message that takes typed text over as the value of f.
func commitOf(f Field, typed string) Message {
	if index, ok := f.parameter(); ok {
		return SetParameter{index, typed}
	}
	return Commit{f, typed}
}

// fieldKey answers Escape, which brings the old value back. Enter needs no
// answer: the browser reports a change.
func (p *Playground) fieldKey(f Field) app.EventHandler {
	return func(_ app.Context, e app.Event) {
		if e.Get("key").String() == "Escape" {
			p.Send(Cancel{f})
		}
	}
}

// option is an entry of a menu: its name in the text form and in words.
type option struct{ name, words string }

// menu is a field with a few choices.
func (p *Playground) menu(m Model, f Field, name, help, chosen string, options []option) app.UI {
	id := string(f)
	return tag("div").Class("field").Body(
		tag("label").Attr("for", id).Text(name),
		tag("select").ID(id).Title(help).OnChange(p.optionChosen(f), f).Body(
			app.Range(options).Slice(func(i int) app.UI {
				return tag("option").Attr("value", options[i].name).Attr("selected", options[i].name == chosen).Text(options[i].words)
			}),
		),
		when(m.Errors[f] != nil, func() app.UI {
			return tag("p").Class("field-error").Role("alert").Text(ErrorText(m.Words(), m.Errors[f]))
		}),
	)
}

func (p *Playground) optionChosen(f Field) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { p.Send(ChooseOption{f, ctx.JSSrc().Get("value").String()}) }
}

// ErrorText says in words of w what err says.
func ErrorText(w *text.Words, err error) string {
	switch err := err.(type) {
	case *engine.FieldError:
		name, known := w.Fields[err.Field]
		if !known {
			name = err.Field
		}
		return fmt.Sprintf(w.FieldErrorf, name, err.Value, wantText(w, err.Want))
	case *NumberError:
		return fmt.Sprintf(w.NotANumberf, err.Typed)
	case *AmbiguousError:
		return fmt.Sprintf(w.Ambiguousf, err.Typed, err.Grouped, err.Decimal)
	case *LimitError:
		switch {
		case err.Least && err.Inputs:
			return w.LastFeatureKept
		case err.Least:
			return w.TooFewUnits
		case err.Layers:
			return fmt.Sprintf(w.TooManyLayersf, err.Limit)
		}
		return fmt.Sprintf(w.TooManyUnitsf, err.Limit)
	}
	return err.Error()
}

func wantText(w *text.Words, want engine.Want) string {
	low, high := exact(want.Low), exact(want.High)
	switch want.Kind {
	case engine.WantNumber:
		return w.WantNumber
	case engine.WantWhole:
		return fmt.Sprintf(w.WantWholef, low, high)
	case engine.WantBetween:
		return fmt.Sprintf(w.WantBetweenf, low, high)
	case engine.WantBelow:
		return fmt.Sprintf(w.WantBelowf, low, high)
	case engine.WantAtLeast:
		return fmt.Sprintf(w.WantAtLeastf, low)
	case engine.WantOver:
		return fmt.Sprintf(w.WantOverf, low)
	case engine.WantOneOf:
		return fmt.Sprintf(w.WantOneOff, strings.Join(want.Names, ", "))
	}
	return w.Form(want.Text)
}
