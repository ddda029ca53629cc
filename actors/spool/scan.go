package spool

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// readAt reads the record at off of a file that may be read up to limit. Note and
// payload are the caller's.
func readAt(f File, off, limit int64, salt uint32) (Record, recordHead, error) {
	var hb [headLen]byte
	if limit-off < headLen {
		return Record{}, recordHead{}, fmt.Errorf("%w: cut short", errDamaged)
	}
	if n, err := f.ReadAt(hb[:], off); n < headLen {
		return Record{}, recordHead{}, fmt.Errorf("cannot read a record: %w", err)
	}
	h, err := decodeHead(hb[:], salt)
	if err != nil {
		return Record{}, h, err
	}
	if h.size() > limit-off {
		return Record{}, h, fmt.Errorf("%w: cut short", errDamaged)
	}
	b := make([]byte, h.size()-headLen)
	if n, err := f.ReadAt(b, off+headLen); n < len(b) {
		return Record{}, h, fmt.Errorf("cannot read a record: %w", err)
	}
	r, err := decodeMeta(h, b[:h.metaLen])
	if err != nil {
		return Record{}, h, err
	}
	r.Payload = b[h.metaLen:]
	if crc32.Checksum(r.Payload, castagnoli) != h.payloadCRC {
		return Record{}, h, fmt.Errorf("%w: checksum of the payload differs", errDamaged)
	}
	return r, h, nil
}

// resync finds the next whole record after damage at off, or gives limit. The salted
// head checksum keeps bytes inside a payload from passing for one.
func resync(f File, off, limit int64, salt uint32) int64 {
	var magic [4]byte
	binary.LittleEndian.PutUint32(magic[:], recordMagic)
	const window = 256 << 10 // bytes read at once
	buf := make([]byte, min(window, limit-off))
	for off++; limit-off >= headLen; {
		b := buf[:min(int64(len(buf)), limit-off)]
		if n, _ := f.ReadAt(b, off); n < len(b) {
			return limit
		}
		skip := int64(len(b) - headLen + 1) // the next window overlaps by less than a head
		for at := 0; ; at++ {
			i := bytes.Index(b[at:], magic[:])
			if i < 0 || at+i+headLen > len(b) {
				break
			}
			at += i
			if h, err := decodeHead(b[at:], salt); err != nil || h.size() > limit-off-int64(at) {
				continue
			}
			if _, _, err := readAt(f, off+int64(at), limit, salt); err == nil {
				return off + int64(at)
			}
		}
		off += skip
	}
	return limit
}
