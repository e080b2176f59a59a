package server

import (
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	whole   = "the program, as it is"
	brotli  = "br"
	gzipped = "gzip"
)

func dist() fstest.MapFS {
	return fstest.MapFS{
		"index.html":               {Data: []byte("<!doctype html>")},
		"sw.js":                    {Data: []byte("worker")},
		"sw.js.gz":                 {Data: []byte("gz")},
		"manifest.webmanifest":     {Data: []byte("{}")},
		"app.0123456789ab.wasm":    {Data: []byte(whole)},
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
		{"GET", app, "", 200, "application/wasm", keep, "", whole},
		{"GET", app, "br", 200, "application/wasm", keep, "br", brotli},
		{"HEAD", app, "br", 200, "application/wasm", keep, "br", ""},
		{"GET", app, "gzip, deflate, br, zstd", 200, "application/wasm", keep, "br", brotli},
		{"GET", app, "gzip", 200, "application/wasm", keep, "gzip", gzipped},
		{"GET", "/sw.js", "br, gzip;q=0.5", 200, "text/javascript; charset=utf-8", revalidate, "gzip", "gz"},
		{"GET", app + ".br", "br", 200, "application/octet-stream", keep, "", brotli},
		{"GET", app + ".gz", "", 200, "application/octet-stream", keep, "", gzipped},
		{"GET", app, "identity;q=0", 406, "text/plain; charset=utf-8", "no-store", "", "Not Acceptable\n"},
		{"GET", "/healthz", "", 200, "text/plain; charset=utf-8", "no-store", "", "ok\n"},
		{"GET", "/nothing", "", 404, "text/plain; charset=utf-8", "no-store", "", "Not Found\n"},
		{"GET", "//", "", 404, "text/plain; charset=utf-8", "no-store", "", "Not Found\n"},
		{"GET", "/../server.go", "", 404, "text/plain; charset=utf-8", "no-store", "", "Not Found\n"},
		{"POST", "/", "", 405, "text/plain; charset=utf-8", "no-store", "", "Method Not Allowed\n"},
		{"OPTIONS", "/nothing", "", 405, "text/plain; charset=utf-8", "no-store", "", "Method Not Allowed\n"},
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
				"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": Permissions,
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
	all := file{{encoding: "br"}, {encoding: "gzip"}, {encoding: identity}}
	name := func(f *form) string {
		if f == nil {
			return ""
		}
		return f.encoding
	}
	for header, want := range map[string]string{
		"":                            identity,
		"br":                          "br",
		"BR":                          "br",
		"gzip":                        "gzip",
		"gzip, br":                    "br",
		"gzip;q=1.0, br;q=0.5":        "gzip",
		"gzip;q=0.2,br ; q = 0.3":     "br",
		"gzip\t;q=0.2,\tbr":           "br",
		"br;q=0":                      identity,
		"br;q=0, *":                   "gzip",
		"*":                           "br",
		"*;q=0":                       "",
		"*;q=0, identity":             identity,
		"*;q=0, gzip;q=0.001":         "gzip",
		"identity, br;q=0.5":          identity,
		"identity;q=0.1, br;q=0.5":    "br",
		"identity;q=0":                "",
		"identity;q=0, gzip":          "gzip",
		"identity;q=0, *;q=0.1":       "br",
		"identity;q=0.000, zstd":      "",
		"zstd, deflate":               identity,
		"br;q=0.001":                  "br",
		"br;q=2":                      identity,
		"br;q=-1":                     identity,
		"br;q=1e0":                    identity,
		"br;q=0x1p0":                  identity,
		"br;q=":                       identity,
		"br;q=NaN, gzip":              "gzip",
		"br;level=3, gzip":            "gzip",
		"br;":                         identity,
		",, gzip ,":                   "gzip",
		"brotli, gzipped, x-identity": identity,
	} {
		if got := name(choose(header, all)); got != want {
			t.Errorf("Accept-Encoding %q: %q, want %q", header, got, want)
		}
	}
	if got := name(choose("br", file{{encoding: identity}})); got != identity {
		t.Errorf("a file with no compressed form: %q", got)
	}
}

func TestNewRefuses(t *testing.T) {
	for want, files := range map[string]fstest.MapFS{
		"server: no index.html":                                                         {"sw.js": {}},
		`server: notes.txt: no media type known for ".txt"`:                             {"index.html": {}, "notes.txt": {}},
		`server: a.js: want a file, not a directory or a link`:                          {"index.html": {}, "a.js": {Mode: fs.ModeSymlink}},
		`server: b.js: want a file, not a directory or a link`:                          {"index.html": {}, "b.js/c.js": {}},
		`server: ".env": want a name of letters, digits, dots, hyphens and underscores`: {"index.html": {}, ".env": {}},
	} {
		if _, err := New(files); err == nil || err.Error() != want {
			t.Errorf("got error %v, want %s", err, want)
		}
	}
}

func TestBelow(t *testing.T) {
	for _, base := range []string{"", "a", "/a", "a/", "//", "/a//b/", "/../", "/a/./", "/a b/", "/ä/", "/a?/", `/a\b/`, "/%41/"} {
		if _, err := Below(base, dist()); err == nil || !strings.HasPrefix(err.Error(), "server: base ") {
			t.Errorf("base %q: got error %v", base, err)
		}
	}
	s, err := Below("/a/b.c/", dist())
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{
		"/a/b.c/": 200, "/a/b.c/index.html": 200, "/a/b.c/sw.js": 200, "/healthz": 200, "/a/b.c": 308,
		"/": 404, "/a/": 404, "/a": 404, "/sw.js": 404, "/a/b.c/a/b.c/": 404, "/a/b.c//": 404, "/a/b.c/healthz": 404, "/a/bxc/": 404,
	} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != want {
			t.Errorf("%s: status %d, want %d", path, w.Code, want)
		}
		if to := w.Header().Get("Location"); (to == "/a/b.c/") != (want == 308) {
			t.Errorf("%s: Location %q", path, to)
		}
	}
}

