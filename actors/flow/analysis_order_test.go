package flow

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// messages is days of an API that sends short messages, asked by a few people of the office; on the last three
// one address there asks day and night.
func messages(days int, attacked bool) (all []*traffic.Exchange) {
	begin := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	call := func(at time.Duration, ip byte) {
		body := fmt.Appendf(nil, `{"phone":"139%08d"}`, len(all))
		all = append(all, &traffic.Exchange{
			ID: fmt.Sprint(ip, at), Time: begin.Add(at), HTTP: "1.1", Method: "POST", Scheme: "https", Host: "shop.example.com", Path: "/api/sms/send",
			Client:  traffic.Client{IP: netip.AddrFrom4([4]byte{114, 60, 7, ip})},
			Request: traffic.Message{Headers: []traffic.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "User-Agent", Value: browser}}, Body: body, Size: int64(len(body))},
			Status:  200, Latency: 20 * time.Millisecond,
			Response: traffic.Message{Headers: []traffic.Header{{Name: "Content-Type", Value: "application/json"}}, Body: []byte(`{"sent":true}`), Size: 13},
		})
	}
	for day := range days {
		for n := range 150 {
			call(time.Duration(day)*24*time.Hour+8*time.Hour+time.Duration(n)*4*time.Minute+time.Duration(n%7)*time.Millisecond, byte(1+n%6))
		}
		for n := 0; attacked && day >= days-3 && n < 24*100; n++ {
			call(time.Duration(day)*24*time.Hour+time.Duration(n)*36*time.Second+500*time.Microsecond, 200)
		}
	}
	return all
}

const browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"

func judged(t *testing.T, all []*traffic.Exchange) (baseline string, flagged uint64) {
	t.Helper()
	a := NewAnalysis("t", []byte("a key of thirty-two bytes, or so"))
	for _, x := range all {
		a.Learn(x)
	}
	for _, x := range all {
		a.Add(x)
	}
	a.Judge(time.Time{})
	for _, f := range a.Findings() {
		if f.Type == "EV-14" {
			flagged += f.Count
		}
	}
	if len(a.endpoints) != 1 {
		t.Fatalf("%d APIs", len(a.endpoints))
	}
	for _, e := range a.endpoints {
		b, err := json.Marshal(e.Baseline("t", time.Unix(0, 0)))
		if err != nil {
			t.Fatal(err)
		}
		baseline = string(b)
	}
	return baseline, flagged
}

// TestNF15AnalysisLearnsTheSameInAnyOrder gives the calls of an attack (EV-14) in the order of their time and in none.
func TestNF15AnalysisLearnsTheSameInAnyOrder(t *testing.T) {
	all := messages(13, true)
	want, flagged := judged(t, all)
	if flagged < 7_000 {
		t.Fatalf("only %d calls are flagged", flagged)
	}
	if calm, _ := judged(t, messages(13, false)); calm == want {
		t.Fatal("the attack is not even in the hours that are left out: the test shows nothing")
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if got, again := judged(t, all); got != want || again != flagged {
		t.Errorf("%d calls flagged, %d in order; another baseline:\n%s\nwant\n%s", again, flagged, got, want)
	}
}
