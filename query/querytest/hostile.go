package querytest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/store"
)

// Payloads are texts an attacker would like to see come alive: markup, handlers, addresses,
// templates, formulas, characters that hide or turn others. Each that runs script calls
// hit(n), which tests watch for.
var Payloads = []string{
	`<script>hit(1)</script>`,
	`"><script>hit(2)</script>`,
	`'><img src=x onerror=hit(3)>`,
	`</title><svg onload=hit(4)>`,
	`</script><script>hit(5)</script>`,
	`</textarea></pre></style><iframe src="javascript:hit(6)">`,
	`javascript:hit(7)`,
	` javascript&colon;hit(8)`,
	`data:text/html,<script>hit(9)</script>`,
	`" onmouseover="hit(10)" x="`,
	`' autofocus onfocus=hit(11) '`,
	"` onclick=hit(12) `",
	`<svg><animate onbegin=hit(13) attributeName=x dur=1s>`,
	`<math><mi xlink:href="javascript:hit(14)">x`,
	`<form action="javascript:hit(15)"><button>ok`,
	`<base href="https://evil.example/">`,
	`<meta http-equiv=refresh content="0;url=https://evil.example/">`,
	`<link rel=stylesheet href=https://evil.example/x.css>`,
	`<style>@import 'https://evil.example/x.css'</style>`,
	`{{.Who.Name}}{{printf "%s" "hit"}}`,
	`${hit(16)}`,
	`#{hit(17)}`,
	`<%= hit(18) %>`,
	"\u202Egnp.exe\u202C",
	"\u2066\u200B\uFEFFx\u2069",
	"\x00\x07\x1b[31mred\x1b[0m\x7f\u009b31m",
	"\xff\xfe\xed\xa0\x80",
	"line\r\nSet-Cookie: a=b\u2028\u2029",
	`=HYPERLINK("https://evil.example","x")`,
	`//evil.example/%2e%2e`,
	`\"--></style></script>`,
	`&lt;script&gt;hit(19)&lt;/script&gt;`,
	`&#x3c;img src=x onerror=hit(20)&#x3e;`,
	`%3Cscript%3Ehit(21)%3C/script%3E`,
	`<noscript><p title="</noscript><img src=x onerror=hit(22)>">`,
	`<a href="https://evil.example/" target=_top>click</a>`,
	`<template><script>hit(23)</script></template>`,
	`<!--><script>hit(24)</script-->`,
	`<![CDATA[<script>hit(25)</script>]]>`,
	`{id}<b onmouseenter=hit(26)>{`,
}

// SeedHostile fills the store with one API, event, risk, sample and decision for each payload,
// which stands in every text they have, and one with all payloads in a row. It gives the
// findings; the last three are those with all.
func SeedHostile(t testing.TB, s *store.Store, now time.Time) []finding.Finding {
	t.Helper()
	b := &finding.Batch{Token: "hostile"}
	var found []finding.Finding
	var as []finding.Asset
	all := append(slices.Clone(Payloads), strings.Join(Payloads, " "))
	for i, p := range all {
		a := traffic.API{Host: p, Method: p, Template: "/" + p}
		at := now.Add(-time.Duration(i+1) * time.Minute).UTC()
		id := fmt.Sprintf("01HOSTILE%02d%s", i, p)
		src := events(now)[0].Source
		src.Agent, src.Account = p, p
		why := finding.Why{
			Observed:  9,
			Baseline:  1,
			Threshold: 2,
			Unit:      p,
			Rule:      p,
			Reason:    p,
			Clear:     p,
			Window:    time.Minute,
			Learned:   true,
		}
		e := finding.Finding{
			Kind: finding.KindEvent, Type: "EV-09", API: a, Level: finding.High, Source: src, Start: at, End: at,
			Count: 7, Why: why, Samples: []string{id},
		}
		odd := e
		odd.Type = p // a type no catalog knows
		r := finding.Finding{
			Kind: finding.KindRisk, Type: "RK-18", API: a, Level: finding.Low, Start: at, End: at, Count: 3, Why: why,
			Samples: []string{id},
		}
		found = append(found, e, odd, r)
		as = append(
			as,
			finding.Asset{ID: a.ID(Tenant), Tenant: Tenant, API: a, FirstSeen: at, LastSeen: at, Calls: 9, Grade: 3, Version: 1},
		)
		msg := finding.MaskedMessage{Headers: []traffic.Header{{Name: p, Value: p}}, Body: p, Cut: true}
		b.Samples = append(b.Samples, finding.Sample{
			ID: id, Tenant: Tenant, API: a, Time: at, Path: "/" + p, Status: 200,
			Reasons: []string{p, "EV-09", "RK-18"}, Request: msg, Response: msg,
		})
		b.Facts = append(b.Facts, finding.Facts{
			Seq: uint64(i + 1), ID: id, Tenant: Tenant, Sensor: p, Time: at, API: a,
			Client: src.IP, Status: 200, Latency: time.Millisecond, Agent: p, Bodies: finding.ReqRead | finding.ResRead,
		})
	}
	for i := range found {
		found[i].Tenant, found[i].Version = Tenant, 1
		found[i].ID = finding.CaseID(&found[i])
	}
	must(t, s.WriteBatch(t.Context(), b))
	must(t, s.WriteFindings(t.Context(), found))
	must(t, s.WriteAssets(t.Context(), as))
	for i := range as {
		must(t, s.WriteParams(t.Context(), "n1", []finding.Params{paramsOf(as[i].API, Tenant, all[i%len(all)], now)}))
	}
	var ds []query.Decision
	for i, f := range found {
		to := query.Handled
		if f.Kind == finding.KindRisk {
			to = query.Confirmed
		}
		p := all[i/3]
		ds = append(
			ds,
			query.Decision{CaseID: f.ID, Kind: f.Kind, To: to, Remark: p, User: p, Origin: query.OriginUser, Time: now.UTC()},
		)
	}
	outs, err := s.Decide(t.Context(), Tenant, ds)
	must(t, err)
	for _, o := range outs {
		must(t, o.Err)
	}
	return found
}
