package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/region"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev03 judges who calls an API from a country from which it never was called, where it usually is
// from at most six. Addresses of no known country say nothing.
var ev03 = &Row{
	ID: 3, Title: "Access to internal API from unusual location",
	Categories: []string{"Baseline exception", "Business"}, Also: []finding.Event{43},
	Scope: ScopeEndpoint, Version: 1, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VoteCountry, Level: finding.Low, Medium: 20, Rise: finding.Rise{Medium: 200, High: 5000},
	Advice: "Ask whoever the account belongs to whether they are abroad. Let the API be called from the usual countries " +
		"only.",
	Suggest: []finding.SuggestionKind{finding.SuggestRegion, finding.SuggestBlacklist},
	Reason: "{who} in {country} got {observed:answer} of an API that is called from {baseline:country|countries};" +
		" never from there before.",
	Clear: "{threshold} or fewer such calls in an hour.",
	Zh: finding.Words{
		Title:  "异常地域访问内部 API",
		Reason: "位于 {country} 的{who}获得 {observed} 次响应；此 API 平时仅被 {baseline} 个国家或地区访问，此前从无来自该地的调用。",
		Clear:  "每小时此类调用不超过 {threshold} 次。",
		Advice: "向该账号的使用者核实其是否在境外。建议仅允许常用国家或地区访问此 API。",
	},
	endpoint: judgeOdd(3, oddRule{unusual: func(e *Endpoint, f *finding.Facts, at uint32) (int, bool, string) {
		w := &e.ways
		c := uint64(region.Of(f.Client))
		n := w.countries.Count()
		if c == 0 || !w.countries.Ready(at/secondsPerDay) || w.countries.Usual(c) || !e.few(&w.countries, c, at/secondsPerDay) {
			return n, false, ""
		}
		return n, true, finding.Arg("country", region.Code(c).String())
	}}),
	Finds: []Scenario{
		{"customers at home, one call after another from abroad", func() []finding.Facts {
			return join(office(2, attack.Browser, "114.114.114.7", "117.136.1.9", "119.29.29.3", "120.92.1.1", "121.40.1.1", "123.125.1.1", "182.254.1.1"),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "8.8.8.9", creds: true}, 8, sameObject))
		}},
	},
	Ignores: []Scenario{
		{"another town of the same country", func() []finding.Facts {
			return join(office(2, attack.Browser, "114.114.114.7", "117.136.1.9", "119.29.29.3", "120.92.1.1", "121.40.1.1", "123.125.1.1", "182.254.1.1"),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "202.96.128.8", creds: true}, 8, sameObject))
		}},
		{"too early to know", func() []finding.Facts {
			return join(office(1, attack.Browser, "114.114.114.7")[:60],
				reads(scene{after: later(3, 11), every: time.Minute, ip: "8.8.8.9", creds: true}, 8, sameObject))
		}},
	},
}
