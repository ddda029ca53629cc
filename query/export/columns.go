package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// Cases are the columns of risks and events; title and reason are said in the given language.
func Cases(c *query.Catalog, k finding.Kind, tenant string, l finding.Lang) []Column[query.Case] {
	title := func(r query.Case) query.TypeInfo { t, _ := c.Type(r.Type); return t }
	cols := []Column[query.Case]{
		{"id", func(r query.Case) string { return r.ID }},
		{"type", func(r query.Case) string { return r.Type }},
		{"title", func(r query.Case) string { return c.Say(&r.Finding, l).Title }},
		{"category", func(r query.Case) string { return title(r).Category }},
		{"level", func(r query.Case) string { return r.Level.String() }},
		{"status", func(r query.Case) string { return string(r.State.Status) }},
		{"method", func(r query.Case) string { return r.API.Method }},
		{"host", func(r query.Case) string { return r.API.Host }},
		{"api", func(r query.Case) string { return r.API.Template }},
		{"api_id", func(r query.Case) string { return r.API.ID(tenant) }},
	}
	if k == finding.KindEvent {
		cols = append(cols,
			Column[query.Case]{"source_ip", func(r query.Case) string { return address(r) }},
			Column[query.Case]{"source_cidr", func(r query.Case) string { return cidr(r) }},
			Column[query.Case]{"source_ips", func(r query.Case) string { return number(uint64(r.Source.IPs)) }},
			Column[query.Case]{"source_agent", func(r query.Case) string { return r.Source.Agent }},
			Column[query.Case]{"confidence", func(r query.Case) string { return r.Votes.Confidence().String() }},
			Column[query.Case]{"votes", func(r query.Case) string { return strings.Join(r.Votes.Names(), " ") }},
		)
	}
	return append(cols, []Column[query.Case]{
		{"start", func(r query.Case) string { return stamp(r.Start) }},
		{"end", func(r query.Case) string { return stamp(r.End) }},
		{"count", func(r query.Case) string { return number(r.Count) }},
		{"observed", func(r query.Case) string { return figure(r.Why.Observed) }},
		{"baseline", func(r query.Case) string { return figure(r.Why.Baseline) }},
		{"threshold", func(r query.Case) string { return figure(r.Why.Threshold) }},
		{"unit", func(r query.Case) string { return r.Why.Unit }},
		{"reason", func(r query.Case) string { return c.Say(&r.Finding, l).Reason }},
		{"rule", func(r query.Case) string { return r.Why.Rule }},
		{"decided_by", func(r query.Case) string { return r.State.User }},
		{"decided_at", func(r query.Case) string { return stamp(r.State.Changed) }},
		{"remark", func(r query.Case) string { return r.State.Remark }},
		{"disposition", func(r query.Case) string { return string(r.State.Disposition) }},
		{"simulated", func(r query.Case) string { return strconv.FormatBool(r.Simulated) }},
		{"tuned_by", func(r query.Case) string { return r.Why.Tuned }},
	}...)
}

// Choose gives the columns of those names, in their order (TN-32).
func Choose[T any](all []Column[T], names []string) ([]Column[T], error) {
	var out []Column[T]
	var have []string
	for _, c := range all {
		have = append(have, c.Name)
	}
	for _, n := range names {
		i := slices.Index(have, strings.TrimSpace(n))
		if i < 0 {
			return nil, fmt.Errorf("no column %.40q: want some of %s", n, strings.Join(have, ", "))
		}
		out = append(out, all[i])
	}
	return out, nil
}

// APIs are the columns of the inventory.
func APIs(c *query.Catalog) []Column[query.APIRow] {
	data := func(ts []finding.DataType) string {
		var names []string
		for _, t := range ts {
			names = append(names, c.Data(t).Name)
		}
		return strings.Join(names, " ")
	}
	return []Column[query.APIRow]{
		{"id", func(r query.APIRow) string { return r.ID }},
		{"method", func(r query.APIRow) string { return r.API.Method }},
		{"host", func(r query.APIRow) string { return r.API.Host }},
		{"api", func(r query.APIRow) string { return r.API.Template }},
		{"life", func(r query.APIRow) string { return r.Life }},
		{"grade", func(r query.APIRow) string { return r.Grade.String() }},
		{"auth", func(r query.APIRow) string { return r.Auth.String() }},
		{"importance", func(r query.APIRow) string { return r.Importance().String() }},
		{"service", func(r query.APIRow) string { return query.ServiceName(r.Service) }},
		{"purposes", func(r query.APIRow) string {
			var names []string
			for _, p := range r.Purposes {
				names = append(names, c.Purpose(p))
			}
			return strings.Join(names, "; ")
		}},
		{"request_data", func(r query.APIRow) string { return data(r.ReqTypes) }},
		{"response_data", func(r query.APIRow) string { return data(r.ResTypes) }},
		{"calls", func(r query.APIRow) string { return number(r.Calls) }},
		{"errors", func(r query.APIRow) string { return number(r.Errors) }},
		{"peak_per_minute", func(r query.APIRow) string { return number(uint64(r.RatePeak)) }},
		{"p50_ms", func(r query.APIRow) string { return millis(r.P50) }},
		{"p95_ms", func(r query.APIRow) string { return millis(r.P95) }},
		{"first_seen", func(r query.APIRow) string { return stamp(r.FirstSeen) }},
		{"last_seen", func(r query.APIRow) string { return stamp(r.LastSeen) }},
		{"risks_open", func(r query.APIRow) string { return number(r.Risks.Total()) }},
		{"events_open", func(r query.APIRow) string { return number(r.Events.Total()) }},
	}
}

func number(n uint64) string { return strconv.FormatUint(n, 10) }

func figure(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func millis(d time.Duration) string {
	return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', -1, 64)
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func address(r query.Case) string {
	if !r.Source.IP.IsValid() {
		return ""
	}
	return r.Source.IP.String()
}

func cidr(r query.Case) string {
	if !r.Source.Block.IsValid() {
		return ""
	}
	return r.Source.Block.String()
}
