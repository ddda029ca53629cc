package api_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/ingest"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/api"
	"github.com/lapwing-sec/lapwing/query/querytest"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// caller asks with a token and holds each answer to openapi.yaml.
type caller struct {
	t      *testing.T
	c      *querytest.Client
	token  string
	router routers.Router
}

func open(t *testing.T) (*querytest.Server, *caller, []finding.Finding) {
	t.Helper()
	s := storetest.New(t)
	found := querytest.Seed(t, s, time.Now())
	srv := querytest.Start(t, s, time.Now)
	return srv, with(t, srv, access.ScopeAdmin), found
}

func with(t *testing.T, srv *querytest.Server, scopes ...access.Scope) *caller {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(api.OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	admin := access.Principal{Tenant: querytest.Tenant, Name: "admin", Role: access.Admin}
	_, secret, err := srv.Gate.NewToken(t.Context(), admin, "tester", scopes, 0)
	if err != nil {
		t.Fatal(err)
	}
	return &caller{t, srv.Stranger(t), secret, router}
}

// do sends a request, checks the answer against the document and decodes it.
func (k *caller) do(method, path, body string, want int, headers ...string) (map[string]any, querytest.Answer) {
	k.t.Helper()
	all := append([]string{"Authorization", "Bearer " + k.token}, headers...)
	if body != "" {
		all = append([]string{"Content-Type", "application/json"}, all...)
	}
	a := k.c.Do(method, path, strings.NewReader(body), all...)
	if a.StatusCode != want {
		k.t.Fatalf("%s %s: %d, want %d: %s", method, path, a.StatusCode, want, a.Text)
	}
	k.conforms(method, path, a)
	var out map[string]any
	if strings.Contains(a.Header.Get("Content-Type"), "json") && a.Text != "" {
		if err := json.Unmarshal([]byte(a.Text), &out); err != nil {
			k.t.Fatal(err)
		}
	}
	return out, a
}

func (k *caller) conforms(method, path string, a querytest.Answer) {
	k.t.Helper()
	req, _ := http.NewRequestWithContext(k.t.Context(), method, "http://localhost"+path, nil)
	route, params, err := k.router.FindRoute(req)
	if err != nil {
		k.t.Fatalf("%s %s is not in openapi.yaml: %v", method, path, err)
	}
	openapi3filter.RegisterBodyDecoder(
		"text/csv",
		func(r io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
			b, err := io.ReadAll(r)
			return string(b), err
		},
	)
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route},
		Status:                 a.StatusCode, Header: a.Header,
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	in.SetBodyBytes([]byte(a.Text))
	if err := openapi3filter.ValidateResponse(context.Background(), in); err != nil {
		k.t.Errorf("%s %s: the answer is not what openapi.yaml says: %.600s", method, path, err)
	}
}

// TestAnswersAreWhatTheDocumentSays asks every question there is.
func TestAnswersAreWhatTheDocumentSays(t *testing.T) {
	srv, k, found := open(t)
	id, risk, apiID := found[0].ID, found[7].ID, found[0].API.ID(querytest.Tenant)
	for _, p := range []string{
		"/api/v1/overview", "/api/v1/overview?since=24h", "/api/v1/apis", "/api/v1/apis?grade=high&limit=2",
		"/api/v1/apis/" + apiID,
		"/api/v1/apis/" + apiID + "/samples", "/api/v1/risks", "/api/v1/risks/" + risk, "/api/v1/risks/" + risk + "/samples",
		"/api/v1/events", "/api/v1/events?status=open&source=203.0.113.0/24", "/api/v1/events/" + id,
		"/api/v1/events/" + id + "/samples",
		"/api/v1/data-types", "/api/v1/coverage", "/api/v1/sources", "/api/v1/nodes", "/api/v1/catalog",
		"/api/v1/me", "/api/v1/tokens", "/api/v1/alarms", "/api/v1/alarms/default", "/api/v1/recipients/console", "/api/v1/digests",
		"/api/v1/audit", "/healthz", "/readyz", "/version",
	} {
		k.do("GET", p, "", 200)
	}
	if _, a := k.do("GET", "/openapi.yaml", "", 200); a.Text != string(api.OpenAPI()) {
		t.Error("the document served is another")
	}
	for p, want := range map[string]int{
		"/api/v1/events?level=worst": 400, "/api/v1/events?cursor=AAAA": 400, "/api/v1/events/evt_none": 404,
		"/api/v1/apis/api_none":    404,
		"/api/v1/risks?format=pdf": 406, "/api/v1/overview?colour=red": 400, "/api/v1/audit?before=now": 400,
	} {
		out, a := k.do("GET", p, "", want)
		if a.Header.Get("Content-Type") != "application/problem+json" || out["code"] == "" ||
			!strings.Contains(out["instance"].(string), a.Header.Get("X-Request-Id")) {
			t.Errorf("%s: %v", p, out)
		}
	}
	_ = srv
}

