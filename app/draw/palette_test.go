package draw

import (
	"math"
	"strings"
	"testing"
)

var themes = []Theme{Light, Dark}

func TestTextContrast(t *testing.T) {
	for _, theme := range themes {
		p := theme.Palette()
		for name, c := range map[string]Color{
			"ink": p.Ink, "muted": p.Muted, "accent": p.Accent, "positive": p.Positive, "negative": p.Negative,
		} {
			for ground, b := range map[string]Color{"background": p.Background, "panel": p.Panel} {
				if r := Contrast(c, b); r < 4.5 {
					t.Errorf("theme %d: %s on %s has contrast %.2f, want 4.5", theme, name, ground, r)
				}
			}
		}
		if r := Contrast(p.OnAccent, p.Accent); r < 4.5 {
			t.Errorf("theme %d: text on accent has contrast %.2f, want 4.5", theme, r)
		}
	}
}

func TestSignedScale(t *testing.T) {
	for _, theme := range themes {
		p := theme.Palette()
		for _, end := range []float64{-1, 1} {
			if r := Contrast(p.Signed(end), p.Panel); r < 3 {
				t.Errorf("theme %d: end %g has contrast %.2f with the panel, want 3", theme, end, r)
			}
		}
		// Steps of lightness are equal to the rounding of a channel, alike for
		// both signs, and lead away from the panel.
		zero, one := p.Signed(0).lab().l, p.Signed(1).lab().l
		for i := -128; i <= 128; i++ {
			v := float64(i) / 128
			want := zero + math.Abs(v)*(one-zero)
			if got := p.Signed(v).lab().l; math.Abs(got-want) > 0.004 {
				t.Errorf("theme %d: lightness at %g is %.4f, want %.4f", theme, v, got, want)
			}
		}
		if panel := p.Panel.lab().l; math.Abs(zero-panel) > 0.05 || math.Abs(one-panel) < 0.3 {
			t.Errorf("theme %d: lightness of panel, zero and one: %.3f, %.3f, %.3f", theme, panel, zero, one)
		}
		// The ends are inside sRGB: converting there and back keeps the hue.
		for _, end := range []float64{-1, 1} {
			lab := p.Signed(end).lab()
			if hue := math.Atan2(lab.b, lab.a) * 180 / math.Pi; end < 0 && (hue < 40 || hue > 65) || end > 0 && (hue > -95 || hue < -115) {
				t.Errorf("theme %d: end %g has hue %.0f°", theme, end, hue)
			}
		}
		if p.Signed(7) != p.Signed(1) || p.Signed(math.Inf(-1)) != p.Signed(-1) || p.Signed(math.NaN()) != p.Muted {
			t.Errorf("theme %d: values beyond the scale", theme)
		}
	}
}

// Blue and orange stay apart for the common colour deficiencies: simulated by
// dropping the red–green axis of OKLab, the ends still differ along the other.
func TestSignsDifferWithoutRedAndGreen(t *testing.T) {
	for _, theme := range themes {
		p := theme.Palette()
		for _, v := range []float64{0.25, 0.5, 1} {
			if d := p.Signed(-v).lab().b - p.Signed(v).lab().b; d < 0.2*v {
				t.Errorf("theme %d: ±%g are %.3f apart on the blue–yellow axis", theme, v, d)
			}
		}
	}
}

func TestColorConversion(t *testing.T) {
	for _, c := range []Color{{0, 0, 0}, {255, 255, 255}, {255, 0, 0}, {18, 200, 77}} {
		if got := c.lab().color(); got != c {
			t.Errorf("%v comes back as %v", c, got)
		}
	}
	// Values of the source for sRGB red.
	if lab := (Color{255, 0, 0}).lab(); math.Abs(lab.l-0.6280) > 1e-3 || math.Abs(lab.a-0.2249) > 1e-3 || math.Abs(lab.b-0.1258) > 1e-3 {
		t.Errorf("red is %+v", lab)
	}
	if c := Contrast(Color{}, Color{255, 255, 255}); math.Abs(c-21) > 1e-9 {
		t.Errorf("black on white has contrast %g", c)
	}
}

func TestCSSVariables(t *testing.T) {
	css := Dark.CSSVariables()
	if !strings.Contains(css, "--panel: "+Dark.Palette().Panel.CSS()+";\n") || strings.Count(css, "\n") != 11 {
		t.Errorf("got %s", css)
	}
}
