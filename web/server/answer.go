package server

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"time"
)

// health is the path at which the server says that it answers. It is the same
// under every base, for those who watch the server rather than the site.
const health = "/healthz"

// A client gets a part of this many bytes in pace or is given up, so that a
// slow one may take as long as it needs while one that has stopped reading does
// not hold its connection for ever.
const (
	part = 256 << 10
	pace = time.Minute
)

// ServeHTTP answers with a file of the site.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	set(header, guards)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed)
		return
	}
	if r.URL.Path == health {
		header.Set("Cache-Control", "no-store")
		header.Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, "ok\n")
		return
	}
	if len(s.base) > 1 && r.URL.Path == s.base[:len(s.base)-1] {
		// The page's own addresses are relative to the directory.
		header.Set("Cache-Control", "no-store")
		header.Set("Location", s.base)
		w.WriteHeader(http.StatusPermanentRedirect)
		return
	}
	f, exists := s.files[resolve(s.base, r.URL.Path)]
	if !exists {
		refuse(w, http.StatusNotFound)
		return
	}
	chosen := choose(joined(r.Header, "Accept-Encoding"), f)
	if chosen == nil {
		header.Set("Vary", "Accept-Encoding")
		refuse(w, http.StatusNotAcceptable)
		return
	}
	answer(w, r, chosen)
}

// answer answers with a form of the file that was asked for, as far as the
// request's conditions let it.
func answer(w http.ResponseWriter, r *http.Request, f *form) {
	header := w.Header()
	if match := joined(r.Header, "If-Match"); match != "" && !matches(match, f.tag, strong) {
		refuse(w, http.StatusPreconditionFailed)
		return
	}
	if matches(joined(r.Header, "If-None-Match"), f.tag, weak) {
		set(header, f.about)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	set(header, f.fields)
	if ranges := wantedRanges(r, f); ranges != "" {
		// In the one spelling and under the one condition that ServeContent knows.
		asked := &http.Request{Method: http.MethodGet, Header: http.Header{"Range": {ranges}}}
		http.ServeContent(w, asked, "", time.Time{}, bytes.NewReader(f.content))
		return
	}
	header["Content-Length"] = f.length
	if r.Method == http.MethodHead {
		return
	}
	content := f.content
	if len(content) > part {
		control := http.NewResponseController(w)
		for len(content) > part {
			_ = control.SetWriteDeadline(time.Now().Add(pace)) // a recorder has none
			if _, err := w.Write(content[:part]); err != nil {
				return // the client has gone; there is no one to tell
			}
			content = content[part:]
		}
		_ = control.SetWriteDeadline(time.Now().Add(pace))
	}
	_, _ = w.Write(content)
}

// refuse answers with the words of an error, which nobody is to keep.
func refuse(w http.ResponseWriter, status int) {
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, http.StatusText(status), status)
}

// joined returns the values of a header, which may have come in several lines,
// as the one list that they are.
func joined(header http.Header, name string) string {
	switch values := header[name]; len(values) {
	case 0:
		return ""
	case 1:
		return values[0]
	default:
		return strings.Join(values, ",")
	}
}
