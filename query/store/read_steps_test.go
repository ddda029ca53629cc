package store_test

import (
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// TestPE13StepsInOrder lists what one caller did, by account, by name, by session and by address.
func TestPE13StepsInOrder(t *testing.T) {
	s := storetest.New(t)
	b := newGenerator("acme", day).batch("one", 60, 0)
	for i := range b.Facts {
		f := &b.Facts[i]
		f.Time = day.Add(time.Duration(60-i) * time.Minute)
		f.Account, f.Session, f.Login = uint64(1+i%3), uint64(100+i%6), finding.Login{}
		f.Client = netip.AddrFrom4([4]byte{203, 0, byte(113 + i%2), 7})
	}
	b.Facts[1].Account, b.Facts[1].Login = 0, finding.Login{Name: 1, Outcome: finding.OutcomeFailed}
	write(t, s, b)
	for text, want := range map[string]int{
		"0000000000000001": 21, "session-0000000000000064": 10, "203.0.113.7": 30, "203.0.114.0/24": 30, "0000000000000009": 0,
	} {
		whose, err := query.ParseWhose(text)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Steps(t.Context(), query.StepsQuery{Tenant: "acme", Whose: whose, Limit: 100})
		if err != nil || len(got) != want {
			t.Errorf("%s: %d calls, %v; want %d", text, len(got), err, want)
		}
		for i := 1; i < len(got); i++ {
			if got[i].At.Before(got[i-1].At) {
				t.Fatalf("%s: not in order", text)
			}
		}
	}
	if got, _ := s.Steps(t.Context(), query.StepsQuery{Tenant: "other", Whose: query.Whose{Account: 1}, Limit: 100}); len(got) != 0 {
		t.Error("another tenant's calls")
	}
	got, _ := s.Steps(t.Context(), query.StepsQuery{Tenant: "acme", Whose: query.Whose{Account: 2}, Limit: 3})
	if len(got) != 3 || got[0].Account != 2 || got[0].Session == 0 || got[0].Client.String() == "" || got[0].API.Host == "" {
		t.Errorf("%+v", got)
	}
}

// TestPE14StepPairs counts what follows what within a visit.
func TestPE14StepPairs(t *testing.T) {
	s := storetest.New(t)
	of := func(path string) traffic.API {
		return traffic.API{Host: "shop.example.com", Method: "GET", Template: path}
	}
	b := newGenerator("acme", day).batch("one", 4*30, 0)
	for i := range b.Facts {
		f := &b.Facts[i]
		who, step := i/4, i%4
		f.API = of([]string{"/items", "/cart", "/checkout", "/thanks"}[step])
		if who == 7 && step == 1 {
			f.API = of("/profile")
		}
		f.Noise, f.Account, f.Session = false, uint64(who+1), 0
		f.Time = day.Add(time.Duration(who)*time.Second + time.Duration(step)*5*time.Minute)
		if step == 3 {
			f.Time = f.Time.Add(2 * time.Hour) // another visit
		}
	}
	write(t, s, b)
	pairs, err := s.StepPairs(t.Context(), "acme", "shop.example.com", query.Window{From: day, To: day.AddDate(0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	got := map[[2]string]uint64{}
	for _, p := range pairs {
		got[[2]string{p.From, p.To}] = p.Calls
	}
	id := func(path string) string { return of(path).ID("acme") }
	for pair, want := range map[[2]string]uint64{
		{id("/items"), id("/cart")}: 29, {id("/items"), id("/profile")}: 1, {id("/cart"), id("/checkout")}: 29,
		{id("/profile"), id("/checkout")}: 1, {id("/checkout"), id("/thanks")}: 0,
	} {
		if got[pair] != want {
			t.Errorf("%v: %d, want %d", pair, got[pair], want)
		}
	}
}
