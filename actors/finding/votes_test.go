package finding

import (
	"slices"
	"testing"
	"time"
)

func TestPE21VotesMakeConfidence(t *testing.T) {
	for v := VoteRate; v < votes; v++ {
		if v.String() == "" || v.Phrase().En == "" || v.Phrase().Zh == "" {
			t.Errorf("vote %d has no name", v)
		}
	}
	var s Votes
	for i, want := range []Level{Low, Medium, High, High} {
		s = s.With(VoteWalk + Vote(i)).With(VoteWalk)
		if got := s.Confidence(); got != want || len(s.List()) != i+1 {
			t.Errorf("%v: %v, want %v", s.Names(), got, want)
		}
	}
	if got := (s | 1<<62).Names(); !slices.Equal(got, []string{"walk", "failures", "errors", "attack"}) {
		t.Errorf("names %v", got)
	}
}

func TestPE21VotesOfACaseAddUpInAnyOrder(t *testing.T) {
	at := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	one := Finding{Kind: KindEvent, Type: "EV-17", Tenant: "t", Start: at, End: at, Count: 1, Votes: Votes(0).With(VoteWalk)}
	two := one
	two.Votes = Votes(0).With(VoteProgram)
	for _, order := range [][]Finding{{one, two}, {two, one}, {one, two, one}} {
		b := NewBook(9)
		for _, f := range order {
			b.Add(f)
		}
		packed, _ := b.AppendBinary(nil)
		back := NewBook(9)
		if err := back.UnmarshalBinary(packed); err != nil {
			t.Fatal(err)
		}
		if got := back.Changed()[0].Votes.Names(); !slices.Equal(got, []string{"walk", "program"}) {
			t.Errorf("votes %v", got)
		}
	}
}
