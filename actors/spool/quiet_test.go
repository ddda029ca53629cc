package spool_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/spool"
)

func TestQuietSpoolKeepsNothing(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	dir := t.TempDir()
	o := spool.Options{Dir: dir, KeepReleased: time.Minute, Now: func() time.Time { return now }}
	s := mustOpen(t, o)
	mustAppend(t, s, record("k", 3, "secret"))
	release := func(to uint64) {
		t.Helper()
		if err := s.Release(to, nil); err != nil {
			t.Fatal(err)
		}
	}
	release(2)
	now = now.Add(time.Hour)
	release(2)
	if n := s.Stats().Segments; n != 1 {
		t.Fatalf("%d segments, want the one with an unreleased call", n)
	}
	release(3)
	now = now.Add(2 * time.Minute)
	release(3)
	if names, _ := filepath.Glob(filepath.Join(dir, "*.seg")); len(names) != 0 || s.Stats().Disk != 0 {
		t.Errorf("%v are still there, %d bytes", names, s.Stats().Disk)
	}
	if first := mustAppend(t, s, record("", 1, "next")); first != 4 {
		t.Errorf("the next number is %d, want 4", first)
	}
	release(4)
	now = now.Add(2 * time.Minute)
	release(4)
	_ = s.Close()
	s = mustOpen(t, o)
	if first := mustAppend(t, s, record("", 1, "after")); first != 5 {
		t.Errorf("after a restart without segments the next number is %d, want 5", first)
	}
}

func TestReplacedSegmentIsReportedAtOpen(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, spool.Options{Dir: dir})
	mustAppend(t, s, record("", 1, "x"))
	_ = s.Close()
	names, _ := filepath.Glob(filepath.Join(dir, "*.seg"))
	if err := os.WriteFile(names[0], bytes.Repeat([]byte("garbage!"), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	var told []spool.Damage
	s = mustOpen(t, spool.Options{Dir: dir, Report: func(d spool.Damage) { told = append(told, d) }})
	if len(told) != 1 || s.Stats().Damaged != 1 {
		t.Errorf("told %+v, %d counted; want one", told, s.Stats().Damaged)
	}
	if _, err := os.Stat(names[0] + ".damaged"); err != nil {
		t.Error(err)
	}
}
