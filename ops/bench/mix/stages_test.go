package mix

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/confirm"
	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// BenchmarkAttackStages judges harmless calls by the first stage, with the share of them that
// goes on to the rule set.
func BenchmarkAttackStages(b *testing.B) {
	xs := Calls(calls)
	var walked [64]*traffic.Values // each by a walker of its own: only the judging is timed
	for i := range walked {
		walked[i] = traffic.NewWalker(traffic.Limits{}).Walk(xs[i])
	}
	var s attack.Scanner
	var second confirm.Inline
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		x, v := xs[i%len(walked)], walked[i%len(walked)]
		i++
		if _, doubt := s.Judge(x, v); doubt.Any() {
			if _, err := second.Kinds(x, *doubt); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}

// BenchmarkRuleSetOnAll is what a user would run instead: the rule set on every call.
func BenchmarkRuleSetOnAll(b *testing.B) {
	xs := Calls(calls)
	rules, err := confirm.NewRuleSet()
	if err != nil {
		b.Fatal(err)
	}
	i := 0
	for b.Loop() {
		rules.Matches(xs[i%len(xs)], nil)
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}
