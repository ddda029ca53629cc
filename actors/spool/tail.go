package spool

import (
	"errors"
	"syscall"
)

// tailTemp is a segment being written by keepTail.
const tailTemp = "tail.tmp"

// recoverTail finds where the newest segment's records end and makes them durable.
//
// A bad place with nothing but older writes after it is a torn tail: cut there. A whole
// record behind it that was written when the bad one had already been acknowledged
// proves damage: the bad one is lost, the rest stays. (Damage in the very last group
// reads as a torn tail; nothing on disk tells the two apart.)
func (s *Spool) recoverTail(seg *segment) error {
	f, err := s.o.FS.Open(s.path(fileName(seg.ordinal, segmentSuffix)))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	off := int64(segmentHeader)
	seg.end, seg.size = seg.first, off
	synced, from := seg.first, off // what is known to be on disk, and where the rest begins
	for off < seg.disk {
		r, h, err := readAt(f, off, seg.disk, seg.salt)
		if err != nil {
			off = resync(f, off, seg.disk, seg.salt)
			continue
		}
		if r.First == seg.end || h.durable > seg.end {
			if h.durable > synced {
				synced, from = h.durable, off
			}
			seg.end, seg.size = r.Last()+1, off+h.size()
		}
		off += h.size()
	}
	if seg.end == synced || seg.end-1 <= s.mark.release {
		return nil
	}
	// Once the copy is in place (seg ends where it begins) there is no way back: where its
	// name is not certain, Open fails and deletes nothing.
	full := func() bool { return errors.Is(err, syscall.ENOSPC) && seg.end != synced }
	err = s.keepTail(f, seg, synced, from)
	if full() && s.reserve {
		s.reserve = false
		_ = s.o.FS.Remove(s.path(reserveName))
		err = s.keepTail(f, seg, synced, from)
	}
	if full() {
		// A full disk must not keep the spool from being worked off. Syncing the old file is
		// as good unless its last sync had failed; then, after a power cut on top of that,
		// records that were delivered though never acknowledged can be gone.
		return f.Sync()
	}
	return err
}

// keepTail makes the records from number synced on durable in a new segment: a killed
// process may have left them in memory only, and a power cut must not take back what
// Next delivers from here on. The old file is not synced, for if its last sync failed,
// the next one would succeed without having written anything. At most a group is copied.
func (s *Spool) keepTail(f File, seg *segment, synced uint64, from int64) error {
	tail := &segment{ordinal: s.ordinal + 1, first: synced, end: seg.end, salt: newSalt()}
	buf := appendSegmentHeader(nil, tail.ordinal, tail.first, tail.salt)
	for off := from; off < seg.size; {
		r, h, err := readAt(f, off, seg.size, seg.salt)
		if err != nil {
			return err
		}
		off += h.size()
		h.durable = synced
		buf = appendHead(buf, h, tail.salt)
		buf = append(appendMeta(buf, &r), r.Payload...)
	}
	// Whole or not at all: half a segment would overrule what it copies.
	if err := s.writeFile(s.path(tailTemp), buf); err != nil {
		return err
	}
	s.ordinal++
	if err := s.o.FS.Rename(s.path(tailTemp), s.path(fileName(tail.ordinal, segmentSuffix))); err != nil {
		return err
	}
	tail.size = int64(len(buf))
	tail.disk = tail.size
	s.total += tail.disk
	seg.end = synced
	s.segs = append(s.segs, tail)
	return s.o.FS.SyncDir(s.o.Dir)
}
