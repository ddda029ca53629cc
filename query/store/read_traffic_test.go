package store_test

import (
	"cmp"
	"net/netip"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// recorded writes 3,000 generated calls over three hours, some noise and one sensor more,
// and folds the second API into the first.
func recorded(t *testing.T) (*store.Store, []finding.Facts) {
	t.Helper()
	s := storetest.New(t)
	g := newGenerator("acme", day)
	b := g.batch("one", 3000, 60)
	for i := range b.Facts {
		f := &b.Facts[i]
		f.Time = day.Add(time.Duration(i)*3600*time.Millisecond + 10*time.Millisecond)
		f.Noise = i%10 == 0
		if i%3 == 0 {
			f.Sensor, f.Bodies = "edge-2", finding.ReqRead|finding.ResCut|finding.Unreadable
		}
	}
	for i := range b.Samples {
		b.Samples[i].Time = day.Add(time.Duration(i) * time.Second)
	}
	write(t, s, b)
	write(t, s, newGenerator("other", day).batch("two", 100, 10))
	err := s.WriteAssets(t.Context(), []finding.Asset{
		{ID: g.apis[1].ID("acme"), Tenant: "acme", API: g.apis[1], MergedInto: g.apis[2].ID("acme"), Version: 1},
		{ID: g.apis[2].ID("acme"), Tenant: "acme", API: g.apis[2], MergedInto: g.apis[0].ID("acme"), Version: 1},
		{ID: g.apis[0].ID("acme"), Tenant: "acme", API: g.apis[0], FirstSeen: day, LastSeen: day.Add(time.Hour), Version: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, b.Facts
}

func api(i int) traffic.API { return newGenerator("", day).apis[i] }

// liveID is what recorded's merges make of an API.
func liveID(a traffic.API) string {
	if a == api(1) || a == api(2) {
		a = api(0)
	}
	return a.ID("acme")
}

func TestTraffic(t *testing.T) {
	s, facts := recorded(t)
	net := netip.MustParsePrefix("203.0.0.0/28")
	w := query.Window{From: day.Add(7 * time.Minute), To: day.Add(170 * time.Minute)}
	for name, c := range map[string]struct {
		q    query.TrafficQuery
		keep func(f *finding.Facts) bool
	}{
		"all": {query.TrafficQuery{}, func(*finding.Facts) bool { return true }},
		"merged": {
			query.TrafficQuery{API: api(0).ID("acme")},
			func(f *finding.Facts) bool { return liveID(f.API) == api(0).ID("acme") },
		},
		"host": {
			query.TrafficQuery{Host: "svc3.example.com"},
			func(f *finding.Facts) bool { return f.API.Host == "svc3.example.com" },
		},
		"net":    {query.TrafficQuery{Net: net}, func(f *finding.Facts) bool { return net.Contains(f.Client) }},
		"sensor": {query.TrafficQuery{Sensor: "edge-2"}, func(f *finding.Facts) bool { return f.Sensor == "edge-2" }},
	} {
		t.Run(name, func(t *testing.T) {
			c.q.Tenant, c.q.Window = "acme", w
			points, err := s.Traffic(t.Context(), c.q, 15*time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			want := make([]query.TrafficPoint, 11)
			callers := make(map[netip.Addr]*query.Caller)
			for i := range facts {
				f := &facts[i]
				if f.Time.Before(w.From) || !f.Time.Before(w.To) || !c.keep(f) {
					continue
				}
				p := &want[f.Time.Sub(w.From)/(15*time.Minute)]
				x := callers[f.Client]
				if x == nil {
					x = &query.Caller{IP: f.Client, First: f.Time}
					callers[f.Client] = x
				}
				x.Last = f.Time
				p.Calls, x.Calls = p.Calls+1, x.Calls+1
				if f.Status >= 400 {
					p.Errors, x.Errors = p.Errors+1, x.Errors+1
				}
				if f.Blocked {
					p.Blocked, x.Blocked = p.Blocked+1, x.Blocked+1
				}
				x.Agent = f.Agent
			}
			for i := range want {
				want[i].At = w.From.Add(time.Duration(i) * 15 * time.Minute)
				if p := points[i]; p.Calls > 0 && (p.P50 < 5*time.Millisecond || p.P95 < p.P50) {
					t.Errorf("bucket %d: p50 %v, p95 %v", i, p.P50, p.P95)
				}
				points[i].P50, points[i].P95 = 0, 0
			}
			if !reflect.DeepEqual(points, want) {
				t.Errorf("traffic\n%v, want\n%v", points, want)
			}
			got, err := s.Callers(t.Context(), c.q, 10)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != min(10, len(callers)) {
				t.Errorf("%d callers, want %d", len(got), min(10, len(callers)))
			}
			for i := range got {
				if !reflect.DeepEqual(got[i], *callers[got[i].IP]) || i > 0 && got[i].Calls > got[i-1].Calls {
					t.Errorf("caller %+v, want %+v", got[i], *callers[got[i].IP])
				}
			}
		})
	}
}

func TestDataTypes(t *testing.T) {
	s, facts := recorded(t)
	got, err := s.DataTypes(t.Context(), "acme", query.Window{From: day, To: day.Add(24 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	use := make(map[finding.DataType]*query.DataUse)
	apis, hosts := make(map[finding.DataType]map[string]bool), make(map[finding.DataType]map[string]bool)
	for i := range facts {
		for _, d := range facts[i].ResData {
			if use[d.Type] == nil {
				use[d.Type] = &query.DataUse{Type: d.Type, Side: traffic.Response}
				apis[d.Type], hosts[d.Type] = map[string]bool{}, map[string]bool{}
			}
			u := use[d.Type]
			u.Calls, u.Entries = u.Calls+1, u.Entries+uint64(d.Entries)
			apis[d.Type][liveID(facts[i].API)], hosts[d.Type][facts[i].API.Host] = true, true
			u.APIs, u.Hosts = uint64(len(apis[d.Type])), uint64(len(hosts[d.Type]))
		}
	}
	if len(got) != 2 || !reflect.DeepEqual(got, []query.DataUse{*use[5], *use[9]}) {
		t.Errorf("data types %+v, want %+v %+v", got, *use[5], *use[9])
	}
}

func TestCoverageAndSources(t *testing.T) {
	s, facts := recorded(t)
	at := func(m int) time.Time { return day.Add(time.Duration(m) * time.Minute) }
	for name, w := range map[string]query.Window{
		"open": {}, "whole hours": {From: at(0), To: at(120)}, "within an hour": {From: at(5), To: at(20)},
		"edges": {From: at(13), To: at(171)}, "two edges": {From: at(50), To: at(70)}, "no begin": {To: at(65)},
		"no end":                             {From: at(65)},
		"begins within a call's millisecond": {From: facts[700].Time.Add(400 * time.Microsecond), To: at(120)},
	} {
		t.Run(name, func(t *testing.T) {
			by := make(map[string]*query.Coverage)
			var all query.Coverage
			for i := range facts {
				f := &facts[i]
				if f.Time.Before(w.From.Truncate(time.Millisecond)) || !w.To.IsZero() && !f.Time.Before(w.To) {
					continue
				}
				if by[f.Sensor] == nil {
					by[f.Sensor] = &query.Coverage{}
				}
				for _, c := range []*query.Coverage{&all, by[f.Sensor]} {
					if c.Calls == 0 {
						c.First = f.Time
					}
					c.Last = f.Time
					c.Calls++
					add(&c.Noise, f.Noise)
					add(&c.ReqRead, f.Bodies&finding.ReqRead != 0)
					add(&c.ResRead, f.Bodies&finding.ResRead != 0)
					add(&c.Cut, f.Bodies&(finding.ReqCut|finding.ResCut) != 0)
					add(&c.Unreadable, f.Bodies&finding.Unreadable != 0)
				}
			}
			got, err := s.Coverage(t.Context(), "acme", w)
			if err != nil || got != all {
				t.Errorf("coverage %+v %v, want %+v", got, err, all)
			}
			sources, err := s.Sources(t.Context(), "acme", w)
			if err != nil || len(sources) != len(by) {
				t.Fatalf("%d sources %v, want %d", len(sources), err, len(by))
			}
			for _, x := range sources {
				c := *by[x.Sensor]
				if want := (query.Source{Sensor: x.Sensor, Calls: c.Calls, First: c.First, Last: c.Last, Coverage: c}); x != want {
					t.Errorf("source %+v, want %+v", x, want)
				}
			}
		})
	}
}

func add(n *uint64, when bool) {
	if when {
		*n++
	}
}

func TestSites(t *testing.T) {
	s, facts := recorded(t)
	fs := events(8)
	fs[0].API.Host, fs[0].Level = "svc0.example.com", finding.High
	fs[1].Kind, fs[1].API.Host, fs[1].Level = finding.KindRisk, "svc0.example.com", finding.Medium
	for i := range fs {
		fs[i].ID = finding.CaseID(&fs[i])
	}
	if err := s.WriteFindings(t.Context(), fs[:2]); err != nil {
		t.Fatal(err)
	}
	got, err := s.Sites(t.Context(), "acme", query.Window{From: day, To: day.Add(24 * time.Hour)}, 50)
	if err != nil {
		t.Fatal(err)
	}
	calls := make(map[string]uint64)
	for i := range facts {
		if !facts[i].Noise {
			calls[facts[i].API.Host]++
		}
	}
	if !slices.IsSortedFunc(got, func(a, b query.Site) int { return -cmp.Compare(a.Calls, b.Calls) }) || len(got) != 7 {
		t.Errorf("sites %+v", got)
	}
	for _, x := range got {
		want := query.Site{Host: x.Host, Calls: calls[x.Host]}
		if x.Host == "svc0.example.com" {
			want.APIs, want.Events.High, want.Risks.Medium = 1, 1, 1
		}
		if x != want {
			t.Errorf("site %+v, want %+v", x, want)
		}
	}
}

func TestSamples(t *testing.T) {
	s, _ := recorded(t)
	got, err := s.Samples(t.Context(), query.SampleQuery{Tenant: "acme", API: api(0).ID("acme"), Reason: "SD-05",
		Limit: 50})
	if err != nil || len(got) == 0 {
		t.Fatal(len(got), err)
	}
	merged := false
	for i, x := range got {
		if liveID(x.API) != api(0).ID("acme") {
			t.Errorf("sample of %v", x.API)
		}
		merged = merged || x.API != api(0)
		if i > 0 && x.Time.After(got[i-1].Time) {
			t.Error("not newest first")
		}
	}
	if !merged {
		t.Error("no sample of a merged api")
	}
	want := newGenerator("acme", day).batch("one", 3000, 60).Samples[7]
	want.Time = day.Add(7 * time.Second)
	one, err := s.Samples(t.Context(), query.SampleQuery{Tenant: "acme", IDs: []string{want.ID, "nobody's"}, Limit: 5})
	if err != nil || len(one) != 1 || !reflect.DeepEqual(one[0], want) {
		t.Errorf("sample %+v %v, want %+v", one, err, want)
	}
	if none, err := s.Samples(t.Context(), query.SampleQuery{Tenant: "other", IDs: []string{want.ID},
		Limit: 5}); err == nil && len(none) > 0 && none[0].Time.Equal(want.Time) {
		t.Error("another tenant sees the sample")
	}
	if none, err := s.Samples(t.Context(), query.SampleQuery{Tenant: "acme", Reason: "RK-18",
		Limit: 5}); err != nil || len(none) != 0 {
		t.Errorf("by a reason none has: %v %v", none, err)
	}
}
