package draw

import (
	"math"

	"backprop/engine"
)

// Draw adds the picture to the list.
func (c *Chart) Draw(l *List) {
	b := c.Plot()
	h, v := c.axes(b)
	p := c.Theme.Palette()
	l.save()
	c.grid(l, b, h, v)
	if len(c.Points) == 0 {
		l.font(13, false)
		l.align(alignCenter, alignMiddle)
		l.strokeStyle(p.Panel, 1)
		l.width(8)
		l.textHalo(c.Words.Empty, b.Center().X, b.Center().Y)
		l.fillStyle(p.Muted, 1)
		l.text(c.Words.Empty, b.Center().X, b.Center().Y)
		l.restore()
		return
	}
	l.save()
	l.begin()
	l.rect(Box{b.X - 2, b.Y - 3, b.Width + 5, b.Height + 6})
	l.clip()
	if c.Target > 0 {
		l.fillStyle(p.Selection, 0.9)
		y := v.place(c.Target)
		for x := b.X; x < b.Right(); x += 5 {
			l.horizontal(x, x+2, y, 1.5)
		}
	}
	if c.Past {
		l.save()
		l.alpha(0.4)
		c.curves(l, h, v)
		l.restore()
		l.begin()
		l.rect(Box{b.X - 2, b.Y - 3, h.place(float64(c.Now.Epoch)) - b.X + 2, b.Height + 6})
		l.clip()
	}
	c.curves(l, h, v)
	l.restore()
	c.ends(l, b, h, v)
	if c.Past {
		c.now(l, b, h, v)
	}
	if i := c.nearest(float64(c.Cursor)); i >= 0 && c.Cursor >= 0 {
		c.read(l, b, h, v, c.Points[i])
	}
	l.restore()
}

// curves strokes the losses that there are.
func (c *Chart) curves(l *List, h, v axis) {
	p := c.Theme.Palette()
	if c.hasTest() {
		l.strokeStyle(p.Muted, 1)
		l.width(1.6)
		l.dash(5, 3.5)
		c.curve(l, h, v, testLoss)
		l.dash(0, 0)
	}
	l.strokeStyle(p.Ink, 1)
	l.width(2)
	c.curve(l, h, v, trainLoss)
}

// now marks the present epoch by a line, its name above it, and discs on the
// losses there.
func (c *Chart) now(l *List, b Box, h, v axis) {
	p := c.Theme.Palette()
	x := h.place(float64(c.Now.Epoch))
	l.fillStyle(p.Selection, 1)
	l.vertical(x, b.Y, b.Bottom()+4, 2)
	for _, loss := range []float64{c.Now.Train, c.Now.Test} {
		if !math.IsNaN(loss) && !math.IsInf(loss, 0) {
			l.fillStyle(p.Panel, 1)
			l.disc(x, v.place(loss), 5)
			l.fillStyle(p.Selection, 1)
			l.disc(x, v.place(loss), 3.5)
		}
	}
	half := textWidth(c.Words.Now, chartFont) / 2
	l.font(chartFont, true)
	l.align(alignCenter, alignTop)
	l.strokeStyle(p.Panel, 1)
	l.width(6)
	at := max(b.X+half, min(x, b.Right()-half))
	l.textHalo(c.Words.Now, at, b.Y+2)
	l.fillStyle(p.Selection, 1)
	l.text(c.Words.Now, at, b.Y+2)
}

func trainLoss(p engine.LossPoint) float64 { return p.Train }
func testLoss(p engine.LossPoint) float64  { return p.Test }

// curve strokes one loss. It breaks where the loss is not finite.
func (c *Chart) curve(l *List, h, v axis, loss func(engine.LossPoint) float64) {
	l.begin()
	connected := false
	for _, p := range c.Points {
		y := loss(p)
		if math.IsNaN(y) || math.IsInf(y, 0) {
			connected = false
			continue
		}
		if connected {
			l.line(h.place(float64(p.Epoch)), v.place(y))
		} else {
			l.move(h.place(float64(p.Epoch)), v.place(y))
		}
		connected = true
	}
	l.outline()
}

// grid draws the axes, their round values and their names.
func (c *Chart) grid(l *List, b Box, h, v axis) {
	p := c.Theme.Palette()
	l.font(tickFont, false)
	l.align(alignRight, alignMiddle)
	empty := len(c.Points) == 0 // then there is no scale to read
	ticks := c.lossTicks(b, v)
	for _, tick := range ticks {
		y := v.place(tick)
		l.fillStyle(p.Grid, 1)
		l.horizontal(b.X, b.Right(), y, 1)
		if !empty {
			l.fillStyle(p.Muted, 1)
			l.text(lossText(tick, ticks), b.X-7, y)
		}
	}
	l.align(alignCenter, alignTop)
	name := textWidth(c.Words.Epoch, chartFont)
	for _, tick := range linearTicks(h.low, h.high, max(2, min(8, int(b.Width/64)))) {
		if empty || tick != math.Trunc(tick) {
			continue
		}
		x := h.place(tick)
		l.fillStyle(p.Muted, 0.8)
		l.vertical(x, b.Bottom(), b.Bottom()+4, 1)
		l.fillStyle(p.Muted, 1)
		// The name of the axis takes the place of a value that would touch it.
		if s := tickText(tick); x+textWidth(s, tickFont)/2 < c.Width-name-6 {
			l.text(s, x, b.Bottom()+7)
		}
	}
	l.fillStyle(p.Muted, 0.8)
	l.horizontal(b.X, b.Right(), b.Bottom(), 1)
	l.font(chartFont, true)
	l.fillStyle(p.Muted, 1)
	l.align(alignRight, alignTop)
	l.text(c.Words.Epoch, c.Width-2, b.Bottom()+7)
	l.align(alignLeft, alignTop)
	l.text(c.Words.Loss, 4, 3)
}

