package event

import (
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// of gives calls to an account.
func of(account int, all []finding.Facts) []finding.Facts {
	for i := range all {
		all[i].Account, all[i].Creds = hashOf("account", account), all[i].Creds.With(1)
	}
	return all
}

// over spreads calls over n addresses of n networks in turn, k calls from each at a time.
func over(n, k int, all []finding.Facts) []finding.Facts {
	for i := range all {
		j := i / k % n
		all[i].Client = netip.AddrFrom4([4]byte{198, byte(50 + j/200), byte(j % 200), 9})
	}
	return all
}

// events runs calls and gives the events they make.
func events(t *testing.T, w *world, all []finding.Facts) (got []finding.Finding) {
	t.Helper()
	w.run(all)
	for _, cs := range w.cases() {
		for _, c := range cs {
			if c.Kind == finding.KindEvent {
				got = append(got, c)
			}
		}
	}
	return got
}

func TestXV01OneAccountFromManyAddresses(t *testing.T) {
	file := func(f *finding.Facts, i int) {
		f.Purposes, f.Object = []finding.Purpose{43}, hashOf("object", i)
	}
	for _, c := range []struct {
		name  string
		want  string
		facts []finding.Facts
	}{
		{"a crawler that changes its address with every call", "EV-17", of(1, over(300, 1, reads(scene{every: time.Second, tool: attack.Library}, 400, newObject)))},
		{"a crawler that changes it after twenty calls", "EV-17", of(1, over(50, 20, reads(scene{every: time.Second, tool: attack.Library}, 600, newObject)))},
		{"a session, where no account is known", "EV-17", over(90, 1, reads(scene{every: time.Second, tool: attack.Library, creds: true}, 400, newObject))},
		{"downloads", "EV-16", of(1, over(30, 5, does(scene{every: 2 * time.Second}, 150, "GET", "/reports/{id}/download", file)))},
		{
			"sensitive data in an hour, each address for a quarter of it", "EV-20",
			of(1, over(4, 45, does(scene{every: 20 * time.Second, data: 60}, 180, "GET", "/customers", func(*finding.Facts, int) {}))),
		},
		{
			"one name, a password from each of sixty addresses", "EV-09",
			over(60, 1, logins(scene{every: 10 * time.Second}, 60, sameName, newPassword, finding.OutcomeFailed)),
		},
	} {
		for _, pack := range []int{0, 11} {
			w := newWorld(t)
			w.pack = pack
			got := events(t, w, c.facts)
			if len(got) != 1 || got[0].Type != c.want || !got[0].Source.OfAccount() || got[0].Source.IPs < 2 || got[0].Why.Reason == "" {
				t.Errorf("%s: %+v", c.name, got)
			}
		}
	}
}

// Where one of the addresses does enough by itself, that is the case.
func TestXV01OneAddressIsJudgedAtAddressScopeOnly(t *testing.T) {
	mine := of(1, reads(scene{every: time.Second, tool: attack.Library}, 400, newObject))
	for i := range mine {
		if i%10 == 0 {
			mine[i].Client = netip.AddrFrom4([4]byte{198, 51, byte(i / 10), 9})
		}
	}
	if got := events(t, newWorld(t), mine); len(got) != 1 || got[0].Source.OfAccount() || got[0].Type != "EV-17" {
		t.Errorf("gave %+v", got)
	}
}

func TestXV01Ignores(t *testing.T) {
	var travels, family []finding.Facts
	for day := range 3 {
		for i := range 40 { // a phone that changes cells, wireless networks and trains
			travels = append(travels, reads(scene{
				after: later(day, 9) + time.Duration(i)*10*time.Minute, every: 7 * time.Second, from: 100 * i,
			}, 30, newObject)...)
		}
	}
	for i := range 12 { // twelve who use one account, from twelve homes
		family = append(family, reads(scene{after: time.Duration(i) * 11 * time.Second, every: 25 * time.Second, from: 1000 * i}, 20, newObject)...)
	}
	for name, facts := range map[string][]finding.Facts{
		"a phone on the move":            of(1, over(90, 25, travels)),
		"twelve people with one account": of(1, over(12, 1, join(family))),
		"an owner who forgot the password, at home and on the way": join(
			over(2, 3, logins(scene{every: 30 * time.Second}, 8, sameName, newPassword, finding.OutcomeFailed)),
			over(2, 1, logins(scene{after: 10 * time.Minute}, 1, sameName, newPassword, finding.OutcomeOK))),
		"two hundred accounts behind ten gateways": func() []finding.Facts {
			all := over(10, 1, reads(scene{every: time.Second, tool: attack.App, people: 200}, 900, newObject))
			for i := range all {
				all[i].Account = hashOf("account", i%200)
			}
			return all
		}(),
	} {
		if got := events(t, newWorld(t), facts); len(got) != 0 {
			t.Errorf("%s gave %+v", name, got)
		}
	}
}

// A partner's program on eight machines has a habit, as it would have on one.
func TestXV01FleetWithAHabit(t *testing.T) {
	w := newWorld(t)
	night := func(day, n int) []finding.Facts {
		return of(7, over(8, 1, reads(scene{
			after: time.Duration(day) * 24 * time.Hour, every: 300 * time.Millisecond, tool: attack.Library, from: day * 100_000,
		}, n, newObject)))
	}
	a := NewAccount()
	var out []finding.Finding
	for day := range 7 {
		for _, f := range night(day, 500) { // below the line of its ten minutes: half of it is a habit
			f.Object = hashOf("object", int(f.Object%89))
			a.Apply(&f, &out)
		}
	}
	if len(out) != 0 {
		t.Fatalf("its usual nights gave %s", out[0].Why.Reason)
	}
	w.accounts[hashOf("account", 7)] = a
	if got := events(t, w, night(8, 240)); len(got) != 0 {
		t.Errorf("growth gave %+v", got)
	}
	if got := events(t, w, night(9, 700)); len(got) != 1 || !got[0].Why.Learned || !got[0].Source.OfAccount() {
		t.Errorf("eight times its habit gave %+v", got)
	}
}

func TestMemoryOfAnAccount(t *testing.T) {
	var out []finding.Finding
	for name, calls := range map[string][]finding.Facts{
		"at home": of(1, reads(scene{every: 10 * time.Second}, 60, newObject)), "on the move": of(1, over(6, 5, reads(scene{every: 10 * time.Second}, 60, newObject))),
	} {
		each, keep := heap(5000, func(int) *Account {
			a := NewAccount()
			for j := range calls {
				a.Apply(&calls[j], &out)
			}
			return a
		})
		bytes, _ := keep[0].AppendBinary(nil)
		t.Logf("an account %s: %d bytes live, %d written", name, each, len(bytes))
		if each > 4<<10 || name == "at home" && each > 500 {
			t.Errorf("an account %s takes %d bytes", name, each)
		}
	}
}
