package event

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const insideLeast = 50 // calls from private addresses before one from outside is news

// ev07 judges a logon to an internal application that succeeded with a password which is among the first to
// be tried, where it comes from somewhere, or from something, that never logs in there. That the staff
// itself has such passwords is no news of one of them: it is the risk RK-06, said once of the API. Who
// guessed for long before is found by EV-08 to EV-10.
var ev07 = &Row{
	ID: 7, Title: "Weak password-based logon to internal application",
	Categories: []string{"Account risk"},
	Scope:      ScopeEndpoint, Version: 1, Unit: "logons", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VotePassword, Level: finding.Medium, High: 10, Rise: finding.Rise{High: 30},
	Advice: "Ask whoever the account belongs to whether it was them. If not, end its sessions, change the password and see " +
		"in the log what was read. Refuse such passwords, and let the application be reached from the house alone.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestWhitelist, finding.SuggestCredential},
	Reason:  "{who} logged in to an internal application {observed:time} in an hour with a password that is {how}, and {strange}.",
	Clear:   "A password that is not among the first to be tried, or a logon from where and with what is usual.",
	Zh: finding.Words{
		Title:  "内部应用弱口令登录",
		Reason: "{who}一小时内 {observed} 次以弱口令登录内部应用：密码为{how}，且{strange}。",
		Clear:  "密码不属于最先被尝试的弱口令，或从平时的来源、以平时的工具登录。",
		Advice: "向该账号的使用者核实是否为其本人。如不是，请终止其会话、修改密码，并在日志中查看读取了什么。拒绝此类密码，并仅允许从公司内部" +
			"访问该应用。",
	},
	endpoint: judgeWeakLogon,
	Finds: []Scenario{
		{"from outside the house, with one of the most used", func() []finding.Facts {
			return join(staffDays(8, finding.GuessCommon), weak(scene{after: later(8, 11), ip: "8.8.4.7"}, 1, finding.GuessCommon))
		}},
		{"on the second day already, where all others sit inside", func() []finding.Facts {
			return join(staffDays(2, 0), weak(scene{after: later(2, 11), ip: "8.8.4.7"}, 1, finding.GuessName))
		}},
		{"from inside, but by a program where people log in", func() []finding.Facts {
			return join(staffDays(8, 0), weak(scene{after: later(8, 11), ip: "10.9.2.3", tool: attack.Library}, 2, finding.GuessWord))
		}},
	},
	Ignores: []Scenario{
		{"the staff has such passwords", func() []finding.Facts {
			return staffDays(12, finding.GuessCommon)
		}},
		{"a new colleague with the start password", func() []finding.Facts {
			return join(staffDays(8, 0), weak(scene{after: later(8, 11), ip: "10.9.77.3", from: 500}, 3, finding.GuessName))
		}},
		{"from outside, with a good password", func() []finding.Facts {
			return join(staffDays(8, 0), weak(scene{after: later(8, 11), ip: "8.8.4.7"}, 1, finding.GuessNone))
		}},
		{"a shop's customers", func() []finding.Facts {
			all := join(staffDays(8, finding.GuessCommon), weak(scene{after: later(8, 11), ip: "8.8.4.7"}, 3, finding.GuessCommon))
			for i := range all {
				all[i].Service, all[i].API.Host = 0, "shop.example.com"
				all[i].Client = netip.MustParseAddr(fmt.Sprintf("203.0.%d.7", i%90))
			}
			return all
		}},
		{"tried from outside in vain", func() []finding.Facts {
			all := logins(scene{after: later(8, 11), every: time.Minute, ip: "8.8.4.7"}, 3, sameName, newPassword, finding.OutcomeFailed)
			for i := range all {
				all[i].API.Host, all[i].Service = "oa.example.com", purpose.Internal
			}
			return join(staffDays(8, 0), all)
		}},
	},
}

// staffDays is days on which the staff logs in from inside, some of them with such a password.
func staffDays(days int, guess finding.Guess) []finding.Facts {
	var all []finding.Facts
	for day := range days {
		for i := range 40 {
			s := scene{after: time.Duration(day)*24*time.Hour + time.Duration(i)*12*time.Minute, ip: fmt.Sprintf("10.9.2.%d", 1+i%9), from: i % 9}
			all = append(all, weak(s, 1, guess*finding.Guess((i%9)/5))...)
		}
	}
	return all
}

// weak is logons to an internal application that succeed.
func weak(s scene, n int, guess finding.Guess) []finding.Facts {
	all := logins(s, n, newName, newName, finding.OutcomeOK)
	for i := range all {
		all[i].API.Host, all[i].Service, all[i].Login.Guess = "oa.example.com", purpose.Internal, guess
	}
	return all
}

func judgeWeakLogon(e *Endpoint, f *finding.Facts, at uint32) (verdict, *episode) {
	if f.Login.Outcome != finding.OutcomeOK || f.Login.Guess == finding.GuessNone || !e.internal(f) {
		return verdict{}, nil
	}
	strange, usual := e.strange(f, at)
	if strange == "" {
		return verdict{}, nil
	}
	n, ep := e.noteOdd(7, at)
	return verdict{
		observed: n, baseline: float64(usual), learned: true,
		extra: finding.ArgPhrase("how", fmt.Sprintf("logon_%d", f.Login.Guess), "") + finding.ArgPhrase("strange", strange, ""),
	}, ep
}

// weakWords say a guess (finding.Guess) and in which way a logon is strange.
var weakWords = map[string]phrase{
	"logon_1":         {"one of the most used", "最常用密码"},
	"logon_2":         {"a row of keys or digits", "键盘顺序或连续数字"},
	"logon_3":         {"a common word with a number behind it", "常见单词加数字"},
	"logon_4":         {"the user's or the application's own name with a number behind it", "用户名或应用名加数字"},
	"strange_tool":    {"with a kind of program that never logs in here", "使用从未在此登录过的工具类型"},
	"strange_network": {"from a network from which nobody ever logged in here", "来自从未有人在此登录过的网段"},
	"strange_outside": {"from outside, where all others log in from inside the house", "来自外网，而其他人均从内网登录"},
}

// internal reports an application of the house: by its name, by where it stands, or by who calls it.
func (e *Endpoint) internal(f *finding.Facts) bool {
	return f.Service == purpose.Internal || e.asset.serves() == purpose.Internal || insideHost(f.API.Host)
}

// insideHost reports an address of the house in place of a name.
func insideHost(host string) bool {
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && (a.IsPrivate() || a.IsLoopback())
}

// strange says in which way nobody logs in here but this client does, and how many usual ways there are; "" if in none.
func (e *Endpoint) strange(f *finding.Facts, at uint32) (said string, usual int) {
	day, w, s := at/secondsPerDay, &e.ways, &e.asset.sources
	inside := float64(s.inside)
	switch {
	case w.tools.Ready(day) && !w.tools.Usual(toolKind(f.Tool)):
		return "strange_tool", w.tools.Count()
	case w.networks.Ready(day) && w.networks.Count() <= fewUsual && !w.networks.Usual(network(f.Client)):
		return "strange_network", w.networks.Count()
	case !f.Client.IsPrivate() && !f.Client.IsLoopback() && s.inside >= insideLeast && inside >= insideShare*(inside+float64(s.outside)):
		return "strange_outside", int(s.inside)
	}
	return "", 0
}
