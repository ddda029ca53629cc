package api_test

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// after writes n later calls of a risk's API, of which the last shown ones show it.
func after(t *testing.T, srv *querytest.Server, f finding.Finding, token string, n, shown int, at time.Time) {
	t.Helper()
	b := &finding.Batch{Token: token}
	for i := range n {
		x := finding.Facts{
			Seq: uint64(1_000_000 + i), ID: fmt.Sprintf("%s-%d", token, i), Tenant: querytest.Tenant, Sensor: token,
			Time: at.Add(time.Duration(i) * time.Millisecond), API: f.API, Client: netip.MustParseAddr("203.0.113.7"),
			Status: 401, Bodies: finding.ReqRead | finding.ResRead,
		}
		if i >= n-shown {
			x.Status, x.Risks = 200, []finding.RiskHit{{Risk: 18, Reason: "x"}}
			f.Version, f.End, f.Count = f.Version+1, x.Time, f.Count+1
		}
		b.Facts = append(b.Facts, x)
	}
	if err := srv.Store.WriteBatch(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if shown > 0 {
		if err := srv.Store.WriteFindings(t.Context(), []finding.Finding{f}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRH06AClaimedFixIsVerified goes through every step of the watch, with passes repeated as
// several nodes and a replay repeat them.
func TestRH06RH07AClaimedFixIsVerified(t *testing.T) {
	srv, k, found := open(t)
	f := found[7]
	if f.Type != "RK-18" {
		t.Fatalf("risk %s, want RK-18", f.Type)
	}
	path := "/api/v1/risks/" + f.ID
	v, w := query.NewVerifier(srv.Desk), query.NewVerifier(srv.Desk) // two nodes
	pass := func(want int) {
		t.Helper()
		steps := 0
		for _, one := range []*query.Verifier{v, w, v, w} {
			n, err := one.Pass(t.Context(), querytest.Tenant)
			if err != nil {
				t.Fatal(err)
			}
			steps += n
		}
		if steps != want {
			t.Errorf("%d steps, want %d", steps, want)
		}
	}
	state := func(want string, lines int) map[string]any {
		t.Helper()
		out, _ := k.do("GET", path, "", 200)
		if out["status"] != want || len(out["history"].([]any)) != lines {
			t.Errorf("status %v with %d lines, want %s with %d", out["status"], len(out["history"].([]any)), want, lines)
		}
		return out
	}
	pass(0)
	k.do("PATCH", path, `{"status":"fixed","remark":"gateway asks for a token"}`, 200, "If-Match", `"rev-0"`)
	claim := srv.Desk.Now()
	pass(1)
	out := state("to_be_verified", 2)
	if w := out["verification"].(map[string]any); w["calls"].(float64) != 0 || w["enough"].(float64) < 20 ||
		w["what"] != "calls without a credential" {
		t.Errorf("verification %v", w)
	}
	line := out["history"].([]any)[1].(map[string]any)
	if line["origin"] != "system" || line["from"] != "fixed" || line["to"] != "to_be_verified" || line["user"] != nil {
		t.Errorf("history %v", line)
	}
	// Too few calls prove nothing; enough of them do.
	after(t, srv, f, "few", 5, 0, claim.Add(time.Second))
	pass(0)
	state("to_be_verified", 2)
	after(t, srv, f, "many", 12_000, 0, claim.Add(2*time.Second))
	v, w = query.NewVerifier(srv.Desk), query.NewVerifier(srv.Desk) // a restart
	pass(1)
	state("system_fixed", 3)
	pass(0)
	// It comes back: open again, once, and a second claim is watched from anew.
	after(t, srv, f, "back", 3, 1, srv.Desk.Now().Add(time.Hour))
	pass(1)
	state("not_fixed", 4)
	pass(0)
	if open, _ := k.do("GET", "/api/v1/risks?status=open&type=RK-18", "", 200); open["total"].(float64) != 1 {
		t.Errorf("a risk that came back is not open: %v", open["total"])
	}
}

// TestRH06SeenAgainBeforeItIsVerified: one call is enough, at once.
func TestRH06SeenAgainBeforeItIsVerified(t *testing.T) {
	srv, k, found := open(t)
	f := found[7]
	path := "/api/v1/risks/" + f.ID
	k.do("PATCH", path, `{"status":"fixed"}`, 200, "If-Match", `"rev-0"`)
	after(t, srv, f, "again", 2, 1, srv.Desk.Now().Add(time.Minute))
	if n, err := query.NewVerifier(srv.Desk).Pass(t.Context(), querytest.Tenant); n != 1 || err != nil {
		t.Fatalf("%d steps, %v", n, err)
	}
	out, _ := k.do("GET", path, "", 200)
	if out["status"] != "not_fixed" {
		t.Errorf("status %v, want not_fixed", out["status"])
	}
	if out["related_event_count"] == nil || out["first_seen"] == nil || out["last_seen"] == nil { // RH-08
		t.Errorf("related events, first or last seen are missing")
	}
	k.do("PATCH", path, `{"status":"ignored","remark":"so by design"}`, 200, "If-Match", `"rev-2"`)
	if out, _ := k.do("GET", path, "", 200); out["ignored_at"] == nil {
		t.Error("the time of ignoring is missing") // RH-08
	}
}
