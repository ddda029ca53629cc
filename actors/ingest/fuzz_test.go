package ingest

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/go-faster/jx"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// fuzzFormat holds a decoder to: no panic, every record answered once, and what it emits
// is straight, bounded and survives the spool.
func fuzzFormat(f *testing.F, format string) {
	in, err := os.ReadFile("testdata/" + format + ".in")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(in)
	for _, line := range bytes.SplitAfter(in, []byte("\n")) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		o := Options{Arrival: arrival, Limits: Limits{BodyBytes: 4096, RecordBytes: 1 << 16}}
		var c Counts
		o.Counts = &c
		answered := 0
		err := Decode(format, bytes.NewReader(b), o, func(x *traffic.Exchange) error {
			answered++
			checkStraight(t, x)
			return nil
		}, func(line int, err error) {
			answered++
			if line < 1 || ReasonOf(err) == "" || err.Error() == "" {
				t.Errorf("line %d refused with %v", line, err)
			}
		})
		if err == nil && uint64(answered) != c.Records {
			t.Errorf("%d records, %d answers", c.Records, answered)
		}
	})
}

func checkStraight(t *testing.T, x *traffic.Exchange) {
	t.Helper()
	if x.ID == "" || x.Method == "" || x.Host == "" || x.Path == "" || !x.Client.IP.IsValid() || x.Time.IsZero() {
		t.Errorf("something required is missing: %s", show(x))
	}
	if x.Method != strings.ToUpper(x.Method) || x.Host != strings.ToLower(x.Host) || x.Client.IP.Is4In6() ||
		strings.ContainsAny(x.Path, "? \n\x00") {
		t.Errorf("not straight: %s", show(x))
	}
	for _, m := range []*traffic.Message{&x.Request, &x.Response} {
		if len(m.Body) > 4096 || int64(len(m.Body)) > m.Size || len(m.Headers) > defaultHeaderCount {
			t.Errorf("out of bounds: %s", show(x))
		}
	}
	if y := clone(x); show(&y) != show(x) {
		t.Errorf("the spool gives\n%s\nof\n%s", show(&y), show(x))
	}
}

func FuzzNDJSON(f *testing.F)      { fuzzFormat(f, "ndjson") }
func FuzzProtobuf(f *testing.F)    { fuzzFormat(f, "protobuf") }
func FuzzHAR(f *testing.F)         { fuzzFormat(f, "har") }
func FuzzNginx(f *testing.F)       { fuzzFormat(f, "nginx") }
func FuzzModSecurity(f *testing.F) { fuzzFormat(f, "modsecurity") }
func FuzzCaddy(f *testing.F)       { fuzzFormat(f, "caddy") }

// FuzzFrames feeds the spool's decoder what no spool would: it may fail, not panic.
func FuzzFrames(f *testing.F) {
	var e Encoder
	e.Add(typical(1))
	f.Add(e.Frames(), e.Payload())
	f.Fuzz(func(_ *testing.T, frames, payload []byte) {
		var d Frames
		emit := func(*traffic.Exchange) error { return nil }
		_ = d.decode(frames, emit)
		if len(payload) < 1<<12 {
			_ = d.Decode(payload, emit)
		}
	})
}

// FuzzInflate holds every coding to its bound.
func FuzzInflate(f *testing.F) {
	for _, coding := range codings {
		f.Add(coding, pack(f, coding, minimal))
	}
	f.Fuzz(func(t *testing.T, coding string, b []byte) {
		const max = 1 << 16
		out, err := inflateAll(b, coding, max)
		if err == nil && len(out) > max || len(out) > max+1 {
			t.Errorf("%d bytes came out, bound %d", len(out), max)
		}
		if err != nil && ReasonOf(err) == "" {
			t.Errorf("an error without a reason: %v", err)
		}
		_, _, _ = unpack(coding, append(b, 0), true, max)
	})
}

func FuzzUnescape(f *testing.F) {
	for _, s := range []string{`plain`, `a\nb\t\r\b\f\/\\\"`, `\u674e\u96f7`, `\ud83d\ude00`, `\ud83d`, `\ud83dx`,
		`\ud83d\n`, `\ud83d\u0041`, `\uDFFF\uD800\u0000`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		quoted := append(append([]byte{'"'}, b...), '"')
		d := jx.DecodeBytes(quoted)
		want, err := d.StrBytes()
		raw, rawErr := jx.DecodeBytes(quoted).Raw()
		if (err == nil) != (rawErr == nil) {
			t.Fatalf("%q: the decoder says %v reading and %v skipping", b, err, rawErr)
		}
		if err != nil {
			return
		}
		if got := unescape(nil, raw[1:len(raw)-1]); !bytes.Equal(got, want) {
			t.Errorf("%q gives %q, want %q", b, got, want)
		}
	})
}
