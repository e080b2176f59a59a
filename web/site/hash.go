package site

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
)

// hashLength is the number of hexadecimal digits of a hash in a file's name.
const hashLength = 12

// hashed matches the names of files that hold a hash of their content, and of
// their compressed forms.
var hashed = regexp.MustCompile(`\.[0-9a-f]{12}\.\w+(\.(br|gz))?$`)

// Hashed reports whether the content under name can never change, because the
// name holds a hash of it.
func Hashed(name string) bool { return hashed.MatchString(name) }

func hash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])[:hashLength]
}

// stamp returns a WebAssembly module with the name of its build behind it, in
// a custom section (WebAssembly core specification, section 5.5.3) called
// "build". Page and worker read it before they put modules together.
func stamp(module []byte, build string) []byte {
	const name = "build"
	content := append([]byte{byte(len(name))}, name+build...)
	if len(content) > 127 {
		panic("site: a section of " + build + " needs a longer length")
	}
	return slices.Concat(module, []byte{0, byte(len(content))}, content)
}
