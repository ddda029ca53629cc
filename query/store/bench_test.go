package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// One batch of 50,000 calls and 50 samples per iteration; afterwards what a call takes on
// disk once its parts are merged.
func BenchmarkWriteBatch(b *testing.B) {
	s := storetest.New(b)
	g := newGenerator("acme", day)
	const calls = 50_000
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		batch := g.batch(fmt.Sprint(i), calls, 50)
		b.StartTimer()
		if err := s.WriteBatch(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*calls/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(onDisk(b, s, "calls"), "bytes/row")
}

func onDisk(b *testing.B, s *store.Store, name string) (bytes float64) {
	b.Helper()
	if err := s.Conn().Exec(b.Context(), "OPTIMIZE TABLE "+s.Full(name)+" FINAL"); err != nil {
		b.Fatal(err)
	}
	q := "SELECT sum(bytes_on_disk) / sum(rows) FROM system.parts WHERE active AND table = '" + name +
		"' AND '`' || database || '`.' = '" + s.Full("")[:len(s.Full(""))-2] + "'"
	if err := s.Conn().QueryRow(b.Context(), q).Scan(&bytes); err != nil {
		b.Fatal(err)
	}
	return bytes
}

// The questions behind the pages, over a million calls of one day, 20,000 events and 300 APIs.
func BenchmarkPages(b *testing.B) {
	s := storetest.New(b)
	g := newGenerator("acme", day)
	for i := range 20 {
		if err := s.WriteBatch(b.Context(), g.batch(fmt.Sprint(i), 50_000, 50)); err != nil {
			b.Fatal(err)
		}
	}
	var fs []finding.Finding
	for _, f := range events(20_000) {
		f.Start = day.Add(time.Duration(len(fs)) * time.Second)
		f.End = f.Start.Add(time.Minute)
		f.ID = fmt.Sprint("evt_", len(fs))
		fs = append(fs, f)
	}
	var as []finding.Asset
	for _, a := range g.apis {
		as = append(as, finding.Asset{ID: a.ID("acme"), Tenant: "acme", API: a, FirstSeen: day, LastSeen: g.now,
			Calls: 1000, Version: 1})
	}
	if err := s.WriteFindings(b.Context(), fs); err != nil {
		b.Fatal(err)
	}
	if err := s.WriteAssets(b.Context(), as); err != nil {
		b.Fatal(err)
	}
	w := query.Window{From: day, To: day.Add(4 * time.Hour)}
	all := query.TrafficQuery{Tenant: "acme", Window: w}
	one := all
	one.API = g.apis[0].ID("acme")
	list := query.CaseQuery{
		Kind: finding.KindEvent, Filter: query.Filter{Tenant: "acme", Window: w},
		Order: query.Order{By: query.SortEnd, Desc: true}, Limit: 50,
	}
	inventory := query.AssetQuery{Filter: query.Filter{Tenant: "acme"},
		Order: query.Order{By: query.SortCalls, Desc: true}, Limit: 50}
	fields := []query.Field{query.FieldHost, query.FieldLevel, query.FieldType, query.FieldStatus}
	for _, q := range []struct {
		name string
		ask  func(context.Context) error
	}{
		{"events-page", func(ctx context.Context) error { _, err := s.Cases(ctx, list); return err }},
		{"events-facets", func(ctx context.Context) error {
			_, err := s.CaseFacets(ctx, list.Kind, list.Filter, fields, 20)
			return err
		}},
		{"apis-page", func(ctx context.Context) error { _, err := s.APIs(ctx, inventory); return err }},
		{"traffic-all", func(ctx context.Context) error { _, err := s.Traffic(ctx, all, 5*time.Minute); return err }},
		{"traffic-one-api", func(ctx context.Context) error { _, err := s.Traffic(ctx, one, 5*time.Minute); return err }},
		{"callers-all", func(ctx context.Context) error { _, err := s.Callers(ctx, all, 20); return err }},
		{"callers-one-api", func(ctx context.Context) error { _, err := s.Callers(ctx, one, 20); return err }},
		{"data-types", func(ctx context.Context) error { _, err := s.DataTypes(ctx, "acme", w); return err }},
		{"sites", func(ctx context.Context) error { _, err := s.Sites(ctx, "acme", w, 20); return err }},
		{"coverage", func(ctx context.Context) error { _, err := s.Coverage(ctx, "acme", w); return err }},
		{"samples-of-api", func(ctx context.Context) error {
			_, err := s.Samples(ctx, query.SampleQuery{Tenant: "acme", API: one.API, Limit: 3})
			return err
		}},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				if err := q.ask(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
