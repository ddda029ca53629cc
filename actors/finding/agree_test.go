package finding

import (
	"net/netip"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func TestPE21CasesOfOneBehaviourVoteForEachOther(t *testing.T) {
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	api := traffic.API{Host: "shop.example.com", Method: "POST", Template: "/login"}
	ip := netip.MustParseAddr("203.0.113.7")
	event := func(v Vote, change func(f *Finding)) Finding {
		f := Finding{Kind: KindEvent, Type: "EV-09", API: api, Start: at, Source: Source{IP: ip, Block: Block(ip)}, Votes: Votes(0).With(v)}
		if change != nil {
			change(&f)
		}
		return f
	}
	all := []Finding{
		event(VoteFailures, nil), // of the client
		event(VoteProgram, func(f *Finding) { f.Type, f.Source.IP = "EV-04", ip.Next() }), // of the API
		event(VoteWalk, func(f *Finding) { // of an account first seen there
			f.Type, f.Source = "EV-17", Source{IP: ip, Account: "abeb4e32a5643cf7"}
		}),
		event(VoteHour, func(f *Finding) { f.Start = at.Add(24 * time.Hour) }),
		event(VoteForm, func(f *Finding) { f.API.Template = "/other" }),
		event(VoteCountry, func(f *Finding) {
			f.Source.IP = netip.MustParseAddr("203.0.114.7")
			f.Source.Block = Block(f.Source.IP)
		}),
		event(VoteVolume, func(f *Finding) { f.Simulated = true }),
		event(VoteRate, func(f *Finding) { f.Source = Source{IPs: 300, IP: ip} }), // of many, led by it
		{Kind: KindRisk, Type: "RK-01", API: api, Start: at},
	}
	Agree(all)
	want := Votes(0).With(VoteFailures).With(VoteProgram).With(VoteWalk)
	for i := range 3 {
		if all[i].Votes != want || all[i].Votes.Confidence() != High {
			t.Errorf("case %d: %v", i, all[i].Votes.Names())
		}
	}
	for i := 3; i < len(all); i++ {
		if len(all[i].Votes.List()) > 1 {
			t.Errorf("case %d was given votes of another behaviour: %v", i, all[i].Votes.Names())
		}
	}
}