func TestListsByCursorMeetEachRowOnce(t *testing.T) {
	_, k, _ := open(t)
	for _, list := range []string{"/api/v1/events?sort=level&", "/api/v1/apis?", "/api/v1/risks?sort=count&"} {
		whole, _ := k.do("GET", list+"limit=1000", "", 200)
		var want, got []string
		for _, r := range whole["rows"].([]any) {
			want = append(want, r.(map[string]any)["id"].(string))
		}
		next := list + "limit=2"
		for next != "" {
			page, a := k.do("GET", next, "", 200)
			for _, r := range page["rows"].([]any) {
				got = append(got, r.(map[string]any)["id"].(string))
			}
			link := a.Header.Get("Link")
			next = ""
			if link != "" {
				next = link[1:strings.Index(link, ">")]
			}
		}
		if len(want) < 7 || strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s by pages: %v\nwant %v", list, got, want)
		}
	}
}

// TestTN18DecisionsByAPI: If-Match, 428, 412, the new ETag, history and audit.
func TestTN18RH05RH07DecisionsByAPI(t *testing.T) {
	_, k, found := open(t)
	event, risk := "/api/v1/events/"+found[0].ID, "/api/v1/risks/"+found[7].ID
	_, a := k.do("GET", event, "", 200)
	tag := a.Header.Get("ETag")
	if tag != `"rev-0"` {
		t.Fatalf("ETag %s", tag)
	}
	k.do("PATCH", event, `{"status":"handled"}`, 428)
	out, a := k.do("PATCH", event, `{"status":"handled","remark":"blocked at the edge"}`, 200, "If-Match", tag)
	if out["status"] != "handled" || out["user"] != "token:tester" || a.Header.Get("ETag") != `"rev-1"` ||
		len(out["history"].([]any)) != 1 {
		t.Errorf("%v", out)
	}
	if _, a := k.do("PATCH", event, `{"status":"ignored","remark":"ours"}`, 412, "If-Match", tag); a.Header.Get("ETag") != `"rev-1"` {
		t.Errorf("ETag after a conflict: %s", a.Header.Get("ETag"))
	}
	k.do("PATCH", event, `{"status":"ignored","remark":"ours"}`, 412, "If-Match", `W/"x"`)
	out, _ = k.do("PATCH", event, `{"status":"disabled","remark":" "}`, 400, "If-Match", `"rev-1"`)
	if e := out["errors"].([]any)[0].(map[string]any); e["pointer"] != "/remark" ||
		!strings.Contains(out["detail"].(string), "needs a remark") {
		t.Errorf("disabled without a reason: %v", out)
	}
	out, _ = k.do("PATCH", event, `{"status":"fixed"}`, 400, "If-Match", `"rev-1"`)
	if e := out["errors"].([]any)[0].(map[string]any); e["pointer"] != "/status" {
		t.Errorf("%v", e)
	}
	k.do("PATCH", event, `{"status":1}`, 400, "If-Match", `"rev-1"`)
	k.do("PATCH", event, `{"state":"handled"}`, 400, "If-Match", `"rev-1"`)
	k.do("PATCH", event, `{"status":"handled"} {}`, 400, "If-Match", `"rev-1"`)
	k.do("PATCH", event, `status=handled`, 415, "If-Match", `"rev-1"`, "Content-Type", "text/plain")
	k.do("PATCH", event, `{"status":"handled","remark":"`+strings.Repeat("x", 70_000)+`"}`, 413, "If-Match", `"rev-1"`)
	k.do("PATCH", "/api/v1/events/evt_none", `{"status":"handled"}`, 404, "If-Match", `"rev-0"`)
	for i, s := range []string{"confirmed", "to_be_fixed", "fixed", "ignored", "to_be_confirmed"} {
		out, _ = k.do("PATCH", risk, `{"status":"`+s+`","remark":"so"}`, 200, "If-Match", `"rev-`+string(rune('0'+i))+`"`)
	}
	if n := len(out["history"].([]any)); n != 5 {
		t.Errorf("%d lines of history, want 5", n)
	}
	for _, s := range []string{"system_fixed", "not_fixed", "to_be_verified", "handled"} {
		k.do("PATCH", risk, `{"status":"`+s+`"}`, 400, "If-Match", `"rev-5"`)
	}
	out, _ = k.do(
		"PATCH",
		"/api/v1/events",
		`{"status":"in_progress","cases":[{"id":"`+found[1].ID+`","revision":0},{"id":"`+
			found[0].ID+`","revision":0},{"id":"evt_none","revision":0}]}`,
		200,
	)
	var results []string
	for _, r := range out["rows"].([]any) {
		results = append(results, r.(map[string]any)["result"].(string))
	}
	if strings.Join(results, " ") != "ok changed_meanwhile not_found" {
		t.Errorf("%v", results)
	}
	audit, _ := k.do("GET", "/api/v1/audit", "", 200)
	seen := map[string]int{}
	for _, r := range audit["rows"].([]any) {
		e := r.(map[string]any)
		seen[e["action"].(string)+" "+e["result"].(string)]++
	}
	if seen["event_status ok"] != 2 || seen["event_status conflict"] != 2 || seen["risk_status ok"] != 5 {
		t.Errorf("audit %v", seen)
	}
}

