package cli

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

const explainedEvent = `{"kind":"event","id":"evt_3f1c0000","type":"EV-09","title":"Brute-force","level":"high","method":"POST","host":"shop.example.com",` +
	`"api":"/login","api_id":"api_7","count":40,"start":"2026-11-21T09:30:00Z","end":"2026-11-21T09:31:00Z","status":"handled","remark":"blocked","confidence":"low","votes":["volume"],` +
	`"samples":["a","b","c"],"source":{"ip":"203.0.113.9","cidr":"203.0.113.0/24","ips":3,"agent":"Hydra\u001b[2J"},` +
	`"why":{"observed":40,"baseline":2,"threshold":10,"unit":"passwords","window_seconds":1800,"rule":"EV-09@1","learned":true,"reason":"It tried.","clear":"10 or fewer."},` +
	`"advice":"Block it.","suggestions":[{"kind":"rate_limit","per_minute":12}],` +
	`"history":[{"time":"2026-11-21T10:00:00Z","from":"detected","to":"handled","user":"amy","remark":"blocked","origin":"user"},` +
	`{"time":"2026-11-21T11:00:00Z","from_level":"low","to_level":"high","origin":"system"}],"related_events":[{"id":"evt_9","title":"Crawling"}]}`

func TestNF14ExplainShowsEverything(t *testing.T) {
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.URL.Path == "/api/v1/events/evt_3f1c0000":
			_, _ = w.Write([]byte(explainedEvent))
		case r.URL.Path == "/api/v1/events" && r.URL.Query().Get("q") == "evt_3f":
			_, _ = w.Write([]byte(`{"rows":[` + explainedEvent + `,{"id":"evt_xevt_3f"}]}`))
		case r.URL.Path == "/api/v1/events" && r.URL.Query().Get("q") == "evt_":
			_, _ = w.Write([]byte(`{"rows":[{"id":"evt_1"},{"id":"evt_2"}]}`))
		case r.URL.Path == "/api/v1/events":
			_, _ = w.Write([]byte(`{"rows":[]}`))
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer node.Close()
	ask := []string{"--server", node.URL, "--token", "x"}
	for _, id := range []string{"evt_3f1c0000", "evt_3f"} {
		out, errOut, code := run(t, "", append([]string{"explain", id}, ask...)...)
		for _, want := range []string{
			"evt_3f1c0000  high  Brute-force", "POST shop.example.com/login", "It tried.", "Observed    40 passwords", "Usual       2 passwords",
			"Threshold   10 passwords", "Window      30m0s", "Rule        EV-09@1", "Confidence  low (volume)", "10 or fewer.", "203.0.113.0/24, 203.0.113.9, 3 addresses",
			`Hydra\u001b[2J`, "  a\n  b\n  c\n", "Block it.", "rate_limit 12", "detected -> handled  by amy  blocked", "level low -> high  by the system",
			"lapwing explain evt_9", "lapwing apis show api_7",
		} {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s%s", id, want, out, errOut)
			}
		}
		if code != exitOK {
			t.Errorf("%s: code %d", id, code)
		}
	}
	chinese, _, _ := run(t, "", append([]string{"explain", "evt_3f1c0000", "--lang", "zh_CN.UTF-8"}, ask...)...)
	for _, want := range []string{
		"evt_3f1c0000  高  Brute-force", "观测值      40 个密码", "基线        2 个密码", "可信度      低 (数量多于平时)", "  已处理 blocked",
		"限流（rate_limit） 12", "已发现 -> 已处理  操作人：amy", "级别 低 -> 高",
	} {
		if !strings.Contains(chinese, want) {
			t.Errorf("in Chinese: no %q in\n%s", want, chinese)
		}
	}
	if out, _, _ := run(t, "", append([]string{"explain", "evt_3f1c0000", "--json"}, ask...)...); !strings.Contains(out, `"window_seconds": 1800`) {
		t.Errorf("as JSON:\n%s", out)
	}
	for id, want := range map[string]int{"evt_": exitUsage, "evt_none": exitNotFound} {
		if _, errOut, code := run(t, "", append([]string{"explain", id}, ask...)...); code != want {
			t.Errorf("%s: code %d, want %d: %s", id, code, want, errOut)
		}
	}
	if _, _, code := run(t, "", append([]string{"explain", "evt_3f", "--lang", "xx"}, ask...)...); code != exitUsage {
		t.Errorf("an unknown language: code %d", code)
	}
}

func TestNF14ExplainReadsWhatAnalyzeWrote(t *testing.T) {
	path := filepath.Join(t.TempDir(), "found.ndjson")
	lines := `{"kind":"api","id":"evt_not"}` + "\n" + explainedEvent + "\n" + strings.ReplaceAll(explainedEvent, "evt_3f1c", "evt_3f2c") + "\n"
	if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]int{"evt_3f1": exitOK, "evt_3f2c0000": exitOK, "evt_3f": exitUsage, "evt_not": exitNotFound} {
		if _, errOut, code := run(t, "", "explain", id, "--from", path); code != want {
			t.Errorf("%s: code %d, want %d: %s", id, code, want, errOut)
		}
	}
	if out, _, code := run(t, lines, "explain", "evt_3f1", "--from", "-"); code != exitOK || !strings.Contains(out, "It tried.") {
		t.Errorf("standard input: code %d\n%s", code, out)
	}
	if _, _, code := run(t, "no json\n", "explain", "evt_3f1", "--from", "-"); code != exitUsage {
		t.Errorf("what analyze did not write: code %d", code)
	}
}

// Every word that tables can put into an explanation has a Chinese one.
func TestNF14ExplainHasWordsInChinese(t *testing.T) {
	var words []string
	for _, r := range event.Table() {
		words = append(words, r.Unit)
	}
	for _, r := range risk.Table() {
		words = append(words, r.Unit)
	}
	for _, k := range []finding.Kind{finding.KindEvent, finding.KindRisk} {
		for _, s := range query.Statuses(k) {
			words = append(words, string(s.ID))
		}
	}
	for _, l := range []finding.Level{finding.Low, finding.Medium, finding.High} {
		words = append(words, l.String())
	}
	p := page{lang: finding.Chinese}
	for _, w := range words {
		if w != "" && p.term(w) == w {
			t.Errorf("no Chinese word for %q", w)
		}
	}
	for _, k := range finding.SuggestionKinds() {
		if p.measure(string(k)) == string(k) {
			t.Errorf("no Chinese word for the measure %s", k)
		}
	}
	for _, v := range finding.AllVotes().List() {
		if v.String() == "" || p.vote(v.String()) == v.String() {
			t.Errorf("no Chinese word for the vote %s", v)
		}
	}
	if n := len(finding.AllVotes().List()); n < 17 {
		t.Errorf("%d votes", n)
	}
	if p.term("new word") != "new word" || p.vote("new") != "new" || p.measure("new") != "new" {
		t.Error("words of a later version are not shown as they are")
	}
}
