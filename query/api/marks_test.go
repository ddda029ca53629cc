package api_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// TestRH09FollowNoteAndDeleteInBulk marks, filters by marks, deletes, and sees a deleted risk
// come back when a later call shows it.
func TestRH09FollowNoteAndDeleteInBulk(t *testing.T) {
	srv, k, found := open(t)
	a, b := found[7], found[8]
	total := func(path string) float64 {
		t.Helper()
		out, _ := k.do("GET", path, "", 200)
		return out["total"].(float64)
	}
	all := total("/api/v1/risks")
	ids := `["` + a.ID + `","` + b.ID + `","rsk_none"]`
	out, _ := k.do("POST", "/api/v1/risks/marks", `{"ids":`+ids+`,"follow":true,"note":" ask the team "}`, 200)
	var results []string
	for _, r := range out["rows"].([]any) {
		results = append(results, r.(map[string]any)["result"].(string))
	}
	if strings.Join(results, " ") != "ok ok not_found" {
		t.Errorf("%v", results)
	}
	if n := total("/api/v1/risks?follow=yes"); n != 2 {
		t.Errorf("%v risks are followed, want 2", n)
	}
	one, _ := k.do("GET", "/api/v1/risks/"+a.ID, "", 200)
	if one["follow"] != true || one["note"] != "ask the team" {
		t.Errorf("follow %v, note %v", one["follow"], one["note"])
	}
	k.do("POST", "/api/v1/risks/marks", `{"ids":["`+a.ID+`"],"follow":false}`, 200)
	if one, _ = k.do("GET", "/api/v1/risks/"+a.ID, "", 200); one["follow"] != false || one["note"] != "ask the team" {
		t.Errorf("after following no longer: %v, note %v", one["follow"], one["note"])
	}
	for _, body := range []string{`{"ids":[]}`, `{"ids":["x"]}`, `{"ids":["x"],"note":"` + strings.Repeat("x", 1001) + `"}`} {
		k.do("POST", "/api/v1/risks/marks", body, 400)
	}
	k.do("POST", "/api/v1/events/marks", `{"ids":["`+a.ID+`"],"follow":true}`, 200) // a risk is no event: not_found
	k.do("POST", "/api/v1/risks/marks", `{"ids":`+ids+`,"delete":true}`, 200)
	if n := total("/api/v1/risks"); n != all-2 {
		t.Errorf("%v risks after deleting two of %v", n, all)
	}
	k.do("GET", "/api/v1/risks/"+a.ID, "", 404)
	a.Version, a.End = a.Version+1, srv.Desk.Now().Add(time.Minute)
	if err := srv.Store.WriteFindings(t.Context(), []finding.Finding{a}); err != nil {
		t.Fatal(err)
	}
	if n := total("/api/v1/risks"); n != all-1 {
		t.Errorf("%v risks after one was seen again, want %v", n, all-1)
	}
	audit, _ := k.do("GET", "/api/v1/audit", "", 200)
	deleted := 0
	for _, r := range audit["rows"].([]any) {
		if r.(map[string]any)["action"] == "risk_delete" {
			deleted++
		}
	}
	if deleted != 3 {
		t.Errorf("%d lines of audit for deleting, want 3", deleted)
	}
}
