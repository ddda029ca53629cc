package spool

import (
	"errors"
	"fmt"
	"time"
)

// commit writes and syncs a group whose first exchange is number first. Only one
// runs at a time.
//
// A file whose write or sync failed is never written or synced again: the kernel may have
// dropped the dirty pages and would report success the next time. The group goes to a
// new segment instead, or fails.
func (s *Spool) commit(group []*request, first uint64, size int64) error {
	if err := s.makeRoom(size + segmentHeader); err != nil {
		return err
	}
	err := s.tryCommit(group, first, size)
	if errors.Is(err, ErrFull) && s.reclaim(size+segmentHeader) > 0 {
		err = s.tryCommit(group, first, size)
	}
	return err
}

// makeRoom holds the bound of all segments.
func (s *Spool) makeRoom(size int64) error {
	s.mu.Lock()
	over := s.total + size - s.o.MaxBytes
	s.mu.Unlock()
	if over <= 0 || s.reclaim(over) >= over {
		return nil
	}
	return fmt.Errorf("%w: its bound of %d bytes is reached", ErrFull, s.o.MaxBytes)
}

func (s *Spool) tryCommit(group []*request, first uint64, size int64) error {
	seg, fresh, err := s.writable(first, size)
	if err != nil {
		return fault(err)
	}
	buf := s.group[:0]
	if fresh {
		buf = appendSegmentHeader(buf, seg.ordinal, seg.first, seg.salt)
	}
	next := first
	for _, q := range group {
		q.first, q.head.first, q.head.durable = next, next, first
		buf = appendHead(buf, q.head, seg.salt)
		buf = append(append(buf, q.meta...), q.payload...)
		next += uint64(q.count)
	}
	if s.group = buf; cap(buf) > 2*maxGroupBytes {
		s.group = nil // one huge record must not hold its memory for ever
	}

	n, err := s.active.Write(buf)
	if err == nil {
		err = s.active.Sync()
	}
	if err == nil && fresh {
		err = s.o.FS.SyncDir(s.o.Dir)
	}
	if err != nil {
		s.abandon(seg, fresh, int64(n))
		return fault(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if fresh {
		s.segs = append(s.segs, seg)
	}
	seg.size += int64(len(buf))
	seg.disk = seg.size
	seg.end, s.next = next, next
	seg.released = time.Time{} // it was worked off and grew again
	s.total += int64(len(buf))
	s.stats.Syncs++
	if !s.closed {
		close(s.wake)
		s.wake = make(chan struct{})
	}
	return nil
}

// writable gives the active segment, or a new one where the active one is full or gone.
func (s *Spool) writable(first uint64, size int64) (seg *segment, fresh bool, err error) {
	if s.active != nil {
		s.mu.Lock()
		seg = s.segs[len(s.segs)-1]
		room := seg.size+size <= s.o.SegmentBytes
		s.mu.Unlock()
		if room {
			return seg, false, nil
		}
		_ = s.active.Close() // all of it was synced
		s.active = nil
	}
	s.mu.Lock()
	s.ordinal++ // never used twice, even where making the file fails
	seg = &segment{ordinal: s.ordinal, first: first, end: first, salt: newSalt()}
	s.mu.Unlock()
	s.active, err = s.o.FS.Create(s.path(fileName(seg.ordinal, segmentSuffix)))
	if err != nil {
		s.active = nil
		return nil, false, err
	}
	return seg, true, nil
}

// abandon closes a segment whose write or sync failed. What it held before stays.
func (s *Spool) abandon(seg *segment, fresh bool, written int64) {
	_ = s.active.Close()
	s.active = nil
	if fresh {
		// Nothing acknowledged is in it. If it comes back after a crash, the next
		// segment's first number overrules it.
		_ = s.o.FS.Remove(s.path(fileName(seg.ordinal, segmentSuffix)))
		return
	}
	s.mu.Lock()
	seg.disk += written
	s.total += written
	s.mu.Unlock()
}
