package query

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/notify"
)

// Post is the way out of the node for messages.
type Post interface {
	Outbox
	Sealer
}

// DigestList is a page of digests, newest first.
type DigestList struct {
	Rows   []Dispatch
	Before time.Time // where the next page begins; zero after the last
}

// Digests lists what was told to a recipient, to all where it is "".
func (d *Desk) Digests(ctx context.Context, who Asker, recipient string, before time.Time, limit int) (DigestList, error) {
	if limit < 1 || limit > MaxLimit {
		return DigestList{}, &BadRequest{[]ParamError{{"limit", fmt.Sprintf("want a number from 1 to %d", MaxLimit)}}}
	}
	rows, err := d.store.Digests(ctx, DigestQuery{Tenant: who.Tenant, Recipient: recipient, Before: before, Limit: limit + 1})
	l := DigestList{Rows: rows}
	if len(rows) > limit {
		l.Rows, l.Before = rows[:limit], rows[limit-1].At
	}
	return l, err
}

// Digest gives one digest exactly as it was sent, with the attempts to send it.
func (d *Desk) Digest(ctx context.Context, who Asker, id string) (Dispatch, error) {
	rows, err := d.store.Digests(ctx, DigestQuery{Tenant: who.Tenant, ID: id, Limit: 1})
	if err == nil && len(rows) == 0 {
		err = missing("digest", id, nil)
	}
	if err != nil {
		return Dispatch{}, err
	}
	return rows[0], nil
}

// Alarms is what is in force: what a tenant set, and what every tenant has.
type Alarms struct {
	Alarms     []AlarmRow
	Recipients []RecipientRow
	Owners     []Setting
	Zone       string // of alarms that name none
}

// AlarmRow is an alarm; Version 0 is the one every tenant has until it sets another.
type AlarmRow struct {
	Setting
	Alarm digest.Alarm
	Next  time.Time // its next slot; zero: none
}

// RecipientRow is a recipient and how it goes with what it is sent.
type RecipientRow struct {
	Setting
	Recipient notify.Recipient
	Alarms    []string // that name it
	Last      time.Time
	Waiting   int    // digests written and not delivered yet
	Trouble   string // why the newest attempt failed, "" it did not
}

// Alarms lists them.
func (d *Desk) Alarms(ctx context.Context, who Asker) (Alarms, error) {
	all, err := d.store.Settings(ctx, who.Tenant, "")
	if err != nil {
		return Alarms{}, err
	}
	now := d.Now()
	heads, err := d.store.DigestHeads(ctx, who.Tenant, now)
	if err != nil {
		return Alarms{}, err
	}
	due, err := d.store.Undelivered(ctx, who.Tenant, now.Add(-digest.Keep), mostDispatches)
	if err != nil {
		return Alarms{}, err
	}
	set, out := alarmsOf(all), Alarms{Zone: d.zone.String()}
	setting := func(kind, name string) Setting {
		for _, s := range all {
			if s.Kind == kind && s.Name == name {
				return s
			}
		}
		return Setting{Kind: kind, Name: name}
	}
	for _, name := range slices.Sorted(maps.Keys(set.alarms)) {
		a := set.alarms[name]
		row := AlarmRow{Setting: setting(KindAlarm, name), Alarm: a}
		if s := digest.ScheduleOf(&a, d.zone); a.Enabled {
			row.Next = s.Next(now)
		}
		out.Alarms = append(out.Alarms, row)
	}
	for _, name := range slices.Sorted(maps.Keys(set.recipients)) {
		plan := set.plan(name)
		row := RecipientRow{Setting: setting(KindRecipient, name), Recipient: set.recipients[name], Alarms: plan.Names(), Last: heads[name].Sent}
		row.troubles(due)
		out.Recipients = append(out.Recipients, row)
	}
	for _, s := range all {
		if s.Kind == KindOwner && !s.Deleted {
			out.Owners = append(out.Owners, s)
		}
	}
	return out, nil
}

func (r *RecipientRow) troubles(due []Dispatch) {
	for i := range due {
		d := &due[i]
		if d.Recipient != r.Name {
			continue
		}
		r.Waiting++
		if n := len(d.Tries); n > 0 && d.Tries[n-1].Detail != "" {
			r.Trouble = d.Tries[n-1].Detail
		}
	}
}

// TooSoon is the answer to what may be done only after a while.
type TooSoon struct {
	Detail string        // why, and what to do
	For    time.Duration // to wait before it is asked again
}

func (e *TooSoon) Error() string { return e.Detail }

// TestRecipient sends one real message to a recipient; an error of the receiver is a
// BadRequest that says why it was not taken. Each try is in the audit.
func (d *Desk) TestRecipient(ctx context.Context, who Asker, name string) error {
	all, err := d.store.Settings(ctx, who.Tenant, "")
	if err != nil {
		return err
	}
	set := alarmsOf(all)
	r, ok := set.recipients[name]
	if !ok {
		return missing("recipient", name, slices.Sorted(maps.Keys(set.recipients)))
	}
	if d.post == nil {
		return &BadRequest{[]ParamError{{"recipient", "this node sends nothing"}}}
	}
	if wait := d.tests.take(who.Tenant+"/"+name, d.Now()); wait > 0 {
		return &TooSoon{fmt.Sprintf("wait %d seconds", int(wait/time.Second)+1), wait}
	}
	m := digest.Trial("tst_"+strings.ToLower(ulid.Make().String()), r.Language, d.base, d.Now())
	sent := d.post.Send(ctx, who.Tenant, r, m.ID, d.post.Render(r, &m))
	result, detail := "ok", ""
	if sent != nil {
		result, detail = "refused", sent.Error()
	}
	if err := d.store.WriteAudit(ctx, who.Tenant, []AuditEntry{d.entry(who, "alarm_test", name, result, detail)}); err != nil {
		return err
	}
	if sent != nil {
		return &BadRequest{[]ParamError{{"recipient", "not delivered: " + sent.Error()}}}
	}
	return nil
}

// testLimit bounds how often test messages go to one recipient. The zero value is ready.
type testLimit struct {
	mu   sync.Mutex
	last map[string]time.Time
}

const (
	testEvery  = 10 * time.Second
	mostTested = 1000 // recipients remembered
)

// take gives how long to wait, 0 where a message may go.
func (l *testLimit) take(key string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if wait := testEvery - now.Sub(l.last[key]); wait > 0 && wait <= testEvery {
		return wait
	}
	if l.last == nil || len(l.last) >= mostTested {
		l.last = map[string]time.Time{}
	}
	l.last[key] = now
	return 0
}
