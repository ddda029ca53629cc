package app

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

const goodLine = `{"id":"%","method":"GET","host":"h.example","path":"/ok","client":{"ip":"203.0.113.9"},"response":{"status":200}}`

func packed(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb unpacks to a gigabyte of spaces.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	chunk := bytes.Repeat([]byte{' '}, 1<<20)
	for range 1024 {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBadInputIsAnsweredClearly sends what must not hurt: each gets its status and a
// reason, costs itself only, and the node goes on.
func TestBadInputIsAnsweredClearly(t *testing.T) {
	a := startNode(t, testConfig(t))
	good := strings.Replace(goodLine, "%", "good", 1)
	line := func(old, repl string) string { return strings.Replace(good, old, repl, 1) }
	deep := strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000)
	for _, c := range []struct {
		name   string
		header map[string]string
		body   string
		status int
		says   string // reason of a refused line, or part of the problem
	}{
		{"malformed", nil, good + "\n{\"method\":", 202, "malformed"},
		{"not an object", nil, good + "\n[1,2]", 202, "malformed"},
		{"missing field", nil, good + "\n" + `{"method":"GET","host":"h","path":"/x"}`, 202, "missing_field"},
		{"deeply nested", nil, good + "\n" + line(`"path"`, `"extra":`+deep+`,"path"`), 202, "malformed"},
		{"not UTF-8", nil, good + "\n" + line("/ok", "/\xff\xfe"), 202, "not_utf8"},
		{"clock far off", nil, good + "\n" + line(`"method"`, `"ts":"2199-01-01T00:00:00Z","method"`), 202, "clock_skew"},
		{"bad time", nil, good + "\n" + line(`"method"`, `"ts":"yesterday","method"`), 202, "bad_time"},
		{"huge line", nil, good + "\n" + line("/ok", "/"+strings.Repeat("a", 9<<20)), 202, "too_large"},
		{"NUL in a path", nil, line("/ok", `/a\u0000b`), 202, ""},
		{"duplicate keys", nil, line(`"method":"GET"`, `"method":"GET","method":"POST"`), 202, ""},
		{"wrong content type", map[string]string{"Content-Type": "image/png"}, "\x89PNG\r\n", 415, "unsupported_media_type"},
		{"unknown encoding", map[string]string{"Content-Encoding": "rot13"}, good, 415, "unsupported_media_type"},
		{"broken gzip", map[string]string{"Content-Encoding": "gzip"}, "no gzip", 400, "bad_encoding"},
		{"cut gzip", map[string]string{"Content-Encoding": "gzip"}, string(packed(t, good)[:20]), 400, "bad_"},
		{"bomb", map[string]string{"Content-Encoding": "zstd"}, string(bomb(t)), 413, "too_large"},
		{"wrong token", map[string]string{"Authorization": "Bearer lapwing_wrong"}, good, 401, "unauthorized"},
		{"no token", map[string]string{"Authorization": ""}, good, 401, "unauthorized"},
		{"key too long", map[string]string{"Idempotency-Key": strings.Repeat("k", 300)}, good, 400, "bad_params"},
	} {
		t.Run(c.name, func(t *testing.T) {
			header := map[string]string{"Content-Type": "application/x-ndjson"}
			maps.Copy(header, c.header)
			got := ask(t, a, "POST", "/api/v1/exchanges", header, strings.NewReader(c.body))
			if got.status != c.status || !bytes.Contains(got.body, []byte(c.says)) {
				t.Fatalf("%d %.300s, want %d with %q", got.status, got.body, c.status, c.says)
			}
			if c.status == http.StatusAccepted {
				var r struct{ Accepted int }
				if err := json.Unmarshal(got.body, &r); err != nil || r.Accepted != 1 {
					t.Errorf("the good line was not taken: %s", got.body)
				}
				return
			}
			var p map[string]any
			if err := json.Unmarshal(got.body, &p); err != nil || p["code"] == "" || p["title"] == "" ||
				!strings.HasPrefix(got.header.Get("Content-Type"), "application/problem+json") {
				t.Errorf("no problem document: %s %s", got.header.Get("Content-Type"), got.body)
			}
		})
	}
	settle(t, a)
	metrics := string(ask(t, a, "GET", "/metrics", nil, nil).body)
	for _, reason := range []string{"malformed", "missing_field", "not_utf8", "clock_skew", "bad_time", "too_large"} {
		if strings.Contains(metrics, `lapwing_ingest_refused_total{reason="`+reason+`",what="record"} 0`) ||
			!strings.Contains(metrics, `reason="`+reason+`",what="record"`) {
			t.Errorf("refusals for %s are not counted", reason)
		}
	}
	for _, m := range acted {
		if !strings.Contains(metrics, "\n"+m.name+" ") {
			t.Errorf("no %s", m.name)
		}
	}
	if strings.Contains(metrics, "\nlapwing_actors_applied_total 0\n") {
		t.Error("what shards took in is not counted")
	}
	if ready := ask(t, a, "GET", "/readyz", nil, nil); ready.status != http.StatusOK {
		t.Errorf("the node is not ready afterwards: %s", ready.body)
	}
}

// TestRepeatedDeliveryCountsOnce sends a batch twice under its key, and a call twice under
// its id.
func TestRepeatedDeliveryCountsOnce(t *testing.T) {
	a := startNode(t, testConfig(t))
	send := func(key, id string) {
		t.Helper()
		h := map[string]string{"Content-Type": "application/x-ndjson"}
		if key != "" {
			h["Idempotency-Key"] = key
		}
		if got := ask(t, a, "POST", "/api/v1/exchanges", h, strings.NewReader(strings.Replace(goodLine, "%", id, 1))); got.status != 202 {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	send("k1", "one")
	send("k1", "one")
	send("", "one")
	send("", "two")
	settle(t, a)
	if cov := string(ask(t, a, "GET", "/api/v1/coverage", nil, nil).body); !strings.Contains(cov, `"calls":2,`) {
		t.Errorf("want 2 calls stored: %s", cov)
	}
	apis := rows(t, a, "/api/v1/apis")
	if len(apis) != 1 || apis[0]["calls"] != 2.0 {
		t.Errorf("want one API with 2 calls: %v", apis)
	}
}
