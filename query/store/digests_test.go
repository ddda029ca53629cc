package store_test

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/querytest"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// world is a store as runs of couriers use it.
type world struct{ *store.Store }

func (w world) Put(ctx context.Context, fs ...finding.Finding) error { return w.WriteFindings(ctx, fs) }

func (w world) Decide(ctx context.Context, id string, to query.Status) error {
	for _, k := range []finding.Kind{finding.KindEvent, finding.KindRisk} {
		outs, err := w.Store.Decide(ctx, "t", []query.Decision{{CaseID: id, Kind: k, To: to, Remark: "r", User: "u", Time: time.Now()}})
		if err != nil || outs[0].Err == nil {
			return err
		}
	}
	return query.ErrNotFound
}

// NF-10 against the engine: two couriers at once, crashes, receivers that fail.
func TestNF10EachFindingIsInExactlyOneDigestInTheStore(t *testing.T) {
	seeds := 2
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		s := storetest.New(t)
		for _, x := range querytest.AlarmSettings() {
			if err := s.PutSetting(t.Context(), "t", x); err != nil {
				t.Fatal(err)
			}
		}
		r := &querytest.Run{World: world{s}, Tenant: "t", Couriers: 2, Steps: 12, Crash: 0.05, Fail: 0.3}
		for _, bad := range r.Do(t.Context(), uint64(seed)) {
			t.Errorf("seed %d: %s", seed, bad)
		}
		t.Logf("seed %d: %d crashes, %d messages arrived", seed, r.Crashes, r.Sends)
	}
}

func entry(recipient string, seq uint64, claims ...string) *digest.Entry {
	at := time.Date(2026, 11, 21, 2, 0, int(seq), 5, time.UTC)
	return &digest.Entry{
		Recipient: recipient, Seq: seq, ID: digest.EntryID("a", recipient, seq), Kind: digest.Sent, Alarms: []string{"default"},
		Slot: at, At: at, Plan: "{}", Claims: claims, Channel: "console", Payload: []byte("p'\n"),
		Message: digest.Message{ID: "m", Subject: "s", Lines: []digest.Line{{Text: "\"é"}}, At: at, Events: 1},
	}
}

// Of couriers that write one number at once one is taken.
func TestNF10OneOfSeveralWritersOfAnEntryIsTaken(t *testing.T) {
	s, ctx := storetest.New(t), t.Context()
	for seq := uint64(1); seq <= 3; seq++ {
		var wg sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			wg.Go(func() { errs[i] = s.AppendDigest(ctx, "a", entry("r", seq, string(rune('a'+i)))) })
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, query.ErrConflict) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("%d writers of number %d were taken", won, seq)
		}
	}
	if err := s.AppendDigest(ctx, "a", entry("r", 5)); !errors.Is(err, query.ErrConflict) {
		t.Errorf("a number was left out: %v", err)
	}
	all, err := s.Digests(ctx, query.DigestQuery{Tenant: "a", Limit: 10})
	if err != nil || len(all) != 3 || all[0].Seq != 3 || all[0].Told != 1 {
		t.Errorf("stored %+v %v", all, err)
	}
}

func TestDigestsComeBackAsTheyWere(t *testing.T) {
	s, ctx := storetest.New(t), t.Context()
	want := entry("r", 1, "evt_1", "evt_2")
	if err := s.AppendDigest(ctx, "a", want); err != nil {
		t.Fatal(err)
	}
	heads, err := s.DigestHeads(ctx, "a", want.Slot)
	if err != nil || !reflect.DeepEqual(heads["r"], digest.Head{Seq: 1, Plan: "{}", Slots: map[string]time.Time{"default": want.Slot}, Begun: map[string]bool{"default": false}, Sent: want.Slot}) {
		t.Errorf("head %+v %v", heads, err)
	}
	early, err := s.DigestHeads(ctx, "a", want.Slot.Add(-time.Second))
	if err != nil || len(early["r"].Slots) != 0 || early["r"].Seq != 1 {
		t.Errorf("before its slot: %+v %v", early, err)
	}
	opening := entry("new", 1)
	if opening.Kind = digest.Opening; s.AppendDigest(ctx, "a", opening) != nil {
		t.Fatal("cannot write an opening")
	}
	if heads, err = s.DigestHeads(ctx, "a", want.Slot); err != nil || !heads["new"].Begun["default"] || !heads["new"].Sent.IsZero() {
		t.Errorf("an alarm that began: %+v %v", heads["new"], err)
	}
	got, err := s.Undelivered(ctx, "a", want.At, 5)
	if err != nil || len(got) != 1 {
		t.Fatalf("undelivered %+v %v", got, err)
	}
	want.Claims, want.Plan = nil, ""
	if !reflect.DeepEqual(got[0].Entry, *want) || got[0].Told != 2 {
		t.Errorf("got\n%+v want\n%+v", got[0].Entry, *want)
	}
	if other, err := s.Digests(ctx, query.DigestQuery{Tenant: "b", Limit: 5}); err != nil || len(other) != 0 {
		t.Errorf("another tenant sees %v %v", other, err)
	}
}

func TestAttemptsBeginAndEndOnce(t *testing.T) {
	s, ctx := storetest.New(t), t.Context()
	e := entry("r", 1)
	if err := s.AppendDigest(ctx, "a", e); err != nil {
		t.Fatal(err)
	}
	one := digest.Attempt{N: 1, Begun: e.At, Node: "n"}
	if err := s.BeginAttempt(ctx, "a", e.ID, one); err != nil {
		t.Fatal(err)
	}
	if err := s.BeginAttempt(ctx, "a", e.ID, digest.Attempt{N: 1, Begun: e.At, Node: "m"}); !errors.Is(err, query.ErrConflict) {
		t.Errorf("begun twice: %v", err)
	}
	one.Ended, one.Detail = e.At.Add(time.Second), "away"
	late := one
	late.OK, late.Detail = true, ""
	for _, a := range []digest.Attempt{one, late} {
		if err := s.EndAttempt(ctx, "a", e.ID, a); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Digests(ctx, query.DigestQuery{Tenant: "a", ID: e.ID, Limit: 1})
	if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0].Tries, []digest.Attempt{one}) {
		t.Errorf("attempts %+v %v", got, err)
	}
	if due, err := s.Undelivered(ctx, "a", e.At, 5); err != nil || len(due) != 1 {
		t.Errorf("due %+v %v", due, err)
	}
	two := digest.Attempt{N: 2, Begun: e.At, Ended: e.At, OK: true}
	if err := errors.Join(s.BeginAttempt(ctx, "a", e.ID, two), s.EndAttempt(ctx, "a", e.ID, two)); err != nil {
		t.Fatal(err)
	}
	if due, err := s.Undelivered(ctx, "a", e.At, 5); err != nil || len(due) != 0 {
		t.Errorf("delivered and due %+v %v", due, err)
	}
}
