package server

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

func TestResolve(t *testing.T) {
	for _, test := range []struct{ base, path, want string }{
		{"/", "/", "index.html"},
		{"/", "/index.html", "index.html"},
		{"/", "/app.0123456789ab.wasm", "app.0123456789ab.wasm"},
		{"/a/", "/a/", "index.html"},
		{"/a/", "/a/x-1_y.js", "x-1_y.js"},
		{"/a/", "/a", ""},
		{"/a/", "/", ""},
		{"/a/", "/ab/x.js", ""},
		{"/a/", "/a/a/x.js", ""},
		{"/", "", ""},
		{"/", "*", ""},
		{"/", "index.html", ""},
		{"/", "//", ""},
		{"/", "/a..b", ""},
		{"/", "/.a", ""},
		{"/", "/a.", ""},
		{"/", "/a b", ""},
		{"/", "/a:b", ""},
		{"/", `/a\b`, ""},
		{"/", "/a\x00", ""},
		{"/", "/ä", ""},
		{"/", "/" + strings.Repeat("a", 256), ""},
	} {
		if got := resolve(test.base, test.path); got != test.want {
			t.Errorf("resolve(%q, %q) = %q, want %q", test.base, test.path, got, test.want)
		}
	}
}

// Whatever the path of a request, it leads to a name that is one segment on
// every system and stays in its directory, or to none; and only one decoded
// path leads to a name.
func FuzzResolve(f *testing.F) {
	for _, h := range paths {
		if _, target, is := strings.Cut(h.request, " "); is && len(target) < 300 {
			f.Add("/", target)
			f.Add("/a/b/", "/a/b"+target)
		}
	}
	root := f.TempDir()
	f.Fuzz(func(t *testing.T, base, target string) {
		if checkBase(base) != nil {
			base = "/"
		}
		path := target
		if parsed, err := url.ParseRequestURI(target); err == nil {
			path = parsed.Path
		}
		name := resolve(base, path)
		if name == "" {
			return
		}
		if path != base+name && !(path == base && name == index) {
			t.Fatalf("resolve(%q, %q) = %q", base, path, name)
		}
		if strings.ContainsAny(name, "/\\:%\x00 \t\r\n*?<>|\"'`$&;~#") || strings.Contains(name, "..") || !filepath.IsLocal(name) {
			t.Fatalf("resolve(%q, %q) = %q, no plain name", base, path, name)
		}
		if name[0] == '.' || name[len(name)-1] == '.' || filepath.Dir(filepath.Join(root, name)) != root {
			t.Fatalf("resolve(%q, %q) = %q, which leaves its directory", base, path, name)
		}
	})
}
