package api_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestP201PE31NF12RulesByAPI: the built-in rules are listed, tuned on trial, promoted with one call, and
// cases say that their rule is off by now.
func TestP201PE31NF12RulesByAPI(t *testing.T) {
	srv, k, _ := open(t)
	at := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	f := finding.Finding{
		Kind: finding.KindEvent, Type: "EV-09", Tenant: "default", Level: finding.Low, Start: at, End: at, Count: 3, Version: 1,
		API: traffic.API{Host: "tuned.example.com", Method: "POST", Template: "/login"}, Why: finding.Why{Observed: 12, Threshold: 10, Reason: "EV-09", Tuned: "EV-09@4"},
	}
	trial := f
	trial.Simulated = true
	f.ID, trial.ID = finding.CaseID(&f), finding.CaseID(&trial)
	if err := srv.Store.WriteFindings(t.Context(), []finding.Finding{f, trial}); err != nil {
		t.Fatal(err)
	}
	rule := func(id string) map[string]any {
		out, _ := k.do("GET", "/api/v1/rules", "", 200)
		for _, r := range out["rows"].([]any) {
			if r := r.(map[string]any); r["id"] == id {
				return r
			}
		}
		t.Fatalf("no %s", id)
		return nil
	}
	r := rule("EV-09")
	if r["simulated"].(float64) != 1 || r["cases"].(float64) < 1 || r["line"].(map[string]any)["floor"].(float64) != 10 || len(r["finds"].([]any)) == 0 {
		t.Errorf("%v", r)
	}
	if r := rule("RK-18"); r["line"] != nil || r["rule"] == "" || len(r["finds"].([]any)) == 0 {
		t.Errorf("%v", r)
	}
	if also, _ := rule("EV-17")["also_window_seconds"].([]any); len(also) != 2 || also[0].(float64) != 3600 || also[1].(float64) != 86400 {
		t.Errorf("P2-01: EV-17 counts over %v as well", also)
	}
	const path = "/api/v1/policies/tuning/EV-09.login"
	out, _ := k.do("PUT", path, `{"rule":{"times":3}}`, 400)
	if e := out["errors"].([]any)[0].(map[string]any); e["pointer"] != "/times" || !strings.Contains(e["detail"].(string), "EV-09 has no times") {
		t.Errorf("%v", out)
	}
	k.do("PUT", path, `{"rule":{"mode":"simulate","host":"tuned.example.com","floor":25},"why":"too many"}`, 200)
	if r := rule("EV-09"); len(r["policies"].([]any)) != 1 {
		t.Errorf("%v", r)
	}
	out, _ = k.do("PUT", "/api/v1/policies/tuning/EV-09.same", `{"rule":{"mode":"off","host":"tuned.example.com"}}`, 400)
	if e := out["errors"].([]any)[0].(map[string]any); !strings.Contains(e["detail"].(string), "the tuning EV-09.login is about the same already (tuned.example.com)") {
		t.Errorf("two about the same: %v", out)
	}
	out, _ = k.do("GET", "/api/v1/events/"+f.ID, "", 200)
	if s, _ := out["rule_state"].(map[string]any); s["mode"] != "simulate" || s["policy"] != "EV-09.login@1" {
		t.Errorf("%v", out["rule_state"])
	}
	out, _ = k.do("GET", "/api/v1/events/"+trial.ID, "", 200)
	if out["rule_state"] != nil || out["simulated"] != true || !strings.Contains(out["why"].(map[string]any)["reason"].(string), "policy EV-09, version 4") {
		t.Errorf("%v", out)
	}
	k.do("POST", path+"/promote", `{}`, 428)
	never, _ := k.do("POST", "/api/v1/policies/tuning/EV-10/promote", `{}`, 404, "If-Match", `"rev-0"`)
	if d, _ := never["detail"].(string); d != `tuning "EV-10" is not set: there is nothing to promote` {
		t.Errorf("never tuned: %v", never)
	}
	out, _ = k.do("POST", path+"/promote", `{"why":"no false case"}`, 200, "If-Match", `"rev-1"`)
	if out["version"].(float64) != 2 || out["rule"].(map[string]any)["mode"] != "on" || out["rule"].(map[string]any)["floor"].(float64) != 25 {
		t.Errorf("%v", out)
	}
	k.do("POST", path+"/promote", `{}`, 400, "If-Match", `"rev-2"`)
	k.do("PUT", path, `{"rule":{"mode":"off","host":"tuned.example.com"}}`, 200, "If-Match", `"rev-2"`)
	out, _ = k.do("GET", "/api/v1/events/"+f.ID, "", 200)
	if s, _ := out["rule_state"].(map[string]any); s["mode"] != "off" || s["policy"] != "EV-09.login@3" {
		t.Errorf("%v", out["rule_state"])
	}
	for q, want := range map[string]float64{"": 1, "&simulated=yes": 1, "&simulated=no&simulated=yes": 2} {
		out, _ := k.do("GET", "/api/v1/events?since=3650d&host=tuned.example.com"+q, "", 200)
		if out["total"].(float64) != want {
			t.Errorf("%q: %v cases, want %v", q, out["total"], want)
		}
	}
}

