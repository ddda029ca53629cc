package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
)

// TestP202P208PoliciesTestReplaysAnOwnEvent: which rule is sent, how the answer is shown, and what is asked wrongly.
func TestP202P208PoliciesTestReplaysAnOwnEvent(t *testing.T) {
	var asked map[string]any
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodGet && r.URL.Path == "/api/v1/policies/events/leak" {
			_, _ = w.Write([]byte(`{"rule":{"level":"low"}}`))
			return
		}
		asked = nil
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil || r.URL.Path != "/api/v1/policies/events/test" {
			t.Errorf("%s: %v", r.URL.Path, err)
		}
		_, _ = w.Write([]byte(`{"hits":[],"samples":[],"tried":50,"warnings":[],"replay":{"from":"2026-11-20T00:00:00Z","to":"2026-11-21T00:00:00Z",
			"seen_from":"2026-11-20T18:00:00Z","seen_to":"2026-11-21T00:00:00Z","complete":false,"calls":1000000,"met":12,"cases":1,"more":true,"refused":7,"keys":"addresses",
			"first":[{"method":"GET","host":"h.example.com","api":"/x/{id}","block":"203.0.113.0/24","start":"2026-11-20T19:30:00Z","end":"2026-11-20T19:31:00Z",
			"count":12,"reason":"One address \u001b[2Jmade 12 calls."}],"left_out":["request.header X-A exists"]}}`))
	}))
	defer node.Close()
	to := []string{"--server", node.URL, "--token", "lwt_x"}
	const printed = "2026-11-20 19:30  12 calls  GET h.example.com/x/{id}  203.0.113.0/24\n  One address \\u001b[2Jmade 12 calls.\n" +
		"1 cases or more; 12 of 1000000 calls from 2026-11-20 18:00 to 2026-11-21 00:00 UTC meet the conditions\n" +
		"There are too many calls to look at all from 2026-11-20 00:00 to 2026-11-21 00:00.\n" +
		"7 calls of further addresses not counted: a replay counts 2000 at a time.\n" +
		"Left out, stored calls do not have it: request.header X-A exists\n"
	for _, c := range []struct {
		stdin string
		args  []string
		level string
	}{{"", []string{"--name", "leak"}, "low"}, {"level: high", []string{"-"}, "high"}} {
		out, errOut, code := run(t, c.stdin, append(append([]string{"policies", "test", "events", "--since", "1d"}, c.args...), to...)...)
		want := map[string]any{"rule": map[string]any{"level": c.level}, "since": "1d", "text": "", "key": ""}
		if code != exitOK || out != printed || !reflect.DeepEqual(asked, want) {
			t.Errorf("%v: code %d, asked %v\n%s%s", c.args, code, asked, out, errOut)
		}
	}
	if _, errOut, code := run(t, "level: low", append([]string{"policies", "test", "events", "-", "--since", ""}, to...)...); code != exitUsage || !strings.Contains(errOut, "--since is empty") {
		t.Errorf("an empty --since: code %d: %s", code, errOut)
	}
	for _, args := range [][]string{{}, {"-", "--name", "leak"}} {
		if _, errOut, code := run(t, "", append(append([]string{"policies", "test", "events"}, args...), to...)...); code != exitUsage || !strings.Contains(errOut, "--name") {
			t.Errorf("%v: code %d: %s", args, code, errOut)
		}
	}
}
