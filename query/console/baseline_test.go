package console_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// TestNF15BaselineOnTheAPIPage: all of it is shown, decided on and compared on the page of the API.
func TestNF15BaselineOnTheAPIPage(t *testing.T) {
	srv, c, _ := open(t)
	page := "/apis/" + querytest.Orders.ID(querytest.Tenant)
	wants(t, c.Get(page), 200, "What is usual", "Learned since", "All of it is judged by", "Mon 08:00 UTC:", "99 % below", "client-hours",
		"114.114.114.0/24", "114.114.115.0/24", "CN (", "People: browsers and apps", "expand&lt;b&gt;", "a word", "2xx 100.0 %",
		"Latency: median", "Working days, ", "8, 9, 10, 11, 12, 13, 14, 15, 16, 17", "Freeze", "Reset", "download=")
	act := func(status int, act, revision, why string) querytest.Answer {
		t.Helper()
		a := c.Post(page+"/baseline", url.Values{"act": {act}, "revision": {revision}, "why": {why}})
		wants(t, a, status)
		return a
	}
	export := c.Get("/api/v1" + page + "/baseline").Text
	if to := act(303, "freeze", "0", "a <b>release</b>").Header.Get("Location"); !strings.HasSuffix(to, "?baseline=freeze#baseline") {
		t.Errorf("sent to %s", to)
	}
	wants(t, c.Get(page+"?baseline=freeze"), 200, "The baseline is frozen", "Frozen by admin", "a &lt;b&gt;release", "Unfreeze")
	if to := act(303, "reset", "0", "").Header.Get("Location"); !strings.Contains(to, "baseline=conflict") {
		t.Errorf("who saw an older state is sent to %s", to)
	}
	wants(t, c.Get(page+"?baseline=conflict"), 200, "Somebody else has decided meanwhile")
	act(400, "melt", "1", "")
	act(400, "freeze", "x", "")
	act(400, "freeze", "1", strings.Repeat("y", 300))
	wants(t, c.Post(page+"/compare", url.Values{"export": {export}}), 200, "Against the export", "learning, then frozen")
	act(303, "reset", "1", "")
	wants(t, c.Get(page), 200, "Cold start:", "not known yet")
	wants(t, c.Post(page+"/compare", url.Values{"export": {export}}), 200, "usual before, not now: networks 114.114.114.0/24")
	wants(t, c.Post(page+"/compare", url.Values{"export": {"{"}}), 400, "no export of a baseline")
	wants(t, c.Post(page+"/compare", url.Values{"export": {`{"version":9}`}}), 400, "version")

	other := "/apis/" + traffic.API{Host: "shop.example.com", Method: "POST", Template: "/login"}.ID(querytest.Tenant)
	if a := c.Get(other); a.StatusCode == 200 {
		wants(t, a, 200, "Nothing was learned yet")
	}
	srv.Usual.Gone = true
	wants(t, c.Get(page), 200, "does not answer now", "Callers")
}
