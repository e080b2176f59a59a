//go:build !js

package ui

import (
	"regexp"
	"strings"
	"testing"

	"backprop/app/text"
)

func TestStill(t *testing.T) {
	page, epochs, err := Still()
	if err != nil {
		t.Fatal(err)
	}
	again, _, _ := Still()
	if page != again {
		t.Error("two stills of one source differ")
	}
	if found := malformed.FindString(page); found != "" {
		t.Errorf("the still says %q", found)
	}
	for _, l := range text.Languages() {
		for _, words := range []string{l.Words().Play, l.Words().NetworkPanel, l.Words().LossPanel} {
			if !strings.Contains(page, words) {
				t.Errorf("the still does not say %q", words)
			}
		}
	}
	// As it has no ids, it is in nobody's way; those of clips are apart.
	for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if strings.Count(page, id[0]) != 1 || !strings.Contains(page, `url(#`+id[1]+`)`) {
			t.Errorf("the id %s", id[1])
		}
	}
	for name, least := range map[string]int{"<svg": 10, "<image": 16, "<canvas": 0, `disabled="false"`: 0, "@": 0, "still-wide": 2, "still-narrow": 2} {
		if n := strings.Count(page, name); n < least || least == 0 && n > 0 {
			t.Errorf("the still has %s %d times", name, n)
		}
	}
	m := trained()
	if m.Snapshot.Epoch != epochs || m.Snapshot.Train.Mean > 0.01 {
		t.Errorf("at epoch %d of %d the loss is %g, not yet a picture of learning", m.Snapshot.Epoch, epochs, m.Snapshot.Train.Mean)
	}
	if len(page) > 250_000 {
		t.Errorf("the still has %d bytes", len(page))
	}
}

func TestParseElement(t *testing.T) {
	for _, test := range []struct{ read, want string }{
		{"<p class=\"a b\" disabled=\"false\" id=\"x\">text</p>", `<p class="a b">text</p>`},
		{"<p title=\"\\\"\" value=\"&\\\"\" selected aria-hidden>\n<b>1</b>\n2 &lt;\n</p>", `<p aria-hidden="true" selected value="&amp;&#34;"><b>1</b>2 &lt;</p>`},
		{"<input value=\"1\"></input>", `<input value="1">`},
	} {
		e, err := parseElement(test.read)
		if err != nil {
			t.Errorf("%s: %v", test.read, err)
		} else if got := e.plain(); got != test.want {
			t.Errorf("%s: got %s, want %s", test.read, got, test.want)
		}
	}
	for _, wrong := range []string{"", "text", "<p", "<p>", "<p>a</b>", "<p a=b></p>", "<p></p><p></p>"} {
		if e, err := parseElement(wrong); err == nil {
			t.Errorf("%q is read as %s", wrong, e.plain())
		}
	}
}

func TestWriteTogether(t *testing.T) {
	parse := func(s string) *element {
		e, err := parseElement(s)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	for _, test := range []struct{ one, other, want string }{
		{"<p>a</p>", "<p>a</p>", "<p>a</p>"},
		{"<p>a</p>", "<p>b</p>", `<p><span lang="en">a</span><span lang="ko">b</span></p>`},
		{"<p><b>a</b><i>c</i></p>", "<p><b>b</b><i>c</i></p>", `<p><b><span lang="en">a</span><span lang="ko">b</span></b><i>c</i></p>`},
		{"<select><option>a</option></select>", "<select><option>b</option></select>", `<select lang="en"><option>a</option></select><select lang="ko"><option>b</option></select>`},
		{"<div><p>a</p></div>", "<div><p>a</p><p>b</p></div>", `<div lang="en"><p>a</p></div><div lang="ko"><p>a</p><p>b</p></div>`},
	} {
		var b strings.Builder
		if err := writeTogether(&b, []string{"en", "ko"}, []*element{parse(test.one), parse(test.other)}); err != nil || b.String() != test.want {
			t.Errorf("%s and %s: %s, %v\nwant %s", test.one, test.other, b.String(), err, test.want)
		}
	}
}
