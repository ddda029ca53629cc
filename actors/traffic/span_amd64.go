package traffic

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// hasAVX2 tells whether this processor reads 32 bytes at once, as nearly every one made since 2013
// does. TestSpansAgree holds both ways to the same answers.
var hasAVX2 = cpu.X86.HasAVX2

// quotedSpan gives how many of the n bytes at p stand before the first quote or backslash, n where
// there is none, and their kinds. It may read up to 31 bytes behind the last one, on the same page
// of memory only, and never looks at what they are.
//
//go:noescape
func quotedSpan(p unsafe.Pointer, n int) (length int, class Class)

// bareSpan is quotedSpan for words without quotes: up to the first byte that may not stand in one.
//
//go:noescape
func bareSpan(p unsafe.Pointer, n int) (length int, class Class)

// alnumMasks tells which of the first 64 of the n bytes at p are ASCII digits and which letters, the
// first one in the lowest bit. It reads like quotedSpan, up to 63 bytes behind the last one.
//
//go:noescape
func alnumMasks(p unsafe.Pointer, n int) (digits, letters uint64)

// spanTables are what the assembler looks up, each 32 bytes: for the low and the high half of a
// byte the kinds it may have in two sets of eight, then constants, then a stair of ones and zeros.
//
// A kind is a set of high halves by a set of low ones, after the vectorised classification of
// Langdale and Lemire, "Parsing gigabytes of JSON per second" (2019), section 3.1.2.
var spanTables = func() (t [464]byte) {
	type kind struct {
		set  int // 0 or 1
		bit  byte
		high []byte
		low  string
	}
	const all = "0123456789ABCDEF"
	kinds := []kind{
		{0, spanDigit, []byte{3}, "0123456789"},
		{0, spanUpper1, []byte{4}, all[1:]}, {0, spanUpper2, []byte{5}, all[:11]},
		{0, spanLower1, []byte{6}, all[1:]}, {0, spanLower2, []byte{7}, all[:11]},
		{0, spanSpace, []byte{2}, "0"}, {0, spanDot, []byte{2}, "E"}, {0, spanDash, []byte{2}, "D"},
		{1, spanColon, []byte{3}, "A"}, {1, spanEqual, []byte{3}, "D"}, {1, spanAt, []byte{4}, "0"},
		{1, spanPunct, []byte{2}, "356CF"}, {1, spanAsk, []byte{3}, "F"}, {1, spanPlus, []byte{2}, "B"},
		{1, spanLine, []byte{5}, "F"}, {1, spanHigh, []byte{8, 9, 10, 11, 12, 13, 14, 15}, all},
	}
	for _, k := range kinds {
		for lane := 0; lane < 32; lane += 16 {
			for _, c := range []byte(k.low) {
				t[k.set*64+lane+int(hexValue(c))] |= k.bit
			}
			for _, h := range k.high {
				t[k.set*64+32+lane+int(h)] |= k.bit
			}
		}
	}
	constants := []byte{0x0F, '"', '\\', 0xEF, ^byte(spanSpace), spanPlus | spanLine, 0xFF}
	for i, c := range constants {
		for lane := range 32 {
			t[128+32*i+lane] = c
		}
	}
	for lane := range 32 {
		t[384+lane] = spanUpper1 | spanUpper2 | spanLower1 | spanLower2
	}
	for lane := range 16 {
		t[416+lane], t[432+lane], t[448+lane] = '0', 9, '.'
	}
	return t
}()

// bits of the first set
const (
	spanDigit = 1 << iota
	spanUpper1
	spanUpper2
	spanLower1
	spanLower2
	spanSpace
	spanDot
	spanDash
)

// bits of the second set
const (
	spanColon = 1 << iota
	spanEqual
	spanAt
	spanPunct
	spanAsk
	spanPlus
	spanLine
	spanHigh
)

// spanFirst and spanSecond give the kinds of bytes for the bits of each set.
var spanFirst, spanSecond = func() (first, second [256]Class) {
	firsts := [8]Class{HasDigit, HasUpper, HasUpper, HasLower, HasLower, HasSpace, HasDot, HasDash}
	seconds := [8]Class{HasColon, HasEqual, HasAt, HasPunct, HasPunct, HasPunct, HasPunct, HasHigh}
	for set := range 256 {
		for bit := range 8 {
			if set>>bit&1 == 1 {
				first[set] |= firsts[bit]
				second[set] |= seconds[bit]
			}
		}
	}
	return first, second
}()
