package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev04 judges programs of a kind that never called an API: a script where only people with browsers
// and apps were, a browser where only servers were. A new browser is a browser; a search engine's
// robot reads where it finds a link.
var ev04 = &Row{
	ID: 4, Title: "Access using anomalous tools",
	Categories: []string{"Baseline exception", "Business"}, Also: []finding.Event{45},
	Scope: ScopeEndpoint, Version: 1, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VoteProgram, Level: finding.Low, Medium: 20, Rise: finding.Rise{Medium: 200, High: 5000},
	Advice: "See in the log what the program read and with whose credential. Refuse kinds of programs that have no " +
		"business with the API, and tie credentials to the program they were given to.",
	Suggest: []finding.SuggestionKind{finding.SuggestClient, finding.SuggestBlacklist},
	Reason: "{who} used a kind of program that never called this API before, {observed:time} in an hour; " +
		"usual are {baseline:kind}.",
	Clear: "{threshold} or fewer such calls in an hour.",
	Zh: finding.Words{
		Title:  "使用异常工具访问",
		Reason: "{who}一小时内 {observed} 次使用从未访问过此 API 的工具类型；平时共 {baseline} 种。",
		Clear:  "每小时此类调用不超过 {threshold} 次。",
		Advice: "在日志中查看该工具读取了什么、使用了谁的凭据。拒绝与此 API 无关的客户端类型，并将凭据与签发时的客户端绑定。",
	},
	endpoint: judgeOdd(4, oddRule{unusual: func(w *ways, f *finding.Facts, at uint32) (int, bool, string) {
		return w.tools.Count(), f.Tool != attack.Bot && w.tools.Ready(at/secondsPerDay) && w.tools.Count() > 0 && !w.tools.Usual(toolKind(f.Tool)), ""
	}}),
	Finds: []Scenario{
		{"a script where only browsers were", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3", "10.1.7.9"),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true, tool: attack.Library}, 8, sameObject))
		}},
	},
	Ignores: []Scenario{
		{"an app where only browsers were", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3", "10.1.7.9"),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true, tool: attack.App}, 20, sameObject))
		}},
		{"a search engine finds a public page", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3", "10.1.7.9"),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", tool: attack.Bot}, 20, sameObject))
		}},
	},
}
