package ui

import (
	"fmt"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/text"
	"backprop/app/trainer"
	"backprop/engine"
)

// Keys of the browser's local storage. boot.js reads the same ones before the
// first paint.
const (
	storedLanguage = "language"
	storedTheme    = "theme"
)

// numbersEvery is how often the numbers of a playing network change in the
// text of the page: often enough to follow, slow enough to read.
const numbersEvery = 200 * time.Millisecond

// Playground is the page. It owns the Model and is the thin rim around Update:
// browser events come in as Messages, Commands go out to the trainer.
//
// Everything here runs on the browser's one event loop. Handlers, frames and
// answers never block and never run at the same time, so nothing is locked.
type Playground struct {
	app.Compo

	model   Model
	trainer *trainer.Trainer
	scene   scene
	ctx     app.Context

	onFrame app.Func
	framing bool    // a frame has been asked for
	written float64 // when the text of the page was last brought up to date, in ms
	stale   bool    // the text of the page is behind the model
	coded   coded   // the last QR code
	moved   bool    // the tour has come to another stop, which is to be scrolled to
	release []func()
}

// NewPlayground returns the page.
func NewPlayground() app.Composer {
	return &Playground{model: New()}
}

// OnMount starts the worker and opens the experiment of the address bar.
func (p *Playground) OnMount(ctx app.Context) {
	p.ctx = ctx
	window := app.Window()
	p.model.Language = text.ParseLanguage(stored(storedLanguage, window.Get("navigator").Get("language").String()))
	p.model.Theme = parseTheme(stored(storedTheme, ""))
	p.scene.attach()

	p.onFrame = app.FuncOf(func(_ app.Value, args []app.Value) any {
		p.frame(args[0].Float())
		return nil
	})
	p.trainer = trainer.New(
		func(s engine.Snapshot) { p.Send(Arrived{s}) },
		func(f trainer.Failure) { p.Send(WorkerFailed{firstLine(f.Detail)}) },
	)
	p.listen(window, "hashchange", func(app.Value) {
		if fragment() != p.model.link() {
			p.Send(OpenLink{Fragment: fragment()})
		}
	})
	p.watchSizes("network", "output", "loss")
	p.listenToPictures()
	p.listenToSurface()
	p.listenToMicroscope()
	p.listenToMotion()
	p.listen(window.Get("document"), "keydown", p.shortcut)
	p.listen(window.Call("matchMedia", "(prefers-color-scheme: dark)"), "change", func(app.Value) { p.scene.resized = true; p.requestFrame() })
	p.expose()
	p.speak()
	p.Send(OpenLink{Fragment: fragment()})
}

// OnDismount stops the worker and lets go of the browser's events.
func (p *Playground) OnDismount() {
	p.trainer.Close()
	for _, release := range p.release {
		release()
	}
	p.onFrame.Release()
	p.scene.detach()
}

// Send lets a message happen.
func (p *Playground) Send(message Message) {
	before := p.model
	var commands []engine.Command
	p.model, commands = Update(p.model, message)
	p.reflect(before)
	for _, c := range commands {
		p.trainer.Send(c)
	}
	switch message.(type) {
	case Frame:
		if p.model.Phase != before.Phase || p.model.Said != before.Said || p.model.Scope.At != before.Scope.At {
			p.scene.stale = true
			p.write()
		}
		return
	case Arrived:
		p.scene.stale, p.stale = true, true
		if before.Past.Adopt != p.model.Past.Adopt {
			p.address()
		}
		if !p.model.Playing || now()-p.written > float64(numbersEvery.Milliseconds()) {
			p.write()
		}
	default:
		p.scene.stale = true
		p.address()
		p.write()
	}
	p.requestFrame()
}

// write brings the text of the page up to date.
func (p *Playground) write() {
	p.written, p.stale = now(), false
	p.ctx.Dispatch(func(ctx app.Context) { ctx.Defer(p.place) })
}

// place puts where they belong what the page itself cannot.
func (p *Playground) place(ctx app.Context) {
	p.placeCard(ctx)
	p.placeTimeline()
	p.scrollToStop()
}

