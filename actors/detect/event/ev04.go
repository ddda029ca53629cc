package event

import (
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev04 judges programs of a kind that never called an API: a script where only people with browsers
// and apps were, a browser where only servers were, and where partners' programs call, a program made
// with something else than all of theirs. A new browser is a browser; a search engine's robot reads where
// it finds a link.
var ev04 = &Row{
	ID: 4, Title: "Access using anomalous tools",
	Categories: []string{"Baseline exception", "Business"}, Also: []finding.Event{45},
	Scope: ScopeEndpoint, Version: 2, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
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
	endpoint: judgeOdd(4, oddRule{unusual: func(e *Endpoint, f *finding.Facts, at uint32) (int, bool, string) {
		w := &e.ways
		usual, strange := w.strangeProgram(f, at/secondsPerDay)
		return usual, strange && f.Tool != attack.Bot, ""
	}}),
	Finds: []Scenario{
		{"a script where only browsers were", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3", "10.1.7.9"),
				reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true, tool: attack.Library}, 8, sameObject))
		}},
		{"a script with a partner's key, where partners' servers are made with Java", func() []finding.Facts {
			return join(made("Java/17.0.2", office(2, attack.Library, "114.114.114.7", "114.114.114.9")),
				made("Python/3.12", reads(scene{after: later(14, 11), every: time.Minute, ip: "114.114.114.7", creds: true, tool: attack.Library}, 8, sameObject)))
		}},
	},
	Ignores: []Scenario{
		{"a partner's server is brought up to date", func() []finding.Facts {
			return join(made("Java/17.0.2", office(2, attack.Library, "114.114.114.7", "114.114.114.9")),
				made("Java/21.0.4", reads(scene{after: later(14, 11), every: time.Minute, ip: "114.114.114.7", creds: true, tool: attack.Library}, 40, sameObject)))
		}},
		{"a partner's program gets a name", func() []finding.Facts {
			return join(made("Java/17.0.2", office(2, attack.Library, "114.114.114.7", "114.114.114.9")),
				made("acme-stocksync/1.0", reads(scene{after: later(14, 11), every: time.Minute, ip: "114.114.114.7", creds: true, tool: attack.Library}, 40, sameObject)))
		}},
		{"a month's report by the script that made the last one", func() []finding.Facts {
			report := func(day int) []finding.Facts {
				return made("python-requests/2.32", reads(scene{after: later(day, 11), every: time.Minute, ip: "114.114.114.7", creds: true, tool: attack.Library}, 40, sameObject))
			}
			return join(made("Java/17.0.2", office(6, attack.Library, "114.114.114.7", "114.114.114.9")), report(2), report(32))
		}},
		{"an API for the programs of everybody", func() []finding.Facts {
			var all []finding.Facts
			for i, agent := range []string{"Java/17.0.2", "python-requests/2.32", "curl/8.9", "axios/1.7", "GuzzleHttp/7"} {
				all = append(all, made(agent, office(2, attack.Library, fmt.Sprintf("114.114.11%d.7", i)))...)
			}
			return join(all, made("Go-http-client/2.0", reads(scene{after: later(14, 11), every: time.Minute, ip: "114.114.114.7", creds: true, tool: attack.Library}, 40, sameObject)))
		}},
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

// made gives calls the name of a program.
func made(agent string, all []finding.Facts) []finding.Facts {
	for i := range all {
		all[i].Agent = agent
	}
	return all
}
