package event

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// shop is working days of an API: clients of two networks, 9 to 17 o'clock, a few calls a minute.
func shop(days int) []finding.Facts {
	var all []finding.Facts
	for day := range days {
		if day%7 >= 5 {
			continue
		}
		for c, ip := range []string{"114.114.114.7", "114.114.114.9", "117.136.1.9", "117.136.1.20"} {
			for quarter := range 36 {
				s := scene{
					after: later(day, 9) + time.Duration(quarter)*15*time.Minute + time.Duration(c)*70*time.Second,
					every: time.Second, ip: ip, creds: true,
				}
				calls := reads(s, 3+(c+quarter+day)%5, sameObject)
				for i := range calls {
					calls[i].ResSize = int64(2000 + 100*((i+quarter)%7))
				}
				all = append(all, calls...)
			}
		}
	}
	return join(all)
}

// sorted writes networks down in order of their addresses.
func sorted(nets []netip.Prefix) string {
	slices.SortFunc(nets, netip.Prefix.Compare)
	return fmt.Sprint(nets)
}

func taught(facts ...[]finding.Facts) *Endpoint {
	e := NewEndpoint(facts[0][0].API)
	var out []finding.Finding
	for _, part := range facts {
		for i := range part {
			out = out[:0]
			e.Apply(&part[i], &out)
		}
	}
	return e
}

func TestHA04WhitelistHA06RegionsPE18RateComeFromTheBaseline(t *testing.T) {
	e := throughEndpoint(t, taught(shop(15)))
	now := scenarioStart.Add(later(15, 10))
	w := WhitelistOf(e)
	if !w.Good || w.Share != 1 || fmt.Sprint(w.Nets) != "[114.114.114.0/24 117.136.1.0/24]" {
		t.Errorf("whitelist %+v", w)
	}
	if r := RegionsOf(e); !r.Good || fmt.Sprint(r.Countries) != "[CN]" {
		t.Errorf("regions %+v", r)
	}
	r := RateLimitOf(e, now)
	if r.P50 < 4 || r.P99 < r.P90 || r.P99 > 9 || r.PerMinute < 8 || r.PerMinute > 14 || r.Confidence != ConfidenceMedium {
		t.Errorf("rate %+v", r)
	}
	young := taught(shop(4))
	if w := WhitelistOf(young); w.Good || w.Why == "" {
		t.Errorf("a whitelist of four days is called good: %+v", w)
	}
	if r := RateLimitOf(taught(shop(1)), now); r.Confidence != ConfidenceLow {
		t.Errorf("a rate of one day has confidence %v", r.Confidence)
	}
	if r := RateLimitOf(NewEndpoint(e.api), now); r.PerMinute != 0 {
		t.Errorf("a rate from nothing: %+v", r)
	}
}

func TestHA04APublicAPIHasNoWhitelist(t *testing.T) {
	var all []finding.Facts
	for day := range 15 {
		for n := range 200 {
			ip := fmt.Sprintf("%d.%d.%d.5", 60+n%100, day, n)
			all = append(all, reads(scene{after: later(day, 9) + time.Duration(n)*time.Minute, ip: ip}, 1, sameObject)...)
		}
	}
	if w := WhitelistOf(taught(join(all))); w.Good || w.Share > .1 {
		t.Errorf("an API that anybody calls has the whitelist %+v", w)
	}
}

