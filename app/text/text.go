// Package text holds every word the reader sees, one Words value per language.
//
// A new sentence is one field of Words and one entry in each of english.go and
// korean.go; a test fails while any of them is empty or takes other arguments
// than its English counterpart.
package text

import "strings"

// Language selects a Words value.
type Language uint8

const (
	English Language = iota
	Korean
)

// Languages lists every language in menu order.
func Languages() []Language { return []Language{English, Korean} }

// Tag is the BCP 47 tag, for the lang attribute.
func (l Language) Tag() string {
	if l == Korean {
		return "ko"
	}
	return "en"
}

// Words returns the words of the language.
func (l Language) Words() *Words {
	if l == Korean {
		return &korean
	}
	return &english
}

// ParseLanguage understands a BCP 47 tag such as "ko-KR". Every language that
// has no words here reads English.
func ParseLanguage(tag string) Language {
	if primary, _, _ := strings.Cut(strings.ToLower(tag), "-"); primary == "ko" {
		return Korean
	}
	return English
}
