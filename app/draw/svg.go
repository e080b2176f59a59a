//go:build !js

package draw

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strconv"
	"strings"
)

// SVG returns what two canvases show, one painted in light and one in dark
// colours, as the content of one svg element of their size: each colour is
// light-dark(), so that the page's colour scheme chooses. Images come twice, of
// the classes "light" and "dark". It fails when the canvases do not differ in
// colours alone.
func SVG(light, dark *Canvas) (string, error) {
	if len(light.ops) != len(dark.ops) {
		return "", fmt.Errorf("draw: %d numbers in light colours, %d in dark ones", len(light.ops), len(dark.ops))
	}
	w := svg{light: light, dark: dark, dots: map[string]*strings.Builder{}}
	w.states = []svgState{{alpha: 1}}
	for i := 0; i < len(light.ops); {
		o := op(light.ops[i])
		if dark.ops[i] != light.ops[i] {
			return "", fmt.Errorf("draw: number %d is %s in light colours, not in dark ones", i, operations[o].name)
		}
		n := operations[o].arguments
		if err := w.do(o, light.ops[i+1:i+1+n], dark.ops[i+1:i+1+n]); err != nil {
			return "", err
		}
		i += 1 + n
	}
	w.flush()
	for range w.groups {
		w.out.WriteString("</g>")
	}
	return w.out.String(), nil
}

// svg is a picture under way.
type svg struct {
	light, dark *Canvas

	out    strings.Builder
	path   strings.Builder
	states []svgState
	groups int // clipped groups that are open in all
	clips  int

	// Discs filled one after another, as in a picture of samples, become one
	// path of each colour: lines of no length with round ends.
	disc  string // "x y" of the circle that is the whole path, or empty
	size  string // its diameter
	dots  map[string]*strings.Builder
	kinds []string // the keys of dots in the order of their first use
}

// svgState is what a canvas saves and restores.
type svgState struct {
	alpha                  float64
	fill, stroke           string // attribute values
	fillAlpha, strokeAlpha float64
	width                  float64
	dash                   string
	font                   string
	horizontal, vertical   int
	groups                 int // opened since the state was saved
}

func (w *svg) state() *svgState { return &w.states[len(w.states)-1] }

// do writes one operation, the way painter.js paints it.
func (w *svg) do(o op, a, b []float32) error {
	s := w.state()
	switch o {
	case opFillStyle, opBegin, opArc, opFill:
	default:
		w.flush()
		w.disc = ""
	}
	switch o {
	case opSave:
		next := *s
		next.groups = 0
		w.states = append(w.states, next)
	case opRestore:
		for range s.groups {
			w.out.WriteString("</g>")
			w.groups--
		}
		w.states = w.states[:len(w.states)-1]
	case opAlpha:
		s.alpha = float64(a[0])
	case opFillStyle:
		s.fill, s.fillAlpha = schemes(a[0], b[0]), float64(a[1])
	case opStroke:
		s.stroke, s.strokeAlpha = schemes(a[0], b[0]), float64(a[1])
	case opWidth:
		s.width = float64(a[0])
	case opDash:
		s.dash = ""
		if a[0] > 0 {
			s.dash = short(a[0]) + " " + short(a[1])
		}
	case opFont:
		s.font = w.light.strings[int(a[0])]
	case opAlign:
		s.horizontal, s.vertical = int(a[0]), int(a[1])
	case opBegin:
		w.path.Reset()
		w.disc = ""
	case opMove:
		fmt.Fprintf(&w.path, "M%s %s", short(a[0]), short(a[1]))
	case opLine:
		fmt.Fprintf(&w.path, "L%s %s", short(a[0]), short(a[1]))
	case opCurve:
		fmt.Fprintf(&w.path, "C%s %s %s %s %s %s", short(a[0]), short(a[1]), short(a[2]), short(a[3]), short(a[4]), short(a[5]))
	case opRect:
		fmt.Fprintf(&w.path, "M%s %sh%sv%sh%sz", short(a[0]), short(a[1]), short(a[2]), short(a[3]), short(-a[2]))
	case opRoundRect:
		w.roundRect(a)
	case opArc:
		w.arc(a)
	case opClose:
		w.path.WriteByte('Z')
	case opFill:
		if w.disc != "" {
			w.dot(s)
			break
		}
		w.flush()
		fmt.Fprintf(&w.out, `<path d="%s" fill="%s"%s/>`, w.path.String(), s.fill, opacity("fill-opacity", s.alpha*s.fillAlpha))
	case opOutline:
		fmt.Fprintf(&w.out, `<path d="%s" fill="none" %s/>`, w.path.String(), s.outline())
	case opClip:
		// A nested group with a clip path of its own, until the state is restored.
		w.clips++
		fmt.Fprintf(&w.out, `<clipPath id="@%d"><path d="%s"/></clipPath><g clip-path="url(#@%d)">`, w.clips, w.path.String(), w.clips)
		s.groups++
		w.groups++
	case opText, opTextHalo:
		return w.text(o, a, b)
	case opImage:
		return w.image(a, b)
	default:
		return fmt.Errorf("draw: no SVG for operation %d", o)
	}
	return nil
}

