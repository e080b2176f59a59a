// Package qr makes QR codes of text (ISO/IEC 18004:2015, model 2), in byte
// mode, all 40 versions, with error correction of level L or M.
//
// A symbol is made in four steps, one file each: codewords.go turns the text
// into bytes, correction.go adds those that correct errors, matrix.go lays all
// of them out as modules, mask.go chooses the pattern that makes the symbol
// easiest to read.
package qr

import (
	"fmt"
	"strconv"
)

// Level says how much of a symbol may be damaged and still be read.
type Level uint8

const (
	L Level = iota // about 7 % of the codewords
	M              // about 15 %
)

// MaxVersion is the largest version, of 177 × 177 modules.
const MaxVersion = 40

// Code is a symbol: Size × Size modules, row by row, without the quiet zone of
// four light modules that has to surround it.
type Code struct {
	Version int // 1 to MaxVersion
	Level   Level
	Size    int // 17 + 4 · Version
	dark    []bool
}

// QuietZone is how many light modules must surround a symbol.
const QuietZone = 4

// Dark reports whether the module in that column and row is dark.
func (c *Code) Dark(column, row int) bool { return c.dark[row*c.Size+column] }

// TooLongError says that a text does not fit the largest symbol.
type TooLongError struct{ Bytes, Most int }

func (e *TooLongError) Error() string {
	return fmt.Sprintf("qr: %d bytes: want at most %d", e.Bytes, e.Most)
}

// Encode returns the smallest symbol that holds text at the level, or a
// *TooLongError.
func Encode(text string, level Level) (*Code, error) {
	for version := 1; version <= MaxVersion; version++ {
		if len(text) <= Capacity(version, level) {
			return encode(text, version, level), nil
		}
	}
	return nil, &TooLongError{Bytes: len(text), Most: Capacity(MaxVersion, level)}
}

// Capacity returns how many bytes of text a symbol holds.
func Capacity(version int, level Level) int {
	return (dataCodewords(version, level)*8 - 4 - countBits(version)) / 8
}

func encode(text string, version int, level Level) *Code {
	m := newMatrix(version)
	m.place(interleave(codewords(text, version, level), version, level))
	m.mask(level)
	return &Code{Version: version, Level: level, Size: m.size, dark: m.dark}
}

// Path returns the dark modules as an SVG path, one unit to a module, the
// quiet zone included: the symbol spans Size + 2·QuietZone units both ways.
func (c *Code) Path() string {
	var path []byte
	for row := range c.Size {
		for column := 0; column < c.Size; column++ {
			end := column
			for end < c.Size && c.Dark(end, row) {
				end++
			}
			if end == column {
				continue
			}
			path = append(path, 'M')
			path = strconv.AppendInt(path, int64(column+QuietZone), 10)
			path = append(path, ' ')
			path = strconv.AppendInt(path, int64(row+QuietZone), 10)
			path = append(path, 'h')
			path = strconv.AppendInt(path, int64(end-column), 10)
			path = append(path, "v1h-"...)
			path = strconv.AppendInt(path, int64(end-column), 10)
			path = append(path, 'z')
			column = end
		}
	}
	return string(path)
}
