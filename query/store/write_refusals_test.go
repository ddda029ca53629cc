package store_test

import (
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/query/store"
	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

func TestRefusalsAddUp(t *testing.T) {
	s := storetest.New(t)
	for i := range 3 {
		err := s.AddRefusals(t.Context(), []store.Refused{
			{Tenant: "acme", Sensor: "edge-1", Hour: day.Add(time.Duration(i) * time.Minute), Reason: "bad_json", Count: 2},
			{Tenant: "acme", Sensor: "edge-1", Hour: day, Reason: "too_large", Count: 1},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	count(t, s, "sumIf(count, reason = 'bad_json')", "refusals", 6)
	count(t, s, "sumIf(count, reason = 'too_large')", "refusals", 3)
	count(t, s, "uniqExact(hour)", "refusals", 1)
	if err := s.AddRefusals(t.Context(), []store.Refused{{Reason: "x"}}); err == nil {
		t.Error("a refusal without a tenant was taken")
	}
}
