package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long a test waits for something to be seen before it fails.
// It bounds a failing run and never delays a passing one.
const patience = 30 * time.Second

// Size is a screen in CSS pixels.
type Size struct{ width, height int }

var (
	desktop = Size{1440, 900}
	tablet  = Size{1024, 768}
	phone   = Size{390, 844}
)

// Page is one tab and the reader in front of it. Its methods are what a reader
// does and sees; each fails the test when it cannot be done.
type Page struct {
	t     *testing.T
	ctx   context.Context
	site  string
	size  Size
	touch bool

	mu      sync.Mutex
	console []string
	faults  []string
	excused []*regexp.Regexp
}

// Option is how a page differs from an ordinary visit.
type Option func(*Page)

// on shows the page on a screen of that size.
func on(size Size) Option { return func(p *Page) { p.size = size } }

// byTouch shows the page on a phone, where Press is a tap.
func byTouch() Option { return func(p *Page) { p.touch = true } }

// at visits the site under another address.
func at(site string) Option { return func(p *Page) { p.site = site } }

// visit opens a tab with a new profile, without a page in it yet.
func visit(t *testing.T, options ...Option) *Page {
	t.Helper()
	p := &Page{t: t, site: siteURL, size: desktop}
	for _, o := range options {
		o(p)
	}
	var leave context.CancelFunc
	p.ctx, leave = chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.observe))
	t.Cleanup(func() {
		p.judge()
		leave()
	})
	p.do(chromedp.Func(func(context.Context, *chromedp.Target) error { return nil }))
	p.Resize(p.size)
	return p
}

// open opens the page with an experiment in the link and waits until it is
// ready.
func open(t *testing.T, fragment string, options ...Option) *Page {
	t.Helper()
	p := visit(t, options...)
	p.Open(fragment)
	return p
}

// Open follows a link to an experiment and waits until the page is ready.
func (p *Page) Open(fragment string) {
	p.t.Helper()
	// By way of an empty page: a change of the fragment alone loads nothing.
	p.do(chromedp.Navigate("about:blank"), chromedp.Navigate(p.link(fragment)))
	p.WaitReady()
}

// link returns the address of an experiment.
func (p *Page) link(fragment string) string {
	if fragment == "" {
		return p.site
	}
	return p.site + "#" + fragment
}

// Reload reloads the page and waits until it is ready.
func (p *Page) Reload() {
	p.t.Helper()
	p.do(chromedp.Reload())
	p.WaitReady()
}

// WaitReady waits until the page shows the experiment of its link, before any
// training.
func (p *Page) WaitReady() {
	p.t.Helper()
	p.Until("the page is ready", `globalThis.playground && playground().phase === "ready" && !playground().waiting && !document.querySelector(".boot")`)
}

