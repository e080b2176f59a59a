package ui

import (
	"errors"
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

// field is a text input for the value of f.
func (p *Playground) field(m Model, f Field, name, symbol, help, typed string) app.UI {
	id, wrong := string(f), m.Errors[f]
	input := app.Input().Type("text").ID(id).Attr("inputmode", "decimal").Attr("autocomplete", "off").Attr("spellcheck", "false").
		Value(typed).
		OnInput(p.draft(f), f).OnChange(p.commit(f), f).OnKeyDown(p.fieldKey(f), f)
	if help != "" {
		input = input.Title(help)
	}
	if wrong != nil {
		input = input.Aria("invalid", "true").Aria("describedby", id+"-error")
	}
	return app.Div().Class("field").Body(
		app.Label().For(id).Body(
			app.Span().Text(name),
			when(symbol != "", func() app.UI { return app.Span().Class("symbol").Text(symbol) }),
		),
		input,
		when(wrong != nil, func() app.UI {
			return app.P().ID(id + "-error").Class("field-error").Role("alert").Text(ErrorText(m.Words(), wrong))
		}),
	)
}

func (p *Playground) draft(f Field) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { p.Send(Draft{f, ctx.JSSrc().Get("value").String()}) }
}

func (p *Playground) commit(f Field) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { p.Send(commitOf(f, ctx.JSSrc().Get("value").String())) }
}

// commitOf is the message that takes typed text over as the value of f.
func commitOf(f Field, typed string) Message {
	if index, ok := f.parameter(); ok {
		return SetParameter{index, typed}
	}
	return Commit{f, typed}
}

// fieldKey answers Enter, which takes the value over at once, and Escape, which
// brings the old one back.
func (p *Playground) fieldKey(f Field) app.EventHandler {
	return func(ctx app.Context, e app.Event) {
		switch e.Get("key").String() {
		case "Enter":
			if e.Get("isComposing").Bool() {
				return
			}
			p.Send(commitOf(f, ctx.JSSrc().Get("value").String()))
		case "Escape":
			p.Send(Cancel{f})
		default:
			ctx.PreventUpdate()
		}
	}
}

// option is an entry of a menu: its name in the text form and in words.
type option struct{ name, words string }

// menu is a field with a few choices.
func (p *Playground) menu(m Model, f Field, name, help, chosen string, options []option) app.UI {
	id := string(f)
	return app.Div().Class("field").Body(
		app.Label().For(id).Text(name),
		app.Select().ID(id).Title(help).OnChange(p.optionChosen(f), f).Body(
			app.Range(options).Slice(func(i int) app.UI {
				return app.Option().Value(options[i].name).Selected(options[i].name == chosen).Text(options[i].words)
			}),
		),
		when(m.Errors[f] != nil, func() app.UI {
			return app.P().Class("field-error").Role("alert").Text(ErrorText(m.Words(), m.Errors[f]))
		}),
	)
}

func (p *Playground) optionChosen(f Field) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { p.Send(ChooseOption{f, ctx.JSSrc().Get("value").String()}) }
}

// ErrorText says in words of w what err says.
func ErrorText(w *text.Words, err error) string {
	var field *engine.FieldError
	var number *NumberError
	var limit *LimitError
	switch {
	case errors.As(err, &field):
		name, known := w.Fields[field.Field]
		if !known {
			name = field.Field
		}
		return fmt.Sprintf(w.FieldErrorf, name, field.Value, wantText(w, field.Want))
	case errors.As(err, &number):
		return fmt.Sprintf(w.NotANumberf, number.Typed)
	case errors.As(err, &limit):
		switch {
		case limit.Least && limit.Inputs:
			return w.LastFeatureKept
		case limit.Least:
			return w.TooFewUnits
		case limit.Layers:
			return fmt.Sprintf(w.TooManyLayersf, limit.Limit)
		}
		return fmt.Sprintf(w.TooManyUnitsf, limit.Limit)
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
	return want.Text
}
