package api_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// TestP202P208OwnEventsAreReplayedByAPI judges an own event over stored calls before it is in force.
func TestP202P208OwnEventsAreReplayedByAPI(t *testing.T) {
	srv, k, _ := open(t)
	querytest.Walked(t, srv.Store, time.Now(), 300)
	replayed := func(rule, since string) map[string]any {
		t.Helper()
		out, _ := k.do("POST", "/api/v1/policies/events/test", fmt.Sprintf(`{"rule":%s,"since":%q}`, rule, since), 200)
		return out["replay"].(map[string]any)
	}
	const event = `{"level":"low","period":60,"requests":%d,"conditions":[{"field":"host","op":"equals","values":["replayed.example.com"]}%s],
		"statistics":[{"count":"distinct","field":"object","at_least":40},{"count":"share","condition":{"field":"response.status","op":"is","values":["403"]},"at_least":20}]}`
	r := replayed(fmt.Sprintf(event, 50, ""), "24h")
	first := r["first"].([]any)
	if r["complete"] != true || r["calls"] != 300.0 || r["met"] != 300.0 || r["more"] != false || len(r["left_out"].([]any)) != 0 {
		t.Errorf("%v", r)
	}
	calls := 0.0 // over midnight they are two cases
	for _, c := range first {
		c := c.(map[string]any)
		calls += c["count"].(float64)
		if c["block"] != "198.51.100.0/24" || c["api"] != "/notes/{id}" || !strings.Contains(c["reason"].(string), "One address made 5") {
			t.Errorf("%v", c)
		}
	}
	if r["cases"] != float64(len(first)) || calls != 300 {
		t.Errorf("%v cases of %v calls: %v", r["cases"], calls, first)
	}
	if r = replayed(fmt.Sprintf(event, 100, ""), "7d"); r["cases"] != 0.0 || r["met"] != 300.0 {
		t.Errorf("a hundred a minute: %v", r)
	}
	r = replayed(fmt.Sprintf(event, 50, `,{"field":"request.header","name":"X-A","op":"exists"}`), "24h")
	if r["cases"] == 0.0 || r["left_out"].([]any)[0] != "request.header X-A exists" {
		t.Errorf("with a header: %v", r)
	}

	refused := func(kind, body, want string) {
		t.Helper()
		out, _ := k.do("POST", "/api/v1/policies/"+kind+"/test", body, 400)
		if e := fmt.Sprint(out["errors"]); !strings.Contains(e, want) {
			t.Errorf("%s\nis refused with %s, want %s", body, e, want)
		}
	}
	one := fmt.Sprintf(event, 50, "")
	refused("events", `{"rule":`+one+`,"since":"99d"}`, "at most 31d")
	refused("events", `{"rule":`+one+`,"since":"week"}`, "24h")
	refused("events", `{"rule":{"level":"low","period":60,"requests":5,"conditions":[{"field":"referer","op":"exists"}]},"since":"24h"}`, "referer exists")
	refused("events", `{"rule":`+one+`,"since":""}`, "/since")
	refused("sensitive-allow", `{"rule":{"conditions":[{"field":"host","op":"exists"}]},"since":"24h"}`, "only own events")
}

// TestP208AReplayByAPISaysWhatItDidNotCount: one that runs already, and addresses beyond those it counts.
func TestP208AReplayByAPISaysWhatItDidNotCount(t *testing.T) {
	srv, k, _ := open(t)
	querytest.Crowd(t, srv.Store, time.Now(), 2100)
	const body = `{"rule":{"level":"low","period":60,"requests":5,"conditions":[{"field":"host","op":"equals","values":["crowd.example.com"]}]}%s}`
	out, _ := k.do("POST", "/api/v1/policies/events/test", fmt.Sprintf(body, `,"since":"24h"`), 200)
	r := out["replay"].(map[string]any)
	if r["met"] != 2100.0 || r["refused"] != 100.0 || r["keys"] != "addresses" || r["complete"] != false || r["more"] != true {
		t.Errorf("%v", r)
	}

	_, turn, err := srv.Desk.ReplayTurn(t.Context(), query.Asker{Tenant: querytest.Tenant})
	if err != nil {
		t.Fatal(err)
	}
	out, head := k.do("POST", "/api/v1/policies/events/test", fmt.Sprintf(body, `,"since":"24h"`), 429)
	if d := fmt.Sprint(out["detail"]); !strings.Contains(d, "a replay is running already") || head.Header.Get("Retry-After") != "5" {
		t.Errorf("%v, Retry-After %q", out, head.Header.Get("Retry-After"))
	}
	k.do("POST", "/api/v1/policies/events/test", fmt.Sprintf(body, ""), 200) // a trial on samples needs no turn
	turn.End()
	k.do("POST", "/api/v1/policies/events/test", fmt.Sprintf(body, `,"since":"24h"`), 200)
	k.do("POST", "/api/v1/policies/events/test", fmt.Sprintf(body, `,"since":"99d"`), 400) // ends its turn too
	k.do("POST", "/api/v1/policies/events/test", fmt.Sprintf(body, `,"since":"24h"`), 200)
}