// label is a name at the right end of a line.
type label struct {
	text  string
	y     float64
	color Color
}

// ends marks the last point of each line, which is all there is of a curve at
// first, and names the lines, moved apart where they meet.
func (c *Chart) ends(l *List, b Box, h, v axis) {
	p := c.Theme.Palette()
	last := c.Points[len(c.Points)-1]
	var labels []label
	add := func(text string, loss float64, color Color) {
		if !math.IsNaN(loss) && !math.IsInf(loss, 0) {
			labels = append(labels, label{text, v.place(loss), color})
		}
	}
	if c.hasTest() {
		add(c.Words.Testing, last.Test, p.Muted)
	}
	add(c.Words.Training, last.Train, p.Ink)
	for _, name := range labels {
		l.fillStyle(name.color, 1)
		l.disc(h.place(float64(last.Epoch)), name.y, 2.75)
	}
	if c.Target > 0 {
		add(c.Words.Limit, c.Target, p.Selection)
	}
	spread(labels, b.Y+6, b.Bottom()-6, lineHeight)
	l.font(chartFont, true)
	l.align(alignLeft, alignMiddle)
	for _, name := range labels {
		l.fillStyle(name.color, 1)
		l.text(name.text, b.Right()+7, name.y)
	}
}

// spread moves labels apart to a distance of at least gap, in their order, and
// as little as a pass from either side needs, within top and bottom.
func spread(labels []label, top, bottom, gap float64) {
	for i := 1; i < len(labels); i++ { // three at most: an insertion sort, and stable
		for k := i; k > 0 && labels[k].y < labels[k-1].y; k-- {
			labels[k], labels[k-1] = labels[k-1], labels[k]
		}
	}
	for i := 1; i < len(labels); i++ {
		if overlap := labels[i-1].y + gap - labels[i].y; overlap > 0 {
			for k := range i {
				labels[k].y -= overlap / 2 / float64(i)
			}
			labels[i].y = labels[i-1].y + gap
		}
	}
	least := top
	for i := range labels {
		labels[i].y = max(labels[i].y, least)
		least = labels[i].y + gap
	}
	most := bottom
	for i := len(labels) - 1; i >= 0; i-- {
		labels[i].y = min(labels[i].y, most)
		most = labels[i].y - gap
	}
}

// read draws the cursor at a point and what it reads there.
func (c *Chart) read(l *List, b Box, h, v axis, point engine.LossPoint) {
	p := c.Theme.Palette()
	x := h.place(float64(point.Epoch))
	l.fillStyle(p.Selection, 1)
	l.vertical(x, b.Y, b.Bottom(), 1)
	rows := []label{{c.Words.Epoch, 0, p.Muted}, {c.Words.Training, 0, p.Ink}}
	values := []string{tickText(float64(point.Epoch)), c.Format(point.Train)}
	losses := []float64{point.Train}
	if !math.IsNaN(point.Test) {
		rows = append(rows, label{c.Words.Testing, 0, p.Muted})
		values = append(values, c.Format(point.Test))
		losses = append(losses, point.Test)
	}
	for _, loss := range losses {
		if math.IsNaN(loss) || math.IsInf(loss, 0) {
			continue
		}
		l.fillStyle(p.Panel, 1)
		l.disc(x, v.place(loss), 4.5)
		l.fillStyle(p.Selection, 1)
		l.disc(x, v.place(loss), 3)
	}
	name, value := 0.0, 0.0
	for i := range rows {
		name, value = max(name, textWidth(rows[i].text, chartFont)), max(value, textWidth(values[i], chartFont))
	}
	const pad = 7.0
	card := Box{x + 9, b.Y + 2, name + value + 10 + 2*pad, float64(len(rows))*lineHeight + 2*pad - 3}
	if card.Right() > c.Width-2 {
		card.X = max(2, x-9-card.Width)
	}
	l.fillStyle(p.Panel, 0.95)
	l.strokeStyle(p.Grid, 1)
	l.width(1)
	l.begin()
	l.roundRect(card, 5)
	l.fill()
	l.outline()
	for i, row := range rows {
		y := card.Y + pad + (float64(i)+0.4)*lineHeight
		l.font(chartFont, false)
		l.fillStyle(p.Muted, 1)
		l.align(alignLeft, alignMiddle)
		l.text(row.text, card.X+pad, y)
		l.font(chartFont, true)
		l.fillStyle(p.Ink, 1)
		l.align(alignRight, alignMiddle)
		l.text(values[i], card.Right()-pad, y)
	}
}
