package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	guessFloor   = 10 // failed passwords of one name: people try three to five, stubborn ones eight
	guessUnclear = 2  // times that where the answer does not show whether a try failed
)

// ev09 judges one name tried with many passwords. Failed passwords are counted once each:
// a health check that logs in with the same wrong pair for days is one.
var ev09 = &Row{
	ID: 9, Title: "Brute-force attack against password",
	Categories: []string{"Account risk", "Account"}, Also: []finding.Event{37},
	Scope: ScopeClient, Version: 1, account: true, Unit: "passwords", Window: time.Duration(loginWindow) * time.Second,
	Vote: finding.VoteFailures, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 200, High: 2000},
	Advice: "Check in the log whether one of the tries succeeded; if so, end that account's sessions and change its " +
		"password. Block the source, ask for a captcha after five failures, and limit the tries of one account a minute.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit},
	Reason:  "{who} tried {observed:different wrong password} on one account in 30 minutes{then}.",
	Clear:   "{threshold} or fewer different wrong passwords on that account in 30 minutes.",
	Zh: finding.Words{
		Title:  "密码暴力破解",
		Reason: "{who}在 30 分钟内对同一账号尝试了 {observed} 个不同的错误密码{then}。",
		Clear:  "30 分钟内对该账号尝试的不同错误密码不超过 {threshold} 个。",
		Advice: "在日志中确认是否有尝试成功；如有，请终止该账号的会话并修改密码。封禁该来源，失败五次后要求图形验证码，" +
			"并限制单个账号每分钟的尝试次数。",
	},
	client: judgeGuess,
	Finds: []Scenario{
		{"one name, forty passwords in four minutes", func() []finding.Facts {
			return logins(scene{every: 6 * time.Second}, 40, sameName, newPassword, finding.OutcomeFailed)
		}},
		{"slow: one try a minute for twenty minutes", func() []finding.Facts {
			return logins(scene{every: time.Minute}, 20, sameName, newPassword, finding.OutcomeFailed)
		}},
		{"answers do not show the outcome", func() []finding.Facts {
			return logins(scene{every: 2 * time.Second}, 40, sameName, newPassword, finding.OutcomeUnknown)
		}},
	},
	Ignores: []Scenario{
		{"a user who forgot the password tries five and gets in", func() []finding.Facts {
			return join(
				logins(scene{every: 20 * time.Second}, 5, sameName, newPassword, finding.OutcomeFailed),
				logins(scene{after: 2 * time.Minute}, 1, sameName, newPassword, finding.OutcomeOK))
		}},
		{"a health check with one wrong pair every five seconds", func() []finding.Facts {
			return logins(scene{every: 5 * time.Second}, 2000, sameName, samePassword, finding.OutcomeFailed)
		}},
		{"ten wrong passwords: at the line, not over it", func() []finding.Facts {
			return logins(scene{every: 10 * time.Second}, guessFloor, sameName, newPassword, finding.OutcomeFailed)
		}},
		{"a wrong password now and then, all day", func() []finding.Facts {
			return logins(scene{every: 4 * time.Minute}, 200, sameName, newPassword, finding.OutcomeFailed)
		}},
	},
}

func judgeGuess(w *window, f *finding.Facts, at uint32) (verdict, *episode) {
	if w.login == nil || f.Login.Outcome == finding.OutcomeNone || f.Login.Name == 0 {
		return verdict{}, nil
	}
	t := w.login.of(f.Login.Name, at)
	n, exact := t.passwords.Count(at, loginWindow)
	floor := lineOf(9, f).Floor
	v := verdict{observed: float64(n), threshold: floor, estimate: !exact}
	if u, exact := t.unclear.Count(at, loginWindow); !v.fires() && float64(u) > guessUnclear*floor {
		v = verdict{observed: float64(u), threshold: guessUnclear * floor, estimate: !exact}
	}
	v.within(w.login.calls.Sum(at, loginWindow))
	t.guess.see(at, loginWindow)
	if v.fires() && f.Login.Outcome == finding.OutcomeOK {
		v.least, v.extra = finding.High, finding.ArgPhrase("then", "got_in", "")
		t.passwords.Clear() // what follows is a session, not the attack
	}
	return v, &t.guess
}