// The page carries the same policy for hosts that send none.
func TestPolicyOfThePage(t *testing.T) {
	page, err := os.ReadFile("../static/index.html")
	if err != nil {
		t.Fatal(err)
	}
	// The site's build puts hashes in the place of the marks.
	want := strings.NewReplacer("'wasm-unsafe-eval'", "'wasm-unsafe-eval' scripts:", "style-src 'self'", "style-src 'self' styles:").Replace(Policy)
	if got := policyOf(page); got != want {
		t.Errorf("index.html has the policy %s, want %s", got, want)
	}
	if got := policyOf([]byte("<p>")); got != Policy {
		t.Errorf("a page without one has the policy %s", got)
	}
}

// A directory that holds a link to a file elsewhere is refused, and a link
// that comes after the site was read changes nothing.
func TestLinksOutOfTheSite(t *testing.T) {
	directory, outside := t.TempDir(), filepath.Join(t.TempDir(), "secret.js")
	for name, content := range map[string]string{filepath.Join(directory, "index.html"): "page", outside: "secret"} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := New(os.DirFS(directory))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(directory, "late.js")); err != nil {
		t.Skipf("no links here: %v", err)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/late.js", nil))
	if w.Code != 404 {
		t.Errorf("status %d, want 404", w.Code)
	}
	if _, err := New(os.DirFS(directory)); err == nil || err.Error() != "server: late.js: want a file, not a directory or a link" {
		t.Errorf("got error %v", err)
	}
}

// Parts of a compressed form are parts of what was sent, under its tag.
func TestRanges(t *testing.T) {
	const app = "/app.0123456789ab.wasm"
	for _, test := range []struct{ encoding, ranges, want, of string }{
		{"identity", "bytes=4-10", "program", "bytes 4-10/21"},
		{"identity", "bytes=-5", "it is", "bytes 16-20/21"},
		{"identity", "bytes=16-99", "it is", "bytes 16-20/21"},
		{"gzip", "bytes=1-2", "zi", "bytes 1-2/4"},
		{"br", "bytes=0-", "br", "bytes 0-1/2"},
	} {
		whole := serve(t, "GET", app, "Accept-Encoding", test.encoding)
		tag := whole.Header.Get("ETag")
		r := serve(t, "GET", app, "Accept-Encoding", test.encoding, "Range", test.ranges, "If-Range", tag)
		if got := body(t, r); r.StatusCode != 206 || got != test.want || r.Header.Get("Content-Range") != test.of || r.ContentLength != int64(len(test.want)) {
			t.Errorf("%s, %s: status %d, %q, %q", test.encoding, test.ranges, r.StatusCode, got, r.Header.Get("Content-Range"))
		}
		if r.Header.Get("ETag") != tag || r.Header.Get("Vary") != "Accept-Encoding" || r.Header.Get("Content-Encoding") != whole.Header.Get("Content-Encoding") {
			t.Errorf("%s, %s: headers %v", test.encoding, test.ranges, r.Header)
		}
		if r := serve(t, "GET", app, "Accept-Encoding", test.encoding, "If-Match", tag); r.StatusCode != 200 {
			t.Errorf("%s, If-Match: status %d", test.encoding, r.StatusCode)
		}
		if r := serve(t, "GET", app, "Accept-Encoding", test.encoding, "If-Match", "W/"+tag); r.StatusCode != 412 {
			t.Errorf("%s, weak If-Match: status %d", test.encoding, r.StatusCode)
		}
	}
	r := serve(t, "GET", app, "Range", "bytes=21-")
	if r.StatusCode != 416 || r.Header.Get("Content-Range") != "bytes */21" {
		t.Errorf("beyond the end: status %d, Content-Range %q", r.StatusCode, r.Header.Get("Content-Range"))
	}
}
