package finding

import (
	"net/netip"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// One behaviour is judged by several actors: that of its address, of its account, of the API. Each writes its own
// cases, and none sees the others' votes; who reads the cases puts them together.

// Same is what the cases of one behaviour have in common, whoever judged: the API, the source block and the UTC day.
// The case of an account stands where it was first seen.
type Same struct {
	API   traffic.API
	Block netip.Prefix
	Day   int64 // since 1970
}

// SameOf gives it for an event; ok is false for what is of no one source, only on trial, or no event.
func SameOf(f *Finding) (s Same, ok bool) {
	if f.Kind != KindEvent || f.Simulated || f.Source.OfMany() {
		return s, false
	}
	s = Same{API: f.API, Block: f.Source.Block, Day: keyOf(f).day}
	if !s.Block.IsValid() {
		s.Block = Block(f.Source.IP)
	}
	return s, s.Block.IsValid()
}

// Agree lets the cases of each behaviour vote for each other (PE-21): each is given the votes of all.
func Agree(cases []Finding) {
	all := map[Same]Votes{}
	for i := range cases {
		if s, ok := SameOf(&cases[i]); ok {
			all[s] |= cases[i].Votes
		}
	}
	for i := range cases {
		if s, ok := SameOf(&cases[i]); ok {
			cases[i].Votes |= all[s]
		}
	}
}
