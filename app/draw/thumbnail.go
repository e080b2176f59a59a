package draw

// Thumbnail is a picture of a data set that is small enough for a button.
type Thumbnail struct {
	Width, Height  float64
	Theme          Theme
	Low, High      float64   // the domain of both coordinates
	X1, X2, Target []float64 // the samples; targets from −1 to 1
}

// thumbnailDot is the radius of a sample in a Thumbnail, in CSS pixels.
const thumbnailDot = 1.4

// Draw adds the picture to the list.
func (t *Thumbnail) Draw(l *List) {
	p := t.Theme.Palette()
	span := t.High - t.Low
	for i, target := range t.Target {
		l.fillStyle(p.Signed(target), 1)
		l.disc(t.Width*(t.X1[i]-t.Low)/span, t.Height*(t.High-t.X2[i])/span, thumbnailDot)
	}
}
