package server

import (
	"strconv"
	"strings"
)

// choose returns the encoding of a file that an Accept-Encoding header wants
// most (RFC 9110, section 12.5.3), the smallest of those it wants equally. A
// client that accepts none of them gets the file as it is.
func choose(header string, encoded map[string][]byte) string {
	weights := weigh(header)
	best, most := identity, 0.0
	for _, e := range encodings {
		if _, exists := encoded[e.name]; !exists {
			continue
		}
		weight, named := weights[e.name]
		if !named {
			weight, named = weights["*"]
		}
		if !named && e.name == identity {
			// Acceptable unless refused, but whatever is named was wanted more.
			weight = 0
		}
		if weight > most {
			best, most = e.name, weight
		}
	}
	return best
}

// weigh reads the q-values of an Accept-Encoding header. An entry that cannot
// be read counts as refused.
func weigh(header string) map[string]float64 {
	weights := map[string]float64{}
	for entry := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(entry, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "" {
			continue
		}
		weight := 1.0
		if key, value, has := strings.Cut(parameters, "="); has {
			q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil || !strings.EqualFold(strings.TrimSpace(key), "q") || !(q >= 0 && q <= 1) {
				q = 0
			}
			weight = q
		}
		weights[name] = weight
	}
	return weights
}
