package draw

import (
	"strings"
	"testing"
)

func TestThumbnailPlacesSamples(t *testing.T) {
	var l List
	l.Reset(1)
	(&Thumbnail{Width: 20, Height: 20, Low: -1, High: 1, X1: []float64{-1, 1}, X2: []float64{1, -1}, Target: []float64{-1, 1}}).Draw(&l)
	shapes := l.String()
	for _, want := range []string{"arc 0 0 1.4", "arc 20 20 1.4"} {
		if !strings.Contains(shapes, want) {
			t.Errorf("no %q in\n%s", want, shapes)
		}
	}
	if strings.Count(shapes, "fillStyle") != 2 && strings.Count(shapes, "arc") != 2 {
		t.Errorf("not two samples:\n%s", shapes)
	}
}
