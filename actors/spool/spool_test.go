package spool_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/spool/spooltest"
)

func mustOpen(t testing.TB, o spool.Options) *spool.Spool {
	t.Helper()
	s, err := spool.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func record(key string, count uint32, payload string) spool.Record {
	return spool.Record{
		Tenant: "default", Sensor: "edge-1", Key: key, Count: count,
		Received: time.Date(2026, 11, 21, 9, 30, 0, 5, time.UTC), Payload: []byte(payload), Note: []byte("n"),
	}
}

func mustAppend(t testing.TB, s *spool.Spool, r spool.Record) uint64 {
	t.Helper()
	first, err := s.Append(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return first
}

func TestRoundTripOnARealDisk(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, spool.Options{Dir: dir})
	if n := mustAppend(t, s, record("k1", 3, "one")); n != 1 {
		t.Fatalf("first number is %d, want 1", n)
	}
	if n := mustAppend(t, s, record("k2", 2, "two")); n != 4 {
		t.Fatalf("second record begins at %d, want 4", n)
	}
	if err := s.MarkBatch(3); err != nil {
		t.Fatal(err)
	}
	if err := s.MarkBatch(5); err != nil {
		t.Fatal(err)
	}
	if err := s.Release(3, []byte("cursor")); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = mustOpen(t, spool.Options{Dir: dir})
	if got := fmt.Sprint(s.Batches(), string(s.State()), s.Stats().Released); got != "[5]cursor3" {
		t.Errorf("recovered %s", got)
	}
	r, err := s.Next(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	want := record("k2", 2, "two")
	want.First = 4
	if fmt.Sprintf("%+v", r) != fmt.Sprintf("%+v", want) {
		t.Errorf("got  %+v\nwant %+v", r, want)
	}
}

func TestNextWaitsAndEnds(t *testing.T) {
	s := mustOpen(t, spool.Options{FS: spooltest.NewCrashFS(), Dir: "/s"})
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer stop()
	if _, err := s.Next(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Next on an empty spool: %v", err)
	}
	got := make(chan error, 1)
	go func() { _, err := s.Next(context.Background()); got <- err }()
	mustAppend(t, s, record("", 1, "x"))
	if err := <-got; err != nil {
		t.Error(err)
	}
	go func() { _, err := s.Next(context.Background()); got <- err }()
	_ = s.Close()
	if err := <-got; !errors.Is(err, spool.ErrClosed) {
		t.Errorf("Next after Close: %v", err)
	}
	if _, err := s.Append(context.Background(), record("", 1, "x")); !errors.Is(err, spool.ErrClosed) {
		t.Errorf("Append after Close: %v", err)
	}
	if err := s.Release(1, nil); !errors.Is(err, spool.ErrClosed) {
		t.Errorf("Release after Close: %v", err)
	}
}

func TestOneProcessADirectory(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, spool.Options{Dir: dir})
	if _, err := spool.Open(spool.Options{Dir: dir}); !errors.Is(err, spool.ErrLocked) {
		t.Errorf("second Open: %v, want ErrLocked", err)
	}
	_ = s.Close()
	mustOpen(t, spool.Options{Dir: dir})
}

func TestConcurrentAppendsShareSyncs(t *testing.T) {
	s := mustOpen(t, spool.Options{Dir: t.TempDir(), SegmentBytes: 64 << 10})
	const writers, each = 32, 40
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			last := uint64(0)
			for i := range each {
				first := mustAppend(t, s, record("", 2, fmt.Sprintf("%d/%d", w, i)))
				if first <= last {
					t.Errorf("writer %d: number %d after %d", w, first, last)
				}
				last = first
			}
		})
	}
	wg.Wait()
	records, err := drain(s)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, r := range records {
		if r.First != uint64(2*i+1) || seen[string(r.Payload)] {
			t.Fatalf("record %d: first %d, payload %s", i, r.First, r.Payload)
		}
		seen[string(r.Payload)] = true
	}
	st := s.Stats()
	if len(records) != writers*each || st.Appended != writers*each || st.Exchanges != 2*writers*each {
		t.Errorf("%d records read, stats %+v", len(records), st)
	}
	if st.Syncs >= st.Appended {
		t.Errorf("%d syncs for %d appends: nothing was shared", st.Syncs, st.Appended)
	}
}

