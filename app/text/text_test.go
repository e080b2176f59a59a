package text

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
)

// verb matches a formatting verb, with an argument index when it has one.
var verb = regexp.MustCompile(`%(\[\d+\])?[a-z]`)

// sentences returns every string of w by its path, such as "Diverged.Why".
func sentences(w *Words) map[string]string {
	found := map[string]string{}
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			found[path] = v.String()
		case reflect.Struct:
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Array:
			for i := range v.Len() {
				walk(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				walk(path+"."+key.String(), v.MapIndex(key))
			}
		default:
			panic("text: " + path + " is a " + v.Kind().String())
		}
	}
	walk("", reflect.ValueOf(w).Elem())
	return found
}

func TestEveryLanguageSaysEverything(t *testing.T) {
	want := sentences(English.Words())
	for _, l := range Languages() {
		got := sentences(l.Words())
		for path, sentence := range got {
			if sentence == "" {
				t.Errorf("%s%s is empty", l.Tag(), path)
			}
			if _, known := want[path]; !known && !strings.HasPrefix(path, ".Forms.") {
				t.Errorf("%s%s is not in English", l.Tag(), path)
			}
		}
		for path, english := range want {
			if strings.HasPrefix(path, ".Forms.") {
				continue
			}
			if _, known := got[path]; !known {
				t.Errorf("%s%s is missing", l.Tag(), path)
			}
			if e, g := verbs(english), verbs(got[path]); !slices.Equal(e, g) {
				t.Errorf("%s%s takes %v, English takes %v", l.Tag(), path, g, e)
			}
		}
	}
}

// verbs lists what a format takes; with argument indexes the order is free.
func verbs(format string) []string {
	found := verb.FindAllString(format, -1)
	for i, v := range found {
		found[i] = v[len(v)-1:]
	}
	sort.Strings(found)
	return found
}

func TestParseLanguage(t *testing.T) {
	for tag, want := range map[string]Language{"ko": Korean, "ko-KR": Korean, "KO": Korean, "en-GB": English, "de": English, "": English, "kok": English} {
		if got := ParseLanguage(tag); got != want {
			t.Errorf("%q: %v, want %v", tag, got, want)
		}
	}
}
