package e2e

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var golden = flag.Bool("golden", false, "take the picture of the README, testdata/learning.png, again")

// pictureBytes is how large the picture may be.
const pictureBytes = 250_000

// The picture at the head of the README: the page on opening, in the midst of
// learning.
func TestPictureOfLearning(t *testing.T) {
	path := filepath.Join("testdata", "learning.png")
	if !*golden {
		picture, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer picture.Close()
		if c, err := png.DecodeConfig(picture); err != nil || c.Width != desktop.width || c.Height != desktop.height {
			t.Errorf("%s is %d×%d (%v)", path, c.Width, c.Height, err)
		}
		return
	}
	p := open(t, "")
	p.Prefer("light")
	for range 120 {
		p.Key("n") // one epoch
	}
	p.WaitEpoch(120)
	p.Settle()
	p.painted()
	content, err := compact(p.Screenshot())
	p.must(err)
	if len(content) > pictureBytes {
		t.Errorf("the picture has %d bytes, want %d or less", len(content), pictureBytes)
	}
	p.must(os.MkdirAll("testdata", 0o755))
	p.must(os.WriteFile(path, content, 0o644))
}

// compact encodes a PNG again with six bits a channel, which the eye does not
// tell from eight: the fields of colour then take half the bytes.
func compact(picture []byte) ([]byte, error) {
	source, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	six := func(v uint32) uint8 {
		v >>= 10 // of 16 bits
		return uint8(v<<2 | v>>4)
	}
	target := image.NewNRGBA(source.Bounds())
	for y := target.Rect.Min.Y; y < target.Rect.Max.Y; y++ {
		for x := target.Rect.Min.X; x < target.Rect.Max.X; x++ {
			r, g, b, _ := source.At(x, y).RGBA()
			target.SetNRGBA(x, y, color.NRGBA{R: six(r), G: six(g), B: six(b), A: 255})
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, target)
	return out.Bytes(), err
}
