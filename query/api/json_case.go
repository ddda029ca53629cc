package api

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

type caseJSON struct {
	ID          string      `json:"id"`
	Kind        string      `json:"kind"`
	Type        string      `json:"type"`
	Title       string      `json:"title"`
	Category    string      `json:"category"`
	Level       string      `json:"level"`
	Status      string      `json:"status"`
	Revision    uint64      `json:"revision"`
	Remark      string      `json:"remark,omitempty"`
	Disposition string      `json:"disposition,omitempty"`
	User        string      `json:"user,omitempty"`
	Changed     *time.Time  `json:"changed,omitempty"`
	APIID       string      `json:"api_id"`
	Method      string      `json:"method"`
	Host        string      `json:"host"`
	API         string      `json:"api"`
	Source      *sourceJSON `json:"source,omitempty"`
	Start       time.Time   `json:"start"`
	End         time.Time   `json:"end"`
	Count       uint64      `json:"count"`
	Why         whyJSON     `json:"why"`
	Sure        string      `json:"confidence,omitempty"`
	Votes       []string    `json:"votes,omitempty"`
	Samples     []string    `json:"samples,omitempty"`
	Follow      bool        `json:"follow"`
	Trial       bool        `json:"simulated,omitempty"`
	Note        string      `json:"note,omitempty"`
}

type sourceJSON struct {
	IP      string `json:"ip,omitempty"`
	CIDR    string `json:"cidr,omitempty"`
	IPs     uint32 `json:"ips"`
	Account string `json:"account,omitempty"`
	Agent   string `json:"agent,omitempty"`
}

type whyJSON struct {
	Observed  float64 `json:"observed"`
	Baseline  float64 `json:"baseline"`
	Threshold float64 `json:"threshold"`
	Unit      string  `json:"unit,omitempty"`
	Window    float64 `json:"window_seconds"`
	Rule      string  `json:"rule,omitempty"`
	Learned   bool    `json:"learned"`
	Reason    string  `json:"reason,omitempty"`
	Clear     string  `json:"clear,omitempty"`
	Tuned     string  `json:"tuned,omitempty"`
}

func (s *Server) caseOf(c query.Case, tenant string, l finding.Lang) caseJSON {
	t, _ := s.desk.Catalog().For(tenant).Type(c.Type)
	said := s.desk.Catalog().For(tenant).Say(&c.Finding, l)
	out := caseJSON{
		ID: c.ID, Kind: c.Kind.String(), Type: c.Type, Title: said.Title, Category: t.Category, Level: c.Level.String(),
		Status: string(c.State.Status), Revision: c.State.Revision, Remark: c.State.Remark, Disposition: string(c.State.Disposition), User: c.State.User,
		Changed: moment(c.State.Changed), APIID: c.API.ID(tenant), Method: c.API.Method, Host: c.API.Host,
		API: c.API.Template, Start: c.Start.UTC(), End: c.End.UTC(), Count: c.Count, Samples: c.Samples,
		Follow: c.Marks.Follow, Trial: c.Simulated, Note: c.Marks.Note,
		Why: whyJSON{
			c.Why.Observed, c.Why.Baseline, c.Why.Threshold, c.Why.Unit, c.Why.Window.Seconds(), c.Why.Rule,
			c.Why.Learned, said.Reason, said.Clear, c.Why.Tuned,
		},
	}
	if c.Kind == finding.KindEvent {
		src := sourceJSON{IPs: c.Source.IPs, Account: c.Source.Account, Agent: c.Source.Agent}
		if c.Source.IP.IsValid() {
			src.IP = c.Source.IP.String()
		}
		if c.Source.Block.IsValid() {
			src.CIDR = c.Source.Block.String()
		}
		out.Source = &src
		out.Sure, out.Votes = c.Votes.Confidence().String(), c.Votes.Names()
	}
	return out
}

func (s *Server) casesOf(cs []query.Case, tenant string, l finding.Lang) []caseJSON {
	out := make([]caseJSON, len(cs))
	for i, c := range cs {
		out[i] = s.caseOf(c, tenant, l)
	}
	return out
}

type caseListJSON struct {
	Rows     []caseJSON              `json:"rows"`
	Total    uint64                  `json:"total"`
	Next     string                  `json:"next,omitempty"`
	Window   windowJSON              `json:"window"`
	Facets   map[string][]choiceJSON `json:"facets,omitempty"`
	Trend    []levelPointJSON        `json:"trend,omitempty"`
	Bucket   float64                 `json:"bucket_seconds,omitempty"`
	Coverage coverageJSON            `json:"coverage"`
}

