package api

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/access"
)

type overviewJSON struct {
	Window     windowJSON         `json:"window"`
	Bucket     float64            `json:"bucket_seconds"`
	Assets     assetCountsJSON    `json:"apis"`
	Risks      levelsJSON         `json:"risks"`
	Events     levelsJSON         `json:"events"`
	Today      levelsJSON         `json:"events_today"`
	RiskIs     []choiceJSON       `json:"risks_by_status"`
	EventIs    []choiceJSON       `json:"events_by_status"`
	RiskBy     []choiceJSON       `json:"risks_by_type"`
	EventBy    []choiceJSON       `json:"events_by_type"`
	Latest     []caseJSON         `json:"latest_events"`
	Traffic    []trafficPointJSON `json:"traffic"`
	AssetTrend []assetPointJSON   `json:"api_trend"`
	RiskTrend  []levelPointJSON   `json:"risk_trend"`
	EventTrend []levelPointJSON   `json:"event_trend"`
	Sites      []siteJSON         `json:"hosts"`
	Data       []dataUseJSON      `json:"data_types"`
	Coverage   coverageJSON       `json:"coverage"`
}

type assetCountsJSON struct {
	Total    uint64 `json:"total"`
	New      uint64 `json:"new"`
	Active   uint64 `json:"active"`
	Inactive uint64 `json:"inactive"`

	NewToday       uint64 `json:"new_today"`
	Sensitive      uint64 `json:"sensitive"`
	SensitiveHosts uint64 `json:"sensitive_hosts"`
}

type assetPointJSON struct {
	At     time.Time `json:"at"`
	Total  uint64    `json:"total"`
	Active uint64    `json:"active"`
	New    uint64    `json:"new"`
}

type siteJSON struct {
	Host   string     `json:"host"`
	APIs   uint64     `json:"apis"`
	Calls  uint64     `json:"calls"`
	Risks  levelsJSON `json:"risks"`
	Events levelsJSON `json:"events"`
}

func (s *Server) overviewOf(o query.Overview, tenant string, l finding.Lang) overviewJSON {
	out := overviewJSON{
		Window: windowOf(o.Window), Bucket: o.Bucket.Seconds(), Assets: assetCountsJSON(o.Assets),
		Risks: levelsOf(o.Risks), Events: levelsOf(o.Events), Today: levelsOf(o.Today), RiskIs: choicesOf(o.RiskIs),
		EventIs: choicesOf(o.EventIs), RiskBy: choicesOf(o.RiskBy), EventBy: choicesOf(o.EventBy),
		Latest: s.casesOf(o.Latest, tenant, l), Traffic: trafficOf(o.Traffic), AssetTrend: []assetPointJSON{},
		RiskTrend: trendOf(o.RiskNew), EventTrend: trendOf(o.EventNew), Sites: []siteJSON{}, Data: usesOf(s.desk.Catalog().For(tenant), o.Data),
		Coverage: coverageOf(o.Coverage),
	}
	for _, p := range o.APITrend {
		out.AssetTrend = append(out.AssetTrend, assetPointJSON{p.At.UTC(), p.Total, p.Active, p.New})
	}
	for _, x := range o.Sites {
		out.Sites = append(out.Sites, siteJSON{x.Host, x.APIs, x.Calls, levelsOf(x.Risks), levelsOf(x.Events)})
	}
	return out
}

type sensorJSON struct {
	Sensor   string        `json:"sensor"`
	Calls    uint64        `json:"calls"`
	First    *time.Time    `json:"first,omitempty"`
	Last     *time.Time    `json:"last,omitempty"`
	Lag      float64       `json:"lag_seconds"`
	Accepted uint64        `json:"accepted_since_start"`
	Arrived  *time.Time    `json:"arrived,omitempty"`
	Refused  []refusalJSON `json:"refused"`
	ReqRead  float64       `json:"requests_read"`
	ResRead  float64       `json:"responses_read"`
	Cut      uint64        `json:"cut"`
}

type sourcesJSON struct {
	Window   windowJSON         `json:"window"`
	Sensors  []sensorJSON       `json:"sensors"`
	Traffic  []trafficPointJSON `json:"traffic"`
	Bucket   float64            `json:"bucket_seconds"`
	Problem  string             `json:"problem,omitempty"`
	Coverage coverageJSON       `json:"coverage"`
}

func sourcesOf(r query.SourceReport) sourcesJSON {
	out := sourcesJSON{
		Window: windowOf(r.Window), Sensors: []sensorJSON{}, Traffic: trafficOf(r.Traffic), Bucket: r.Bucket.Seconds(),
		Problem: r.Problem, Coverage: coverageOf(r.Coverage),
	}
	for _, x := range r.Sources {
		out.Sensors = append(out.Sensors, sensorJSON{
			Sensor: x.Sensor, Calls: x.Calls, First: moment(x.First), Last: moment(x.Last), Lag: x.Lag.Seconds(),
			Accepted: x.Accepted, Arrived: moment(x.Arrived), Refused: refusalsOf(x.Refused), Cut: x.Coverage.Cut,
			ReqRead: query.Share(x.Coverage.ReqRead, x.Coverage.APICalls()),
			ResRead: query.Share(x.Coverage.ResRead, x.Coverage.APICalls()),
		})
	}
	return out
}

type secondJSON struct {
	Doubted   uint64 `json:"doubted"`
	Confirmed uint64 `json:"confirmed"`
	Dropped   uint64 `json:"dropped"`
}

type nodeJSON struct {
	Name     string     `json:"name"`
	Address  string     `json:"address,omitempty"`
	State    string     `json:"state"`
	Self     bool       `json:"self,omitempty"`
	Version  string     `json:"version,omitempty"`
	Started  *time.Time `json:"started,omitempty"`
	Keys     uint64     `json:"keys"`
	Backlog  uint64     `json:"backlog"`
	Lag      float64    `json:"lag_seconds"`
	SpoolUse uint64     `json:"spool_bytes"`
	SpoolMax uint64     `json:"spool_max_bytes"`
	Second   secondJSON `json:"second_stage"`
}

func nodesOf(ns []query.Node) []nodeJSON {
	out := make([]nodeJSON, len(ns))
	for i, n := range ns {
		out[i] = nodeJSON{
			n.Name, n.Address, n.State, n.Self, n.Version, moment(n.Started), n.Keys, n.Backlog,
			n.Lag.Seconds(), n.SpoolUse, n.SpoolMax, secondJSON(n.Second),
		}
	}
	return out
}

type tokenJSON struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Scopes  []access.Scope `json:"scopes"`
	Hint    string         `json:"hint"`
	Created time.Time      `json:"created"`
	Creator string         `json:"creator"`
	Ends    time.Time      `json:"ends"`
	Revoked bool           `json:"revoked"`
	Secret  string         `json:"secret,omitempty"` // only in the answer that makes it
}

func tokenOf(t access.Token, secret string) tokenJSON {
	return tokenJSON{t.ID, t.Name, t.Scopes, t.Hint, t.Created, t.Creator, t.Ends, t.Revoked, secret}
}

type auditJSON struct {
	ID      string    `json:"id"`
	Time    time.Time `json:"time"`
	Actor   string    `json:"actor"`
	Address string    `json:"address,omitempty"`
	Action  string    `json:"action"`
	Object  string    `json:"object,omitempty"`
	Result  string    `json:"result"`
	Detail  string    `json:"detail,omitempty"`
}
