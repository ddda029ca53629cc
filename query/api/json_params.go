package api

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

type paramsJSON struct {
	Calls    uint64      `json:"learned_from"`
	Over     uint64      `json:"left_out"`
	Statuses []string    `json:"statuses"`
	ReqTypes []string    `json:"request_types"`
	ResTypes []string    `json:"response_types"`
	Rows     []paramJSON `json:"rows"`
}

type paramJSON struct {
	Side     string     `json:"side"`
	Place    string     `json:"place"`
	Name     string     `json:"name"`
	Types    []string   `json:"types"`
	Format   string     `json:"format,omitempty"`
	Required bool       `json:"required"`
	Values   []string   `json:"values,omitempty"`
	Data     []dataJSON `json:"data"`
	Example  string     `json:"example,omitempty"`
	Seen     uint64     `json:"seen"`
	First    time.Time  `json:"first_seen"`
	Last     time.Time  `json:"last_seen"`
	Mark     string     `json:"mark,omitempty"`
}

func paramsOf(cat *query.Catalog, p query.Parameters) paramsJSON {
	list := func(l []string) []string { return append([]string{}, l...) }
	out := paramsJSON{
		Calls: p.Calls, Over: p.Over, Statuses: list(p.Statuses), ReqTypes: list(p.Types[traffic.Request]),
		ResTypes: list(p.Types[traffic.Response]), Rows: make([]paramJSON, len(p.Rows)),
	}
	for i, r := range p.Rows {
		out.Rows[i] = paramJSON{
			Side: sideName(r.Side), Place: r.Place.String(), Name: r.Name, Types: list(r.Types.Names()), Format: r.Format(),
			Required: r.Required, Values: r.Values, Data: dataOf(cat, r.Data), Example: r.Example, Seen: r.N, First: r.First.UTC(),
			Last: r.Last.UTC(), Mark: r.Mark,
		}
	}
	return out
}

func sideName(s traffic.Side) string {
	if s == traffic.Response {
		return "response"
	}
	return "request"
}
