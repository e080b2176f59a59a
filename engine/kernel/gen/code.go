package main

import (
	"encoding/binary"
	"math"
)

// Expressions are the instructions that leave one value on the stack. A local
// variable is the expression that reads it, so it can stand wherever an
// expression can, and set finds its number there.
type (
	i32  []byte // address, count or truth value
	f64  []byte
	v128 []byte // two f64, or their bits
)

// expression is any of the three types.
type expression interface{ ~[]byte }

const (
	typeI32  = 0x7f
	typeF64  = 0x7c
	typeV128 = 0x7b
)

// Opcodes; those of vectors follow the prefix 0xfd.
const (
	opLoop, opIf, opElse, opEnd  = 0x03, 0x04, 0x05, 0x0b
	opBrIf, opReturn, opCall     = 0x0d, 0x0f, 0x10
	opLocalGet, opLocalSet       = 0x20, 0x21
	opGlobalGet, opGlobalSet     = 0x23, 0x24
	opI32Load, opF64Load         = 0x28, 0x2b
	opI32Const, opF64Const       = 0x41, 0x44
	opI32Eqz, opI32Eq            = 0x45, 0x46
	opI32LtS, opI32LtU           = 0x48, 0x49
	opI32GeS                     = 0x4e
	opI32Add, opI32Sub, opI32Mul = 0x6a, 0x6b, 0x6c
	opI32DivU, opSelect          = 0x6e, 0x1b
	opI32And, opI32Shl           = 0x71, 0x74
	opF64Ne, opF64Add, opF64Sub  = 0x62, 0xa0, 0xa1
	opF64Div                     = 0xa3
	opF64ConvertI32              = 0xb7
	opVector                     = 0xfd

	opLoad, opLoad64Splat, opStore, opShuffle = 0x00, 0x0a, 0x0b, 0x0d
	opSplat, opExtractWord, opExtractLane     = 0x14, 0x1b, 0x21
	opNe, opGt                                = 0x48, 0x4a
	opAnd, opOr, opAnyTrue                    = 0x4e, 0x50, 0x53
	opLoad64Lane, opStore64Lane, opLoad64Zero = 0x57, 0x5b, 0x5d
	opShl, opSubBits                          = 0xcb, 0xd1
	opAbs                                     = 0xec
	opAdd, opSub, opMul, opDiv                = 0xf0, 0xf1, 0xf2, 0xf3
	opPmin, opPmax                            = 0xf6, 0xf7
)

