package query

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const shownSamples = 5 // masked calls of one API or case

const (
	enoughSamples = 3         // a case that shows so many needs no more
	aroundSamples = time.Hour // before and after an event: its source's other calls there explain it
)

// CaseSamples reads masked calls that show a case: first those it names as evidence; where
// fewer than three of them were kept, further calls of the same API: an event's from its
// source block around its time, a risk's that stand for the same row, else any. Who looked is
// written down before the answer.
func (d *Desk) CaseSamples(ctx context.Context, who Asker, c Case) ([]finding.Sample, error) {
	if err := d.sampleAudit(ctx, who, c.ID); err != nil {
		return nil, err
	}
	var out []finding.Sample
	if len(c.Samples) > 0 {
		got, err := d.store.Samples(ctx, SampleQuery{Tenant: who.Tenant, IDs: c.Samples, Limit: shownSamples})
		if err != nil || len(got) >= enoughSamples {
			return got, err
		}
		out = got
	}
	for _, q := range furtherSamples(c) {
		q.Tenant, q.API, q.Limit = who.Tenant, c.API.ID(who.Tenant), shownSamples
		got, err := d.store.Samples(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, s := range got {
			known := slices.ContainsFunc(out, func(o finding.Sample) bool { return o.ID == s.ID })
			if !known && len(out) < shownSamples {
				out = append(out, s)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out, nil
}

// furtherSamples are the questions to ask, one after another until one is answered. Somebody
// else's call to the same API is no evidence of an event, so an event asks for its source only.
func furtherSamples(c Case) []SampleQuery {
	if c.Kind == finding.KindRisk {
		return []SampleQuery{{Reason: c.Type}, {}}
	}
	block := c.Source.Block
	if !block.IsValid() && c.Source.IP.IsValid() {
		block = finding.Block(c.Source.IP)
	}
	if !block.IsValid() {
		return nil
	}
	return []SampleQuery{{Net: block, Window: Window{c.Start.Add(-aroundSamples), c.End.Add(aroundSamples)}}}
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
