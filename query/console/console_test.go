package console_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/querytest"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

var (
	accessAdmin = access.Principal{Tenant: querytest.Tenant, Name: "admin", Role: access.Admin}
	ingestScope = []access.Scope{access.ScopeIngest}
)

func open(t *testing.T) (*querytest.Server, *querytest.Client, []finding.Finding) {
	t.Helper()
	s := storetest.New(t)
	found := querytest.Seed(t, s, time.Now())
	srv := querytest.Start(t, s, time.Now)
	return srv, srv.Admin(t), found
}

func wants(t *testing.T, a querytest.Answer, status int, texts ...string) {
	t.Helper()
	if a.StatusCode != status {
		t.Fatalf("%s: %d, want %d\n%s", a.Request.URL, a.StatusCode, status, a.Text)
	}
	for _, x := range texts {
		if !strings.Contains(a.Text, x) {
			t.Errorf("%s lacks %q", a.Request.URL, x)
		}
	}
}

func TestEveryPageShowsWhatIsStored(t *testing.T) {
	_, c, found := open(t)
	id := found[0].ID
	wants(t, c.Get("/"), 200, "Brute-force attack against password", "shop.example.com", "Coverage", "ID card number")
	wants(t, c.Get("/events"), 200, `Events <span class="count">7</span>`, "203.0.113.0/24", "2,310")
	wants(t, c.Get("/events?level=high"), 200, `Events <span class="count">2</span>`)
	wants(t, c.Get("/events?source=203.0.113.77"), 200, `Events <span class="count">2</span>`)
	wants(t, c.Get("/events?q=nothing-like-it"), 200, "Nothing fits this filter")
	wants(t, c.Get("/events?open="+id), 200, `id="drawer"`, "2,310 passwords", "20 passwords", "What would not have fired")
	wants(t, c.Get("/events/"+id+"?tab=evidence"), 200, "110***********002X", "python-requests/2.31")
	wants(t, c.Get("/events/"+id+"?tab=timeline"), 200, "Calls of this source to this API", "<rect")
	wants(t, c.Get("/events/"+id+"?tab=source"), 200, "203.0.113.10")
	wants(t, c.Get("/events/"+id+"?tab=advice"), 200, "203.0.113.0/24", "lapwing_deny")
	wants(t, c.Get("/events/"+id+"?tab=history"), 200, "Nobody has decided anything yet")
	wants(t, c.Get("/risks?status=open"), 200, "Unauthenticated access to sensitive API")
	wants(t, c.Get("/apis?grade=high&auth=absent"), 200, "/contracts", `APIs <span class="count">1</span>`)
	wants(t, c.Get("/apis/"+found[0].API.ID(querytest.Tenant)), 200, "Latency", "Sample calls", "138****8000")
	wants(t, c.Get("/steps"), 200, "16 hexadecimal digits")
	wants(t, c.Get("/steps?who=amy"), 200, "want an account")
	wants(t, c.Get("/steps?who=203.0.113.0%2F24&since=24h"), 200, "Calls in order")
	wants(t, c.Get("/search?q=203.0.113.7"), 200, "/steps?who=203.0.113.7")
	wants(t, c.Get("/sources"), 200, "edge-1", "Malformed", "lapwing-2", "down", "curl -sS http://127.0.0.1:")
	wants(t, c.Get("/nowhere"), 404, "Not here")
	wants(t, c.Get("/events/evt_nothing"), 404, "Not here")
	wants(t, c.Get("/events?colour=red"), 400, "colour: no such parameter")
	wants(t, c.Get("/help/problems"), 200, "bad_cursor")
}

// TestOV12NumbersLeadToAsManyRows follows the numbers of the overview.
func TestOV12NumbersLeadToAsManyRows(t *testing.T) {
	_, c, _ := open(t)
	page := c.Get("/?since=7d").Text
	links := regexp.MustCompile(`<a href="(/(?:events|risks|apis)[^"]*)">(?:<span class="level (?:high|medium|low)">`+
		`.*?</span> |<span class="muted">[^<]*</span> )?([0-9,]+)</a>`).
		FindAllStringSubmatch(page, -1)
	if len(links) < 12 {
		t.Fatalf("only %d numbers with a link", len(links))
	}
	for _, l := range links {
		list := c.Get(strings.ReplaceAll(l[1], "&amp;", "&"))
		wants(t, list, 200, `<span class="count">`+l[2]+`</span>`)
	}
}

