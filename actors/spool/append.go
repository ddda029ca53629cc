package spool

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"
	"syscall"
)

// request is one Append on its way to the disk.
type request struct {
	head    recordHead // first and durable are set by the leader
	meta    []byte
	payload []byte
	count   uint32
	first   uint64
	err     error
	turn    chan bool // true: done, false: you lead
	queued  bool      // guarded by Spool.mu
}

var requests = sync.Pool{New: func() any { return &request{turn: make(chan bool, 1)} }}

// Append makes a record durable and gives the sequence number of its first exchange;
// Record.First is ignored. It returns after the bytes and the file's name were synced.
// Callers that come while the disk is busy share the next write and sync.
//
// Errors: ErrFull and ErrClosed, ErrTooLarge, the context's while still waiting for the
// disk, or the disk's. After an error nothing was acknowledged, but the record may
// still be there after a crash.
func (s *Spool) Append(ctx context.Context, r Record) (first uint64, err error) {
	if r.Count == 0 {
		return 0, errors.New("cannot append a record without exchanges")
	}
	q := requests.Get().(*request)
	defer func() {
		q.payload = nil
		requests.Put(q)
	}()
	q.meta = appendMeta(q.meta[:0], &r)
	q.payload, q.count = r.Payload, r.Count
	q.head = recordHead{metaLen: uint32(len(q.meta)), payloadLen: uint32(len(q.payload))}
	size := headLen + int64(len(q.meta)) + int64(len(q.payload))
	if size > s.o.MaxRecordBytes || len(q.meta) > maxMeta {
		return 0, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLarge, size, s.o.MaxRecordBytes)
	}
	q.head.metaCRC = crc32.Checksum(q.meta, castagnoli)
	q.head.payloadCRC = crc32.Checksum(q.payload, castagnoli)

	lead, err := s.enqueue(q, size)
	if err != nil {
		return 0, err
	}
	if !lead {
		lead, err = s.await(ctx, q)
		if err != nil {
			return 0, err
		}
	}
	if lead {
		s.lead()
		<-q.turn // the group held this request: it is the oldest
	}
	return q.first, q.err
}

func (s *Spool) enqueue(q *request, size int64) (lead bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false, ErrClosed
	}
	if s.waiting > 0 && s.waiting+size > maxPendingBytes {
		s.stats.Busy++
		return false, fmt.Errorf("%w: %d bytes wait for the disk", ErrFull, s.waiting)
	}
	q.queued, q.err, q.first = true, nil, 0
	s.queue = append(s.queue, q)
	s.waiting += size
	lead, s.leading = !s.leading, true
	return lead, nil
}

// await waits until the request is done or its turn to lead.
func (s *Spool) await(ctx context.Context, q *request) (lead bool, err error) {
	select {
	case done := <-q.turn:
		return !done, nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	for i := range s.queue {
		// The oldest may already have been told to lead, so it stays.
		if s.queue[i] == q && q.queued && i > 0 {
			s.queue = append(s.queue[:i], s.queue[i+1:]...)
			s.waiting -= q.head.size()
			s.mu.Unlock()
			return false, ctx.Err()
		}
	}
	s.mu.Unlock()
	return !<-q.turn, nil
}

// lead commits the oldest requests as one group and hands the lead to the next waiting.
func (s *Spool) lead() {
	s.mu.Lock()
	var size int64
	n := 0
	for n < len(s.queue) && (n == 0 || size+s.queue[n].head.size() <= maxGroupBytes) {
		s.queue[n].queued = false
		size += s.queue[n].head.size()
		n++
	}
	group := append([]*request(nil), s.queue[:n]...)
	s.queue = append(s.queue[:0], s.queue[n:]...)
	closed, first := s.closed, s.next
	s.mu.Unlock()

	err := ErrClosed
	if !closed {
		err = s.commit(group, first, size)
	}

	s.mu.Lock()
	s.waiting -= size
	s.count(group, size, err)
	var heir *request
	if len(s.queue) > 0 {
		heir = s.queue[0]
	} else {
		s.leading = false
		s.quiet.Broadcast()
	}
	s.mu.Unlock()
	for _, q := range group {
		q.err = err
		q.turn <- true
	}
	if heir != nil {
		heir.turn <- false
	}
}

func (s *Spool) count(group []*request, size int64, err error) {
	switch n := uint64(len(group)); {
	case err == nil:
		s.stats.Appended += n
		s.stats.Bytes += uint64(size)
		for _, q := range group {
			s.stats.Exchanges += uint64(q.count)
		}
	case errors.Is(err, ErrFull):
		s.stats.Full += n
	default:
		s.stats.Failed += n
	}
}

// fault gives a failed write or sync the error callers branch on.
func fault(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return fmt.Errorf("cannot write to the spool: %w", err)
}
