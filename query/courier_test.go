package query_test

import (
	"testing"
	"testing/synctest"

	"github.com/lapwing-sec/lapwing/query/querytest"
)

// The claim of NF-10 and AL-03: whatever crashes, each finding is in exactly one digest of
// each recipient that asked for such.
func TestNF10EachFindingIsInExactlyOneDigest(t *testing.T) {
	seeds := uint64(200)
	if testing.Short() {
		seeds = 20
	}
	crashes, sends := 0, 0
	for seed := range seeds {
		synctest.Test(t, func(t *testing.T) {
			r := &querytest.Run{
				World: querytest.NewLedger(querytest.AlarmSettings()...), Tenant: "t", Couriers: 1 + int(seed%3), Steps: 30,
				Crash: 0.05, Fail: 0.3, Paced: true,
			}
			for _, bad := range r.Do(t.Context(), seed) {
				t.Errorf("seed %d: %s", seed, bad)
			}
			crashes, sends = crashes+r.Crashes, sends+r.Sends
		})
		if t.Failed() {
			return
		}
	}
	t.Logf("%d runs, %d crashes, %d messages arrived", seeds, crashes, sends)
	if crashes < int(seeds)*10 || sends < int(seeds)*10 {
		t.Error("too little happened for the claim to mean anything")
	}
}

// Each part of the protocol that is switched off is found out by the same check.
func TestNF10TheCheckerSeesABrokenProtocol(t *testing.T) {
	for name, broken := range map[string]querytest.Broken{
		"two writers of one number":   {TakesTwice: true},
		"no claims":                   {NoClaims: true},
		"one attempt, then forgotten": {Forgets: true},
	} {
		found := 0
		for seed := range uint64(10) {
			synctest.Test(t, func(t *testing.T) {
				l := querytest.NewLedger(querytest.AlarmSettings()...)
				l.Broken = broken
				r := &querytest.Run{World: l, Tenant: "t", Couriers: 3, Steps: 30, Crash: 0.05, Fail: 0.3, Paced: true}
				found += min(len(r.Do(t.Context(), seed)), 1)
			})
		}
		if found == 0 {
			t.Errorf("%s: nobody noticed in 10 runs", name)
		}
	}
}
