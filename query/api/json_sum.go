package api

import (
	"time"

	"github.com/lapwing-sec/lapwing/query"
)

type windowJSON struct {
	From *time.Time `json:"from,omitempty"`
	To   *time.Time `json:"to,omitempty"`
}

func windowOf(w query.Window) windowJSON { return windowJSON{moment(w.From), moment(w.To)} }

type choiceJSON struct {
	Value  string `json:"value"`
	Title  string `json:"title"`
	Count  uint64 `json:"count"`
	Chosen bool   `json:"chosen,omitempty"`
}

func choicesOf(cs []query.Choice) []choiceJSON {
	out := make([]choiceJSON, len(cs))
	for i, c := range cs {
		out[i] = choiceJSON(c)
	}
	return out
}

func facetsOf(all []query.Choices) map[string][]choiceJSON {
	if all == nil {
		return nil
	}
	out := map[string][]choiceJSON{}
	for _, cs := range all {
		out[string(cs.Field)] = choicesOf(cs.Choices)
	}
	return out
}

type levelsJSON struct {
	Total  uint64 `json:"total"`
	High   uint64 `json:"high"`
	Medium uint64 `json:"medium"`
	Low    uint64 `json:"low"`
}

func levelsOf(c query.LevelCounts) levelsJSON {
	return levelsJSON{c.Total(), c.High, c.Medium, c.Low}
}

type levelPointJSON struct {
	At     time.Time `json:"at"`
	High   uint64    `json:"high"`
	Medium uint64    `json:"medium"`
	Low    uint64    `json:"low"`
}

func trendOf(ps []query.LevelPoint) []levelPointJSON {
	out := make([]levelPointJSON, len(ps))
	for i, p := range ps {
		out[i] = levelPointJSON{p.At.UTC(), p.High, p.Medium, p.Low}
	}
	return out
}

type trafficPointJSON struct {
	At      time.Time `json:"at"`
	Calls   uint64    `json:"calls"`
	Errors  uint64    `json:"errors"`
	Blocked uint64    `json:"blocked"`
	P50     float64   `json:"p50_ms"`
	P95     float64   `json:"p95_ms"`
}

func trafficOf(ps []query.TrafficPoint) []trafficPointJSON {
	out := make([]trafficPointJSON, len(ps))
	for i, p := range ps {
		out[i] = trafficPointJSON{p.At.UTC(), p.Calls, p.Errors, p.Blocked, millis(p.P50), millis(p.P95)}
	}
	return out
}

type callerJSON struct {
	IP      string    `json:"ip"`
	Calls   uint64    `json:"calls"`
	Errors  uint64    `json:"errors"`
	Blocked uint64    `json:"blocked"`
	First   time.Time `json:"first"`
	Last    time.Time `json:"last"`
	Agent   string    `json:"agent,omitempty"`
}

func callersOf(cs []query.Caller) []callerJSON {
	out := make([]callerJSON, len(cs))
	for i, c := range cs {
		out[i] = callerJSON{c.IP.String(), c.Calls, c.Errors, c.Blocked, c.First.UTC(), c.Last.UTC(), c.Agent}
	}
	return out
}

type coverageJSON struct {
	Window     windowJSON    `json:"window"`
	Calls      uint64        `json:"calls"`
	Noise      uint64        `json:"noise"`
	ReqRead    float64       `json:"requests_read"`
	ResRead    float64       `json:"responses_read"`
	Cut        uint64        `json:"cut"`
	Unreadable uint64        `json:"unreadable"`
	Refused    []refusalJSON `json:"refused"`
	Nodes      int           `json:"nodes"`
	NodesDown  int           `json:"nodes_down"`
	Problem    string        `json:"problem,omitempty"`
}

type refusalJSON struct {
	Reason string     `json:"reason"`
	Count  uint64     `json:"count"`
	Last   *time.Time `json:"last,omitempty"`
}

func refusalsOf(rs []query.Refusal) []refusalJSON {
	out := make([]refusalJSON, len(rs))
	for i, r := range rs {
		out[i] = refusalJSON{r.Reason, r.Count, moment(r.Last)}
	}
	return out
}

func coverageOf(r query.CoverageReport) coverageJSON {
	return coverageJSON{
		Window: windowOf(r.Window), Calls: r.Calls, Noise: r.Noise,
		ReqRead: query.Share(r.ReqRead, r.APICalls()), ResRead: query.Share(r.ResRead, r.APICalls()),
		Cut: r.Cut, Unreadable: r.Unreadable, Refused: refusalsOf(r.Refused),
		Nodes: r.Nodes, NodesDown: r.NodesDown, Problem: r.Problem,
	}
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
