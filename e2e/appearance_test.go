package e2e

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
)

// texts lists what the page says: every text in view, and the names and hints
// of what has them.
const texts = `(() => {
	const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; n = walk.nextNode();) {
		const e = n.parentElement;
		if (n.data.trim() && !e.closest("script, style, .language") && (e.tagName === "OPTION" || e.checkVisibility())) found.push(n.data.trim());
	}
	for (const e of document.querySelectorAll("[aria-label], [title], [placeholder]"))
		for (const a of ["aria-label", "title", "placeholder"]) if (e.getAttribute(a)) found.push(e.getAttribute(a));
	return found;
})()`

// words matches what is English unless it is a name that Korean shares.
var (
	words  = regexp.MustCompile(`[A-Za-z]{3,}`)
	shared = regexp.MustCompile(`tanh|ReLU|XOR|sin|log|max|Enter|Tab|Esc|Delete|Shift|Home|End|Page`)
)

func TestKoreanWithoutReload(t *testing.T) {
	t.Parallel()
	p := open(t, "data=xor&layers=3sigmoid,2tanh,1linear&batch=20")
	p.run(`globalThis.sameVisit = true; document.getElementById("more").open = true`)
	p.Press("step")
	p.Until("an epoch is done", `playground().epoch === 1 && !playground().waiting`)
	var english []string
	get(p, texts, &english)
	p.Press("language-ko")
	p.Until("the page is Korean", `document.documentElement.lang === "ko" && globalThis.sameVisit && document.getElementById("play").innerText.includes("학습")`)
	if s := p.State(); s.Epoch != 1 {
		t.Errorf("the language took training to epoch %d", s.Epoch)
	}
	var korean []string
	get(p, texts, &korean)
	for _, text := range korean {
		if rest := shared.ReplaceAllString(text, ""); words.MatchString(rest) {
			t.Errorf("the Korean page says %q", text)
		}
	}
	if len(korean) != len(english) {
		t.Errorf("%d texts in Korean, %d in English", len(korean), len(english))
	}
	for _, text := range english {
		if strings.ContainsAny(text, "가나다라마바사아자차카타파하") {
			t.Errorf("the English page says %q", text)
		}
	}

	p.Reload()
	p.Until("the page is Korean after a reload", `document.documentElement.lang === "ko" && document.getElementById("play").innerText.includes("학습")`)
	// A message of an error has its words as well.
	p.Type("rate", "abc")
	if text := p.WaitShown("rate-error"); words.MatchString(strings.ReplaceAll(text, "abc", "")) {
		t.Errorf("the Korean message is %q", text)
	}
	p.Press("language-en")
	p.Until("the page is English again", `document.documentElement.lang === "en" && document.getElementById("play").innerText.includes("Play")`)
}

func TestTheme(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	background := func() (color string) {
		t.Helper()
		get(p, `getComputedStyle(document.body).backgroundColor`, &color)
		return color
	}
	p.Prefer("light")
	light := background()
	p.Prefer("dark")
	dark := background()
	if light == dark {
		t.Errorf("the page does not follow the system: %s", light)
	}
	p.Choose("theme", "light")
	p.Until("the light theme is on", `document.documentElement.dataset.theme === "light"`)
	if background() != light {
		t.Errorf("the light theme is %s under a dark system, want %s", background(), light)
	}
	p.Choose("theme", "dark")
	p.Until("the dark theme is on", `document.documentElement.dataset.theme === "dark"`)
	p.Prefer("light")
	p.Reload()
	if background() != dark {
		t.Errorf("the dark theme is not remembered: %s, want %s", background(), dark)
	}
}

