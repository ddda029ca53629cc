package store_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/query/store/storetest"
)

// The tenant is added in a subquery; conditions outside it must still choose the day, the
// API and the time by partition and key, or every question would read a tenant's whole past.
func TestOutsideConditionsPrune(t *testing.T) {
	s := storetest.New(t)
	for i, token := range []string{"a", "b", "c"} {
		g := newGenerator("acme", day.AddDate(0, 0, -i))
		write(t, s, g.batch(token, 20_000, 0))
	}
	plan := s.PlanOf(t, "acme", "SELECT count() FROM @calls AS calls "+
		"WHERE ts >= fromUnixTimestamp64Nano({from:Int64}, 'UTC') "+
		"AND api IN {apis:Array(String)} AND host != ''", map[string]any{"from": day.UnixNano(),
		"apis": []string{api(0).ID("acme")}})
	part, key, _ := strings.Cut(plan, "PrimaryKey")
	if !strings.Contains(part, "Parts: 1/3") {
		t.Errorf("days are not pruned:\n%s", plan)
	}
	for _, column := range []string{"tenant", "api", "ts"} {
		if !regexp.MustCompile(`(?m)^\s*` + column + `$`).MatchString(key) {
			t.Errorf("the key is not used by %s:\n%s", column, plan)
		}
	}
}