func TestRH10TN32CSVIsTheView(t *testing.T) {
	_, k, _ := open(t)
	for _, list := range []string{"/api/v1/events?level=high", "/api/v1/risks?level=low", "/api/v1/apis?grade=high"} {
		out, _ := k.do("GET", list, "", 200)
		_, a := k.do("GET", list+"&format=csv", "", 200)
		rows, err := csv.NewReader(bytes.NewReader([]byte(a.Text))).ReadAll()
		if err != nil || float64(len(rows)-1) != out["total"].(float64) || rows[0][0] != "id" {
			t.Errorf("%s: %d rows, total %v, %v", list, len(rows)-1, out["total"], err)
		}
		for i, r := range out["rows"].([]any) {
			if rows[i+1][0] != r.(map[string]any)["id"] {
				t.Errorf("%s: row %d is %s", list, i, rows[i+1][0])
			}
		}
		if !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment") || !strings.Contains(a.Text, "\r\n") {
			t.Errorf("%s: %v", list, a.Header)
		}
	}
}

// TestEveryAnswerCarriesCoverage is NF-16: what was not read is said beside what was found.
func TestNF16EveryAnswerCarriesCoverage(t *testing.T) {
	_, k, found := open(t)
	for _, p := range []string{
		"/overview", "/apis", "/risks", "/events", "/data-types", "/sources", "/events/" + found[0].ID,
		"/apis/" + found[0].API.ID(querytest.Tenant),
	} {
		out, _ := k.do("GET", "/api/v1"+p, "", 200)
		c := out["coverage"].(map[string]any)
		if c["calls"].(float64) == 0 || c["nodes_down"].(float64) != 1 || len(c["refused"].([]any)) != 2 {
			t.Errorf("%s: %v", p, c)
		}
		if r := c["responses_read"].(float64); r <= 0.9 || r > 1 {
			t.Errorf("%s: responses read %v", p, r)
		}
	}
}

func TestExchangesGoToTheReceiver(t *testing.T) {
	srv, k, _ := open(t)
	sensor := with(t, srv, access.ScopeIngest)
	out, _ := sensor.do(
		"POST",
		"/api/v1/exchanges",
		"{}\n{}\n",
		202,
		"Content-Type",
		"application/x-ndjson",
		"Idempotency-Key",
		"k1",
	)
	got := srv.Took.Requests[0]
	if out["accepted"].(float64) != 2 || got.Tenant != querytest.Tenant || got.Sensor != "tester" || got.Key != "k1" ||
		got.ContentType != "application/x-ndjson" {
		t.Errorf("%v %+v", out, got)
	}
	sensor.do("GET", "/api/v1/events", "", 403)
	with(t, srv, access.ScopeRead).do("POST", "/api/v1/exchanges", "{}\n", 403)
	for _, r := range ingest.Reasons() {
		if !r.Batch {
			continue
		}
		srv.Took.Err = &ingest.Refused{Reason: r.Reason, Text: "no"}
		a := sensor.c.Do("POST", "/api/v1/exchanges", strings.NewReader("{}"), "Authorization", "Bearer "+sensor.token)
		if a.StatusCode < 400 || a.StatusCode == 500 || (a.StatusCode == 503) != (a.Header.Get("Retry-After") != "") {
			t.Errorf("%s: %d, Retry-After %q", r.Reason, a.StatusCode, a.Header.Get("Retry-After"))
		}
		if want := (r.Reason == ingest.SpoolFull || r.Reason == ingest.Busy); want != (a.StatusCode == 503) {
			t.Errorf("%s: %d", r.Reason, a.StatusCode)
		}
		sensor.conforms("POST", "/api/v1/exchanges", a)
	}
	srv.Took.Err = errors.New("disk gone")
	a := k.c.Do("POST", "/api/v1/exchanges", strings.NewReader("{}"), "Authorization", "Bearer "+k.token)
	if a.StatusCode != 500 ||
		strings.Contains(a.Text, "disk gone") {
		t.Errorf("%d %s", a.StatusCode, a.Text)
	}
}

