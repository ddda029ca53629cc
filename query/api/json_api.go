package api

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

type apiJSON struct {
	ID         string     `json:"id"`
	Method     string     `json:"method"`
	Host       string     `json:"host"`
	API        string     `json:"api"`
	Life       string     `json:"life"`
	Grade      string     `json:"grade"`
	Auth       string     `json:"auth"`
	AuthWhy    string     `json:"auth_why"`
	Importance string     `json:"importance"`
	Service    string     `json:"service"`
	Purposes   []wordJSON `json:"purposes"`
	Creds      []string   `json:"credentials"`
	ReqData    []dataJSON `json:"request_data"`
	ResData    []dataJSON `json:"response_data"`
	MaxEntries uint32     `json:"max_entries"`
	Calls      uint64     `json:"calls"`
	Errors     uint64     `json:"errors"`
	RatePeak   uint32     `json:"peak_per_minute"`
	P50        float64    `json:"p50_ms"`
	P95        float64    `json:"p95_ms"`
	FirstSeen  time.Time  `json:"first_seen"`
	LastSeen   time.Time  `json:"last_seen"`
	Risks      levelsJSON `json:"risks"`
	Events     levelsJSON `json:"events"`
}

type wordJSON struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

type dataJSON struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Title string `json:"title"`
	Level string `json:"level"`
}

func (s *Server) apiOf(r query.APIRow) apiJSON {
	cat := s.desk.Catalog().For(r.Tenant)
	out := apiJSON{
		ID: r.ID, Method: r.API.Method, Host: r.API.Host, API: r.API.Template, Life: r.Life, Grade: r.Grade.String(),
		Auth: r.Auth.String(), AuthWhy: r.AuthWhy, Importance: r.Importance().String(), Service: query.ServiceName(r.Service),
		Purposes: []wordJSON{}, Creds: []string{},
		ReqData: dataOf(cat, r.ReqTypes), ResData: dataOf(cat, r.ResTypes), MaxEntries: r.MaxEntries, Calls: r.Calls,
		Errors: r.Errors, RatePeak: r.RatePeak, P50: millis(r.P50), P95: millis(r.P95),
		FirstSeen: r.FirstSeen.UTC(), LastSeen: r.LastSeen.UTC(), Risks: levelsOf(r.Risks), Events: levelsOf(r.Events),
	}
	for _, p := range r.Purposes {
		out.Purposes = append(out.Purposes, wordJSON{p.String(), cat.Purpose(p)})
	}
	r.Creds.Each(func(n uint8) {
		out.Creds = append(out.Creds, s.desk.Catalog().Credential(finding.Credential(n)))
	})
	return out
}

func dataOf(cat *query.Catalog, ts []finding.DataType) []dataJSON {
	out := make([]dataJSON, len(ts))
	for i, t := range ts {
		d := cat.Data(t)
		out[i] = dataJSON{t.String(), d.Name, d.Title, d.Level.String()}
	}
	return out
}

type apiListJSON struct {
	Rows     []apiJSON               `json:"rows"`
	Total    uint64                  `json:"total"`
	Next     string                  `json:"next,omitempty"`
	Window   windowJSON              `json:"window"`
	Facets   map[string][]choiceJSON `json:"facets,omitempty"`
	Coverage coverageJSON            `json:"coverage"`
}

type apiDetailJSON struct {
	apiJSON
	Window    windowJSON         `json:"window"`
	Traffic   []trafficPointJSON `json:"traffic"`
	Bucket    float64            `json:"bucket_seconds"`
	Callers   []callerJSON       `json:"callers"`
	Spread    spreadJSON         `json:"spread"`
	Params    paramsJSON         `json:"parameters"`
	RiskList  []caseJSON         `json:"risk_list"`
	EventList []caseJSON         `json:"event_list"`
	Rules     []gatewayRuleJSON  `json:"gateway_rules"`
	Coverage  coverageJSON       `json:"coverage"`
}

type dataUseJSON struct {
	dataJSON
	Side    string `json:"side"`
	APIs    uint64 `json:"apis"`
	Hosts   uint64 `json:"hosts"`
	Calls   uint64 `json:"calls"`
	Entries uint64 `json:"entries"`
}

func usesOf(cat *query.Catalog, us []query.DataUse) []dataUseJSON {
	out := make([]dataUseJSON, len(us))
	for i, u := range us {
		out[i] = dataUseJSON{dataOf(cat, []finding.DataType{u.Type})[0], sideName(u.Side), u.APIs, u.Hosts, u.Calls, u.Entries}
	}
	return out
}

type sampleJSON struct {
	ID       string      `json:"id"`
	Time     time.Time   `json:"time"`
	Method   string      `json:"method"`
	Host     string      `json:"host"`
	API      string      `json:"api"`
	Path     string      `json:"path"`
	Status   int         `json:"status"`
	Reasons  []wordJSON  `json:"reasons"`
	Request  messageJSON `json:"request"`
	Response messageJSON `json:"response"`
	Verify   string      `json:"verification_request,omitempty"`
}

type messageJSON struct {
	Headers [][2]string `json:"headers"`
	Body    string      `json:"body"`
	Cut     bool        `json:"cut"`
}

func (s *Server) samplesOf(in []finding.Sample) []sampleJSON {
	message := func(m finding.MaskedMessage) messageJSON {
		out := messageJSON{Headers: make([][2]string, len(m.Headers)), Body: m.Body, Cut: m.Cut}
		for i, h := range m.Headers {
			out.Headers[i] = [2]string{h.Name, h.Value}
		}
		return out
	}
	out := make([]sampleJSON, len(in))
	for i, x := range in {
		out[i] = sampleJSON{
			ID: x.ID, Time: x.Time.UTC(), Method: x.API.Method, Host: x.API.Host, API: x.API.Template, Path: x.Path,
			Status: x.Status, Reasons: []wordJSON{}, Request: message(x.Request), Response: message(x.Response),
			Verify: query.VerificationRequest(&x),
		}
		for _, id := range x.Reasons {
			out[i].Reasons = append(out[i].Reasons, wordJSON{id, s.desk.Catalog().For(x.Tenant).Reason(id)})
		}
	}
	return out
}
