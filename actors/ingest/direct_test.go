package ingest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// sameRead reads a line directly and the long way: where the first succeeds, both must have read the
// same. It reports whether it did.
func sameRead(t *testing.T, line []byte) bool {
	t.Helper()
	read := func(how func(*run) bool) (string, bool) {
		r := new(run)
		r.begin(bytes.NewReader(nil), Options{Arrival: arrival}, nil, nil)
		r.clear(line)
		ok := how(r)
		r.raw.content = nil
		return fmt.Sprintf("%#v %#v %q %v %+v", r.x, r.raw, r.hdr, r.via, r.counts), ok
	}
	direct, ok := read(func(r *run) bool { return r.ndjsonDirect(line) })
	if !ok {
		return false
	}
	long, ok := read(func(r *run) bool { return r.ndjsonAny(line) == nil })
	// Empty texts and lists may be nil or not: finish makes them one.
	plain := strings.NewReplacer("[]byte{}", "[]byte(nil)")
	if !ok || plain.Replace(direct) != plain.Replace(long) {
		t.Errorf("%q\n is read as\n%s\nand the long way (%v) as\n%s", line, direct, ok, long)
	}
	return true
}

var directLines = []string{
	`{"id":"01JD","ts":"2026-11-21T09:30:00.123456789Z","source":"edge-1","method":"POST","scheme":"https","host":"h.example",` +
		`"path":"/a?b=\u00e4\ud83d\ude00","http":"1.1","client":{"ip":"203.0.113.7","port":52044,"via":["198.51.100.4"],"account":"u","ja4":"t"},` +
		`"request":{"headers":[["content-type","application/json"],["x","a\"b"]],"body":"{\"a\":\"\\u4e2d\",\"b\":[1,2]}","size":118,"cut":false},` +
		`"response":{"status":200,"headers":{"a":"b","c":"李"},"body_b64":"aGVsbG8_","size":2048,"cut":true,"absent":false},` +
		`"latency_ms":12.5,"waf":{"action":"block","rule":"942100","class":"sql_injection"},"trace":"4bf92f"}`,
	` { "method" : "GET" , "host":"h", "path":"/", "client" : { "ip" : "10.0.0.1" } , "request":{"body":null,"headers":[ [ "a" , "b" ] ] } } `,
	`{"method":"GET","host":"h","path":"/\ud83d\u0041\/\b\f","client":{"ip":"10.0.0.1"},"response":{"status":1000,"body":"\\\\\"\"","size":0}}`,
}

// TestNDJSONDirectReadsTheSame damages lines at random: at most what is read directly is also read
// the long way, and alike.
func TestNDJSONDirectReadsTheSame(t *testing.T) {
	for _, line := range directLines {
		if !sameRead(t, []byte(strings.TrimSpace(line))) {
			t.Errorf("not read directly: %s", line)
		}
	}
	r := rand.New(rand.NewPCG(8, 9))
	pieces := []string{`"`, `\`, `\"`, `\u`, `\ud800`, `\u00`, `,`, `{`, `}`, `[`, `]`, `:`, "\x00", "\xff", "é", "0", "-1", "1e3", ".5",
		"null", "true", `"path":"/x"`, " ", "\n"}
	direct := 0
	for range 60_000 {
		line := []byte(directLines[r.IntN(len(directLines))])
		for range 1 + r.IntN(2) {
			at, piece := r.IntN(len(line)), pieces[r.IntN(len(pieces))]
			end := min(len(line), at+r.IntN(3))
			line = append(append(append([]byte{}, line[:at]...), piece...), line[end:]...)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 && sameRead(t, line) {
			direct++
		}
		if t.Failed() {
			return
		}
	}
	if direct < 5000 {
		t.Errorf("only %d damaged lines were read directly: the test looks at too little", direct)
	}
}

func FuzzNDJSONDirect(f *testing.F) {
	in, err := os.ReadFile("testdata/ndjson.in")
	if err != nil {
		f.Fatal(err)
	}
	for _, line := range bytes.Split(in, []byte("\n")) {
		f.Add(line)
	}
	for _, line := range directLines {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			sameRead(t, line)
		}
	})
}

func FuzzValidUTF8(f *testing.F) {
	for _, s := range []string{"", "plain text of some length", "é李\U0001F600x", "\xff", "李\xe6\x9d", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if validUTF8(b) != utf8.Valid(b) {
			t.Errorf("%q: %v", b, validUTF8(b))
		}
	})
}