func TestNobodyGetsInWithoutAKey(t *testing.T) {
	srv, k, _ := open(t)
	c := srv.Stranger(t)
	for _, h := range []string{
		"", "Bearer", "Bearer x", "Bearer lapwing_x", "Basic YWRtaW46YWRtaW4=", "bearer " + k.token,
		"Bearer " + k.token[:len(k.token)-1],
	} {
		a := c.Do("GET", "/api/v1/events", nil, "Authorization", h)
		if a.StatusCode != 401 || a.Header.Get("WWW-Authenticate") == "" {
			t.Errorf("%q: %d", h, a.StatusCode)
		}
	}
	if a := c.Do("GET", "/healthz", nil, "Authorization", "Bearer lapwing_wrong"); a.StatusCode != 401 {
		t.Errorf("a wrong token on an open path: %d", a.StatusCode)
	}
	if a := c.Do("GET", "/metrics", nil, "X-Forwarded-For", "203.0.113.9"); a.StatusCode != 401 {
		t.Errorf("metrics through a proxy: %d", a.StatusCode)
	}
	if a := c.Do("GET", "/metrics", nil); a.StatusCode != 200 ||
		!strings.Contains(a.Text, `lapwing_http_problems_total{code="unauthorized"}`) {
		t.Errorf("metrics on loopback: %d", a.StatusCode)
	}
}

// TestRoutesByRole tries every route as everybody: only who holds its permission gets past
// the door.
func TestRoutesByRole(t *testing.T) {
	srv, _, _ := open(t)
	who := map[string]access.Principal{"nobody": {}}
	clients := map[string]func(method, path string) querytest.Answer{}
	stranger := srv.Stranger(t)
	clients["nobody"] = func(m, p string) querytest.Answer { return stranger.Do(m, p, nil, "Sec-Fetch-Site", "same-origin") }
	for _, s := range []access.Scope{access.ScopeIngest, access.ScopeRead, access.ScopeAdmin} {
		k := with(t, srv, s)
		who[string(s)] = access.Principal{Tenant: "t", Name: "n", Token: "x", Scopes: []access.Scope{s}}
		clients[string(s)] = func(m, p string) querytest.Answer {
			return k.c.Do(m, p, nil, "Authorization", "Bearer "+k.token)
		}
	}
	for _, r := range access.Roles() {
		link, err := srv.NewUser(t, string(r), r)
		if err != nil {
			t.Fatal(err)
		}
		c := srv.Stranger(t)
		c.Post("/welcome", url.Values{"secret": {link}, "password": {querytest.Password}, "again": {querytest.Password}})
		who["role "+string(r)] = access.Principal{Tenant: "t", Name: "n", Role: r}
		clients["role "+string(r)] = func(m, p string) querytest.Answer { return c.Do(m, p, nil, "Sec-Fetch-Site", "same-origin") }
	}
	tried := 0
	for _, r := range append(srv.API.Routes(), srv.Console.Routes()...) {
		if r.Path == "/signout" { // would end the sessions this test uses
			continue
		}
		path := strings.NewReplacer(":id", "x", ":secret", "x", ":name", "x", ":kind", "x").Replace(r.Path)
		for name, ask := range clients {
			a := ask(r.Method, path)
			tried++
			refused := a.StatusCode == 401 || a.StatusCode == 403
			if want := !who[name].May(r.Need); refused != want && !(r.Path == "/signin" && r.Method == "POST") {
				t.Errorf("%s %s as %s: %d, needs %s", r.Method, path, name, a.StatusCode, r.Need)
			}
		}
	}
	t.Logf("%d combinations", tried)
	if tried < 300 {
		t.Errorf("only %d combinations were tried", tried)
	}
}

func TestARouteWithoutAPermissionDoesNotStart(t *testing.T) {
	srv, _, _ := open(t)
	r := srv.API.Routes()[0]
	r.Path, r.Need = "/api/v1/forgotten", 0
	if err := srv.API.Mount([]api.Route{r}, nil); err == nil || !strings.Contains(err.Error(), "has no permission") {
		t.Errorf("%v", err)
	}
	r.Need = access.Read
	if err := srv.API.Mount([]api.Route{r, r}, nil); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("%v", err)
	}
	r = srv.API.Routes()[0]
	if err := srv.API.Mount([]api.Route{r}, nil); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("%v", err)
	}
}