// join returns the parts one after the other, in memory of its own.
func join(parts ...[]byte) []byte {
	var all []byte
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func unsigned(v int) []byte { return binary.AppendUvarint(nil, uint64(v)) }

// signed returns v in signed LEB128.
func signed(v int) []byte {
	var b []byte
	for {
		low := byte(v & 0x7f)
		v >>= 7
		if v == 0 && low&0x40 == 0 || v == -1 && low&0x40 != 0 {
			return append(b, low)
		}
		b = append(b, low|0x80)
	}
}

func vector(op int, parts ...[]byte) v128 {
	return join(join(parts...), []byte{opVector}, unsigned(op))
}

// memory returns the immediate of a load or a store at offset bytes.
func memory(offset int) []byte { return join([]byte{0}, unsigned(offset)) }

// Whole numbers.

func number(v int) i32 { return join([]byte{opI32Const}, signed(v)) }

func (a i32) binary(op byte, b i32) i32 { return join(a, b, []byte{op}) }

func (a i32) over(b i32) i32        { return a.binary(opI32DivU, b) }
func (a i32) plus(b i32) i32        { return a.binary(opI32Add, b) }
func (a i32) minus(b i32) i32       { return a.binary(opI32Sub, b) }
func (a i32) times(b i32) i32       { return a.binary(opI32Mul, b) }
func (a i32) and(b int) i32         { return a.binary(opI32And, number(b)) }
func (a i32) shiftLeft(b int) i32   { return a.binary(opI32Shl, number(b)) }
func (a i32) equals(b int) i32      { return a.binary(opI32Eq, number(b)) }
func (a i32) below(b i32) i32       { return a.binary(opI32LtU, b) }
func (a i32) less(b i32) i32        { return a.binary(opI32LtS, b) }
func (a i32) atLeast(b int) i32     { return a.binary(opI32GeS, number(b)) }
func (a i32) not() i32              { return join(a, []byte{opI32Eqz}) }
func (a i32) word(offset int) i32   { return join(a, []byte{opI32Load}, memory(offset)) }
func (a i32) double(offset int) f64 { return join(a, []byte{opF64Load}, memory(offset)) }

// smaller returns the smaller of two locals, larger the larger one.
func smaller(a, b i32) i32 { return join(a, b, a.less(b), []byte{opSelect}) }
func larger(a, b i32) i32  { return join(b, a, a.less(b), []byte{opSelect}) }

// bytes returns the size of a float64 values.
func (a i32) bytes() i32 { return a.shiftLeft(3) }

// Numbers.

func constant(v float64) f64 {
	return binary.LittleEndian.AppendUint64([]byte{opF64Const}, math.Float64bits(v))
}

func (a f64) binary(op byte, b f64) f64 { return join(a, b, []byte{op}) }

// global reads one of the module's variables.
func global(i int) i32 { return join([]byte{opGlobalGet}, unsigned(i)) }

func float(a i32) f64 { return join(a, []byte{opF64ConvertI32}) }

// Pairs of numbers.

// load reads two values; load1 one, and 0 in the second lane; spread one into
// both lanes.
func load(p i32, offset int) v128  { return join(vector(opLoad, p), memory(offset)) }
func load1(p i32, offset int) v128 { return join(vector(opLoad64Zero, p), memory(offset)) }
func spread(p i32, offset int) v128 {
	return join(vector(opLoad64Splat, p), memory(offset))
}

// loadSecond replaces the second lane of x.
func loadSecond(x v128, p i32, offset int) v128 {
	return join(vector(opLoad64Lane, p, x), memory(offset), []byte{1})
}

func splat(x f64) v128       { return vector(opSplat, x) }
func zero() v128             { return splat(constant(0)) }
func add(a, b v128) v128     { return vector(opAdd, a, b) }
func sub(a, b v128) v128     { return vector(opSub, a, b) }
func mul(a, b v128) v128     { return vector(opMul, a, b) }
func div(a, b v128) v128     { return vector(opDiv, a, b) }
func abs(a v128) v128        { return vector(opAbs, a) }
func and(a, b v128) v128     { return vector(opAnd, a, b) }
func or(a, b v128) v128      { return vector(opOr, a, b) }
func gt(a, b v128) v128      { return vector(opGt, a, b) }
func ne(a, b v128) v128      { return vector(opNe, a, b) }
func anyTrue(a v128) i32     { return i32(vector(opAnyTrue, a)) }
func subBits(a, b v128) v128 { return vector(opSubBits, a, b) }

// atMost is a where a ≤ bound or a is NaN, and bound elsewhere.
func atMost(a, bound v128) v128 { return vector(opPmin, a, bound) }

// atLeast is a where a ≥ bound or a is NaN, and bound elsewhere.
func atLeast(a, bound v128) v128 { return vector(opPmax, a, bound) }

func shiftBitsLeft(a v128, by int) v128 { return vector(opShl, a, number(by)) }

// lane returns one of the two numbers of a.
func lane(a v128, i int) f64 { return join(vector(opExtractLane, a), []byte{byte(i)}) }

// word returns one of the four 32-bit parts of a.
func word(a v128, i int) i32 { return join(vector(opExtractWord, a), []byte{byte(i)}) }

// pair returns lane i of a and lane i of b.
func pair(a, b v128, i int) v128 {
	bytes := make([]byte, 16)
	for n := range 8 {
		bytes[n], bytes[8+n] = byte(8*i+n), byte(16+8*i+n)
	}
	return join(vector(opShuffle, a, b), bytes)
}

// totals returns the sum of the lanes of a, and that of b.
func totals(a, b v128) v128 { return add(pair(a, b, 0), pair(a, b, 1)) }
