package draw

import (
	"math"

	"backprop/engine/nn"
)

// unit draws one unit, number index of all.
func (d *Diagram) unit(l *List, layer, i, index int) {
	palette := d.Theme.Palette()
	b := d.Layout.Unit(layer, i)
	b.X, b.Y = l.snap(b.X), l.snap(b.Y)
	corner := min(8, b.Width*0.14)
	part := Part{Kind: Unit, Layer: layer, To: i}

	// A gap keeps the edges of other units clear of the square.
	l.fillStyle(palette.Panel, 1)
	l.begin()
	l.roundRect(b.inset(-2), corner+2)
	l.fill()
	if d.MapSide > 0 {
		l.save()
		l.begin()
		l.roundRect(b, corner)
		l.clip()
		l.image(0, MapBox(index, d.Shape.AllUnits(), d.MapSide), b, true)
		l.restore()
	} else {
		l.fillStyle(palette.Neutral, 1)
		l.begin()
		l.roundRect(b, corner)
		l.fill()
	}
	l.width(1)
	l.strokeStyle(palette.Ink, 0.45)
	l.begin()
	l.roundRect(b.inset(0.5), corner-0.5)
	l.outline()

	switch {
	case part == d.Selected:
		d.ring(l, b, corner, 2.5)
	case part == d.Hovered:
		d.ring(l, b, corner, 1.5)
	}
	if layer > 0 {
		d.tab(l, b, d.Shape.Activation(layer))
	}
}

// ring draws a border around a unit in the colour of selection.
func (d *Diagram) ring(l *List, b Box, corner, width float64) {
	l.width(width)
	l.strokeStyle(d.Theme.Palette().Selection, 1)
	l.begin()
	l.roundRect(b.inset(-2-width/2), corner+2+width/2)
	l.outline()
}

// tab draws the form of the activation on the upper right corner of a unit.
func (d *Diagram) tab(l *List, unit Box, a nn.Activation) {
	palette := d.Theme.Palette()
	side := math.Round(min(20, max(10, unit.Width*0.38)))
	b := Box{l.snap(unit.Right() - side*0.58), l.snap(unit.Y - side*0.42), side, side}
	l.fillStyle(palette.Panel, 1)
	l.strokeStyle(palette.Ink, 0.45)
	l.width(1)
	l.begin()
	l.roundRect(b.inset(0.5), side*0.25)
	l.fill()
	l.outline()

	g := b.inset(side * 0.2)
	x := func(u float64) float64 { return g.X + u*g.Width }
	y := func(v float64) float64 { return g.Bottom() - v*g.Height }

	// The line of output 0 tells sigmoid and tanh apart: at the foot of the one,
	// through the middle of the other.
	zero := 0.0
	if a == nn.Tanh || a == nn.Linear {
		zero = 0.5
	}
	l.fillStyle(palette.Ink, 0.4)
	l.horizontal(x(-0.08), x(1.08), y(zero), 1)

	l.width(max(1.2, side*0.1))
	l.strokeStyle(palette.Ink, 1)
	l.begin()
	switch a {
	case nn.Sigmoid:
		l.move(x(0), y(0.08))
		l.curve(x(0.6), y(0.08), x(0.4), y(1), x(1), y(1))
	case nn.Tanh:
		l.move(x(0), y(0))
		l.curve(x(0.6), y(0), x(0.4), y(1), x(1), y(1))
	case nn.Linear:
		l.move(x(0.04), y(0.04))
		l.line(x(0.96), y(0.96))
	case nn.ReLU:
		l.move(x(0), y(0.02))
		l.line(x(0.42), y(0.02))
		l.line(x(0.95), y(0.95))
	}
	l.outline()
}

// bias draws the mark of a unit's bias.
func (d *Diagram) bias(l *List, layer, i int) {
	palette := d.Theme.Palette()
	at, most := d.Layout.bias(layer, i)
	grade := d.grade[d.Shape.BiasIndex(layer, i)]
	r := most * (0.6 + 0.4*math.Abs(float64(grade))/grades)
	if grade == 0 {
		r = most * 0.5
	}
	part := Part{Kind: Bias, Layer: layer, To: i}
	border, color := 1.5, palette.Panel
	switch {
	case part == d.Selected:
		border, color = 4, palette.Selection
	case part == d.Hovered:
		border, color = 2.5, palette.Selection
	}
	l.fillStyle(color, 1)
	l.disc(at.X, at.Y, r+border)
	if color == palette.Selection {
		l.fillStyle(palette.Panel, 1)
		l.disc(at.X, at.Y, r+border-1.75)
	}
	if grade == 0 {
		l.width(1)
		l.fillStyle(palette.Panel, 1)
		l.strokeStyle(palette.Muted, 1)
		l.begin()
		l.arc(at.X, at.Y, r, 0, 2*math.Pi)
		l.fill()
		l.outline()
		return
	}
	l.fillStyle(d.signed(grade, 0.5), 1)
	l.disc(at.X, at.Y, r)

	// The sign is dark in both themes: the marks are the lighter ground.
	dark := palette.Ink
	if palette.Background.Luminance() < dark.Luminance() {
		dark = palette.Background
	}
	l.fillStyle(dark, 1)
	arm, thick := r*0.55, max(1, r*0.3)
	l.begin()
	l.rect(Box{at.X - arm, at.Y - thick/2, 2 * arm, thick})
	if grade > 0 {
		l.rect(Box{at.X - thick/2, at.Y - arm, thick, 2 * arm})
	}
	l.fill()
}

// labels writes the names of inputs and outputs beside their units: to the
// outer side where the column is wide enough, else below, else on the unit.
func (d *Diagram) labels(l *List) {
	d.columnLabels(l, 0, d.Inputs, -1)
	d.columnLabels(l, d.Shape.Last(), d.Outputs, 1)
}

func (d *Diagram) columnLabels(l *List, layer int, labels []string, side float64) {
	size := 12.5
	palette, layout := d.Theme.Palette(), d.Layout
	widest := 0.0
	for _, s := range labels {
		widest = max(widest, textWidth(s, size))
	}
	outside := layout.Column(layer)
	if side > 0 {
		outside = layout.Width - outside
	}
	beside := outside-layout.Side/2 >= widest+labelGap+2
	if !beside {
		size = 11
	}
	l.font(size, true)
	for i, s := range labels[:min(len(labels), d.Shape.Units(layer))] {
		b := layout.Unit(layer, i)
		c := b.Center()
		l.fillStyle(palette.Ink, 1)
		switch {
		case beside && side < 0:
			l.align(alignRight, alignMiddle)
			l.text(s, b.X-labelGap, c.Y)
		case beside:
			l.align(alignLeft, alignMiddle)
			l.text(s, b.Right()+labelGap, c.Y)
		default:
			// The gap below holds it when units are far enough apart.
			y := b.Bottom() + 3
			if i+1 < d.Shape.Units(layer) && layout.Unit(layer, i+1).Y-y < size || y+size > layout.Height {
				y = c.Y - size/2
			}
			l.align(alignCenter, alignTop)
			l.strokeStyle(palette.Panel, 0.9)
			l.width(3)
			l.textHalo(s, c.X, y)
			l.text(s, c.X, y)
		}
	}
}
