package event

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func TestAS13FlaggedCallsCountToo(t *testing.T) {
	e := NewEndpoint(traffic.API{})
	all := join(
		reads(scene{every: time.Minute, creds: true, data: 1}, 113, newObject),
		reads(scene{after: 3 * time.Hour, every: 10 * time.Second, ip: "198.51.100.9", data: 1}, 13, newObject))
	var out []finding.Finding
	for i := range all {
		e.Apply(&all[i], &out)
	}
	if got := throughEndpoint(t, e).Asset("t").Auth; got != finding.AuthMixed {
		t.Errorf("13 of 126 without a credential: %v", got)
	}
	said := ""
	for _, f := range out {
		if f.Type == "EV-19" && f.Why.Reason != "" {
			said = Say(&f, finding.English).Reason
		}
	}
	if !strings.Contains(said, "usually: 9") {
		t.Errorf("the share leaves calls out: %q", said)
	}
}

func TestAS13RefusedCallsDoNotCount(t *testing.T) {
	e := NewEndpoint(traffic.API{})
	all := join(
		reads(scene{every: time.Second, creds: true, data: 1}, 100, newObject),
		reads(scene{every: time.Second, status: 401, ip: "198.51.100.9"}, 100, newObject),
		reads(scene{every: time.Second, status: 403, ip: "198.51.100.10"}, 100, newObject),
		reads(scene{every: time.Minute, ip: "198.51.100.11"}, 1, newObject))
	var out []finding.Finding
	for i := range all {
		e.Apply(&all[i], &out)
	}
	if got := e.Asset("t").Auth; got != finding.AuthPresent {
		t.Errorf("only refused without a credential, but for one: %v", got)
	}
}

func TestEV17NoMoreObjectsThanCalls(t *testing.T) {
	c := NewClient()
	var out []finding.Finding
	calls := uint64(0)
	for _, f := range reads(scene{every: 100 * time.Millisecond, tool: attack.Library}, 4000, newObject) {
		c.Apply(&f, &out)
		calls++
		for _, o := range out {
			if o.Why.Observed > float64(calls) {
				t.Fatalf("%v after %d calls: %s", o.Why.Observed, calls, o.Why.Reason)
			}
		}
		out = out[:0]
	}
	v := verdict{observed: 962, estimate: true}
	if v.within(900); v.observed != 900 {
		t.Errorf("an estimate of 962 objects of 900 calls: %v", v.observed)
	}
	v = verdict{observed: 962}
	if v.within(900); v.observed != 962 {
		t.Errorf("exact figures stay: %v", v.observed)
	}
}

// TestEV25NoMoreThanAllCallsFailed: different paths are an estimate above some number, their share of the calls none.
func TestEV25NoMoreThanAllCallsFailed(t *testing.T) {
	said := 0
	for _, n := range []int{300, 500, 700, 1000} {
		c := NewClient()
		for _, f := range misses(scene{every: 100 * time.Millisecond, tool: attack.Library}, n, n) {
			var out []finding.Finding
			c.Apply(&f, &out)
			for _, o := range out {
				if reason := Say(&o, finding.English).Reason; o.Type == "EV-25" && o.Why.Reason != "" {
					said++
					var share float64
					if _, err := fmt.Sscanf(reason, "%g %%", &share); err != nil || share > 100 {
						t.Fatalf("after %d calls: %q, %v", n, reason, err)
					}
				}
			}
		}
	}
	if said == 0 {
		t.Error("nothing was said")
	}
}
