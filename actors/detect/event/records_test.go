package event

import (
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// busyRecords is an API with owners at its bound, and what its next calls look like.
func busyRecords(t testing.TB) (*Records, []finding.Facts) {
	t.Helper()
	r := NewRecords()
	var out []finding.Finding
	for day := range 5 {
		for a := range 900 {
			for _, after := range []time.Duration{0, 8 * time.Hour} {
				for _, f := range visits(visit{account: a, day: day, after: after + time.Duration(a)*time.Second, every: time.Second}, objectsOf(a, 5)...) {
					r.Apply(&f, &out)
				}
			}
		}
	}
	if len(out) != 0 {
		t.Fatalf("owners of 4,500 records gave %d contributions", len(out))
	}
	var next []finding.Facts
	for a := range 900 {
		next = append(next, visits(visit{account: a, day: 5, after: time.Duration(a) * time.Second, every: time.Second}, objectsOf(a, 5)...)...)
	}
	return r, join(next)
}

func TestPE15RecordsAreBounded(t *testing.T) {
	r, _ := busyRecords(t)
	if r.owners.level == 0 || r.owners.used > ownersHeld || !r.Owned(r.newest) {
		t.Errorf("4,500 records: level %d, %d held, owned %v", r.owners.level, r.owners.used, r.Owned(r.newest))
	}
	bytes, _ := r.AppendBinary(nil)
	each, _ := heap(4, func(int) *Records { s := NewRecords(); _ = s.UnmarshalBinary(bytes); return s })
	t.Logf("an API of 4,500 records and 900 owners: %d bytes live, %d written", each, len(bytes))
	if each > 80<<10 {
		t.Errorf("takes %d bytes", each)
	}
	var out []finding.Finding
	for i := range 60 { // sixty who go through everything
		for _, f := range visits(visit{account: 2000 + i, day: 6, after: time.Duration(i) * time.Minute, every: 100 * time.Millisecond}, fresh(1500)...) {
			out = out[:0]
			r.Apply(&f, &out)
		}
	}
	each, _ = heap(2, func(int) *Records {
		s := NewRecords()
		b, _ := r.AppendBinary(nil)
		_ = s.UnmarshalBinary(b)
		return s
	})
	t.Logf("under attack by sixty accounts: %d bytes", each)
	if each > 400<<10 {
		t.Errorf("under attack it takes %d bytes", each)
	}
}

// TestXV13InASample finds an account that reads others' records where only some of them are followed.
func TestXV13InASample(t *testing.T) {
	r, _ := busyRecords(t)
	var out []finding.Finding
	var all []int
	for a := 100; a < 140; a++ {
		all = append(all, objectsOf(a, 1)...)
	}
	for _, f := range visits(visit{account: 5, day: 5, after: 3 * time.Hour, every: time.Minute}, all...) {
		r.Apply(&f, &out)
	}
	if len(out) == 0 || out[0].Type != "XV-13" || out[0].Why.Observed > 60 {
		t.Fatalf("gave %+v", out)
	}
}

func FuzzRecords(f *testing.F) {
	r := NewRecords()
	var out []finding.Finding
	for _, x := range join(ownedDays(4, 12, 3), visits(visit{account: 5, day: 4, every: 20 * time.Second, marks: finding.MarkTwice}, othersOf(5, 10)...)) {
		r.Apply(&x, &out)
	}
	seed, _ := r.AppendBinary(nil)
	f.Add(seed)
	x := visits(visit{account: 5, day: 5}, othersOf(5, 1)...)[0]
	f.Fuzz(func(t *testing.T, data []byte) {
		r := NewRecords()
		if r.UnmarshalBinary(data) == nil {
			r.Apply(&x, &out)
			through(t, r, NewRecords())
		}
	})
}

// TestXV13SessionsThroughSaves: who sessions are is written down, and takes bounded memory.
func TestXV13SessionsThroughSaves(t *testing.T) {
	w := newWorld(t)
	w.pack = 7
	w.run(bySession(join(evenings(7, 60, 3), visits(visit{account: 5, day: 6, after: 10 * time.Hour, every: 20 * time.Second}, othersOf(5, 40)...)), oneDay, false))
	got := w.cases()["XV-13"]
	if len(got) != 1 || got[0].Count < 37 || !got[0].Source.OfAccount() {
		t.Fatalf("gave %+v", got)
	}
	for _, r := range w.records {
		b, _ := r.AppendBinary(nil)
		if len(r.persons.slots) != personSlots || len(b) > 20<<10 {
			t.Errorf("%d places, %d bytes", len(r.persons.slots), len(b))
		}
	}
}
