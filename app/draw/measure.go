package draw

// textWidth estimates the width of s in the page's font at a size in pixels.
// The pictures are made without a browser, which alone knows the exact width;
// this errs on the wide side.
func textWidth(s string, size float64) float64 {
	em := 0.0
	for _, r := range s {
		switch {
		case r >= 0x1100: // Hangul and the other wide scripts
			if r >= 0x2000 && r < 0x2e80 {
				em += 0.6 // punctuation, symbols, subscripts
			} else {
				em++
			}
		case r == ' ' || r == '.' || r == ',' || r == 'i' || r == 'l':
			em += 0.32
		default:
			em += 0.62
		}
	}
	return em * size
}
