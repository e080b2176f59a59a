package engine

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

var errMalformed = errors.New("engine: malformed message")

// The functions below append one value each: whole numbers and the bits of
// floats little-endian, slices after a count of 32 bits.

func appendBool(dst []byte, v bool) []byte {
	if v {
		return append(dst, 1)
	}
	return append(dst, 0)
}

func appendCount(dst []byte, n int) []byte {
	return binary.LittleEndian.AppendUint32(dst, uint32(n))
}

func appendInt(dst []byte, v int64) []byte {
	return binary.LittleEndian.AppendUint64(dst, uint64(v))
}

func appendFloat(dst []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint64(dst, math.Float64bits(v))
}

func appendText(dst []byte, v string) []byte {
	return append(appendCount(dst, len(v)), v...)
}

func appendFloats(dst []byte, values []float64) []byte {
	dst, room := extend(appendCount(dst, len(values)), 8*len(values))
	for i, v := range values {
		binary.LittleEndian.PutUint64(room[8*i:], math.Float64bits(v))
	}
	return dst
}

// extend returns dst with n more bytes, and those bytes.
func extend(dst []byte, n int) (all, room []byte) {
	end := len(dst)
	dst = slices.Grow(dst, n)[:end+n]
	return dst, dst[end:]
}

// reader takes a message apart, value by value. After the first value that is
// not there it only returns zeros and failed is set.
type reader struct {
	rest   []byte
	failed bool
}

// end returns an error unless everything was read and nothing is left.
func (r *reader) end() error {
	if r.failed || len(r.rest) > 0 {
		return errMalformed
	}
	return nil
}

func (r *reader) fail() { r.failed, r.rest = true, nil }

// take returns the next n bytes, or nil if there are not as many.
func (r *reader) take(n int) []byte {
	if n > len(r.rest) {
		r.fail()
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) bool() bool {
	switch r.byte() {
	case 0:
		return false
	case 1:
		return true
	}
	r.fail()
	return false
}

func (r *reader) uint32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *reader) int64() int64 {
	if b := r.take(8); b != nil {
		return int64(binary.LittleEndian.Uint64(b))
	}
	return 0
}

func (r *reader) int() int { return int(r.int64()) }

func (r *reader) float() float64 { return math.Float64frombits(uint64(r.int64())) }

// count returns the length of a slice whose elements take at least size bytes
// each. It fails when the message is too short to hold them, so that what is
// allocated stays in proportion to the message.
func (r *reader) count(size int) int {
	n := r.uint32()
	if uint64(n)*uint64(size) > uint64(len(r.rest)) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) text() string { return string(r.take(r.count(1))) }

func (r *reader) floats() []float64 {
	n := r.count(8)
	if n == 0 {
		return nil
	}
	b := r.take(8 * n)
	values := make([]float64, n)
	for i := range values {
		values[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return values
}

// appendSlice appends the count of values and then each of them by one.
func appendSlice[T any](dst []byte, values []T, one func([]byte, T) []byte) []byte {
	dst = appendCount(dst, len(values))
	for _, v := range values {
		dst = one(dst, v)
	}
	return dst
}

// readSlice reads a slice whose elements take at least size bytes each. An
// empty one is nil.
func readSlice[T any](r *reader, size int, one func(*reader) T) []T {
	n := r.count(size)
	if n == 0 {
		return nil
	}
	values := make([]T, n)
	for i := range values {
		values[i] = one(r)
	}
	return values
}
