package site

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
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
