package cli

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
)

// TestNF15Baselines: show, freeze with what was seen, export, compare of files and with a node.
func TestNF15Baselines(t *testing.T) {
	at := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	b := baseline.Export{
		Version: 1, ID: "api_1", Method: "GET", Host: "shop.example.com", API: "/orders/{id}", Since: &at, Until: &at,
		ColdStart: []string{"calls a minute: 3 days are wanted, 1 have gone by"},
		Ruling:    baseline.Ruling{Revision: 4, Frozen: true, By: "eve\x1b[2J", At: &at, Act: baseline.Freeze, Why: "a release"},
		Networks:  baseline.NetworksView{Usual: 1, Share: 1, Blocks: []baseline.UsualView{{Name: "192.0.2.0/24", Calls: 12, Days: 4}}},
	}
	b.Rate.Week[0][9], b.Rate.Week[6][23] = 12.5, -1
	b.Hours = [2]baseline.HoursView{{Kind: "working days", Days: 6, Usual: []int{9, 10, 11}}, {Kind: "weekends"}}
	var asked []string
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = append(asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("If-Match")+" "+string(body))
		w.Header().Set("ETag", `"rev-4"`)
		switch {
		case strings.HasSuffix(r.URL.Path, "/compare"):
			_, _ = w.Write([]byte(`{"differences":[{"part":"rate","text":"more"}]}`))
		case strings.Contains(string(body), "reset"):
			w.WriteHeader(http.StatusPreconditionFailed)
		default:
			_ = json.NewEncoder(w).Encode(b)
		}
	}))
	defer node.Close()
	do := func(want int, args ...string) string {
		t.Helper()
		asked = nil
		out, errOut, code := run(t, "", append([]string{"baselines"}, args...)...)
		if code != want {
			t.Errorf("%v: code %d, want %d: %s", args, code, want, errOut)
		}
		return out + errOut
	}
	to := []string{"--server", node.URL, "--token", "x"}
	text := do(exitOK, append([]string{"show", "api_1"}, to...)...)
	for _, want := range []string{"GET shop.example.com/orders/{id}", `frozen       by eve\u001b[2J at 2026-11-02 08:00 a release`, "cold start", "192.0.2.0/24", "12.5", "    ?", "working days 6 seen, calls at 9, 10, 11 UTC\n",
		"clients      not known yet\n", "answers      not known yet\n", "latency      not known yet\n", "size         not known yet\n", "weekends     not known yet\n",
		"countries    not known yet\n", "networks     1 usual (IPv4 /16, IPv6 /32); 100 % of the calls from these blocks:\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("show lacks %q:\n%s", want, text)
		}
	}
	do(exitOK, append([]string{"freeze", "api_1", "-m", "a release"}, to...)...)
	if len(asked) != 2 || asked[1] != `POST /api/v1/apis/api_1/baseline "rev-4" {"act":"freeze","why":"a release"}` {
		t.Errorf("freeze asked %q", asked)
	}
	if s := do(exitFailure, append([]string{"reset", "api_1"}, to...)...); !strings.Contains(s, "somebody else") {
		t.Errorf("a conflict is told as %q", s)
	}
	dir := t.TempDir()
	before, after, bad := filepath.Join(dir, "a.json"), filepath.Join(dir, "b.json"), filepath.Join(dir, "c.json")
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(before, do(exitOK, append([]string{"export", "api_1"}, to...)...))
	b.Ruling.Frozen, b.Networks.Blocks = false, nil
	write(after, do(exitOK, append([]string{"export", "api_1"}, to...)...))
	write(bad, `{"version":2}`)
	if s := do(exitOK, "compare", before, after); s != "state: frozen, then learning\nnetworks: usual before, not now: networks 192.0.2.0/24\n" || asked != nil {
		t.Errorf("two files: %q", s)
	}
	if s := do(exitOK, "compare", before, before); s != "nothing is different\n" {
		t.Errorf("the same file: %q", s)
	}
	if s := do(exitOK, append([]string{"compare", before}, to...)...); s != "rate: more\n" || !strings.HasPrefix(asked[0], "POST /api/v1/apis/api_1/baseline/compare") {
		t.Errorf("with the node: %q %q", s, asked)
	}
	do(exitFailure, "compare", bad, before)
	write(bad, `[]`)
	if s := do(exitFailure, "compare", bad, before); s != bad+" is no export of a baseline: want an object, have a list" {
		t.Errorf("a list: %q", s)
	}
	do(exitUsage, "compare")
	do(exitUsage, "show", "api_1", "-o", "xml")
}
