package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

type call struct {
	TS     time.Time
	ID     string
	Method string
	Host   string
	Path   string
	Client struct{ IP netip.Addr }
	Status int
}

// replayed gives the whole day as a reader sees it.
func replayed(t *testing.T, now time.Time) []call {
	t.Helper()
	var all []call
	err := Replay(now, func(line []byte) error {
		var c call
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		if bytes.Contains(line, []byte(`"x-day"`)) || bytes.Contains(line, []byte(`"x-forwarded-for"`)) {
			t.Fatalf("a header of the recorder is left: %.300s", line)
		}
		all = append(all, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestReplayEndsNow(t *testing.T) {
	now := time.Date(2031, 5, 6, 7, 8, 9, 123456789, time.UTC)
	truth, err := Facts(now)
	if err != nil {
		t.Fatal(err)
	}
	all := replayed(t, now)
	if len(all) != truth.Calls || len(all) < 15_000 || !all[len(all)-1].TS.Equal(now) || !truth.End.Equal(now) {
		t.Fatalf("%d calls until %v, truth %d until %v", len(all), all[len(all)-1].TS, truth.Calls, truth.End)
	}
	if all[0].TS.Before(truth.Start) || now.Sub(all[0].TS) < 23*time.Hour {
		t.Errorf("the day begins at %v, truth %v", all[0].TS, truth.Start)
	}
	if !slices.IsSortedFunc(all, func(a, b call) int { return a.TS.Compare(b.TS) }) {
		t.Error("the day is not in the order of time")
	}
	ids := map[string]bool{}
	for _, c := range all {
		ids[c.ID] = true
	}
	if len(ids) != len(all) {
		t.Errorf("%d ids for %d calls", len(ids), len(all))
	}
	again, later := replayed(t, now.Add(time.Millisecond)), replayed(t, now.Add(time.Second))
	if again[0].ID != all[0].ID || later[0].ID == all[0].ID {
		t.Errorf("ids: %s, again %s, a second later %s", all[0].ID, again[0].ID, later[0].ID)
	}
}

// What the truth says of attackers and of harmless callers is what the calls show.
func TestTruthMatchesTheCalls(t *testing.T) {
	now := time.Now()
	truth, err := Facts(now)
	if err != nil {
		t.Fatal(err)
	}
	all := replayed(t, now)
	known, blocks := map[netip.Addr]bool{}, map[netip.Prefix]bool{}
	for _, b := range truth.Benign {
		known[b.Addr] = true
		blocks[finding.Block(b.Addr)] = true
	}
	for _, a := range truth.Attacks {
		count := 0
		var first, last time.Time
		for _, c := range all {
			if !slices.Contains(a.Sources, c.Client.IP) || c.TS.Before(a.Start) || c.TS.After(a.End) ||
				a.Template != "" && (c.Method != a.Method || c.Host != a.Host || !fits(a.Template, c.Path)) {
				continue
			}
			if count++; count == 1 {
				first = c.TS
			}
			last = c.TS
		}
		if count != a.Count || count == 0 || !first.Equal(a.Start) || !last.Equal(a.End) {
			t.Errorf("%s: %d calls %v to %v, truth %d %v to %v", a.ID, count, first, last, a.Count, a.Start, a.End)
		}
		if a.Start.Before(now.Add(-12 * time.Hour)) {
			t.Errorf("%s starts %v before the end: baselines had no time", a.ID, now.Sub(a.Start))
		}
		for _, ip := range a.Sources {
			if known[ip] {
				t.Errorf("%s: %v is a harmless caller, too", a.ID, ip)
			}
			if blocks[finding.Block(ip)] { // cases are folded by block: a shared one would hide a false alarm
				t.Errorf("%s: %v shares a block with a harmless caller", a.ID, ip)
			}
			known[ip] = known[ip] || false
		}
	}
	for _, c := range all {
		if _, ok := known[c.Client.IP]; !ok {
			t.Fatalf("%v is in nobody's list", c.Client.IP)
		}
	}
}

func TestTruthHasTheEventsOfTheFirstRelease(t *testing.T) {
	truth, err := Facts(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"EV-01", "EV-09", "EV-10", "EV-17", "EV-19"} {
		if !slices.ContainsFunc(truth.Attacks, func(a Attack) bool { return a.Event == id }) {
			t.Errorf("no attack of kind %s", id)
		}
	}
}

func TestReplayStopsWhenToldTo(t *testing.T) {
	stop := errors.New("enough")
	n := 0
	err := Replay(time.Now(), func([]byte) error {
		n++
		return stop
	})
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("%v after %d lines", err, n)
	}
}

func fits(template, path string) bool {
	path, _, _ = strings.Cut(path, "?")
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	return len(want) == len(got) && slices.EqualFunc(want, got, func(w, g string) bool {
		return strings.HasPrefix(w, "{") || w == g
	})
}
