package flow

import (
	"encoding/base64"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestXV13AnalysisSeesAccountsHostsAndRecords reads a day and a half of calls under tokens: an account that takes
// others' orders, and one that reads what only the administrator does.
func TestXV13AnalysisSeesAccountsHostsAndRecords(t *testing.T) {
	a := NewAnalysis("t", []byte("a key of thirty-two bytes, or so"))
	start := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	var all []*traffic.Exchange
	call := func(at time.Duration, user int, path string) {
		claims := base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, `{"sub":"user-%d"}`, user))
		body := fmt.Appendf(nil, `{"id":%q,"total":12}`, path)
		all = append(all, &traffic.Exchange{
			ID: fmt.Sprint("x", len(all)), Time: start.Add(at), HTTP: "1.1", Method: "GET", Scheme: "https", Host: "shop.example.com", Path: path,
			Client:   traffic.Client{IP: netip.AddrFrom4([4]byte{81, byte(user), 3, 9})},
			Request:  traffic.Message{Headers: []traffic.Header{{Name: "Authorization", Value: "Bearer eyJhbGciOiJIUzI1NiJ9." + claims + ".c2lnbmF0dXJl"}}},
			Status:   200,
			Response: traffic.Message{Headers: []traffic.Header{{Name: "Content-Type", Value: "application/json"}}, Body: body, Size: int64(len(body))},
		})
	}
	for round := range 9 {
		for user := range 14 {
			for o := range 2 {
				call(time.Duration(round)*time.Hour+time.Duration(user)*time.Minute+time.Duration(o)*time.Second, user, fmt.Sprintf("/orders/%d", 4000+user*10+o))
			}
		}
		call(time.Duration(round)*time.Hour, 99, "/admin/orders")
	}
	for victim := 4; victim < 12; victim++ {
		call(26*time.Hour+time.Duration(victim)*time.Second, 2, fmt.Sprintf("/orders/%d", 4000+victim*10))
	}
	call(27*time.Hour, 3, "/admin/orders")
	for _, x := range all {
		a.Learn(x)
	}
	for _, x := range all {
		a.Add(x)
	}
	a.Judge(time.Time{})
	got := map[string]int{}
	for _, f := range a.Findings() {
		if f.Source.OfAccount() {
			got[f.Type]++
		}
	}
	if got["XV-13"] != 1 || got["TE-05"] != 1 || len(got) != 2 {
		t.Errorf("found %v", got)
	}
}
