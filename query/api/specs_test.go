package api_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
	"github.com/lapwing-sec/lapwing/query/openapi"
	"github.com/lapwing-sec/lapwing/query/querytest"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

const described = `openapi: 3.1.0
info: {title: Documents, version: "1"}
servers: [{url: "https://docs.example.com/v1"}]
paths:
  /users/{userId}: {get: {}, delete: {}}
  /users: {get: {}, post: {}}
`

// docs is a server with 100 calls of GET docs.example.com/v1/users/{id}, of which 30 asked for
// "me", and 20 of /v1/people/{id}.
func docs(t *testing.T) (*querytest.Server, *caller) {
	t.Helper()
	key, now := []byte("0123456789abcdef0123456789abcdef"), time.Now().UTC()
	opt := storetest.Options(t)
	opt.Word = func(_, value string) uint32 { return detect.PlaceWord(key, value) }
	s, err := store.Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b := &finding.Batch{Token: "docs"}
	for template, words := range map[string][]string{
		"/v1/users/{id}": slices.Concat(make([]string, 70), slices.Repeat([]string{"me"}, 30)), "/v1/people/{id}": make([]string, 20),
	} {
		a := docsAPI("GET", template)
		for _, word := range words {
			f := finding.Facts{
				Seq: uint64(len(b.Facts) + 1), ID: fmt.Sprint(len(b.Facts)), Tenant: querytest.Tenant, API: a, Status: 200,
				Time: now.Add(-time.Hour),
			}
			if word != "" {
				f.Words = []uint32{detect.PlaceWord(key, word)}
			}
			b.Facts = append(b.Facts, f)
		}
		asset := finding.Asset{
			ID: a.ID(querytest.Tenant), Tenant: querytest.Tenant, API: a, FirstSeen: now.Add(-2 * time.Hour), LastSeen: now.Add(-time.Hour),
			Calls: uint64(len(words)), Version: 1,
		}
		if err := s.WriteAssets(t.Context(), []finding.Asset{asset}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.WriteBatch(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	srv := querytest.Start(t, s, time.Now)
	return srv, with(t, srv, access.ScopeAdmin)
}

func docsAPI(method, template string) traffic.API {
	return traffic.API{Host: "docs.example.com", Method: method, Template: template}
}

// wrong asks for something that must be refused, with a problem that names what is wrong.
func (k *caller) wrong(method, path, body string, want int, says string, headers ...string) {
	k.t.Helper()
	out, a := k.do(method, path, body, want, headers...)
	if a.Header.Get("Content-Type") != "application/problem+json" || !strings.Contains(a.Text, says) {
		k.t.Errorf("%s %s: the problem does not say %q: %v", method, path, says, out)
	}
}

// TestPE02NF18ImportByAPI: a document is imported once by name, replaced by who has seen it, and
// listed with what was never called; what is no document is refused with the reason.
func TestPE02NF18ImportByAPI(t *testing.T) {
	srv, k := docs(t)
	const path = "/api/v1/apis/specs"
	yaml := []string{"Content-Type", "application/yaml"}
	out, a := k.do("POST", path+"?why=the+contract", described, 200, yaml...)
	if a.Header.Get("ETag") != `"rev-1"` || out["name"] != "docs.example.com" || out["operations"] != 4. || out["format"] != "OpenAPI 3.1.0" {
		t.Fatalf("%v %v", out, a.Header)
	}
	out, _ = k.do("GET", path, "", 200)
	row := out["rows"].([]any)[0].(map[string]any)
	if got := fmt.Sprint(row["unseen"]); got != "[DELETE /v1/users/{id} GET /v1/users POST /v1/users]" || row["why"] != "the contract" {
		t.Errorf("%v", row)
	}
	k.wrong("POST", path, described, 428, "If-Match", yaml...)
	k.do("POST", path, strings.Replace(described, ", delete: {}", "", 1), 200, append(yaml, "If-Match", `"rev-1"`)...)
	k.wrong("POST", path, described, 412, "changed_meanwhile", append(yaml, "If-Match", `"rev-1"`)...)
	out, _ = k.do("GET", path, "", 200)
	if row := out["rows"].([]any)[0].(map[string]any); row["operations"] != 3. || row["version"] != 2. {
		t.Errorf("after the replacement: %v", row)
	}
	for doc, says := range map[string]string{
		"{}":                                     "openapi: 3",
		"- a\n- b\n":                             "",
		"openapi: 3.1.0\n\t":                     "",
		"openapi: 9.0.0\npaths: {/a: {get: {}}}": "versions 3.0 to 3.2",
		"openapi: 3.0.0\npaths: {}":              "no paths",
		"openapi: 3.0.0\npaths: {/a: {get: {}}}": "say which one its paths belong to",
		"a: &a [*a]\nopenapi: 3.0.0":             "",
	} {
		k.wrong("POST", path+"?name=wrong", doc, 400, says, yaml...)
	}
	k.wrong("POST", path+"?name=wrong&host=http%3A%2F%2Fx%2F", described, 400, "/host", yaml...)
	k.wrong("POST", path+"?colour=red", described, 400, "no such parameter", yaml...)
	k.wrong("POST", path+"?name=a%20b", described, 400, "letter or digit first", yaml...)
	with(t, srv, access.ScopeRead).do("POST", path+"?name=other", described, 403, yaml...)
	if out, _ = k.do("GET", path, "", 200); len(out["rows"].([]any)) != 1 {
		t.Errorf("what was refused is there: %v", out)
	}
}

// TestPE08NF18XV12XV14XV15CorrectionsByAPI: people pin, split, merge and exclude by rule, each
// with an undo; the tally stays, and what cannot work is refused by field.
func TestPE08NF18XV12XV14XV15CorrectionsByAPI(t *testing.T) {
	_, k := docs(t)
	const kind = "/api/v1/policies/api-corrections/"
	calls := func() (got string) {
		out, _ := k.do("GET", "/api/v1/apis?host=docs.example.com&sort=first", "", 200)
		rows := map[string]any{}
		for _, r := range out["rows"].([]any) {
			m := r.(map[string]any)
			rows[strings.TrimPrefix(m["api"].(string), "GET docs.example.com")] = m["calls"]
		}
		return fmt.Sprint(rows)
	}
	year := func(template string) (n float64) {
		out, _ := k.do("GET", "/api/v1/apis/"+docsAPI("GET", template).ID(querytest.Tenant)+"?since=30d", "", 200)
		for _, p := range out["traffic"].([]any) {
			n += p.(map[string]any)["calls"].(float64)
		}
		return n
	}
	const before = "map[/v1/people/{id}:20 /v1/users/{id}:100]"
	if got := calls(); got != before || year("/v1/users/{id}") != 100 {
		t.Fatalf("the inventory begins with %s", got)
	}
	rule := func(s string) string { return `{"rule":` + s + `,"why":"by hand"}` }
	for _, c := range []struct{ name, body, want string }{
		{"split", `{"kind":"split","host":"docs.example.com","template":"/v1/users/{user}","place":1,"values":["me"]}`,
			"map[/v1/people/{id}:20 /v1/users/{id}:70]"},
		{"merge", `{"kind":"merge","host":"*.example.com","template":"/v1/users/{id}","paths":["/v1/people/{id}"]}`, "map[/v1/users/{id}:120]"},
		{"pin", `{"kind":"pin","host":"docs.example.com","template":"/v1/{kind}/{id}"}`, "map[/v1/{id}/{id}:120]"},
		{"recognition", `{"kind":"recognise","host":"*","match":"regex","text":"^/x/[a-z]+\\.html$","template":"/x/{page}.html"}`, before},
		{"parameter", `{"kind":"generalise","host":"docs.example.com","match":"prefix","text":"ord_"}`, before},
		{"exclusion", `{"kind":"exclude","host":"*","match":"suffix","text":".ico"}`, before},
		{"exclusion-of-counted", `{"kind":"exclude","host":"docs.example.com","match":"prefix","text":"/v1/people"}`, "map[/v1/users/{id}:100]"},
	} {
		k.do("PUT", kind+c.name, rule(c.body), 200)
		if got := calls(); got != c.want {
			t.Errorf("%s: the inventory has %s, want %s", c.name, got, c.want)
		}
		if c.name == "split" && year("/v1/users/{id}") != 70 {
			t.Errorf("after the split the month has %v calls of what is left", year("/v1/users/{id}"))
		}
		k.do("DELETE", kind+c.name+"?why=wrong", "", 204, "If-Match", `"rev-1"`)
		if got := calls(); got != before {
			t.Errorf("%s taken back: the inventory has %s", c.name, got)
		}
		out, _ := k.do("GET", kind+c.name+"/history", "", 200)
		if h := out["rows"].([]any); len(h) != 2 || h[0].(map[string]any)["why"] != "wrong" || h[1].(map[string]any)["who"] != "token:tester" {
			t.Errorf("%s: history %v", c.name, h)
		}
	}
	out, _ := k.do("POST", kind+"split/restore", `{"version":1}`, 200, "If-Match", `"rev-2"`)
	if out["version"] != 3. || calls() == before {
		t.Errorf("a correction restored does not count: %v, %s", out, calls())
	}
	k.do("DELETE", kind+"split?why=x", "", 204, "If-Match", `"rev-3"`)
	dry := rule(`{"kind":"exclude","host":"docs.example.com","match":"prefix","text":"/"}`)
	if out, _ = k.do("PUT", kind+"dry?dry_run=1", dry, 200); out["apis"] != 2. || out["calls"] != 120. || out["hosts"] != 1. || calls() != before {
		t.Errorf("a dry run says %v, and the inventory has %s", out, calls())
	}
	k.wrong("GET", kind+"dry", "", 404, "")
	k.wrong("PUT", kind+"dry?dry_run=yes", dry, 400, "dry_run")
	for body, pointer := range map[string]string{
		`{"kind":"exclude","host":"*","match":"prefix","text":"/"}`:                       "/text",
		`{"kind":"exclude","host":"*","match":"regex","text":"^/.+"}`:                     "/text",
		`{"kind":"glue","host":"h"}`:                                                      "/kind",
		`{"kind":"pin","host":"h"}`:                                                       "/template",
		`{"kind":"pin","host":"http://h/","template":"/a/{x}"}`:                           "/host",
		`{"kind":"split","host":"h","template":"/a/{x}","place":2,"values":["b"]}`:        "/place",
		`{"kind":"merge","host":"h","template":"/a/{x}","paths":["b"]}`:                   "/paths/0",
		`{"kind":"exclude","host":"h","match":"regex","text":"(a"}`:                       "/text",
		`{"kind":"exclude","host":"h","match":"like","text":"a"}`:                         "/match",
		`{"kind":"pin","host":"h","template":"/a/{x}","methods":["get it"]}`:              "/methods/0",
		`{"kind":"pin","host":"h","template":"/a/{x}","colour":"red"}`:                    "colour",
		`{"kind":"exclude","host":"h","match":"contains","text":"a","template":"/a/{x}"}`: "/template",
	} {
		k.wrong("PUT", kind+"wrong", rule(body), 400, pointer)
	}
}

// TestPE02PE05NF18RoundTripByAPI: a host is exported as OpenAPI in both formats, what was exported
// imports as the same operations, and the detail of an API shows its parameters.
func TestPE02PE05NF18RoundTripByAPI(t *testing.T) {
	_, k, _ := open(t)
	const host = "shop.example.com"
	_, a := k.do("GET", "/api/v1/apis/openapi?host="+host, "", 200)
	_, y := k.do("GET", "/api/v1/apis/openapi?format=yaml&host="+host, "", 200)
	want, err := openapi.Read([]byte(a.Text))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := openapi.Read([]byte(y.Text)); err != nil || !slices.Equal(got.Operations, want.Operations) {
		t.Errorf("YAML and JSON differ: %v, %v and %v", err, got, want)
	}
	out, _ := k.do("POST", "/api/v1/apis/specs?name=own", a.Text, 200)
	if out["host"] != host || out["operations"] != float64(len(want.Operations)) || len(want.Operations) < 9 {
		t.Errorf("imported %v, exported %v", out, want.Operations)
	}
	out, _ = k.do("GET", "/api/v1/policies/api-descriptions/own", "", 200)
	kept := out["rule"].(map[string]any)["operations"].([]any)
	for _, o := range want.Operations {
		if !slices.Contains(kept, any(o.Method+" "+traffic.Normal(o.Template))) {
			t.Errorf("%s %s is not kept: %v", o.Method, o.Template, kept)
		}
	}
	k.wrong("GET", "/api/v1/apis/openapi", "", 400, "want the name of one host")
	k.wrong("GET", "/api/v1/apis/openapi?host=nobody.example", "", 404, "")
	k.wrong("GET", "/api/v1/apis/openapi?host="+host+"&format=pdf", "", 406, "format=json")
	orders := traffic.API{Host: host, Method: "GET", Template: "/api/v1/orders/{id}"}.ID(querytest.Tenant)
	out, _ = k.do("GET", "/api/v1/apis/"+url.PathEscape(orders), "", 200)
	p := out["parameters"].(map[string]any)
	if p["learned_from"] != 120. || fmt.Sprint(p["statuses"]) != "[200]" {
		t.Errorf("%v", p)
	}
	seen := map[string]string{}
	for _, r := range p["rows"].([]any) {
		m := r.(map[string]any)
		seen[m["name"].(string)] = fmt.Sprint(m["side"], " ", m["place"], " ", m["types"], " ", m["format"], " ", m["required"], " ", m["mark"])
	}
	for name, want := range map[string]string{
		"page": "request query [integer] int32 true <nil>", "region": "request query [string] <nil> false " + query.MarkNew,
	} {
		if seen[name] != want {
			t.Errorf("parameter %s is %q, want %q", name, seen[name], want)
		}
	}
}
