package server

import (
	"net/http"
	"regexp"
)

// Policy is the Content-Security-Policy of every answer but the page. That has
// one of its own in a meta element, for hosts that send no such header, which
// names the hashes of its scripts and styles; the header repeats it.
// frame-ancestors has an effect in the header only: any page may embed this
// one, which is made for that and has nothing that a click could be stolen for.
const Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'" + anyFrame

const anyFrame = "; frame-ancestors *"

// meta matches the policy that a page has.
var meta = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`)

// policyOf returns the policy of a page, which may have none.
func policyOf(page []byte) string {
	if found := meta.FindSubmatch(page); found != nil {
		return string(found[1]) + anyFrame
	}
	return Policy
}

// Permissions switches off what a browser may offer a page and this one has no
// use for, so that nothing that gets into the page can ask for it either.
const Permissions = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), " +
	"microphone=(), midi=(), payment=(), usb=()"

// guards are the headers of every answer, whatever it is.
var guards = []field{
	{"Content-Security-Policy", []string{Policy}},
	{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
	{"Cross-Origin-Resource-Policy", []string{"same-origin"}},
	{"Permissions-Policy", []string{Permissions}},
	{"Referrer-Policy", []string{"no-referrer"}},
	{"X-Content-Type-Options", []string{"nosniff"}},
}

// field is a header with its value as http.Header keeps it. Fields are made
// once and shared by all answers; nothing appends to their values.
type field struct {
	name  string // in canonical form
	value []string
}

func set(header http.Header, fields []field) {
	for _, f := range fields {
		header[f.name] = f.value
	}
}
