package event

import (
	"bytes"
	"fmt"
	"net/netip"
	"reflect"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// dayZero is a Monday, midnight UTC.
var dayZero = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

// callOn is one answered call of an API, at a time of the day counted from dayZero.
func callOn(day int, at time.Duration, change func(*finding.Facts)) finding.Facts {
	f := finding.Facts{
		ID: fmt.Sprintf("ex_%d_%d", day, at), Tenant: "default", Time: dayZero.AddDate(0, 0, day).Add(at),
		API:    traffic.API{Host: "oa.example.com", Method: "POST", Template: "/staff"},
		Client: netip.MustParseAddr("10.1.2.3"), Status: 200, Tool: 1, Agent: "Mozilla/5.0",
	}
	change(&f)
	return f
}

// loginsOn are successful logins of one day, one a minute: one for each account.
func loginsOn(day int, accounts, sharing int) (all []finding.Facts) {
	for i := range accounts {
		all = append(all, callOn(day, 9*time.Hour+time.Duration(i)*time.Minute, func(f *finding.Facts) {
			f.Login = finding.Login{Name: uint64(100 + i), Password: uint64(9000 + i), Outcome: finding.OutcomeOK}
			if i < sharing {
				f.Login.Password = 77
			}
		}))
	}
	return all
}

// failuresOn are failed logins of one client within an hour; how the last but one is answered is given.
func failuresOn(day, n int, last uint16) (all []finding.Facts) {
	for i := range n {
		all = append(all, callOn(day, 9*time.Hour+time.Duration(i)*time.Minute/2, func(f *finding.Facts) {
			f.Status, f.Login = 401, finding.Login{Name: 5, Password: uint64(i + 1), Outcome: finding.OutcomeFailed}
			if i == n-2 {
				f.Status = last
			}
		}))
	}
	return all
}

// burstOn are calls of one client within one minute, and one in the next.
func burstOn(day, n int, last uint16) (all []finding.Facts) {
	for i := range n {
		all = append(all, callOn(day, 9*time.Hour+time.Duration(i)*time.Minute/time.Duration(n), func(*finding.Facts) {}))
	}
	return append(all, callOn(day, 9*time.Hour+time.Minute, func(f *finding.Facts) { f.Status = last }))
}

// officeDays are days on which the same two source blocks and programs call an API.
func officeDays(days int, service finding.Service) (all []finding.Facts) {
	for d := range days {
		for i := range 6 {
			all = append(all, callOn(d, time.Duration(9+i)*time.Hour, func(f *finding.Facts) {
				f.Service = service
				if i%2 == 1 {
					f.Client, f.Agent, f.Tool = netip.MustParseAddr("10.1.7.9"), "okhttp/4.9", 2
				}
			}))
		}
	}
	return all
}

// from is a call of the API for the office by somebody else.
func from(day int, service finding.Service, change func(*finding.Facts)) []finding.Facts {
	return []finding.Facts{callOn(day, 15*time.Hour, func(f *finding.Facts) {
		f.Service = service
		change(f)
	})}
}

func stranger(f *finding.Facts)    { f.Client = netip.MustParseAddr("198.51.100.20") }
func script(f *finding.Facts)      { f.Agent, f.Tool = "python-requests/2.31", 3 }
func turnedAway(f *finding.Facts)  { stranger(f); script(f); f.Status = 403 }
func usualCaller(f *finding.Facts) {}

func together(parts ...[]finding.Facts) (all []finding.Facts) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// shownOf gives the contributions to one risk.
func shownOf(id finding.Risk, out []finding.Finding) (shown []finding.Finding) {
	for _, f := range out {
		if f.Kind == finding.KindRisk && f.Type == risk.ByID(id).Type() {
			shown = append(shown, f)
		}
	}
	return shown
}

// TestRK07RK10RK14RK15RK16ShownByManyCalls: what one API's calls show together, and what they do not.
// Each day that shows it gives contributions that count to the day's figure.
func TestRK07RK10RK14RK15RK16ShownByManyCalls(t *testing.T) {
	usual := officeDays(baseline.EnoughDays, purpose.Internal)
	day := baseline.EnoughDays
	for _, c := range []struct {
		name  string
		id    finding.Risk
		calls []finding.Facts
		want  map[int]uint64 // day -> figure that the contributions of the day count to
	}{
		{"one password of three accounts", 7, loginsOn(0, 20, 3), map[int]uint64{0: 3}},
		{"of three that are few of all", 7, loginsOn(0, 3, 2), nil},
		{"a common one among many", 7, together(loginsOn(0, 60, 0), loginsOn(1, 60, 3)), nil},
		{"again on the next day", 7, together(loginsOn(0, 20, 3), loginsOn(1, 20, 3)), map[int]uint64{0: 3, 1: 3}},
		{"given up by the next day", 7, together(loginsOn(0, 20, 3), loginsOn(1, 20, 0)), map[int]uint64{0: 3}},

		{"many failures, never refused", 10, failuresOn(0, 40, 401), map[int]uint64{0: 31}},
		{"twice as many, as judged each minute", 10, failuresOn(0, 70, 401), map[int]uint64{0: 63}},
		{"few", 10, failuresOn(0, 30, 401), nil},
		{"refused in the end, on the day before", 10, together(failuresOn(0, 30, 429), failuresOn(1, 40, 401)), nil},
		{"locked in the end, two days before", 10, together(failuresOn(0, 30, 423), failuresOn(2, 40, 401)), map[int]uint64{2: 31}},
		{"again on the next day", 10, together(failuresOn(0, 40, 401), failuresOn(1, 40, 401)), map[int]uint64{0: 31, 1: 31}},

		{"a stranger at the office's API", 14, together(usual, from(day, purpose.Internal, stranger)), map[int]uint64{day: 1}},
		{"turned away", 14, together(usual, from(day, purpose.Internal, turnedAway)), nil},
		{"at an API for everybody", 14, together(officeDays(day, purpose.Public), from(day, purpose.Public, stranger)), nil},
		{"before enough days", 14, together(officeDays(day-1, purpose.Internal), from(day-1, purpose.Internal, stranger)), nil},
		{"one of the usual", 14, together(usual, from(day, purpose.Internal, usualCaller)), nil},
		{"with another program only", 14, together(usual, from(day, purpose.Internal, script)), nil},
		{
			"another stranger on the next day", 14, together(usual, from(day, purpose.Internal, stranger),
				from(day+1, purpose.Internal, func(f *finding.Facts) { f.Client = netip.MustParseAddr("203.0.113.9") })),
			map[int]uint64{day: 1, day + 1: 1},
		},

		{"a script at the office's API", 15, together(usual, from(day, purpose.Partner, script)), map[int]uint64{day: 1}},
		{"turned away", 15, together(usual, from(day, purpose.Internal, turnedAway)), nil},
		{"from another place only", 15, together(usual, from(day, purpose.Internal, stranger)), nil},
		{
			"a newer version of the same", 15,
			together(usual, from(day, purpose.Internal, func(f *finding.Facts) { f.Agent = "Mozilla/6.1" })), nil,
		},
		{"before enough days", 15, together(officeDays(day-1, purpose.Internal), from(day-1, purpose.Internal, script)), nil},

		{"a fast client, never limited", 16, burstOn(0, 700, 200), map[int]uint64{0: 700}},
		{"not so fast", 16, burstOn(0, 600, 200), nil},
		{"limited on the same day", 16, burstOn(0, 700, 429), nil},
		{"again on the next day", 16, together(burstOn(0, 700, 200), burstOn(1, 700, 200)), map[int]uint64{0: 700, 1: 700}},
	} {
		t.Run(c.id.String()+" "+c.name, func(t *testing.T) {
			var out []finding.Finding
			e := NewEndpoint(c.calls[0].API)
			for i := range c.calls {
				e.Apply(&c.calls[i], &out)
			}
			got := map[int]uint64{}
			for _, f := range shownOf(c.id, out) {
				got[int(f.Start.Sub(dayZero)/(24*time.Hour))] += f.Count
				if f.Why.Reason == "" || Say(&f, finding.English).Clear == "" || f.Why.Observed < f.Why.Threshold || len(f.Samples) != 1 {
					t.Errorf("why %+v of %v", f.Why, f.Samples)
				}
			}
			if len(got)+len(c.want) > 0 && !reflect.DeepEqual(got, c.want) {
				t.Errorf("shown %v, want %v", got, c.want)
			}
			if e.Risks().Has(uint8(c.id)) != (c.want != nil) {
				t.Errorf("listed among the API's risks: %v", e.Risks())
			}
		})
	}
}

// TestRH08ReplayAddsNothing: after a restart the calls since the last state that was written down
// come again, and give the very contributions they gave before; those that come once more to a
// state that has them, too late to be judged, give none.
func TestRH08ReplayAddsNothing(t *testing.T) {
	for id, calls := range map[finding.Risk][]finding.Facts{
		7:  together(loginsOn(0, 20, 3), loginsOn(1, 20, 3)),
		10: together(failuresOn(0, 40, 401), failuresOn(1, 40, 401)),
		14: together(officeDays(baseline.EnoughDays, purpose.Internal), from(baseline.EnoughDays, purpose.Internal, stranger)),
		15: together(officeDays(baseline.EnoughDays, purpose.Internal), from(baseline.EnoughDays, purpose.Internal, script)),
		16: together(burstOn(0, 700, 200), burstOn(1, 700, 200)),
	} {
		var out []finding.Finding
		whole := NewEndpoint(calls[0].API)
		for i := range calls {
			whole.Apply(&calls[i], &out)
		}
		end, _ := whole.AppendBinary(nil)
		want := shownOf(id, out)
		if len(want) == 0 {
			t.Fatalf("%v: nothing to replay", id)
		}
		for _, cut := range []int{0, 1, len(calls) / 3, len(calls) / 2, len(calls) - 1} {
			e, before := NewEndpoint(calls[0].API), []finding.Finding(nil)
			for i := range calls[:cut] {
				e.Apply(&calls[i], &before)
			}
			e = throughEndpoint(t, e)
			all := before
			for i := range calls[cut:] {
				e.Apply(&calls[cut+i], &all)
			}
			if got := shownOf(id, all); !reflect.DeepEqual(got, want) {
				t.Errorf("%v cut at %d: %d contributions, want %d", id, cut, len(got), len(want))
			}
			if again, _ := e.AppendBinary(nil); !bytes.Equal(again, end) {
				t.Errorf("%v cut at %d: another state", id, cut)
			}
		}
		last := calls[len(calls)-1].Time
		out = out[:0]
		for i := range calls {
			if calls[i].Time.Add(Lateness).Before(last) {
				whole.Apply(&calls[i], &out)
			}
		}
		if got := shownOf(id, out); len(got) > 0 {
			t.Errorf("%v: calls that come too late show it %d times", id, len(got))
		}
	}
}
