package actors

import (
	"context"
	"slices"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Ranges without facts go through the gate whatever waits: they take no room each, neither before there is a
// life to carry them nor behind a call that nobody has judged yet.
func TestRangesWithoutFactsWaitAsOne(t *testing.T) {
	o, err := Options{Source: "a", Membership: newNetwork(70, testShards).membership, Sink: newStore(), Kinds: countingKinds()}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	r := newRouter(&o, &stats{})
	call := synthetic(70, 1)
	call[0].Seq = 5
	route := func(from, to uint64, facts []finding.Facts) {
		t.Helper()
		if err := r.Route(context.Background(), from, to, facts); err != nil {
			t.Fatal(err)
		}
	}
	check := func(what string, line []*chunk, want ...[2]uint64) {
		t.Helper()
		var got [][2]uint64
		for _, c := range line {
			got = append(got, [2]uint64{c.from, c.to})
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	for to := uint64(1); to < 5; to++ {
		route(to-1, to, nil)
	}
	route(4, 5, call)
	route(5, 6, nil)
	route(6, 7, nil)
	check("no life yet", r.inbox, [2]uint64{0, 4}, [2]uint64{4, 5}, [2]uint64{5, 7})
	r.drain(nil)
	for to := uint64(8); to < 1000; to++ {
		route(to-1, to, nil)
		r.drain(nil)
	}
	r.release(nil)
	check("behind a call that nobody has judged", r.waiting, [2]uint64{4, 5}, [2]uint64{5, 999})
	for i := range r.outlets[firstWay] {
		if end := r.outlets[firstWay][i].end; end != 999 {
			t.Errorf("shard %d knows of what was routed up to %d, want 999", i, end)
		}
	}
	r.waiting[0].unapplied[firstWay] = 0
	r.release(nil)
	check("judged", r.waiting)
	for i := range r.outlets[secondWay] {
		if end := r.outlets[secondWay][i].end; end != 999 {
			t.Errorf("shard %d knows of what is judged up to %d, want 999", i, end)
		}
	}
}