func (s *svgState) outline() string {
	dash := ""
	if s.dash != "" {
		dash = fmt.Sprintf(` stroke-dasharray="%s"`, s.dash)
	}
	return fmt.Sprintf(`stroke="%s"%s stroke-width="%s" stroke-linejoin="round"%s`,
		s.stroke, opacity("stroke-opacity", s.alpha*s.strokeAlpha), short(float32(s.width)), dash)
}

func (w *svg) roundRect(a []float32) {
	x, y, width, height := a[0], a[1], a[2], a[3]
	r := min(a[4], width/2, height/2)
	fmt.Fprintf(&w.path, "M%s %sh%sa%[4]s %[4]s 0 0 1 %[4]s %[4]sv%[5]sa%[4]s %[4]s 0 0 1 -%[4]s %[4]sh%[6]sa%[4]s %[4]s 0 0 1 -%[4]s -%[4]sv%[7]sa%[4]s %[4]s 0 0 1 %[4]s -%[4]sz",
		short(x+r), short(y), short(width-2*r), short(r), short(height-2*r), short(2*r-width), short(2*r-height))
}

func (w *svg) arc(a []float32) {
	x, y, r, from, to := float64(a[0]), float64(a[1]), float64(a[2]), float64(a[3]), float64(a[4])
	s := func(v float64) string { return short(float32(v)) }
	if to-from >= 2*math.Pi-1e-3 {
		if w.path.Len() == 0 {
			w.disc, w.size = s(x)+" "+s(y), s(2*r)
		} else {
			w.disc = ""
		}
		fmt.Fprintf(&w.path, "M%s %sa%[3]s %[3]s 0 1 0 %[4]s 0a%[3]s %[3]s 0 1 0 -%[4]s 0", s(x-r), s(y), s(r), s(2*r))
		return
	}
	command, large := "M", 0
	if w.path.Len() > 0 {
		command = "L"
	}
	if to-from > math.Pi {
		large = 1
	}
	fmt.Fprintf(&w.path, "%s%s %sA%[4]s %[4]s 0 %d 1 %s %s", command, s(x+r*math.Cos(from)), s(y+r*math.Sin(from)), s(r), large, s(x+r*math.Cos(to)), s(y+r*math.Sin(to)))
}

// dot fills the disc that is the path.
func (w *svg) dot(s *svgState) {
	kind := fmt.Sprintf(`stroke="%s"%s stroke-width="%s"`, s.fill, opacity("stroke-opacity", s.alpha*s.fillAlpha), w.size)
	if w.dots[kind] == nil {
		w.dots[kind] = &strings.Builder{}
		w.kinds = append(w.kinds, kind)
	}
	w.dots[kind].WriteString("M" + w.disc + "h0")
}

// flush writes the discs that have been filled.
func (w *svg) flush() {
	for _, kind := range w.kinds {
		fmt.Fprintf(&w.out, `<path d="%s" %s stroke-linecap="round"/>`, w.dots[kind], kind)
	}
	w.kinds = w.kinds[:0]
	clear(w.dots)
}

