package actors

import (
	"context"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Overtaken is the error of SaveCheckpoints when others have claimed shards since.
type Overtaken interface {
	error
	Fenced() []uint32
}

// Sink is where what must last is written. Calls come from several goroutines. Errors are
// tried again later, save Overtaken.
type Sink interface {
	// WriteBatch is for the ingest node, once a range of its spool: the actors do not call it.
	WriteBatch(ctx context.Context, b *finding.Batch) error
	// WriteFindings and WriteAssets take the newest Version of each; writing one twice is harmless.
	WriteFindings(ctx context.Context, f []finding.Finding) error
	WriteAssets(ctx context.Context, a []finding.Asset) error
	// Claim makes owner the holder of a shard. The epoch it gives is above every earlier one of
	// that shard, and every read that begins later sees the claim.
	Claim(ctx context.Context, shard uint32, owner string) (epoch uint64, err error)
	// SaveCheckpoints writes them and only then looks for newer claims; it names the shards
	// that have one in an Overtaken, the others are saved. An owner writes, then looks for
	// claims; a claimant claims, then loads: so either the owner learns of the claim here and
	// its sources forget nothing, or the claimant finds the checkpoint.
	SaveCheckpoints(ctx context.Context, c []finding.Checkpoint) error
	// LoadCheckpoint gives the newest base of a shard, by epoch, then in order of writing, and the
	// parts of that base in order; none if nothing was ever saved.
	LoadCheckpoint(ctx context.Context, shard uint32) ([]finding.Checkpoint, error)
}