func TestAppendGivesUpWithItsContext(t *testing.T) {
	disk := spooltest.NewCrashFS()
	release := make(chan struct{})
	var once sync.Once
	blocked := make(chan struct{})
	disk.After = func(op, path string) {
		if op == "write" && strings.HasSuffix(path, ".seg") {
			once.Do(func() { close(blocked); <-release })
		}
	}
	s := mustOpen(t, spool.Options{FS: disk, Dir: "/s"})
	var wg sync.WaitGroup
	wg.Go(func() { mustAppend(t, s, record("", 1, "slow")) })
	<-blocked
	wg.Go(func() { mustAppend(t, s, record("", 1, "patient")) })
	for s.Stats().Unwritten < 150 {
		time.Sleep(time.Millisecond)
	}
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer stop()
	if _, err := s.Append(ctx, record("", 1, "hasty")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Append behind a slow disk: %v", err)
	}
	close(release)
	wg.Wait()
	records, err := drain(s)
	if err != nil || len(records) != 2 {
		t.Errorf("%d records, %v; want the slow and the patient one", len(records), err)
	}
}

func TestMarksAreChecked(t *testing.T) {
	s := mustOpen(t, spool.Options{FS: spooltest.NewCrashFS(), Dir: "/s"})
	mustAppend(t, s, record("", 5, "x"))
	for what, err := range map[string]error{
		"release ahead":   s.Release(6, nil),
		"batch ahead":     s.MarkBatch(6),
		"state too large": s.Release(1, bytes.Repeat([]byte("x"), 2<<20)),
	} {
		if err == nil {
			t.Errorf("%s was accepted", what)
		}
	}
	if err := errors.Join(s.MarkBatch(2), s.MarkBatch(2), s.MarkBatch(4), s.Release(3, nil)); err != nil {
		t.Error(err)
	}
	if s.Release(2, nil) == nil || s.MarkBatch(3) == nil {
		t.Error("a mark went back")
	}
	if _, err := s.Append(context.Background(), spool.Record{}); err == nil {
		t.Error("a record without exchanges was accepted")
	}
}

func TestKeysOutliveTheirSegments(t *testing.T) {
	disk := spooltest.NewCrashFS()
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	o := spool.Options{
		FS: disk, Dir: "/s", SegmentBytes: 512, KeepReleased: time.Minute, KeepKeys: time.Hour,
		Now: func() time.Time { return now },
	}
	s := mustOpen(t, o)
	for i := range 10 {
		mustAppend(t, s, record(fmt.Sprintf("key-%d", i), 1, strings.Repeat("x", 300)))
	}
	step := func(d time.Duration) { // releases date and delete segments
		now = now.Add(d)
		if err := s.Release(10, nil); err != nil {
			t.Fatal(err)
		}
	}
	step(0)
	if n := s.Stats().Segments; n != 10 {
		t.Errorf("%d segments right after the release, want all 10", n)
	}
	step(2 * time.Minute)
	if n := s.Stats().Segments; n != 0 {
		t.Errorf("%d segments after KeepReleased, want none", n)
	}
	keys := func() string {
		var all []string
		if err := s.Heads(func(r *spool.Record) bool {
			all = append(all,
				r.Key+"="+string(r.Note))
			return true
		}); err != nil {
			t.Fatal(err)
		}
		return strings.Join(all, " ")
	}
	want := "key-0=n key-1=n key-2=n key-3=n key-4=n key-5=n key-6=n key-7=n key-8=n key-9=n"
	if got := keys(); got != want {
		t.Errorf("before a restart: %s", got)
	}
	_ = s.Close()
	s = mustOpen(t, o)
	if got := keys(); got != want {
		t.Errorf("after a restart: %s", got)
	}
	step(2 * time.Hour)
	if got := keys(); got != "" {
		t.Errorf("after KeepKeys: %s", got)
	}
}
