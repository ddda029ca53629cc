package ingest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const minimal = `{"method":"GET","host":"h.example","path":"/","client":{"ip":"10.0.0.1"}}`

func TestNDJSONRefusals(t *testing.T) {
	line := func(edit string, args ...any) string { return fmt.Sprintf(edit, args...) }
	for _, c := range []struct{ in, want string }{
		{minimal, ""},
		{`not json`, "malformed"},
		{`[1,2]`, "malformed"},
		{`{"method":"GET"`, "malformed"},
		{minimal + minimal, "malformed"},
		{minimal + ` trailing`, "malformed"},
		{"{\"method\":\"GET\",\"host\":\"h\",\"path\":\"/\xff\",\"client\":{\"ip\":\"10.0.0.1\"}}", "not_utf8"},
		{"{\"method\":\"GET\",\"host\":\"h\",\"path\":\"/\x00\",\"client\":{\"ip\":\"10.0.0.1\"}}", "malformed"},
		{`{"method":"GET\u0000","host":"h","path":"/","client":{"ip":"10.0.0.1"}}`, "malformed"},
		{`{"method":"GET","host":"h\u0000","path":"/","client":{"ip":"10.0.0.1"}}`, "malformed"},
		{`{"method":"GET","host":"h","path":"/\u0000","client":{"ip":"10.0.0.1"}}`, ""},
		{`{"host":"h","path":"/","client":{"ip":"10.0.0.1"}}`, "missing_field"},
		{`{"method":"GET","path":"/","client":{"ip":"10.0.0.1"}}`, "missing_field"},
		{`{"method":"GET","host":"h","client":{"ip":"10.0.0.1"}}`, "missing_field"},
		{`{"method":"GET","host":"h","path":"/"}`, "missing_field"},
		{`{"method":"GET","host":"h","path":"/","client":null}`, "missing_field"},
		{`{"method":"GET","host":"h","path":"/","client":{"ip":"example.com"}}`, "malformed"},
		{`{"method":"GET","host":["h"],"path":"/","client":{"ip":"10.0.0.1"}}`, "malformed"},
		{`{"method":"GET","host":"h","path":"/","client":"10.0.0.1"}`, "malformed"},
		{`{"method":"GET IT","host":"h","path":"/","client":{"ip":"10.0.0.1"}}`, "malformed"},
		{line(`{"method":"%s","host":"h","path":"/","client":{"ip":"10.0.0.1"}}`, strings.Repeat("A", 40)), "malformed"},
		{line(`{"method":"GET","host":"h","path":"/%s","client":{"ip":"10.0.0.1"}}`, strings.Repeat("a", 70_000)),
			"too_large"},
		{`{"method":"GET","host":"h","path":"/","ts":"tomorrow","client":{"ip":"10.0.0.1"}}`, "bad_time"},
		{`{"method":"GET","host":"h","path":"/","ts":"0001-01-01T00:00:00Z","client":{"ip":"10.0.0.1"}}`, "bad_time"},
		{`{"method":"GET","host":"h","path":"/","ts":"1850-01-01T00:00:00Z","client":{"ip":"10.0.0.1"}}`, "bad_time"},
		{`{"method":"GET","host":"h","path":"/","ts":"2026-11-21T10:59:00Z","client":{"ip":"10.0.0.1"}}`, ""},
		{`{"method":"GET","host":"h","path":"/","ts":"2026-11-21T11:00:01Z","client":{"ip":"10.0.0.1"}}`, "clock_skew"},
		{`{"method":"GET","host":"h","path":"/","ts":99999999999999999999999,"client":{"ip":"10.0.0.1"}}`, "bad_time"},
		{`{"method":"GET","host":"h","path":"/","client":{"ip":"10.0.0.1"},"request":{"headers":[["a"]]}}`, "malformed"},
		{`{"method":"GET","host":"h","path":"/","client":{"ip":"10.0.0.1"},"request":{"body_b64":"!!"}}`, "malformed"},
		{`{"method":"GET","host":"h","path":"/","client":{"ip":"10.0.0.1"},"x":` + strings.Repeat("[", 20_000), "malformed"},
		{`{"method":"GET","host":"h","path":"/","client":{"ip":"10.0.0.1"},"x":` + strings.Repeat("[",
			500) + strings.Repeat("]", 500) + `}`, ""},
		{`{"method":"GET","host":"h","path":"/","client":{"ip":"1.1.1.1","port":"x"},"response":{"status":-1,"size":-5}}`,
			""},
	} {
		// The line before and the line after must not suffer.
		out, bad, err := decodeAll(t, "ndjson", minimal+"\n"+c.in+"\n"+minimal, Options{})
		good, want := 3, ""
		if c.want != "" {
			good, want = 2, "2 "+c.want
		}
		if err != nil || len(out) != good || strings.Join(bad, ", ") != want {
			t.Errorf("%.120s\n gives %d exchanges, refused %v, %v; want %q", c.in, len(out), bad, err, want)
		}
	}
}