// Resize gives the page another screen.
func (p *Page) Resize(size Size) {
	p.t.Helper()
	p.size = size
	options := []chromedp.EmulateViewportOption{}
	if p.touch {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	p.do(chromedp.EmulateViewport(int64(size.width), int64(size.height), options...))
}

// Prefer makes the system prefer a colour scheme, "light" or "dark".
func (p *Page) Prefer(scheme string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	p.must(err)
}

// Press clicks the middle of the element, or taps it, once nothing lies over
// it.
func (p *Page) Press(id string) {
	p.t.Helper()
	at := p.place(id, 0.5, 0.5)
	p.pressAt(at[0], at[1])
}

// PressAt clicks a canvas at a place given in CSS pixels from its upper left
// corner.
func (p *Page) PressAt(id string, x, y float64) {
	p.t.Helper()
	var corner [2]float64
	get(p, fmt.Sprintf(`(() => { const e = document.getElementById(%q); e.scrollIntoView({block: "nearest", inline: "nearest"});
		const b = e.getBoundingClientRect(); return [b.x + e.clientLeft, b.y + e.clientTop] })()`, id), &corner)
	p.pressAt(corner[0]+x, corner[1]+y)
}

func (p *Page) pressAt(x, y float64) {
	p.t.Helper()
	if p.touch {
		p.do(chromedp.TapXY(x, y))
	} else {
		p.do(chromedp.MouseClickXY(x, y))
	}
}

// place returns a place on an element, given as shares of its width and
// height, once it can be pressed: enabled, in view, and with nothing over it.
func (p *Page) place(id string, across, down float64) [2]float64 {
	p.t.Helper()
	var at [2]float64
	p.wait("#"+id+" can be pressed", fmt.Sprintf(`(() => {
		const e = document.getElementById(%q);
		if (!e || e.disabled) return null;
		e.scrollIntoView({block: "nearest", inline: "nearest"});
		const b = e.getBoundingClientRect(), x = b.x + b.width*%g, y = b.y + b.height*%g;
		const top = document.elementFromPoint(x, y);
		return b.width > 0 && top && (e.contains(top) || top.closest("label")?.control === e) ? [x, y] : null;
	})()`, id, across, down), &at)
	return at
}

// Type replaces the text of a field by other text, key by key, and takes it
// over with Enter.
func (p *Page) Type(id, text string) {
	p.t.Helper()
	p.Press(id)
	p.Key("a", chromedp.ModifierCtrl)
	p.Key(text)
	p.Key(kb.Enter)
}

// Choose picks an entry of a menu by its value.
func (p *Page) Choose(id, value string) {
	p.t.Helper()
	p.Until("#"+id+" offers "+value, fmt.Sprintf(`[...document.getElementById(%q)?.options ?? []].some(o => o.value === %q)`, id, value))
	p.run(fmt.Sprintf(`(() => {
		const e = document.getElementById(%q);
		e.focus(); e.value = %q;
		for (const type of ["input", "change"]) e.dispatchEvent(new Event(type, {bubbles: true}));
	})()`, id, value))
}

// Key presses and releases each key of keys.
func (p *Page) Key(keys string, modifiers ...chromedp.Modifier) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

// Tab moves the keyboard forward until the element has it.
func (p *Page) Tab(id string) {
	p.t.Helper()
	for range 120 {
		p.Key(kb.Tab)
		if p.Focused() == id {
			return
		}
	}
	p.t.Fatalf("#%s is not reached by Tab", id)
}

// Focused returns the id of the element that has the keyboard.
func (p *Page) Focused() string {
	p.t.Helper()
	var id string
	get(p, `document.activeElement?.id ?? ""`, &id)
	return id
}

// Text returns the text that an element shows.
func (p *Page) Text(id string) string {
	p.t.Helper()
	p.Until("#"+id+" is there", fmt.Sprintf(`document.getElementById(%q)`, id))
	var text string
	get(p, fmt.Sprintf(`document.getElementById(%q).innerText`, id), &text)
	return text
}

// Value returns the text in a field.
func (p *Page) Value(id string) string {
	p.t.Helper()
	var text string
	get(p, fmt.Sprintf(`document.getElementById(%q).value`, id), &text)
	return text
}

// Shows reports whether an element is on the page and not hidden.
func (p *Page) Shows(id string) bool {
	p.t.Helper()
	var yes bool
	get(p, shows(id), &yes)
	return yes
}

// WaitShown waits until an element is shown and returns its text.
func (p *Page) WaitShown(id string) string {
	p.t.Helper()
	p.Until("#"+id+" is shown", shows(id))
	return p.Text(id)
}

// WaitGone waits until an element is not shown.
func (p *Page) WaitGone(id string) {
	p.t.Helper()
	p.Until("#"+id+" is gone", "!("+shows(id)+")")
}

func shows(id string) string {
	return fmt.Sprintf(`document.getElementById(%q)?.checkVisibility() ?? false`, id)
}

// painted waits until what the page knows is on the canvases: the frame after
// the next one.
func (p *Page) painted() {
	p.t.Helper()
	get(p, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`, new(bool))
}

// Until waits until a JavaScript expression is true.
func (p *Page) Until(what, expression string) {
	p.t.Helper()
	var yes bool
	p.wait(what, "!!("+expression+") || null", &yes)
}

// wait waits until expression is neither null, undefined nor false, and stores
// its value in v. It asks anew each time, so that it outlasts a reload.
func (p *Page) wait(what, expression string, v any) {
	p.t.Helper()
	end := time.Now().Add(patience)
	for {
		err := evaluate(p.ctx, "("+expression+") ?? null", v)
		if err == nil {
			return
		}
		if faults := p.complaints(); len(faults) > 0 {
			p.t.Fatalf("waited until %s; meanwhile the page complained", what)
		}
		if time.Now().After(end) {
			p.t.Fatalf("waited %v in vain until %s (%v)", patience, what, err)
		}
		// The page's own clock paces the questions: one a frame or so.
		ctx, cancel := context.WithTimeout(p.ctx, time.Second)
		_ = chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`new Promise(done => setTimeout(done, 30))`, chromedp.EvalAwaitPromise))
		cancel()
	}
}

// Worker returns a context in which JavaScript runs inside the training
// worker.
func (p *Page) Worker() context.Context {
	p.t.Helper()
	own := chromedp.FromContext(p.ctx).BrowserContextID
	infos, err := chromedp.Targets(p.ctx)
	p.must(err)
	for _, info := range infos {
		if info.Type == "worker" && info.BrowserContextID == own {
			ctx, leave := chromedp.NewContext(p.ctx, chromedp.WithTargetID(info.TargetID), chromedp.WithDetachOnCancel())
			p.t.Cleanup(leave)
			return ctx
		}
	}
	p.t.Fatalf("no worker among the targets %v", targets(infos))
	return nil
}

func targets(infos []*target.Info) (list []string) {
	for _, i := range infos {
		list = append(list, i.Type+" "+i.URL)
	}
	return list
}

// Screenshot returns the page as PNG, as far as it is in view.
func (p *Page) Screenshot() []byte {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	p.must(err)
	return png
}

// Inject runs a script in every page of the tab before the page's own.
func (p *Page) Inject(script string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	p.must(err)
}

// Excuse lets messages that match pass, for a test that provokes them.
func (p *Page) Excuse(pattern string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.excused = append(p.excused, regexp.MustCompile(pattern))
}

// get stores the value of a JavaScript expression in v.
func get(p *Page, expression string, v any) {
	p.t.Helper()
	p.must(evaluate(p.ctx, expression, v))
}

// run runs JavaScript and drops its value.
func (p *Page) run(script string) {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](script))
}

func (p *Page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	p.must(chromedp.Do(p.ctx, actions...))
}

func (p *Page) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

var errNothing = errors.New("nothing there")

// evaluate stores the value of a JavaScript expression in v; a promise is
// waited for. Null and undefined are an error.
func evaluate(ctx context.Context, expression string, v any) error {
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		return err
	}
	if len(raw) == 0 || string(raw) == "null" {
		return errNothing
	}
	return json.Unmarshal(raw, v)
}
