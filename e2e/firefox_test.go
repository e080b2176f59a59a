package e2e

import (
	"strings"
	"testing"

	"backprop/engine"
)

// thousandEpochs are experiments that stop after 1,000 epochs and between them
// use every part of the arithmetic of training.
var thousandEpochs = map[string]string{
	"sigmoid":        "stopepoch=1000",
	"tanh":           "data=spiral&inputs=x1,x2,sinx1,sinx2&layers=8tanh,8tanh,1tanh&rate=0.05&range=0.5&stopepoch=1000",
	"relu":           "data=xor&layers=8relu,4relu,1linear&rate=0.02&range=0.5&noise=20&stopepoch=1000",
	"sum, two sizes": "data=bumps&layers=7sigmoid,1linear&rate=0.005&momentum=0.5&gradient=sum&batch=30&share=70&stopepoch=1000",
	"shuffled":       "data=gauss&noise=30&layers=6tanh,3sigmoid,1sigmoid&rate=0.1&batch=8&order=shuffled&decay=0.0001&stopepoch=1000",
	"table":          "data=xortable&layers=5sigmoid,1sigmoid&biases=zero&batch=1&order=shuffled&rate=0.5&stopepoch=1000",
}

// The page in another browser: the same bits, and what a reader would notice
// first if it did not work.
func TestFirefox(t *testing.T) {
	t.Parallel()
	f := startFirefox(t)

	f.run("opens", func(t *testing.T) {
		f.Open("")
		var failed bool
		f.get(`document.getElementById("failure").checkVisibility()`, &failed)
		if s := f.State(); failed || s.Experiment != engine.Default().String() || s.Updates != 0 {
			t.Errorf("the page opens on %s after %d updates; failed: %v", s.Experiment, s.Updates, failed)
		}
	})

	for name, link := range thousandEpochs {
		f.run(name, func(t *testing.T) {
			run := natively(t, link, engine.View{}, engine.Advance{Epochs: 1000})
			f.Open(link)
			f.Press(`#speed option[value="fastest"]`)
			f.Press("#play")
			f.Until("training has stopped", `playground().stopped && !playground().waiting && !playground().playing`)
			s := f.State()
			if s.Stopped != engine.StoppedByEpoch.String() || s.Epoch != 1000 || s.Updates != run.Updates {
				t.Errorf("the page stopped by %q at epoch %d, %d updates, the engine at %d, %d", s.Stopped, s.Epoch, s.Updates, run.Epoch, run.Updates)
			}
			sameBits(t, name, s.Params, run.Params)
			if want := bits([]float64{run.Train.Mean, run.Train.Sum}); s.Loss != want[0] && s.Loss != want[1] {
				t.Errorf("the loss is %s, the engine has %v", s.Loss, want)
			}
		})
	}

	f.run("microscope", func(t *testing.T) {
		f.Open(mazur)
		f.Press("#microscope-open")
		f.Until("formulas are typeset", typeset)
		var last string
		f.get(`[...document.querySelectorAll("#equations .equation")[2].querySelectorAll("mn")].at(-1).textContent`, &last)
		if last != "0.08217" {
			t.Errorf("Firefox shows %s for ∂E/∂w of w5, want 0.08217", last)
		}
	})

	f.run("SIMD", func(t *testing.T) {
		f.Open("")
		var engine string
		f.get(`new Promise((done, fail) => {
			const e = document.createElement("script");
			e.src = "bench.js";
			e.onload = () => benchEngine.then(({name}) => done(name), fail);
			document.head.append(e);
		})`, &engine)
		if !strings.Contains(engine, "simd") {
			t.Errorf("Firefox computes with %s", engine)
		}
	})

	f.run("Korean", func(t *testing.T) {
		f.Open("")
		f.Press("#language-ko")
		f.Until("the page is Korean", `document.documentElement.lang === "ko" && document.getElementById("play").innerText.includes("학습")`)
		f.Press("#language-en")
		f.Until("the page is English again", `document.documentElement.lang === "en" && document.getElementById("play").innerText.includes("Play")`)
	})

	f.run("reduced motion", func(t *testing.T) {
		f.system(`Services.prefs.setIntPref("ui.prefersReducedMotion", 1); return true`, new(bool))
		f.Open("")
		f.Until("less motion is preferred", `matchMedia("(prefers-reduced-motion: reduce)").matches`)
		f.Press("#play")
		f.Until("ten epochs are done", `playground().epoch >= 10`)
		f.Press("#play")
		f.Until("training holds", `!playground().playing && !playground().waiting`)
		s := f.State()
		sameBits(t, "with less motion", s.Params, natively(t, "", engine.View{}, engine.Advance{Epochs: s.Epoch}).Params)
	})
}
