package api_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query/querytest"
)

// TestAS04AssetStatistics: each figure equals what the list of the same filter has.
func TestAS04AssetStatistics(t *testing.T) {
	srv, k, _ := open(t)
	counts := func() map[string]any {
		t.Helper()
		out, _ := k.do("GET", "/api/v1/overview", "", 200)
		return out["apis"].(map[string]any)
	}
	total := func(query string) float64 {
		t.Helper()
		out, _ := k.do("GET", "/api/v1/apis?"+query, "", 200)
		return out["total"].(float64)
	}
	before := counts()
	now := time.Now().UTC()
	today := now.Truncate(24 * time.Hour)
	var added []finding.Asset
	for i, x := range []struct {
		host        string
		first, last time.Time
		grade       finding.Grade
	}{
		{"a.new.example", today, now, finding.HighSensitivity},
		{"a.new.example", today.Add(-time.Second), now, finding.LowSensitivity},
		{"b.new.example", today.AddDate(0, 0, -60), today.AddDate(0, 0, -31), finding.ModerateSensitivity},
		{"c.new.example", today.AddDate(0, 0, -60), now, finding.NonSensitive},
	} {
		a := traffic.API{Host: x.host, Method: "GET", Template: fmt.Sprint("/as04/", i)}
		added = append(added, finding.Asset{
			ID: a.ID(querytest.Tenant), Tenant: querytest.Tenant, API: a, FirstSeen: x.first, LastSeen: x.last, Calls: 1, Grade: x.grade,
			Version: 1,
		})
	}
	if err := srv.Store.WriteAssets(t.Context(), added); err != nil {
		t.Fatal(err)
	}
	after := counts()
	for figure, more := range map[string]float64{
		"total": 4, "new": 2, "active": 1, "inactive": 1, "new_today": 1, "sensitive": 3, "sensitive_hosts": 2,
	} {
		if d := after[figure].(float64) - before[figure].(float64); d != more {
			t.Errorf("%s grew by %v, want %v", figure, d, more)
		}
	}
	for figure, query := range map[string]string{
		"total": "", "new": "life=new", "active": "life=active", "inactive": "life=inactive",
		"sensitive": "grade=low&grade=moderate&grade=high",
	} {
		if got := total(query); got != after[figure] {
			t.Errorf("%s is %v, the list %q has %v", figure, after[figure], query, got)
		}
	}
}

// TestAS03FiltersAndSorts: every field of an asset that can be asked for narrows the list to rows
// that have it, and every order is one.
func TestAS03FiltersAndSorts(t *testing.T) {
	_, k, _ := open(t)
	rows := func(query string) []map[string]any {
		t.Helper()
		out, _ := k.do("GET", "/api/v1/apis?"+query, "", 200)
		var list []map[string]any
		for _, r := range out["rows"].([]any) {
			list = append(list, r.(map[string]any))
		}
		return list
	}
	all := len(rows("limit=200"))
	has := func(what any, want string) bool { return strings.Contains(fmt.Sprint(what), want) }
	for _, c := range []struct{ field, value, key, shows string }{
		{"method", "POST", "method", "POST"}, {"host", "pay.example.com", "host", "pay.example.com"},
		{"auth", "absent", "auth", "absent"}, {"grade", "high", "grade", "high"}, {"service", "internal", "service", "internal"},
		{"purpose", "BP-01", "purposes", "BP-01"}, {"request", "SD-05", "request_data", "SD-05"},
		{"response", "SD-01", "response_data", "SD-01"}, {"life", "active", "life", "active"}, {"importance", "important", "importance", "important"},
		{"importance", "minor", "importance", "minor"},
	} {
		got := rows("limit=200&" + url.Values{c.field: {c.value}}.Encode())
		if c.field != "life" && (len(got) == 0 || len(got) == all) {
			t.Errorf("%s=%s: %d of %d rows", c.field, c.value, len(got), all)
		}
		for _, r := range got {
			if !has(r[c.key], c.shows) {
				t.Errorf("%s=%s shows a row with %v", c.field, c.value, r[c.key])
			}
		}
	}
	for sort, key := range map[string]string{"calls": "calls", "errors": "errors", "first": "first_seen", "last": "last_seen"} {
		for _, order := range []string{sort, "-" + sort} {
			got := rows("limit=200&sort=" + order)
			for i := 1; i < len(got); i++ {
				a, b := got[i-1][key], got[i][key]
				if order != sort {
					a, b = b, a
				}
				if n, ok := a.(float64); ok && n > b.(float64) || !ok && instant(t, a).After(instant(t, b)) {
					t.Errorf("sort=%s: row %d has %v before %v", order, i, got[i-1][key], got[i][key])
				}
			}
		}
	}
	rank := map[string]func(r map[string]any) float64{
		"importance": func(r map[string]any) float64 {
			return float64(strings.Index("minor ordinary important", r["importance"].(string)))
		},
	}
	for _, key := range []string{"risks", "events"} { // the worst first: a high one before any number of medium ones
		rank[key] = func(r map[string]any) float64 {
			open := r[key].(map[string]any)
			return open["high"].(float64)*1e6 + open["medium"].(float64)*1e3 + open["low"].(float64)
		}
	}
	for key, of := range rank {
		falling, rising := rows("limit=200&sort=-"+key), rows("limit=200&sort="+key)
		if len(falling) != all || len(rising) != all || of(falling[0]) == of(falling[all-1]) {
			t.Errorf("sort=-%s: %d and %d of %d rows, from %v to %v", key, len(falling), len(rising), all, falling[0][key], falling[all-1][key])
		}
		for i := 1; i < all; i++ {
			if of(falling[i-1]) < of(falling[i]) || of(rising[i-1]) > of(rising[i]) {
				t.Errorf("sort=%s: row %d: %v before %v, rising %v before %v", key, i, falling[i-1][key], falling[i][key], rising[i-1][key], rising[i][key])
			}
		}
		var paged []string
		for cursor := ""; ; {
			out, _ := k.do("GET", "/api/v1/apis?limit=3&sort=-"+key+"&cursor="+url.QueryEscape(cursor), "", 200)
			for _, r := range out["rows"].([]any) {
				paged = append(paged, r.(map[string]any)["id"].(string))
			}
			if cursor, _ = out["next"].(string); cursor == "" {
				break
			}
		}
		for i, r := range falling {
			if len(paged) != all || paged[i] != r["id"] {
				t.Fatalf("sort=-%s by pages of three gives %d rows, another at %d", key, len(paged), i)
			}
		}
	}
	k.wrong("GET", "/api/v1/apis?sort=colour", "", 400, "want one of")
	k.wrong("GET", "/api/v1/apis?colour=red", "", 400, "no such parameter")
}

func instant(t *testing.T, v any) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, v.(string))
	if err != nil {
		t.Fatal(err)
	}
	return at
}
