package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"backprop/app/link"
	"backprop/engine"
)

// damaged makes links of ours and of TensorFlow Playground, most of them
// wrong somewhere.
type damaged struct {
	*rand.Rand
	whole []string
}

func newDamaged(t *testing.T, seed uint64) damaged {
	peers, _ := peerLinks(t)
	return damaged{rand.New(rand.NewPCG(seed, 0)), append(peers,
		engine.Default().String(),
		"data=xortable&layers=2sigmoid,1sigmoid&rate=0.5&hide=rate,seed&lock=data",
		"data=spiral&classes=3&layers=8tanh,3tanh&test=off&discrete=on",
		"data=table&x=0,0;0,1;1,0;1,1&y=0;1;1;0&layers=2tanh,1linear&batch=3&schedule=10:0.25:0.5,20:0.1:0",
		"layers=1sigmoid&start=1,-2,0.5&inputs=x1,x2&range=0&biases=0.1",
		"data=plane&noise=30&samples=90&share=90&layers=3relu,1linear&l1=0.1&l2=0.003&order=shuffled&gradient=sum",
		"data=bumps&stoploss=0.1&stoperror=0.2&stopepoch=50&decay=0.001&embed=on",
	)}
}

// values are what a person or a program may put where something else belongs.
var values = []string{
	"", "0", "-1", "1", "1.5", "1e9", "1e999", "NaN", "-Infinity", "0x10", "true", "false", "null", "undefined", "4,2", "9999,9999", ",", ";", "=", "==",
	"tanh", "relu", "5sigmoid", "x1", "x1,x1", "circle", "reg-plane", "none", "L2", "%", "%zz", "%41", "%E2%82%AC", "가중치", "<img src=x onerror=alert(1)>",
	"'; drop table", "../../etc/passwd", "1,2,3,4,5,6,7,8,9,10", "0.30000000000000004", "9007199254740993", "-0", "hide", "play,step", "off", "on", "\\", "\"", "{}", "a+b", "🙂",
}

func (d damaged) link() string {
	text := d.whole[d.IntN(len(d.whole))]
	for range d.IntN(5) {
		pieces := strings.Split(text, "&")
		i := d.IntN(len(pieces))
		key, value, _ := strings.Cut(pieces[i], "=")
		switch d.IntN(9) {
		case 0: // another value
			pieces[i] = key + "=" + values[d.IntN(len(values))]
		case 1: // another key
			pieces[i] = values[d.IntN(len(values))] + "=" + value
		case 2: // twice
			pieces = append(pieces, pieces[i])
		case 3: // lost
			pieces = append(pieces[:i], pieces[i+1:]...)
		case 4: // cut off
			pieces[i] = pieces[i][:d.IntN(len(pieces[i])+1)]
		case 5: // one character changed
			if b := []byte(pieces[i]); len(b) > 0 {
				b[d.IntN(len(b))] = byte(' ' + d.IntN('~'-' '))
				pieces[i] = string(b)
			}
		case 6: // mixed with another one
			other := strings.Split(d.whole[d.IntN(len(d.whole))], "&")
			pieces = append(pieces, other[d.IntN(len(other))])
		case 7: // made long
			pieces[i] += strings.Repeat(values[d.IntN(len(values))], d.IntN(40))
		case 8: // in another order
			d.Shuffle(len(pieces), func(a, b int) { pieces[a], pieces[b] = pieces[b], pieces[a] })
		}
		text = strings.Join(pieces, "&")
	}
	return strings.ToValidUTF8(text, "?")
}

// seen is what the page shows after it has opened a link.
type seen struct {
	Link   string
	Notes  int
	Notice string // if it was Read, which takes a frame
	Read   bool
	Epoch  int // after one epoch was asked for, −1 where it was not
}

