package query

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
)

// ErrAway: the node that owns what was asked for does not answer now.
var ErrAway = errors.New("the node that owns it does not answer")

// Baselines asks the actors of APIs what they have learned, and has them told what people decide. Package
// app implements it. Errors are ErrNotFound (nobody has called the API), ErrConflict (somebody else
// has decided meanwhile) and ErrAway.
type Baselines interface {
	Baseline(ctx context.Context, tenant, api string) (baseline.Export, error)
	// Steer returns after the decision is saved. The same order a second time changes nothing.
	Steer(ctx context.Context, api string, o BaselineOrder) (revision uint64, err error)
}

// BaselineOrder is a decision on its way to the actor.
type BaselineOrder struct {
	ID       uint64
	Act      baseline.Act
	User     string
	Why      string
	At       time.Time
	Revision uint64 // the one the person saw
}

// BaselineWish is what a person wants of a baseline.
type BaselineWish struct {
	Act      baseline.Act
	Why      string
	Revision uint64 // of the ruling that the person saw
}

const maxWhy = 200 // bytes of a reason: it is kept in the state

// Baseline gives all that is learned of what is usual for an API.
func (d *Desk) Baseline(ctx context.Context, who Asker, id string) (baseline.Export, error) {
	if err := d.hasAPI(ctx, who, id); err != nil {
		return baseline.Export{}, err
	}
	if d.baselines == nil {
		return baseline.Export{}, ErrAway
	}
	return d.baselines.Baseline(ctx, who.Tenant, id)
}

// SteerBaseline freezes, unfreezes or resets what is learned of an API. With ErrConflict the present
// state comes too.
func (d *Desk) SteerBaseline(ctx context.Context, who Asker, id string, w BaselineWish) (baseline.Export, error) {
	var bad []ParamError
	switch w.Act {
	case baseline.Freeze, baseline.Unfreeze, baseline.Reset:
	default:
		bad = append(bad, ParamError{"/act", "want freeze, unfreeze or reset"})
	}
	if w.Why = strings.TrimSpace(w.Why); len(w.Why) > maxWhy || !utf8.ValidString(w.Why) {
		bad = append(bad, ParamError{"/why", fmt.Sprintf("at most %d bytes of UTF-8", maxWhy)})
	}
	if len(bad) > 0 {
		return baseline.Export{}, &BadRequest{bad}
	}
	if err := d.hasAPI(ctx, who, id); err != nil {
		return baseline.Export{}, err
	}
	if d.baselines == nil {
		return baseline.Export{}, ErrAway
	}
	var order [8]byte
	_, _ = rand.Read(order[:]) // never fails
	_, err := d.baselines.Steer(ctx, id, BaselineOrder{
		ID: binary.BigEndian.Uint64(order[:]) | 1, Act: w.Act, User: who.Name, Why: w.Why, At: d.Now(), Revision: w.Revision,
	})
	result := "ok"
	switch {
	case errors.Is(err, ErrConflict):
		result = "conflict"
	case errors.Is(err, ErrNotFound):
		result = "not_found"
	case err != nil:
		result = "error"
	}
	audit := d.store.WriteAudit(ctx, who.Tenant, []AuditEntry{d.entry(who, "baseline_"+string(w.Act), id, result, w.Why)})
	if err != nil && !errors.Is(err, ErrConflict) {
		return baseline.Export{}, errors.Join(err, audit)
	}
	now, gone := d.baselines.Baseline(ctx, who.Tenant, id)
	return now, errors.Join(err, audit, gone)
}

// CompareBaseline says in words what is different now from an export.
func (d *Desk) CompareBaseline(ctx context.Context, who Asker, id string, with *baseline.Export) ([]baseline.Difference, error) {
	if with.Version < 1 || with.Version > baseline.ExportVersion {
		return nil, &BadRequest{[]ParamError{{"/with/version", fmt.Sprintf("want an export of version 1 to %d, have %d", baseline.ExportVersion, with.Version)}}}
	}
	now, err := d.Baseline(ctx, who, id)
	if err != nil {
		return nil, err
	}
	return baseline.Compare(with, &now), nil
}

// hasAPI is nil for an API of the asker's tenant.
func (d *Desk) hasAPI(ctx context.Context, who Asker, id string) error {
	f := Filter{Tenant: who.Tenant, IDs: []string{id}}
	p, err := d.store.APIs(ctx, AssetQuery{Filter: f, Order: Order{By: SortEnd}, Limit: 1, Life: d.life()})
	if err == nil && len(p.Rows) == 0 {
		err = missing("API", id, nil)
	}
	return err
}
