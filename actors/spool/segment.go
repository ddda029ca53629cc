package spool

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A segment file begins with
//
//	magic 8 bytes | ordinal u64 | first u64 | salt u32 | CRC-32C u32
//
// First is the number of the first exchange it may hold; it overrules whatever an older
// segment has from there on.
const (
	segmentHeader = 32 // bytes
	segmentMagic  = "LWSPOOL1"
	segmentSuffix = ".seg"
	keysSuffix    = ".keys"
)

// segment is what is known of a segment file; guarded by Spool.mu.
type segment struct {
	ordinal  uint64
	first    uint64    // number of its first exchange
	end      uint64    // first number after it
	salt     uint32    //
	size     int64     // bytes that are durable and may be read
	disk     int64     // bytes it takes, torn ones included
	rolled   bool      // it is the newest, closed, and all of it is released
	released time.Time // when the release mark passed it, zero before
}

func fileName(ordinal uint64, suffix string) string { return fmt.Sprintf("%016d%s", ordinal, suffix) }

func (s *Spool) path(name string) string { return filepath.Join(s.o.Dir, name) }

// parseName gives the ordinal of a segment or keys file.
func parseName(name, suffix string) (uint64, bool) {
	digits, ok := strings.CutSuffix(name, suffix)
	if !ok || len(digits) != 16 {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, 10, 64)
	return n, err == nil && n > 0
}

func appendSegmentHeader(dst []byte, ordinal, first uint64, salt uint32) []byte {
	start := len(dst)
	dst = append(dst, segmentMagic...)
	dst = binary.LittleEndian.AppendUint64(dst, ordinal)
	dst = binary.LittleEndian.AppendUint64(dst, first)
	dst = binary.LittleEndian.AppendUint32(dst, salt)
	return binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[start:], castagnoli))
}

func decodeSegmentHeader(b []byte, ordinal uint64) (first uint64, salt uint32, err error) {
	if len(b) < segmentHeader || string(b[:8]) != segmentMagic ||
		crc32.Checksum(b[:segmentHeader-4], castagnoli) != binary.LittleEndian.Uint32(b[segmentHeader-4:]) {
		return 0, 0, fmt.Errorf("%w: segment header", errDamaged)
	}
	if binary.LittleEndian.Uint64(b[8:]) != ordinal {
		return 0, 0, fmt.Errorf("%w: segment is named as another", errDamaged)
	}
	return binary.LittleEndian.Uint64(b[16:]), binary.LittleEndian.Uint32(b[24:]), nil
}

func newSalt() uint32 {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails, see crypto/rand
	return binary.LittleEndian.Uint32(b[:])
}
