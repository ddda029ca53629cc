package actors

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// bare is a shard that only loads.
func bare(t *testing.T) *shard {
	t.Helper()
	net, sink := newNetwork(50, testShards), newStore()
	s := &shard{id: 0, life: startNode(t, net, sink, "a", nil).current(), sources: map[string]*source{}}
	s.keys.init(s)
	s.book = finding.NewBook(mostCases)
	return s
}

// Checkpoints of version 1, one piece with the keys of each kind together, are read.
func TestCheckpointsOfTheVersionBeforeAreRead(t *testing.T) {
	s := bare(t)
	b := binary.AppendUvarint([]byte{1}, testShards)
	b = finding.AppendTime(b, time.Unix(1_780_000_000, 0))
	b = binary.AppendUvarint(finding.AppendString(binary.AppendUvarint(b, 1), "edge"), 77)
	book, err := s.book.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	b = appendBytes(b, book)
	b = binary.AppendUvarint(b, 2)
	state := binary.BigEndian.AppendUint64(nil, 5)
	for _, kind := range []string{"client", "no longer known"} {
		b = binary.AppendUvarint(finding.AppendString(b, kind), 1)
		b = appendBytes(finding.AppendString(finding.AppendString(b, "t|10.0.0.1"), "t"), state)
	}
	if err := s.load([]finding.Checkpoint{{Data: b}}); err != nil {
		t.Fatal(err)
	}
	n, ok := s.keys.named("client", "t|10.0.0.1")
	if !ok || string(s.keys.state(&s.keys.entries[n])) != string(state) || s.keys.used != 1 || s.sources["edge"].hwm != 77 || s.keys.of("t") != 1 {
		t.Errorf("found %v, %d keys, sources %+v", ok, s.keys.used, s.sources)
	}
}

// What is no checkpoint is refused with an error, wherever it ends or was changed, and does not panic.
func TestBrokenCheckpointsAreRefused(t *testing.T) {
	s := bare(t)
	s.source("edge").hwm = 9
	for i := range 40 {
		n := s.keys.add(uint8(i%4), "t", []byte(strings.Repeat("t|x", i+1)))
		s.keys.keep(n, make([]byte, i))
	}
	save := func(n uint32, dst []byte) ([]byte, error) {
		return append(dst, s.keys.state(&s.keys.entries[n])...), nil
	}
	base, err := s.snapshot(piece{base: true}, save)
	if err != nil {
		t.Fatal(err)
	}
	part, err := s.snapshot(piece{keys: unsaved{dirty: []uint32{1, 2}, gone: []uint64{7}}, book: 1}, save)
	if err != nil {
		t.Fatal(err)
	}
	used := 0
	load := func(pieces ...[]byte) error {
		x := &shard{life: s.life, sources: map[string]*source{}, book: finding.NewBook(mostCases)}
		x.keys.init(x)
		var all []finding.Checkpoint
		for _, p := range pieces {
			all = append(all, finding.Checkpoint{Data: p})
		}
		err := x.load(all)
		used = x.keys.used
		return err
	}
	if err := load(base, part, part); err != nil || used != 40 {
		t.Fatalf("%d keys were loaded: %v", used, err)
	}
	if load(part) == nil || load(base, base) == nil || load([]byte{3}) == nil {
		t.Error("pieces in the wrong order, or of another version, were loaded")
	}
	for i := range base {
		if load(base[:i]) == nil {
			t.Fatalf("the first %d bytes of %d were loaded", i, len(base))
		}
	}
	for i := range part {
		if load(base, part[:i]) == nil {
			t.Fatalf("the first %d bytes of a part of %d were loaded", i, len(part))
		}
		for _, x := range []byte{0xff, 0x80, 1} {
			changed := append([]byte(nil), part...)
			changed[i] ^= x
			_ = load(base, changed) // must not panic
		}
	}
}
