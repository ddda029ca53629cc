package cli

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var rewriteSeries = flag.Bool("rewrite-series", false, "write the answers of testdata/series.txtar anew")

// TestInspectSeriesGolden holds the answers of two mixed series, one of which has an incident,
// with bad lines between them. Scores may differ in the last digit between processors.
func TestInspectSeriesGolden(t *testing.T) {
	const path = "testdata/series.txtar"
	golden, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out, errOut, code := run(t, string(golden.Files[0].Data), "inspect", "series")
	if code != exitOK || errOut != "" {
		t.Fatalf("exit code %d: %s", code, errOut)
	}
	if *rewriteSeries {
		golden.Files[1].Data = []byte(out)
		if err := os.WriteFile(path, txtar.Format(golden), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, want := strings.Split(out, "\n"), strings.Split(string(golden.Files[1].Data), "\n")
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d", len(got), len(want))
	}
	for i := range want {
		var a, b struct{ Score float64 }
		close := got[i] == want[i]
		if json.Unmarshal([]byte(got[i]), &a) == nil && json.Unmarshal([]byte(want[i]), &b) == nil && strings.Contains(got[i], `"score"`) {
			close = math.Abs(a.Score-b.Score) < 1e-4
		}
		if !close {
			t.Errorf("line %d: %s, want %s", i+1, got[i], want[i])
		}
	}
}

func TestInspectSeriesReadsTimes(t *testing.T) {
	const want = 1_767_600_600
	for _, ts := range []string{
		`"2026-01-05T08:10:00Z"`, `"2026-01-05T16:10:00+08:00"`, `"2026-01-05 08:10:00"`, `"2026-01-05T08:10:00"`,
		`"2026-01-05 08:10:00.75"`, `1767600600`, `"1767600600"`, `1767600600.9`, `1.7676006e9`,
	} {
		if got, err := unixSeconds([]byte(ts)); err != nil || got != want {
			t.Errorf("%s: %d, %v", ts, got, err)
		}
	}
	for _, ts := range []string{`null`, `""`, `"NaN"`, `1e300`, `"5.1.2026"`, `{}`, `[1]`, `true`, `1767600600000`} {
		if got, err := unixSeconds([]byte(ts)); err == nil {
			t.Errorf("%s is taken as %d", ts, got)
		}
	}
}

// TestInspectSeriesAreApart: a series has the same answers alone as among others, and there is an
// end to how many are kept.
func TestInspectSeriesAreApart(t *testing.T) {
	var alone, mixed strings.Builder
	for i := range 300 {
		line := fmt.Sprintf(`{"series":"a","ts":%d,"value":%d}`+"\n", i*60, i*i%17)
		alone.WriteString(line)
		mixed.WriteString(line)
		fmt.Fprintf(&mixed, `{"series":"b","ts":%d,"value":%d}`+"\n", i*60, i*7%1000)
	}
	want, _, _ := run(t, alone.String(), "inspect", "series")
	got, _, _ := run(t, mixed.String(), "inspect", "series")
	var kept strings.Builder
	for i, line := range strings.SplitAfter(got, "\n") {
		if i%2 == 0 {
			kept.WriteString(line)
		}
	}
	if kept.String() != want {
		t.Error("a series is judged differently among others")
	}
	var many strings.Builder
	for i := range seriesMost + 1 {
		fmt.Fprintf(&many, `{"series":"%d","ts":0,"value":1}`+"\n", i)
	}
	out, _, _ := run(t, many.String()+`{"series":"7","ts":0,"value":1}`+"\n", "inspect", "series")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if n := len(lines); n != seriesMost+2 || !strings.Contains(lines[n-2], "split the input") || lines[n-1] != `{"score":0}` {
		t.Errorf("%d answers, the last ones %q", n, lines[n-2:])
	}
}
