package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/sketch"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	warpGiven   = 1    // answers in an hour to calls whose ids disagree: one may be a mistake
	warpRefused = 5    // such calls that got nothing
	warpKnown   = 100  // calls of an API before it is known whether its ids usually agree
	warpCallers = 3    // and accounts
	warpShare   = 0.05 // share of the accounts that send such calls up to which they are unusual
)

// warper is an account whose ids disagree.
type warper struct {
	given   sketch.Counter
	refused sketch.Counter
	episode episode
	name    string
}

// pe16 judges calls that name two different records where an API takes one: the id parameter twice, or
// another id in the path than in the query or the body. One part of the program checks the first and
// another reads the second.
var pe16 = &Row{
	ID: 62, Title: "Parameter pollution with object ids (BOLA)",
	Categories: []string{"Permission"},
	Scope:      ScopeAccount, Version: 1, Unit: "calls", Window: time.Duration(warpWindow) * time.Second,
	Vote: finding.VoteOwner, Level: finding.Low, Medium: 10, High: 50, Rise: finding.Rise{Medium: 20, High: 200},
	Advice: "Make the API refuse a parameter that is given twice, and take the id from one place only: the one that is " +
		"checked. See in the log whether the answers held somebody else's records.",
	Suggest: []finding.SuggestionKind{finding.SuggestCredential, finding.SuggestRateLimit, finding.SuggestBlacklist},
	Reason:  "{who} made {observed:call} in an hour that name two different objects where one is usual{answers}.",
	Clear:   "{threshold} or fewer such calls in an hour.",
	Zh: finding.Words{
		Title:  "利用参数污染访问他人对象（BOLA）",
		Reason: "{who}一小时内有 {observed} 次调用在通常只有一个对象之处指定了两个不同的对象{answers}。",
		Clear:  "一小时内此类调用不超过 {threshold} 次。",
		Advice: "让 API 拒绝重复给出的参数，并且只从被校验的那一处读取 ID。在日志中确认响应中是否含有他人的记录。",
	},
	records: judgeWarp,
	Finds: []Scenario{
		{"another's id behind one's own", func() []finding.Facts {
			return join(ownedDays(4, 20, 5), visits(visit{account: 3, day: 4, every: 9 * time.Second, marks: finding.MarkTwice}, fresh(8)...))
		}},
		{"the path says one account and the body another", func() []finding.Facts {
			return join(catalogDays(2, 20, 10), visits(visit{account: 3, day: 2, every: time.Minute, marks: finding.MarkDiffers}, fresh(4)...))
		}},
		{"every try is refused", func() []finding.Facts {
			return join(ownedDays(4, 20, 5), visits(visit{account: 3, day: 4, every: 9 * time.Second, marks: finding.MarkTwice, status: refused403}, fresh(9)...))
		}},
	},
	Ignores: []Scenario{
		{"a program that names several records in one call", func() []finding.Facts {
			all := ownedDays(4, 20, 5)
			for i := range all {
				if all[i].Account%3 == 0 {
					all[i].Marks = finding.MarkTwice
				}
			}
			return all
		}},
		{"one slip", func() []finding.Facts {
			return join(ownedDays(4, 20, 5), visits(visit{account: 3, day: 4, marks: finding.MarkTwice}, fresh(1)...))
		}},
	},
}

// What else is said of it.
var (
	warpNoneArg = finding.ArgPhrase("answers", "ids_refused", "")
	warpSomeArg = finding.ArgPhrase("answers", "ids_answered", "")
)

// noteWarp counts a call whose ids disagree.
func (r *Records) noteWarp(f *finding.Facts, at uint32) {
	if f.Given() {
		r.callers.Add(r.who)
	}
	if f.Marks&finding.MarkIDs == 0 {
		return
	}
	e, _ := r.warped.Touch(r.who)
	r.warp = &e.Value
	if f.Given() {
		r.warp.given.Add(at, warpWindow, 1)
	} else {
		r.warp.refused.Add(at, warpWindow, 1)
	}
	r.warp.episode.see(at, warpWindow)
	r.warpers.Add(r.who)
}

func judgeWarp(r *Records, f *finding.Facts, at uint32) (verdict, *episode, *string) {
	w := r.warp
	if w == nil || r.given < warpKnown {
		return verdict{}, nil, nil
	}
	callers := float64(r.callers.Count())
	if callers < warpCallers || float64(r.warpers.Count()) > max(1, warpShare*callers) {
		return verdict{}, nil, nil // usual here, or not known to be unusual
	}
	given, refused := float64(w.given.Sum(at, warpWindow)), float64(w.refused.Sum(at, warpWindow))
	floor := lineOf(62, f).Floor
	v := verdict{observed: refused, threshold: max(warpRefused, floor), extra: warpNoneArg}
	if given > 0 {
		v = verdict{observed: given, threshold: floor, extra: warpSomeArg, least: finding.Medium}
	}
	return v, &w.episode, &w.name
}
