package e2e

import (
	"bytes"
	"fmt"
	"html"
	"image/png"
	"strings"
	"testing"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"backprop/app/link"
	"backprop/engine"
)

// everyOf lists the controls of a group as a link does.
func everyOf(g link.Group) string {
	var names []string
	for _, c := range link.Controls(g) {
		names = append(names, c.String())
	}
	return strings.Join(names, ",")
}

// allowClipboard lets the page use the clipboard without asking.
func (p *Page) allowClipboard() {
	p.t.Helper()
	own := chromedp.FromContext(p.ctx).BrowserContextID
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		_, err := chromedp.CallBrowser(p.ctx, cdpbrowser.SetPermission, cdpbrowser.SetPermissionParams{
			Permission: &cdpbrowser.PermissionDescriptor{Name: name}, Setting: cdpbrowser.PermissionSettingGranted, BrowserContextID: own,
		})
		p.must(err)
	}
}

// A teacher prepares a page, by mouse: what is locked and hidden goes out as a
// link, a frame and a code that another program reads.
func TestPrepareForClass(t *testing.T) {
	t.Parallel()
	p := open(t, "data=xor&layers=3tanh,1tanh")
	p.allowClipboard()
	p.Press("prepare")
	p.Until("the dialog is open", `document.getElementById("preparing").open`)
	p.Press("access-rate-locked")
	p.Press("access-momentum-hidden")
	p.Choose("access-all-1", "hidden") // the data
	p.Until("the link says so", fmt.Sprintf(`document.getElementById("prepared-link").value.endsWith("&hide=%s,momentum,prepare&lock=rate")`, everyOf(link.DataGroup)))
	var mixed string
	get(p, `document.getElementById("access-all-3").value`, &mixed)
	if mixed != "" {
		t.Errorf("the choice for a group of several states is %q", mixed)
	}
	address := p.Value("prepared-link")
	if !strings.HasPrefix(address, p.site+"#data=xor&") {
		t.Errorf("the link is %s", address)
	}

	p.Press("copy-prepared-link")
	p.Until("the button says so", `document.getElementById("copy-prepared-link").innerText === "Copied"`)
	var copied string
	get(p, `navigator.clipboard.readText()`, &copied)
	if copied != address {
		t.Errorf("copied %s, the link is %s", copied, address)
	}
	p.Press("copy-prepared-frame")
	p.Until("the other button says so", `document.getElementById("copy-prepared-frame").innerText === "Copied" && document.getElementById("copy-prepared-link").innerText === "Copy"`)
	get(p, `navigator.clipboard.readText()`, &copied)
	source, _, _ := strings.Cut(strings.TrimPrefix(copied, `<iframe src="`), `"`)
	if want := strings.Replace(address, "&hide=", "&embed=on&hide=", 1); html.UnescapeString(source) != want {
		t.Errorf("the frame is of %s, want %s", source, want)
	}

	if got := p.scanned("prepared-code"); got != address {
		t.Errorf("the code says %s, want %s", got, address)
	}

	// What the class will see, and back.
	p.Press("preview-class")
	p.WaitShown("previewing")
	p.WaitGone("momentum")
	if !p.disabled("rate") || p.Shows("set-xor") || p.Shows("prepare") {
		t.Error("the preview does not show what is prepared")
	}
	p.Press("preview-back")
	p.Until("the dialog is open again", `document.getElementById("preparing").open`)
	if p.disabled("rate") {
		t.Error("the teacher's own page is locked")
	}
	p.Key(kb.Escape)
	p.Until("Escape closes the dialog", `!document.getElementById("preparing").open`)

	// The class opens the link.
	p.do(chromedp.Navigate("about:blank"), chromedp.Navigate(address))
	p.WaitReady()
	if !p.disabled("rate") || p.Shows("momentum") || p.Shows("set-xor") || p.Shows("prepare") || !p.Shows("language-ko") || !p.Shows("theme") {
		t.Error("the prepared page is not as prepared")
	}
	p.Press("play")
	p.WaitEpoch(5)
	p.Pause()
	p.Press("language-ko")
	p.Until("the page is Korean", `document.documentElement.lang === "ko"`)
	if !p.disabled("rate") || p.Shows("momentum") {
		t.Error("another language opens what is locked")
	}
}

func (p *Page) disabled(id string) (yes bool) {
	p.t.Helper()
	get(p, fmt.Sprintf(`document.getElementById(%q).matches(":disabled")`, id), &yes)
	return yes
}

// scanned reads the QR code that an element shows, from the screen.
func (p *Page) scanned(id string) string {
	p.t.Helper()
	var at [4]float64
	p.wait("#"+id+" is drawn", fmt.Sprintf(`(() => { const e = document.getElementById(%q); if (!e?.complete || !e.naturalWidth) return null;
		e.scrollIntoView({block: "center"}); const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height] })()`, id), &at)
	p.painted()
	shot, err := chromedp.Call(p.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatPng, Clip: &page.Viewport{X: at[0], Y: at[1], Width: at[2], Height: at[3], Scale: 4},
	})
	p.must(err)
	picture, err := png.Decode(bytes.NewReader(shot.Data))
	p.must(err)
	text, err := find(picture)
	p.must(err)
	return text
}

