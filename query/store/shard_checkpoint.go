package store

import (
	"context"
	"fmt"
	"slices"
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

// SaveCheckpoints stores the states of shards, all or none, and then looks whether any of
// the shards was claimed in the meantime: *FencedError. Owner and claimant both write first
// and look second, so either the new owner loads this checkpoint or the old one learns that
// it doesn't count; never neither.
func (s *Store) SaveCheckpoints(ctx context.Context, cs []finding.Checkpoint) error {
	const what = "save checkpoints"
	now := time.Now().UTC()
	columns := []string{"shard", "slot", "version", "epoch", "owner", "data", "at"}
	err := s.appendRows(ctx, what, "checkpoints", columns, len(cs), func(i int, row func(...any) error) error {
		c := &cs[i]
		return row(c.Shard, uint8(c.Epoch%epochsKept), checkpointVersion(c.Epoch, now), c.Epoch, c.Owner, string(c.Data), now)
	})
	if err != nil || len(cs) == 0 {
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

// checkpointVersion orders by epoch and then by time: an old owner whose clock is ahead
// can't replace a newer owner's state. 24 bits of epoch are 16 million claims of a shard,
// 40 bits of milliseconds are 34 years.
func checkpointVersion(epoch uint64, t time.Time) uint64 {
	ms := t.UnixMilli() - time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	return epoch<<40 | uint64(min(max(ms, 0), 1<<40-1))
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
		})
	return newest, err
}

// LoadCheckpoint gives the newest state of a shard; false if it has none yet. Call it
// after Claim: only then no older owner can still add one that counts.
func (s *Store) LoadCheckpoint(ctx context.Context, shard uint32) (c finding.Checkpoint, ok bool, err error) {
	err = s.askAcross(ctx, fmt.Sprintf("load the checkpoint of shard %d", shard),
		"SELECT epoch, owner, data FROM @checkpoints WHERE shard = {shard:UInt32} ORDER BY version DESC LIMIT 1",
		args{"shard": shard}, func(r driver.Rows) error {
			var data string
			ok = true
			err := r.Scan(&c.Epoch, &c.Owner, &data)
			c.Shard, c.Data = shard, []byte(data)
			return err
		})
	return c, ok, err
}
