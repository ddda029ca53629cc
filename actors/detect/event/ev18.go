package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev18 judges an address whose calls carry attacks on the program behind the API: statements,
// scripts, commands, paths. Two may be a text that looks so; the third is none. What the gateway
// refused is low; what the API answered as if nothing was wrong is at least medium.
var ev18 = &Row{
	ID: 18, Title: "API attack",
	Categories: []string{"API abuse", "Web attack"}, Also: []finding.Event{48},
	Scope: ScopeClient, Version: 1, Unit: "attacks", Window: 10 * time.Minute,
	Vote: finding.VoteAttack, Level: finding.Low, Medium: 20, High: 200, Rise: finding.Rise{Medium: 100, High: 1000},
	Advice: "Block the source. Where the attacks were answered with success, look in the log at what came back and have " +
		"the API checked for the weakness that was tried.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestBot},
	Reason:  "{who} sent {observed:call with an attack|calls with an attack} in {window} ({usual}).",
	Clear:   "{threshold} or fewer calls with an attack in {window}.",
	Zh: finding.Words{
		Title:  "API 攻击",
		Reason: "{who}{window}内发送了 {observed} 次带有攻击载荷的调用（{usual}）。",
		Clear:  "{window}内带有攻击载荷的调用不超过 {threshold} 次。",
		Advice: "封禁该来源。对于得到成功响应的攻击，请在日志中查看返回内容，并检查该 API 是否存在所尝试的漏洞。",
	},
	tally: &tallyRule{
		window: 600, floor: 2, least: 2, times: 1,
		takes: func(f *finding.Facts) (uint32, uint64) {
			if f.Attacks&^attack.Manners == 0 {
				return 0, 0
			}
			return 1, 0
		},
		raises: func(f *finding.Facts) finding.Level {
			if f.OK() && !f.Blocked {
				return finding.Medium
			}
			return 0
		},
	},
	Finds: []Scenario{
		{"a tool tries thirty statements", func() []finding.Facts {
			return does(scene{every: time.Second, tool: attack.Library}, 30, "GET", "/search", func(f *finding.Facts, _ int) {
				f.Attacks = f.Attacks.With(uint8(attack.SQLInjection))
			})
		}},
		{"paths to files of the system, where nothing ever worked", func() []finding.Facts {
			return does(scene{every: time.Second, status: 406}, 30, "GET", "", func(f *finding.Facts, i int) {
				f.Noise, f.Near, f.Object = true, "/redirect", hashOf("path", 1)
				f.Attacks = f.Attacks.With(uint8(attack.CoreFileAccess))
			})
		}},
		{"ten, all refused", func() []finding.Facts {
			return does(scene{every: 10 * time.Second, status: 403}, 10, "GET", "/search", func(f *finding.Facts, _ int) {
				f.Attacks, f.Blocked = f.Attacks.With(uint8(attack.SQLInjection)), true
			})
		}},
	},
	Ignores: []Scenario{
		{"a comment or two that look like an attack", func() []finding.Facts {
			return does(scene{every: time.Minute}, 2, "POST", "/comments", func(f *finding.Facts, _ int) {
				f.Attacks = f.Attacks.With(uint8(attack.SQLInjection))
			})
		}},
		{"a clumsy program", func() []finding.Facts {
			return does(scene{every: 10 * time.Second}, 40, "GET", "/search", func(f *finding.Facts, _ int) {
				f.Attacks = f.Attacks.With(uint8(attack.NonCompliantProtocol))
			})
		}},
	},
}
