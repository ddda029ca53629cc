package mix

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/credential"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// BenchmarkParts is what the parts of an inspection take, each behind the walk that it needs: a part
// costs what its line has more than the walk's.
func BenchmarkParts(b *testing.B) {
	xs := Calls(calls)
	w := traffic.NewWalker(traffic.Limits{})
	t := learned(xs)
	scan, finder, engine := sensitive.NewScanner(), credential.NewFinder(), detect.New(detect.Options{})
	var first attack.Scanner
	var found []sensitive.Found
	var creds []credential.Found
	for _, part := range []struct {
		name string
		call func(x *traffic.Exchange) int
	}{
		{"walk", func(x *traffic.Exchange) int { return len(w.Walk(x).All) }},
		{"data types", func(x *traffic.Exchange) int {
			v := w.Walk(x)
			found = scan.Values(scan.Values(found[:0], v, traffic.Request), v, traffic.Response)
			return len(found)
		}},
		{"attacks", func(x *traffic.Exchange) int {
			set, _ := first.Judge(x, w.Walk(x))
			return int(set)
		}},
		{"credentials", func(x *traffic.Exchange) int {
			creds = finder.Append(creds[:0], x, w.Walk(x))
			return len(creds)
		}},
		{"leaks", func(x *traffic.Exchange) int { return int(attack.ErrorOf(w.Walk(x), x.Status)) }},
		{"all", func(x *traffic.Exchange) int { return len(engine.Inspect("default", tenantKey, t, x).Values.All) }},
	} {
		b.Run(part.name, func(b *testing.B) {
			measure(b, float64(len(xs)), "calls/s", func() {
				for _, x := range xs {
					sink += part.call(x)
				}
			})
		})
	}
}
