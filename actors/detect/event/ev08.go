package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	sprayWords = 3  // different wrong passwords that one spraying uses at most,
	sprayShare = 10 // or one for each ten names
)

// ev08 judges few passwords tried on many names: the other way round than a dictionary,
// and blind to any limit that counts failures of one name. EV-10 sees it too.
var ev08 = &Row{
	ID: 8, Title: "Brute-force attack against username",
	Categories: []string{"Account risk", "Account"}, Also: []finding.Event{37},
	Scope: ScopeClient, Version: 1, Unit: "accounts", Window: time.Duration(loginWindow) * time.Second,
	Vote: finding.VoteFailures, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 300, High: 3000},
	Advice: "Look for accounts that got in with the same password and reset them. Block the source, refuse the most " +
		"used passwords, and count failures of an address, not only of an account.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit, finding.SuggestBot},
	Reason:  "{who} tried the same few passwords on {observed:different account} in 30 minutes{then} ({line}).",
	Clear:   "{threshold} or fewer accounts that only failed in 30 minutes.",
	Zh: finding.Words{
		Title:  "用户名暴力破解",
		Reason: "{who}在 30 分钟内用相同的少数几个密码尝试了 {observed} 个不同账号{then}（{line}）。",
		Clear:  "30 分钟内仅登录失败的账号不超过 {threshold} 个。",
		Advice: "排查使用相同密码登录成功的账号并重置其密码。封禁该来源，禁用最常见的弱口令，并按 IP 而不仅按账号统计登录失败次数。",
	},
	values: namesLine,
	client: judgeSpray,
	Finds: []Scenario{
		{"one password over forty names", func() []finding.Facts {
			return logins(scene{every: 20 * time.Second}, 40, newName, samePassword, finding.OutcomeFailed)
		}},
	},
	Ignores: []Scenario{
		{"two hundred colleagues behind one address, every tenth mistypes first", func() []finding.Facts {
			return officeMorning(200, 10)
		}},
		{"a health check with one wrong pair", func() []finding.Facts {
			return logins(scene{every: 5 * time.Second}, 500, sameName, samePassword, finding.OutcomeFailed)
		}},
	},
}

func judgeSpray(w *window, f *finding.Facts, at uint32) (verdict, *episode) {
	l := w.login
	if l == nil || f.Login.Outcome != finding.OutcomeFailed || f.Login.Name == 0 {
		return verdict{}, nil
	}
	l.spray.see(at, loginWindow)
	v := failedNames(l, at, lineOf(8, f).Floor)
	words, _ := l.words.Count(at, loginWindow)
	if words == 0 || float64(words) > max(sprayWords, v.observed/sprayShare) {
		v.observed = 0
	}
	return v, &l.spray
}
