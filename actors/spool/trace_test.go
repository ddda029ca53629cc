package spool_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/spool/spooltest"
)

// trace runs random operations; hook sees the disk after each change.
type trace struct {
	l      *ledger
	disk   *spooltest.CrashFS
	lie    func(*spooltest.CrashFS) spool.FS
	hook   func(op, path string)
	r      *rand.Rand
	s      *spool.Spool
	tags   uint64
	faulty bool
}

func (tr *trace) open() error {
	var damage int
	tr.disk.After = tr.hook
	s, err := spool.Open(crashOptions(tr.lie(tr.disk), &damage))
	tr.s = s
	return err
}

func (tr *trace) run(ops int) error {
	if err := tr.open(); err != nil {
		return err
	}
	for range ops {
		if err := tr.step(); err != nil {
			return err
		}
		if tr.l.failure != nil {
			return tr.l.failure
		}
	}
	return tr.l.failure
}

func (tr *trace) step() error {
	l := tr.l
	switch p := tr.r.IntN(100); {
	case p < 66:
		return tr.appendAll(1)
	case p < 74:
		return tr.appendAll(2 + tr.r.IntN(4))
	case p < 84 && l.next > 1: // mark a batch
		m := l.mark
		from := m.release
		if n := len(m.batches); n > 0 {
			from = max(from, m.batches[n-1])
		}
		to := from + uint64(tr.r.IntN(int(l.next-from)))
		if to == from { // does nothing, so what a failed save left behind stays possible
			return tr.tolerate(tr.s.MarkBatch(to))
		}
		m.batches = append(slices.Clone(m.batches), to)
		return tr.save(m, func() error { return tr.s.MarkBatch(to) })
	case p < 96 && l.next > 1:
		to := l.mark.release + uint64(tr.r.IntN(int(l.next-l.mark.release)))
		m := saved{release: to, state: fmt.Appendf(nil, "state %d", tr.r.Uint32())}
		m.batches = slices.DeleteFunc(slices.Clone(l.mark.batches), func(b uint64) bool { return b <= to })
		return tr.save(m, func() error { return tr.s.Release(to, m.state) })
	case p < 98: // stop in good order
		if err := tr.s.Close(); err != nil && !tr.faulty {
			return err
		}
		return tr.reopen()
	case p >= 98: // power cut, and go on with what is left
		tr.disk = tr.disk.Crash(50, tr.r)
		return tr.reopen()
	}
	return nil
}

func (tr *trace) reopen() error {
	for {
		err := tr.open()
		if err == nil {
			break
		}
		if !tr.faulty {
			return err
		}
	}
	// What came back although it was not acknowledged is there to stay.
	l := tr.l
	records, err := l.compare(tr.s)
	if err != nil {
		return err
	}
	l.set(func() {
		st := tr.s.Stats()
		l.mark, l.tried = savedBy(tr.s), nil
		for _, r := range records {
			if r.First >= l.next {
				l.acked = append(l.acked, r)
				delete(l.maybe, binary.BigEndian.Uint64(r.Payload))
			}
		}
		l.next = st.Next
	})
	return nil
}

// save runs what shall end with m saved.
func (tr *trace) save(m saved, do func() error) error {
	tr.l.set(func() { tr.l.tried = append(tr.l.tried, m) })
	err := do()
	if err == nil {
		tr.l.set(func() { tr.l.mark, tr.l.tried = m, nil })
	}
	return tr.tolerate(err)
}

func (tr *trace) tolerate(err error) error {
	if tr.faulty {
		return nil
	}
	return err
}

func (l *ledger) set(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f()
}

func (tr *trace) appendAll(n int) error {
	l := tr.l
	var wg sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		tr.tags++
		id := tr.tags
		r := spool.Record{Count: 1 + uint32(tr.r.IntN(5)), Tenant: "t", Key: fmt.Sprint(id), Payload: tag(id,
			tr.r.IntN(300), tr.r)}
		l.set(func() { l.maybe[id] = r.Payload })
		wg.Go(func() {
			first, err := tr.s.Append(context.Background(), r)
			if err != nil {
				errs[i] = err
				return
			}
			r.First = first
			l.set(func() {
				delete(l.maybe, id)
				at, _ := slices.BinarySearchFunc(l.acked, r, func(a, b spool.Record) int { return int(int64(a.First - b.First)) })
				l.acked = slices.Insert(l.acked, at, r)
				l.next = max(l.next, r.Last()+1)
			})
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return tr.tolerate(err)
		}
	}
	return nil
}
