package spool

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
)

// Heads calls f with every record still known, without its payload: of deleted segments
// (those with a key, for KeepKeys), then of segments, in order. It ends early when f
// gives false. The record is valid during the call. Damaged places are passed over;
// Next reports them.
func (s *Spool) Heads(f func(r *Record) bool) error {
	// Holding marking keeps segments from being deleted meanwhile.
	s.marking.Lock()
	defer s.marking.Unlock()
	more := true
	visit := func(r *Record) bool { more = f(r); return more }
	for _, k := range s.keys {
		seg := &segment{ordinal: k.ordinal, size: k.size, end: ^uint64(0)}
		if err := s.eachHead(fileName(k.ordinal, keysSuffix), seg, visit); err != nil || !more {
			return err
		}
	}
	s.mu.Lock()
	segs := make([]segment, len(s.segs))
	for i, seg := range s.segs {
		segs[i] = *seg
	}
	s.mu.Unlock()
	for i := range segs {
		if err := s.eachHead(fileName(segs[i].ordinal, segmentSuffix), &segs[i], visit); err != nil || !more {
			return err
		}
	}
	return nil
}

// eachHead reads the heads of one file, seeking over the payloads, up to the first
// damage.
func (s *Spool) eachHead(name string, seg *segment, f func(r *Record) bool) error {
	file, err := s.o.FS.Open(s.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("cannot read spool heads: %w", err)
	}
	defer func() { _ = file.Close() }()
	buf := make([]byte, segmentHeader, 4096)
	if _, err := file.ReadAt(buf, 0); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("cannot read spool heads: %w", err)
	}
	_, salt, err := decodeSegmentHeader(buf, seg.ordinal)
	if err != nil {
		return nil // damaged: nothing to tell
	}
	for off := int64(segmentHeader); off < seg.size; {
		// One read takes a head with its meta part, unless the note is large.
		buf = buf[:min(int64(cap(buf)), seg.size-off)]
		if _, err := file.ReadAt(buf, off); err != nil {
			return nil
		}
		h, err := decodeHead(buf, salt)
		if err != nil || h.first >= seg.end || off+h.size() > seg.size {
			return nil
		}
		if need := headLen + int(h.metaLen); need > len(buf) {
			buf = make([]byte, need)
			if _, err := file.ReadAt(buf, off); err != nil {
				return nil
			}
		}
		r, err := decodeMeta(h, buf[headLen:headLen+h.metaLen])
		if err != nil || !f(&r) {
			return nil
		}
		off += h.size()
	}
	return nil
}

// appendHeadOnly appends a record without its payload.
func appendHeadOnly(dst []byte, r *Record, salt uint32) []byte {
	meta := appendMeta(nil, r)
	h := recordHead{metaLen: uint32(len(meta)), first: r.First, metaCRC: crc32.Checksum(meta, castagnoli)}
	return append(appendHead(dst, h, salt), meta...)
}