// The pictures have a pixel for each of the screen's, and stay sharp and whole
// when their room changes.
func TestPicturesAreSharp(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	sharp := func(when string) {
		t.Helper()
		p.Until("the pictures are sharp "+when, `["network", "output", "loss"].every(id => { const c = document.getElementById(id);
			return c.clientWidth > 0 && Math.abs(c.width - c.clientWidth * devicePixelRatio) <= 1 && Math.abs(c.height - c.clientHeight * devicePixelRatio) <= 1 })`)
	}
	sharp("on opening")
	p.run(`document.querySelector("#more > summary").click()`)
	sharp("with more settings open")
	p.Resize(tablet)
	sharp("on a smaller screen")
	p.do(chromedp.EmulateViewport(int64(desktop.width), int64(desktop.height), chromedp.EmulateScale(2)))
	sharp("with two pixels to each")
}

// overflow lists what does not fit: the page itself, and words that are cut off
// in what holds them.
const overflow = `(() => {
	const wrong = [], root = document.documentElement;
	if (root.scrollWidth > root.clientWidth) wrong.push("the page is " + root.scrollWidth + " wide on " + root.clientWidth);
	for (const e of document.querySelectorAll("button, label, h1, h2, p, output, summary, span")) {
		if (!e.checkVisibility() || e.closest(".unseen, .network-scroll")) continue;
		const b = e.getBoundingClientRect(), name = e.tagName.toLowerCase() + (e.id ? "#" + e.id : "." + e.className) + " “" + e.innerText.slice(0, 40) + "”";
		if (getComputedStyle(e).display !== "inline" && e.scrollWidth > e.clientWidth + 1) wrong.push(name + " is cut off: " + e.scrollWidth + " in " + e.clientWidth);
		if (b.width > 0 && (b.right > root.clientWidth + 1 || b.left < -1)) wrong.push(name + " reaches from " + b.left + " to " + b.right + " of " + root.clientWidth);
	}
	for (const e of document.querySelectorAll("select")) {
		if (!e.checkVisibility({opacityProperty: true})) continue; // or its words are not what is seen
		const style = getComputedStyle(e), c = document.createElement("canvas").getContext("2d");
		c.font = [style.fontWeight, style.fontSize, style.fontFamily].join(" ");
		const arrow = style.appearance === "none" ? 0 : 16; // the browser draws it inside
		const need = c.measureText(e.selectedOptions[0].text).width + parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) + arrow;
		if (need > e.clientWidth + 1) wrong.push("select#" + e.id + " “" + e.selectedOptions[0].text + "” is cut off: " + Math.ceil(need) + " in " + e.clientWidth);
	}
	return wrong;
})()`

// The page at three sizes, light and dark, in both languages: to be looked at,
// and checked for what a program can see.
func TestEverySizeThemeAndLanguage(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.Press("play")
	p.WaitEpoch(150)
	p.Pause()
	for _, language := range []string{"en", "ko"} {
		p.Press("language-" + language)
		p.Until("the language is "+language, fmt.Sprintf(`document.documentElement.lang === %q`, language))
		for _, size := range []Size{desktop, tablet, phone} {
			p.touch = size == phone
			p.Resize(size)
			p.run(`scrollTo(0, 0)`)
			name := fmt.Sprintf("%dx%d %s", size.width, size.height, language)
			for _, theme := range []string{"light", "dark"} {
				p.Prefer(theme)
				p.painted()
				keep(t, fmt.Sprintf("-%d-%s-%s.png", size.width, theme, language), p.Screenshot())
			}
			var wrong []string
			get(p, overflow, &wrong)
			for _, w := range wrong {
				t.Errorf("%s: %s", name, w)
			}
			var tall int
			get(p, `document.documentElement.scrollHeight - document.documentElement.clientHeight`, &tall)
			if size == desktop && tall > 0 {
				t.Errorf("%s: the page is %d px taller than the screen", name, tall)
			}
		}
		p.touch = false
		p.Resize(desktop)
	}
}

