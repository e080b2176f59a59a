package e2e

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"backprop/web/server"
	"backprop/web/site"
)

// another opens a second tab beside p, with the same storage, without a page.
func (p *Page) another() *Page {
	p.t.Helper()
	other := &Page{t: p.t, site: p.site, size: p.size}
	var leave func()
	other.ctx, leave = chromedp.NewContext(p.ctx, chromedp.WithListener(other.observe))
	p.t.Cleanup(func() {
		other.judge()
		leave()
	})
	other.do(chromedp.Func(func(context.Context, *chromedp.Target) error { return nil }))
	other.Resize(p.size)
	return other
}

// waitKept waits until the service worker answers for the page.
func (p *Page) waitKept() {
	p.t.Helper()
	p.Until("the service worker is at work", `navigator.serviceWorker.controller?.state === "activated"`)
}

// caches returns the names of the caches of the origin.
func (p *Page) caches() (names []string) {
	p.t.Helper()
	get(p, `caches.keys()`, &names)
	return names
}

// ledger is a handler that remembers what it was asked for.
type ledger struct {
	http.Handler
	mu    sync.Mutex
	paths []string
}

func (l *ledger) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	l.paths = append(l.paths, r.URL.Path)
	l.mu.Unlock()
	l.Handler.ServeHTTP(w, r)
}

// asked returns what was asked for since the last call, the browser's own
// question for a newer service worker apart.
func (l *ledger) asked() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	paths := slices.DeleteFunc(l.paths, func(p string) bool { return path.Base(p) == "sw.js" })
	l.paths = nil
	return paths
}

func ours(t *testing.T, dist fs.FS) *server.Site {
	t.Helper()
	s, err := server.New(dist)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The second visit asks the network for nothing, and no visit asks for
// anything twice.
func TestSecondVisitAsksForNothing(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]http.Handler{"our server": ours(t, os.DirFS(dist)), "a host that does not compress": http.FileServer(http.Dir(dist))} {
		t.Run(name, func(t *testing.T) {
			l := &ledger{Handler: files}
			address, _ := host(t, "/a/", l)
			p := open(t, "", at(address))
			p.waitKept()
			seen := map[string]int{}
			for _, asked := range l.asked() {
				seen[asked]++
			}
			for path, times := range seen {
				limit := 1
				if !site.Hashed(path) || strings.Contains(path, "/load.") {
					limit = 2 // the service worker asks again for what keeps its name, and for its own script
				}
				if strings.HasSuffix(path, ".wasm") {
					limit = 2 // the first question to a host that does not compress is taken back
				}
				if times > limit {
					t.Errorf("the first visit asked %d times for %s", times, path)
				}
			}
			again := p.another()
			again.Open("data=xor")
			again.Press("play")
			again.WaitEpoch(3)
			again.Pause()
			if asked := l.asked(); len(asked) > 0 {
				t.Errorf("the second visit asked for %q", asked)
			}
		})
	}
}

// next returns a site as it is after a change of its painter and of its worker's
// script, the way the build would have made it.
func next(t *testing.T, now fs.FS) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := fs.ReadDir(now, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		content, err := fs.ReadFile(now, e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if extension := path.Ext(e.Name()); extension != ".br" && extension != ".gz" || strings.HasPrefix(e.Name(), "app.") {
			files[e.Name()] = &fstest.MapFile{Data: content}
		}
	}
	rename := func(pattern string) {
		found := regexp.MustCompile(pattern)
		for name, file := range files {
			if !found.MatchString(name) {
				continue
			}
			hash := regexp.MustCompile(`[0-9a-f]{12}`).FindString(name)
			renamed := strings.Replace(name, hash, "000000"+hash[:6], 1)
			delete(files, name)
			files[renamed] = &fstest.MapFile{Data: append(slices.Clone(file.Data), "\n/* the next version */\n"...)}
			for _, other := range files {
				other.Data = bytes.ReplaceAll(other.Data, []byte(name), []byte(renamed))
			}
			return
		}
		t.Fatalf("nothing is called %s", pattern)
	}
	own := func() string {
		script := regexp.MustCompile(`(?s)<script>(.*?)</script>`).FindSubmatch(files["index.html"].Data)
		sum := sha256.Sum256(script[1])
		return base64.StdEncoding.EncodeToString(sum[:])
	}
	before := own()
	rename(`^painter\..*\.js$`)
	rename(`^worker\..*\.js$`)
	page := files["index.html"] // whose own script names the worker
	page.Data = bytes.Replace(page.Data, []byte(before), []byte(own()), 1)
	worker := files["sw.js"]
	worker.Data = regexp.MustCompile(`prefix \+ "[0-9a-f]{12}"`).ReplaceAll(worker.Data, []byte(`prefix + "ffffffffffff"`))
	if !bytes.Contains(worker.Data, []byte(`"ffffffffffff"`)) {
		t.Fatal("sw.js names no version")
	}
	return files
}

