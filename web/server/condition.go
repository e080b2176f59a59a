package server

import (
	"net/http"
	"strings"
)

// How entity tags are compared (RFC 9110, section 8.8.3.2).
const (
	strong = false
	weak   = true
)

// matches reports whether a list of entity tags, as in If-Match and
// If-None-Match, names tag, which is a strong one. No list names none.
func matches(list, tag string, weakly bool) bool {
	for list != "" {
		list = strings.TrimLeft(list, " \t,")
		if list == "*" || strings.HasPrefix(list, "*") && strings.Trim(list[1:], " \t,") == "" {
			return true
		}
		opaque, isWeak := strings.CutPrefix(list, "W/")
		if !strings.HasPrefix(opaque, `"`) {
			// No entity tag, for instance one without its quotes.
			_, list, _ = strings.Cut(list, ",")
			continue
		}
		length := strings.IndexByte(opaque[1:], '"') + 2
		if length < 2 {
			return false
		}
		if opaque[:length] == tag && (weakly || !isWeak) {
			return true
		}
		list = opaque[length:]
	}
	return false
}

// maxRanges bounds what one request may ask for. Who asks for more gets the
// whole, as RFC 9110, section 14.2, allows.
const maxRanges = 8

// wantedRanges returns the Range header of a request for a form, as ServeContent
// takes it, if it is to be honoured: of a GET, in bytes, well formed, and with
// an If-Range, if any, that names the form's tag. Otherwise it returns "", and
// the header is ignored, as RFC 9110, sections 13.1.5 and 14.2, has it. Ranges
// beyond the end are not its concern.
func wantedRanges(r *http.Request, f *form) string {
	values := r.Header["Range"]
	if len(values) != 1 || r.Method != http.MethodGet {
		return ""
	}
	unit, ranges, _ := strings.Cut(values[0], "=")
	if !strings.EqualFold(unit, "bytes") {
		return ""
	}
	// An entity tag must be strong here, and there are no dates of files to compare with.
	if condition := r.Header["If-Range"]; condition != nil && (len(condition) != 1 || condition[0] != f.tag) {
		return ""
	}
	var wanted []string
	for one := range strings.SplitSeq(ranges, ",") {
		one = strings.Trim(one, " \t")
		if one == "" {
			continue
		}
		first, last, has := strings.Cut(one, "-")
		if !has || !digits(first) || !digits(last) || first == "" && last == "" {
			return ""
		}
		if first != "" && last != "" && (len(first) > len(last) || len(first) == len(last) && first > last) {
			return ""
		}
		if first == "" && strings.Trim(last, "0") == "" {
			one = f.length[0] + "-" // the last 0 bytes: as little there as what begins at the end
		}
		wanted = append(wanted, one)
	}
	if len(wanted) == 0 || len(wanted) > maxRanges {
		return ""
	}
	return "bytes=" + strings.Join(wanted, ",")
}

// digits reports whether s is a number that an int64 holds, or nothing.
func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) <= 18
}
