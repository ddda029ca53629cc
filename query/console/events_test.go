package console_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// TestTN01TN03TN05TN06TN07TN08TN09CountersOfEvents: how many events are in which state, over all hosts or of one, in
// the time that was chosen; each number leads to as many rows.
func TestTN01TN03TN05TN06TN07TN08TN09CountersOfEvents(t *testing.T) {
	_, c, found := open(t)
	for i, status := range []string{"in_progress", "handled", "ignored"} {
		a := c.Post("/events/decide", url.Values{"case": {found[i].ID + ":0"}, "status": {status}, "remark": {"seen"}, "back": {"/events"}})
		if a.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", status, a.StatusCode, a.Text)
		}
	}
	count := func(page, link string) string {
		t.Helper()
		m := regexp.MustCompile(regexp.QuoteMeta(`<a href="`+link+`" class="facet`) + `.*?<span class="facet-count">([0-9,]+)</span>`).FindStringSubmatch(page)
		if m == nil {
			t.Errorf("no number for %s", link)
			return ""
		}
		return m[1]
	}
	page := c.Get("/events").Text
	for _, x := range [][2]string{ // TN-01, TN-05 to TN-08
		{"status=detected", "4"}, {"status=in_progress", "1"}, {"status=handled", "1"}, {"status=ignored", "1"},
		{"host=shop.example.com", "5"}, {"host=admin.corp.example", "2"},
	} {
		if got := count(page, "/events?"+x[0]); got != x[1] {
			t.Errorf("%s: %s, want %s", x[0], got, x[1])
		}
		wants(t, c.Get("/events?"+x[0]), 200, `Events <span class="count">`+x[1]+`</span>`)
	}
	wants(t, c.Get("/events"), 200, `Events <span class="count">7</span>`) // TN-03
	one := c.Get("/events?host=admin.corp.example").Text                   // within one host
	if got := count(one, "/events?host=admin.corp.example&amp;status=detected"); got == "" || got == "4" {
		t.Errorf("of one host %s are detected", got)
	}
	wants(t, c.Get("/events?since=24h"), 200, "Last 24 hours") // TN-09
	day, all := c.Get("/events?since=24h").Text, c.Get("/events?since=30d").Text
	number := regexp.MustCompile(`Events <span class="count">([0-9]+)</span>`)
	if a, b := number.FindStringSubmatch(day), number.FindStringSubmatch(all); a == nil || b == nil || a[1] >= b[1] {
		t.Errorf("a day has %v, a month %v", a, b)
	}
}

// TestTN10TN11TN12TN13TN14TN15TN16TN17ColumnsOfEvents: what the list, its download and the case say of an event.
func TestTN10TN11TN12TN13TN14TN15TN16TN17ColumnsOfEvents(t *testing.T) {
	_, c, found := open(t)
	f := &found[0]
	list := c.Get("/events?q=" + f.ID) // TN-10: found by its ID
	wants(t, list, 200, `Events <span class="count">1</span>`, "EV-09", "Account risk", "High", f.API.Host, "/login", "Detected",
		"First seen", "last seen", f.Start.UTC().Format("2006-01-02T15:04:05"), f.End.UTC().Format("2006-01-02T15:04:05"), // TN-15, TN-16
		`name="case" value="`+f.ID+`:0"`, "Change selected") // TN-17
	csv := regexp.MustCompile(`href="(/[^"]*csv[^"]*)"`).FindStringSubmatch(list.Text)
	if csv == nil {
		t.Fatal("no download")
	}
	got := c.Get(strings.ReplaceAll(csv[1], "&amp;", "&"))
	head, row, _ := strings.Cut(strings.TrimPrefix(got.Text, "\ufeff"), "\n")
	for _, col := range []string{"id", "type", "level", "host", "method", "api", "status", "start", "end"} {
		if !strings.Contains(","+strings.TrimSpace(head)+",", ","+col+",") {
			t.Errorf("no column %s in %s", col, head)
		}
	}
	if !strings.Contains(row, f.ID) || !strings.Contains(row, "EV-09") {
		t.Errorf("row %s", row)
	}
}

// TestTN19TN25TN26TN27TN28AnEventIsWorkedOn: in progress, with what to do about it, a rule that is added at once and then
// shown, and all that is known of the case.
func TestTN19TN25TN26TN27TN28AnEventIsWorkedOn(t *testing.T) {
	_, c, found := open(t)
	id := found[0].ID
	page := "/events/" + id + "?tab=advice"
	a := c.Post("/events/decide", url.Values{"case": {id + ":0"}, "status": {"in_progress"}, "remark": {"blocking it"}, "back": {page}})
	if a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.Text)
	}
	wants(t, c.Get(page), 200, "In progress", "Block the source", "Refuse the addresses it came from", "Limit the calls of one client", "Add now", // TN-19, TN-25, TN-27
		id, "Brute-force attack against password", found[0].API.Host, "/login", "Calls", "First", "Last", "203.0.113.0/24") // TN-26
	if added := c.Post("/events/"+id+"/rule", url.Values{"kind": {"ip_blacklist"}, "back": {page}}); added.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", added.StatusCode, added.Text)
	}
	wants(t, c.Get(page), 200, "on the list", "Rules of this API and host", "ip-blacklist") // TN-28
	api := "/apis/" + found[0].API.ID(querytest.Tenant)
	wants(t, c.Get(api), 200, "At gateways", "1 rule") // XV-23, likewise below
}

// TestXV23WhetherARuleIsAttached: an API without a rule says so.
func TestXV23WhetherARuleIsAttached(t *testing.T) {
	_, c, found := open(t)
	api := "/apis/" + found[0].API.ID(querytest.Tenant)
	wants(t, c.Get(api), 200, "At gateways", "No rule")
	if added := c.Post("/events/"+found[0].ID+"/rule", url.Values{"kind": {"rate_limit"}, "back": {"/events"}}); added.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", added.StatusCode, added.Text)
	}
	wants(t, c.Get(api), 200, "1 rule")
}

// TestEV25WhatWasLookedForInVain: a case of paths that are no API leads to no page of one.
func TestEV25WhatWasLookedForInVain(t *testing.T) {
	srv, c, found := open(t)
	f := found[0]
	f.ID, f.API.Template = "evt_0000000000000025", "/api/{other}"
	if err := srv.Store.WriteFindings(t.Context(), []finding.Finding{f}); err != nil {
		t.Fatal(err)
	}
	a := c.Get("/events/" + f.ID)
	wants(t, a, 200, "paths that are no API")
	if strings.Contains(a.Text, `href="/apis/`) {
		t.Error("it leads to an API that is not there")
	}
	wants(t, c.Get("/events/"+found[0].ID), 200, `href="/apis/`)
}