// A new version is announced, taken whole when the reader says so, and never
// mixed with the old one, which works on meanwhile. Nothing of another app of
// the origin is touched.
func TestUpdate(t *testing.T) {
	t.Parallel()
	now := os.DirFS(dist)
	var serving atomic.Pointer[server.Site]
	serving.Store(ours(t, now))
	address, _ := host(t, "/app/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serving.Load().ServeHTTP(w, r) }))
	p := open(t, "data=gauss&seed=4", at(address))
	p.waitKept()
	p.run(`caches.open("another app").then(c => c.put("/another", new Response("kept")))`)
	p.run(`caches.open("backprop " + location.origin + "/ 0123").then(c => c.put("/", new Response("kept")))`)
	painter := `document.querySelector("script[src*=painter]").getAttribute("src")`
	var old string
	get(p, painter, &old)
	second := p.another()
	second.Open("data=xor")

	serving.Store(ours(t, next(t, now)))
	p.run(`navigator.serviceWorker.getRegistration().then(r => r.update())`)
	if words := p.WaitShown("update"); !strings.Contains(words, "new version") {
		t.Errorf("the announcement says %q", words)
	}
	p.Press("language-ko")
	p.Until("the announcement speaks Korean", `document.getElementById("update").innerText.includes("새 버전")`)
	p.Press("language-en")

	// The old page works, and so does a worker that it starts anew, of which
	// the host no longer has the script.
	p.crashWorkers()
	for _, page := range []*Page{p, second} {
		page.WaitShown("worker-failed")
		page.Press("restart-worker")
		page.WaitGone("worker-failed")
		page.Settle()
	}
	// A reload by other means stays with the old version, whole.
	second.Reload()
	var shown string
	get(second, painter, &shown)
	if shown != old {
		t.Errorf("a reload has the painter %s of the next version", shown)
	}

	p.run(`globalThis.before = true`)
	p.Press("update-reload")
	p.Until("the page is reloaded", `!globalThis.before && globalThis.playground && playground().phase === "ready" && !playground().waiting`)
	get(p, painter, &shown)
	if shown == old || !strings.Contains(shown, "000000") {
		t.Errorf("after the update the page has the painter %s, before %s", shown, old)
	}
	if s := p.State(); !strings.Contains(s.Experiment, "data=gauss") {
		t.Errorf("after the update the experiment is %s", s.Experiment)
	}
	p.Press("play")
	p.WaitEpoch(3)
	p.Pause()
	if worker := scripts(p); len(worker) != 1 || !strings.Contains(worker[0], "000000") {
		t.Errorf("after the update the worker's script is %q", worker)
	}

	// The other tab is told, works on, and follows when it is ready to.
	second.WaitShown("update")
	second.Press("play")
	second.WaitEpoch(3)
	second.Pause()
	second.run(`globalThis.before = true`)
	second.Press("update-reload")
	second.Until("the second page is reloaded", `!globalThis.before && globalThis.playground && playground().phase === "ready" && !playground().waiting`)
	get(second, painter, &shown)
	if !strings.Contains(shown, "000000") {
		t.Errorf("after its update the second page has the painter %s", shown)
	}

	for _, name := range []string{"another app", "backprop " + strings.TrimSuffix(address, "app/") + " 0123"} {
		if !slices.Contains(p.caches(), name) {
			t.Errorf("the cache %q of another app is gone: %q", name, p.caches())
		}
	}
	// With no page of the old version left, its cache goes as well.
	p.do(chromedp.Navigate("about:blank"))
	second.do(chromedp.Navigate("about:blank"))
	p.Open("")
	p.Until("the old version is deleted", fmt.Sprintf(`caches.keys().then(names => names.filter(n => n.startsWith("backprop %s ")).join() === "backprop %s ffffffffffff")`, address, address))
}

// crashWorkers makes the training workers of all tabs beside p end by an error.
func (p *Page) crashWorkers() {
	p.t.Helper()
	own := chromedp.FromContext(p.ctx).BrowserContextID
	infos, err := chromedp.Targets(p.ctx)
	p.must(err)
	for _, info := range infos {
		if info.Type != "worker" || info.BrowserContextID != own {
			continue
		}
		ctx, leave := chromedp.NewContext(p.ctx, chromedp.WithTargetID(info.TargetID), chromedp.WithDetachOnCancel())
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`setTimeout(() => { throw new Error("gone") }, 0)`)); err != nil {
			p.t.Log(err) // the worker may end before it answers
		}
		leave()
	}
}

// scripts returns the addresses of the workers that a page has loaded.
func scripts(p *Page) (names []string) {
	p.t.Helper()
	get(p, `performance.getEntriesByType("resource").map(e => e.name).filter(n => /\/worker\./.test(n))`, &names)
	return names
}

// While a host is given a new version it may have some files of each. Nothing
// of that is kept, and the page says what is the matter.
func TestMixture(t *testing.T) {
	t.Parallel()
	now := os.DirFS(dist)
	half := next(t, now)
	// The old page with what it refers to, and the new service worker.
	for _, pattern := range []string{"painter.*.js", "worker.*.js", "index.html"} {
		names, _ := fs.Glob(now, pattern)
		for _, name := range names {
			content, err := fs.ReadFile(now, name)
			if err != nil {
				t.Fatal(err)
			}
			half[name] = &fstest.MapFile{Data: content}
		}
	}
	address, _ := host(t, "/", ours(t, half))
	p := open(t, "", at(address))
	var end string
	get(p, `(async () => {
		const {installing} = await navigator.serviceWorker.register("./sw.js");
		return new Promise(done => { installing.onstatechange = () => done(installing.state) });
	})()`, &end)
	if names := p.caches(); end != "redundant" || len(names) > 0 {
		t.Errorf("the service worker of a mixture is %s and keeps %q", end, names)
	}

	// A program of another build under the name of the right one.
	for name, file := range half {
		if strings.HasPrefix(name, "app.") && strings.HasSuffix(name, ".wasm") {
			other := slices.Clone(file.Data)
			copy(other[len(other)-12:], "000000000000")
			half[name] = &fstest.MapFile{Data: other}
			delete(half, name+".br")
			delete(half, name+".gz")
		}
	}
	address, _ = host(t, "/", ours(t, half))
	p = visit(t, at(address))
	p.Excuse(`app\.[0-9a-f]+\.wasm\.gz`) // there is none
	p.do(chromedp.Navigate(address))
	p.failure("mixed", "different versions")
}
