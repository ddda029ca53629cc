package store_test

import (
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

var day = time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)

func count(t *testing.T, s *store.Store, expr, table string, want uint64) {
	t.Helper()
	got, err := s.Count(t.Context(), expr, table)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("%s of %s is %d, want %d", expr, table, got, want)
	}
}

func write(t *testing.T, s *store.Store, b *finding.Batch) {
	t.Helper()
	if err := s.WriteBatch(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

func TestBatchOncePerToken(t *testing.T) {
	s := storetest.New(t)
	g := newGenerator("acme", day)
	one, two := g.batch("edge/1-1000", 1000, 20), g.batch("edge/1001-1500", 500, 5)
	for range 3 {
		write(t, s, one)
	}
	write(t, s, two)
	write(t, s, one)
	count(t, s, "count()", "calls", 1500)
	count(t, s, "uniqExact(id)", "calls", 1500)
	count(t, s, "count()", "samples", 25)
	count(t, s, "sum(calls)", "coverage", 1500)

	two.Token = "another" // negative control: without the same token rows are there twice
	write(t, s, two)
	count(t, s, "count()", "calls", 2000)
	count(t, s, "count()", "samples", 30)
	count(t, s, "sum(calls)", "coverage", 2000)
	count(t, s, "uniqExact(id)", "calls", 1500)
}

// A batch of calls from very many days makes more parts than one insert may, and is still
// stored once.
func TestBatchOfManyDays(t *testing.T) {
	s := storetest.New(t)
	b := newGenerator("acme", day).batch("old", 300, 10)
	for i := range b.Facts {
		b.Facts[i].Time = day.AddDate(0, 0, -i%94)
	}
	for i := range b.Samples {
		b.Samples[i].Time = day.AddDate(0, 0, -i)
	}
	b.Facts[7].Time, b.Facts[8].Time = time.Time{}, time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC)
	write(t, s, b)
	write(t, s, b)
	count(t, s, "count()", "calls", 300)
	count(t, s, "count()", "samples", 10)
	count(t, s, "uniqExact(toDate(ts))", "calls", 96) // 94, the first and the last there are
}

func TestBatchRefusals(t *testing.T) {
	s := storetest.New(t)
	g := newGenerator("acme", day)
	b := g.batch("", 1, 0)
	if err := s.WriteBatch(t.Context(), b); err == nil {
		t.Error("a batch without a token was taken")
	}
	b.Token, b.Facts[0].Tenant = "x", ""
	if err := s.WriteBatch(t.Context(), b); err == nil {
		t.Error("a call without a tenant was taken")
	}
	write(t, s, &finding.Batch{Token: "empty"})
	count(t, s, "count()", "calls", 0)
}
