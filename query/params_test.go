package query

import (
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestPE06Marks draws the lines between new, changed and unused parameters.
func TestPE06Marks(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	ago := func(days float64) time.Time { return now.Add(-time.Duration(days * 24 * float64(time.Hour))) }
	a := &finding.Asset{FirstSeen: ago(100), LastSeen: ago(1)}
	young := &finding.Asset{FirstSeen: ago(3), LastSeen: ago(1)}
	for _, row := range []struct {
		of                   *finding.Asset
		first, last, changed time.Time
		want                 string
	}{
		{a, ago(99), ago(1), time.Time{}, ""},
		{a, ago(6), ago(1), time.Time{}, MarkNew},
		{a, ago(8), ago(1), time.Time{}, ""},
		{a, ago(99), ago(1), ago(2), MarkChanged},
		{a, ago(99), ago(1), ago(9), ""},
		{a, ago(99), ago(32), time.Time{}, MarkUnused},
		{a, ago(99), ago(30), time.Time{}, ""},
		{young, ago(2.5), ago(1), time.Time{}, ""},
		{young, ago(1.5), ago(1), time.Time{}, MarkNew},
	} {
		q := finding.Param{First: row.first, Last: row.last, Changed: row.changed}
		if got := mark(&q, row.of, now); got != row.want {
			t.Errorf("first %v, last %v, changed %v: %q, want %q", row.first, row.last, row.changed, got, row.want)
		}
	}
	p := finding.Params{Over: 2, List: []finding.Param{
		{Place: finding.ParamCall, N: 9}, {Side: traffic.Response, Place: finding.ParamCall, N: 8},
		{Place: finding.ParamQuery, Name: "page", N: 9}, {Side: traffic.Response, Place: finding.ParamStatus, Name: "201", N: 8},
		{Side: traffic.Response, Place: finding.ParamType, Name: "application/json", N: 8},
	}}
	got := parametersOf(p, a, now)
	if got.Calls != 9 || got.Over != 2 || len(got.Rows) != 1 || !got.Rows[0].Required || got.Statuses[0] != "201" ||
		got.Types[traffic.Response][0] != "application/json" {
		t.Errorf("%+v", got)
	}
}
