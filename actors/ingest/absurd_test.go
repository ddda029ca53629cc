package ingest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// decoded runs the NDJSON decoder and gives what it took, refused and counted.
func decoded(in string, o Options) (taken []traffic.Exchange, bad []string, c Counts, err error) {
	o.Arrival, o.Counts = arrival, &c
	err = Decode("ndjson", strings.NewReader(in), o, func(x *traffic.Exchange) error {
		taken = append(taken, *x)
		return nil
	}, func(_ int, err error) { bad = append(bad, string(ReasonOf(err))+" "+err.Error()) })
	return taken, bad, c, err
}

// with gives a call with further fields.
func with(fields string) string { return strings.TrimSuffix(minimal, "}") + "," + fields + "}" }

func TestGarbageIsNotBlank(t *testing.T) {
	taken, bad, _, err := decoded(strings.Repeat("\x00", 1000), Options{})
	if len(taken) != 0 || len(bad) != 1 || !strings.HasPrefix(bad[0], "malformed the line holds only NUL") || err != nil {
		t.Errorf("1,000 NUL bytes: %v, %v", bad, err)
	}
	if _, bad, _, err = decoded(" \t\r\n\n \n", Options{}); len(bad) != 0 || err != nil {
		t.Errorf("blank lines: %v, %v", bad, err)
	}
	_, _, _, err = decoded(strings.Repeat("\n", 101), Options{Limits: Limits{BatchLines: 100}})
	if ReasonOf(err) != BatchTooLarge {
		t.Errorf("101 blank lines where 100 are taken: %v", err)
	}
}

func TestTimesFarBackAreRefused(t *testing.T) {
	at := func(ts time.Time) string { return with(fmt.Sprintf(`"ts":%q`, ts.Format(time.RFC3339))) }
	day := 24 * time.Hour
	for _, row := range []struct {
		ts   time.Time
		o    Options
		want string // beginning of the refusal, empty: taken
	}{
		{arrival.Add(-399 * day), Options{}, ""},
		{arrival.Add(-9126 * day), Options{}, "clock_skew the time lies 9126 days back, at most 9125"},
		{arrival.Add(-401 * day), Options{Unbounded: true}, ""},
		{arrival.Add(-8 * day), Options{Limits: Limits{Past: 7 * day}}, "clock_skew"},
		{time.Time{}, Options{}, "bad_time"},
	} {
		taken, bad, _, err := decoded(at(row.ts), row.o)
		if err != nil || row.want == "" && len(taken) != 1 ||
			row.want != "" && (len(bad) != 1 || !strings.HasPrefix(bad[0], row.want)) {
			t.Errorf("%s: %d taken, %q, %v; want %q", row.ts, len(taken), bad, err, row.want)
		}
	}
}

func TestAbsurdNumbersAreDroppedAndCounted(t *testing.T) {
	for in, want := range map[string]uint64{
		`"response":{"status":1000}`: 1, `"response":{"status":-1}`: 1, `"response":{"status":200}`: 0,
		`"request":{"size":-5}`: 1, `"latency_ms":1e999`: 1, `"latency_ms":-1`: 1, `"latency_ms":"soon"`: 1,
		`"latency_ms":null`: 0, `"latency_ms":0`: 0,
	} {
		taken, bad, c, err := decoded(with(in), Options{})
		if len(taken) != 1 || err != nil || c.FieldsDropped != want {
			t.Errorf("%s: %d taken, %v, %d dropped, want %d", in, len(taken), bad, c.FieldsDropped, want)
		}
	}
}

func TestRefusalsAreUnderstandable(t *testing.T) {
	for in, want := range map[string]string{
		with(`"latency_ms": NaN`):                        "JSON has no NaN",
		with(`"latency_ms": -Infinity`):                  "JSON has no NaN",
		with(`"a":` + strings.Repeat(`{"a":`, 50) + "x"): "cannot read the record: ",
	} {
		_, bad, _, _ := decoded(in, Options{})
		if len(bad) != 1 || !strings.HasPrefix(bad[0], "malformed "+want) || strings.Count(bad[0], "object: ") > 1 {
			t.Errorf("%q, want %q", bad, want)
		}
	}
}
