package app

import (
	"context"
	"errors"
	"time"

	"github.com/lapwing-sec/lapwing/actors"
	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/query"
)

// baselines asks the actors of APIs, wherever they are.
type baselines struct{ mesh *mesh }

// Baseline implements query.Baselines.
func (b *baselines) Baseline(ctx context.Context, tenant, api string) (baseline.Export, error) {
	e, err := b.mesh.node.Endpoint(ctx, api)
	switch {
	case err != nil:
		return baseline.Export{}, away(err)
	case e == nil:
		return baseline.Export{}, query.ErrNotFound
	}
	return e.Baseline(tenant, time.Now()), nil
}

// Steer implements query.Baselines.
func (b *baselines) Steer(ctx context.Context, api string, o query.BaselineOrder) (uint64, error) {
	revision, err := b.mesh.node.Steer(ctx, api, event.Order{
		ID: o.ID, Act: o.Act, User: o.User, Why: o.Why, At: o.At, IfRevision: o.Revision,
	})
	switch {
	case errors.Is(err, event.ErrRuled):
		return revision, query.ErrConflict
	case errors.Is(err, actors.ErrNoKey):
		return 0, query.ErrNotFound
	}
	return revision, away(err)
}

// away says what a caller can do about an owner that does not answer.
func away(err error) error {
	if errors.Is(err, actors.ErrUnreachable) {
		return errors.Join(query.ErrAway, err)
	}
	return err
}
