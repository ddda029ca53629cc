package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

const (
	claimTries = 20                     // rounds of a contest; each round halves the chance that it goes on
	claimPause = 200 * time.Millisecond // longest pause between rounds, random
)

// Claim makes owner the judge of a shard and gives its epoch, higher than every epoch
// anybody was given or saved a checkpoint under.
//
// ClickHouse has no compare-and-set, so claimants raise a flag and then look around: one
// who sees no other flag of the same epoch has it; those who see each other all give up
// that epoch and try a higher one after a random pause. Of two claimants the one who looks
// last sees both flags, so an epoch is never given twice, as long as a read sees every
// write acknowledged before it. That holds on one server; on a cluster it rests on
// insert_quorum with select_sequential_consistency, which Options.Cluster switches on for
// every query and which needs the claims table to have one shard's replicas in reach. An
// epoch may be given to nobody; owners that crash between flag and answer only leave a gap.
func (s *Store) Claim(ctx context.Context, shard uint32, owner string) (uint64, error) {
	what := fmt.Sprintf("claim shard %d", shard)
	for range claimTries {
		highest, err := s.highestEpoch(ctx, what, shard)
		if err != nil {
			return 0, err
		}
		epoch := highest + 1
		if err := s.raise(ctx, what, shard, epoch, owner); err != nil {
			return 0, err
		}
		alone, err := s.alone(ctx, what, shard, epoch)
		if err != nil || alone {
			return epoch, err
		}
		select {
		case <-ctx.Done():
			return 0, failure(what, ctx.Err())
		case <-time.After(rand.N(claimPause)):
		}
	}
	return 0, failure(what, fmt.Errorf("%w: %w", ErrUnavailable, errors.New("others keep claiming it")))
}

func (s *Store) highestEpoch(ctx context.Context, what string, shard uint32) (epoch uint64, err error) {
	err = s.askAcross(ctx, what, "SELECT greatest("+
		"(SELECT max(epoch) FROM @claims WHERE shard = {shard:UInt32}), "+
		"(SELECT max(epoch) FROM @checkpoints WHERE shard = {shard:UInt32}))",
		args{"shard": shard}, func(r driver.Rows) error { return r.Scan(&epoch) }, overwrites)
	return epoch, err
}

func (s *Store) raise(ctx context.Context, what string, shard uint32, epoch uint64, owner string) error {
	return s.appendRows(ctx, what, "claims", []string{"shard", "epoch", "owner", "nonce", "at"}, 1,
		func(_ int, row func(...any) error) error {
			return row(shard, epoch, owner, rand.Uint64(), time.Now().UTC())
		})
}

// alone reports that nobody else flagged the epoch, and no later one either: a claimant of
// a later epoch may have loaded the checkpoint already.
func (s *Store) alone(ctx context.Context, what string, shard uint32, epoch uint64) (bool, error) {
	var flags uint64
	err := s.askAcross(ctx, what, "SELECT count() FROM @claims WHERE shard = {shard:UInt32} AND epoch >= {epoch:UInt64}",
		args{"shard": shard, "epoch": epoch}, func(r driver.Rows) error { return r.Scan(&flags) }, overwrites)
	return flags == 1, err
}
