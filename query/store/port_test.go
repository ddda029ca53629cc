package store_test

import (
	"context"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store"
)

var _ query.Store = (*store.Store)(nil)

// sink is the port of the actors, which this package must not import.
type sink interface {
	WriteBatch(context.Context, *finding.Batch) error
	WriteFindings(context.Context, []finding.Finding) error
	WriteAssets(context.Context, []finding.Asset) error
	Claim(ctx context.Context, shard uint32, owner string) (epoch uint64, err error)
	SaveCheckpoints(context.Context, []finding.Checkpoint) error
	LoadCheckpoint(ctx context.Context, shard uint32) ([]finding.Checkpoint, error)
}

var _ sink = (*store.Store)(nil)
