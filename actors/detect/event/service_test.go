package event

import (
	"bytes"
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// serves sends calls whose addresses from gives, and reads the state back before it is asked.
func serves(t *testing.T, name finding.Service, calls int, from func(i int) string) finding.Service {
	t.Helper()
	e := NewEndpoint(traffic.API{Host: "h", Method: "GET", Template: "/x"})
	var out []finding.Finding
	for i := range calls {
		e.Apply(&finding.Facts{
			Tenant: "t", API: e.api, Time: time.Unix(1_800_000_000+int64(i)*5, 0), Status: 200, Service: name,
			Client: netip.MustParseAddr(from(i)),
		}, &out)
	}
	packed, err := e.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	var back Endpoint
	if err := back.UnmarshalBinary(packed); err != nil {
		t.Fatal(err)
	}
	if again, _ := back.AppendBinary(nil); !bytes.Equal(packed, again) {
		t.Error("the state reads back differently")
	}
	return back.Asset("t").Service
}

func TestAS06AS07AS08SourcesDecideWhereNamesSayNothing(t *testing.T) {
	office := func(i int) string { return netip.AddrFrom4([4]byte{10, 0, byte(i % 3), byte(i % 200)}).String() }
	servers := func(i int) string { return netip.AddrFrom4([4]byte{198, 51, 100, byte(i % 4)}).String() }
	world := func(i int) string { return netip.AddrFrom4([4]byte{byte(11 + i%180), byte(i % 90), 7, 9}).String() }
	mixed := func(i int) string {
		if i%2 == 0 {
			return office(i)
		}
		return servers(i)
	}
	f := func(what string, name finding.Service, calls int, from func(int) string, want finding.Service) {
		t.Helper()
		if got := serves(t, name, calls, from); got != want {
			t.Errorf("%s: got %d, want %d", what, got, want)
		}
	}
	f("an office", 0, 300, office, purpose.Internal)
	f("fixed servers", 0, 300, servers, purpose.Partner)
	f("everybody", 0, 300, world, purpose.Public)
	f("an office and servers", 0, 300, mixed, 0)
	f("an office, too few calls", 0, sourceCalls-1, office, 0)
	f("an office, just enough", 0, sourceCalls, office, purpose.Internal)
	f("a shop's names, tried from the office", purpose.Public, 300, office, purpose.Public)
	f("an admin's names, open to the world", purpose.Internal, 300, world, purpose.Internal)
}

func TestAS02TheFirstAnswerCountsMost(t *testing.T) {
	e := NewEndpoint(traffic.API{Host: "h", Method: "POST", Template: "/x"})
	var out []finding.Finding
	for i := range 5 {
		e.Apply(&finding.Facts{
			Tenant: "t", API: e.api, Time: time.Unix(1_800_000_000+int64(i), 0), Status: 200,
			Purposes: []finding.Purpose{48, 36, 41},
		}, &out)
	}
	if got := e.Asset("t").Purposes; len(got) != 3 || got[0] != 48 || got[1] != 36 || got[2] != 41 {
		t.Errorf("got %v", got)
	}
}
