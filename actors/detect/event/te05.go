package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// te05 judges an account that is given data which only a few others ask for, by their APIs or by a claim of
// rank in a parameter, a header or another path: the data of a role that it does not have.
var te05 = &Row{
	ID: 35, Title: "Vertical privilege escalation",
	Categories: []string{"Permission"},
	Scope:      ScopeAccount, Version: 1, Unit: "calls", Window: time.Duration(rolesWindow) * time.Second,
	Vote: finding.VoteOwner, Level: finding.Low, Medium: 10, High: 50, Rise: finding.Rise{Medium: 20, High: 200},
	Advice: "Make the API check the role of whoever asks, from the session and not from what the call says of itself. If the " +
		"account was given the role on purpose, mark the case as handled; if not, end its sessions and see what it was given.",
	Suggest: []finding.SuggestionKind{finding.SuggestCredential, finding.SuggestMask, finding.SuggestBlacklist},
	Reason: "{who} was given data of a role that it does not have by {observed:call} in an hour[; only " +
		"{callers:other account} of this host make such calls]{claim}.",
	Clear: "No such call, or the role that goes with it.",
	Zh: finding.Words{
		Title:  "垂直越权",
		Reason: "{who}一小时内通过 {observed} 次调用获取了不属于其角色的数据[；该域名上仅有其他 {callers} 个账号发起此类调用]{claim}。",
		Clear:  "不发起此类调用，或具备相应角色。",
		Advice: "让 API 依据会话而非调用自身的声明来校验请求者的角色。如该账号确已获得此角色，请将事件标记为已处理；" +
			"如不是，请终止其会话并查明其获取了什么。",
	},
	domain: judgeClimb(climbReads),
	Finds: []Scenario{
		{"a customer reads the list of users that two administrators read", func() []finding.Facts {
			return join(hostDays(4, 20, 2), calls("GET", "/admin/users", visit{account: 7, day: 4, every: time.Minute}, 3))
		}},
		{"twelve customers who are known for two hours", func() []finding.Facts {
			return join(hostSoon(12), calls("GET", "/api/admin/orders", visit{account: 7, after: 2 * time.Hour}, 1))
		}},
		{"no name tells: the same two have called it for days", func() []finding.Facts {
			return join(hostDays(6, 40, 2), calls("GET", "/reports/revenue", visit{account: 7, day: 6}, 1))
		}},
		{"a claim in a parameter that nobody makes", func() []finding.Facts {
			return join(hostDays(5, 20, 2), calls("GET", "/orders", visit{account: 7, day: 5, every: time.Minute, marks: finding.MarkRole}, 2))
		}},
	},
	Ignores: []Scenario{
		{"a new administrator in the room of the others", func() []finding.Facts {
			return join(hostDays(4, 20, 2), calls("GET", "/orders", visit{account: 950, day: 4, ip: "10.9.8.7"}, 2),
				calls("GET", "/admin/users", visit{account: 950, day: 4, after: time.Hour, every: time.Minute, ip: "10.9.8.7"}, 9))
		}},
		{"an administrator who tries another page of administration", func() []finding.Facts {
			return join(hostDays(4, 20, 2), calls("GET", "/admin/users", visit{account: 900, day: 4, ip: "10.9.8.7"}, 9),
				calls("GET", "/admin/audit", visit{account: 901, day: 4, ip: "10.9.8.7"}, 3))
		}},
		{"a feature that few have found", func() []finding.Facts {
			all := hostDays(6, 60, 2)
			for day := range 6 {
				all = append(all, calls("GET", "/settings/export", visit{account: 11, day: day, every: time.Minute}, 12)...)
			}
			return join(all, calls("GET", "/settings/export", visit{account: 12, day: 6}, 2))
		}},
		{"everybody manages the own account", func() []finding.Facts {
			all := hostDays(4, 30, 2)
			for a := range 30 {
				all = append(all, calls("POST", "/account/manage/keys", visit{account: a, day: a % 4, after: 2 * time.Hour}, 2)...)
				all = append(all, calls("GET", "/account/manage", visit{account: a, day: a % 4, after: time.Hour}, 2)...)
			}
			return join(all)
		}},
		{"every program says its role", func() []finding.Facts {
			all := hostDays(4, 20, 2)
			for i := range all {
				all[i].Marks = finding.MarkRole
			}
			return join(all)
		}},
		{"a page of administration that answers with a refusal", func() []finding.Facts {
			return join(hostDays(4, 20, 2), calls("GET", "/admin/users", visit{account: 7, day: 4, marks: finding.MarkRefused}, 1))
		}},
	},
}

// judgeClimb judges calls of one kind beyond a role: one answer is enough.
func judgeClimb(kind climbKind) func(*Domain, *finding.Facts, uint32) (verdict, *episode, *string) {
	return func(d *Domain, f *finding.Facts, at uint32) (verdict, *episode, *string) {
		r := &d.roles
		if r.kind != kind {
			return verdict{}, nil, nil
		}
		c, ep := r.climb, &r.climb.reads
		if kind == climbActs {
			ep = &c.acts
		}
		ep.see(at, rolesWindow)
		v := verdict{observed: float64(c.given.Sum(at, rolesWindow)), extra: callersArgs[r.fun.n]}
		if r.fun.wordy || f.Marks&claimMarks != 0 {
			v.least = finding.Medium
		}
		if f.Marks&claimMarks != 0 {
			v.extra += claimArg
		}
		return v, ep, &c.name
	}
}

// What else is said of it; the figures are made once.
var (
	claimArg    = finding.ArgPhrase("claim", "role_claimed", "")
	callersArgs = func() (all [maxCallers + 1]string) {
		for n := 1; n < len(all); n++ {
			all[n] = finding.Arg("callers", figure(float64(n)))
		}
		return all
	}()
)
