package ui

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
)

// now is the browser's clock, in milliseconds since the page was opened.
func now() float64 {
	return app.Window().Get("performance").Call("now").Float()
}

// listen calls handle for each event until the page is dismounted.
func (p *Playground) listen(target app.Value, event string, handle func(event app.Value)) {
	f := app.FuncOf(func(_ app.Value, args []app.Value) any {
		handle(args[0])
		return nil
	})
	target.Call("addEventListener", event, f)
	p.release = append(p.release, func() {
		target.Call("removeEventListener", event, f)
		f.Release()
	})
}

// watchSizes draws again whenever one of the elements gets another size.
func (p *Playground) watchSizes(ids ...string) {
	f := app.FuncOf(func(app.Value, []app.Value) any {
		p.scene.resized = true
		p.requestFrame()
		return nil
	})
	observer := app.Window().Get("ResizeObserver").New(f)
	for _, id := range ids {
		observer.Call("observe", app.Window().GetElementByID(id))
	}
	p.release = append(p.release, func() {
		observer.Call("disconnect")
		f.Release()
	})
}

// stored returns what the browser keeps under key, or otherwise. A browser
// that keeps nothing, as in private windows, is no error.
func stored(key, otherwise string) string {
	v := app.Window().Get("boot").Call("recall", key)
	if v.Truthy() {
		return v.String()
	}
	return otherwise
}

func store(key, value string) { app.Window().Get("boot").Call("remember", key, value) }

// fragment returns the fragment of the address, without '#'.
func fragment() string {
	return strings.TrimPrefix(app.Window().Get("location").Get("hash").String(), "#")
}

// setFragment replaces the fragment without an entry in the history.
func setFragment(link string) {
	window := app.Window()
	window.Get("history").Call("replaceState", nil, "", "#"+link)
}

// base is the address of the page without its fragment.
func (p *Playground) base() string {
	address, _, _ := strings.Cut(app.Window().Get("location").Get("href").String(), "#")
	return address
}

// toClipboard puts a text on the clipboard and tells done how that went.
func toClipboard(text string, done func(ok bool)) {
	clipboard := app.Window().Get("navigator").Get("clipboard")
	if !clipboard.Truthy() {
		done(false)
		return
	}
	var copied, refused app.Func
	answer := func(ok bool) func(app.Value, []app.Value) any {
		return func(app.Value, []app.Value) any {
			copied.Release()
			refused.Release()
			done(ok)
			return nil
		}
	}
	copied, refused = app.FuncOf(answer(true)), app.FuncOf(answer(false))
	clipboard.Call("writeText", text).Call("then", copied, refused)
}

// String is the name under which the theme is kept and styled.
func (t Theme) String() string {
	switch t {
	case LightTheme:
		return "light"
	case DarkTheme:
		return "dark"
	}
	return "system"
}

func parseTheme(name string) Theme {
	switch name {
	case "light":
		return LightTheme
	case "dark":
		return DarkTheme
	}
	return SystemTheme
}

// String is the name of the phase, for styles and tests.
func (p Phase) String() string {
	switch p {
	case Ready:
		return "ready"
	case Failed:
		return "failed"
	}
	return "starting"
}

// colours returns the palette that the reader sees.
func (t Theme) colours() draw.Theme {
	if t == DarkTheme || t == SystemTheme && app.Window().Call("matchMedia", "(prefers-color-scheme: dark)").Get("matches").Bool() {
		return draw.Dark
	}
	return draw.Light
}

// shortcut answers keys that work anywhere on the page. It goes by the place
// of a key on the keyboard, so that it works under a Korean input method.
func (p *Playground) shortcut(event app.Value) {
	if event.Get("ctrlKey").Bool() || event.Get("metaKey").Bool() || event.Get("altKey").Bool() || event.Get("repeat").Bool() || p.model.Preparing.Open {
		return
	}
	if tag := event.Get("target").Get("tagName"); tag.Truthy() {
		switch tag.String() {
		case "INPUT", "SELECT", "TEXTAREA":
			return
		}
	}
	switch event.Get("code").String() {
	case "KeyP":
		p.Send(TogglePlay{})
	case "KeyN":
		p.Send(StepEpoch{})
	case "KeyM":
		p.toggleMicroscope()
	case "KeyR":
		p.Send(ResetWeights{})
	case "KeyW":
		p.Send(NewWeights{})
	case "Comma":
		p.Send(StepSpeed{-1})
	case "Period":
		p.Send(StepSpeed{+1})
	default:
		return
	}
	event.Call("preventDefault")
}

// expose lets programs that drive the page read its state: the global
// playground() returns the experiment's text form, the counters and every
// parameter, as text that gives back the same bits.
func (p *Playground) expose() {
	f := app.FuncOf(func(app.Value, []app.Value) any {
		m := p.model
		params := make([]any, len(m.Snapshot.Params))
		for i, v := range m.Snapshot.Params {
			params[i] = strconv.FormatFloat(v, 'g', -1, 64)
		}
		history := make([]any, len(m.History))
		for i, point := range m.History {
			history[i] = []any{point.Epoch, strconv.FormatFloat(point.Train, 'g', -1, 64)}
		}
		return map[string]any{
			"experiment": m.Experiment.String(),
			"link":       m.link(),
			"opened":     m.Opened,
			"notes":      len(m.Notice.Notes),
			"phase":      m.Phase.String(),
			"playing":    m.Playing,
			"waiting":    m.Link.Waiting(),
			"epoch":      m.Snapshot.Epoch,
			"updates":    float64(m.Snapshot.Updates),
			"stopped":    m.Snapshot.Stopped.String(),
			"loss":       strconv.FormatFloat(m.Loss(m.Snapshot.Train), 'g', -1, 64),
			"params":     params,
			"history":    history,
		}
	})
	app.Window().Set("playground", f)
	p.release = append(p.release, f.Release)
}
