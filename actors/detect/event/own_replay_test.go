package event

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestP208ReplayFindsWhatTheActorsFind judges the same calls by the states of all keys and by a replay.
func TestP208ReplayFindsWhatTheActorsFind(t *testing.T) {
	for per := finding.PerAddress; per <= finding.PerDomain; per++ {
		r := finding.OwnRule{
			Name: "x", Level: finding.Medium, Per: per, Period: 60, Requests: 20,
			Stats: []finding.OwnStat{{What: finding.OwnDistinct, Limit: 10}, {What: finding.OwnShare, AtMost: true, Limit: 60}},
		}
		all := join(
			of(1, over(3, 20, reads(scene{every: 300 * time.Millisecond}, 400, newObject))),
			reads(scene{after: time.Minute, every: time.Second, ip: "198.51.100.9"}, 90, sameObject),
			reads(scene{after: 20 * time.Minute, every: 200 * time.Millisecond, people: 3}, 300, newObject))
		for i := range all {
			all[i].API.Template = fmt.Sprintf("/orders/%d/{id}", i%2)
		}
		meeting(r, all, func(i int) []finding.OwnValue {
			return []finding.OwnValue{{Hashes: []uint64{all[i].Object}}, {N: uint32(i % 2)}}
		})
		want := ownRun(t, all, 0)
		book, replay := finding.NewBook(100), NewOwnReplay(50)
		var out []finding.Finding
		for i := range all {
			replay.Apply(&all[i], &out)
		}
		for _, f := range out {
			book.Add(f)
		}
		got := book.Changed()
		for _, cases := range [][]finding.Finding{got, want} {
			slices.SortFunc(cases, func(a, b finding.Finding) int {
				return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Source.IP.String()+a.API.Template, b.Source.IP.String()+b.API.Template))
			})
		}
		if len(want) == 0 || fmt.Sprint(got) != fmt.Sprint(want) || replay.Refused != 0 {
			t.Errorf("per %d: %d cases\n%+v\nwant %d\n%+v", per, len(got), got, len(want), want)
		}
	}
}

// TestP208ReplayLooksForRoomOnceASecond: a crowd in one second is not searched again for each of its calls.
func TestP208ReplayLooksForRoomOnceASecond(t *testing.T) {
	r := finding.OwnRule{Name: "x", Level: finding.Low, Period: 60, Requests: 5}
	var out []finding.Finding
	replay := NewOwnReplay(1)
	call := func(after time.Duration, ip string) {
		for _, f := range meeting(r, reads(scene{after: after, ip: ip}, 1, sameObject), nil) {
			replay.Apply(&f, &out)
		}
	}
	call(0, "192.0.2.1")
	call(time.Second, "192.0.2.2")
	for _, o := range replay.keys {
		o.all[0].last -= 1000 // long over, but it was looked in this second already
	}
	call(time.Second, "192.0.2.3")
	if replay.Refused != 2 {
		t.Errorf("%d refused in the second in which it was looked, want 2", replay.Refused)
	}
	call(2*time.Second, "192.0.2.4")
	if replay.Refused != 2 || len(replay.keys) != 1 {
		t.Errorf("a second later: %d refused, %d keys", replay.Refused, len(replay.keys))
	}
}

func TestP208ReplayIsBounded(t *testing.T) {
	r := finding.OwnRule{Name: "x", Level: finding.Low, Period: 60, Requests: 5}
	var out []finding.Finding
	replay := NewOwnReplay(10)
	for i := range 100 {
		for _, f := range meeting(r, reads(scene{after: time.Duration(i) * 100 * time.Millisecond, ip: fmt.Sprintf("192.0.2.%d", i)}, 1, sameObject), nil) {
			replay.Apply(&f, &out)
		}
	}
	if len(replay.keys) != 10 || replay.Refused != 90 {
		t.Errorf("%d keys, %d refused", len(replay.keys), replay.Refused)
	}
	for _, f := range meeting(r, reads(scene{after: time.Hour}, 5, sameObject), nil) { // those of an hour ago make room
		replay.Apply(&f, &out)
	}
	if len(replay.keys) != 1 || len(out) != 1 {
		t.Errorf("%d keys, found %+v", len(replay.keys), out)
	}
}
