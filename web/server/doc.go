// Package server answers HTTP requests with the files of an assembled site.
//
// It does what a static host does and no more, so the playground behaves the
// same under both: one file per path, "/" is index.html, everything else is
// not found. All files are read once, into memory, so no request ever reaches
// the file system: a path is looked up in a table and nowhere else.
//
// A file's compressed forms (.br, .gz) are answers to a request for the file
// itself, chosen by Accept-Encoding. They also have paths of their own, as on
// any other host, from which the page takes its program where a host does not
// compress.
//
// Read on in site.go (which files), path.go (which file is asked for),
// answer.go (with what it is answered), encoding.go, condition.go and header.go
// (how), listen.go (the program around it: time-outs, TLS, a graceful stop).
package server
