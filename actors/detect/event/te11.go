package event

import (
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	drawnFloor  = 90 // pictures one address may be drawn in ten minutes: a floor of an office signs in with fewer
	drawnPeople = 4  // people that are allowed for at most: whoever sends no cookie back looks like many
)

// te11 judges one address that has many captchas drawn: to learn them, to solve them by the hundred for
// another attack, or to keep the server busy drawing. A page of a logon asks for one, people for a few more.
var te11 = &Row{
	ID: 41, Title: "Captcha API flooding",
	Categories: []string{"Resource abuse", "API abuse"},
	Scope:      ScopeClient, Version: 1, Unit: "calls", Window: 10 * time.Minute,
	Vote: finding.VoteVolume, Level: finding.Low, Medium: 4, High: 20, Rise: finding.Rise{Medium: 1000, High: 10000},
	Advice: "Limit how many captchas one address is drawn a minute, void each after one try and a few minutes, and look " +
		"at what the source did with them: logons, registrations and messages behind them.",
	Suggest: []finding.SuggestionKind{finding.SuggestRateLimit, finding.SuggestBlacklist, finding.SuggestBot},
	Reason:  "{who} had {observed:captcha} drawn in {window} ({usual})[, shared by about {people} people].",
	Clear:   "{threshold} or fewer in {window}.",
	Zh: finding.Words{
		Title:  "图形验证码接口滥用",
		Reason: "{who}{window}内请求生成 {observed} 个图形验证码（{usual}）[，该来源约由 {people} 人共用]。",
		Clear:  "{window}内不超过 {threshold} 个。",
		Advice: "限制单个 IP 每分钟可请求的图形验证码数量，每个验证码使用一次或数分钟后即作废，并排查该来源用这些验证码做了什么：" +
			"登录、注册或发送短信。",
	},
	tally: &tallyRule{
		window: 600, floor: drawnFloor, least: drawnFloor / 2, times: 3, people: drawnPeople,
		takes: func(f *finding.Facts) (uint32, uint64) {
			if f.Status >= 400 || !drawsCaptcha(f) {
				return 0, 0
			}
			return 1, 0
		},
	},
	Finds: []Scenario{
		{"a program has two captchas a second drawn", func() []finding.Facts {
			return does(scene{every: 500 * time.Millisecond, tool: attack.Library}, 400, "GET", "/captcha", asCaptcha)
		}},
		{"slowly: one every four seconds for half an hour", func() []finding.Facts {
			return does(scene{every: 4 * time.Second}, 450, "GET", "/api/v1/captchaImage", asCaptcha)
		}},
		{"a new session with each", func() []finding.Facts {
			return does(scene{every: time.Second, people: 600, tool: attack.Library}, 600, "GET", "/code/image", func(*finding.Facts, int) {})
		}},
	},
	Ignores: []Scenario{
		{"somebody who cannot read them asks for thirty", func() []finding.Facts {
			return does(scene{every: 5 * time.Second}, 30, "GET", "/captcha", asCaptcha)
		}},
		{"an office of eighty signs in at nine", func() []finding.Facts {
			return does(scene{every: 7 * time.Second, people: 80}, 85, "GET", "/captcha", asCaptcha)
		}},
		{"many that were told to wait", func() []finding.Facts {
			return does(scene{every: time.Second, status: 429}, 18, "GET", "/captcha", asCaptcha)
		}},
		{"codes of coupons are checked", func() []finding.Facts {
			return does(scene{every: 2 * time.Second, creds: true}, 200, "GET", "/coupon/code", func(*finding.Facts, int) {})
		}},
		{"captchas are checked, not drawn", func() []finding.Facts {
			return does(scene{every: 2 * time.Second, people: 40}, 200, "POST", "/captcha/check", asCaptcha)
		}},
	},
}

// asCaptcha gives a call the purpose that endpoints of captchas have.
func asCaptcha(f *finding.Facts, _ int) { f.Purposes = []finding.Purpose{21} }
