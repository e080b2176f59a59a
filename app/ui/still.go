//go:build !js

package ui

import (
	"fmt"
	"maps"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"backprop/app/draw"
	"backprop/app/text"
	"backprop/engine"
	"backprop/engine/dataset"
)

// stillEpochs is for how long the network of a Still has been trained: until
// the boundary has closed around the inner samples.
const stillEpochs = 400

// Still returns the page as HTML and SVG, the way it looks with the default
// experiment trained for some epochs, for those who wait for the program. It is
// in all languages: elements with a lang attribute that the style sheet shows
// or hides. Nothing in it can be pressed, and no element has an id.
func Still() (page string, epochs int, err error) {
	m := trained()
	var pages []*element
	for _, l := range text.Languages() {
		m.Language = l
		page, err := parseElement(app.HTMLString((&Playground{model: m}).Render()))
		if err != nil {
			return "", 0, err
		}
		if err := m.hang(page); err != nil {
			return "", 0, err
		}
		pages = append(pages, page)
	}
	var b strings.Builder
	tags := []string{}
	for _, l := range text.Languages() {
		tags = append(tags, l.Tag())
	}
	if err := writeTogether(&b, tags, pages); err != nil {
		return "", 0, err
	}
	return b.String(), stillEpochs, nil
}

// trained is the model of a page on which the default experiment was trained.
func trained() Model {
	m, run := New(), engine.Run{}
	var let func(Message)
	let = func(message Message) {
		next, commands := Update(m, message)
		m = next
		for _, c := range commands {
			let(Arrived{run.Do(c)})
		}
	}
	let(OpenLink{})
	for m.Snapshot.Epoch < stillEpochs {
		let(StepEpoch{})
	}
	return m
}

// hang puts pictures in the place of the canvases of a page.
func (m Model) hang(page *element) error {
	wide, narrow := sizes{"network": {738, 443}, "loss": {358, 379}}, sizes{"network": {348, 430}, "loss": {348, 200}}
	pictures := map[string]string{}
	for class, sizes := range map[string]sizes{"wide": wide, "narrow": narrow} {
		drawn, err := m.pictures(sizes, class)
		if err != nil {
			return err
		}
		for id, svg := range drawn {
			pictures[id+" "+class] = svg
		}
	}
	page.each(func(e *element) {
		if e.name != "canvas" {
			return
		}
		id := e.attributes["id"]
		e.name, e.attributes = "span", map[string]string{"class": "still-place still-" + id}
		for _, class := range []string{"wide", "narrow"} {
			if svg := pictures[id+" "+class]; svg != "" {
				e.raw += svg
			}
		}
	})
	return nil
}

// sizes are those of canvases in CSS pixels, by their id.
type sizes map[string][2]float64

// pictures draws the canvases of the page in both colour schemes.
func (m Model) pictures(s sizes, class string) (map[string]string, error) {
	all := sizes{"output": {358, 298}, "samples-layer": {358, 298}}
	for _, set := range dataset.Sets() {
		if set != dataset.Table {
			all[thumbnailID(set)] = [2]float64{26, 26}
		}
	}
	maps.Copy(all, s)
	var canvases [2]map[string]*draw.Canvas
	for i, theme := range []Theme{LightTheme, DarkTheme} {
		c := map[string]*draw.Canvas{}
		for id, size := range all {
			c[id] = draw.NewCanvas(size[0], size[1])
		}
		scene := scene{network: c["network"], output: c["output"], samples: c["samples-layer"], loss: c["loss"], thumbnails: map[dataset.Set]*draw.Canvas{}}
		for _, set := range dataset.Sets() {
			if set != dataset.Table {
				scene.thumbnails[set] = c[thumbnailID(set)]
			}
		}
		scene.layout = draw.NewLayout(0, 0, []int{1})
		scene.stale, scene.resized = true, true
		m.Theme = theme
		scene.paint(m, 0)
		canvases[i] = c
	}
	pictures := map[string]string{}
	for id, size := range all {
		_, varies := s[id]
		if !varies && class != "wide" {
			continue // one serves all screens
		}
		content, err := draw.SVG(canvases[0][id], canvases[1][id])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		content = strings.NewReplacer(`id="@`, `id="@`+id+class, `url(#@`, `url(#@`+id+class).Replace(content)
		classes := ""
		if varies {
			classes = fmt.Sprintf(` class="still-%s"`, class)
		}
		pictures[id] = fmt.Sprintf(`<svg%s viewBox="0 0 %g %g" aria-hidden="true">%s</svg>`, classes, size[0], size[1], content)
	}
	return pictures, nil
}