// TestP202P204P205OwnEventsByAPI: ten at most, promoted, and named in lists and cases.
func TestP202P204P205OwnEventsByAPI(t *testing.T) {
	srv, k, _ := open(t)
	const rule = `{"rule":{"level":"high","simulate":true,"suggestion":"call the desk","period":300,"requests":5,
		"conditions":[{"field":"host","op":"exists"}]}}`
	for i := range 10 {
		k.do("PUT", "/api/v1/policies/events/own"+string(rune('a'+i)), rule, 200)
	}
	out, _ := k.do("PUT", "/api/v1/policies/events/more", rule, 400)
	if !strings.Contains(out["errors"].([]any)[0].(map[string]any)["detail"].(string), "at most 10 of own events") {
		t.Errorf("%v", out)
	}
	k.do("PUT", "/api/v1/policies/events/EV-09", rule, 400)
	out, _ = k.do("POST", "/api/v1/policies/events/owna/promote", `{}`, 200, "If-Match", `"rev-1"`)
	if out["rule"].(map[string]any)["simulate"] != nil {
		t.Errorf("%v", out)
	}
	at := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	f := finding.Finding{
		Kind: finding.KindEvent, Type: "own:owna", Tenant: "default", Level: finding.High, Start: at, End: at, Count: 5, Version: 1,
		API: traffic.API{Host: "own.example.com", Method: "GET", Template: "/x"}, Why: finding.Why{Observed: 5, Threshold: 5, Reason: "because"},
	}
	f.ID = finding.CaseID(&f)
	if err := srv.Store.WriteFindings(t.Context(), []finding.Finding{f}); err != nil {
		t.Fatal(err)
	}
	out, _ = k.do("GET", "/api/v1/events/"+f.ID, "", 200)
	if out["title"] != "owna" || out["category"] != "Own event" || out["advice"] != "call the desk" || out["rule_state"] != nil {
		t.Errorf("%v %v %v %v", out["title"], out["category"], out["advice"], out["rule_state"])
	}
	k.do("DELETE", "/api/v1/policies/events/owna", "", 204, "If-Match", `"rev-2"`)
	out, _ = k.do("GET", "/api/v1/events/"+f.ID, "", 200)
	if s, _ := out["rule_state"].(map[string]any); out["title"] != "owna" || s["mode"] != "off" {
		t.Errorf("%v", out)
	}
	out, _ = k.do("GET", "/api/v1/events?since=3650d&type=own:owna", "", 200)
	if out["total"].(float64) != 1 {
		t.Errorf("%v", out["total"])
	}
}
