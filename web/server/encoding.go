package server

import (
	"strconv"
	"strings"
)

// choose returns the form of a file that an Accept-Encoding header wants most
// (RFC 9110, section 12.5.3), the smallest of those it wants equally. A client
// that names none of them gets the file as it is. When it refuses even that,
// choose returns nil.
func choose(header string, f file) *form {
	if header == "" {
		return f[len(f)-1]
	}
	var best *form
	most := 0.0
	star, hasStar := weigh(header, "*")
	for _, candidate := range f {
		weight, named := weigh(header, candidate.encoding)
		switch {
		case named:
		case hasStar:
			weight = star
		case candidate.encoding == identity:
			// Acceptable unless refused, but whatever is named was wanted more.
			weight = 1e-6
		}
		if weight > most {
			best, most = candidate, weight
		}
	}
	return best
}

// weigh returns the q-value that an Accept-Encoding header gives an encoding,
// the last if it names it several times. An entry that cannot be read counts as
// refused.
func weigh(header, encoding string) (weight float64, named bool) {
	for entry := range strings.SplitSeq(header, ",") {
		name, parameters, has := strings.Cut(entry, ";")
		if !strings.EqualFold(strings.Trim(name, " \t"), encoding) {
			continue
		}
		weight, named = 1, true
		if has {
			weight = quality(parameters)
		}
	}
	return weight, named
}

// quality reads the parameter "q=0.5".
func quality(parameter string) float64 {
	key, value, _ := strings.Cut(parameter, "=")
	if !strings.EqualFold(strings.Trim(key, " \t"), "q") {
		return 0
	}
	value = strings.Trim(value, " \t")
	q, err := strconv.ParseFloat(value, 64)
	if err != nil || !(q >= 0 && q <= 1) || strings.Trim(value, "0123456789.") != "" {
		return 0
	}
	return q
}
