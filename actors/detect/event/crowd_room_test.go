package event

import (
	"testing"
	"time"
)

// TestEV17FlaggedClientsKeepNobodyOut: forty addresses read four hundred orders each, one after the other within a
// day, far more than an API has places for.
func TestEV17FlaggedClientsKeepNobodyOut(t *testing.T) {
	const crawlers = 40
	all := reads(scene{every: time.Second}, 0, newObject)
	for i := range crawlers {
		all = append(all, reads(scene{after: time.Duration(i) * 30 * time.Minute, every: time.Second, ip: netOf(900 + i), from: 400 * i}, 400, newObject)...)
	}
	w := newWorld(t)
	w.run(all)
	got := 0
	for _, c := range w.book.Changed() {
		if c.Type == "EV-17" {
			got++
		}
	}
	if got != crawlers {
		t.Errorf("%d of %d crawlers are found", got, crawlers)
	}
}
