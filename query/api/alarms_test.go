package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// From the settings to what a receiver got and the page shows: AL-01 to AL-04, AL-13, and the
// secret that never comes back in the clear.
func TestAL01AL02AL03AL04AL13AlarmsByAPI(t *testing.T) {
	const secret = "a-secret-of-32-characters-0123456"
	var arrived []string
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		arrived = append(arrived, r.Header.Get("Idempotency-Key"))
	}))
	defer hook.Close()
	srv, k, found := open(t)
	one := get(t, k, "/api/v1/alarms", 200)
	if alarm := list(t, one, "alarms")[0]; alarm["name"] != "default" || alarm["version"] != 0.0 || alarm["next"] == nil {
		t.Errorf("on by default: %v", alarm)
	}
	k.do("PUT", "/api/v1/recipients/hook", `{"rule":{"channel":"webhook","url":"`+hook.URL+`","secret":"`+secret+`"}}`, 200)
	k.do("PUT", "/api/v1/alarms/orders", `{"rule":{"recipients":[{"name":"nobody"}]}}`, 400)
	k.do("PUT", "/api/v1/alarms/orders", `{"rule":{"every":"burst","wait":"1m","threshold":1,"levels":["high"],"types":["events"],"recipients":[{"name":"hook"}]}}`, 200)
	for _, path := range []string{"/api/v1/alarms", "/api/v1/recipients/hook", "/api/v1/policies", "/api/v1/policies/recipients/hook/history", "/api/v1/policies/recipients"} {
		if a := get(t, k, path, 200); strings.Contains(a.Text, secret) || !strings.Contains(a.Text, "sealed:") && !strings.Contains(path, "history") {
			t.Errorf("%s: %s", path, a.Text)
		}
	}
	k.do("POST", "/api/v1/recipients/hook/test", "", 200)
	k.do("POST", "/api/v1/recipients/hook/test", "", 429)
	k.do("POST", "/api/v1/recipients/nobody/test", "", 404)
	if len(arrived) != 1 || !strings.HasPrefix(arrived[0], "tst_") {
		t.Fatalf("the test message: %v", arrived)
	}

	now := time.Now
	courier := func() *query.Courier {
		return query.NewCourier(query.CourierOptions{
			Store: srv.Store, Out: srv.Sender, Catalog: query.NewCatalog(query.DetectWords()), Zone: time.UTC,
			Base: func() string { return "https://l.example" }, Node: "n", Now: now,
		})
	}
	pass := func() {
		if _, err := courier().Pass(t.Context(), querytest.Tenant); err != nil {
			t.Fatal(err)
		}
	}
	pass()
	if len(arrived) != 1 {
		t.Fatalf("told of what was there before: %v", arrived)
	}
	fresh := found[:2]
	for i := range fresh {
		fresh[i].ID, fresh[i].Level, fresh[i].Start, fresh[i].End = fresh[i].ID+"x", 3, now().AddDate(0, -3, 0), now().AddDate(0, -3, 0)
	}
	if err := srv.Store.WriteFindings(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	if run, err := courier().Write(t.Context(), querytest.Tenant); err != nil || run.Written != 1 || len(arrived) != 1 {
		t.Fatalf("writing alone: %+v, %v, arrived %v", run, err, arrived)
	}
	pass()
	pass()
	rows := list(t, get(t, k, "/api/v1/digests?recipient=hook", 200), "rows")
	if len(arrived) != 2 || len(rows) != 1 || rows[0]["told"] != 2.0 || rows[0]["state"] != "delivered" || rows[0]["id"] != arrived[1] {
		t.Fatalf("%v\n%v", arrived, rows)
	}
	id := arrived[1]
	one = get(t, k, "/api/v1/digests/"+id, 200)
	if !strings.Contains(one.Text, "/events?digest="+id) || strings.Contains(one.Text, secret) || !strings.Contains(one.Text, `"ok":true`) {
		t.Errorf("%s", one.Text)
	}
	var page struct{ Total int }
	if a := get(t, k, "/api/v1/events?digest="+id, 200); json.Unmarshal([]byte(a.Text), &page) != nil || page.Total != 2 {
		t.Errorf("the list of the digest has %d events", page.Total)
	}
	get(t, k, "/api/v1/digests/dgs_none", 404)
	get(t, k, "/api/v1/digests?limit=0", 400)
	get(t, k, "/api/v1/digests?before=yesterday", 400)
	get(t, k, "/api/v1/events?digest=x'", 400)
}

// What every tenant has cannot be deleted, and the answer says what to do instead; what names
// nothing says what there is.
func TestAL01WhatIsBuiltInSaysSoWhenDeleted(t *testing.T) {
	_, k, _ := open(t)
	for _, path := range []string{"alarms/default", "policies/alarms/default"} {
		if _, a := k.do("DELETE", "/api/v1/"+path, "", 400, "If-Match", `"rev-0"`); !strings.Contains(a.Text, "enabled: false") {
			t.Errorf("%s: %s", path, a.Text)
		}
	}
	if _, a := k.do("DELETE", "/api/v1/policies/recipients/console", "", 400); !strings.Contains(a.Text, "once no alarm names it") {
		t.Error(a.Text)
	}
	k.do("PUT", "/api/v1/recipients/ops", `{"rule":{"channel":"console"}}`, 200)
	if _, a := k.do("DELETE", "/api/v1/recipients/opps", "", 404); !strings.Contains(a.Text, "there is: ops") {
		t.Error(a.Text)
	}
	answer, _ := k.do("PUT", "/api/v1/alarms/default", `{"rule":{"enabled":false,"every":"hour","from":"10:00","to":"10:00","recipients":[{"name":"console"}]}}`, 200)
	if w, _ := answer["warnings"].([]any); len(w) != 1 {
		t.Errorf("a range of one hour: %v", answer)
	}
	k.do("DELETE", "/api/v1/alarms/default", "", 204, "If-Match", `"rev-1"`)
	if _, a := k.do("PUT", "/api/v1/alarms/default", `{"rule":[]}`, 400); !strings.Contains(a.Text, "want an object, have a list") {
		t.Error(a.Text)
	}
}

func get(t *testing.T, k *caller, path string, want int) querytest.Answer {
	t.Helper()
	_, a := k.do("GET", path, "", want)
	return a
}

func list(t *testing.T, a querytest.Answer, name string) []map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(a.Text), &out); err != nil {
		t.Fatalf("%v\n%s", err, a.Text)
	}
	var rows []map[string]any
	all, _ := out[name].([]any)
	for _, x := range all {
		m, _ := x.(map[string]any)
		rows = append(rows, m)
	}
	return rows
}
