//go:build e2e

package e2e

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/ops/corpus"
	"github.com/lapwing-sec/lapwing/ops/corpus/crowd"
)

// Rows of the first release; the truth knows more, for those that come.
var (
	firstEvents = []string{"EV-01", "EV-09", "EV-10", "EV-17", "EV-19"}
	laterRisks  = []string{"RK-07", "RK-16", "RK-29"}
)

// TestRecordedDayGivesItsTruth delivers the whole recorded day, as the demo does, and compares events
// and risks with its truth.
func TestRecordedDayGivesItsTruth(t *testing.T) {
	n := startNode(t)
	now := time.Now().Add(-time.Minute)
	truth, err := corpus.Facts(now)
	if err != nil {
		t.Fatal(err)
	}
	deliver(t, n, now, func(netip.Addr) bool { return true })
	began := truth.Start.Add(-time.Hour)
	for _, a := range truth.Attacks {
		if !slices.Contains(firstEvents, a.Event) {
			continue
		}
		t.Run(a.Event+"/"+a.ID, func(t *testing.T) {
			l := live{Attack: crowd.Attack{
				ID: a.ID, Event: a.Event, Host: a.Host, Method: a.Method, Template: a.Template, Sources: texts(a.Sources),
			}, start: a.Start, end: a.End}
			eventually(t, 60*time.Second, func() string { return found(n.events(t, began), l) })
		})
	}
	t.Run("nobody harmless", func(t *testing.T) {
		for _, e := range n.events(t, began) {
			if !slices.ContainsFunc(truth.Attacks, func(a corpus.Attack) bool {
				return slices.Contains(texts(a.Sources), e.Source.IP) && (e.Type == a.Event || slices.Contains(a.Also, e.Type))
			}) {
				t.Errorf("accused of what was not done: %+v", e)
			}
		}
	})
	t.Run("weaknesses", func(t *testing.T) {
		for _, w := range truth.Weaknesses {
			if slices.Contains(laterRisks, w.Risk) {
				continue
			}
			t.Run(w.Risk, func(t *testing.T) {
				eventually(t, 30*time.Second, func() string {
					if slices.ContainsFunc(n.risks(t), func(r event) bool {
						return r.Type == w.Risk && r.Method == w.Method && r.Host == w.Host && sameAPI(r.API, w.Template)
					}) {
						return ""
					}
					return w.Risk + " not found on " + w.Method + " " + w.Host + w.Template + ": " + w.Why
				})
			})
		}
	})
}

func texts(ips []netip.Addr) []string {
	out := make([]string, len(ips))
	for i, ip := range ips {
		out[i] = ip.String()
	}
	return out
}

// risks gives all risks; of an event's fields only source is empty.
func (n *node) risks(t *testing.T) []event {
	t.Helper()
	return n.cases(t, "/api/v1/risks?limit=200")
}
