package policy

import (
	"strings"
	"testing"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestP202P208P209P210P211OwnEventBodies(t *testing.T) {
	many := func(n int, one string) string { return strings.TrimSuffix(strings.Repeat(one+",", n), ",") }
	const cond = `{"field":"host","op":"equals","values":["a"]}`
	const stat = `{"count":"distinct","field":"client.ip","at_least":2}`
	body := func(conds, stats, rest string) string {
		return `{"level":"high","conditions":[` + conds + `],"period":300,"requests":10,"statistics":[` + stats + `]` + rest + `}`
	}
	for _, c := range []struct{ body, field, detail string }{
		{body(cond, stat, ""), "", ""},
		{body(many(10, cond), many(10, stat), `,"enabled":false,"simulate":true,"per":"account","suggestion":"call them"`), "", ""},
		{body(many(11, cond), "", ""), "/conditions", "from 1 to 10 conditions, have 11"},
		{body("", "", ""), "/conditions", "from 1 to 10"},
		{body(cond, many(11, stat), ""), "/statistics", "at most 10, have 11"},
		{body(`{"field":"host","op":"equals","values":[`+many(51, `"a"`)+`]}`, "", ""), "/conditions/0/values", "from 1 to 50 values, have 51"},
		{body(cond, "", `,"per":"city"`), "/per", "one of ip, account, api, domain"},
		{strings.Replace(body(cond, "", ""), "300", "901", 1), "/period", "from 10 to 900, have 901"},
		{strings.Replace(body(cond, "", ""), "300", "0", 1), "/period", "from 10 to 900"},
		{strings.Replace(body(cond, "", ""), `:10,`, `:0,`, 1), "/requests", "from 1 to 1000000, have 0"},
		{strings.Replace(body(cond, "", ""), `:10,`, `:1.5,`, 1), "/requests", "want a whole number"},
		{strings.Replace(body(cond, "", ""), "high", "S1", 1), "/level", "low, medium, high"},
		{body(cond, `{"count":"mean","at_least":1}`, ""), "/statistics/0/count", "one of distinct, share, sum"},
		{body(cond, `{"count":"distinct","field":"nothing","at_least":1}`, ""), "/statistics/0/field", `"nothing" can be told apart`},
		{body(cond, `{"count":"distinct","field":"request.header","at_least":1}`, ""), "/statistics/0/name", "want the name"},
		{body(cond, `{"count":"distinct","field":"client.ip","name":"x","at_least":1}`, ""), "/statistics/0/name", "takes no name"},
		{body(cond, `{"count":"distinct","field":"client.ip"}`, ""), "/statistics/0", "one of at_least and at_most"},
		{body(cond, `{"count":"distinct","field":"client.ip","at_least":1,"at_most":2}`, ""), "/statistics/0", "one of at_least"},
		{body(cond, `{"count":"share","condition":`+cond+`,"at_least":101}`, ""), "/statistics/0/at_least", "from 0 to 100, have 101"},
		{body(cond, `{"count":"share","at_least":10}`, ""), "/statistics/0/condition", "a share has a condition"},
		{body(cond, `{"count":"share","condition":{"field":"x","op":"equals"},"at_least":10}`, ""), "/statistics/0/condition/field", `no field "x"`},
		{body(cond, `{"count":"sum","field":"host","at_least":10}`, ""), "/statistics/0/field", "want one of request.body_length"},
		{body(cond, "", `,"suggestion":"`+strings.Repeat("好", 1001)+`"`), "/suggestion", "at most 1000 characters, have 1001"},
	} {
		out, f := CheckOwnEvent([]byte(c.body))
		switch {
		case c.detail == "" && f != nil:
			t.Errorf("%s: %v", c.body, f)
		case c.detail == "":
			if again, f := CheckOwnEvent(out); f != nil || string(again) != string(out) {
				t.Errorf("%s is written as %s, then %s %v", c.body, out, again, f)
			}
		case len(f) != 1 || f[0].Field != c.field || !strings.Contains(f[0].Detail, c.detail):
			t.Errorf("%.200s: %v, want %s: %s", c.body, f, c.field, c.detail)
		}
	}
}

// valuesFor hashes without a key, which is enough to tell values apart.
func valuesFor() *Values {
	return &Values{Hash: func(kind string, v []byte) uint64 { return xxh3.HashSeed(v, xxh3.HashString(kind)) }}
}

// TestP207P210EveryStatisticCounts asks every row of the table of distinct values, a share and a sum.
func TestP207P210EveryStatisticCounts(t *testing.T) {
	x, v, f := example(t)
	f.Account, f.Session, f.Object, f.Login.Password = 5, 6, 7, 8
	want := map[string]uint32{"request.data": 0, "response.data": 0, "client.country": 0} // no values were found in it; a documentation address
	for _, d := range Distincts() {
		name := ""
		if row, _ := distinctOf(d.ID); row.named == required {
			name = map[string]string{"request.header": "X-Token", "request.cookie": "sid", "response.header": "Content-Type"}[d.ID]
		}
		r := rulesFor(t, Document{Kind: OwnEvents, Name: "x", Version: 1, Body: []byte(
			`{"level":"low","conditions":[{"field":"host","op":"exists"}],"period":60,"requests":1,"statistics":[{"count":"distinct","field":"` +
				d.ID + `","name":"` + name + `","at_least":1}]}`)})
		c := r.Call(x, v, f)
		hits := r.Own(nil, &c, valuesFor())
		least, known := want[d.ID]
		if !known {
			least = 1
		}
		if len(hits) != 1 || len(hits[0].Values) != 1 || uint32(len(hits[0].Values[0].Hashes)) < least || d.Title == "" {
			t.Errorf("%s: %+v", d.ID, hits)
		}
	}
	r := rulesFor(t, Document{Kind: OwnEvents, Name: "x", Version: 4, Body: []byte(`{"level":"medium","conditions":[{"field":"response.status","op":"is","values":["201"]}],
		"period":60,"requests":1,"per":"api","statistics":[
		{"count":"share","condition":{"field":"method","op":"equals","values":["POST"]},"at_least":50},
		{"count":"share","condition":{"field":"method","op":"equals","values":["GET"]},"at_most":50},
		{"count":"sum","field":"response.data_entries","at_least":5}]}`)})
	c := r.Call(x, v, f)
	hits := r.Own(nil, &c, valuesFor())
	if len(hits) != 1 || hits[0].Values[0].N != 1 || hits[0].Values[1].N != 0 || hits[0].Values[2].N != 5 {
		t.Fatalf("got %+v", hits)
	}
	rule := hits[0].Rule
	if rule.Name != "x" || rule.Version != 4 || rule.Level != finding.Medium || rule.Per != finding.PerAPI || rule.Period != 60 ||
		rule.About != "response.status is 201" || rule.Stats[1].About != "method equals GET" || !rule.Stats[1].AtMost {
		t.Errorf("rule %+v", rule)
	}
}

func TestP203OwnEventsAreSwitched(t *testing.T) {
	const rest = `"level":"low","conditions":[{"field":"host","op":"exists"}],"period":60,"requests":1}`
	x, v, f := example(t)
	for body, want := range map[string]int{`{` + rest: 1, `{"enabled":true,` + rest: 1, `{"enabled":false,` + rest: 0, `{"simulate":true,` + rest: 1} {
		r := rulesFor(t, Document{Kind: OwnEvents, Name: "x", Body: []byte(body)})
		c := r.Call(x, v, f)
		hits := r.Own(nil, &c, valuesFor())
		if len(hits) != want || want == 1 && hits[0].Rule.Simulate != strings.Contains(body, "simulate") {
			t.Errorf("%s: %+v", body, hits)
		}
		if got := r.Try(x, v, f); got != (want == 1) {
			t.Errorf("%s: tried %v", body, got)
		}
	}
}
