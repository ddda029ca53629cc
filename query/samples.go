package query

import (
	"context"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const shownSamples = 5 // masked calls of one API or case

// CaseSamples reads the masked calls a case names as evidence; where they are gone, those
// of the API that stand for the same row. Who looked is written down before the answer.
func (d *Desk) CaseSamples(ctx context.Context, who Asker, c Case) ([]finding.Sample, error) {
	if err := d.sampleAudit(ctx, who, c.ID); err != nil {
		return nil, err
	}
	if len(c.Samples) > 0 {
		got, err := d.store.Samples(ctx, SampleQuery{Tenant: who.Tenant, IDs: c.Samples, Limit: shownSamples})
		if err != nil || len(got) > 0 {
			return got, err
		}
	}
	if c.Kind != finding.KindRisk {
		return nil, nil // somebody else's call to the same API is no evidence of this event
	}
	q := SampleQuery{Tenant: who.Tenant, API: c.API.ID(who.Tenant), Reason: c.Type, Limit: shownSamples}
	return d.store.Samples(ctx, q)
}

// APISamples reads masked calls of one API; reason "" takes any. Audited like CaseSamples.
func (d *Desk) APISamples(ctx context.Context, who Asker, apiID, reason string, limit int) ([]finding.Sample, error) {
	if err := d.sampleAudit(ctx, who, apiID); err != nil {
		return nil, err
	}
	q := SampleQuery{Tenant: who.Tenant, API: apiID, Reason: strings.ToUpper(reason), Limit: max(1, min(limit, 50))}
	return d.store.Samples(ctx, q)
}

func (d *Desk) sampleAudit(ctx context.Context, who Asker, object string) error {
	return d.store.WriteAudit(ctx, who.Tenant, []AuditEntry{d.entry(who, "sample_view", object, "ok", "")})
}

func (d *Desk) entry(who Asker, action, object, result, detail string) AuditEntry {
	now := d.Now()
	return AuditEntry{
		ID: ulid.MustNew(ulid.Timestamp(now), ulid.DefaultEntropy()).String(), Time: now,
		Actor: who.Name, Address: who.Address, Action: action, Object: object, Result: result, Detail: detail,
	}
}

// Audit lists what was done, newest first.
func (d *Desk) Audit(ctx context.Context, who Asker, before time.Time, limit int) ([]AuditEntry, error) {
	return d.store.Audit(ctx, who.Tenant, before, limit)
}
