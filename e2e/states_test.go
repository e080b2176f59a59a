package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"backprop/engine"
)

func TestDivergenceAndTheWayBack(t *testing.T) {
	t.Parallel()
	const link = "layers=5linear,1linear&rate=1000000"
	p := open(t, link)
	p.Press("play")
	s := p.WaitStopped(engine.StoppedByDivergence)
	run := natively(t, link, engine.View{}, engine.Advance{Epochs: 1000})
	if run.Stopped != engine.StoppedByDivergence {
		t.Fatalf("the engine stopped by %q", run.Stopped)
	}
	panel := p.WaitShown("diverged")
	for _, number := range []int64{int64(run.Divergence.Epoch), run.Divergence.Update} {
		if !strings.Contains(panel, fmt.Sprint(number)) {
			t.Errorf("the panel does not tell epoch %d, update %d: %s", run.Divergence.Epoch, run.Divergence.Update, panel)
		}
	}
	if slices.Contains(s.Params, "NaN") {
		t.Error("weights on the screen are not numbers")
	}
	p.Press("rewind")
	p.WaitGone("diverged")
	back := p.Settle()
	allFinite(t, back.Params)
	sameBits(t, "after going back", back.Params,
		natively(t, link, engine.View{}, engine.Advance{Epochs: 1000}, engine.Rewind{}).Params)
	if back.Playing {
		t.Error("training goes on by itself after going back")
	}
}

func TestSmallerRateTrainsOnAfterDivergence(t *testing.T) {
	t.Parallel()
	const link = "data=gauss&layers=1linear&rate=2&momentum=0&range=0.1"
	p := open(t, link)
	p.Press("play")
	p.WaitStopped(engine.StoppedByDivergence)
	p.WaitShown("diverged")
	p.Press("rewind-smaller")
	p.WaitGone("diverged")
	s := p.Settle()
	allFinite(t, s.Params)
	if !strings.Contains(s.Experiment, "rate=0.2&") {
		t.Errorf("the learning rate has not become 0.2: %s", s.Experiment)
	}
	if rate := p.Value("rate"); rate != "0.2" {
		t.Errorf("the learning rate shown is %s", rate)
	}
	p.Type("rate", "0.001")
	p.Until("the rate is taken over", `playground().experiment.includes("rate=0.001&") && !playground().waiting`)
	before := number(t, p.State().Loss)
	p.Press("play")
	p.WaitEpoch(s.Epoch + 30)
	if after := p.Pause(); number(t, after.Loss) >= before {
		t.Errorf("with a small rate the loss went from %g to %s", before, after.Loss)
	}
}

// A worker that ends without a word is noticed by its silence; one that throws
// is noticed at once. Nothing is lost either way.
func TestWorkerIsLostAndReplaced(t *testing.T) {
	for name, end := range map[string]string{
		"silent":  `close()`,
		"crashed": `setTimeout(() => { throw new Error("out of cheese") }, 0)`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const link = "samples=200&share=50&batch=50&order=shuffled&rate=0.5&stopepoch=150"
			p := open(t, link)
			p.Press("play")
			p.WaitEpoch(20)
			if err := chromedp.Do(p.Worker(), chromedp.Evaluate[chromedp.Void](end)); err != nil {
				t.Log(err) // the worker may end before it answers
			}
			text := p.WaitShown("worker-failed")
			if name == "crashed" && !strings.Contains(text, "out of cheese") {
				t.Errorf("the message does not tell why: %s", text)
			}
			before := p.State()
			p.Press("restart-worker")
			p.WaitGone("worker-failed")
			p.Until("the new worker is ready", `playground().phase === "ready" && playground().epoch >= `+fmt.Sprint(before.Epoch))
			if !p.State().Playing && p.State().Stopped == "" {
				p.Press("play")
			}
			after := p.WaitStopped(engine.StoppedByEpoch)
			// Nothing lost: the run ends as if nothing had happened.
			sameBits(t, "after the restart", after.Params, natively(t, link, engine.View{}, engine.Advance{Epochs: 150}).Params)
			if len(after.History) != 151 {
				t.Errorf("the loss curve has %d points after 150 epochs", len(after.History))
			}
			p.Press("reset")
			p.Until("the page is back at epoch 0", `playground().epoch === 0 && !playground().waiting`)
			sameBits(t, "reset after the restart", p.State().Params, natively(t, link, engine.View{}).Params)
		})
	}
}

func TestWithoutWebAssembly(t *testing.T) {
	t.Parallel()
	p := visit(t)
	p.Inject(`delete globalThis.WebAssembly`)
	p.do(chromedp.Navigate(p.site))
	p.failure("unsupported", "WebAssembly")
}

func TestWithoutTheProgram(t *testing.T) {
	t.Parallel()
	p := visit(t)
	p.Excuse(`app\.[0-9a-f]+\.wasm|^request: \w+ .*inspector`)
	_, err := chromedp.Call(p.ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{
		URLPatterns: []*network.BlockPattern{{URLPattern: "*://*:*/*.wasm", Block: true}},
	})
	p.must(err)
	p.do(chromedp.Navigate(p.site))
	p.failure("load", "reload")
}

// The page's own program has ended, as after a panic.
func TestPageStops(t *testing.T) {
	t.Parallel()
	p := open(t, "")
	p.run(`dispatchEvent(new CustomEvent("goexit", {detail: "panic: out of crackers"}))`)
	p.failure("stopped", "Reload")
	var detail string
	get(p, `document.querySelector("#failure-detail pre").textContent`, &detail)
	if !strings.Contains(detail, "out of crackers") {
		t.Errorf("the panel's detail is %q", detail)
	}
	p.Press("failure-reload")
	p.Until("the page is there again", `!document.getElementById("failure").checkVisibility() && globalThis.playground && playground().phase === "ready"`)
}

// failure waits for the panel that says why the page cannot start.
func (p *Page) failure(kind, word string) {
	p.t.Helper()
	p.Until("the panel for "+kind+" is shown", fmt.Sprintf(`document.querySelector('#failure [data-failure=%q]').checkVisibility()`, kind))
	if text := p.Text("failure"); !strings.Contains(text, word) {
		p.t.Errorf("the panel says %q", text)
	}
	if !p.Shows("failure-reload") {
		p.t.Error("the panel offers no reload")
	}
}
