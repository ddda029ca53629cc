package api

import "github.com/lapwing-sec/lapwing/query"

type spreadJSON struct {
	Clients  uint64             `json:"addresses"`
	Regions  uint64             `json:"regions"`
	By       []distributionJSON `json:"by"`
	PeakQPS  uint64             `json:"peak_qps_yesterday"`
	ThisWeek uint64             `json:"calls_this_week"`
	LastWeek uint64             `json:"calls_last_week"`
	Month    monthJSON          `json:"month"`
}

type monthJSON struct {
	Calls    uint64 `json:"calls"`
	Programs uint64 `json:"programs"`
	Abroad   uint64 `json:"abroad"`
}

type distributionJSON struct {
	ID    string       `json:"id"`
	Title string       `json:"title"`
	Top   []sharedJSON `json:"top"`
}

type sharedJSON struct {
	Value string `json:"value"`
	Calls uint64 `json:"calls"`
}

func spreadOf(s *query.Spread) spreadJSON {
	out := spreadJSON{
		Clients: s.Clients, Regions: s.Regions, By: []distributionJSON{}, PeakQPS: s.PeakQPS, ThisWeek: s.ThisWeek, LastWeek: s.LastWeek,
		Month: monthJSON{s.Month, s.Programs, s.Abroad},
	}
	for _, d := range s.By {
		x := distributionJSON{d.ID, d.Title, []sharedJSON{}}
		for _, v := range d.Top {
			x.Top = append(x.Top, sharedJSON(v))
		}
		out.By = append(out.By, x)
	}
	return out
}
