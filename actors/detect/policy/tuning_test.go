package policy

import (
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func TestPE31TuningBodies(t *testing.T) {
	for _, c := range []struct{ name, body, field, detail string }{
		{"EV-09", `{"mode":"off"}`, "", ""},
		{"EV-09.shop", `{"host":"shop.example.com","api":"/login","method":"POST","level":"high","floor":25}`, "", ""},
		{"EV-11", `{"floor":5,"times":2,"window":300}`, "", ""},
		{"RK-18", `{"mode":"simulate","level":"low"}`, "", ""},
		{"EV-09", `{}`, "", "says nothing"},
		{"EV-09", `{"host":"a"}`, "", "says nothing"},
		{"EV-09", `{"mode":"maybe"}`, "/mode", "want one of on, simulate, off"},
		{"EV-09", `{"level":"S3"}`, "/level", "want one of low, medium, high"},
		{"EV-09", `{"mode":"off","api":"/x"}`, "/api", "only beside host"},
		{"EV-09", `{"mode":"off","host":"a","method":"GET"}`, "/method", "only beside api"},
		{"EV-09", `{"mode":"off","host":"a","api":"x"}`, "/api", "path template"},
		{"EV-10", `{"mode":"off","host":"*","api":"/x"}`, "/host", "for all domains leave out host, api and method"},
		{"EV-10", `{"mode":"off","host":"*.example.com"}`, "/host", "without *"},
		{"EV-09", `{"floor":0.5}`, "/floor", "from 1 to 1e+06, have 0.5"},
		{"EV-09", `{"floor":1e7}`, "/floor", "from 1 to 1e+06"},
		{"EV-09", `{"times":3}`, "/times", "EV-09 has no times to set: it can be off, simulated and have another level, and floor"},
		{"EV-09", `{"window":60}`, "/window", "has no window"},
		{"EV-11", `{"window":30}`, "/window", "from 60 to 3600, have 30"},
		{"EV-11", `{"times":1}`, "/times", "from 1.1 to 100"},
		{"RK-16", `{"floor":60}`, "", ""},
		{"RK-16", `{"window":60}`, "/window", "have another level, and floor"},
		{"RK-18", `{"floor":3}`, "/floor", "RK-18 has no floor to set"},
		{"EV-09", `{"mode":"off","nope":1}`, "", "unknown field"},
		{"EV-11", `{"window":1.5}`, "/window", "want a whole number"},
	} {
		_, f := CheckTuning(c.name, []byte(c.body))
		switch {
		case c.detail == "" && f != nil:
			t.Errorf("%s %s: %v", c.name, c.body, f)
		case c.detail != "" && (len(f) != 1 || f[0].Field != c.field || !strings.Contains(f[0].Detail, c.detail)):
			t.Errorf("%s %s: %v, want %s: %s", c.name, c.body, f, c.field, c.detail)
		}
	}
	for _, name := range []string{"EV-09.", "EV-09./", "EV-99", "ev-09", "RK-18.a b", "", ".x", "SD-01"} {
		if _, _, err := BuiltinRow(name); err == nil {
			t.Errorf("the name %q is taken", name)
		}
	}
	for _, r := range event.Table() {
		if k, row, err := BuiltinRow(r.Type() + ".shop"); err != nil || k != finding.KindEvent || row != uint8(r.ID) {
			t.Errorf("%s: %v", r.Type(), err)
		}
	}
	for _, r := range risk.Table() {
		if k, row, err := BuiltinRow(r.Type()); err != nil || k != finding.KindRisk || row != uint8(r.ID) {
			t.Errorf("%s: %v", r.Type(), err)
		}
	}
}

func TestPE31TheNarrowestTuningCounts(t *testing.T) {
	r := rulesFor(t,
		Document{Kind: TunedRules, Name: "EV-09", Version: 1, Body: []byte(`{"mode":"simulate"}`)},
		Document{Kind: TunedRules, Name: "EV-09.shop", Version: 2, Body: []byte(`{"host":"shop.example.com","floor":20}`)},
		Document{Kind: TunedRules, Name: "EV-09.login", Version: 3, Body: []byte(`{"host":"shop.example.com","api":"/login","mode":"off"}`)},
		Document{Kind: TunedRules, Name: "EV-09.put", Version: 4, Body: []byte(`{"host":"shop.example.com","api":"/login","method":"PUT","level":"high"}`)},
		Document{Kind: TunedRules, Name: "RK-18", Version: 5, Body: []byte(`{"level":"low"}`)},
	)
	var m Tunings
	for range 2 { // the second time out of memory
		for _, c := range []struct{ host, method, template, policy string }{
			{"other.example.com", "POST", "/login", "EV-09@1"},
			{"shop.example.com", "GET", "/orders", "EV-09.shop@2"},
			{"shop.example.com", "POST", "/login", "EV-09.login@3"},
			{"shop.example.com", "PUT", "/login", "EV-09.put@4"},
		} {
			a := traffic.API{Host: c.host, Method: c.method, Template: c.template}
			got := m.Of(r, &a)
			if x := got.Event(9); x == nil || x.Policy != c.policy || got.Risk(18) == nil {
				t.Errorf("%v: %+v, want %s", a, x, c.policy)
			}
			if x := r.TuneOf("EV-09", a); x == nil || x.Policy != c.policy {
				t.Errorf("%v: the page says %+v, want %s", a, x, c.policy)
			}
		}
	}
	if x := r.TuneOf("EV-10", traffic.API{Host: "a"}); x != nil {
		t.Errorf("a row nobody tuned: %+v", x)
	}
	if a := (traffic.API{Host: "x"}); m.Of(r, &a) != r.tenantWide {
		t.Error("an API that nobody names has a tuning of its own")
	}
	_, refused := Compile([]Document{
		{Kind: TunedRules, Name: "EV-09", Version: 1, Body: []byte(`{"mode":"off"}`)},
		{Kind: TunedRules, Name: "EV-09.again", Version: 1, Body: []byte(`{"mode":"on"}`)},
	})
	if len(refused) != 1 || !strings.Contains(refused[0].Why, "EV-09@1 is about the same") {
		t.Errorf("two about the same gave %v", refused)
	}
}
