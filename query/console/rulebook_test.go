package console_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// TestP201PE31NF12RulesPage: built-in events and risks are listed with their lines and examples, tuned by a
// form, promoted with one button.
func TestP201P202PE31NF12RulesPage(t *testing.T) {
	srv, c, _ := open(t)
	wants(t, c.Get("/policies?tab=events"), 200, "Brute-force attack against password", "more than 10 passwords in 30 min", "EV-09@", "examples it finds",
		"one name, forty passwords in four minutes", "RK-18@", "/policies/tuning?add=1&amp;name=EV-09", "Own events")
	if a := c.Get("/policies?tab=events&q=EV-09"); strings.Count(a.Text, "examples it finds") != 1 {
		t.Errorf("the search gives %d rows", strings.Count(a.Text, "examples it finds"))
	}
	wants(t, c.Get("/policies/tuning?add=1&name=EV-09"), 200, `value="EV-09"`, "How it runs", "Times the usual")
	form := url.Values{"kind": {"tuning"}, "name": {"EV-09"}, "seen": {"0"}, "mode": {"simulate"}, "times": {"3"}, "do": {"save"}}
	wants(t, c.Post("/policies/save", form), 422, "EV-09 has no times to set", `<p class="wrong">`)
	form.Del("times")
	form.Set("floor", "12.5")
	wants(t, c.Post("/policies/save", form), 303)
	wants(t, c.Get("/policies/tuning/EV-09"), 200, "It runs on trial", `value="promote"`, `value="12.5"`)
	again := url.Values{"kind": {"tuning"}, "name": {"EV-09.shop"}, "seen": {"0"}, "mode": {"off"}, "do": {"save"}}
	wants(t, c.Post("/policies/save", again), 422, "the tuning EV-09 is about the same already (all domains)")
	wants(t, c.Post("/policies/save", url.Values{"kind": {"tuning"}, "name": {"EV-09"}, "seen": {"1"}, "do": {"promote"}}), 303)
	a := c.Get("/policies/tuning/EV-09")
	wants(t, a, 200, "put in force after its trial", "12.5")
	if strings.Contains(a.Text, `value="promote"`) {
		t.Error("what is in force can be promoted")
	}
	wants(t, c.Get("/policies?tab=events&q=EV-09"), 200, "/policies/tuning/EV-09")

	form = url.Values{"kind": {"events"}, "name": {"导出"}, "seen": {"0"}, "level": {"high"}, "per": {"account"}, "period": {"600"}, "requests": {"5"}, "enabled": {"true"},
		"simulate": {"true"}, "c.field": {"response.data"}, "c.name": {""}, "c.op": {"equals"}, "c.values": {"cn_mobile"},
		"statistics": {"distinct response.data cn_mobile at_least 500\r\nshare response.status more 399 at_most\r\n"}}
	send := func(do string, status int, texts ...string) {
		t.Helper()
		form.Set("do", do)
		wants(t, c.Post("/policies/save", form), status, texts...)
	}
	send("save", 422, "want a line such as", "distinct response.data cn_mobile at_least 500")
	form.Set("statistics", "distinct response.data cn_mobile at_least 500\r\nshare response.status more 399 at_most 10")
	send("try", 200, "newest stored calls", "Nothing is in force yet")
	querytest.Walked(t, srv.Store, time.Now(), 300)
	form.Set("c.field", "host")
	form.Set("c.values", "replayed.example.com")
	form.Set("per", "")
	form.Set("statistics", "distinct response.data cn_mobile at_least 500\r\nshare response.status more 399 at_most 30")
	form.Set("since", "7d")
	send("replay", 200, "What it would have found", "300 of 300 calls", "<code>distinct response.data cn_mobile</code>", "One address made", "198.51.100.0/24",
		`<option value="7d" selected>`, "Nothing is in force yet")
	_, turn, err := srv.Desk.ReplayTurn(t.Context(), query.Asker{Tenant: querytest.Tenant})
	if err != nil {
		t.Fatal(err)
	}
	send("replay", 429, "It was not replayed", "a replay is running already", "ask again", `<option value="7d" selected>`, "replayed.example.com")
	turn.End()
	querytest.Crowd(t, srv.Store, time.Now(), 2001)
	form.Set("c.values", "crowd.example.com")
	send("replay", 200, "1 call of further addresses not counted", "or more")
	form.Set("since", "99d")
	send("replay", 422, "It cannot be replayed", "at most 31d")
	form.Set("statistics", "distinct response.data cn_mobile at_least 500\r\nshare response.status more 399 at_most 10")
	form.Set("per", "account")
	form.Set("c.field", "response.data")
	form.Set("c.values", "cn_mobile")
	send("save", 303)
	wants(t, c.Get("/policies/events/"+url.PathEscape("导出")), 200, "share response.status more 399 at_most 10", `value="promote"`)
}
