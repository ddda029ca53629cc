package api

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

type replayJSON struct {
	From     time.Time          `json:"from"`
	To       time.Time          `json:"to"`
	SeenFrom time.Time          `json:"seen_from"`
	SeenTo   time.Time          `json:"seen_to"`
	Complete bool               `json:"complete"`
	Calls    uint64             `json:"calls"`
	Met      uint64             `json:"met"`
	Cases    uint64             `json:"cases"`
	More     bool               `json:"more"`
	First    []replayedCaseJSON `json:"first"`
	Refused  uint64             `json:"refused"`
	Keys     string             `json:"keys"`
	LeftOut  []string           `json:"left_out"`
}

type replayedCaseJSON struct {
	Method  string    `json:"method"`
	Host    string    `json:"host"`
	API     string    `json:"api"`
	Block   string    `json:"block,omitempty"`
	Account string    `json:"account,omitempty"`
	Start   time.Time `json:"start"`
	End     time.Time `json:"end"`
	Count   uint64    `json:"count"`
	Reason  string    `json:"reason"`
}

func replayOf(r query.EventReplay, words *query.Catalog, l finding.Lang) replayJSON {
	out := replayJSON{
		From: r.Asked.From.UTC(), To: r.Asked.To.UTC(), SeenFrom: r.Seen.From.UTC(), SeenTo: r.Seen.To.UTC(), Complete: r.Complete,
		Calls: r.Calls, Met: r.Met, Cases: r.Cases, More: r.More, Refused: r.Refused, Keys: r.Keys,
		First: []replayedCaseJSON{}, LeftOut: append([]string{}, r.LeftOut...),
	}
	for i := range r.First {
		f := &r.First[i]
		x := replayedCaseJSON{
			Method: f.API.Method, Host: f.API.Host, API: f.API.Template, Account: f.Source.Account, Start: f.Start.UTC(), End: f.End.UTC(),
			Count: f.Count, Reason: words.Say(f, l).Reason,
		}
		if f.Source.Block.IsValid() {
			x.Block = f.Source.Block.String()
		}
		out.First = append(out.First, x)
	}
	return out
}
