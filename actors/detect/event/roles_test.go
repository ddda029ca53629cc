package event

import (
	"fmt"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func busyHost(t testing.TB) (*Domain, []finding.Facts) {
	t.Helper()
	d := NewDomain()
	var out []finding.Finding
	for _, f := range hostDays(3, 400, 5) {
		d.Apply(&f, &out)
	}
	for i := range 600 {
		for a := range 12 {
			f := calls("GET", fmt.Sprintf("/catalog/part%d", i), visit{account: a, day: 3, after: time.Duration(i) * time.Second}, 1)[0]
			d.Apply(&f, &out)
		}
	}
	if len(out) != 0 {
		t.Fatalf("a host at work gave %+v", out[0])
	}
	return d, shift(hostDays(1, 400, 5), 4*24*time.Hour)
}

// TestPE17HostIsBounded holds what is learned of a host to its bound.
func TestPE17HostIsBounded(t *testing.T) {
	d, _ := busyHost(t)
	bytes, _ := d.AppendBinary(nil)
	each, _ := heap(4, func(int) *Domain { c := NewDomain(); _ = c.UnmarshalBinary(bytes); return c })
	t.Logf("a host of 600 APIs and 405 accounts: %d bytes live, %d written", each, len(bytes))
	if each > 80<<10 || len(d.roles.keys) > maxFunctions {
		t.Errorf("takes %d bytes for %d APIs", each, len(d.roles.keys))
	}
}

// TestTE05PromotionIsAccepted: whoever keeps a role for days has it.
func TestTE05PromotionIsAccepted(t *testing.T) {
	w := newWorld(t)
	w.run(hostDays(4, 20, 2))
	days := map[string]bool{}
	for day := 4; day < 9; day++ {
		w.run(calls("GET", "/admin/users", visit{account: 7, day: day, every: time.Minute}, 3))
		for _, c := range w.cases()["TE-05"] {
			days[c.Start.Format(time.DateOnly)] = true
		}
	}
	if len(days) != joinDays-1 {
		t.Errorf("a new role was found on %d days, want %d", len(days), joinDays-1)
	}
}

func TestAdminWords(t *testing.T) {
	for path, want := range map[string][2]bool{
		"/api/admin/users": {true, false}, "/v1/sysadmin": {true, false}, "/account/manage": {false, true}, "/admin-api/x": {true, false},
		"/system_config": {false, true}, "/administrators": {}, "/badminton": {}, "/orders/{id}": {},
	} {
		wordy, hinted := adminWords(traffic.API{Template: path})
		if [2]bool{wordy, hinted} != want {
			t.Errorf("%s: %v, %v", path, wordy, hinted)
		}
	}
}
