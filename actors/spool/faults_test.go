package spool_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/spool/spooltest"
)

func TestDiskFullLosesNothingAndEndsByItself(t *testing.T) {
	var mu sync.Mutex
	full := false
	fs := &spooltest.FaultFS{FS: spooltest.NewCrashFS(), Fault: func(op, path string) error {
		mu.Lock()
		defer mu.Unlock()
		if full && (op == "write" || op == "create") && strings.HasSuffix(path, ".seg") {
			return syscall.ENOSPC
		}
		return nil
	}}
	set := func(v bool) { mu.Lock(); full = v; mu.Unlock() }
	s := mustOpen(t, spool.Options{FS: fs, Dir: "/s"})
	mustAppend(t, s, record("", 1, "before"))
	set(true)
	for range 5 {
		if _, err := s.Append(context.Background(), record("", 1, "refused")); !errors.Is(err, spool.ErrFull) {
			t.Fatalf("on a full disk: %v, want ErrFull", err)
		}
	}
	if err := s.Release(0, []byte("still works")); err != nil {
		t.Errorf("release on a full disk: %v", err)
	}
	set(false)
	if n := mustAppend(t, s, record("", 1, "after")); n != 2 {
		t.Errorf("number after the disk was full is %d, want 2", n)
	}
	records, err := drain(s)
	if err != nil || len(records) != 2 || string(records[1].Payload) != "after" {
		t.Errorf("%v %v", records, err)
	}
	if st := s.Stats(); st.Full != 5 || st.Damaged != 0 {
		t.Errorf("stats %+v", st)
	}
}

func TestReserveSavesTheMarkOnAFullDisk(t *testing.T) {
	reserved := true // the disk has room for the mark only once the reserve is gone
	armed := false
	fs := &spooltest.FaultFS{FS: spooltest.NewCrashFS(), Fault: func(op, path string) error {
		if op == "remove" && strings.HasSuffix(path, "reserve") {
			reserved = false
		}
		if armed && reserved && op == "write" {
			return syscall.ENOSPC
		}
		return nil
	}}
	s := mustOpen(t, spool.Options{FS: fs, Dir: "/s", ReserveBytes: 64})
	mustAppend(t, s, record("", 1, "x"))
	armed = true
	if err := s.Release(1, []byte("saved")); err != nil || reserved {
		t.Errorf("release: %v, reserve still there: %v", err, reserved)
	}
}

func TestBoundOfBytes(t *testing.T) {
	o := spool.Options{FS: spooltest.NewCrashFS(), Dir: "/s", SegmentBytes: 1 << 10, MaxBytes: 8 << 10}
	s := mustOpen(t, o)
	payload := strings.Repeat("x", 400)
	var n uint64
	for {
		first, err := s.Append(context.Background(), record("", 1, payload))
		if errors.Is(err, spool.ErrFull) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		n = first
	}
	if st := s.Stats(); st.Disk > o.MaxBytes || n < 10 {
		t.Errorf("%d bytes after %d records, bound %d", st.Disk, n, o.MaxBytes)
	}
	// Released segments are kept for minutes, but not at the price of refusing.
	if err := s.Release(n, nil); err != nil {
		t.Fatal(err)
	}
	before := s.Stats().Segments
	if m := mustAppend(t, s, record("", 1, payload)); m != n+1 {
		t.Errorf("number %d, want %d", m, n+1)
	}
	if after := s.Stats().Segments; after >= before+1 {
		t.Errorf("%d segments before, %d after", before, after)
	}
}

func TestFailedSyncIsNotRepeatedOnTheSameFile(t *testing.T) {
	disk := spooltest.NewCrashFS()
	failed := map[string]bool{}
	fail := false
	fs := &spooltest.FaultFS{FS: disk, Fault: func(op, path string) error {
		if failed[path] && (op == "sync" || op == "write") {
			t.Errorf("%s of %s after its sync failed", op, path)
		}
		if op == "sync" && fail {
			failed[path], fail = true, false
			return syscall.EIO
		}
		return nil
	}}
	o := spool.Options{FS: fs, Dir: "/s"}
	s := mustOpen(t, o)
	mustAppend(t, s, record("", 1, "one"))
	fail = true
	if _, err := s.Append(context.Background(), record("", 1, "lost")); !errors.Is(err, syscall.EIO) {
		t.Fatalf("append over a failing sync: %v", err)
	}
	if n := mustAppend(t, s, record("", 1, "two")); n != 2 {
		t.Errorf("number %d, want 2", n)
	}
	again := mustOpen(t, spool.Options{FS: disk.Crash(0, nil), Dir: "/s"})
	records, err := drain(again)
	if err != nil || len(records) != 2 || string(records[1].Payload) != "two" {
		t.Errorf("%v %v", records, err)
	}
}

func TestDamageInTheMiddle(t *testing.T) {
	disk := spooltest.NewCrashFS()
	o := spool.Options{FS: disk, Dir: "/s", SegmentBytes: 1 << 10}
	s := mustOpen(t, o)
	for i := range 12 {
		mustAppend(t, s, record("", 2, strings.Repeat(fmt.Sprintf("%02d", i), 100)))
	}
	_ = s.Close()
	for name, off := range map[string]int{
		"/s/0000000000000001.seg": 32 + 100, // the payload of record 1 and 2
		"/s/0000000000000002.seg": 3,        // a whole header
		"/s/0000000000000003.seg": 32 + 5,   // a length
	} {
		disk.Corrupt(name, off)
	}
	var told []spool.Damage
	o.Report = func(d spool.Damage) { told = append(told, d) }
	s = mustOpen(t, o)
	records, err := drain(s)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range records {
		got = append(got, fmt.Sprintf("%d:%s", r.First, r.Payload[:2]))
	}
	if want := "3:01 5:02 15:07 17:08 19:09 21:10 23:11"; strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if st := s.Stats(); st.Lost != 2+8 || st.Damaged != uint64(len(told)) || len(told) != 4 {
		t.Errorf("lost %d in %d places, told %+v", st.Lost, st.Damaged, told)
	}
}

func TestDamagedMarkIsRefused(t *testing.T) {
	disk := spooltest.NewCrashFS()
	s := mustOpen(t, spool.Options{FS: disk, Dir: "/s"})
	mustAppend(t, s, record("", 1, "x"))
	if err := s.Release(1, nil); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	disk.Corrupt("/s/mark", 9)
	if _, err := spool.Open(spool.Options{FS: disk, Dir: "/s"}); err == nil || !strings.Contains(err.Error(), "restore") {
		t.Errorf("got %v, want an error that says what to do", err)
	}
}
