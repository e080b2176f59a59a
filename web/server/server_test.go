package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	plain   = "the program, as it is"
	brotli  = "br"
	gzipped = "gzip"
)

func dist() fstest.MapFS {
	return fstest.MapFS{
		"index.html":               {Data: []byte("<!doctype html>")},
		"sw.js":                    {Data: []byte("worker")},
		"sw.js.gz":                 {Data: []byte("gz")},
		"manifest.webmanifest":     {Data: []byte("{}")},
		"app.0123456789ab.wasm":    {Data: []byte(plain)},
		"app.0123456789ab.wasm.br": {Data: []byte(brotli)},
		"app.0123456789ab.wasm.gz": {Data: []byte(gzipped)},
		"icon.0123456789ab.png":    {Data: []byte("png")},
	}
}

func serve(t *testing.T, method, path string, header ...string) *http.Response {
	t.Helper()
	h, err := New(dist())
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	content, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestAnswers(t *testing.T) {
	const (
		keep       = "public, max-age=31536000, immutable"
		revalidate = "no-cache"
		app        = "/app.0123456789ab.wasm"
	)
	for _, test := range []struct {
		method, path, accept string
		status               int
		mediaType, cache     string
		encoding, body       string
	}{
		{"GET", "/", "", 200, "text/html; charset=utf-8", revalidate, "", "<!doctype html>"},
		{"GET", "/index.html", "", 200, "text/html; charset=utf-8", revalidate, "", "<!doctype html>"},
		{"GET", "/?x=1", "", 200, "text/html; charset=utf-8", revalidate, "", "<!doctype html>"},
		{"HEAD", "/", "", 200, "text/html; charset=utf-8", revalidate, "", ""},
		{"GET", "/manifest.webmanifest", "", 200, "application/manifest+json", revalidate, "", "{}"},
		{"GET", "/icon.0123456789ab.png", "br", 200, "image/png", keep, "", "png"},
		{"GET", app, "", 200, "application/wasm", keep, "", plain},
		{"GET", app, "br", 200, "application/wasm", keep, "br", brotli},
		{"HEAD", app, "br", 200, "application/wasm", keep, "br", ""},
		{"GET", app, "gzip, deflate, br, zstd", 200, "application/wasm", keep, "br", brotli},
		{"GET", app, "gzip", 200, "application/wasm", keep, "gzip", gzipped},
		{"GET", "/sw.js", "br, gzip;q=0.5", 200, "text/javascript; charset=utf-8", revalidate, "gzip", "gz"},
		{"GET", app + ".br", "br", 404, "text/plain; charset=utf-8", "no-store", "", "404 page not found\n"},
		{"GET", "/nothing", "", 404, "text/plain; charset=utf-8", "no-store", "", "404 page not found\n"},
		{"GET", "//", "", 404, "text/plain; charset=utf-8", "no-store", "", "404 page not found\n"},
		{"GET", "/../server.go", "", 404, "text/plain; charset=utf-8", "no-store", "", "404 page not found\n"},
		{"POST", "/", "", 405, "text/plain; charset=utf-8", "no-store", "", "405 method not allowed\n"},
		{"OPTIONS", "/nothing", "", 405, "text/plain; charset=utf-8", "no-store", "", "405 method not allowed\n"},
	} {
		t.Run(test.method+" "+test.path+" "+test.accept, func(t *testing.T) {
			var header []string
			if test.accept != "" {
				header = []string{"Accept-Encoding", test.accept}
			}
			r := serve(t, test.method, test.path, header...)
			if r.StatusCode != test.status {
				t.Errorf("status %d, want %d", r.StatusCode, test.status)
			}
			for name, want := range map[string]string{
				"Content-Type": test.mediaType, "Cache-Control": test.cache, "Content-Encoding": test.encoding,
				"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Content-Security-Policy": Policy,
			} {
				if got := r.Header.Get(name); got != want {
					t.Errorf("%s %q, want %q", name, got, want)
				}
			}
			if allow := r.Header.Get("Allow"); (allow == "GET, HEAD") != (test.status == 405) {
				t.Errorf("Allow %q", allow)
			}
			if got := body(t, r); got != test.body {
				t.Errorf("body %q, want %q", got, test.body)
			}
		})
	}
}

// HEAD tells the length that GET would send, and the length is that of the
// compressed form.
func TestLength(t *testing.T) {
	for _, method := range []string{"GET", "HEAD"} {
		r := serve(t, method, "/app.0123456789ab.wasm", "Accept-Encoding", "gzip")
		if r.ContentLength != int64(len(gzipped)) {
			t.Errorf("%s: length %d, want %d", method, r.ContentLength, len(gzipped))
		}
	}
}

func TestEntityTags(t *testing.T) {
	const app = "/app.0123456789ab.wasm"
	tags := map[string]string{}
	for _, encoding := range []string{"identity", "gzip", "br"} {
		r := serve(t, "GET", app, "Accept-Encoding", encoding)
		tag := r.Header.Get("ETag")
		if len(tag) < 10 || !strings.HasPrefix(tag, `"`) {
			t.Errorf("%s: tag %s is not strong", encoding, tag)
		}
		if other, taken := tags[tag]; taken {
			t.Errorf("%s and %s have the same tag", encoding, other)
		}
		tags[tag] = encoding
		if vary := r.Header.Get("Vary"); vary != "Accept-Encoding" {
			t.Errorf("%s: Vary %q", encoding, vary)
		}
		for header, status := range map[string]int{
			tag: 304, "W/" + tag: 304, `"other", ` + tag: 304, "*": 304, `"other"`: 200, "": 200,
		} {
			r := serve(t, "GET", app, "Accept-Encoding", encoding, "If-None-Match", header)
			if r.StatusCode != status {
				t.Errorf("%s, If-None-Match %s: status %d, want %d", encoding, header, r.StatusCode, status)
			}
			if content := body(t, r); (content == "") != (status == 304) {
				t.Errorf("%s, If-None-Match %s: body %q", encoding, header, content)
			}
			if r.Header.Get("ETag") != tag || r.Header.Get("Cache-Control") == "" {
				t.Errorf("%s, If-None-Match %s: an answer without its tag or its cache rule", encoding, header)
			}
		}
	}
}

func TestChoose(t *testing.T) {
	all := map[string][]byte{"br": nil, "gzip": nil, identity: nil}
	for header, want := range map[string]string{
		"":                         identity,
		"br":                       "br",
		"BR":                       "br",
		"gzip":                     "gzip",
		"gzip, br":                 "br",
		"gzip;q=1.0, br;q=0.5":     "gzip",
		"gzip;q=0.2,br ; q = 0.3":  "br",
		"br;q=0":                   identity,
		"br;q=0, *":                "gzip",
		"*":                        "br",
		"*;q=0":                    identity,
		"identity, br;q=0.5":       identity,
		"identity;q=0.1, br;q=0.5": "br",
		"identity;q=0":             identity,
		"zstd, deflate":            identity,
		"br;q=2":                   identity,
		"br;q=NaN, gzip":           "gzip",
		"br;level=3, gzip":         "gzip",
		",, gzip ,":                "gzip",
	} {
		if got := choose(header, all); got != want {
			t.Errorf("Accept-Encoding %q: %s, want %s", header, got, want)
		}
	}
	if got := choose("br", map[string][]byte{identity: nil}); got != identity {
		t.Errorf("a file with no compressed form: %s", got)
	}
}

func TestNewRefuses(t *testing.T) {
	for want, files := range map[string]fstest.MapFS{
		"server: no index.html":                             {"sw.js": {}},
		`server: notes.txt: no media type known for ".txt"`: {"index.html": {}, "notes.txt": {}},
	} {
		if _, err := New(files); err == nil || err.Error() != want {
			t.Errorf("got error %v, want %s", err, want)
		}
	}
}

// The page carries the same policy for hosts that send none.
func TestPolicyOfThePage(t *testing.T) {
	page, err := os.ReadFile("../static/index.html")
	if err != nil {
		t.Fatal(err)
	}
	policy := strings.TrimSuffix(Policy, "; frame-ancestors 'none'")
	if want := `<meta http-equiv="Content-Security-Policy" content="` + policy + `">`; !strings.Contains(string(page), want) {
		t.Errorf("index.html does not hold %s", want)
	}
}
