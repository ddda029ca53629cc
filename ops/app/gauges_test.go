package app

import (
	"testing"

	"github.com/lapwing-sec/lapwing/query"
)

func TestP208RefusedReplaysAreCounted(t *testing.T) {
	a := &App{desk: new(query.Desk)}
	for _, want := range []float64{0, 1, 2} { // the first is not refused
		_, _, err := a.desk.ReplayTurn(t.Context(), query.Asker{Tenant: "a"})
		shown := -1.0
		for i := range metrics {
			if metrics[i].name == "lapwing_replays_refused_total" {
				shown = metrics[i].value(a)
			}
		}
		if shown != want || (err == nil) != (want == 0) {
			t.Errorf("%v is shown, want %v (%v)", shown, want, err)
		}
	}
}
