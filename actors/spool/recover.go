package spool

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// Open opens or makes the spool in Options.Dir and recovers it: leftovers of an
// interrupted save are removed, the newest segment is read through and its torn tail cut
// off, and Next begins after the release mark. Errors: ErrLocked, a damaged mark, or
// the disk's. Damaged records are no error; they are reported and counted.
func Open(o Options) (*Spool, error) {
	if o.Dir == "" {
		return nil, errors.New("cannot open a spool without a directory")
	}
	s := &Spool{o: o.withDefaults(), wake: make(chan struct{}), next: 1}
	s.quiet = sync.NewCond(&s.mu)
	if err := s.o.FS.MkdirAll(s.o.Dir); err != nil {
		return nil, fmt.Errorf("cannot make the spool directory: %w", err)
	}
	lock, err := s.o.FS.Lock(s.path("LOCK"))
	if err != nil {
		return nil, fmt.Errorf("cannot lock the spool in %s: %w", s.o.Dir, err)
	}
	s.lock = lock
	if err := s.recover(); err != nil {
		_ = lock.Close()
		return nil, fmt.Errorf("cannot open the spool in %s: %w", s.o.Dir, err)
	}
	return s, nil
}

func (s *Spool) recover() error {
	var err error
	if s.mark, err = s.loadMark(); err != nil {
		return fmt.Errorf("%w; restore the file \"mark\", or move the directory away to begin anew", err)
	}
	names, err := s.o.FS.List(s.o.Dir)
	if err != nil {
		return err
	}
	slices.Sort(names)
	for _, name := range names {
		if n, ok := parseName(name, keysSuffix); ok {
			s.ordinal = n
			s.recoverKeys(name, n)
		} else if n, ok := parseName(name, segmentSuffix); ok {
			s.ordinal = n
			if err := s.recoverSegment(name, n); err != nil {
				return err
			}
		} else if name == markTemp || name == tailTemp {
			_ = s.o.FS.Remove(s.path(name))
		} else if name == reserveName {
			s.reserve = true
		}
	}
	if err := s.joinSegments(); err != nil {
		return err
	}
	s.next = max(s.next, s.mark.release+1)
	if n := len(s.mark.batches); n > 0 {
		s.next = max(s.next, s.mark.batches[n-1]+1)
	}
	// What is read from here on must outlast a power cut that follows.
	if err := s.o.FS.SyncDir(s.o.Dir); err != nil {
		return err
	}
	s.reader.next = s.mark.release + 1
	s.marking.Lock()
	defer s.marking.Unlock()
	s.retain()
	return nil
}

// recoverSegment reads a segment's header. A damaged one is kept in the list without
// anything to read, so that what it held is reported as lost when Next passes it.
func (s *Spool) recoverSegment(name string, ordinal uint64) error {
	f, err := s.o.FS.Open(s.path(name))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	seg := &segment{ordinal: ordinal}
	if seg.disk, err = f.Size(); err != nil {
		return err
	}
	s.total += seg.disk
	b := make([]byte, min(segmentHeader, seg.disk))
	if _, err := f.ReadAt(b, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if seg.first, seg.salt, err = decodeSegmentHeader(b, ordinal); err == nil && seg.first > 0 {
		seg.size = seg.disk
	} else if err != nil && !torn(b) {
		return s.setAside(name, seg.disk, err)
	}
	s.segs = append(s.segs, seg)
	return nil
}

// torn reports what a crash leaves of a header: its beginning, or zeros.
func torn(b []byte) bool {
	n := min(len(b), len(segmentMagic))
	return string(b[:n]) == segmentMagic[:n] && len(b) < segmentHeader || len(bytes.Trim(b, "\x00")) == 0
}

// setAside renames a segment nothing can be read of, so that it can be looked at, and tells.
// What it held is counted as lost when Next passes the gap.
func (s *Spool) setAside(name string, size int64, bad error) error {
	if err := s.o.FS.Rename(s.path(name), s.path(name+".damaged")); err != nil {
		return err
	}
	s.total -= size
	s.stats.Damaged++
	s.o.Report(Damage{File: name, Err: fmt.Errorf("%w: kept as %s.damaged, which may be deleted", bad, name)})
	return nil
}

// joinSegments sets where each segment ends: where the next begins. Only the newest
// whole one has to be read through.
func (s *Spool) joinSegments() error {
	for n := len(s.segs); n > 0 && s.segs[n-1].size == 0; n-- {
		// The newest file's header was torn, so nothing in it was acknowledged.
		s.forget(n - 1)
	}
	if len(s.segs) == 0 {
		return nil
	}
	if err := s.recoverTail(s.segs[len(s.segs)-1]); err != nil {
		return err
	}
	for i := len(s.segs) - 2; i >= 0; i-- {
		s.segs[i].end = s.segs[i+1].first
		if s.segs[i].size == 0 {
			s.segs[i].first = s.segs[i].end
		} else if s.segs[i].first >= s.segs[i].end {
			s.forget(i) // overruled as a whole
		}
	}
	s.next = s.segs[len(s.segs)-1].end
	return nil
}

// forget deletes a segment that holds nothing; one that comes back is forgotten again.
func (s *Spool) forget(i int) {
	_ = s.o.FS.Remove(s.path(fileName(s.segs[i].ordinal, segmentSuffix)))
	s.total -= s.segs[i].disk
	s.segs = slices.Delete(s.segs, i, i+1)
}

func (s *Spool) recoverKeys(name string, ordinal uint64) {
	f, err := s.o.FS.Open(s.path(name))
	if err != nil {
		return
	}
	defer func() { _ = f.Close() }()
	size, err := f.Size()
	if err != nil {
		return
	}
	// Its age is not kept, so it may stay up to KeepKeys longer; what is in it is dated.
	s.keys = append(s.keys, keysFile{ordinal: ordinal, size: size, written: s.o.Now()})
}
