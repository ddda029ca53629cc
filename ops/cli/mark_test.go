package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"
)

// TestRH09RisksMark: what is marked, how the answer is shown, and what is no mark at all.
func TestRH09RisksMark(t *testing.T) {
	var path, token string
	var asked map[string]any
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, token, asked = r.Method+" "+r.URL.Path, r.Header.Get("Authorization"), nil
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"rows":[{"id":"rsk_0123456789abcdef","result":"ok"},{"id":"rsk_\u001b[2Jx","result":"unknown"}]}`))
	}))
	defer node.Close()
	ids := []any{"rsk_0123456789abcdef", "rsk_2"}
	for _, c := range []struct {
		noun  string
		flags []string
		want  map[string]any
	}{
		{"risks", []string{"--follow"}, map[string]any{"ids": ids, "follow": true}},
		{"risks", []string{"--unfollow", "--note", "asked the team"}, map[string]any{"ids": ids, "follow": false, "note": "asked the team"}},
		{"risks", []string{"--note", ""}, map[string]any{"ids": ids, "note": ""}},
		{"risks", []string{"--delete"}, map[string]any{"ids": ids, "delete": true}},
		{"events", []string{"--follow", "--delete"}, map[string]any{"ids": ids, "follow": true, "delete": true}},
	} {
		args := append([]string{c.noun, "mark", "rsk_0123456789abcdef", "rsk_2", "--server", node.URL, "--token", "lwt_x"}, c.flags...)
		out, errOut, code := run(t, "", args...)
		if code != exitOK || path != "POST /api/v1/"+c.noun+"/marks" || token != "Bearer lwt_x" || !reflect.DeepEqual(asked, c.want) {
			t.Errorf("%v: code %d, %s %q with %v, want %v\n%s", c.flags, code, path, token, asked, c.want, errOut)
		}
		if want := "rsk_0123456789abcdef ok\n" + `rsk_\u001b[2Jx unknown` + "\n"; out != want {
			t.Errorf("%v prints %q, want %q", c.flags, out, want)
		}
	}
	for _, flags := range [][]string{{}, {"--follow", "--unfollow"}} {
		path = ""
		if _, errOut, code := run(t, "", append([]string{"risks", "mark", "rsk_1", "--server", node.URL, "--token", "x"}, flags...)...); code != exitUsage || path != "" {
			t.Errorf("%v: code %d, asked %q: %s", flags, code, path, errOut)
		}
	}
	if _, _, code := run(t, "", "risks", "mark", "--follow", "--server", node.URL, "--token", "x"); code != exitUsage {
		t.Errorf("without an id: code %d", code)
	}
}
