package spool

import (
	"io"
	"sync"
	"time"
)

// Spool is a durable queue in one directory. All methods may be called by many
// goroutines, Next by one at a time.
//
// Locks, in the order in which they may be taken: reading, marking, mu. The leader of a
// group commit holds none of them while it waits for the disk.
type Spool struct {
	o    Options
	lock io.Closer

	mu      sync.Mutex
	segs    []*segment    // rising; the last is the active one while active is open
	next    uint64        // number the next exchange gets
	ordinal uint64        // of the newest segment ever made
	total   int64         // bytes of all segments
	queue   []*request    // waiting for the disk
	waiting int64         // bytes of queue and of the group being written
	leading bool          // someone commits
	quiet   *sync.Cond    // leading became false
	wake    chan struct{} // closed and replaced when there is more to read
	closed  bool
	stats   Stats

	active File   // touched by the leader only, or when none leads
	group  []byte // the leader's write buffer

	reading sync.Mutex
	reader  reader

	marking sync.Mutex
	mark    mark
	keys    []keysFile  // rising
	idle    *time.Timer // has the last released segment deleted where no release follows
	reserve bool        // the reserve file is there
}

// Stats are counters since Open and present sizes.
type Stats struct {
	Appended  uint64 // records acknowledged
	Exchanges uint64 // exchanges in them
	Bytes     uint64 // bytes written for them
	Syncs     uint64 // fsyncs of segments; Appended/Syncs is the size of a group
	Full      uint64 // records refused because disk or MaxBytes was full
	Busy      uint64 // records refused because too much waited for the disk
	Failed    uint64 // records refused because a write or sync failed otherwise
	Damaged   uint64 // damaged places met
	Lost      uint64 // sequence numbers lost in them
	KeysLost  uint64 // .keys files that could not be written or were over their bound

	Segments  int    // now on disk
	Disk      int64  // bytes of segments now on disk
	MaxBytes  int64  // the bound of Disk
	Next      uint64 // number the next exchange gets
	Released  uint64 // release mark
	Unwritten int64  // bytes waiting for the disk
}

// Backlog is the number of exchanges accepted and not released.
func (s Stats) Backlog() uint64 { return s.Next - 1 - min(s.Released, s.Next-1) }

// Stats gives counters and sizes.
func (s *Spool) Stats() Stats {
	s.marking.Lock()
	released := s.mark.release
	s.marking.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.stats
	st.Segments, st.Disk, st.MaxBytes = len(s.segs), s.total, s.o.MaxBytes
	st.Next, st.Released, st.Unwritten = s.next, released, s.waiting
	return st
}

// Close waits for the commit under way, refuses what waits behind it with ErrClosed,
// ends Next and gives the directory back.
func (s *Spool) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	close(s.wake)
	for s.leading {
		s.quiet.Wait()
	}
	s.mu.Unlock()

	var err error
	if s.active != nil {
		err = s.active.Close() // everything acknowledged was synced
		s.active = nil
	}
	s.reading.Lock()
	s.reader.close()
	s.reading.Unlock()
	s.marking.Lock()
	defer s.marking.Unlock()
	if s.idle != nil {
		s.idle.Stop() // one that fired already finds the spool closed
	}
	if lerr := s.lock.Close(); err == nil {
		err = lerr
	}
	return err
}