// openAll follows links by the fragment alone, as a reader does who pastes
// them into the address bar.
const openAll = `(async links => {
	const tick = () => new Promise(done => setTimeout(done)), found = [];
	const settled = async opened => {
		for (const end = performance.now() + 20000; ; await tick()) {
			const s = playground();
			if (s.opened > opened && s.phase === "ready" && !s.waiting) return s;
			if (performance.now() > end) throw new Error("not open after 20 s: " + location.hash + " " + JSON.stringify({...s, params: 0, history: 0}));
		}
	};
	for (const [i, link] of links.entries()) {
		if (link === playground().link) { // it would not be opened again
			const {opened} = playground();
			location.hash = "seed=7";
			await settled(opened);
		}
		history.replaceState(null, "", "#-");
		const {opened} = playground();
		location.hash = link;
		const s = await settled(opened);
		const one = {Link: s.link, Notes: s.notes, Notice: "", Epoch: -1, Read: i %% 8 === 0};
		if (one.Read) {
			await new Promise(done => requestAnimationFrame(done));
			for (let n = 0; n < 200 && s.notes > 0 && !document.querySelector("#notice li"); n++) await tick();
			one.Notice = document.getElementById("notice")?.innerText ?? "";
		}
		const step = document.getElementById("step");
		if (i %% 10 === 0 && step.checkVisibility() && !step.matches(":disabled")) {
			step.click();
			for (const end = performance.now() + 20000; playground().epoch < 1 && playground().stopped !== "diverged" && performance.now() < end; ) await tick();
			one.Epoch = playground().stopped ? 1 : playground().epoch;
		}
		found.push(one);
	}
	return found;
})(%s)`

// The page opens whatever a link says: as the engine reads it, with a message
// wherever something was left out, and it trains.
func TestThousandDamagedLinks(t *testing.T) {
	t.Parallel()
	const count, at = 1000, 100
	d := newDamaged(t, 20261123)
	p := open(t, "", on(Size{400, 300})) // small pictures: this is about links
	left, whole := 0, 0
	for range count / at {
		links := make([]string, at)
		for i := range links {
			links[i] = d.link()
		}
		text, err := json.Marshal(links)
		p.must(err)
		var found []seen
		ctx, cancel := context.WithTimeout(p.ctx, 2*time.Minute)
		err = evaluate(ctx, fmt.Sprintf(openAll, text), &found)
		cancel()
		p.must(err)
		for i, s := range found {
			if d.compare(t, links[i], s) {
				left++
			} else {
				whole++
			}
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("of %d links %d were left out in part, %d were whole", count, left, whole)
	if left < count/4 || whole < count/20 {
		t.Errorf("the links are not mixed: %d, %d", left, whole)
	}
	p.Press("play")
}

// compare checks what the page has made of a link and reports whether there
// was a message.
func (d damaged) compare(t *testing.T, text string, s seen) bool {
	t.Helper()
	want := link.Read(text, link.Limits{HiddenLayers: 8, Units: 16})
	if s.Link != want.String() {
		t.Errorf("%q opens\n%s, the engine reads\n%s", text, s.Link, want)
	}
	if s.Notes != len(want.Notes) {
		t.Errorf("%q: %d notes, want %d: %v", text, s.Notes, len(want.Notes), want.Notes)
	}
	if told := s.Notice != ""; s.Read && told != (want.Peer || len(want.Notes) > 0) {
		t.Errorf("%q: the notice is %q, notes are %v", text, s.Notice, want.Notes)
	}
	if s.Epoch == 0 {
		t.Errorf("%q does not train", text)
	}
	return want.Peer || len(want.Notes) > 0
}

// Some of them as the first thing that the page sees.
func TestDamagedLinksFromTheStart(t *testing.T) {
	t.Parallel()
	d := newDamaged(t, 7)
	p := visit(t)
	for range 8 {
		text := d.link()
		p.Open(text)
		var s seen
		get(p, `({Link: playground().link, Notes: playground().notes, Notice: document.getElementById("notice")?.innerText ?? "", Epoch: -1, Read: true})`, &s)
		d.compare(t, text, s)
	}
}
