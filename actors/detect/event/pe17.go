package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// triedFloor is how many APIs of another role may refuse an account in an hour: menus and old links try some.
const triedFloor = 3

// pe17 judges an account that has something done which only a few others do, or tries to: functions of a role
// that it does not have. Data that it is given is TE-05.
var pe17 = &Row{
	ID: 63, Title: "Broken function level authorization (BFLA)",
	Categories: []string{"Permission"},
	Scope:      ScopeAccount, Version: 1, Unit: "calls", Window: time.Duration(rolesWindow) * time.Second,
	Vote: finding.VoteOwner, Level: finding.Low, Medium: 10, High: 50, Rise: finding.Rise{Medium: 20, High: 200},
	Advice: "Make the function check the role of whoever calls it, on the server and for every method. Undo what was done if " +
		"nobody meant it, and end the sessions of the account.",
	Suggest: []finding.SuggestionKind{finding.SuggestCredential, finding.SuggestRateLimit, finding.SuggestBlacklist},
	Reason: "{who} made {observed:call} in an hour to functions of a role that it does not have[; only " +
		"{callers:other account} of this host make such calls]{tried}.",
	Clear: "No more than {threshold:such call}, or the role that goes with it.",
	Zh: finding.Words{
		Title:  "功能级越权（BFLA）",
		Reason: "{who}一小时内对不属于其角色的功能发起了 {observed} 次调用[；该域名上仅有其他 {callers} 个账号发起此类调用]{tried}。",
		Clear:  "此类调用不超过 {threshold} 次，或具备相应角色。",
		Advice: "让该功能在服务端对每种方法校验调用者的角色。如并非有意为之，请撤销已执行的操作，并终止该账号的会话。",
	},
	domain: judgeFunction,
	Finds: []Scenario{
		{"a customer deletes a user", func() []finding.Facts {
			return join(hostDays(4, 20, 2), calls("DELETE", "/admin/users/{id}", visit{account: 7, day: 4, status: deleted204}, 1))
		}},
		{"every function of administration is tried", func() []finding.Facts {
			all := hostDays(4, 30, 2)
			for i, p := range []string{"/admin/users", "/admin/audit", "/admin/orders", "/admin/prices", "/admin/jobs", "/admin/keys"} {
				all = append(all, calls("POST", p, visit{account: 7, day: 4, after: time.Duration(i) * time.Minute, status: refused403}, 1)...)
			}
			return join(all)
		}},
	},
	Ignores: []Scenario{
		{"a menu that asks for what not everybody may", func() []finding.Facts {
			all := hostDays(4, 30, 2)
			for a := range 25 {
				for i, p := range []string{"/admin/menu", "/admin/notices", "/admin/tasks", "/admin/audit", "/admin/jobs"} {
					all = append(all, calls("GET", p, visit{account: a, day: a % 4, after: time.Duration(i) * time.Second, status: refused403}, 1)...)
				}
			}
			return join(all)
		}},
		{"two old links", func() []finding.Facts {
			return join(hostDays(4, 30, 2), calls("GET", "/admin/users", visit{account: 7, day: 4, status: refused403}, 4),
				calls("GET", "/admin/audit", visit{account: 7, day: 4, status: refused403}, 2))
		}},
		{"administrators at work", func() []finding.Facts { return hostDays(6, 30, 3) }},
	},
}

func judgeFunction(d *Domain, f *finding.Facts, at uint32) (verdict, *episode, *string) {
	r := &d.roles
	if r.kind != climbTries {
		return judgeActs(d, f, at)
	}
	c := r.climb
	c.tries.see(at, rolesWindow)
	n, exact := c.tried.Count(at, rolesWindow)
	return verdict{observed: float64(n), threshold: triedFloor, estimate: !exact, extra: callersArgs[r.fun.n] + triedArg}, &c.tries, &c.name
}

var (
	judgeActs = judgeClimb(climbActs)
	triedArg  = finding.ArgPhrase("tried", "role_tried", "")
)