func TestRecordBounds(t *testing.T) {
	long := `{"x":"` + strings.Repeat("a", 300_000) + `"}`
	in := minimal + "\n" + long + "\n" + minimal + "\r\n\n\x00\x00\x00" + minimal
	out, bad, err := decodeAll(t, "ndjson", in, Options{Limits: Limits{RecordBytes: 100_000}})
	if err != nil || len(out) != 3 || strings.Join(bad, ",") != "2 too_large" {
		t.Errorf("%d exchanges, refused %v, %v", len(out), bad, err)
	}
	if _, _, err := decodeAll(t, "ndjson", in, Options{Limits: Limits{BatchBytes: 1000}}); ReasonOf(err) != BatchTooLarge {
		t.Errorf("above the bytes of a batch: %v", err)
	}
	if _, _, err := decodeAll(t, "ndjson", in, Options{Limits: Limits{BatchLines: 2}}); ReasonOf(err) != BatchTooLarge {
		t.Errorf("above the lines of a batch: %v", err)
	}
	o := Options{Limits: Limits{BatchLines: 2, BatchBytes: 1000}, Unbounded: true}
	if out, _, err := decodeAll(t, "ndjson", in, o); err != nil || len(out) != 3 {
		t.Errorf("a file: %d exchanges, %v", len(out), err)
	}
}

func TestHeaderAndBodyBounds(t *testing.T) {
	var hs []string
	for i := range defaultHeaderCount + 100 {
		hs = append(hs, fmt.Sprintf(`["h%d","v"]`, i))
	}
	in := `{"method":"GET","host":"h","path":"/","client":{"ip":"10.0.0.1"},"request":{"headers":[` + strings.Join(hs,
		",") +
		`]},"response":{"status":200,"body":"` + strings.Repeat("b", 2000) + `"}}`
	var c Counts
	out, _, err := decodeAll(t, "ndjson", in, Options{Limits: Limits{BodyBytes: 1000}, Counts: &c})
	if err != nil || len(out) != 1 {
		t.Fatal(out, err)
	}
	x := out[0]
	if len(x.Request.Headers) != defaultHeaderCount || c.HeadersCut != 1 {
		t.Errorf("%d headers, %d messages cut", len(x.Request.Headers), c.HeadersCut)
	}
	if len(x.Response.Body) != 1000 || !x.Response.Cut || x.Response.Size != 2000 || c.BodiesCut != 1 {
		t.Errorf("body %d, cut %v, size %d", len(x.Response.Body), x.Response.Cut, x.Response.Size)
	}
}

func TestDuplicateKeysAreCounted(t *testing.T) {
	in := `{"method":"GET","method":"PUT","host":"h","path":"/","client":{"ip":"1.1.1.1"},"client":{"ip":"2.2.2.2"},` +
		`"request":{"headers":[["a","1"]],"body":"x"},"request":{"headers":[["b","2"]]},` +
		`"response":{"status":200,"headers":[["c","3"]]},"response":{"status":404}}`
	var c Counts
	out, _, err := decodeAll(t, "ndjson", in, Options{Counts: &c})
	if err != nil || len(out) != 1 {
		t.Fatal(out, err)
	}
	x := out[0]
	got := fmt.Sprint(x.Method, x.Client.IP, x.Request.Headers, string(x.Request.Body), x.Status, x.Response.Headers)
	if got != "PUT2.2.2.2 [{b 2}]404 []" {
		t.Errorf("the last did not win: %s", got)
	}
	if c.DuplicateKeys != 4 {
		t.Errorf("%d duplicate keys counted, want 4", c.DuplicateKeys)
	}
}

func TestDerivedIDs(t *testing.T) {
	in := minimal + "\n" + minimal + "\n"
	ids := func(o Options) string {
		out, _, err := decodeAll(t, "ndjson", in, o)
		if err != nil || len(out) != 2 || out[0].ID == "" || out[0].ID == out[1].ID {
			t.Fatalf("%v %v", out, err)
		}
		return out[0].ID + out[1].ID
	}
	later := arrival.Add(time.Hour)
	if ids(Options{Key: "k"}) != ids(Options{Key: "k", Arrival: later, Receipt: "r2"}) {
		t.Error("the same key and line give another id")
	}
	if ids(Options{Key: "k"}) == ids(Options{Key: "k2"}) {
		t.Error("another key gives the same id")
	}
	if ids(Options{Receipt: "r1"}) == ids(Options{Receipt: "r2"}) {
		t.Error("without a key two batches give the same ids")
	}
	if ids(Options{}) != ids(Options{}) {
		t.Error("a file read twice gives other ids")
	}
}
