package query

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Bounds of a replay. A tenant's newest calls are looked at first, and what was left out is said.
const (
	mostReplayed   = 1_000_000
	replaySlice    = 100_000          // calls of one question, about
	replayTime     = 20 * time.Second // of all that is done in a turn
	mostReplaySpan = 31 * 24 * time.Hour
	replayKeys     = 2000 // counted at a time: 35 KB each where all of them are attackers
	replayCases    = 10_000
	shownReplayed  = 20
)

// EventReplay is what an own event would have found in stored calls.
type EventReplay struct {
	Asked    Window // the whole of what was asked for
	Seen     Window // looked at: less where there are too many calls, or it took too long
	Calls    uint64 // looked at
	Met      uint64 // that meet its conditions
	Cases    uint64
	More     bool              // there are more cases, or more keys at a time, than are counted
	First    []finding.Finding // of the cases those with most calls
	LeftOut  []string          // conditions and statistics that stored calls cannot answer
	Refused  uint64            // calls that meet its conditions, of further keys at a time than are counted
	Keys     string            // what it counts by: addresses, accounts, APIs or domains
	Complete bool              // Seen is Asked, and none was refused
}

// Cut tells whether less was looked at than asked for.
func (r *EventReplay) Cut() bool { return r.Seen != r.Asked }

var replayNouns = [...]string{
	finding.PerAddress: "addresses", finding.PerAccount: "accounts", finding.PerAPI: "APIs", finding.PerDomain: "domains",
}

// Event judges the calls of the newest since as an own event would have, had it been in force: by the same
// code, in the order of their times. since is a span such as 24h or 7d; ctx is the turn's. Where its time is
// over, what was seen until then is the answer; where the asker left, there is none.
func (t *ReplayTurn) Event(ctx context.Context, kind string, body []byte, since string) (EventReplay, error) {
	var out EventReplay
	d, who := t.desk, t.who
	if kind != policy.OwnEvents {
		return out, &BadRequest{[]ParamError{{"/since", "only own events (events) can be replayed over stored calls"}}}
	}
	span, err := parseSpan(since)
	if err == nil && span > mostReplaySpan {
		err = errors.New("want at most 31d")
	}
	if err != nil {
		return out, &BadRequest{[]ParamError{{"/since", err.Error()}}}
	}
	k, err := settingKind(policy.OwnEvents)
	if err != nil {
		return out, err
	}
	const name = "trial"
	if body, err = k.checked(who, SettingWish{Kind: k.ID, Name: name, Body: body}); err != nil {
		return out, err
	}
	rest, left := policy.StoredPart(body)
	if out.LeftOut = left; rest == nil {
		return out, &BadRequest{[]ParamError{{"/rule/conditions", fmt.Sprintf("stored calls answer none of them (%s): they have no headers, "+
			"parameters and bodies; put it on trial to see what it finds from now on", strings.Join(left, "; "))}}}
	}
	types, err := d.store.Settings(ctx, who.Tenant, policy.DataTypes) // conditions may name them
	if err != nil {
		return out, err
	}
	r, refused := DetectionRules(append(types, Setting{Kind: k.ID, Name: name, Body: rest}))
	if r == nil || !r.HasOwn() {
		return out, &BadRequest{[]ParamError{{"/rule", fmt.Sprintf("the event cannot be replayed: %v", refused)}}}
	}
	now := d.Now()
	out.Asked = Window{From: now.Add(-span), To: now}
	out.Keys = replayNouns[policy.CountedPer(rest)]
	run := replay{stored: policy.NewStored(r), judge: event.NewOwnReplay(replayKeys), book: finding.NewBook(replayCases), out: &out}
	err = run.all(ctx, d.store, StoredQuery{Tenant: who.Tenant, Host: policy.OnlyHost(rest)})
	if err != nil && (!errors.Is(ctx.Err(), context.DeadlineExceeded) || out.Calls == 0) {
		return out, err
	}
	run.close()
	return out, nil
}

// replay is one in progress.
type replay struct {
	stored *policy.Stored
	judge  *event.OwnReplay
	book   *finding.Book
	found  []finding.Finding
	out    *EventReplay
}

// all reads the window slice by slice, from where the newest mostReplayed calls begin.
func (r *replay) all(ctx context.Context, s Store, q StoredQuery) error {
	points, err := s.Traffic(ctx, TrafficQuery{Tenant: q.Tenant, Host: q.Host, Window: r.out.Asked}, time.Hour)
	if err != nil {
		return err
	}
	first, room := len(points), uint64(mostReplayed)
	for first > 0 && points[first-1].Calls <= room {
		first--
		room -= points[first].Calls
	}
	r.out.Seen = r.out.Asked
	if first > 0 {
		if first == len(points) {
			first-- // one hour has more than that: its first calls
		}
		r.out.Seen.From = points[first].At
	}
	end := r.out.Seen.From
	for i := first; i < len(points); {
		n := uint64(0)
		from := end
		for ; i < len(points) && (n == 0 || n+points[i].Calls <= replaySlice); i++ {
			n += points[i].Calls
			end = points[i].At.Add(time.Hour)
		}
		if end.After(r.out.Asked.To) {
			end = r.out.Asked.To
		}
		if n == 0 {
			continue
		}
		q.Window, q.Limit = Window{From: from, To: end}, mostReplayed-int(r.out.Calls) //nolint:gosec // bounded
		r.out.Seen.To = from
		each := func(f *finding.Facts) error { return r.call(ctx, f) }
		if err := s.Stored(ctx, q, each); err != nil || r.out.Calls >= mostReplayed {
			return err
		}
	}
	r.out.Seen.To = r.out.Asked.To
	return nil
}

// call takes one in while there is time: what the store has read already still comes after ctx ended.
func (r *replay) call(ctx context.Context, f *finding.Facts) error {
	if r.out.Calls%1024 == 1023 && ctx.Err() != nil {
		return ctx.Err()
	}
	r.out.Calls++
	r.out.Seen.To = f.Time
	r.stored.Note(f)
	if len(f.Own) == 0 {
		return nil
	}
	r.out.Met++
	r.found = r.found[:0]
	r.judge.Apply(f, &r.found)
	for i := range r.found {
		r.book.Add(r.found[i])
	}
	return nil
}

// close gives the cases that began it, those with most calls first.
func (r *replay) close() {
	all := r.book.Changed()
	r.out.Refused = r.judge.Refused
	r.out.Cases, r.out.More = uint64(len(all)), r.book.Overflow() > 0 || r.out.Refused > 0
	slices.SortFunc(all, func(a, b finding.Finding) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), a.Start.Compare(b.Start), cmp.Compare(a.API.String(), b.API.String()))
	})
	r.out.First = all[:min(len(all), shownReplayed)]
	for i := range r.out.First {
		r.out.First[i].Samples = nil // stored calls have no ID by which they are found
	}
	r.out.Complete = !r.out.Cut() && r.out.Refused == 0
}
