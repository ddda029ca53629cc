package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// FencedError says that shards were claimed by somebody newer: the saved state does not
// count and what it covers must not be released.
type FencedError struct{ Shards []uint32 }

func (e *FencedError) Error() string {
	return fmt.Sprintf("shards %v were claimed by a newer owner", e.Shards)
}

// Fenced lists the shards; callers that don't know this package find it by this method.
func (e *FencedError) Fenced() []uint32 { return e.Shards }

const epochsKept = 4 // the last checkpoints of this many epochs remain, for a look back

// SaveCheckpoints stores pieces of the states of shards and then looks whether any of the
// shards was claimed in the meantime: *FencedError. After any other error some of them may be
// stored; whoever saves writes at least as much again, in the same places. Owner and claimant
// both write first and look second, so either the new owner loads this checkpoint or the old
// one learns that it doesn't count; never neither.
func (s *Store) SaveCheckpoints(ctx context.Context, cs []finding.Checkpoint) error {
	const what = "save checkpoints"
	if len(cs) == 0 {
		return nil
	}
	now := time.Now().UTC()
	stamp := s.saves.next(now)
	var bases, parts []*finding.Checkpoint
	for i := range cs {
		if cs[i].Part == 0 {
			bases = append(bases, &cs[i])
		} else {
			parts = append(parts, &cs[i])
		}
	}
	columns := []string{"shard", "slot", "version", "epoch", "base", "owner", "data", "at"}
	err := s.appendRows(ctx, what, "checkpoints", columns, len(bases), func(i int, row func(...any) error) error {
		c := bases[i]
		return row(c.Shard, uint8(c.Epoch%epochsKept), checkpointVersion(c.Epoch, stamp), c.Epoch, c.Base, c.Owner, string(c.Data), now)
	})
	if err != nil {
		return err
	}
	columns = []string{"shard", "slot", "part", "version", "epoch", "base", "data", "at"}
	err = s.appendRows(ctx, what, "checkpoint_parts", columns, len(parts), func(i int, row func(...any) error) error {
		c := parts[i]
		return row(c.Shard, uint8(c.Epoch%epochsKept), c.Part, checkpointVersion(c.Epoch, stamp), c.Epoch, c.Base, string(c.Data), now)
	})
	if err != nil {
		return err
	}
	var fenced []uint32
	newest, err := s.claimed(ctx, what, cs)
	if err != nil {
		return err
	}
	for i := range cs {
		if newest[cs[i].Shard] > cs[i].Epoch {
			fenced = append(fenced, cs[i].Shard)
		}
	}
	if len(fenced) > 0 {
		slices.Sort(fenced)
		return fmt.Errorf("cannot %s: %w", what, &FencedError{slices.Compact(fenced)})
	}
	return nil
}

const (
	stampBits = 40      // of milliseconds: 34 years
	stampRoom = 1 << 30 // above any clock, so that stamps rise even after one that was years ahead
)

// checkpointVersion orders by epoch and then by stamp: an old owner whose clock is ahead can't
// replace a newer owner's state. 24 bits of epoch are 16 million claims of a shard.
func checkpointVersion(epoch, stamp uint64) uint64 {
	return epoch<<stampBits | min(stamp, 1<<stampBits-1)
}

// stamps orders what one process saves. An epoch belongs to one owner in one process, so what is
// saved later in it counts, wherever the clock has been set in between. Safe for concurrent use.
type stamps struct {
	mu   sync.Mutex
	last uint64
}

// next is in milliseconds since 2026, and at least one above the one before.
func (s *stamps) next(t time.Time) uint64 {
	ms := t.UnixMilli() - time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = max(s.last+1, uint64(min(max(ms, 0), 1<<stampBits-stampRoom)))
	return s.last
}

func (s *Store) claimed(ctx context.Context, what string, cs []finding.Checkpoint) (map[uint32]uint64, error) {
	shards := make([]uint32, len(cs))
	for i := range cs {
		shards[i] = cs[i].Shard
	}
	newest := make(map[uint32]uint64, len(cs))
	err := s.askAcross(ctx, what, "SELECT shard, max(epoch) FROM @claims "+
		"WHERE has({shards:Array(UInt32)}, shard) GROUP BY shard",
		args{"shards": shards}, func(r driver.Rows) error {
			var shard uint32
			var epoch uint64
			err := r.Scan(&shard, &epoch)
			newest[shard] = epoch
			return err
		}, func() { clear(newest) })
	return newest, err
}

// LoadCheckpoint gives the newest base of a shard and its parts in order; none if nothing was
// saved yet. Call it after Claim: only then no older owner can still add one that counts.
func (s *Store) LoadCheckpoint(ctx context.Context, shard uint32) ([]finding.Checkpoint, error) {
	what := fmt.Sprintf("load the checkpoint of shard %d", shard)
	var out []finding.Checkpoint
	read := func(r driver.Rows) error {
		c, data := finding.Checkpoint{Shard: shard}, ""
		err := r.Scan(&c.Epoch, &c.Base, &c.Part, &c.Owner, &data)
		c.Data = []byte(data)
		out = append(out, c)
		return err
	}
	err := s.askAcross(ctx, what, "SELECT epoch, base, toUInt32(0), owner, data FROM @checkpoints "+
		"WHERE shard = {shard:UInt32} ORDER BY version DESC LIMIT 1", args{"shard": shard}, read, func() { out = nil })
	if err != nil || len(out) == 0 {
		return nil, err
	}
	base := out[0]
	err = s.askAcross(ctx, what, "SELECT epoch, base, part, {owner:String}, data FROM @checkpoint_parts "+
		"WHERE shard = {shard:UInt32} AND epoch = {epoch:UInt64} AND base = {base:UInt64} ORDER BY part",
		args{"shard": shard, "epoch": base.Epoch, "base": base.Base, "owner": base.Owner}, read, func() { out = out[:1] })
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Part != uint32(i) { //nolint:gosec // at most some hundred
			// A former owner wrote a newer base between the two questions.
			return nil, failure(what, fmt.Errorf("%w: part %d is missing", ErrUnavailable, i))
		}
	}
	return out, nil
}
