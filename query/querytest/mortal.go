package querytest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/notify"
)

// The steps of a courier, each with a crash before or after it.

// DigestHeads implements query.Ledger.
func (m *mortal) DigestHeads(ctx context.Context, tenant string, now time.Time) (out map[string]digest.Head, err error) {
	err = m.step(func() (err error) { out, err = m.World.DigestHeads(ctx, tenant, now); return err })
	return out, err
}

// Untold implements query.Ledger.
func (m *mortal) Untold(ctx context.Context, tenant, recipient string, yield func(*query.Case) bool) error {
	return m.step(func() error { return m.World.Untold(ctx, tenant, recipient, yield) })
}

// AppendDigest implements query.Ledger.
func (m *mortal) AppendDigest(ctx context.Context, tenant string, e *digest.Entry) error {
	return m.step(func() error { return m.World.AppendDigest(ctx, tenant, e) })
}

// Undelivered implements query.Ledger.
func (m *mortal) Undelivered(ctx context.Context, tenant string, since time.Time, limit int) (out []query.Dispatch, err error) {
	err = m.step(func() (err error) { out, err = m.World.Undelivered(ctx, tenant, since, limit); return err })
	return out, err
}

// BeginAttempt implements query.Ledger.
func (m *mortal) BeginAttempt(ctx context.Context, tenant, id string, a digest.Attempt) error {
	return m.step(func() error { return m.World.BeginAttempt(ctx, tenant, id, a) })
}

// EndAttempt implements query.Ledger.
func (m *mortal) EndAttempt(ctx context.Context, tenant, id string, a digest.Attempt) error {
	return m.step(func() error { return m.World.EndAttempt(ctx, tenant, id, a) })
}

// postbox is the receivers, who know a repetition by its ID.
type postbox mortal

// Render implements query.Outbox.
func (p *postbox) Render(_ notify.Recipient, m *digest.Message) []byte {
	b, err := json.Marshal(m)
	if err != nil {
		p.run.wrong("render: %v", err)
	}
	return b
}

var errAway = errors.New("the receiver is away")

// Send implements query.Outbox.
func (p *postbox) Send(_ context.Context, _ string, r notify.Recipient, id string, payload []byte) error {
	m := (*mortal)(p)
	failed := false
	err := m.step(func() error {
		lost := p.run.chance(p.run.Fail / 2)
		failed = lost || p.run.chance(p.run.Fail/2)
		if lost {
			return nil
		}
		p.run.mu.Lock()
		defer p.run.mu.Unlock()
		p.run.Sends++
		if p.run.got[r.Name] == nil {
			p.run.got[r.Name] = map[string][]byte{}
		}
		if before, ok := p.run.got[r.Name][id]; ok && !bytes.Equal(before, payload) {
			p.run.faults = append(p.run.faults, id+" came again with other bytes")
		}
		p.run.got[r.Name][id] = bytes.Clone(payload)
		return nil
	})
	if err == nil && failed {
		return errAway
	}
	return err
}
