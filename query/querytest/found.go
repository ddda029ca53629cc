package querytest

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// events are attacks on the shop; times are counted back from now.
func events(now time.Time) []finding.Finding {
	e := func(
		api int, typ string, l finding.Level, ago, lasts time.Duration, block string, ips uint32, agent string, n uint64,
		w finding.Why,
	) finding.Finding {
		p := netip.MustParsePrefix(block)
		start := now.Add(-ago).UTC().Truncate(time.Second)
		w.Rule, w.Reason = typ+"@1", typ
		first := p.Addr().As4()
		first[3] = 10
		return finding.Finding{
			Kind: finding.KindEvent, Type: typ, API: shopAPIs[api].API, Level: l, Start: start, End: start.Add(lasts), Count: n,
			Source: finding.Source{IP: netip.AddrFrom4(first), Block: p, IPs: ips, Agent: agent}, Why: w,
			Samples: []string{"01SAMPLE-" + typ},
		}
	}
	const m = time.Minute
	return []finding.Finding{
		e(3, "EV-09", finding.High, 41*m, 24*m, "203.0.113.0/24", 1, "python-requests", 2310, finding.Why{
			Observed: 2310, Baseline: 3, Threshold: 20, Unit: "passwords", Window: 10 * m, Learned: true,
		}),
		e(12, "EV-19", finding.High, 3*60*m, 19*m, "192.0.2.0/24", 3, "curl", 214, finding.Why{
			Observed: 214, Threshold: 1, Unit: "calls",
		}),
		e(2, "EV-17", finding.Medium, 5*60*m, 55*m, "203.0.113.0/24", 6, "Scrapy", 860, finding.Why{
			Observed: 860, Baseline: 12, Threshold: 100, Unit: "objects", Window: 60 * m, Learned: true,
		}),
		e(0, "EV-01", finding.Medium, 9*60*m, 34*m, "198.18.7.0/24", 1, "Go-http-client", 4120, finding.Why{
			Observed: 4120, Baseline: 40, Threshold: 400, Unit: "calls", Window: 60 * m, Learned: true,
		}),
		e(13, "EV-10", finding.Medium, 27*60*m, 48*m, "198.18.9.0/24", 2, "Hydra", 320, finding.Why{
			Observed: 320, Threshold: 15, Unit: "accounts", Window: 10 * m,
		}),
		e(1, "EV-01", finding.Low, 50*60*m, 12*m, "198.18.30.0/24", 1, "Googlebot", 610, finding.Why{
			Observed: 610, Baseline: 300, Threshold: 500, Unit: "calls", Window: 60 * m, Learned: true,
		}),
		e(6, "EV-17", finding.Low, 62*60*m, 90*m, "198.18.31.0/24", 1, "okhttp", 130, finding.Why{
			Observed: 130, Baseline: 4, Threshold: 100, Unit: "objects", Window: 60 * m, Learned: true,
		}),
	}
}

// risks are weaknesses of the shop.
func risks(now time.Time) []finding.Finding {
	r := func(api int, typ string, l finding.Level, days int, n uint64, reason string) finding.Finding {
		return finding.Finding{
			Kind: finding.KindRisk, Type: typ, API: shopAPIs[api].API, Level: l,
			Start: now.Add(-time.Duration(days) * 24 * time.Hour).UTC(),
			End:   now.Add(-time.Duration(api) * 11 * time.Minute).UTC(), Count: n, Samples: []string{"01SAMPLE-" + typ},
			Why: finding.Why{
				Observed: float64(n),
				Unit:     "calls",
				Rule:     typ + "@1",
				Reason:   reason,
				Clear:    "None of these calls.",
			},
		}
	}
	return []finding.Finding{
		r(12, "RK-18", finding.High, 2, 214, "response body idNo: 110***********002X, with no credential in the request"),
		r(14, "RK-25", finding.High, 1, 4, "response body config: jdbc:mysql://**********"),
		r(3, "RK-12", finding.Medium, 3, 12, "query parameter password"),
		r(2, "RK-22", finding.Medium, 3, 2400, "4 types of personal data in one response"),
		r(8, "RK-34", finding.Medium, 2, 320, "response body code: ****, six digits, in the answer to sending it"),
		r(5, "RK-26", finding.Medium, 1, 51, "response header x-upstream: 10.*.*.*"),
		r(2, "RK-28", finding.Low, 3, 2410, "path place {id} counts upwards"),
		r(1, "RK-29", finding.Low, 3, 4500, "query parameter limit is obeyed up to 10000"),
		r(14, "RK-01", finding.Low, 2, 30, "PUT answered 200"),
	}
}

// samples are masked calls, one for each type found.
func samples(now time.Time) []finding.Sample {
	var out []finding.Sample
	for i, f := range append(events(now), risks(now)...) {
		out = append(out, finding.Sample{
			ID: "01SAMPLE-" + f.Type, Tenant: Tenant, API: f.API, Time: now.Add(-time.Duration(i+1) * 13 * time.Minute).UTC(),
			Path: f.API.Template, Status: []int{200, 200, 401}[i%3], Reasons: []string{f.Type, "SD-05"},
			Request: finding.MaskedMessage{Headers: []traffic.Header{
				{Name: "content-type", Value: "application/json"},
				{Name: "user-agent", Value: "python-requests/2.31"},
				{Name: "authorization", Value: "Bearer ey********"},
			}, Body: `{"user":"a***@e******.com","password":"********"}`},
			Response: finding.MaskedMessage{
				Headers: []traffic.Header{{Name: "content-type", Value: "application/json"}},
				Body: fmt.Sprintf(
					`{"code":%d,"data":{"name":"张*","mobile":"138****8000","idNo":"110***********002X",`+
						`"items":[{"sku":"A-%d","n":2}]}}`,
					i,
					i,
				),
				Cut: i == 1,
			},
		})
	}
	return out
}