func TestPhone(t *testing.T) {
	t.Parallel()
	p := open(t, "", on(phone), byTouch())
	within := func(id string) {
		t.Helper()
		var inside bool
		get(p, fmt.Sprintf(`(() => { const b = document.getElementById(%q).getBoundingClientRect(); return b.top >= 0 && b.left >= 0 && b.bottom <= innerHeight && b.right <= innerWidth })()`, id), &inside)
		if !inside {
			t.Errorf("#%s is not in view", id)
		}
	}
	for _, scroll := range []string{`scrollTo(0, 0)`, `scrollTo(0, document.documentElement.scrollHeight)`} {
		p.run(scroll)
		p.painted()
		for _, id := range []string{"play", "reset", "step"} {
			within(id)
		}
	}
	p.Press("play")
	p.WaitEpoch(10)
	p.Press("add-unit-1")
	p.Until("there is one unit more", `playground().experiment.includes("layers=6sigmoid,1sigmoid") && playground().phase === "ready"`)
	p.WaitEpoch(3)
	p.Pause()

	p.run(`document.getElementById("more").open = true`)
	var controls []string
	get(p, `[...document.querySelectorAll("button, input, select, summary")].filter(e => e.checkVisibility() && !e.disabled && e.id).map(e => e.id)`, &controls)
	if len(controls) < 40 {
		t.Errorf("only %d controls on the phone: %v", len(controls), controls)
	}
	for _, id := range controls {
		p.place(id, 0.5, 0.5)
	}
	var small []string
	get(p, `[...document.querySelectorAll("button, input, select, summary")].filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()])
		.filter(([e, b]) => b.width < 24 || b.height < 24).map(([e, b]) => e.tagName + "#" + e.id + " " + Math.round(b.width) + "×" + Math.round(b.height))`, &small)
	if len(small) > 0 {
		t.Errorf("too small for a finger (24 px, WCAG 2.2, 2.5.8): %v", small)
	}
	var wrong []string
	get(p, overflow, &wrong)
	for _, w := range wrong {
		t.Error(w)
	}

	// A tap on the picture selects what is there.
	var middle [2]float64
	get(p, `(() => { const c = document.getElementById("network"); return [c.clientWidth, c.clientHeight] })()`, &middle)
	p.Press("network")
	p.PressAt("network", middle[0]*5/6, middle[1]/2)
	p.WaitShown("selection")
}

// roles lists what can be operated.
var roles = map[string]bool{"button": true, "textbox": true, "combobox": true, "application": true, "disclosureTriangle": true, "DisclosureTriangle": true, "img": true, "status": true, "group": true, "region": true}

func TestEveryControlHasANameAndARole(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.run(`document.getElementById("more").open = true`)
	p.painted()
	if _, err := chromedp.Call(p.ctx, accessibility.Enable, struct{}{}); err != nil {
		t.Fatal(err)
	}
	tree, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	p.must(err)
	said := func(v *accessibility.Value) string {
		if v == nil {
			return ""
		}
		var text string
		_ = json.Unmarshal([]byte(v.Value), &text)
		return text
	}
	count := map[string]int{}
	names := map[string]int{}
	for _, n := range tree.Nodes {
		role := said(n.Role)
		if n.Ignored || !roles[role] {
			continue
		}
		count[role]++
		name := said(n.Name)
		if name == "" && role != "status" && role != "group" && role != "img" {
			t.Errorf("a %s has no name (node %d)", role, n.BackendDOMNodeID)
		}
		if role == "button" || role == "textbox" || role == "combobox" {
			names[role+" “"+name+"”"]++
		}
	}
	t.Log(count)
	for name, n := range names {
		if n > 1 {
			t.Errorf("%d controls are called %s", n, name)
		}
	}
	for role, least := range map[string]int{"button": 20, "textbox": 10, "combobox": 5, "application": 2} {
		if count[role] < least {
			t.Errorf("%d of role %s, want %d or more", count[role], role, least)
		}
	}
	var headings []string
	get(p, `[...document.querySelectorAll("h1, h2, h3")].map(e => e.tagName)`, &headings)
	if len(headings) == 0 || headings[0] != "H1" || strings.Count(strings.Join(headings, " "), "H1") != 1 {
		t.Errorf("the headings are %v", headings)
	}
}