// TestTN23TN24DecisionsByPage changes states on the pages and reads them back.
func TestTN23TN24TN29DecisionsByPage(t *testing.T) {
	srv, c, found := open(t)
	id, other := found[0].ID, found[1].ID
	a := c.Post("/events/decide", url.Values{
		"case": {
			id + ":0",
			other + ":0",
		}, "status": {"in_progress"}, "remark": {"looking <b>into</b> it"}, "back": {"/events?level=high&open=" + id},
	})
	if to := a.Header.Get("Location"); a.StatusCode != http.StatusSeeOther ||
		to != "/events?done=2.in_progress&level=high&open="+id {
		t.Fatalf("%d %s", a.StatusCode, to)
	}
	wants(t, c.Get(a.Header.Get("Location")), 200, "2 cases are now in progress.")
	wants(t, c.Get("/events/"+id+"?tab=history"), 200, "looking &lt;b&gt;into&lt;/b&gt; it", "by admin", "In progress")
	wants(t, c.Get("/events?status=in_progress"), 200, `<span class="count">2</span>`)
	a = c.Post(
		"/events/decide",
		url.Values{"case": {id + ":0", other + ":1"}, "status": {"handled"}, "back": {"https://evil.example/"}},
	)
	if to := a.Header.Get("Location"); to != "/events?conflict=1&done=1.handled" {
		t.Errorf("a stale revision and a strange way back: %s", to)
	}
	wants(t, c.Post("/events/decide", url.Values{"case": {id + ":1"}, "status": {"gone"}}), 400)
	wants(t, c.Post("/events/decide", url.Values{"case": {id + ":1"}, "status": {"disabled"}, "remark": {" "}}), 400, "needs a remark")
	wants(t, c.Post("/events/decide", url.Values{"case": {id}, "status": {"handled"}}), 400)
	wants(t, c.Post("/risks/decide", url.Values{"case": {found[7].ID + ":0"}, "status": {"system_fixed"}}), 400)
	h, err := srv.Desk.Event(t.Context(), query.Asker{Tenant: querytest.Tenant, Name: "t"}, id)
	if err != nil || h.State.Status != query.InProgress || h.State.Revision != 1 || len(h.History) != 1 ||
		h.History[0].User != "admin" {
		t.Errorf("%+v %v", h.State, err)
	}
}

func TestStrangersAreSentToSignIn(t *testing.T) {
	srv, admin, found := open(t)
	c := srv.Stranger(t)
	for _, p := range []string{"/", "/events", "/risks", "/apis", "/sources", "/events/" + found[0].ID} {
		a := c.Get(p)
		if to := a.Header.Get("Location"); a.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/signin") {
			t.Errorf("%s: %d %s", p, a.StatusCode, to)
		}
	}
	if a := c.Get("/events?level=high"); a.Header.Get("Location") != "/signin?to=%2Fevents%3Flevel%3Dhigh" {
		t.Errorf("%s", a.Header.Get("Location"))
	}
	wants(t, c.Post("/events/decide", url.Values{"case": {found[0].ID + ":0"}, "status": {"handled"}}), 401)
	wants(t, c.Post("/signin", url.Values{"user": {"admin"}, "password": {"wrong"}}), 401, "not right")
	a := c.Post("/signin", url.Values{"user": {"admin"}, "password": {querytest.Password}, "to": {"/events?level=high"}})
	if a.Header.Get("Location") != "/events?level=high" {
		t.Errorf("back to %s", a.Header.Get("Location"))
	}
	for _, evil := range []string{
		"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\tevil",
	} {
		c := srv.Stranger(t)
		a := c.Post("/signin", url.Values{"user": {"admin"}, "password": {querytest.Password}, "to": {evil}})
		if to := a.Header.Get("Location"); to != "/" {
			t.Errorf("after sign-in %q leads to %q", evil, to)
		}
	}
	cookie := a.Header.Get("Set-Cookie")
	for _, part := range []string{"lapwing=", "HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("cookie %q lacks %s", cookie, part)
		}
	}
	if strings.Contains(admin.Get("/").Text, querytest.Password) {
		t.Error("a page shows a password")
	}
	c.Post("/signout", nil)
	if a := c.Get("/"); a.StatusCode != http.StatusSeeOther {
		t.Error("signed out and still in")
	}
}

