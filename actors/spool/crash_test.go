package spool_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/spool/spooltest"
)

// ledger is what the outside knows: what was acknowledged and what may have happened.
type ledger struct {
	mu      sync.Mutex
	acked   []spool.Record    // rising
	maybe   map[uint64][]byte // by tag: in flight, or refused with an error
	next    uint64            // first number not acknowledged
	mark    saved
	tried   []saved // under way, or failed half-way since the last success
	crashes int
	failure error
}

// saved is what one mark file says.
type saved struct {
	release uint64
	state   []byte
	batches []uint64
}

func (m saved) same(o saved) bool {
	return m.release == o.release && bytes.Equal(m.state, o.state) && slices.Equal(m.batches, o.batches)
}

func savedBy(s *spool.Spool) saved {
	return saved{s.Stats().Released, s.State(), s.Batches()}
}

// tag makes a payload that tells which append it came from.
func tag(n uint64, size int, r *rand.Rand) []byte {
	b := binary.BigEndian.AppendUint64(nil, n)
	for range size {
		b = append(b, byte(r.Uint32()))
	}
	return b
}

func crashOptions(fs spool.FS, damage *int) spool.Options {
	return spool.Options{
		FS: fs, Dir: "/spool", SegmentBytes: 2 << 10, MaxBytes: 1 << 20, KeepReleased: -1, ReserveBytes: 64,
		Report: func(spool.Damage) { *damage++ },
	}
}

// verify opens the disk left by a crash and compares it with the ledger.
func (l *ledger) verify(disk *spooltest.CrashFS) error {
	damage := 0
	s, err := spool.Open(crashOptions(disk, &damage))
	if err != nil {
		return fmt.Errorf("cannot reopen: %w", err)
	}
	found, err := l.compare(s)
	if err != nil {
		return err
	}
	if damage > 0 {
		return fmt.Errorf("%d places reported as damaged", damage)
	}
	// What was delivered once must outlast a second, harder crash, and no number may be used again.
	want := s.Stats().Next
	extra := spool.Record{Count: 2, Payload: []byte("after the crash")}
	first, err := s.Append(context.Background(), extra)
	if err != nil || first != want {
		return fmt.Errorf("append after recovery: number %d, want %d (%w)", first, want, err)
	}
	extra.First = first
	again, err := spool.Open(crashOptions(disk.Crash(0, rand.New(rand.NewPCG(1, 1))), &damage))
	if err != nil {
		return fmt.Errorf("cannot reopen a second time: %w", err)
	}
	records, err := drain(again)
	if err != nil {
		return err
	}
	if !slices.EqualFunc(records, append(found, extra), same) {
		return fmt.Errorf("second recovery gives %d records, the first gave %d and one was added", len(records), len(found))
	}
	return nil
}

func same(a, b spool.Record) bool {
	return a.First == b.First && a.Count == b.Count && bytes.Equal(a.Payload, b.Payload)
}

func (l *ledger) compare(s *spool.Spool) ([]spool.Record, error) {
	st := s.Stats()
	if m := savedBy(s); !m.same(l.mark) && !slices.ContainsFunc(l.tried, m.same) {
		return nil, fmt.Errorf("mark %v, want %v or one of %v", m, l.mark, l.tried)
	}
	records, err := drain(s)
	if err != nil {
		return nil, err
	}
	if st.Next < l.next {
		return nil, fmt.Errorf("next number is %d after %d were acknowledged", st.Next, l.next-1)
	}
	want := l.acked
	for len(want) > 0 && want[0].Last() <= st.Released {
		want = want[1:]
	}
	seen := map[uint64]bool{}
	for i, r := range records {
		if i == 0 && r.First > st.Released+1 || i > 0 && r.First != records[i-1].Last()+1 {
			return nil, fmt.Errorf("numbers are not dense at %d (released %d, %d before, %d files)",
				r.First, st.Released, i, st.Segments)
		}
		if len(want) > 0 && want[0].First == r.First {
			if !same(want[0], r) {
				return nil, fmt.Errorf("record %d is not the one acknowledged", r.First)
			}
			want = want[1:]
			continue
		}
		n := binary.BigEndian.Uint64(r.Payload)
		if !bytes.Equal(l.maybe[n], r.Payload) || seen[n] {
			return nil, fmt.Errorf("record %d was never appended, or comes twice", r.First)
		}
		seen[n] = true
	}
	if len(want) > 0 {
		return nil, fmt.Errorf("acknowledged record %d is lost, and %d in all", want[0].First, len(want))
	}
	return records, nil
}