type caseDetailJSON struct {
	caseJSON
	Means    string             `json:"means,omitempty"`
	Advice   string             `json:"advice,omitempty"`
	History  []changeJSON       `json:"history"`
	Timeline []trafficPointJSON `json:"timeline,omitempty"`
	Bucket   float64            `json:"bucket_seconds,omitempty"`
	Callers  []callerJSON       `json:"callers,omitempty"`
	Related  []caseJSON         `json:"related_events"`
	Similar  []caseJSON         `json:"similar_cases"`
	Former   string             `json:"former_case,omitempty"`
	Events   *uint64            `json:"related_event_count,omitempty"`
	First    time.Time          `json:"first_seen"`
	Last     time.Time          `json:"last_seen"`
	Ignored  *time.Time         `json:"ignored_at,omitempty"`
	Verified *verificationJSON  `json:"verification,omitempty"`
	Rule     *ruleStateJSON     `json:"rule_state,omitempty"`
	Measures []measureJSON      `json:"suggestions"`
	Rules    []gatewayRuleJSON  `json:"gateway_rules"`
	Coverage coverageJSON       `json:"coverage"`
}

type ruleStateJSON struct {
	Mode   string `json:"mode"`
	Policy string `json:"policy,omitempty"`
}

type verificationJSON struct {
	Since  time.Time `json:"since"`
	What   string    `json:"what"`
	Calls  uint64    `json:"calls"`
	Enough uint64    `json:"enough"`
}

type measureJSON struct {
	Kind      string   `json:"kind"`
	Sources   []string `json:"sources,omitempty"`
	PerMinute uint32   `json:"per_minute,omitempty"`
	Agent     string   `json:"agent,omitempty"`
	Countries []string `json:"countries,omitempty"`
	Data      []string `json:"data,omitempty"`
	Rests     string   `json:"rests_on,omitempty"`
}

func measuresOf(in []finding.Suggestion) []measureJSON {
	out := make([]measureJSON, len(in))
	for i, m := range in {
		out[i] = measureJSON{Kind: string(m.Kind), PerMinute: m.PerMinute, Agent: m.Agent, Countries: m.Countries, Data: m.Data, Rests: m.Rests}
		for _, p := range m.Sources {
			out[i].Sources = append(out[i].Sources, p.String())
		}
	}
	return out
}

func (s *Server) detailOf(d query.CaseDetail, tenant string, l finding.Lang) caseDetailJSON {
	out := caseDetailJSON{
		caseJSON: s.caseOf(d.Case, tenant, l), Means: d.Type.Means, Advice: s.desk.Catalog().For(tenant).Say(&d.Finding, l).Advice, History: changesOf(d.History),
		Timeline: trafficOf(d.Timeline), Bucket: d.Bucket.Seconds(), Callers: callersOf(d.Callers),
		Related: s.casesOf(d.Related, tenant, l), Coverage: coverageOf(d.Coverage),
		First: d.Start.UTC(), Last: d.End.UTC(), Ignored: moment(d.Ignored), Measures: measuresOf(d.Measures), Rules: gatewayRulesOf(d.Rules),
	}
	out.Similar = s.casesOf(d.Similar, tenant, l)
	if d.Former != nil {
		out.Former = d.Former.ID
	}
	if d.Kind == finding.KindRisk {
		out.Events = &d.Events
	}
	if r := d.Rule; r != nil {
		out.Rule = &ruleStateJSON{r.Mode.String(), r.Policy}
	}
	if v := d.Verified; v != nil {
		out.Verified = &verificationJSON{v.Since.UTC(), v.What, v.Seen, v.Enough}
	}
	return out
}

type changeJSON struct {
	Time        time.Time `json:"time"`
	From        string    `json:"from,omitempty"`
	To          string    `json:"to,omitempty"`
	FromLevel   string    `json:"from_level,omitempty"`
	ToLevel     string    `json:"to_level,omitempty"`
	Revision    uint64    `json:"revision,omitempty"`
	User        string    `json:"user,omitempty"`
	Remark      string    `json:"remark,omitempty"`
	Disposition string    `json:"disposition,omitempty"`
	Origin      string    `json:"origin"`
}

func changesOf(cs []query.Change) []changeJSON {
	out := make([]changeJSON, len(cs))
	for i, c := range cs {
		out[i] = changeJSON{
			Time: c.Time.UTC(), From: string(c.From), To: string(c.To), FromLevel: c.FromLevel.String(),
			ToLevel: c.ToLevel.String(), Revision: c.Revision, User: c.User, Remark: c.Remark, Disposition: string(c.Disposition), Origin: string(c.Origin),
		}
	}
	return out
}

// moment is nil for the zero time, which then is left out.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
