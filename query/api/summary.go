package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/lapwing-sec/lapwing/query"
)

type attackerJSON struct {
	Source    string     `json:"source"`
	OfAccount bool       `json:"of_account"`
	Country   string     `json:"country,omitempty"`
	Levels    levelsJSON `json:"cases"`
	Open      uint64     `json:"open"`
	Calls     uint64     `json:"calls"`
	IPs       uint32     `json:"ips"`
	First     time.Time  `json:"first_seen"`
	Last      time.Time  `json:"last_seen"`
	Types     []string   `json:"types"`
	APIs      []string   `json:"apis"`
	Hosts     []string   `json:"hosts"`
	Agents    []string   `json:"agents"`
	Accounts  []string   `json:"accounts"`
	Newest    string     `json:"newest_event"`
}

func some(s []string) []string { return append([]string{}, s...) }

// attackers sums the events of a view up by source.
func (s *Server) attackers(c echo.Context) error {
	v, err := query.ParseView(query.Events, c.QueryParams())
	if err != nil {
		return err
	}
	all, err := s.desk.Attackers(c.Request().Context(), Asker(c), v)
	if err != nil {
		return err
	}
	rows := []attackerJSON{}
	for _, a := range all[:min(len(all), v.Limit)] {
		rows = append(rows, attackerJSON{
			a.Source, a.OfAccount, a.Country, levelsOf(a.Levels), a.Open, a.Calls, a.IPs, a.First.UTC(), a.Last.UTC(), some(a.Types),
			some(a.APIs), some(a.Hosts), some(a.Agents), some(a.Accounts), a.Newest,
		})
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": rows, "total": len(all)})
}

type qualityJSON struct {
	Rule      string       `json:"rule"`
	Type      string       `json:"type"`
	Title     string       `json:"title"`
	Cases     uint64       `json:"cases"`
	True      uint64       `json:"true_positive"`
	False     uint64       `json:"false_positive"`
	Benign    uint64       `json:"benign"`
	Undecided uint64       `json:"undecided"`
	Precision *float64     `json:"precision"`
	Advice    []adviceJSON `json:"advice"`
}

type adviceJSON struct {
	What      string   `json:"what"`
	Text      string   `json:"text"`
	Sources   []string `json:"sources,omitempty"`
	Threshold float64  `json:"threshold,omitempty"`
	Unit      string   `json:"unit,omitempty"`
	Saves     uint64   `json:"saves"`
	Costs     uint64   `json:"costs"`
}

// quality gives the figures of every rule by what people said of its cases.
func (s *Server) quality(c echo.Context) error {
	q, l := c.QueryParams(), query.Events
	switch kind := q.Get("kind"); kind {
	case "", "event":
	case "risk":
		l = query.Risks
	default:
		return &query.BadRequest{Errors: []query.ParamError{{Param: "kind", Detail: "want event or risk"}}}
	}
	v, err := query.ParseView(l, q, "kind")
	if err != nil {
		return err
	}
	who := Asker(c)
	all, err := s.desk.Quality(c.Request().Context(), who, v)
	if err != nil {
		return err
	}
	rows := []qualityJSON{}
	for i := range all {
		r := &all[i]
		t, _ := s.desk.Catalog().For(who.Tenant).Type(r.Type)
		title, _ := s.desk.Catalog().TypeWords(t, Lang(c))
		row := qualityJSON{r.Rule, r.Type, title, r.Cases, r.True, r.False, r.Benign, r.Undecided, nil, []adviceJSON{}}
		if p, ok := r.Precision(); ok {
			row.Precision = &p
		}
		for _, a := range r.Advice {
			row.Advice = append(row.Advice, adviceJSON{a.What, a.String(), a.Sources, a.Threshold, a.Unit, a.Saves, a.Costs})
		}
		rows = append(rows, row)
	}
	return c.JSON(http.StatusOK, map[string]any{"rows": rows})
}
