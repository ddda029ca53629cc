package app

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

// TestRH06FixesAreVerifiedByLaterCalls: a risk that is called fixed is watched, counts as fixed
// when enough later calls do not show it, and is open again when one does. The node's own watch
// runs too: whoever takes a step, it is taken once. A node of this version serves one tenant,
// `default`, so there is no other whose claims would have to be watched.
func TestRH06FixesAreVerifiedByLaterCalls(t *testing.T) {
	a := startNode(t, testConfig(t))
	send := func(from, to int, cookie string) {
		t.Helper()
		var lines []string
		for i := from; i < to; i++ {
			lines = append(lines, fmt.Sprintf(`{"id":"c%d","method":"GET","host":"h.example","path":"/api/me",`+
				`"client":{"ip":"203.0.113.9"},"request":{"headers":[{"name":"Cookie","value":"%s"}]},`+
				`"response":{"status":200,"headers":[{"name":"Content-Type","value":"application/json"}],"body":"{}"}}`, i, cookie))
		}
		got := ask(t, a, "POST", "/api/v1/exchanges", map[string]string{"Content-Type": "application/x-ndjson"},
			strings.NewReader(strings.Join(lines, "\n")))
		if got.status != 202 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		settle(t, a)
	}
	const weak, strong = "sessionid=10000452", "sessionid=Qv7rT2mXw9LsKd4HzN6bJc1P"
	send(0, 30, weak)
	var id string
	for _, r := range rows(t, a, "/api/v1/risks") {
		if strings.Contains(fmt.Sprint(r["type"]), "RK-17") {
			id = r["id"].(string)
		}
	}
	if id == "" {
		t.Fatalf("no RK-17 among %v", rows(t, a, "/api/v1/risks"))
	}
	type line struct{ From, To, User, Origin, Remark string }
	state := func() (status string, count float64, history []line) {
		t.Helper()
		var d struct {
			Status  string
			Count   float64
			History []line
		}
		got := ask(t, a, "GET", "/api/v1/risks/"+id, nil, nil)
		if err := json.Unmarshal(got.body, &d); err != nil || got.status != 200 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		return d.Status, d.Count, d.History
	}
	own := query.NewVerifier(a.desk)
	passes := func(want query.Status, why string) {
		t.Helper()
		for range 3 { // a step leads to the next, and then nothing is due
			if _, err := query.NewVerifier(a.desk).Pass(t.Context(), Tenant); err != nil {
				t.Fatal(err)
			}
			if _, err := own.Pass(t.Context(), Tenant); err != nil {
				t.Fatal(err)
			}
		}
		if got, _, history := state(); got != string(want) {
			t.Fatalf("%s: %s, want %s: %+v", why, got, want, history)
		}
	}
	passes(query.ToBeConfirmed, "before any claim")

	tag := ask(t, a, "GET", "/api/v1/risks/"+id, nil, nil).header.Get("ETag")
	got := ask(t, a, "PATCH", "/api/v1/risks/"+id, map[string]string{"If-Match": tag, "Content-Type": "application/json"},
		strings.NewReader(`{"status":"fixed","remark":"random session numbers"}`))
	if got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	time.Sleep(10 * time.Millisecond) // calls of the claim's own millisecond are neither before nor after it
	passes(query.ToBeVerified, "nothing seen since the claim")
	send(30, 40, strong)
	passes(query.ToBeVerified, "too few calls since the claim")
	send(40, 60, strong)
	passes(query.SystemFixed, "enough calls without it")
	send(0, 30, weak) // delivered again: no new calls
	passes(query.SystemFixed, "old calls delivered again")
	time.Sleep(10 * time.Millisecond)
	send(60, 61, weak)
	passes(query.NotFixed, "it shows again")

	_, count, history := state()
	if count != 31 {
		t.Errorf("%v calls show it, want 31", count)
	}
	want := []query.Status{query.Fixed, query.ToBeVerified, query.SystemFixed, query.NotFixed}
	if len(history) != len(want) {
		t.Fatalf("history %+v, want each step once: %v", history, want)
	}
	for i, h := range history {
		origin := query.OriginSystem
		if i == 0 {
			origin = query.OriginUser
		}
		if h.To != string(want[i]) || h.Origin != string(origin) || h.Remark == "" {
			t.Errorf("step %d is %+v, want %s by %s", i, h, want[i], origin)
		}
	}
}
