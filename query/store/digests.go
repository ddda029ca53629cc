package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
)

const digestColumns = "recipient, seq, id, kind, alarms, slot, at, plan, claims, channel, message, payload"

// DigestHeads implements query.Store.
func (s *Store) DigestHeads(ctx context.Context, tenant string, now time.Time) (map[string]digest.Head, error) {
	const what = "read the ledger of digests"
	heads := map[string]digest.Head{}
	w := newWhere()
	until := fmt.Sprintf(nanos, w.param("Int64", clamped(now).UnixNano()))
	err := s.ask(ctx, what, tenant, "SELECT recipient, max(seq), argMax(plan, digests.seq), "+
		"maxIf(slot, kind = "+w.param("UInt8", uint8(digest.Sent))+" AND slot <= "+until+") FROM @digests AS digests GROUP BY recipient",
		w.args, func(r driver.Rows) error {
			var name string
			h := digest.Head{Slots: map[string]time.Time{}, Begun: map[string]bool{}}
			err := r.Scan(&name, &h.Seq, &h.Plan, &h.Sent)
			h.Sent = unclamped(h.Sent)
			heads[name] = h
			return err
		}, func() { clear(heads) })
	if err != nil {
		return nil, err
	}
	w = newWhere()
	w.add("slot <= "+nanos, "Int64", clamped(now).UnixNano())
	err = s.ask(ctx, what, tenant, "SELECT recipient, arrayJoin(alarms) AS alarm, max(slot), argMax(kind, (digests.slot, seq)) FROM @digests AS digests"+
		w.text()+" GROUP BY recipient, alarm", w.args, func(r driver.Rows) error {
		var name, alarm string
		var slot time.Time
		var kind uint8
		err := r.Scan(&name, &alarm, &slot, &kind)
		if h, ok := heads[name]; ok {
			h.Slots[alarm], h.Begun[alarm] = unclamped(slot), digest.EntryKind(kind) == digest.Opening
		}
		return err
	}, overwrites)
	return heads, err
}

// AppendDigest implements query.Store. See PutSetting for why a number is taken once; where a
// writer hung for longer than tokens are remembered, the row that was stored first counts.
func (s *Store) AppendDigest(ctx context.Context, tenant string, e *digest.Entry) error {
	const what = "write a digest"
	if tenant == "" {
		return failure(what, errNoTenant)
	}
	w := newWhere()
	w.add("recipient = %s", "String", e.Recipient)
	var last uint64
	err := s.ask(ctx, what, tenant, "SELECT max(seq) FROM @digests AS digests"+w.text(), w.args,
		func(r driver.Rows) error { return r.Scan(&last) }, overwrites)
	if err != nil {
		return err
	}
	if last+1 != e.Seq {
		return query.ErrConflict
	}
	message, err := json.Marshal(e.Message)
	if err != nil {
		return failure(what, err)
	}
	claims, alarms := e.Claims, e.Alarms
	if claims == nil {
		claims = []string{}
	}
	if alarms == nil {
		alarms = []string{}
	}
	mine := nonce()
	err = s.insertUnder(ctx, what, "digests", "tenant, "+digestColumns+", nonce", fmt.Sprintf("%q/%q/%d", tenant, e.Recipient, e.Seq),
		tenant, e.Recipient, e.Seq, e.ID, uint8(e.Kind), alarms, clamped(e.Slot), clamped(e.At), e.Plan, claims,
		e.Channel, string(message), string(e.Payload), mine)
	if err != nil {
		return err
	}
	w.add("seq = %s", "UInt64", e.Seq)
	return s.first(ctx, what, tenant, "SELECT nonce FROM @digests AS digests"+w.text()+" ORDER BY written, nonce LIMIT 1", w.args, mine)
}

// first is query.ErrConflict where the nonce that is stored is another one.
func (s *Store) first(ctx context.Context, what, tenant, text string, a args, mine uint64) error {
	var stored uint64
	err := s.ask(ctx, what, tenant, text, a, func(r driver.Rows) error { return r.Scan(&stored) }, overwrites)
	if err == nil && stored != mine {
		return query.ErrConflict
	}
	return err
}

// Digests implements query.Store.
func (s *Store) Digests(ctx context.Context, q query.DigestQuery) ([]query.Dispatch, error) {
	w := newWhere()
	w.add("kind = %s", "UInt8", uint8(digest.Sent))
	if q.ID != "" {
		w.add("id = %s", "String", q.ID)
	}
	if q.Recipient != "" {
		w.add("recipient = %s", "String", q.Recipient)
	}
	if !q.Before.IsZero() {
		w.add("at < "+nanos, "Int64", clamped(q.Before).UnixNano())
	}
	return s.dispatches(ctx, "list digests", q.Tenant, w, " ORDER BY at DESC, recipient, written", q.Limit)
}

// Undelivered implements query.Store.
func (s *Store) Undelivered(ctx context.Context, tenant string, since time.Time, limit int) ([]query.Dispatch, error) {
	w := newWhere()
	w.add("kind = %s", "UInt8", uint8(digest.Sent))
	w.add("at >= "+nanos, "Int64", clamped(since).UnixNano())
	w.conds = append(w.conds, "id NOT IN (SELECT id FROM @deliveries AS deliveries WHERE ok)")
	return s.dispatches(ctx, "list digests to send", tenant, w, " ORDER BY at, recipient, written", limit)
}

func (s *Store) dispatches(ctx context.Context, what, tenant string, w *where, order string, limit int) (out []query.Dispatch, err error) {
	at := map[string]int{}
	text := "SELECT recipient, seq, id, kind, alarms, slot, at, length(claims), channel, message, payload FROM @digests AS digests" +
		w.text() + order + " LIMIT 1 BY recipient, seq LIMIT " + w.param("UInt32", limit)
	err = s.ask(ctx, what, tenant, text, w.args, func(r driver.Rows) error {
		var d query.Dispatch
		var kind uint8
		var told uint64
		var message, payload string
		err := r.Scan(&d.Recipient, &d.Seq, &d.ID, &kind, &d.Alarms, &d.Slot, &d.At, &told, &d.Channel, &message, &payload)
		if err == nil {
			err = json.Unmarshal([]byte(message), &d.Message)
		}
		d.Kind, d.Told, d.Payload, d.Slot, d.At = digest.EntryKind(kind), int(told), []byte(payload), unclamped(d.Slot), unclamped(d.At)
		at[d.ID] = len(out)
		out = append(out, d)
		return err
	}, func() { out = nil })
	if err != nil || len(out) == 0 {
		return out, err
	}
	ids := make([]string, len(out))
	for i := range out {
		ids[i] = out[i].ID
	}
	return out, s.attempts(ctx, what, tenant, ids, func(id string, a digest.Attempt) {
		d := &out[at[id]]
		d.Tries = append(d.Tries, a)
	}, func() {
		for i := range out {
			out[i].Tries = nil
		}
	})
}
