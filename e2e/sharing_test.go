package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"backprop/app/text"
	"backprop/engine"
)

func TestReloadAndLinkRestoreTheExperiment(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.Press("set-spiral")
	p.Until("the spirals are chosen", `playground().experiment.startsWith("data=spiral&") && playground().phase === "ready"`)
	p.Press("add-unit-1")
	p.Choose("activation-1", "tanh")
	p.Until("the network is built", `playground().experiment.includes("layers=6tanh,1sigmoid") && playground().phase === "ready"`)
	p.Type("rate", "1/7")
	p.Until("the rate is taken over", `playground().experiment.includes("rate=0.14285714285714285&") && !playground().waiting`)
	p.Press("new-weights")
	p.Until("the seed is 2", `playground().experiment.endsWith("seed=2") && playground().phase === "ready"`)
	s := p.State()

	p.Reload()
	if again := p.State(); again.Experiment != s.Experiment || fmt.Sprint(again.Params) != fmt.Sprint(s.Params) {
		t.Errorf("after a reload the experiment is %s, was %s", again.Experiment, s.Experiment)
	}
	if rate := p.Value("rate"); number(t, rate) != 1.0/7 {
		t.Errorf("the learning rate shown after a reload is %s", rate)
	}
	var link string
	get(p, `location.href`, &link)
	other := visit(t)
	other.do(chromedp.Navigate(link))
	other.WaitReady()
	if again := other.State(); again.Experiment != s.Experiment || fmt.Sprint(again.Params) != fmt.Sprint(s.Params) {
		t.Errorf("elsewhere the link opens %s, want %s", again.Experiment, s.Experiment)
	}
}

func TestCopyLink(t *testing.T) {
	t.Parallel()
	p := open(t, "data=xor&seed=5")
	p.allowClipboard()
	words := p.Text("copy-link")
	p.Press("copy-link")
	p.Until("the button says that the link is copied", fmt.Sprintf(`document.getElementById("copy-link").innerText !== %q`, words))
	var copied, here string
	get(p, `navigator.clipboard.readText()`, &copied)
	get(p, `location.href`, &here)
	if copied != here {
		t.Errorf("copied %s, the address is %s", copied, here)
	}
}

// A link that cannot be used opens the default experiment and says why: which
// field, which value.
func TestBadLinks(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	links := []struct{ link, field, value string }{ // field is "" where no one field is at fault
		{"rate=abc", "rate", "abc"},
		{"rate=-1", "rate", "-1"},
		{"rate=NaN", "rate", "NaN"},
		{"momentum=1", "momentum", "1"},
		{"data=moons", "data", "moons"},
		{"layers=5swish,1sigmoid", "layers", "5swish"},
		{"layers=0sigmoid,1sigmoid", "layers", "0"},
		{"layers=", "layers", `""`},
		{"samples=1e9", "samples", "1e9"},
		{"share=95", "share", "95"},
		{"inputs=x1,x1", "inputs", "x1"},
		{"batch=-3", "batch", "-3"},
		{"start=1,2,3", "start", "3"},
		{"data=circle&data=xor", "data", "xor"},
		{"hello", "", "hello"},
		{"speed=3", "", "speed"},
		{"%zz", "", "%zz"},
		{"rate=%3Cimg%20src=x%20onerror=alert(1)%3E", "rate", "<img"},
		{"layers=17sigmoid,1sigmoid", "", "16"},
		{"layers=" + strings.Repeat("2tanh,", 9) + "1tanh", "", "8"},
		{strings.Repeat("a", 100_000), "", "aaa"},
	}
	for _, l := range links {
		name := l.link[:min(40, len(l.link))]
		// The change of a fragment opens it without a reload, as pasting a link
		// into the address bar does.
		p.run(fmt.Sprintf(`location.hash = ""; location.hash = %q`, "#"+l.link))
		p.Until("the notice tells of "+name, fmt.Sprintf(`document.getElementById("notice")?.innerText.includes(%q) && playground().phase === "ready" && !playground().waiting`, l.value))
		notice := p.Text("notice")
		if name := text.English.Words().Fields[l.field]; !strings.Contains(notice, name) {
			t.Errorf("%s: the notice does not name %q: %s", l.link, name, notice)
		}
		if len([]rune(notice)) > 400 {
			t.Errorf("%s: the notice is %d characters long", name, len([]rune(notice)))
		}
		if s := p.State(); s.Experiment != engine.Default().String() {
			t.Errorf("%s opened %s", name, s.Experiment)
		}
	}
	p.Press("dismiss")
	p.WaitGone("notice")
	for _, link := range []string{"rate=abc", "%zz"} {
		p.Open(link)
		if notice := p.WaitShown("notice"); !strings.Contains(notice, strings.TrimPrefix(link, "rate=")) {
			t.Errorf("after loading %s the notice is %q", link, notice)
		}
	}
	p.Open("rate=%31")
	if s := p.State(); p.Shows("notice") || !strings.Contains(s.Experiment, "rate=1&") {
		t.Errorf("a percent-encoded link opened %s", s.Experiment)
	}
}

// The site works from any directory of any static host, and without a network
// after the first visit.
func TestHostsAndOffline(t *testing.T) {
	plain := http.FileServer(http.Dir(dist))
	for _, below := range []string{"/", "/a/b/c/"} {
		t.Run(below, func(t *testing.T) {
			t.Parallel()
			address, off := host(t, below, plain)
			const link = "data=gauss&seed=4"
			p := open(t, link, at(address))
			p.Press("play")
			p.WaitEpoch(5)
			online := p.Pause()
			get(p, `navigator.serviceWorker.ready.then(() => new Promise(done => {
				const controlled = () => navigator.serviceWorker.controller ? done(true) : setTimeout(controlled, 20); controlled() }))`, new(bool))
			off()
			p.Excuse(`ERR_CONNECTION_REFUSED|ERR_FAILED`) // the network is off on purpose
			var answered bool
			get(p, `fetch("./not-there").then(() => true, () => false)`, &answered)
			if answered {
				t.Fatal("the host still answers")
			}
			p.Reload()
			if s := p.State(); s.Experiment != online.Experiment {
				t.Errorf("offline the link opens %s, want %s", s.Experiment, online.Experiment)
			}
			p.Press("play")
			p.WaitEpoch(5)
			p.Pause()
		})
	}
}