// By keyboard alone, and read from the accessibility tree by names.
func TestPrepareByKeyboard(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.Tab("prepare")
	p.Key(kb.Enter)
	p.Until("the dialog is open", `document.getElementById("preparing").open`)
	p.Tab("access-play-open")
	p.Key(kb.ArrowRight)
	p.Until("Play is locked", `document.getElementById("access-play-locked").checked && document.getElementById("prepared-link").value.endsWith("&lock=play")`)
	if id := p.Focused(); id != "access-play-locked" {
		t.Errorf("the keyboard is at %s", id)
	}
	p.Key(kb.ArrowRight)
	p.Until("Play is hidden", `document.getElementById("prepared-link").value.endsWith("&hide=play,prepare")`)
	p.Key("p") // no shortcut works behind the dialog
	p.Tab("copy-prepared-link")
	p.Tab("preview-class")
	p.Key(kb.Enter)
	p.WaitShown("previewing")
	p.Key("p")
	p.Key("n")
	p.Until("an epoch is done", `playground().epoch === 1 && !playground().waiting`)
	if s := p.State(); s.Playing {
		t.Error("a key plays though Play is hidden")
	}
	p.Tab("preview-back")
	p.Key(kb.Enter)
	p.Until("the dialog is open", `document.getElementById("preparing").open`)
	p.Key(kb.Escape)
	p.Until("Escape closes the dialog", `!document.getElementById("preparing").open`)
	if id := p.Focused(); id != "prepare" && id != "preview-back" && id != "" {
		t.Errorf("the keyboard is at %s", id)
	}
}

// By touch, on a phone, in Korean; and what does not fit a code says so.
func TestPrepareByTouch(t *testing.T) {
	t.Parallel()
	p := open(t, "layers=16tanh,16tanh,16tanh,1tanh", on(phone), byTouch())
	p.Press("language-ko")
	p.Until("the page is Korean", `document.documentElement.lang === "ko"`)
	p.Press("prepare")
	p.Until("the dialog is open", `document.getElementById("preparing").open`)
	p.Press("access-layers-locked")
	p.Until("the layers are locked", `document.getElementById("prepared-link").value.endsWith("&lock=layers")`)
	var wrong []string
	get(p, overflow, &wrong)
	for _, w := range wrong {
		t.Error(w)
	}
	keep(t, ".png", p.Screenshot())
	var small []string
	get(p, `[...document.querySelectorAll("#preparing :is(button, select, .state)")].map(e => [e, e.getBoundingClientRect()])
		.filter(([e, b]) => b.width < 36 || b.height < 36).map(([e, b]) => e.tagName + "#" + e.id + " " + Math.round(b.width) + "×" + Math.round(b.height))`, &small)
	if len(small) > 0 {
		t.Errorf("too small for a finger: %v", small)
	}
	p.Press("preparing-done")
	p.Until("the dialog is closed", `!document.getElementById("preparing").open`)

	// First weights by hand make a link that is too long for a code.
	var weights []string
	e, err := engine.Parse(p.State().Experiment)
	p.must(err)
	for i := range e.Parameters() {
		weights = append(weights, fmt.Sprintf("0.%d", 1000000+i))
	}
	p.Open("layers=16tanh,16tanh,16tanh,1tanh&start=" + strings.Join(weights, ","))
	p.Press("prepare")
	if text := p.WaitShown("prepared-code-none"); !strings.Contains(text, "2953") {
		t.Errorf("a link that is too long for a code: %q", text)
	}
}

// No way leads to a change of what is locked: not a key, not a place in the
// network, not a menu. All that can be locked is, in one page.
func TestNothingLockedCanBeChanged(t *testing.T) {
	t.Parallel()
	var names []string
	for g := range link.GroupCount {
		for _, c := range link.Controls(g) {
			if c.Lockable() {
				names = append(names, c.String())
			}
		}
	}
	for _, key := range []string{"lock", "hide"} {
		p := open(t, key+"="+strings.Join(names, ","))
		p.run(`document.getElementById("more").open = true`)
		before := p.State()
		p.Press("network")
		for _, k := range []string{"p", "n", "r", "w", kb.ArrowRight, kb.ArrowRight, kb.ArrowRight, "+", "-", "l", kb.Delete, kb.Backspace, kb.Enter, "5", kb.Enter} {
			p.Key(k)
		}
		var pressable []string
		get(p, `[...document.querySelectorAll("button, input, select, summary")].filter(e => e.checkVisibility() && !e.matches(":disabled")).map(e => e.id || e.tagName)`, &pressable)
		for _, id := range pressable {
			switch id {
			case "SUMMARY", "prepare", "copy-link", "selection-close", "dismiss", "output-back", "confusion-open", "flow", "check", "microscope-open", "tour": // change nothing
			default:
				t.Errorf("%s: #%s can be pressed", key, id)
			}
		}
		if after := p.Settle(); after.Experiment != before.Experiment || after.Updates != 0 || after.Playing || fmt.Sprint(after.Params) != fmt.Sprint(before.Params) {
			t.Errorf("%s: the page has changed to %s", key, after.Experiment)
		}
		if key == "lock" {
			if text := p.WaitShown("notice"); !strings.Contains(text, "locked") {
				t.Errorf("the notice is %q", text)
			}
		} else if p.Shows("notice") {
			t.Errorf("a notice tells of what is hidden: %s", p.Text("notice"))
		}
	}
}
