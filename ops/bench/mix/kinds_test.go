package mix

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// BenchmarkKinds is walk, and walk and scan, of each kind of answer by itself.
func BenchmarkKinds(b *testing.B) {
	for _, k := range kinds {
		m := newMaker(11)
		var xs []*traffic.Exchange
		size := 0
		for size < 1<<20 {
			body := marshal(k.make(m))
			size += len(body)
			xs = append(xs, &traffic.Exchange{Response: traffic.Message{Body: body}})
		}
		w, s := traffic.NewWalker(traffic.Limits{}), sensitive.NewScanner()
		var found []sensitive.Found
		values, hits := 0, 0
		for _, x := range xs {
			values += len(w.Walk(x).All)
			found = s.Values(found[:0], w.Walk(x), traffic.Response)
			hits += len(found)
		}
		for _, how := range []string{"walk", "scan"} {
			b.Run(k.name+"/"+how, func(b *testing.B) {
				measure(b, float64(size)/1e6, "MB/s", func() {
					for _, x := range xs {
						v := w.Walk(x)
						if how == "scan" {
							found = s.Values(found[:0], v, traffic.Response)
						}
					}
				})
				b.ReportMetric(float64(values)/float64(len(xs)), "values")
				b.ReportMetric(float64(size)/float64(len(xs)), "bytes")
				b.ReportMetric(float64(hits)/float64(len(xs)), "hits")
			})
		}
	}
}