func (w *svg) text(o op, a, b []float32) error {
	s := w.state()
	words := w.light.strings[int(a[0])]
	if other := w.dark.strings[int(b[0])]; other != words {
		return fmt.Errorf("draw: %q in light colours, %q in dark ones", words, other)
	}
	weight, size, _ := strings.Cut(strings.TrimSuffix(s.font, " "+fontFamily), " ")
	place := ""
	switch s.horizontal {
	case alignCenter:
		place = ` text-anchor="middle"`
	case alignRight:
		place = ` text-anchor="end"`
	}
	switch s.vertical {
	case alignMiddle:
		place += ` dominant-baseline="central"`
	case alignTop:
		place += ` dominant-baseline="text-before-edge"`
	}
	if weight != "400" {
		place += fmt.Sprintf(` font-weight="%s"`, weight)
	}
	paint := fmt.Sprintf(`fill="%s"%s`, s.fill, opacity("fill-opacity", s.alpha*s.fillAlpha))
	if o == opTextHalo {
		paint = `fill="none" ` + s.outline()
	}
	fmt.Fprintf(&w.out, `<text x="%s" y="%s" font-size="%s"%s %s>%s</text>`,
		short(a[1]), short(a[2]), strings.TrimSuffix(size, "px"), place, paint, html.EscapeString(words))
	return nil
}

func (w *svg) image(a, b []float32) error {
	for _, theme := range []struct {
		class  string
		canvas *Canvas
		a      []float32
	}{{"light", w.light, a}, {"dark", w.dark, b}} {
		a := theme.a
		whole := theme.canvas.images[int(a[0])]
		if whole == nil {
			continue
		}
		file, err := indexed(thin(whole, image.Rect(int(a[1]), int(a[2]), int(a[1]+a[3]), int(a[2]+a[4])), int(a[7])))
		if err != nil {
			return err
		}
		rendering := ""
		if a[9] == 0 {
			rendering = ` image-rendering="pixelated"`
		}
		fmt.Fprintf(&w.out, `<image class="%s" x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none"%s%s href="data:image/png;base64,%s"/>`,
			theme.class, short(a[5]), short(a[6]), short(a[7]), short(a[8]), rendering, opacity("opacity", w.state().alpha), base64.StdEncoding.EncodeToString(file))
	}
	return nil
}

// thin returns part of a picture that is to be width CSS pixels wide with as
// few pixels as a smooth field of colours needs.
func thin(whole *image.RGBA, part image.Rectangle, width int) image.Image {
	side := max(16, width/6)
	columns, rows := min(part.Dx(), side), min(part.Dy(), side)
	few := image.NewRGBA(image.Rect(0, 0, columns, rows))
	for y := range rows {
		for x := range columns {
			few.SetRGBA(x, y, whole.RGBAAt(part.Min.X+(2*x+1)*part.Dx()/(2*columns), part.Min.Y+(2*y+1)*part.Dy()/(2*rows)))
		}
	}
	return few
}

// indexed returns a picture of few colours as a PNG with a palette.
func indexed(picture image.Image) ([]byte, error) {
	var palette color.Palette
	seen := map[color.Color]bool{}
	bounds := picture.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if c := picture.At(x, y); !seen[c] {
				seen[c] = true
				palette = append(palette, c)
			}
		}
	}
	if len(palette) <= 256 {
		few := image.NewPaletted(bounds, palette)
		draw.Draw(few, bounds, picture, bounds.Min, draw.Src)
		picture = few
	}
	var file bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&file, picture)
	return file.Bytes(), err
}

// schemes is a colour that depends on the page's colour scheme.
func schemes(light, dark float32) string {
	if light == dark {
		return fmt.Sprintf("#%06x", uint32(light))
	}
	return fmt.Sprintf("light-dark(#%06x,#%06x)", uint32(light), uint32(dark))
}

func opacity(name string, v float64) string {
	if v >= 0.999 {
		return ""
	}
	return fmt.Sprintf(` %s="%s"`, name, strconv.FormatFloat(v, 'g', 2, 64))
}

// short writes a length to a tenth of a pixel.
func short(v float32) string {
	s := strconv.FormatFloat(math.Round(float64(v)*10)/10, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}
