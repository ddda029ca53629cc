package querytest

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query/store"
)

// Tenant is whose the shop is.
const Tenant = "default"

const seedDays = 3 // of traffic; enough for trends, few enough to be quick

// Seed fills the store with the shop up to now and gives the events and risks in it.
func Seed(t testing.TB, s *store.Store, now time.Time) []finding.Finding {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 11))
	must(t, s.WriteBatch(t.Context(), calls(r, now)))
	found := append(events(now), risks(now)...)
	for i := range found {
		found[i].Tenant, found[i].Version = Tenant, 1
		found[i].ID = finding.CaseID(&found[i])
	}
	must(t, s.WriteFindings(t.Context(), found))
	must(t, s.WriteAssets(t.Context(), assets(now)))
	for _, a := range shopAPIs {
		must(t, s.WriteParams(t.Context(), "n1", []finding.Params{paramsOf(a.API, Tenant, "region", now)}))
	}
	return found
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// daily is the share of noon's traffic per hour of the day.
var daily = [24]float64{
	.1, .06, .04, .04, .05, .1, .2, .4, .65, .8, .9, .95, 1, .95, .9, .9, .85, .8, .85, .9, .8, .6, .4, .2,
}

func calls(r *rand.Rand, now time.Time) *finding.Batch {
	b := &finding.Batch{Token: "shop/" + now.String()}
	n := uint64(0)
	add := func(a shopAPI, at time.Time, ip netip.Addr, status int, agent string) {
		n++
		f := finding.Facts{
			Seq: n, ID: fmt.Sprintf("01SHOP%08d", n), Tenant: Tenant,
			Sensor: []string{"edge-1", "edge-2"}[n%3/2], Time: at.UTC(),
			API: a.API, Client: ip, Status: uint16(status),
			Latency: time.Duration((4 + 30*r.ExpFloat64()) * float64(time.Millisecond)),
			ReqSize: 200, ResSize: 2000, Bodies: finding.ReqRead | finding.ResRead, Tool: 1, Agent: agent,
			Purposes: a.Purposes, Creds: a.Creds, Service: a.Service,
		}
		if n%40 == 0 {
			f.Bodies |= finding.ResCut
		}
		if n%97 == 0 {
			f.Bodies = finding.ReqRead | finding.Unreadable
		}
		for _, d := range a.Res {
			f.ResData = append(f.ResData, finding.DataCount{Type: d, Entries: 1 + uint32(n%4)})
		}
		for _, d := range a.Req {
			f.ReqData = append(f.ReqData, finding.DataCount{Type: d, Entries: 1})
		}
		b.Facts = append(b.Facts, f)
	}
	for at := now.Add(-seedDays * 24 * time.Hour).Truncate(time.Hour); at.Before(now); at = at.Add(time.Hour) {
		for _, a := range shopAPIs {
			for range int(float64(a.PerHour) * daily[at.UTC().Hour()] * (.8 + .4*r.Float64()) / 3) {
				when := at.Add(time.Duration(r.Float64() * float64(time.Hour)))
				if when.After(now) {
					continue
				}
				status := 200
				if r.IntN(40) == 0 {
					status = []int{400, 404, 500, 401}[r.IntN(4)]
				}
				add(a, when, netip.AddrFrom4([4]byte{198, 51, byte(r.IntN(3)), byte(r.IntN(200))}), status,
					[]string{"Chrome", "Safari", "okhttp", "Firefox"}[r.IntN(4)])
			}
		}
	}
	for _, e := range events(now) { // the calls of the attacks themselves
		i := 0
		for a := range shopAPIs {
			if shopAPIs[a].API == e.API {
				i = a
			}
		}
		span := e.End.Sub(e.Start)
		for k := range min(int(e.Count), 900) {
			ip := e.Source.Block.Addr().As4()
			ip[3] = byte(10 + k%int(e.Source.IPs))
			status := 200
			if e.Type == "EV-09" || e.Type == "EV-10" {
				status = 401
			}
			add(
				shopAPIs[i],
				e.Start.Add(span*time.Duration(k)/time.Duration(e.Count)),
				netip.AddrFrom4(ip),
				status,
				e.Source.Agent,
			)
		}
	}
	b.Samples = samples(now)
	return b
}

func assets(now time.Time) []finding.Asset {
	var out []finding.Asset
	for i, a := range shopAPIs {
		last, first := now.Add(-time.Duration(i)*7*time.Minute), now.Add(-seedDays*24*time.Hour)
		switch {
		case i == len(shopAPIs)-2:
			first, last = now.Add(-90*24*time.Hour), now.Add(-45*24*time.Hour)
		case i%5 == 4:
			first = now.Add(-40 * 24 * time.Hour)
		}
		n := uint64(a.PerHour * seedDays * 5)
		out = append(out, finding.Asset{
			ID: a.ID(Tenant), Tenant: Tenant, API: a.API, FirstSeen: first.UTC(), LastSeen: last.UTC(), Calls: n,
			Errors: n / 40, Purposes: a.Purposes, Service: a.Service, Auth: a.Auth, Grade: a.Grade, ReqTypes: a.Req,
			ResTypes: a.Res, MaxEntries: uint32(len(a.Res) * 6), Creds: a.Creds, RatePeak: uint32(a.PerHour / 9),
			P50: time.Duration(12+i) * time.Millisecond, P95: time.Duration(60+9*i) * time.Millisecond, Version: 1,
		})
	}
	return out
}
