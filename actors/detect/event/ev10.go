package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	namesFloor = 15 // names that only failed, from one address: above a meeting room's typing errors
	namesShare = 4  // and a quarter of all names: an office behind one address fails once in ten
)

// ev10 judges many names tried from one address. Only names that never got in count, so
// that the morning of an office behind one address stays quiet.
var ev10 = &Row{
	ID: 10, Title: "Dictionary attack",
	Categories: []string{"Account risk", "Account"}, Also: []finding.Event{37, 38},
	Scope: ScopeClient, Version: 1, Unit: "accounts", Window: time.Duration(loginWindow) * time.Second,
	Vote: finding.VoteFailures, Level: finding.Low, Medium: 3, High: 10, Rise: finding.Rise{Medium: 300, High: 3000},
	Advice: "Look for accounts that got in from this source and reset them. Block the source, ask for a captcha after " +
		"a few failures from one address whatever the account, and refuse passwords known from leaks.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestRateLimit, finding.SuggestBot},
	Reason:  "{who} failed to log in to {observed:different account} in 30 minutes{then} ({line}).",
	Clear:   "{threshold} or fewer accounts that only failed in 30 minutes.",
	Zh: finding.Words{
		Title:  "字典攻击",
		Reason: "{who}在 30 分钟内登录 {observed} 个不同账号失败{then}（{line}）。",
		Clear:  "30 分钟内仅登录失败的账号不超过 {threshold} 个。",
		Advice: "排查由该来源登录成功的账号并重置其密码。封禁该来源；同一 IP 无论针对哪个账号，失败数次后即要求图形验证码，" +
			"并拒绝已泄露的密码。",
	},
	values: namesLine,
	client: judgeNames,
	Finds: []Scenario{
		{"sixty names, a new password each", func() []finding.Facts {
			return logins(scene{every: 2 * time.Second}, 60, newName, newPassword, finding.OutcomeFailed)
		}},
		{"the same password over thirty names", func() []finding.Facts {
			return logins(scene{every: 30 * time.Second}, 30, newName, samePassword, finding.OutcomeFailed)
		}},
		{"stuffing: two of a hundred pairs are right", func() []finding.Facts {
			return join(
				logins(scene{every: time.Second}, 98, newName, newPassword, finding.OutcomeFailed),
				logins(scene{after: 98 * time.Second}, 2, otherName, newPassword, finding.OutcomeOK))
		}},
	},
	Ignores: []Scenario{
		{"two hundred colleagues behind one address, every tenth mistypes first", func() []finding.Facts {
			return officeMorning(200, 10)
		}},
		{"fifteen names: at the line, not over it", func() []finding.Facts {
			return logins(scene{every: 10 * time.Second}, namesFloor, newName, newPassword, finding.OutcomeFailed)
		}},
		{"logins of a hundred people all succeed", func() []finding.Facts {
			return logins(scene{every: time.Second}, 100, newName, newPassword, finding.OutcomeOK)
		}},
	},
}

func judgeNames(w *window, f *finding.Facts, at uint32) (verdict, *episode) {
	l := w.login
	if l == nil || f.Login.Outcome != finding.OutcomeFailed || f.Login.Name == 0 {
		return verdict{}, nil
	}
	l.many.see(at, loginWindow)
	return failedNames(l, at, lineOf(10, f).Floor), &l.many
}

// namesLine says where the threshold comes from.
func namesLine(v *verdict) string {
	if v.threshold > namesFloor {
		return finding.ArgPhrase("line", "names_share", figure(v.threshold))
	}
	return finding.ArgPhrase("line", "names_floor", figure(namesFloor))
}

// failedNames measures the names that only failed against all that were tried.
func failedNames(l *login, at uint32, floor float64) verdict {
	failed, exact := l.failed.Count(at, loginWindow)
	all, _ := l.names.Count(at, loginWindow)
	v := verdict{
		observed: float64(failed), threshold: max(floor, float64(all/namesShare)), estimate: !exact,
	}
	v.within(l.calls.Sum(at, loginWindow))
	if l.ok > 0 && at < l.ok+loginWindow {
		v.extra = finding.ArgPhrase("then", "got_in_one", "")
	}
	return v
}
