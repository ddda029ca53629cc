package event

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// roams makes calls of one account come from so many networks in turn.
func roams(all []finding.Facts, networks int) []finding.Facts {
	for i := range all {
		all[i].Client, all[i].Account = netip.MustParseAddr(netOf(3000+i%networks)), hashOf("account", 7)
	}
	return all
}

// TestEV01XV01AnAccountOverManyAddresses: one case of the account, whose calls are counted once, also through saves.
func TestEV01XV01AnAccountOverManyAddresses(t *testing.T) {
	w := newWorld(t)
	w.run(crowdDays(8, 60))
	w.pack = 11
	w.run(roams(reads(scene{after: later(8, 9), every: 6 * time.Second, creds: true}, 1500, sameObject), 200))
	got := w.cases()["EV-01"]
	if len(got) != 1 {
		t.Fatalf("%d cases: %+v", len(got), got)
	}
	c := got[0]
	if !c.Source.OfAccount() || c.Count < 1498 || c.Source.IPs < 150 || !c.Why.Learned || c.Why.Window != time.Hour {
		t.Errorf("%d calls of %+v: %+v", c.Count, c.Source, c.Why)
	}
	for l, want := range map[finding.Lang]string{finding.English: "One account over several addresses made ", finding.Chinese: "单个账号通过多个 IP "} {
		if said := Say(&c, l).Reason; !strings.Contains(said, want) {
			t.Errorf("says %q", said)
		}
	}
}

// TestEV01XV01RoamingTeachesNoAttack: three days of it leave what is usual where it was.
func TestEV01XV01RoamingTeachesNoAttack(t *testing.T) {
	w := newWorld(t)
	w.run(crowdDays(8, 60))
	before := [2]float64{}
	for _, e := range w.endpoints {
		before[0], _ = e.roamers.most[0].Usual()
		before[1], _ = e.roamers.most[1].Usual()
	}
	for day := 8; day < 11; day++ {
		w.run(join(crowdDay(day, 60, 0), roams(reads(scene{after: later(day, 9), every: 6 * time.Second, creds: true}, 3000, sameObject), 200)))
	}
	if n := len(w.cases()["EV-01"]); n != 3 {
		t.Errorf("%d cases on three days", n)
	}
	for _, e := range w.endpoints {
		for i := range before {
			if most, _ := e.roamers.most[i].Usual(); most > before[i]*1.05 {
				t.Errorf("usual were %v, are %v", before[i], most)
			}
		}
	}
}

// TestEV01OneAddressOfAnAccountIsTheAddress: where one address makes most of the calls it is that address's case.
func TestEV01OneAddressOfAnAccountIsTheAddress(t *testing.T) {
	w := newWorld(t)
	w.run(crowdDays(8, 60))
	all := roams(reads(scene{after: later(8, 9), every: 6 * time.Second, creds: true}, 1500, sameObject), 6)
	for i := range all {
		if i%4 > 0 {
			all[i].Client = netip.MustParseAddr(netOf(3000))
		}
	}
	w.run(all)
	for _, c := range w.cases()["EV-01"] {
		if c.Source.OfAccount() {
			t.Errorf("a case of the account: %+v", c)
		}
	}
}
