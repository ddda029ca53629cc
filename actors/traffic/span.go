package traffic

import "unsafe"

// quotedEnd gives the index of the first quote or backslash in src[i:], len(src) where there is
// none, and the kinds of the bytes before it. i is at most len(src).
func quotedEnd(src []byte, i int) (end int, class Class) {
	n, class := quotedSpan(unsafe.Pointer(unsafe.SliceData(src[i:])), len(src)-i) //nolint:gosec // with its length
	return i + n, class
}

// spanByByte is what both are defined as.
func spanByByte(src []byte, stop Class) (length int, class Class) {
	for _, b := range src {
		c := classes[b]
		if c&stop != 0 {
			break
		}
		class |= c
		length++
	}
	return length, class &^ (quotedStop | bareStop)
}

// Alnum tells which of the first 64 bytes of text are ASCII digits and which are ASCII letters:
// byte i is bit i.
func Alnum(text []byte) (digits, letters uint64) {
	return alnumMasks(unsafe.Pointer(unsafe.SliceData(text)), len(text)) //nolint:gosec // with its length
}

// alnumByByte is what Alnum is defined as.
func alnumByByte(text []byte) (digits, letters uint64) {
	for i, b := range text[:min(64, len(text))] {
		c := classes[b]
		if c&HasDigit != 0 {
			digits |= 1 << i
		}
		if c&HasLetter != 0 {
			letters |= 1 << i
		}
	}
	return digits, letters
}

// ClassOf gives the kinds of bytes in text. Behind a quote it goes on byte by byte: text with one has
// more, and each would begin the assembler anew.
func ClassOf(text []byte) Class {
	end, class := quotedEnd(text, 0)
	for _, b := range text[end:] {
		class |= classes[b]
	}
	return class &^ (quotedStop | bareStop)
}
