package server

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"backprop/web/site"
)

// Policy is the Content-Security-Policy of every answer. The page repeats it
// in a meta element, for hosts that send no such header; frame-ancestors has
// an effect in the header only.
const Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// types gives the media type of every kind of file in a site. The system's own
// table is not asked: it differs from one machine to the next.
var types = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
}

// file is one file of the site in all its encodings.
type file struct {
	mediaType string
	cache     string // Cache-Control
	tag       string // hash of the content, the stem of its entity tags
	encoded   map[string][]byte
}

// encodings lists what a file may be encoded in, the smallest first.
var encodings = []struct{ name, extension string }{{"br", ".br"}, {"gzip", ".gz"}, {identity, ""}}

const identity = "identity"

// New returns a handler for the files of a site, which it reads once, now. It
// fails on a site without index.html and on a file of a kind that no site has.
func New(dist fs.FS) (http.Handler, error) {
	entries, err := fs.ReadDir(dist, ".")
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	files := map[string]*file{}
	for _, entry := range entries {
		name := entry.Name()
		if extension := path.Ext(name); extension == ".br" || extension == ".gz" {
			continue
		}
		if files["/"+name], err = read(dist, name); err != nil {
			return nil, fmt.Errorf("server: %w", err)
		}
	}
	index, exists := files["/index.html"]
	if !exists {
		return nil, errors.New("server: no index.html")
	}
	files["/"] = index
	return handler(files), nil
}

func read(dist fs.FS, name string) (*file, error) {
	mediaType, known := types[path.Ext(name)]
	if !known {
		return nil, fmt.Errorf("%s: no media type known for %q", name, path.Ext(name))
	}
	f := &file{mediaType: mediaType, cache: "no-cache", encoded: map[string][]byte{}}
	if site.Hashed(name) {
		f.cache = "public, max-age=31536000, immutable"
	}
	for _, e := range encodings {
		content, err := fs.ReadFile(dist, name+e.extension)
		if errors.Is(err, fs.ErrNotExist) && e.name != identity {
			continue
		}
		if err != nil {
			return nil, err
		}
		f.encoded[e.name] = content
	}
	sum := sha256.Sum256(f.encoded[identity])
	f.tag = hex.EncodeToString(sum[:16])
	return f, nil
}

// handler maps paths to files.
type handler map[string]*file

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", Policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")

	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		header.Set("Cache-Control", "no-store")
		http.Error(w, "405 method not allowed", http.StatusMethodNotAllowed)
		return
	}
	f, exists := h[r.URL.Path]
	if !exists {
		header.Set("Cache-Control", "no-store")
		http.Error(w, "404 page not found", http.StatusNotFound)
		return
	}
	encoding := choose(strings.Join(r.Header.Values("Accept-Encoding"), ","), f.encoded)
	content := f.encoded[encoding]
	tag := `"` + f.tag + `"`
	if encoding != identity {
		tag = `"` + f.tag + "-" + encoding + `"`
	}
	header.Set("Cache-Control", f.cache)
	header.Set("ETag", tag)
	header.Set("Vary", "Accept-Encoding")
	if matches(strings.Join(r.Header.Values("If-None-Match"), ","), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", f.mediaType)
	header.Set("Content-Length", strconv.Itoa(len(content)))
	if encoding != identity {
		header.Set("Content-Encoding", encoding)
	}
	if r.Method == http.MethodGet {
		// An error means that the browser has gone; there is no one to tell.
		_, _ = w.Write(content)
	}
}

// matches reports whether an If-None-Match header names tag. The comparison is
// weak, as RFC 9110, section 13.1.2, has it.
func matches(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == tag {
			return true
		}
	}
	return false
}
