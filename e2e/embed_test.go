package e2e

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// hostPage serves a page that embeds the playground in a frame, on another
// origin than the playground's: localhost and not 127.0.0.1.
func hostPage(t *testing.T, fragment, attributes string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>Lesson</title><style>body, p { margin: 0 } iframe { display: block; width: 1000px; height: 1300px; border: 0 }</style>
			<p style="height: 200px">A lesson.</p><iframe id="frame" src="%s#%s" %s></iframe><p style="height: 1500px">More of it.</p>`,
			html.EscapeString(siteURL), html.EscapeString(fragment), attributes)
	}))
	t.Cleanup(s.Close)
	return strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/"
}

// frame returns a context in which JavaScript runs inside the embedded page.
func (p *Page) frame() context.Context {
	p.t.Helper()
	own := chromedp.FromContext(p.ctx).BrowserContextID
	for end := time.Now().Add(patience); time.Now().Before(end); {
		infos, err := chromedp.Targets(p.ctx)
		p.must(err)
		for _, info := range infos {
			if info.Type == "iframe" && info.BrowserContextID == own {
				ctx, leave := chromedp.NewContext(p.ctx, chromedp.WithTargetID(info.TargetID), chromedp.WithDetachOnCancel())
				p.t.Cleanup(leave)
				return ctx
			}
		}
		p.painted()
	}
	p.t.Fatal("there is no frame")
	return nil
}

// inFrame stores the value of an expression inside the embedded page, once it
// is there.
func (p *Page) inFrame(frame context.Context, what, expression string, v any) {
	p.t.Helper()
	for end := time.Now().Add(patience); ; {
		err := evaluate(frame, "("+expression+") ?? null", v)
		if err == nil {
			return
		}
		if time.Now().After(end) {
			p.t.Fatalf("waited in vain until %s in the frame: %v", what, err)
		}
		p.painted()
	}
}

// Wheel turns the mouse wheel over a place, down by so many pixels.
func (p *Page) Wheel(x, y, down float64) {
	p.t.Helper()
	// That of the library leaves a zero out, which the browser refuses.
	type event struct {
		Type   input.DispatchMouseEventType `json:"type"`
		X      float64                      `json:"x"`
		Y      float64                      `json:"y"`
		DeltaX float64                      `json:"deltaX"`
		DeltaY float64                      `json:"deltaY"`
	}
	dispatch := cdp.Command[event, cdp.Empty]{Method: input.CommandDispatchMouseEvent}
	for _, e := range []event{
		{input.DispatchMouseEventTypeMouseMoved, x, y, 0, 0},
		{input.DispatchMouseEventTypeMouseWheel, x, y, 0, down},
	} {
		_, err := chromedp.Call(p.ctx, dispatch, e)
		p.must(err)
	}
}

const frameReady = `globalThis.playground && playground().phase === "ready" && !playground().waiting && !document.querySelector(".boot") || null`

// An embedded page trains; wheel and keys over it move the page around it.
func TestEmbeddedPageDoesNotTrapTheReader(t *testing.T) {
	t.Parallel()
	p := visit(t, on(Size{1100, 800}))
	p.do(chromedp.Navigate(hostPage(t, "data=xor&embed=on", `allow="clipboard-write"`)))
	frame := p.frame()
	p.inFrame(frame, "the page is ready", frameReady, new(bool))

	// Nothing in the frame scrolls by itself at this height.
	var tall float64
	p.inFrame(frame, "its height is known", `document.documentElement.scrollHeight`, &tall)
	if tall > 1300 {
		t.Errorf("the embedded page is %g px tall", tall)
	}
	for _, id := range []string{"network", "output", "loss", "set-circle", "activation-1"} {
		var at [2]float64
		p.inFrame(frame, "#"+id+" is placed", fmt.Sprintf(`(() => { const b = document.getElementById(%q).getBoundingClientRect(); return [b.x + b.width/2, b.y + b.height/2] })()`, id), &at)
		p.run(`scrollTo(0, 0)`)
		p.painted()
		if at[1]+200 > 790 { // below the fold: go there first
			p.run(fmt.Sprintf(`scrollTo(0, %g)`, at[1]+200-400))
			p.painted()
		}
		var before float64
		get(p, `scrollY`, &before)
		p.Wheel(at[0], at[1]+200-before, 120)
		p.Until("the wheel over #"+id+" scrolls the host", fmt.Sprintf(`scrollY >= %g`, before+100))
	}

	// The arrow keys, the space bar and Page Down are the browser's, unless a
	// control of the page has the keyboard.
	var taken []string
	p.inFrame(frame, "keys have been tried", `["ArrowDown", "ArrowUp", "Space", "PageDown", "Home", "Tab"].filter(code =>
		!document.body.dispatchEvent(new KeyboardEvent("keydown", {code, key: code === "Space" ? " " : code, bubbles: true, cancelable: true})))`, &taken)
	if len(taken) > 0 {
		t.Errorf("the embedded page takes %v", taken)
	}

	// It plays, by a click.
	p.run(`scrollTo(0, 0)`)
	p.painted()
	var play [2]float64
	p.inFrame(frame, "Play is placed", `(() => { const b = document.getElementById("play").getBoundingClientRect(); return [b.x + b.width/2, b.y + b.height/2] })()`, &play)
	p.do(chromedp.MouseClickXY(play[0], play[1]+200))
	p.inFrame(frame, "it trains", `playground().epoch >= 20 || null`, new(bool))
	for _, id := range []string{"language-ko", "theme"} {
		p.inFrame(frame, "#"+id+" is there", fmt.Sprintf(`document.getElementById(%q).checkVisibility() || null`, id), new(bool))
	}
	// What it does stays in it: the host's address is the host's.
	var address string
	get(p, `location.hash`, &address)
	if address != "" {
		t.Errorf("the host's address has become %s", address)
	}
}

// A browser may deny an embedded page every kind of storage.
func TestWithoutStorage(t *testing.T) {
	t.Parallel()
	p := visit(t)
	p.Inject(`for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
		Object.defineProperty(window, name, {configurable: true, get() { throw new DOMException("denied", "SecurityError") }});
		Object.defineProperty(Navigator.prototype, "serviceWorker", {get() { throw new DOMException("denied", "SecurityError") }})`)
	p.Open("embed=on")
	p.Press("language-ko")
	p.Until("the page is Korean", `document.documentElement.lang === "ko"`)
	p.Choose("theme", "dark")
	p.Until("the dark theme is on", `document.documentElement.dataset.theme === "dark"`)
	p.Press("play")
	p.WaitEpoch(10)
	p.Pause()
}
