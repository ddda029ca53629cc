package actors

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// A checkpoint is the whole of one shard: how far it has come with each source, its open
// cases, and the state of every key it has, with or without an actor. The marks and the
// states are one piece and saved together: that is what makes a replay exact, whichever
// checkpoint it starts from.

const (
	snapshotVersion = 1
	mostSources     = 1 << 16 // nodes that ever fed this shard
	mostKeys        = 1 << 24 // keys of one shard, far above any bound that is set
	mostState       = 8 << 20 // bytes of one key's state
	mostBook        = 1 << 28 // bytes of a book
)

// snapshot writes the shard down; a state that cannot be written fails the whole, for a
// checkpoint without it would forget what its sources forget too.
func (s *shard) snapshot(save func(e *key, dst []byte) keySave) ([]byte, error) {
	b := []byte{snapshotVersion}
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
	}
	book, err := s.book.AppendBinary(nil)
	if err != nil {
		return nil, fmt.Errorf("cannot write the open cases: %w", err)
	}
	b = appendBytes(b, book)
	b = binary.AppendUvarint(b, uint64(len(s.keys.kinds)))
	var scratch []byte
	for i, k := range s.keys.kinds {
		b = finding.AppendString(b, k.Name)
		b = binary.AppendUvarint(b, uint64(len(s.keys.byID[i])))
		for id, e := range s.keys.byID[i] {
			state := e.cold
			if e.pid != nil {
				m := save(e, scratch[:0])
				if m.err != nil {
					return nil, fmt.Errorf("cannot write %s %s: %w", k.Name, id, m.err)
				}
				state, scratch = m.dst, m.dst
			}
			b = finding.AppendString(finding.AppendString(b, id), e.tenant)
			b = appendBytes(b, state)
		}
	}
	return b, nil
}

func appendBytes(b, data []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(data))), data...)
}

// load reads a checkpoint into a shard that has nothing yet.
func (s *shard) load(c *finding.Checkpoint) error {
	u := finding.NewUnpacker(c.Data, snapshotVersion)
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
		s.source(name).hwm = hwm // durable only when saved in our own epoch: see ready
	}
	if book := u.Bytes(u.Len(mostBook, 1)); u.Err() == nil {
		if err := s.book.UnmarshalBinary(book); err != nil {
			return err
		}
	}
	for range u.Len(maxFew, 2) {
		name := u.String(maxText)
		kind := slices.IndexFunc(s.keys.kinds, func(k Kind) bool { return k.Name == name })
		for range u.Len(mostKeys, 3) {
			id, tenant := u.String(maxText), u.String(maxText)
			state := u.Bytes(u.Len(mostState, 1))
			if u.Err() != nil {
				return u.Err()
			}
			if kind < 0 {
				continue // a kind that is no more
			}
			e := &key{
				id: id, tenant: s.keys.tenantName(tenant), kind: uint8(kind), cold: slices.Clone(state), since: s.now.Unix(),
				asset: s.keys.kinds[kind].Keep, // written anew, as the book is
			}
			if e.cold == nil {
				e.cold = []byte{}
			}
			s.keys.byID[kind][id] = e
			s.keys.tenants[tenant]++
		}
	}
	return u.Close()
}