// drain reads all there is.
func drain(s *spool.Spool) ([]spool.Record, error) {
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	var all []spool.Record
	st := s.Stats()
	for at := st.Released + 1; at < st.Next; {
		r, err := s.Next(ctx)
		if err != nil {
			return nil, fmt.Errorf("cannot read record %d: %w", at, err)
		}
		all = append(all, r)
		at = r.Last() + 1
	}
	return all, nil
}

func newTrace(seed uint64, lie func(*spooltest.CrashFS) spool.FS, percents ...int) *trace {
	l := &ledger{maybe: map[uint64][]byte{}, next: 1}
	tr := &trace{l: l, disk: spooltest.NewCrashFS(), lie: lie, r: rand.New(rand.NewPCG(seed, 1))}
	torn := rand.New(rand.NewPCG(seed, 2))
	tr.hook = func(op, path string) {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.failure != nil {
			return
		}
		for _, percent := range percents {
			l.crashes++
			if err := l.verify(tr.disk.Crash(percent, torn)); err != nil {
				l.failure = fmt.Errorf("crash %d after %s of %s, %d %% kept: %w", l.crashes, op, path, percent, err)
				return
			}
		}
	}
	return tr
}

func honest(c *spooltest.CrashFS) spool.FS { return c }

// TestCrashAfterEveryChange crashes after each create, write, sync, rename and remove of a
// trace of 1,000 operations, with 0, 50 and 100 % of the unsynced bytes and names kept.
func TestCrashAfterEveryChange(t *testing.T) {
	ops := 1000
	if testing.Short() {
		ops = 150
	}
	tr := newTrace(42, honest, 0, 50, 100)
	if err := tr.run(ops); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d crash points, %d records acknowledged", tr.l.crashes, len(tr.l.acked))
	if !testing.Short() && tr.l.crashes < 6000 {
		t.Errorf("only %d crash points: the trace no longer does what it says", tr.l.crashes)
	}
}

// TestCrashWithFaults crashes at every change while one call in thirty fails as well.
func TestCrashWithFaults(t *testing.T) {
	ops := 400
	if testing.Short() {
		ops = 100
	}
	for seed := range uint64(3) {
		var faults int
		var mu sync.Mutex
		r := rand.New(rand.NewPCG(seed, 3))
		tr := newTrace(seed, func(c *spooltest.CrashFS) spool.FS {
			return &spooltest.FaultFS{FS: c, Fault: func(op, path string) error {
				mu.Lock()
				defer mu.Unlock()
				if op == "read" || r.IntN(30) > 0 {
					return nil
				}
				faults++
				if op == "rename" || strings.HasSuffix(path, "tail.tmp") {
					return syscall.EIO // see recoverTail for what a full disk does there
				}
				return []error{syscall.EIO, syscall.ENOSPC}[r.IntN(2)]
			}}
		}, 0, 50, 100)
		tr.faulty = true
		if err := tr.run(ops); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if faults == 0 {
			t.Error("no fault was injected")
		}
		t.Logf("seed %d: %d crash points, %d faults, %d records acknowledged", seed, tr.l.crashes, faults, len(tr.l.acked))
	}
}

// TestCrashControls holds the check to its word: on a disk that lies it must fail.
func TestCrashControls(t *testing.T) {
	for name, lie := range map[string]func(*spooltest.CrashFS) spool.FS{
		"file syncs dropped": func(c *spooltest.CrashFS) spool.FS { return &spooltest.FaultFS{FS: c, DropSync: true} },
		"directory syncs dropped": func(c *spooltest.CrashFS) spool.FS {
			return &spooltest.FaultFS{FS: c,
				DropSyncDir: true}
		},
	} {
		tr := newTrace(7, lie, 0, 50)
		err := tr.run(300)
		if err == nil {
			t.Errorf("%s: %d crash points and the check saw nothing", name, tr.l.crashes)
		} else {
			t.Logf("%s: seen: %v", name, err)
		}
	}
}
