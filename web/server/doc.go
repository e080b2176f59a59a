// Package server answers HTTP requests with the files of an assembled site.
//
// It does what a static host does and no more, so the playground behaves the
// same under both: one file per path, "/" is index.html, everything else is
// not found. A file's compressed forms (.br, .gz) are answers to a request for
// the file itself, chosen by Accept-Encoding, and have no path of their own.
package server
