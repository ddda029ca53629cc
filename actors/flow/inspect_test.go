package flow

import (
	"bytes"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/confirm"
	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/spool"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestTW01DroppedCheckKeepsTheFirstFindings passes calls with doubts to a second stage that has
// no room: what the first stage is sure of stays, and what it only doubts is no attack.
func TestTW01DroppedCheckKeepsTheFirstFindings(t *testing.T) {
	mem, err := newMemory(func(string) []byte { return bytes.Repeat([]byte{1}, 32) }, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := mem.tenant("default")
	if err != nil {
		t.Fatal(err)
	}
	call := func(agent string) numbered {
		return numbered{Exchange: traffic.Exchange{
			Time: time.Unix(1_800_000_000, 0), Method: "GET", Scheme: "https", Host: "shop.example", Path: "/search",
			Query: "b=%3Cembed+src=x%3E", Status: 200,
			Request: traffic.Message{Headers: []traffic.Header{{Name: "User-Agent", Value: agent}}},
		}, seq: 1}
	}
	sure, unsure := call("sqlmap/1.8"), call("curl/8.5.0")
	var full confirm.Queue // without workers and without room
	facts, _ := inspect(detect.New(detect.Options{}), &full, nil, m, spool.Record{Tenant: "default"}, []numbered{sure, unsure})
	if len(facts) != 2 {
		t.Fatalf("%d calls came out of 2", len(facts))
	}
	if !facts[0].Attacks.Has(uint8(attack.MaliciousScanning)) {
		t.Errorf("the scanner is lost with the second check: %v", facts[0].Attacks)
	}
	if facts[1].Attacks != 0 {
		t.Errorf("a doubt alone became an attack: %v", facts[1].Attacks)
	}
	if got := full.Stats(); got.Doubted != 2 || got.Dropped != 2 {
		t.Errorf("counted %+v, want 2 doubted and 2 dropped", got)
	}
}
