package e2e

import (
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"
)

// peerLinks reads the links of TensorFlow Playground and the settings that
// each must become, which were written out by hand.
func peerLinks(t *testing.T) (links []string, want []map[string]string) {
	t.Helper()
	file, err := os.ReadFile("../app/link/testdata/peer.txt")
	if err != nil {
		t.Fatal(err)
	}
	var base map[string]string
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "base "):
			base = pairs(line[len("base "):])
		case strings.HasPrefix(line, "> "):
			links = append(links, line[len("> "):])
		case strings.HasPrefix(line, "="):
			settings := maps.Clone(base)
			maps.Copy(settings, pairs(strings.TrimSpace(line[1:])))
			want = append(want, settings)
		}
	}
	if len(links) < 30 || len(links) != len(want) {
		t.Fatalf("%d links, settings for %d", len(links), len(want))
	}
	return links, want
}

func pairs(text string) map[string]string {
	found := map[string]string{}
	for pair := range strings.SplitSeq(text, "&") {
		if key, value, ok := strings.Cut(pair, "="); ok {
			found[key] = value
		}
	}
	return found
}

// Links of TensorFlow Playground open here with the same settings, as links of
// this page, and train.
func TestLinksOfThePeer(t *testing.T) {
	t.Parallel()
	links, want := peerLinks(t)
	p := open(t, "")
	for i, link := range links {
		var opened int
		get(p, `playground().opened`, &opened)
		p.run(fmt.Sprintf(`location.hash = %q`, "#"+link))
		p.Until("the link is open: "+link, fmt.Sprintf(`playground().opened > %d && playground().phase === "ready" && !playground().waiting`, opened))
		var address string
		get(p, `location.hash.slice(1)`, &address)
		got := pairs(address)
		if got["test"] == "" {
			got["test"] = "on"
		}
		for key, value := range want[i] {
			if got[key] != value {
				t.Errorf("%s: %s is %q, want %q", link, key, got[key], value)
			}
		}
		if notice := p.WaitShown("notice"); !strings.Contains(notice, "TensorFlow Playground") {
			t.Errorf("%s: the notice says %q", link, notice)
		}
		p.run(`document.getElementById("step").click()`)
		if s := p.Settle(); want[i]["hide"] == "" && s.Epoch != 1 {
			t.Errorf("%s: after One epoch it stands at epoch %d", link, s.Epoch)
		}
	}
	p.Open(links[0])
	if text := p.WaitShown("notice"); !strings.Contains(text, "0.12345") {
		t.Errorf("the notice does not tell the seed: %s", text)
	}
	p.Press("language-ko")
	p.Until("the notice is Korean", `document.getElementById("notice").innerText.includes("텐서플로")`)
	p.Press("dismiss")
	p.WaitGone("notice")
}

// repeated gives the same key n times.
func repeated(n int) (text string) {
	for i := range n {
		text += fmt.Sprint("&decay=0.", i)
	}
	return text
}

// A link that is wrong in many places opens with what is left of it; the notes
// are short, and the rest of them can be unfolded by the keyboard.
func TestNotesOfALinkUnfold(t *testing.T) {
	t.Parallel()
	p := open(t, "momentum=0.25&rate=abc&batch=-1&nonsense&wheels=4&order=random&range=-2&seed=x&noise=0.5"+repeated(60))
	if s := p.State(); !strings.Contains(s.Experiment, "momentum=0.25&") || !strings.Contains(s.Experiment, "noise=0.5&") {
		t.Errorf("what is good is lost: %s", s.Experiment)
	}
	notice := p.WaitShown("notice")
	if !strings.Contains(notice, "63 more") || strings.Contains(notice, "wheels") && strings.Contains(notice, "order") && strings.Contains(notice, "-2") {
		t.Errorf("the notice is %q", notice)
	}
	if len([]rune(notice)) > 500 {
		t.Errorf("the notice is %d characters long before it is unfolded", len([]rune(notice)))
	}
	p.run(`document.querySelector("#more-notes summary").focus()`)
	p.Key(" ")
	p.Until("the rest is unfolded", `document.getElementById("more-notes").open`)
	notice = p.Text("notice")
	for _, word := range []string{"Learning rate ε: abc", "Batch: -1", "nonsense", "wheels", "Order: random", "-2", "Weight seed: x", "and 26 more"} {
		if !strings.Contains(notice, word) {
			t.Errorf("the unfolded notice lacks %q: %s", word, notice)
		}
	}
	// The link stays in the address for mending until something is changed.
	p.Until("the address keeps the link", `location.hash.includes("wheels=4")`)
	p.Press("dismiss")
	p.Until("the address is the experiment's", `!location.hash.includes("wheels=4") && location.hash.slice(1) === playground().link`)
}
