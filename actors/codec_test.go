package actors

import (
	"fmt"
	"net/netip"
	"reflect"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// fill sets every field to something that is not zero, so that a field the codec forgets
// shows, also one that is added to Facts later.
func fill(v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Unix(1_700_000_000, int64(*n)).UTC()))
	case v.Type() == reflect.TypeFor[netip.Addr]():
		v.Set(reflect.ValueOf(netip.MustParseAddr("2001:db8::7")))
	case v.Type() == reflect.TypeFor[*finding.Tuning]():
		v.Set(reflect.ValueOf(finding.NewTuning([]finding.Tune{
			{Kind: finding.KindEvent, Row: 9, Mode: finding.ModeSimulate, Level: finding.High, Floor: 1.5, Times: 4, Window: 60, Policy: "EV-09@3"},
			{Kind: finding.KindRisk, Row: 18, Mode: finding.ModeOff, Policy: "RK-18.shop@1"},
		})))
	case v.Type() == reflect.TypeFor[finding.OwnHit]():
		r := &finding.OwnRule{
			Name: fmt.Sprintf("own %d", *n), Version: 3, Simulate: true, Level: finding.High, Per: finding.PerAPI, Period: 60, Requests: 9,
			About: "status more 399", Stats: []finding.OwnStat{{What: finding.OwnShare, AtMost: true, Limit: 2.5, About: "host"}, {About: "ip"}},
		}
		v.Set(reflect.ValueOf(finding.OwnHit{Rule: r.Made(), Values: []finding.OwnValue{{Hashes: []uint64{1, 2}, More: 3}, {N: 4}}}))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case v.Kind() == reflect.String:
		v.SetString(fmt.Sprintf("text %d", *n))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanUint():
		v.SetUint(uint64(*n)%250 + 1)
	case v.CanInt():
		v.SetInt(-int64(*n))
	default:
		panic("cannot fill " + v.Type().String())
	}
}

func TestFactsSurviveTheWireWhole(t *testing.T) {
	var all finding.Facts
	n := 0
	fill(reflect.ValueOf(&all).Elem(), &n)
	all.Words = nil // goes from the node that inspected to the store, not to the actors
	v4 := finding.Facts{Seq: 1<<63 + 1, Client: netip.MustParseAddr("203.0.113.7"), Account: 1<<64 - 1}
	for i, want := range []finding.Facts{all, {}, v4} {
		b := appendFacts([]byte{codecVersion}, &want)
		b = appendFacts(b, &all)
		u := finding.NewUnpacker(b, codecVersion)
		r := newFactsReader()
		var got, second finding.Facts
		r.read(u, &got)
		r.read(u, &second)
		if err := u.Close(); err != nil {
			t.Fatal(err)
		}
		want.Flagged, second.Flagged = 0, all.Flagged // travels beside the facts
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(second, all) {
			t.Errorf("%d:\nsent %+v\ngot  %+v", i, want, got)
		}
	}
}

func FuzzFacts(f *testing.F) {
	var all finding.Facts
	n := 0
	fill(reflect.ValueOf(&all).Elem(), &n)
	f.Add(appendFacts([]byte{codecVersion}, &all))
	f.Fuzz(func(t *testing.T, b []byte) {
		u := finding.NewUnpacker(b, codecVersion)
		var got finding.Facts
		newFactsReader().read(u, &got)
		if u.Err() != nil {
			return
		}
		again := appendFacts([]byte{codecVersion}, &got)
		u = finding.NewUnpacker(again, codecVersion)
		var second finding.Facts
		if newFactsReader().read(u, &second); u.Close() != nil || !reflect.DeepEqual(got, second) {
			t.Fatalf("read %+v, after another round %+v", got, second)
		}
	})
}

func BenchmarkFactsCodec(b *testing.B) {
	facts := synthetic(1, 1024)
	buf := []byte{codecVersion}
	for i := range facts {
		buf = appendFacts(buf, &facts[i])
	}
	b.Run("append", func(b *testing.B) {
		dst := make([]byte, 0, 1024)
		for i := range b.N {
			dst = appendFacts(dst[:0], &facts[i%1024])
		}
		b.ReportMetric(float64(len(buf))/1024, "bytes/fact")
	})
	b.Run("read", func(b *testing.B) {
		r := newFactsReader()
		for range b.N/1024 + 1 {
			u := finding.NewUnpacker(buf, codecVersion)
			for range facts {
				var f finding.Facts
				r.read(u, &f)
			}
		}
	})
}
