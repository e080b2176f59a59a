package ui

import (
	"math"

	"backprop/app/draw"
)

// Distances of a card, in CSS pixels.
const (
	cardGap  = 12 // from what it is about
	cardEdge = 6  // from the edge of the window
)

// placeBeside returns where a card of the given size goes so that it lies in
// the window and over none of the boxes that it is about, the first of which
// it is to be near, and over as little of the others as can be. Where there is
// no such place it covers as little of the first ones as it can, and stays in
// the window all the same.
func placeBeside(about, others []draw.Box, width, height float64, window draw.Box) (x, y float64) {
	at := about[0]
	middleX, middleY := at.Center().X-width/2, at.Center().Y-height/2
	right, left := at.Right()+cardGap, at.X-cardGap-width
	below, above := at.Bottom()+cardGap, at.Y-cardGap-height
	least, leastOthers := math.Inf(1), math.Inf(1)
	try := func(cx, cy float64) {
		cx = math.Floor(max(window.X+cardEdge, min(cx, window.Right()-cardEdge-width)))
		cy = math.Floor(max(window.Y+cardEdge, min(cy, window.Bottom()-cardEdge-height)))
		card := draw.Box{X: cx, Y: cy, Width: width, Height: height}
		c, o := covered(card, about), covered(card, others)
		if c < least || c == least && o < leastOthers {
			x, y, least, leastOthers = cx, cy, c, o
		}
	}
	for _, away := range []float64{0, 1, 2, 4} { // an edge may pass where the card would be
		dx, dy := away*width/2, away*height/2
		try(right+dx, middleY)
		try(left-dx, middleY)
		try(middleX, below+dy)
		try(middleX, above-dy)
		try(right+dx, above-dy)
		try(left-dx, above-dy)
		try(right+dx, below+dy)
		try(left-dx, below+dy)
		if least == 0 && (leastOthers == 0 || away > 0) {
			break
		}
	}
	return x, y
}

// covered returns how much of the boxes lies under a card, as an area.
func covered(card draw.Box, boxes []draw.Box) float64 {
	area := 0.0
	for _, b := range boxes {
		w := min(card.Right(), b.Right()) - max(card.X, b.X)
		h := min(card.Bottom(), b.Bottom()) - max(card.Y, b.Y)
		if w > 0 && h > 0 {
			area += w * h
		}
	}
	return area
}
