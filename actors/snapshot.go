package actors

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// A checkpoint is one shard at one moment: how far it has come with each source, its open cases, and
// the state of every key it has, with or without an actor. It is written as a base, which has all of
// it, and parts after it, each with what changed since the one before: cases, keys, and which keys
// were forgotten. The marks and the states are one piece and saved together, in a part as in a base:
// that is what makes a replay exact, whichever base and number of parts it starts from.

const (
	snapshotVersion = 3       // 3: two ways, and what the first flagged; 2: parts, and keys one after the other with their kind; 1: bases only
	oneWay          = 2       // up to here calls went to all kinds at once
	mostSources     = 1 << 16 // nodes that ever fed this shard
	mostKeys        = 1 << 24 // keys of one shard, far above any bound that is set
	mostState       = 8 << 20 // bytes of one key's state
	mostFlagBytes   = 16 * mostFlags
	mostBook        = 1 << 28 // bytes of a book
)

// piece is what a checkpoint is to hold.
type piece struct {
	base bool
	keys unsaved // of a part
	book uint64  // of a part: cases that changed after this
}

// snapshot writes the shard down; a state that cannot be written fails the whole, for a
// checkpoint without it would forget what its sources forget too.
func (s *shard) snapshot(p piece, save func(n uint32, dst []byte) ([]byte, error)) ([]byte, error) {
	b := append([]byte(nil), snapshotVersion)
	b = finding.AppendBool(b, p.base)
	b = binary.AppendUvarint(b, uint64(s.life.node.o.Shards))
	b = finding.AppendTime(b, s.now)
	names := make([]string, 0, len(s.sources))
	for n := range s.sources {
		names = append(names, n)
	}
	slices.Sort(names)
	b = binary.AppendUvarint(b, uint64(len(names)))
	for _, n := range names {
		b = binary.AppendUvarint(finding.AppendString(b, n), s.sources[n].hwm)
		b = appendBytes(b, appendFlags(nil, s.sources[n].flags))
	}
	book, err := s.book.AppendSince(nil, p.book)
	if err != nil {
		return nil, fmt.Errorf("cannot write the open cases: %w", err)
	}
	b = appendBytes(b, book)
	b = binary.AppendUvarint(b, uint64(len(s.keys.kinds)))
	for _, k := range s.keys.kinds {
		b = finding.AppendString(b, k.Name)
	}
	b = binary.AppendUvarint(b, uint64(len(p.keys.gone)))
	for _, h := range p.keys.gone {
		b = binary.BigEndian.AppendUint64(b, h)
	}
	return s.appendKeys(b, p, save)
}

// appendKeys writes all keys of a base, and those of a part that changed. The states are in order of
// entries, and a key says its kind plus one; 0 ends them.
func (s *shard) appendKeys(b []byte, p piece, save func(n uint32, dst []byte) ([]byte, error)) ([]byte, error) {
	many := len(p.keys.dirty)
	if p.base {
		many = len(s.keys.entries)
	}
	var id, state []byte
	var err error
	for i := range many {
		n := uint32(i) //nolint:gosec // at most mostKeys
		if !p.base {
			n = p.keys.dirty[i]
		}
		e := &s.keys.entries[n]
		if e.flags&entryKey == 0 {
			continue
		}
		id = s.keys.identity(id[:0], e)
		if state, err = save(n, state[:0]); err != nil {
			return nil, fmt.Errorf("cannot write %s %s: %w", s.keys.kinds[e.kind].Name, id, err)
		}
		b = append(b, e.kind+1)
		b = finding.AppendString(appendBytes(b, id), s.keys.keytable.names[e.tenant])
		b = binary.AppendUvarint(b, uint64(e.last))
		b = appendBytes(b, state)
	}
	return append(b, 0), nil
}

func appendBytes(b, data []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(data))), data...)
}

// load reads a base and the parts after it, in order, into a shard that has nothing yet.
func (s *shard) load(pieces []finding.Checkpoint) error {
	for i := range pieces {
		if err := s.loadPiece(pieces[i].Data, i == 0); err != nil {
			return fmt.Errorf("cannot read piece %d of %d: %w", i+1, len(pieces), err)
		}
	}
	return nil
}