// TestNF15ThreeDaysOfAttackMoveNoBaseline gives three days of each kind of attack, flagged or not,
// and wants what is usual as it was.
func TestNF15ThreeDaysOfAttackMoveNoBaseline(t *testing.T) {
	usual := shop(15) // the 15th day is a Monday: the attack is on Tuesday to Thursday
	during := func(attack func(day int) []finding.Facts) []finding.Facts {
		var all []finding.Facts
		for day := 15; day < 18; day++ {
			all = append(all, attack(day)...)
		}
		rest := slices.DeleteFunc(shop(18), func(f finding.Facts) bool { return f.Time.Before(scenarioStart.Add(later(15, 0))) })
		return join(all, rest)
	}
	many := func(day, clients, perMinute int, every time.Duration, ip string) (all []finding.Facts) {
		for c := range clients {
			for at := time.Duration(0); at < 24*time.Hour; at += every {
				s := scene{after: later(day, 0) + at + time.Duration(c)*time.Second/2, every: time.Second, ip: fmt.Sprintf(ip, c), creds: true}
				all = append(all, reads(s, perMinute, sameObject)...)
			}
		}
		return all
	}
	set := func(all []finding.Facts, f func(*finding.Facts)) []finding.Facts {
		for i := range all {
			f(&all[i])
		}
		return all
	}
	before := taught(usual)
	was := before.Baseline("t", scenarioStart)
	hour := scenarioStart.Add(later(21, 11)).Unix() / 3600
	night := scenarioStart.Add(later(21, 3)).Unix() / 3600
	for name, attack := range map[string]func(day int) []finding.Facts{
		"a flood of one address, in bursts": func(day int) []finding.Facts { return many(day, 1, 400, 10*time.Minute, "8.8.8.%d") },
		"a flood out of a usual network":    func(day int) []finding.Facts { return many(day, 1, 400, 10*time.Minute, "114.114.114.%d") },
		"a flood below every line":          func(day int) []finding.Facts { return many(day, 60, 30, 20*time.Minute, "114.114.114.%d") },
		"odd sources, two calls each":       func(day int) []finding.Facts { return many(day, 40, 2, 2*time.Hour, "45.%d.7.7") },
		"large, slow and broken answers": func(day int) []finding.Facts {
			return set(many(day, 4, 10, 10*time.Minute, "114.114.114.%d"), func(f *finding.Facts) {
				f.Latency, f.ResSize = 20*time.Second, 50<<20
			})
		},
		"errors": func(day int) []finding.Facts {
			return set(many(day, 4, 10, 10*time.Minute, "114.114.114.%d"), func(f *finding.Facts) { f.Status = 500 })
		},
	} {
		after := taught(usual, during(attack))
		near := func(what string, a, b float64) {
			if math.Abs(a-b) > 0.05*a {
				t.Errorf("%s moved %s from %.3f to %.3f", name, what, a, b)
			}
		}
		r0, _ := before.rate.Expected(hour)
		r1, _ := after.rate.Expected(hour)
		near("the rate", r0, r1)
		is := after.Baseline("t", scenarioStart)
		near("latency p95", was.Latency.P95, is.Latency.P95)
		near("latency of slow hours", was.Latency.High, is.Latency.High)
		near("size p95", was.Size.P95, is.Size.P95)
		near("the share of 2xx", was.Statuses.OK, is.Statuses.OK)
		if was.Statuses.Days < 9 || was.Latency.Days < 9 || was.Size.Days < 9 || is.Statuses.Fail > .01 {
			t.Errorf("%s: nothing was learned: %+v", name, was.Statuses)
		}
		n0, n1 := RateLimitOf(before, scenarioStart), RateLimitOf(after, scenarioStart)
		near("p50 of clients", n0.P50, n1.P50)
		near("p99 of clients", n0.P99, n1.P99)
		if a, b := sorted(WhitelistOf(before).Nets), sorted(WhitelistOf(after).Nets); a != b {
			t.Errorf("%s moved the usual networks from %s to %s", name, a, b)
		}
		if a, b := fmt.Sprint(RegionsOf(before).Countries), fmt.Sprint(RegionsOf(after).Countries); a != b {
			t.Errorf("%s moved the usual countries from %s to %s", name, a, b)
		}
		if a, b := fmt.Sprint(was.Hours[0].Usual, was.Hours[1].Usual), fmt.Sprint(is.Hours[0].Usual, is.Hours[1].Usual); a != b || len(was.Hours[0].Usual) != 9 {
			t.Errorf("%s moved the usual hours from %s to %s", name, a, b)
		}
		if !before.ways.hours.Quiet(night, 1) || !after.ways.hours.Quiet(night, 1) {
			t.Errorf("%s opened the night", name)
		}
	}
}
