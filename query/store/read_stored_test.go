package store_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"reflect"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// TestP208StoredCallsComeAsTheyWere reads calls back in the order of their times, with all that is kept of them.
func TestP208StoredCallsComeAsTheyWere(t *testing.T) {
	s := storetest.New(t)
	full := finding.Facts{
		Sensor: "gw", Tenant: "acme", API: traffic.API{Host: "h.example.com", Method: "GET", Template: "/x/{id}"}, Client: netip.MustParseAddr("203.0.113.7"),
		Account: 7, Session: 9, Status: 403, Latency: 4200 * time.Microsecond, ReqSize: 5, ResSize: 6, Bodies: 3, Tool: 4, Agent: "curl", Service: 2,
		Purposes: []finding.Purpose{4, 23}, Creds: 10, Attacks: 4, Blocked: true, ReqData: []finding.DataCount{{Type: 1, Entries: 2}},
		ResData: []finding.DataCount{{Type: 5, Entries: 40}, {Type: 34, Entries: 1}}, Risks: []finding.RiskHit{{Risk: 18}},
		Login: finding.Login{Name: 3, Outcome: finding.OutcomeFailed}, Object: 11, Params: 12, Error: finding.ErrorDatabase,
	}
	b := &finding.Batch{Token: "stored"}
	for i := range 10 {
		f := full
		if i%2 == 1 {
			f = finding.Facts{Tenant: "acme", API: full.API, Client: netip.MustParseAddr("2001:db8::1"), Status: 200}
		}
		f.Seq, f.ID, f.Time = uint64(i+1), fmt.Sprint("c", i), day.Add(time.Duration((i*7)%10)*time.Second)
		b.Facts = append(b.Facts, f)
	}
	odd := func(seq uint64, set func(*finding.Facts)) {
		f := full
		f.Seq, f.ID, f.Time = seq, fmt.Sprint("odd", seq), day.Add(time.Second)
		set(&f)
		b.Facts = append(b.Facts, f)
	}
	odd(20, func(f *finding.Facts) { f.Tenant = "other" })
	odd(21, func(f *finding.Facts) { f.Noise = true })
	odd(22, func(f *finding.Facts) { f.API.Host = "elsewhere.example.com" })
	odd(23, func(f *finding.Facts) { f.Time = day.Add(time.Hour) })
	if err := s.WriteBatch(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	q := query.StoredQuery{Tenant: "acme", Window: query.Window{From: day, To: day.Add(time.Minute)}, Host: "h.example.com", Limit: 100}
	n := 0
	err := s.Stored(t.Context(), q, func(f *finding.Facts) error {
		want := b.Facts[(n*3)%10] // 7 times 3 is 1, modulo 10
		want.ID, want.Seq = "", 0
		for _, list := range []*[]finding.DataCount{&want.ReqData, &want.ResData, &f.ReqData, &f.ResData} {
			if len(*list) == 0 {
				*list = nil
			}
		}
		got := *f
		if len(got.Purposes) == 0 {
			got.Purposes, got.Risks = nil, nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("call %d is\n%+v\nwant\n%+v", n, got, want)
		}
		n++
		return nil
	})
	if err != nil || n != 10 {
		t.Fatalf("%d calls: %v", n, err)
	}
	q.Host, q.Limit, n = "", 3, 0
	stop := errors.New("enough")
	if err := s.Stored(t.Context(), q, func(*finding.Facts) error { n++; return nil }); err != nil || n != 3 {
		t.Errorf("%d calls, want 3: %v", n, err)
	}
	if err := s.Stored(t.Context(), q, func(*finding.Facts) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("goes on after an error: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Stored(ctx, q, func(*finding.Facts) error { return nil }); err == nil {
		t.Error("goes on after its end")
	}
}
