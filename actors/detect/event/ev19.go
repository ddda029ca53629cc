package event

import (
	"fmt"
	"math"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	openKnown   = 20   // successful calls with a credential before "everybody else has one" is said
	openShare   = 0.95 // share of the successful calls that carry one
	openEntries = 50   // S3 entries to one client in ten minutes, where the API is open to all
	openTimes   = 10   // times that, where it has always been open: then it is a risk (RK-18), not news
)

// ev19 judges sensitive data given to a client without a credential. Where nearly
// everybody else shows one, the first such answer is the event; where the API is open to
// all, only taking much of it is: that the API is open is the risk RK-18.
var ev19 = &Row{
	ID: 19, Title: "Unauthorized access to sensitive data",
	Categories: []string{"Sensitive data leak", "Permission", "Sensitive data"}, Also: []finding.Event{36, 47},
	Scope: ScopeEndpoint, Version: 1, Unit: "entries", Window: time.Duration(openWindow) * time.Second,
	Vote: finding.VoteCredential, Level: finding.Medium, High: 10, Rise: finding.Rise{High: 100},
	Advice: "Make the API refuse calls without a valid credential, and check that it looks at the credential at all. " +
		"Block the source and find out from the log whose data it got.",
	Suggest: []finding.SuggestionKind{finding.SuggestCredential, finding.SuggestBlacklist, finding.SuggestMask},
	Reason: "{who} got {observed:sensitive entry|sensitive entries} in ten minutes without a credential[;" +
		" usually: {share} % of the successful calls of this API carry one].",
	Clear: "A credential in the calls, or {threshold} or fewer sensitive entries in ten minutes.",
	Zh: finding.Words{
		Title: "未授权访问敏感数据",
		Reason: "{who}在未携带凭据的情况下十分钟内获取了 {observed} 条敏感数据[；平时此 API 的成功调用中 {share}% " +
			"携带凭据]。",
		Clear:  "调用携带凭据，或十分钟内获取的敏感数据不超过 {threshold} 条。",
		Advice: "让 API 拒绝无有效凭据的调用，并确认其确实校验凭据。封禁该来源，并通过日志查明其获取了谁的数据。",
	},
	endpoint: judgeOpen,
	Finds: []Scenario{
		{"one call without the token that all others carry", func() []finding.Facts {
			return join(
				reads(scene{every: time.Minute, creds: true, data: 1}, 40, newObject),
				reads(scene{after: time.Hour, ip: "198.51.100.9", data: 1}, 1, newObject))
		}},
		{"an open API is emptied", func() []finding.Facts {
			return reads(scene{every: 5 * time.Second, data: 10}, 20, newObject)
		}},
	},
	Ignores: []Scenario{
		{"everybody shows a credential", func() []finding.Facts {
			return reads(scene{every: time.Minute, creds: true, data: 5}, 60, newObject)
		}},
		{"some visitors of a mixed API have none", func() []finding.Facts {
			return join(
				reads(scene{every: time.Minute, creds: true, data: 1}, 40, newObject),
				reads(scene{after: 30 * time.Second, every: 4 * time.Minute, ip: "198.51.100.9"}, 10, newObject),
				reads(scene{after: time.Hour, every: 2 * time.Minute, ip: "198.51.100.9", data: 1}, 5, newObject))
		}},
		{"a refused call", func() []finding.Facts {
			return join(
				reads(scene{every: time.Minute, creds: true, data: 1}, 40, newObject),
				reads(scene{after: time.Hour, ip: "198.51.100.9", status: 401}, 30, newObject))
		}},
		{"no sensitive data without a credential", func() []finding.Facts {
			return join(
				reads(scene{every: time.Minute, creds: true}, 40, newObject),
				reads(scene{after: time.Hour, every: time.Minute, ip: "198.51.100.9"}, 30, newObject))
		}},
	},
}

// percent is a share in percent, rounded down: 100 is said only where there is no exception.
func percent(share float64) string {
	if share > 0.99 && share < 1 {
		return fmt.Sprintf("%.1f", math.Floor(share*1000)/10)
	}
	return figure(math.Floor(share * 100))
}

func judgeOpen(e *Endpoint, f *finding.Facts, at uint32) (verdict, *episode) {
	entries := openEntriesOf(f)
	if entries == 0 {
		return verdict{}, nil
	}
	o, _ := e.open.Touch(e.callerKey)
	c := &o.Value
	c.entries.Add(at, openWindow, entries)
	c.episode.see(at, openWindow)
	floor := lineOf(19, f).Floor
	v := verdict{observed: float64(c.entries.Sum(at, openWindow)), threshold: floor}
	usual := e.all
	usual.note(f) // this call is one of them: what is said must add up with the log
	with, share := e.auth.share()
	switch {
	case with >= openKnown && share >= openShare:
		v.baseline, v.learned = 0, true
		if floor == openEntries { // none is right, unless a tenant says how many are
			v.threshold = 0
		}
		_, v.share = usual.share()
	case share < 1-openShare && e.peaks.Learned(int64(at/3600)):
		v.threshold = floor * openTimes
	}
	return v, &c.episode
}

// openEntriesOf counts what a call without a credential got of S3 and above.
func openEntriesOf(f *finding.Facts) (n uint32) {
	if !f.OK() || f.Creds != 0 || f.Session != 0 || f.Account != 0 {
		return 0
	}
	for _, d := range f.ResData {
		if levelOf(d.Type) >= finding.S3 {
			n += d.Entries
		}
	}
	return n
}
