package query

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
)

func TestRH06EnoughFollowsFromHowOftenItShowed(t *testing.T) {
	row, counted := risk.ByType("RK-18"), risk.ByType("RK-16")
	for _, c := range []struct {
		row  *risk.Row
		t    Trial
		want uint64
	}{
		{row, Trial{Before: 100, ShownBefore: 100}, leastCalls},
		{row, Trial{Before: 100, ShownBefore: 50}, leastCalls},
		{row, Trial{Before: 100, ShownBefore: 10}, 44},
		{row, Trial{Before: 1000, ShownBefore: 10}, 459},
		{row, Trial{Before: 1_000_000, ShownBefore: 1}, mostCalls},
		{row, Trial{}, unknownCalls},
		{counted, Trial{Before: 5, ShownBefore: 5}, uint64(counted.Enough)},
	} {
		if got := enough(c.row, c.t); got != c.want {
			t.Errorf("%s %+v: %d, want %d", c.row.Type(), c.t, got, c.want)
		}
	}
}
