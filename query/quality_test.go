package query

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func judgedCase(block string, observed float64, d Disposition) Case {
	p := netip.MustParsePrefix(block)
	return Case{
		Finding: finding.Finding{
			ID: block, Kind: finding.KindEvent, Type: "EV-17", Level: finding.High, API: traffic.API{Host: "h", Method: "GET", Template: "/x"}, Count: 10,
			Source: finding.Source{Block: p, IP: p.Addr(), IPs: 1, Agent: "curl"}, Why: finding.Why{Rule: "EV-17@1", Observed: observed, Unit: "objects"},
			Start: time.Unix(int64(observed), 0), End: time.Unix(int64(observed)+9, 0),
		},
		State: CaseState{Status: Detected, Disposition: d},
	}
}

func TestNF25FiguresEqualAHandCount(t *testing.T) {
	cases := []Case{
		judgedCase("203.0.113.0/24", 900, TruePositive), judgedCase("198.51.100.0/24", 500, TruePositive),
		judgedCase("192.0.2.0/24", 120, FalsePositive), judgedCase("192.0.2.0/24", 150, FalsePositive), judgedCase("192.0.2.0/24", 700, FalsePositive),
		judgedCase("192.0.3.0/24", 140, Benign), judgedCase("192.0.4.0/24", 130, ""),
	}
	q := Quality(cases)
	if len(q) != 1 || q[0].Cases != 7 || q[0].True != 2 || q[0].False != 3 || q[0].Benign != 1 || q[0].Undecided != 1 {
		t.Fatalf("counted %+v", q)
	}
	if p, ok := q[0].Precision(); !ok || p != 0.4 {
		t.Errorf("precision %v", p)
	}
	if len(q[0].Advice) != 2 {
		t.Fatalf("advice %+v", q[0].Advice)
	}
	line, except := q[0].Advice[0], q[0].Advice[1]
	if line.What != "threshold" || line.Threshold != 150 || line.Saves != 3 || line.Costs != 0 { // 120, 140, 150 lie below the weakest true one
		t.Errorf("threshold %+v", line)
	}
	if s := except.String(); !strings.HasPrefix(s, "except 192.0.2.0/24, 192.0.3.0/24: of the judged cases, 4 ") {
		t.Errorf("said as %q", s)
	}
	if except.What != "whitelist" || except.Saves != 4 || !slices.Equal(except.Sources, []string{"192.0.2.0/24", "192.0.3.0/24"}) {
		t.Errorf("whitelist %+v", except)
	}
}

func TestNF25NothingIsSuggestedWithoutReason(t *testing.T) {
	few := []Case{judgedCase("192.0.2.0/24", 120, FalsePositive), judgedCase("192.0.2.0/24", 150, FalsePositive)}
	if q := Quality(few); len(q[0].Advice) != 0 {
		t.Errorf("of two cases: %+v", q[0].Advice)
	}
	mixed := []Case{ // false ones are stronger than true ones and come from the same block
		judgedCase("192.0.2.0/24", 120, TruePositive), judgedCase("192.0.2.0/24", 500, FalsePositive),
		judgedCase("192.0.2.0/24", 600, FalsePositive), judgedCase("192.0.2.0/24", 700, FalsePositive),
	}
	if q := Quality(mixed); len(q[0].Advice) != 0 {
		t.Errorf("where no line divides: %+v", q[0].Advice)
	}
	if q := Quality([]Case{judgedCase("192.0.2.0/24", 1, "")}); len(q) != 1 {
		t.Error("a rule without decisions is left out")
	} else if _, ok := q[0].Precision(); ok {
		t.Error("a precision without decisions")
	}
}

func TestXV02TN30AttackersOverCases(t *testing.T) {
	a, b, c := judgedCase("203.0.113.0/24", 100, ""), judgedCase("203.0.113.0/24", 300, ""), judgedCase("192.0.2.0/24", 200, "")
	b.Type, b.Level, b.Source.Agent, b.State.Status = "EV-09", finding.Low, "Hydra", Handled
	b.ID = "newest"
	c.Level = finding.Medium
	nobody := judgedCase("192.0.9.0/24", 1, "")
	nobody.Source = finding.Source{}
	acct := judgedCase("192.0.8.0/24", 5, "")
	acct.Source = finding.Source{Account: "00ff", IPs: 4}
	acct.Level = finding.Low
	got := Attackers([]Case{a, b, c, nobody, acct}, "t", func(*Case) string { return "CN" })
	if len(got) != 3 || got[0].Source != "203.0.113.0/24" || got[1].Source != "192.0.2.0/24" || !got[2].OfAccount || got[2].Source != "00ff" {
		t.Fatalf("%+v", got)
	}
	x := got[0]
	if x.Levels.Total() != 2 || x.Open != 1 || x.Calls != 10 || !slices.Equal(x.Agents, []string{"curl", "Hydra"}) || len(x.APIs) != 1 ||
		!x.First.Equal(a.Start) || !x.Last.Equal(b.End) || x.Newest != "newest" || x.Country != "CN" || !slices.Equal(x.Types, []string{"EV-17", "EV-09"}) {
		t.Errorf("%+v", x)
	}
}
