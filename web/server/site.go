package server

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"

	"backprop/web/site"
)

// types gives the media type of every kind of file in a site. The system's own
// table is not asked: it differs from one machine to the next.
var types = map[string]string{
	".br":          "application/octet-stream",
	".css":         "text/css; charset=utf-8",
	".gz":          "application/octet-stream",
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
}

// file is one file of the site in all its encodings, the smallest first.
type file []*form

// form is a file in one encoding.
type form struct {
	encoding string // as in Content-Encoding, or identity
	content  []byte
	tag      string  // strong entity tag, quotes included
	about    []field // what an answer without content says of the form as well
	fields   []field // what an answer with content says of it, Content-Length apart
	length   []string
}

// encodings lists what a file may be encoded in, the smallest first.
var encodings = []struct{ name, extension string }{{"br", ".br"}, {"gzip", ".gz"}, {identity, ""}}

const identity = "identity"

// Site is a handler for the files of a site.
type Site struct {
	base  string
	files map[string]file
}

// ErrNoSite is the error for a directory without the page.
var ErrNoSite = errors.New("no index.html")

// New reads the files of a site, once, now, and serves them at "/". It fails on
// a site without index.html and on what no site has: files of another kind or
// name, directories, links.
func New(dist fs.FS) (*Site, error) { return Below("/", dist) }

// Below is New for a site at the path base, which begins and ends with a slash.
func Below(base string, dist fs.FS) (*Site, error) {
	if err := checkBase(base); err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	entries, err := fs.ReadDir(dist, ".")
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	s := &Site{base: base, files: map[string]file{}}
	for _, entry := range entries {
		name := entry.Name()
		if !plain(name) {
			return nil, fmt.Errorf("server: %q: want a name of letters, digits, dots, hyphens and underscores", name)
		}
		if !entry.Type().IsRegular() {
			return nil, fmt.Errorf("server: %s: want a file, not a directory or a link", name)
		}
		if s.files[name], err = read(dist, name); err != nil {
			return nil, fmt.Errorf("server: %w", err)
		}
	}
	if s.files[index] == nil {
		return nil, fmt.Errorf("server: %w", ErrNoSite)
	}
	return s, nil
}

func read(dist fs.FS, name string) (file, error) {
	extension := path.Ext(name)
	mediaType, known := types[extension]
	if !known {
		return nil, fmt.Errorf("%s: no media type known for %q", name, extension)
	}
	cache := "no-cache" // keep it, but ask each time
	if site.Hashed(name) {
		cache = "public, max-age=31536000, immutable"
	}
	var own []field
	if extension == ".html" {
		page, err := fs.ReadFile(dist, name)
		if err != nil {
			return nil, err
		}
		own = []field{{"Content-Security-Policy", []string{policyOf(page)}}}
	}
	var f file
	for _, e := range encodings {
		if e.name != identity && (extension == ".br" || extension == ".gz") {
			continue
		}
		content, err := fs.ReadFile(dist, name+e.extension)
		if errors.Is(err, fs.ErrNotExist) && e.name != identity {
			continue
		}
		if err != nil {
			return nil, err
		}
		f = append(f, newForm(e.name, content, mediaType, cache, own))
	}
	return f, nil
}

func newForm(encoding string, content []byte, mediaType, cache string, own []field) *form {
	sum := sha256.Sum256(content)
	f := &form{
		encoding: encoding,
		content:  content,
		tag:      strconv.Quote(hex.EncodeToString(sum[:16])),
		length:   []string{strconv.Itoa(len(content))},
	}
	f.about = []field{
		{"Cache-Control", []string{cache}},
		{"Etag", []string{f.tag}},
		{"Vary", []string{"Accept-Encoding"}},
	}
	f.about = append(f.about, own...)
	f.fields = append([]field{{"Accept-Ranges", []string{"bytes"}}, {"Content-Type", []string{mediaType}}}, f.about...)
	if encoding != identity {
		f.fields = append(f.fields, field{"Content-Encoding", []string{encoding}})
	}
	return f
}