func TestOtherSitesCannotChangeAnything(t *testing.T) {
	_, c, found := open(t)
	form := url.Values{"case": {found[0].ID + ":0"}, "status": {"disabled"}}.Encode()
	for _, h := range [][]string{
		{"Sec-Fetch-Site", "cross-site"},
		{"Sec-Fetch-Site", "same-site"},
		{"Origin", "https://evil.example"},
		{"Sec-Fetch-Site", "none"},
		{"Origin", "null"},
		{"Origin", ""},
		{"Origin", "http://"},
	} {
		a := c.Do(
			"POST",
			"/events/decide",
			strings.NewReader(form),
			"Content-Type",
			"application/x-www-form-urlencoded",
			h[0],
			h[1],
		)
		if a.StatusCode != http.StatusForbidden {
			t.Errorf("%v: %d", h, a.StatusCode)
		}
	}
}

func TestViewersSeeNoSamplesAndDecideNothing(t *testing.T) {
	srv, admin, found := open(t)
	_ = admin
	viewer := signInAs(t, srv, access.Viewer)
	wants(t, viewer.Get("/events/"+found[0].ID+"?tab=evidence"), 200, "may not see captured calls")
	for _, p := range []string{
		"/events/" + found[0].ID + "?tab=evidence", "/apis/" + found[0].API.ID(querytest.Tenant), "/sources", "/events",
	} {
		page := viewer.Get(p).Text
		for _, secret := range []string{"110***", "Make a token", "Change selected", `action="/events/decide"`} {
			if strings.Contains(page, secret) {
				t.Errorf("%s shows a viewer %q", p, secret)
			}
		}
	}
	wants(t, viewer.Post("/events/decide", url.Values{"case": {found[0].ID + ":0"}, "status": {"handled"}}), 403)
	wants(t, viewer.Post("/sources/tokens", url.Values{"name": {"x"}, "scope": {"admin"}}), 403)
}

func signInAs(t *testing.T, srv *querytest.Server, r access.Role) *querytest.Client {
	t.Helper()
	link, err := srv.NewUser(t, string(r), r)
	if err != nil {
		t.Fatal(err)
	}
	c := srv.Stranger(t)
	wants(
		t,
		c.Post("/welcome", url.Values{"secret": {link}, "password": {querytest.Password}, "again": {querytest.Password}}),
		303,
	)
	return c
}

func TestTokensAreShownOnce(t *testing.T) {
	srv, c, _ := open(t)
	a := c.Post("/sources/tokens", url.Values{"name": {"edge-9"}, "scope": {"ingest"}})
	secret := regexp.MustCompile(`lapwing_[0-9a-z]{59}`).FindString(a.Text)
	wants(t, a, 200, "never shown again", "edge-9")
	if secret == "" || strings.Contains(c.Get("/sources").Text, secret) {
		t.Fatalf("secret %q is missing or shown twice", secret)
	}
	p, err := srv.Gate.Bearer(t.Context(), secret, "127.0.0.1")
	if err != nil || p.Sensor != "edge-9" || !slices.Equal(p.Scopes, ingestScope) {
		t.Errorf("%+v %v", p, err)
	}
	wants(t, c.Post("/sources/tokens", url.Values{"name": {""}, "scope": {"ingest"}}), 422, "needs a name")
}

func TestFirstRunSaysWhatToDo(t *testing.T) {
	srv := querytest.Start(t, storetest.New(t), time.Now)
	c := srv.Admin(t)
	wants(t, c.Get("/"), 200, "Nothing has arrived yet", "curl -sS", "nothing found means nothing")
	wants(t, c.Get("/apis"), 200, "Nothing has arrived yet")
	wants(t, c.Get("/events"), 200, "No events")
	wants(t, c.Get("/risks"), 200, "No risks")
	wants(t, c.Get("/sources"), 200, "lapwing-1")
}

func TestStyleAndScriptAreKeptByBrowsers(t *testing.T) {
	srv := querytest.Start(t, storetest.New(t), time.Now)
	c := srv.Stranger(t)
	page := c.Get("/signin").Text
	size := 0
	for _, p := range regexp.MustCompile(`/static/[a-z]+\.[0-9a-f]{8}\.(css|js|svg)`).FindAllString(page, -1) {
		a := c.Get(p)
		if a.StatusCode != 200 || !strings.Contains(a.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %s", p, a.StatusCode, a.Header.Get("Cache-Control"))
		}
		size += len(a.Text)
	}
	if size < 10_000 {
		t.Errorf("only %d bytes of style and script", size)
	}
	wants(t, c.Get("/static/app.css"), 404)
}
