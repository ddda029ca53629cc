package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPE31NF12AnalyzeGoesByTuningAndOwnEvents: a file of policies puts a built-in event on trial and adds
// one of its own, over the whole path from calls to cases.
func TestPE31NF12P209AnalyzeGoesByTuningAndOwnEvents(t *testing.T) {
	var calls strings.Builder
	begin := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	for i := range 40 {
		fmt.Fprintf(&calls, `{"id":"c%d","ts":"%s","method":"POST","host":"shop.example.com","path":"/login","client":{"ip":"203.0.113.7"},`+
			`"request":{"headers":[["content-type","application/json"]],"body":"{\"username\":\"amy\",\"password\":\"pw-%d\"}"},`+
			`"response":{"status":401,"headers":[["content-type","application/json"]],"body":"{\"error\":\"bad credentials\"}"}}`+"\n",
			i, begin.Add(time.Duration(i)*3*time.Second).Format(time.RFC3339), i)
	}
	log := filepath.Join(t.TempDir(), "calls.ndjson")
	if err := os.WriteFile(log, []byte(calls.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	analyzed := func(policies string) string {
		args := []string{"analyze", log}
		if policies != "" {
			args = append(args, "--policies", policiesAt(t, policies))
		}
		out, errOut, code := run(t, "", args...)
		if code != 0 {
			t.Fatalf("%d %s", code, errOut)
		}
		return out
	}
	line := func(out, typ string) string {
		for l := range strings.Lines(out) {
			if strings.Contains(l, `"type":"`+typ+`"`) {
				return l
			}
		}
		return ""
	}
	if l := line(analyzed(""), "EV-09"); l == "" || strings.Contains(l, "simulated") {
		t.Errorf("without policies: %q", l)
	}
	out := analyzed(`
tuning:
  EV-09: {mode: simulate, level: high}
  EV-09.other: {mode: "off", host: other.example.com}
events:
  many-refused:
    level: medium
    conditions: [{field: response.status, op: is, values: ["401"]}]
    period: 60
    requests: 20
    statistics:
      - {count: distinct, field: password, at_least: 15}
      - {count: share, condition: {field: login, op: equals, values: [failed]}, at_least: 90}
  too-few:
    level: medium
    conditions: [{field: response.status, op: is, values: ["401"]}]
    period: 60
    requests: 22
`)
	if l := line(out, "EV-09"); !strings.Contains(l, `"simulated":true`) || !strings.Contains(l, `"level":"high"`) || !strings.Contains(l, `"tuned":"EV-09@1"`) {
		t.Errorf("on trial: %q", l)
	}
	l := line(out, "own:many-refused")
	for _, want := range []string{`"title":"many-refused"`, `"count":40`, `"level":"medium"`, "made 20 calls in one minute", "20 different values of password", "100 % of them with login equals failed"} {
		if !strings.Contains(l, want) {
			t.Errorf("own event lacks %s: %q", want, l)
		}
	}
	if l := line(out, "own:too-few"); l != "" {
		t.Errorf("too few: %q", l)
	}
	if l := line(analyzed("tuning:\n  EV-09: {mode: \"off\"}\n"), "EV-09"); l != "" {
		t.Errorf("off: %q", l)
	}
}

// TestP201RulesShowHowTheyRun: the built-in lines stand beside what a policy made of them.
func TestP201RulesShowHowTheyRun(t *testing.T) {
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/api/v1/rules":
			_, _ = w.Write([]byte(`{"rows":[{"id":"EV-09","line":{"floor":10},"policies":[{"name":"EV-09","rule":{"mode":"simulate","floor":25}},` +
				`{"name":"EV-09.shop","rule":{"mode":"off","host":"shop.example.com"}}]},` +
				`{"id":"EV-10","policies":[{"name":"EV-10","rule":{"mode":"off","host":"shop.example.com"}}]},{"id":"EV-11","policies":[]},` +
				`{"id":"EV-12","policies":[{"name":"EV-12.shop","rule":{"floor":20,"host":"shop.example.com"}}]},` +
				`{"id":"EV-13","policies":[{"name":"EV-13.all","rule":{"mode":"off"}}]}]}`))
		case r.Method == http.MethodPost && r.Header.Get("If-Match") == `"rev-0"`:
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`{"title":"Not found","detail":"there is nothing to promote"}`))
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer node.Close()
	to := []string{"--server", node.URL, "--token", "x"}
	out, errOut, code := run(t, "", append([]string{"policies", "rules", "-o", "csv"}, to...)...)
	if code != exitOK {
		t.Fatal(errOut)
	}
	for _, want := range []string{
		`,"simulate, with exceptions","EV-09: floor 25, mode simulate; EV-09.shop: host shop.example.com, mode off"`,
		`,"on, with exceptions","EV-10: host shop.example.com, mode off"`, `,on,"EV-12.shop: floor 20, host shop.example.com"`,
		`,off,EV-13.all: mode off`, ",on,\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	if out, _, _ := run(t, "", append([]string{"policies", "rules", "-o", "json"}, to...)...); strings.Contains(out, `"policy":`) {
		t.Errorf("JSON is not as the node has it:\n%s", out)
	}
	if _, errOut, code := run(t, "", append([]string{"policies", "promote", "tuning", "EV-10"}, to...)...); code != exitNotFound || !strings.Contains(errOut, "there is nothing to promote") {
		t.Errorf("what was never tuned: %d %s", code, errOut)
	}
}