// reflect carries what has changed in the model into the browser.
func (p *Playground) reflect(before Model) {
	m := p.model
	if m.Language != before.Language {
		p.speak()
		store(storedLanguage, m.Language.Tag())
	}
	if m.Theme != before.Theme {
		app.Window().Get("document").Get("documentElement").Get("dataset").Set("theme", m.Theme.String())
		store(storedTheme, m.Theme.String())
		p.scene.resized = true
	}
	if m.Tour.On != before.Tour.On || m.Tour.Stop != before.Tour.Stop {
		p.showTour(before.Tour)
	}
	if m.Preparing.Open != before.Preparing.Open {
		p.showPreparing()
	}
	if m.Generation != before.Generation {
		p.trainer.Restart()
	}
}

// speak tells the browser the language of the page.
func (p *Playground) speak() {
	document := app.Window().Get("document")
	document.Get("documentElement").Set("lang", p.model.Language.Tag())
	document.Set("title", p.model.Words().Title)
}

// address keeps the experiment, and how it is shown, in the address bar.
func (p *Playground) address() {
	if p.model.keepsAddress() {
		return
	}
	if link := p.model.link(); link != fragment() {
		setFragment(link)
	}
}

// frame is called by the browser when it is about to draw.
func (p *Playground) frame(at float64) {
	p.framing = false
	p.Send(Frame{Now: at})
	resized := p.scene.resized
	p.scene.paint(p.model, at)
	if resized {
		p.placeCard(p.ctx)
	}
	if p.stale && at-p.written > float64(numbersEvery.Milliseconds()) {
		p.write()
	}
	if p.model.Playing || p.model.Scope.Playing || p.model.Link.Waiting() || p.stale {
		p.requestFrame()
	}
}

func (p *Playground) requestFrame() {
	if !p.framing {
		p.framing = true
		app.Window().Call("requestAnimationFrame", p.onFrame)
	}
}

// Render draws the page.
func (p *Playground) Render() app.UI {
	m := p.model
	return tag("div").Class("playground").DataSet("phase", m.Phase.String()).DataSet("embedded", truth(m.Embedded)).Body(
		p.viewTransport(m),
		p.viewNotices(m),
		tag("main").Class("columns").DataSet("sides", m.sides()).DataSet("microscope", truth(m.Scope.Open)).Body(
			tag("div").Class("column", "column-data").Body(p.viewData(m), p.viewInputs(m), p.viewMore(m)),
			p.viewMicroscope(m),
			tag("div").Class("column", "column-network").Body(p.viewTraining(m), p.viewNetwork(m), p.viewTools(m), p.viewSelection(m)),
			tag("div").Class("column", "column-output").Body(p.viewOutput(m), p.viewLoss(m)),
		),
		p.viewTour(m),
		p.viewPreparing(m),
		p.viewCard(m),
		tag("div").Class("unseen").ID("said").Aria("live", "polite").Role("status").Text(m.Said),
	)
}

// firstLine is what a reader needs of an error that goes on with a stack.
func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// tag returns an element of the given name. Elements of all kinds share one Go
// type, because each type of go-app's brings some 10 KB of methods with it.
func tag(name string) app.HTMLElem { return app.Elem(name) }

// picture frames a canvas that takes the room that is left. Only the frame is
// part of the layout: a canvas would ask for the size that it was last drawn in.
func picture(canvas app.UI) app.UI { return tag("div").Class("picture").Body(canvas) }

// when returns the view where it is wanted, and nothing elsewhere.
func when(wanted bool, view func() app.UI) app.UI {
	if !wanted {
		return nil
	}
	return view()
}

// send returns a handler for OnClick and its like that lets message happen,
// and the scope by which go-app tells it from other handlers.
func (p *Playground) send(message Message) (app.EventHandler, string) {
	return func(app.Context, app.Event) { p.Send(message) }, fmt.Sprintf("%T%+v", message, message)
}

// button returns a button that lets message happen.
func (p *Playground) button(message Message) app.HTMLElem {
	handler, scope := p.send(message)
	return tag("button").Attr("type", "button").OnClick(handler, scope)
}
