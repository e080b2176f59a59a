//go:build !embed

package main

import "io/fs"

// embedded is the site that this program holds, nil if it holds none.
var embedded fs.FS
