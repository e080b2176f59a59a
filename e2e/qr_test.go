package e2e

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"backprop/app/qr"
)

// scan reads a QR code from a picture of nothing else, as a program does that
// had no part in making it; find looks for it first.
func scan(picture image.Image) (string, error) {
	return decode(picture, gozxing.DecodeHintType_PURE_BARCODE)
}

func find(picture image.Image) (string, error) {
	return decode(picture, gozxing.DecodeHintType_TRY_HARDER)
}

func decode(picture image.Image, hint gozxing.DecodeHintType) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		return "", err
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{hint: true})
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}

// drawn is a symbol with its quiet zone, some pixels to each module.
func drawn(c *qr.Code, pixels int) *image.Gray {
	side := (c.Size + 2*qr.QuietZone) * pixels
	picture := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			column, row := x/pixels-qr.QuietZone, y/pixels-qr.QuietZone
			dark := column >= 0 && row >= 0 && column < c.Size && row < c.Size && c.Dark(column, row)
			if !dark {
				picture.SetGray(x, y, color.Gray{255})
			}
		}
	}
	return picture
}

// What is tested is the symbol, and not how the other program finds one in a
// picture: it does not find three in two hundred of its own.
//
// Every version, at both levels, full and with damage that it must survive.
func TestCodesAreReadByAnotherProgram(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*,;=:@/?#%"
	for version := 1; version <= qr.MaxVersion; version++ {
		for _, level := range []qr.Level{qr.L, qr.M} {
			text := make([]byte, qr.Capacity(version, level)-r.IntN(3))
			for i := range text {
				text[i] = letters[r.IntN(len(letters))]
			}
			c, err := qr.Encode(string(text), level)
			if err != nil || c.Version != version {
				t.Fatalf("version %d: %d, %v", version, c.Version, err)
			}
			for _, damaged := range []bool{false, true} {
				picture := drawn(c, 4)
				if damaged { // a small stain where there is data only
					for y := range 4 * 4 {
						for x := range 4 * 4 {
							picture.SetGray((qr.QuietZone+c.Size-5)*4+x, (qr.QuietZone+c.Size/2)*4+y-2*4, color.Gray{})
						}
					}
				}
				got, err := scan(picture)
				if err != nil {
					t.Errorf("version %d, level %d, damaged %v: %v", version, level, damaged, err)
				} else if got != string(text) {
					t.Errorf("version %d, level %d, damaged %v: read %q, want %q", version, level, damaged, got, text)
				}
			}
		}
	}
}
