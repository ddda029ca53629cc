package spool

import (
	"context"
)

// reader is where Next stands; guarded by Spool.reading.
type reader struct {
	next    uint64 // number to deliver next
	ordinal uint64 // segment being read
	file    File   // of that segment, nil before the first read
	off     int64  // bytes
	bad     *Damage
}

func (r *reader) close() {
	if r.file != nil {
		_ = r.file.Close()
		r.file = nil
	}
}

// Next gives the next record, in order, waiting for one to be appended. After Open it
// begins with the record that holds the first number above the release mark; that
// record may begin below the mark, and its receiver skips what was released. Note and
// payload belong to the caller. Damaged places are reported, counted and passed over.
// Errors: ErrClosed, the context's, or the disk's when a segment cannot be opened.
func (s *Spool) Next(ctx context.Context) (Record, error) {
	s.reading.Lock()
	defer s.reading.Unlock()
	for {
		if err := ctx.Err(); err != nil {
			return Record{}, err
		}
		seg, wake, err := s.readable()
		if err != nil {
			return Record{}, err
		}
		if seg != nil {
			if r, ok, err := s.readFrom(seg); ok || err != nil {
				return r, err
			}
			continue
		}
		select {
		case <-wake:
		case <-ctx.Done():
		}
	}
}

// readable gives a copy of the segment to read, the oldest with something undelivered,
// or nil and what to wait for.
func (s *Spool) readable() (*segment, <-chan struct{}, error) {
	s.marking.Lock()
	s.reader.next = max(s.reader.next, s.mark.release+1)
	s.marking.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, nil, ErrClosed
	}
	for _, have := range s.segs {
		if have.end > s.reader.next {
			seg := *have
			return &seg, s.wake, nil
		}
	}
	return nil, s.wake, nil
}

// readFrom reads one record of seg, or gives false where the next look should begin anew.
func (s *Spool) readFrom(seg *segment) (Record, bool, error) {
	rd := &s.reader
	if rd.file == nil || rd.ordinal != seg.ordinal {
		rd.close()
		if seg.size > 0 {
			f, err := s.o.FS.Open(s.path(fileName(seg.ordinal, segmentSuffix)))
			if err != nil {
				return Record{}, false, err
			}
			rd.file = f
		}
		rd.ordinal, rd.off = seg.ordinal, segmentHeader
	}
	for rd.off < seg.size {
		r, h, err := readAt(rd.file, rd.off, seg.size, seg.salt)
		if err != nil {
			if rd.bad == nil {
				rd.bad = &Damage{File: fileName(seg.ordinal, segmentSuffix), Offset: rd.off, Err: err}
			}
			rd.off = resync(rd.file, rd.off, seg.size, seg.salt)
			continue
		}
		if r.First >= seg.end {
			break // never acknowledged, overruled by the next segment
		}
		rd.off += h.size()
		if r.Last() < rd.next {
			continue
		}
		s.passLost(r.First, seg)
		rd.next = r.Last() + 1
		return r, true, nil
	}
	// Nothing more to read in it, yet it should have reached seg.end.
	s.passLost(seg.end, seg)
	rd.next = max(rd.next, seg.end)
	return Record{}, false, nil
}

// passLost reports and counts the numbers between the expected and the one found.
func (s *Spool) passLost(found uint64, seg *segment) {
	rd := &s.reader
	bad := rd.bad
	rd.bad = nil
	if found <= rd.next {
		return // what was damaged was already released, or never acknowledged
	}
	if bad == nil {
		bad = &Damage{File: fileName(seg.ordinal, segmentSuffix), Offset: rd.off, Err: errMissing}
	}
	bad.Lost = found - rd.next
	s.mu.Lock()
	s.stats.Damaged++
	s.stats.Lost += bad.Lost
	s.mu.Unlock()
	s.o.Report(*bad)
}
