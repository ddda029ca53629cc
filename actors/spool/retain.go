package spool

import (
	"time"
)

// retain dates newly released segments, deletes those released long enough ago and
// renews the reserve. The caller holds marking.
func (s *Spool) retain() {
	now := s.o.Now()
	s.mu.Lock()
	for _, seg := range s.segs {
		if seg.end-1 <= s.mark.release && seg.released.IsZero() {
			seg.released = now
		}
	}
	s.roll(now)
	s.mu.Unlock()
	s.discard(func(seg *segment, _ int64) bool { return now.Sub(seg.released) >= s.o.KeepReleased })
	s.dropOldKeys(now)
	s.holdReserve()
	s.wait()
}

// roll closes the newest segment once all of it was released long enough ago, so that a
// quiet node does not keep its last calls for good. The caller holds mu. While nobody
// leads, the active file is anybody's who holds mu. A spool without segments takes the next
// number from the release mark. Where released segments do not stay at all (KeepReleased
// below 0) it would cost a file a release, and is left out.
func (s *Spool) roll(now time.Time) {
	if len(s.segs) == 0 || s.leading || s.closed || s.o.KeepReleased < 0 {
		return
	}
	seg := s.segs[len(s.segs)-1]
	if seg.released.IsZero() || now.Sub(seg.released) < s.o.KeepReleased || s.next-1 > s.mark.release {
		return
	}
	if s.active != nil {
		_ = s.active.Close() // all of it was synced
		s.active = nil
	}
	seg.rolled = true
}

// wait has released segments looked at again when their time is over. The caller holds
// marking; Close ends it.
func (s *Spool) wait() {
	if s.o.KeepReleased < 0 {
		return
	}
	s.mu.Lock()
	n := len(s.segs)
	pending := n > 0 && !s.segs[0].released.IsZero() && !s.closed
	s.mu.Unlock()
	switch after := max(s.o.KeepReleased, time.Second); {
	case !pending:
	case s.idle == nil:
		s.idle = time.AfterFunc(after, s.late)
	default:
		s.idle.Reset(after)
	}
}

func (s *Spool) late() {
	s.marking.Lock()
	defer s.marking.Unlock()
	s.mu.Lock()
	closed := s.closed
	s.mu.Unlock()
	if !closed {
		s.retain()
	}
}

// reclaim deletes released segments before their time, oldest first, until need bytes
// are free, and gives the bytes freed.
func (s *Spool) reclaim(need int64) int64 {
	s.marking.Lock()
	defer s.marking.Unlock()
	return s.discard(func(_ *segment, freed int64) bool { return freed < need })
}

// discard deletes released segments, oldest first, as long as next agrees. The caller
// holds marking. A file that cannot be deleted is forgotten all the same; its bytes are
// counted again after the next start, which deletes it.
func (s *Spool) discard(next func(seg *segment, freed int64) bool) (freed int64) {
	for {
		s.mu.Lock()
		if len(s.segs) == 0 {
			s.mu.Unlock()
			break
		}
		seg := s.segs[0]
		// The newest segment stays while it may be open.
		if len(s.segs) == 1 && !seg.rolled || seg.released.IsZero() || !next(seg, freed) {
			s.mu.Unlock()
			break
		}
		s.mu.Unlock()

		s.keepKeys(seg)
		_ = s.o.FS.Remove(s.path(fileName(seg.ordinal, segmentSuffix)))
		s.mu.Lock()
		s.segs = s.segs[1:]
		s.total -= seg.disk
		s.mu.Unlock()
		freed += seg.disk
	}
	if freed > 0 {
		_ = s.o.FS.SyncDir(s.o.Dir) // a deleted file that comes back is below the mark
	}
	return freed
}

// keepKeys writes what of a segment must outlive it: the heads of records with a key. The
// file is durable before the segment is deleted. Failing that (a full disk), the keys
// are lost: a batch repeated after a restart would be counted again, so it is counted.
func (s *Spool) keepKeys(seg *segment) {
	since := s.o.Now().Add(-s.o.KeepKeys)
	buf := appendSegmentHeader(nil, seg.ordinal, seg.first, seg.salt)
	empty := len(buf)
	_ = s.eachHead(fileName(seg.ordinal, segmentSuffix), seg, func(r *Record) bool {
		if r.Key != "" && r.Received.After(since) {
			buf = appendHeadOnly(buf, r, seg.salt)
		}
		return true
	})
	if len(buf) == empty {
		return
	}
	name := fileName(seg.ordinal, keysSuffix)
	err := s.writeFile(s.path(name), buf)
	if err == nil {
		err = s.o.FS.SyncDir(s.o.Dir)
	}
	if err != nil {
		s.mu.Lock()
		s.stats.KeysLost++
		s.mu.Unlock()
		return
	}
	if n := len(s.keys); n > 0 && s.keys[n-1].ordinal == seg.ordinal {
		return // a crash came between writing it and deleting the segment
	}
	s.keys = append(s.keys, keysFile{ordinal: seg.ordinal, size: int64(len(buf)), written: s.o.Now()})
}

// keysFile is one .keys file; guarded by marking.
type keysFile struct {
	ordinal uint64
	size    int64     // bytes
	written time.Time // no record in it is younger
}

// dropOldKeys deletes the .keys files whose time or space is over. The caller holds
// marking.
func (s *Spool) dropOldKeys(now time.Time) {
	var total int64
	for _, k := range s.keys {
		total += k.size
	}
	for len(s.keys) > 0 {
		k := s.keys[0]
		old := now.Sub(k.written) > s.o.KeepKeys
		if !old && total <= s.o.MaxKeyBytes {
			return
		}
		_ = s.o.FS.Remove(s.path(fileName(k.ordinal, keysSuffix)))
		if !old {
			s.mu.Lock()
			s.stats.KeysLost++
			s.mu.Unlock()
		}
		total -= k.size
		s.keys = s.keys[1:]
	}
}