func (s *shard) loadPiece(data []byte, first bool) error {
	version := byte(snapshotVersion)
	if len(data) > 0 && data[0] >= 1 && data[0] <= oneWay {
		version = data[0]
	}
	u := finding.NewUnpacker(data, version)
	if base := version == 1 || u.Bool(); base != first && u.Err() == nil {
		return fmt.Errorf("a base stands where a part should, or the other way round")
	}
	if n := u.Uint(); u.Err() == nil && n != uint64(s.life.node.o.Shards) {
		return fmt.Errorf("the checkpoint was written with %d shards, not %d: keys would be looked for in the wrong ones",
			n, s.life.node.o.Shards)
	}
	s.now = u.Time()
	for range u.Len(mostSources, 2) {
		name, hwm := u.String(maxText), u.Uint()
		if s.life.node.o.broken.hwm && hwm > 500 {
			hwm -= 500
		}
		src := s.source(name) // durable only when saved in our own epoch: see ready
		if src.hwm = hwm; version <= oneWay {
			s.source(name + lastWay).hwm = hwm
			continue
		}
		src.flags = src.flags[:0]
		readFlags(u.Bytes(u.Len(mostFlagBytes, 1)), func(f flag) { src.flags = append(src.flags, f) })
	}
	if book := u.Bytes(u.Len(mostBook, 1)); u.Err() == nil {
		if err := s.book.Merge(book); err != nil {
			return err
		}
	}
	if version == 1 {
		s.loadKeys1(u)
	} else {
		s.loadKeys(u)
	}
	return u.Close()
}

// loadKeys1 reads the keys of version 1, kind by kind.
func (s *shard) loadKeys1(u *finding.Unpacker) {
	for range u.Len(maxFew, 2) {
		kind := s.kindNamed(u.String(maxText))
		for range u.Len(mostKeys, 3) {
			id, tenant := u.String(maxText), u.String(maxText)
			s.loadKey(u, kind, []byte(id), tenant, uint32(max(s.now.Unix(), 0))) //nolint:gosec // seconds until 2106
		}
	}
}

func (s *shard) loadKeys(u *finding.Unpacker) {
	kinds := make([]int, u.Len(maxFew, 1))
	for i := range kinds {
		kinds[i] = s.kindNamed(u.String(maxText))
	}
	for range u.Len(mostKeys, 8) {
		if n, ok := s.keys.findHash(u.Fixed64()); ok && u.Err() == nil {
			s.keys.remove(n)
		}
	}
	for {
		k := int(u.Byte()) - 1
		if k < 0 || k >= len(kinds) || u.Err() != nil {
			if k >= len(kinds) {
				u.Fail(fmt.Errorf("a key of kind %d of %d", k, len(kinds)))
			}
			return
		}
		id := u.Bytes(u.Len(mostName, 1))
		tenant, last := u.String(maxText), u.Uint32()
		s.loadKey(u, kinds[k], id, tenant, last)
	}
}

func (s *shard) kindNamed(name string) int {
	return slices.IndexFunc(s.keys.kinds, func(k Kind) bool { return k.Name == name })
}

// loadKey reads the state of a key: of a new one, or in place of what an earlier piece had. A kind
// that is no more (-1) is left out.
func (s *shard) loadKey(u *finding.Unpacker, kind int, id []byte, tenant string, last uint32) {
	state := u.Bytes(u.Len(mostState, 1))
	if kind < 0 || u.Err() != nil || len(id) > mostName {
		return
	}
	n, ok := s.keys.find(uint8(kind), id) //nolint:gosec // at most 8
	if !ok {
		n = s.keys.add(uint8(kind), tenant, id) //nolint:gosec // at most 8
	}
	s.keys.keep(n, state)
	e := &s.keys.entries[n]
	e.last, e.looked = last, uint32(max(s.now.Unix(), 0)) //nolint:gosec // seconds until 2106
	if s.keys.kinds[kind].Keep {
		e.flags |= entryAsset // written anew, as the book is
	}
}
