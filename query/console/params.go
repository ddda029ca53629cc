package console

import (
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
)

// paramSide is one direction of an API's parameters as the page shows them.
type paramSide struct {
	Title string
	Types []string // content types
	Open  bool     // shown without a press
	Rows  []paramRow
}

// paramRow is a parameter with the words for its data.
type paramRow struct {
	query.Parameter
	Data []query.DataInfo
}

const shownOpen = 30 // rows of a side that are shown at once; more are folded away

func (c *Console) sides(p query.Parameters) []paramSide {
	out := []paramSide{{Title: "Request"}, {Title: "Response"}}
	for i := range out {
		out[i].Types = p.Types[i]
	}
	for _, r := range p.Rows {
		row := paramRow{Parameter: r}
		for _, t := range r.Data {
			row.Data = append(row.Data, c.desk.Catalog().Data(t))
		}
		side := &out[traffic.Request]
		if r.Side == traffic.Response {
			side = &out[traffic.Response]
		}
		side.Rows = append(side.Rows, row)
	}
	for i := range out {
		out[i].Open = len(out[i].Rows) <= shownOpen
	}
	return out
}
