//go:build embed

package main

import (
	"embed"
	"io/fs"
)

//go:embed dist
var files embed.FS

// embedded is the site that this program holds, nil if it holds none.
var embedded = func() fs.FS {
	dist, err := fs.Sub(files, "dist")
	if err != nil {
		panic(err) // the name above is a valid one
	}
	return dist
}()
