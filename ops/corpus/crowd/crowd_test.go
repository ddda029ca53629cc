package crowd

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus/shop"
)

var documentation = []netip.Prefix{
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32"),
}

func documented(ip string) bool {
	a, err := netip.ParseAddr(ip)
	return err == nil && slices.ContainsFunc(documentation, func(p netip.Prefix) bool { return p.Contains(a) })
}

func TestEverybodyHasADocumentationAddress(t *testing.T) {
	for _, r := range Cast(shop.New(shop.Options{Seed: 1})) {
		if !documented(r.Addr) || r.Play == nil {
			t.Errorf("%s: address %s", r.Name, r.Addr)
		}
	}
	for _, a := range append(Attacks(), LiveAttacks()...) {
		for _, ip := range a.Sources {
			if !documented(ip) {
				t.Errorf("%s: address %s", a.ID, ip)
			}
		}
		if (a.Script == nil) == (a.Tool == nil) || (a.Tool != nil) != (a.Stretch > 0) || a.Program() == "" {
			t.Errorf("%s needs either a script or a tool with its stretch", a.ID)
		}
	}
}

func TestPasswordListsHaveNoRepetition(t *testing.T) {
	list := passwordList(rand.New(rand.NewPCG(1, 2)), 380)
	slices.Sort(list)
	if n := len(slices.Compact(list)); n != 380 {
		t.Errorf("%d different passwords", n)
	}
}

// Visits stay within the day and come in order.
func TestVisitsKeepToTheDay(t *testing.T) {
	start := time.Date(2026, 11, 19, 7, 0, 0, 0, time.UTC)
	v := &Visitor{
		World: &World{Start: start, End: start.Add(24 * time.Hour)}, Now: start,
		R: rand.New(rand.NewPCG(1, 2)), Wait: func(time.Time) {},
	}
	n, last := 0, start
	v.visits(200, leisure, func() {
		if v.Now.Before(last) || v.Now.After(v.World.End) {
			t.Errorf("a visit at %v after one at %v", v.Now, last)
		}
		n, last = n+1, v.Now
	})
	if n < 150 {
		t.Errorf("%d of 200 visits", n)
	}
}

func TestMistypedIsNeverRight(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, p := range shop.New(shop.Options{Seed: 1}).Customers() {
		if mistype(r, p.Password) == p.Password {
			t.Errorf("%q mistyped is right", p.Password)
		}
	}
}
