package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"backprop/engine"
)

// held serves the site without the program until arrive is called.
func held(t *testing.T) (address string, arrive func()) {
	t.Helper()
	files, gate := http.FileServer(http.Dir(dist)), make(chan struct{})
	address, _ = host(t, "/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/app.") {
			<-gate
		}
		files.ServeHTTP(w, r)
	}))
	arrive = sync.OnceFunc(func() { close(gate) })
	t.Cleanup(arrive)
	return address, arrive
}

// A reader sees the page before the program has arrived: its layout, the
// network, the surface and the loss curve; and nothing moves when it arrives.
func TestFirstPaintDoesNotWaitForTheProgram(t *testing.T) {
	for name, size := range map[string]Size{"desktop": desktop, "tablet": tablet, "phone": phone} {
		for _, scheme := range []string{"light", "dark"} {
			t.Run(name+" "+scheme, func(t *testing.T) {
				t.Parallel()
				address, arrive := held(t)
				p := visit(t, at(address), on(size))
				p.Prefer(scheme)
				p.Inject(`globalThis.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(e => shifted += e.value)).observe({type: "layout-shift", buffered: true})`)
				p.run(fmt.Sprintf(`location.href = %q`, address)) // Navigate would wait for all of it
				p.Until("the first paint has happened", `performance.getEntriesByName("first-contentful-paint").length > 0 && document.querySelector(".boot h1").checkVisibility()`)
				if !p.Shows("boot-progress") {
					t.Error("nothing tells that the program is on its way")
				}
				const shown = `[...document.querySelectorAll(".still-%s svg")].filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 200 && e.querySelectorAll("*").length > 3).length`
				for _, picture := range []string{"network", "output", "samples-layer", "loss"} {
					var n int
					get(p, fmt.Sprintf(shown, picture), &n)
					if n != 1 {
						t.Errorf("%d pictures of %s are shown, want 1", n, picture)
					}
				}
				var images struct{ Light, Dark int }
				get(p, `Object.fromEntries(["light", "dark"].map(c => [c, [...document.querySelectorAll(".still image." + c)].filter(e => e.checkVisibility()).length]))`, &images)
				if want := map[string]bool{"light": images.Light > 5 && images.Dark == 0, "dark": images.Dark > 5 && images.Light == 0}; !want[scheme] {
					t.Errorf("%d maps in light colours and %d in dark ones are shown", images.Light, images.Dark)
				}
				const boxes = `[".transport", ".column-network", ".column-output", ".network", ".output"].map(s => { const b = document.querySelector(s).getBoundingClientRect(); return [b.x, b.y, b.width].map(Math.round).join() }).join(" ")`
				var before, after string
				get(p, boxes, &before)
				arrive()
				p.WaitReady()
				p.painted()
				get(p, boxes, &after)
				if before != after {
					t.Errorf("the panels were at %s and are at %s", before, after)
				}
				var shifted float64
				get(p, `shifted`, &shifted)
				if shifted > 0.001 {
					t.Errorf("the layout has shifted by %g", shifted)
				}
			})
		}
	}
}

// A link to another experiment shows no picture of the default one.
func TestFirstPaintOfAnotherExperiment(t *testing.T) {
	t.Parallel()
	address, arrive := held(t)
	p := visit(t, at(address))
	p.run(fmt.Sprintf(`location.href = %q`, address+"#data=xor"))
	p.Until("the bar is there", `document.querySelector(".boot h1")?.checkVisibility()`)
	var shown bool
	get(p, `document.querySelector(".still-network").checkVisibility({visibilityProperty: true})`, &shown)
	if shown {
		t.Error("the page shows the network of another experiment than the link's")
	}
	arrive()
	p.WaitReady()

	address, arrive = held(t)
	p = visit(t, at(address))
	p.run(fmt.Sprintf(`location.href = %q`, address+"#"+engine.Default().String()))
	p.Until("the network is there", `document.querySelector(".still-network")?.checkVisibility({visibilityProperty: true})`)
	arrive()
	p.WaitReady()
}
