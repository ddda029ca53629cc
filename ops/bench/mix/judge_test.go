package mix

import (
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// BenchmarkWorstJudge reports the slowest of the hostile calls in the first attack stage alone,
// each at its best of several.
func BenchmarkWorstJudge(b *testing.B) {
	all := append(HostileCalls(), HostileAttacks()...)
	best := make([]time.Duration, len(all))
	var s attack.Scanner
	w := traffic.NewWalker(traffic.Limits{})
	for b.Loop() {
		for i, h := range all {
			v := w.Walk(h.Call)
			start := processorTime()
			set, _ := s.Judge(h.Call, v)
			took := processorTime() - start
			sink += int(set)
			if best[i] == 0 || took < best[i] {
				best[i] = took
			}
		}
	}
	worst := 0
	for i := range all {
		if best[i] > best[worst] {
			worst = i
		}
		if testing.Verbose() && best[i] > 2*time.Millisecond {
			b.Logf("%-40s %7d bytes %v", all[i].Name, len(all[i].Call.Response.Body)+len(all[i].Call.Request.Body), best[i])
		}
	}
	b.Logf("worst: %s", all[worst].Name)
	b.ReportMetric(float64(best[worst].Microseconds())/1000, "ms/worst")
}
