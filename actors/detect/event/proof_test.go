package event

import (
	"bytes"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// knock is one call about an object; answer 0 is one without the data.
type knock struct {
	object, answer, who uint64
	doubt               finding.Doubt
	status              uint16
}

func proven(t *testing.T, gap time.Duration, knocks []knock) finding.Asset {
	t.Helper()
	e := NewEndpoint(traffic.API{Host: "h", Method: "GET", Template: "/customers/{id}"})
	at := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	var out []finding.Finding
	apply := func(k knock) {
		at = at.Add(gap)
		f := finding.Facts{
			Tenant: "t", Time: at, API: e.api, Client: netip.MustParseAddr("203.0.113.9"), Status: k.status, Object: k.object, Answer: k.answer,
			Session: k.who, Doubt: k.doubt,
		}
		if k.doubt != finding.DoubtAbsent {
			f.Creds = 2
		}
		e.Apply(&f, &out)
	}
	for i := range uint64(30) { // what is usual: ten objects, three callers
		apply(knock{object: 1 + i%10, answer: 101 + i%10, who: 1 + i%3, status: 200})
	}
	for _, k := range knocks {
		apply(k)
	}
	packed, err := e.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	var back Endpoint
	if err := back.UnmarshalBinary(packed); err != nil {
		t.Fatal(err)
	}
	again, _ := back.AppendBinary(nil)
	if !bytes.Equal(packed, again) || back.Asset("t").Auth != e.Asset("t").Auth {
		t.Error("the state reads back differently")
	}
	return e.Asset("t")
}

func TestNF20AR10FourPairsOfTwoKindsProveIt(t *testing.T) {
	pairs := []knock{
		{1, 101, 91, finding.DoubtExpired, 200}, {2, 102, 92, finding.DoubtExpired, 200},
		{3, 103, 93, finding.DoubtMalformed, 200}, {4, 104, 94, finding.DoubtMalformed, 200},
	}
	a := proven(t, 4*time.Minute, pairs)
	if a.Auth != finding.AuthNotVerified || !strings.Contains(a.AuthWhy, "2 with a malformed token, 2 with an expired token") {
		t.Errorf("got %v: %s", a.Auth, a.AuthWhy)
	}
	for name, k := range map[string][]knock{
		"three pairs":       pairs[:3],
		"one refusal":       append(pairs[:4:4], knock{5, 0, 95, finding.DoubtExpired, 401}),
		"one empty answer":  append(pairs[:4:4], knock{5, 0, 95, finding.DoubtExpired, 200}),
		"expired only":      {pairs[0], pairs[1], {3, 103, 93, finding.DoubtExpired, 200}, {4, 104, 94, finding.DoubtExpired, 200}},
		"absent only":       {{1, 101, 0, finding.DoubtAbsent, 200}, {2, 102, 0, finding.DoubtAbsent, 200}, {3, 103, 0, finding.DoubtAbsent, 200}, {4, 104, 0, finding.DoubtAbsent, 200}},
		"one object":        {{1, 101, 91, finding.DoubtExpired, 200}, {1, 101, 92, finding.DoubtMalformed, 200}, {1, 101, 93, finding.DoubtBlank, 200}, {1, 101, 94, finding.DoubtMadeUp, 200}},
		"other answers":     {{1, 1, 91, finding.DoubtExpired, 200}, {2, 2, 92, finding.DoubtMalformed, 200}, {3, 3, 93, finding.DoubtExpired, 200}, {4, 4, 94, finding.DoubtMalformed, 200}},
		"unknown objects":   {{51, 101, 91, finding.DoubtExpired, 200}, {52, 102, 92, finding.DoubtMalformed, 200}, {53, 103, 93, finding.DoubtExpired, 200}, {54, 104, 94, finding.DoubtMalformed, 200}},
		"nothing at all":    nil,
		"valid credentials": {{1, 101, 91, 0, 200}, {2, 102, 92, 0, 200}, {3, 103, 93, 0, 200}, {4, 104, 94, 0, 200}},
	} {
		if a := proven(t, 4*time.Minute, k); a.Auth == finding.AuthNotVerified {
			t.Errorf("%s proves it: %s", name, a.AuthWhy)
		}
	}
	if a := proven(t, time.Second, pairs); a.Auth == finding.AuthNotVerified {
		t.Error("four pairs within seconds prove it")
	}
}

func TestNF20MemoryIsBounded(t *testing.T) {
	var p proof
	for i := range uint64(5000) {
		f := finding.Facts{Time: time.Unix(int64(i), 0), Status: 200, Object: i%700 + 1, Answer: i%700 + 1, Session: i % 90, Client: netip.MustParseAddr("203.0.113.9")}
		f.Doubt = finding.Doubt(i % 7)
		p.note(&f)
	}
	if len(p.sure) > maxSure || len(p.doubtful) > maxDoubtful || len(p.objects) > maxApart || len(p.callers) > maxApart {
		t.Errorf("%d sure, %d doubtful, %d objects, %d callers", len(p.sure), len(p.doubtful), len(p.objects), len(p.callers))
	}
}
