package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// TestTN20TN21TN22WhatGoesOnAfterADecision: handled opens again once, ignored stays, disabled goes for later cases too.
func TestTN20TN21TN22WhatGoesOnAfterADecision(t *testing.T) {
	srv, k, found := open(t)
	one, two := query.NewReopener(srv.Desk), query.NewReopener(srv.Desk) // two nodes
	pass := func(want int) {
		t.Helper()
		steps := 0
		for _, r := range []*query.Reopener{one, two, one} {
			n, err := r.Pass(t.Context(), querytest.Tenant)
			if err != nil {
				t.Fatal(err)
			}
			steps += n
		}
		if steps != want {
			t.Errorf("%d steps, want %d", steps, want)
		}
	}
	write := func(f finding.Finding) {
		t.Helper()
		if err := srv.Store.WriteFindings(t.Context(), []finding.Finding{f}); err != nil {
			t.Fatal(err)
		}
	}
	path := func(i int) string { return "/api/v1/events/" + found[i].ID }
	k.do("PATCH", path(0), `{"status":"handled","remark":"blocked","disposition":"true_positive"}`, 200, "If-Match", `"rev-0"`)
	k.do("PATCH", path(1), `{"status":"ignored","remark":"known","disposition":"benign"}`, 200, "If-Match", `"rev-0"`)
	k.do("PATCH", path(2), `{"status":"disabled","remark":"our own test","disposition":"false_positive"}`, 200, "If-Match", `"rev-0"`)
	k.do("PATCH", path(3), `{"status":"handled","disposition":"maybe"}`, 400, "If-Match", `"rev-0"`)
	none, _ := k.do("PATCH", "/api/v1/events", `{"status":"handled","cases":[],"disposition":"maybe"}`, 400)
	told, _ := json.Marshal(none["errors"])
	for _, want := range []string{`"pointer":"/cases"`, `"pointer":"/disposition"`, "false_positive (False alarm), benign (By design), or none, which takes it back"} {
		if !strings.Contains(string(told), want) {
			t.Errorf("refused without %s: %s", want, told)
		}
	}
	pass(0)
	for i := range 3 { // all three go on
		f := found[i]
		f.Version, f.End, f.Count = f.Version+1, srv.Desk.Now().Add(time.Second), f.Count+7
		write(f)
	}
	pass(1)
	out, _ := k.do("GET", path(0), "", 200)
	history := out["history"].([]any)
	last := history[len(history)-1].(map[string]any)
	if out["status"] != "detected" || last["origin"] != "system" || last["from"] != "handled" || last["remark"] == "" {
		t.Errorf("handled and going on: %v, %v", out["status"], last)
	}
	first := history[len(history)-2].(map[string]any)
	if first["user"] == "" || first["remark"] != "blocked" || first["disposition"] != "true_positive" {
		t.Errorf("TN-23, TN-24: %v", first)
	}
	for i, want := range map[int]string{1: "ignored", 2: "disabled"} {
		if out, _ := k.do("GET", path(i), "", 200); out["status"] != want {
			t.Errorf("%s and going on: %v", want, out["status"])
		}
	}
	next := found[2] // the same attack of another day, and of another source
	next.Start, next.End = next.Start.Add(48*time.Hour), next.End.Add(48*time.Hour)
	next.ID = finding.CaseID(&next)
	other := next
	other.Source = found[3].Source
	other.ID = finding.CaseID(&other)
	write(next)
	write(other)
	pass(1)
	out, _ = k.do("GET", "/api/v1/events/"+next.ID, "", 200)
	if out["status"] != "disabled" || out["former_case"] != found[2].ID || out["disposition"] != "false_positive" || len(out["similar_cases"].([]any)) < 2 {
		t.Errorf("the next day: %v, former %v, %v, similar %v", out["status"], out["former_case"], out["disposition"], out["similar_cases"])
	}
	if out, _ := k.do("GET", "/api/v1/events/"+other.ID, "", 200); out["status"] != "detected" {
		t.Errorf("of another source: %v", out["status"])
	}
	k.do("PATCH", path(2), `{"status":"detected"}`, 200, "If-Match", `"rev-1"`) // enabled again ...
	k.do("PATCH", "/api/v1/events/"+next.ID, `{"status":"detected"}`, 200, "If-Match", `"rev-1"`)
	third := next
	third.Start, third.End = third.Start.Add(24*time.Hour), third.End.Add(24*time.Hour)
	third.ID = finding.CaseID(&third)
	write(third)
	pass(0)
	q, _ := k.do("GET", "/api/v1/rule-quality", "", 200)
	var judged float64
	for _, r := range q["rows"].([]any) {
		row := r.(map[string]any)
		judged += row["true_positive"].(float64) + row["false_positive"].(float64) + row["benign"].(float64)
	}
	if judged != 4 { // the three decided on and the one of the next day
		t.Errorf("NF-25: %v cases are judged, want 4", judged)
	}
	a, _ := k.do("GET", "/api/v1/attackers?since=30d", "", 200)
	if len(a["rows"].([]any)) < 3 {
		t.Errorf("XV-02: %v", a)
	}
	k.do("GET", "/api/v1/rule-quality?kind=risk", "", 200)
	k.do("GET", "/api/v1/rule-quality?kind=x", "", 400)
}
