package digest

import (
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func item(level finding.Level, kind finding.Kind, host string) *Item {
	return &Item{ID: "x", Kind: kind, Type: "EV-09", Level: level, API: traffic.API{Host: host, Method: "POST", Template: "/orders/{id}"}}
}

func planOf(alarms map[string]Alarm, owners map[string]Owner) *Plan {
	p := &Plan{Alarms: map[string]Part{}}
	for name, a := range alarms {
		p.Alarms[name] = Part{a, FilterOf(&a, &a.Recipients[0], owners)}
	}
	return p
}

// Levels, types and recipients (AL-05, AL-06, AL-07, AL-14), owners, hosts and APIs.
func TestAL05AL06AL07AL14Filters(t *testing.T) {
	bot := item(finding.Low, finding.KindEvent, "shop.example.com")
	bot.Bot = true
	owners := map[string]Owner{"orders": {Hosts: []string{"shop.example.com"}, APIs: []string{"/orders/*"}}, "none": {Hosts: []string{"x"}}}
	for _, c := range []struct {
		name string
		a    Alarm
		s    Subscription
		x    *Item
		want bool
	}{
		{"everything", Alarm{}, Subscription{}, item(finding.Low, finding.KindRisk, "h"), true},
		{"level", Alarm{Levels: []string{"high"}}, Subscription{}, item(finding.Medium, finding.KindRisk, "h"), false},
		{"level of the recipient", Alarm{Levels: []string{"high"}}, Subscription{Levels: []string{"medium"}}, item(finding.Medium, finding.KindRisk, "h"), true},
		{"level of the recipient only", Alarm{Levels: []string{"high"}}, Subscription{Levels: []string{"medium"}}, item(finding.High, finding.KindRisk, "h"), false},
		{"risks", Alarm{Types: []string{TypeRisks}}, Subscription{}, item(finding.Low, finding.KindEvent, "h"), false},
		{"bots are no security events", Alarm{Types: []string{TypeEvents}}, Subscription{}, bot, false},
		{"bots", Alarm{Types: []string{TypeBots}}, Subscription{}, bot, true},
		{"a row", Alarm{Types: []string{"EV-09"}}, Subscription{}, item(finding.Low, finding.KindEvent, "h"), true},
		{"another row", Alarm{Types: []string{"EV-08"}}, Subscription{}, item(finding.Low, finding.KindEvent, "h"), false},
		{"owner", Alarm{Owners: []string{"none", "orders"}}, Subscription{}, item(finding.Low, finding.KindEvent, "shop.example.com"), true},
		{"not the owner's", Alarm{Owners: []string{"orders"}}, Subscription{}, item(finding.Low, finding.KindEvent, "hr.example.com"), false},
		{"a label that is gone is nobody", Alarm{Owners: []string{"gone"}}, Subscription{}, item(finding.Low, finding.KindEvent, "h"), false},
		{"below a host", Alarm{Hosts: []string{"*.example.com"}}, Subscription{}, item(finding.Low, finding.KindEvent, "Shop.Example.com"), true},
		{"not the host itself", Alarm{Hosts: []string{"*.example.com"}}, Subscription{}, item(finding.Low, finding.KindEvent, "example.com"), false},
		{"not a look-alike", Alarm{Hosts: []string{"*.example.com"}}, Subscription{}, item(finding.Low, finding.KindEvent, "evilexample.com"), false},
		{"API", Alarm{APIs: []string{"post /orders/{id}"}}, Subscription{}, item(finding.Low, finding.KindEvent, "h"), true},
		{"API by another method", Alarm{APIs: []string{"GET /orders/{id}"}}, Subscription{}, item(finding.Low, finding.KindEvent, "h"), false},
		{"APIs below", Alarm{APIs: []string{"/orders/*"}}, Subscription{}, item(finding.Low, finding.KindEvent, "h"), true},
		{"not APIs that begin alike", Alarm{APIs: []string{"/order/*"}}, Subscription{}, item(finding.Low, finding.KindEvent, "h"), false},
	} {
		f := FilterOf(&c.a, &c.s, owners)
		if got := f.Fits(c.x); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

var ten = Alarm{Every: Daily, At: "10:00", Heartbeat: true, Levels: []string{"high"}, Recipients: []Subscription{{Name: "r"}}}

// Who is added is told of what comes, not of what was; who asks for more is told of the same
// as before and of what comes (AL-02).
func TestAL02AlarmsBeginWithAnOpening(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	p := planOf(map[string]Alarm{"a": ten}, nil)
	s := Steps(&Head{}, p, time.UTC, now)
	if len(s) != 1 || s[0].Kind != Open || !s[0].Known(item(finding.High, finding.KindRisk, "h")) || s[0].Known(item(finding.Low, finding.KindRisk, "h")) {
		t.Fatalf("a new chain: %+v", s)
	}
	h := &Head{Seq: 1, Plan: p.Text(), Slots: map[string]time.Time{"a": now}, Begun: map[string]bool{"a": true}}
	if s := Steps(h, p, time.UTC, now.Add(time.Minute)); len(s) != 0 {
		t.Errorf("nothing is due: %+v", s)
	}
	if s := Steps(h, p, time.UTC, now.Add(time.Hour)); len(s) != 1 || s[0].Kind != Write || s[0].Alarm != "a" || !s[0].Since.Equal(now) || !s[0].First {
		t.Errorf("at ten: %+v", s)
	}
	told := &Head{Seq: 2, Plan: p.Text(), Slots: map[string]time.Time{"a": now}, Begun: map[string]bool{"a": false}}
	if s := Steps(told, p, time.UTC, now.Add(time.Hour)); len(s) != 1 || s[0].First {
		t.Errorf("the second digest: %+v", s)
	}
	wide := ten
	wide.Levels = nil
	s = Steps(h, planOf(map[string]Alarm{"a": wide}, nil), time.UTC, now.Add(time.Minute))
	if len(s) != 1 || s[0].Kind != Open || len(s[0].Begin) != 0 || s[0].Known(item(finding.High, finding.KindRisk, "h")) ||
		!s[0].Known(item(finding.Low, finding.KindRisk, "h")) {
		t.Errorf("a wish that widened: %+v", s)
	}
	moved := ten
	moved.At = "08:00"
	s = Steps(h, planOf(map[string]Alarm{"a": moved}, nil), time.UTC, now.Add(time.Minute))
	if len(s) != 1 || len(s[0].Begin) != 1 || s[0].Known(item(finding.High, finding.KindRisk, "h")) {
		t.Errorf("another time of day: %+v", s)
	}
	none := &Plan{Alarms: map[string]Part{}}
	if s := Steps(h, none, time.UTC, now); len(s) != 1 || s[0].Kind != Open {
		t.Errorf("no alarm any more: %+v", s)
	}
}

// A clock that ran ahead wrote an entry of next year: the chain goes on all the same.
func TestNF10AClockThatWasWrong(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	p := planOf(map[string]Alarm{"a": ten}, nil)
	future := &Head{Seq: 7, Plan: p.Text(), Slots: map[string]time.Time{}} // its slots lie ahead
	s := Steps(future, p, time.UTC, now)
	if len(s) != 1 || s[0].Kind != Open || s[0].Known(item(finding.High, finding.KindRisk, "h")) {
		t.Errorf("%+v", s)
	}
}

func TestNF10Heartbeat(t *testing.T) {
	slot := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	day, hour := ten, Alarm{Every: Hourly, Heartbeat: true}
	for _, c := range []struct {
		a     Alarm
		since time.Duration
		fresh int
		want  bool
	}{
		{day, 24 * time.Hour, 0, true},
		{day, 23 * time.Hour, 0, true}, // clocks went forward
		{hour, time.Hour, 0, false},
		{hour, 24 * time.Hour, 0, true},
		{hour, time.Hour, 1, true},
		{Alarm{Every: Daily}, 24 * time.Hour, 0, false},
		{Alarm{Every: Daily}, 24 * time.Hour, 2, true},
	} {
		if got := Speaks(&c.a, &Head{Sent: slot.Add(-c.since)}, c.fresh, slot); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestNF10Attempts(t *testing.T) {
	at := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	failed := func(n int) (out []Attempt) {
		for i := range n {
			out = append(out, Attempt{N: uint32(i + 1), Begun: at, Ended: at, Detail: "away"})
		}
		return out
	}
	for _, c := range []struct {
		name  string
		tries []Attempt
		after time.Duration
		want  bool
		state State
	}{
		{"never tried", nil, 0, true, Waiting},
		{"just failed", failed(1), 30 * time.Second, false, Waiting},
		{"failed a minute ago", failed(1), time.Minute, true, Waiting},
		{"failed four times", failed(4), 7 * time.Minute, false, Waiting},
		{"failed four times a while ago", failed(4), 8 * time.Minute, true, Waiting},
		{"failed very often", failed(40), 4 * time.Hour, true, Waiting},
		{"failed for a week", failed(40), giveUp + time.Minute, false, GivenUp},
		{"on its way", []Attempt{{N: 1, Begun: at}}, time.Minute, false, Sending},
		{"its node ended", []Attempt{{N: 1, Begun: at}}, lease, true, Sending},
		{"there", []Attempt{{N: 1, Begun: at, Ended: at, OK: true}}, time.Hour, false, Delivered},
		{"tried by a clock of next year", []Attempt{{N: 1, Begun: at.AddDate(1, 0, 0), Ended: at.AddDate(1, 0, 0)}}, time.Hour, true, Waiting},
	} {
		state, _ := Delivery(at, c.tries, at.Add(c.after))
		if got := Try(at, c.tries, at.Add(c.after)); got != c.want || state != c.state {
			t.Errorf("%s: try %v, state %s", c.name, got, state)
		}
	}
}
