package ingest

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

var arrival = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// decodeAll gives the exchanges (cloned) and the refusals as "line reason".
func decodeAll(t testing.TB, format, in string, o Options) ([]traffic.Exchange, []string, error) {
	t.Helper()
	if o.Arrival.IsZero() {
		o.Arrival = arrival
	}
	var out []traffic.Exchange
	var bad []string
	err := Decode(format, strings.NewReader(in), o, func(x *traffic.Exchange) error {
		out = append(out, clone(x))
		return nil
	}, func(line int, err error) {
		r, ok := errors.AsType[*Refused](err)
		if !ok {
			t.Errorf("line %d: the refusal is a %T", line, err)
			return
		}
		if r.Text == "" || len(r.Text) > maxErrorBytes+10 {
			t.Errorf("line %d: words of %d bytes", line, len(r.Text))
		}
		bad = append(bad, fmt.Sprintf("%d %s", line, r.Reason))
	})
	return out, bad, err
}

func clone(x *traffic.Exchange) traffic.Exchange {
	var e Encoder
	e.Add(x)
	var c traffic.Exchange
	var f Frames
	if err := f.decode(e.Frames(), func(x *traffic.Exchange) error { c = *x; return nil }); err != nil {
		panic(err)
	}
	return c
}

// show writes an exchange down for comparison.
func show(x *traffic.Exchange) string {
	var b strings.Builder
	p := func(name string, v any) {
		if s := fmt.Sprint(v); s != "" && s != "0" && s != "0s" && s != "false" && s != "[]" {
			fmt.Fprintf(&b, "%s: %s\n", name, s)
		}
	}
	p("id", x.ID)
	p("time", x.Time.Format(time.RFC3339Nano))
	p("source", x.Source)
	p("call", strings.TrimSpace(x.Method+" "+x.Scheme+"://"+x.Host+x.Path+" ?"+x.Query+" HTTP/"+x.HTTP))
	p("client", fmt.Sprintf("%s:%d via %v account %q ja4 %q", x.Client.IP, x.Client.Port, x.Client.Via,
		x.Client.Account, x.Client.JA4))
	for _, m := range []struct {
		side string
		*traffic.Message
	}{{"request", &x.Request}, {"response", &x.Response}} {
		for _, h := range m.Headers {
			p(m.side+" "+h.Name, h.Value)
		}
		p(m.side+" body", string(m.Body))
		p(m.side+" size", m.Size)
		p(m.side+" cut", m.Cut)
		p(m.side+" absent", m.Absent)
	}
	p("status", x.Status)
	p("latency", x.Latency)
	if x.WAF != (traffic.Verdict{}) {
		p("waf", fmt.Sprintf("%+v", x.WAF))
	}
	p("trace", x.Trace)
	return b.String()
}

// compare holds the decoded exchanges to testdata/NAME.golden; LAPWING_REWRITE=1 writes it.
func compare(t *testing.T, format string, sniffed bool) {
	t.Helper()
	in, err := os.ReadFile("testdata/" + format + ".in")
	if err != nil {
		t.Fatal(err)
	}
	name := format
	if sniffed {
		name = ""
	}
	out, bad, err := decodeAll(t, name, string(in), Options{Unbounded: true})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i := range out {
		b.WriteString(show(&out[i]))
		b.WriteString("----\n")
	}
	for _, s := range bad {
		b.WriteString("refused " + s + "\n")
	}
	golden := "testdata/" + format + ".golden"
	if os.Getenv("LAPWING_REWRITE") != "" {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}

func TestFormatsTable(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		if f.Name == "" || f.Title == "" || f.Sniff == nil || f.decode == nil || seen[f.Name] {
			t.Errorf("row %q is not complete or comes twice", f.Name)
		}
		seen[f.Name] = true
		in, err := os.ReadFile("testdata/" + f.Name + ".in")
		if err != nil {
			t.Errorf("row %q has no example: %v", f.Name, err)
			continue
		}
		for _, other := range Formats() {
			if got, err := FormatOf("", "", in); err != nil || got.Name != f.Name {
				t.Errorf("the example of %s is taken for %s (%v)", f.Name, other.Name, err)
				break
			}
		}
		compare(t, f.Name, true)
		for _, ct := range f.ContentTypes {
			if got, err := FormatOf("", ct+"; charset=utf-8", nil); err != nil || got.Name != f.Name {
				t.Errorf("%s gives %s, %v", ct, got.Name, err)
			}
		}
	}
	if len(seen) != 6 {
		t.Errorf("%d formats, want 6", len(seen))
	}
	if _, err := FormatOf("csv", "", nil); ReasonOf(err) != UnknownFormat {
		t.Errorf("an unknown name gives %v", err)
	}
	for _, junk := range []string{"", "hello\n", "<html>", "{}", `{"a":1}`, "\x00\x01\x02", "PK\x03\x04",
		"a,b,c\n1,2,3\n"} {
		if f, err := FormatOf("", "", []byte(junk)); err == nil {
			t.Errorf("%q is taken for %s", junk, f.Name)
		}
	}
}

func TestReasonsTable(t *testing.T) {
	seen := map[Reason]bool{}
	for _, row := range Reasons() {
		if row.Reason == "" || row.Title == "" || row.Advice == "" || seen[row.Reason] {
			t.Errorf("row %+v is not complete or comes twice", row)
		}
		seen[row.Reason] = true
	}
	for _, r := range []Reason{Malformed, TooLarge, MissingField, BadTime, ClockSkew, NotUTF8, BatchTooLarge,
		UnknownFormat,
		UnknownEncoding, BadEncoding, BadKey, SpoolFull, Busy, Interrupted} {
		if !seen[r] {
			t.Errorf("reason %s has no row", r)
		}
	}
}
