//go:build !js

package draw

import (
	"strings"
	"testing"
)

// painted returns a canvas with what do draws in the colours of a theme.
func painted(theme Theme, do func(l *List, p *Palette)) *Canvas {
	c, l := NewCanvas(100, 50), List{}
	l.Reset(1)
	c.Image(0, 2, 1, []byte{1, 2, 3, 255, 4, 5, byte(theme), 255})
	do(&l, theme.Palette())
	c.Paint(&l)
	return c
}

func TestSVG(t *testing.T) {
	ink := `light-dark(#1c1f24,#eceae5)`
	for name, test := range map[string]struct {
		draw func(l *List, p *Palette)
		want string
	}{
		"rectangle": {func(l *List, p *Palette) { l.fillStyle(p.Ink, 0.5); l.begin(); l.rect(Box{1, 2, 3, 4}); l.fill() },
			`<path d="M1 2h3v4h-3z" fill="` + ink + `" fill-opacity="0.5"/>`},
		"dashes": {func(l *List, p *Palette) {
			l.strokeStyle(p.Ink, 1)
			l.width(2)
			l.dash(3, 4)
			l.begin()
			l.move(0, 0)
			l.curve(1, 2, 3, 4, 5.06, 6)
			l.outline()
		}, `<path d="M0 0C1 2 3 4 5.1 6" fill="none" stroke="` + ink + `" stroke-width="2" stroke-linejoin="round" stroke-dasharray="3 4"/>`},
		"discs of one colour": {func(l *List, p *Palette) {
			l.fillStyle(p.Ink, 1)
			l.disc(5, 5, 2)
			l.disc(9, 5, 2)
		}, `<path d="M5 5h0M9 5h0" stroke="` + ink + `" stroke-width="4" stroke-linecap="round"/>`},
		"clip": {func(l *List, p *Palette) {
			l.save()
			l.begin()
			l.rect(Box{0, 0, 1, 1})
			l.clip()
			l.restore()
		}, `<clipPath id="@1"><path d="M0 0h1v1h-1z"/></clipPath><g clip-path="url(#@1)"></g>`},
		"text": {func(l *List, p *Palette) {
			l.fillStyle(p.Ink, 1)
			l.font(12, true)
			l.align(alignRight, alignMiddle)
			l.text("a<b", 1, 2)
		},
			`<text x="1" y="2" font-size="12" text-anchor="end" dominant-baseline="central" font-weight="600" fill="` + ink + `">a&lt;b</text>`},
	} {
		got, err := SVG(painted(Light, test.draw), painted(Dark, test.draw))
		if err != nil || got != test.want {
			t.Errorf("%s: %s, %v\nwant %s", name, got, err, test.want)
		}
	}
	picture := func(l *List, _ *Palette) { l.image(0, Box{0, 0, 2, 1}, Box{0, 0, 40, 20}, true) }
	got, err := SVG(painted(Light, picture), painted(Dark, picture))
	if err != nil || strings.Count(got, `<image class="light" x="0" y="0" width="40" height="20"`) != 1 || strings.Count(got, `<image class="dark"`) != 1 {
		t.Errorf("image: %s, %v", got, err)
	}
}

// Two canvases that do not show the same have no picture in common.
func TestSVGRefuses(t *testing.T) {
	one := painted(Light, func(l *List, _ *Palette) { l.begin(); l.move(1, 2) })
	for name, other := range map[string]*Canvas{
		"more":  painted(Dark, func(l *List, _ *Palette) { l.begin(); l.move(1, 2); l.fill() }),
		"other": painted(Dark, func(l *List, _ *Palette) { l.begin(); l.line(1, 2) }),
	} {
		if got, err := SVG(one, other); err == nil {
			t.Errorf("%s: %s", name, got)
		}
	}
}
