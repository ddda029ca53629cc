package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	walkFloor   = 20  // records in an hour that are not known to be the account's own
	walkForeign = 3   // of these, records of others from which on it is more than new ones of its own
	walkProof   = 0.1 // and their share
	guessed     = 10  // or records that do not exist or are refused
	guessShare  = 0.3 // and their share
)

// pe15 judges an account or a session that goes through records that are not its own, on an API whose
// records belong to one account each: ids that are counted up or guessed, so that many are missing,
// refused or somebody else's. Where they are known to be others' it is XV-13.
var pe15 = &Row{
	ID: 61, Title: "Enumeration of object ids (BOLA)",
	Categories: []string{"Permission", "API abuse"},
	Scope:      ScopeAccount, Version: 1, Unit: "objects", Window: time.Duration(walkWindow) * time.Second,
	Vote: finding.VoteOwner, Level: finding.Low, Medium: 5, High: 25, Rise: finding.Rise{Medium: 500, High: 5000},
	Advice: "Make the API check that the record belongs to whoever asks, and use ids that cannot be guessed. Limit how many " +
		"missing records one account may ask for, and see in the log which it was given.",
	Suggest: []finding.SuggestionKind{finding.SuggestRateLimit, finding.SuggestCredential, finding.SuggestBlacklist},
	Reason:  "{who} asked for {observed:different object} in an hour that are not known to be its own ({usual}){signs}.",
	Clear:   "{threshold} or fewer such objects in an hour.",
	Zh: finding.Words{
		Title:  "枚举对象 ID（BOLA）",
		Reason: "{who}一小时内请求了 {observed} 个不能确认属于其自身的不同对象（{usual}）{signs}。",
		Clear:  "一小时内请求的此类对象不超过 {threshold} 个。",
		Advice: "让 API 校验记录是否属于请求者，并使用不可猜测的 ID。限制单个账号可请求的不存在记录数，并在日志中确认其获取了哪些记录。",
	},
	records: judgeEnumeration,
	Finds: []Scenario{
		{"ids are counted up, most do not exist", func() []finding.Facts {
			return join(ownedDays(4, 20, 5), visits(visit{account: 3, day: 4, every: 5 * time.Second, status: missingButTenth}, run100...))
		}},
		{"a session goes through records that nobody came back to", func() []finding.Facts {
			return join(ownedDays(4, 20, 5), readOnce(60), visits(visit{account: 3, day: 4, every: 7 * time.Second}, fresh(60)...))
		}},
	},
	Ignores: []Scenario{
		{"a new phone fetches two hundred records of its owner's", func() []finding.Facts {
			return join(ownedDays(4, 20, 5), visits(visit{account: 50, day: 4, every: 2 * time.Second, agent: true}, fresh(200)...))
		}},
		{"old links lead nowhere", func() []finding.Facts {
			return join(ownedDays(4, 20, 5), visits(visit{account: 3, day: 4, every: time.Minute, status: notThere}, run100[:9]...))
		}},
		{"a catalog that everybody goes through", func() []finding.Facts {
			return join(catalogDays(4, 30, 40), visits(visit{account: 3, day: 4, every: 15 * time.Second, status: missingEighth}, run100...))
		}},
	},
}

// What else is said of it.
var (
	guessedArg = finding.ArgPhrase("signs", "ids_guessed", "")
	foreignArg = finding.ArgPhrase("signs", "ids_foreign", "")
)

func judgeEnumeration(r *Records, f *finding.Facts, at uint32) (verdict, *episode, *string) {
	w := r.walker
	if w == nil || r.crime != nil || r.crossing(at) || !r.Owned(at) {
		return verdict{}, nil, nil // of what is known to be others' XV-13 says more
	}
	n, exact := w.objects.Count(at, walkWindow)
	line := lineOf(61, f)
	if float64(n) <= line.Floor {
		return verdict{threshold: line.Floor}, &w.episode, &w.name
	}
	v := verdict{observed: float64(n), threshold: line.Floor, estimate: !exact}
	day := at / secondsPerDay
	for _, habit := range [...]*baseline.Habit{&r.usual, &w.habit} {
		if most, learned := habit.Most(day); learned && most*line.Times > v.threshold {
			v.baseline, v.learned, v.threshold = most, true, most*line.Times
		}
	}
	foreign, missing := float64(w.foreign.Sum(at, walkWindow)), float64(w.missing.Sum(at, walkWindow))
	all := float64(n)
	if (foreign < walkForeign || foreign+missing < walkProof*all) && (missing < guessed || missing < guessShare*all) {
		v.observed = min(v.observed, v.threshold)
	}
	v.extra = guessedArg
	if foreign >= walkForeign {
		v.least, v.extra = finding.Medium, foreignArg
	}
	return v, &w.episode, &w.name
}
