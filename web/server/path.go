package server

import (
	"fmt"
	"strings"
)

// index is the file that answers for the path of the site itself.
const index = "index.html"

// resolve returns the name of the file that a decoded path of a request asks
// for below base, whether there is such a file or not. It returns "" for a
// path that no file can have: outside base, with a second segment, or with a
// character or a form that some file system gives a meaning to.
func resolve(base, path string) string {
	name, below := strings.CutPrefix(path, base)
	switch {
	case !below:
		return ""
	case name == "":
		return index
	case plain(name):
		return name
	}
	return ""
}

// plain reports whether name is that of a file of a site: ASCII letters,
// digits, dots, hyphens and underscores, with a letter or digit at both ends
// and never two dots in a row. So a separator, a drive, a stream, a
// parent, a hidden file and a trailing dot or space, which Windows drops, are
// all out.
func plain(name string) bool {
	if name == "" || len(name) > 255 || strings.Contains(name, "..") {
		return false
	}
	for i := range len(name) {
		c := name[i]
		alphanumeric := c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
		inside := i > 0 && i < len(name)-1
		if !alphanumeric && !(inside && (c == '.' || c == '-' || c == '_')) {
			return false
		}
	}
	return true
}

// checkBase reports what is wrong with a path to serve a site below.
func checkBase(base string) error {
	if base == "/" {
		return nil
	}
	segments, ends := strings.CutSuffix(base, "/")
	segments, begins := strings.CutPrefix(segments, "/")
	for segment := range strings.SplitSeq(segments, "/") {
		if !begins || !ends || !plain(segment) {
			return fmt.Errorf("base %q: want a path such as / or /a/b/, of letters, digits, dots, hyphens and underscores", base)
		}
	}
	return nil
}
