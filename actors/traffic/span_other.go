//go:build !amd64

package traffic

import "unsafe"

func quotedSpan(p unsafe.Pointer, n int) (length int, class Class) {
	return spanByByte(unsafe.Slice((*byte)(p), n), quotedStop)
}

func bareSpan(p unsafe.Pointer, n int) (length int, class Class) {
	return spanByByte(unsafe.Slice((*byte)(p), n), bareStop)
}

func alnumMasks(p unsafe.Pointer, n int) (digits, letters uint64) {
	return alnumByByte(unsafe.Slice((*byte)(p), n))
}
