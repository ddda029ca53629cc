package mix

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/confirm"
	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// sentences are what people type, harmless and never the same twice.
var sentences = []string{
	"Where is order %d? It's been a week", "blue shirt size %d", "Meeting at %d:30 in room B, bring the slides", "Rue de l'Eglise %d, Paris",
	"Great product, 5/5 (bought %d of them)", "ticket %d: the page stays empty on iOS", "hotel near station %d", "invoice %d & receipt",
}

// BenchmarkAttackStagesCold judges harmless calls of which each carries a sentence that was
// never seen: neither the memory of harmless values nor that of verdicts knows any.
func BenchmarkAttackStagesCold(b *testing.B) {
	rules, err := confirm.NewRuleSet()
	if err != nil {
		b.Fatal(err)
	}
	xs := Calls(calls)
	walked := make([]*traffic.Values, len(xs)) // each by a walker of its own: only the judging is timed
	for i, x := range xs {
		x.Query += "&note=" + url.QueryEscape(fmt.Sprintf(sentences[i%len(sentences)], 100_000+i))
		walked[i] = traffic.NewWalker(traffic.Limits{}).Walk(x)
	}
	var s attack.Scanner
	i, doubts := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		if i == len(xs) {
			i, s = 0, attack.Scanner{}
		}
		if _, doubt := s.Judge(xs[i], walked[i]); doubt.Any() {
			doubts++
			rules.Kinds(xs[i], doubt.Texts)
		}
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
	b.ReportMetric(100*float64(doubts)/float64(b.N), "%doubted")
}
