package event

import (
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev05 judges calls at an hour at which an API with closing hours was never called, nor in the hours
// beside it: an early bird comes an hour or two early, not at night. A weekend is one where the API rests
// then, unless others come as well: it may be a working day.
var ev05 = &Row{
	ID: 5, Title: "Access during unusual time period",
	Categories: []string{"Baseline exception"},
	Scope:      ScopeEndpoint, Version: 2, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VoteHour, Level: finding.Low, Medium: 20, Rise: finding.Rise{Medium: 200, High: 5000},
	Advice: "Ask whoever the account belongs to whether they worked then. Where nobody should, let the API refuse calls " +
		"outside working hours.",
	Suggest: []finding.SuggestionKind{finding.SuggestClient, finding.SuggestRateLimit},
	Reason: "{who} got {observed:answer} at {hour} UTC, when this API is closed: no call at that hour or " +
		"beside it on {baseline:day} like this.",
	Clear: "{threshold} or fewer such calls in an hour.",
	Zh: finding.Words{
		Title:  "异常时间段访问",
		Reason: "{who}在 {hour}（UTC）获得 {observed} 次响应，而此时段 API 通常无人使用：过去 {baseline} 个同类日期的该时段及相邻时段均无调用。",
		Clear:  "每小时此类调用不超过 {threshold} 次。",
		Advice: "向该账号的使用者核实当时是否在工作。如无需要，让 API 在非工作时间拒绝调用。",
	},
	endpoint: judgeOdd(5, oddRule{unusual: func(e *Endpoint, f *finding.Facts, at uint32) (int, bool, string) {
		w := &e.ways
		hour := int64(at / 3600)
		beside := int64(1)
		if w.networks.Usual(network(f.Client)) { // who is known here may come earlier and stay later
			beside = 2
		}
		days := w.hours.Days(hour)
		if !w.hours.Quiet(hour, beside) {
			if days = resting(w, f, at, beside); days == 0 {
				return 0, false, ""
			}
		}
		return days, true, finding.Arg("hour", f.Time.UTC().Format("15:00"))
	}}),
	Finds: []Scenario{
		{"a weekend where only working days are usual", func() []finding.Facts {
			return join(office(3, attack.Browser, "10.1.2.3", "10.1.7.9", "10.1.7.12"),
				reads(scene{after: later(20, 12), every: 2 * time.Minute, ip: "10.1.2.3", creds: true}, 30, sameObject))
		}},
		{"a night at a weekend where only working days are usual", func() []finding.Facts {
			return join(office(3, attack.Browser, "10.1.2.3", "10.1.7.9", "10.1.7.12"),
				reads(scene{after: later(19, 2), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject))
		}},
		{"a console that is used from early to late, at the hour at which nobody ever was there", func() []finding.Facts {
			return join(longDays(14, 6, 17, 20*time.Minute),
				reads(scene{after: later(15, 2), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject))
		}},
		{"somebody reads at three in the morning", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3", "10.1.7.9"),
				reads(scene{after: later(15, 3), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject))
		}},
	},
	Ignores: []Scenario{
		{"everybody works on a Sunday to make up for a holiday", func() []finding.Facts {
			sunday := []time.Duration{later(20, 8), later(20, 8) + 20*time.Minute, later(20, 9), later(20, 9) + 10*time.Minute}
			all := office(3, attack.Browser, "10.1.2.3", "10.1.7.9", "10.1.7.12", "10.1.7.40")
			for i, from := range sunday {
				all = append(all, reads(scene{after: from, every: 5 * time.Minute, ip: fmt.Sprintf("10.1.7.%d", 9+i)}, 90, sameObject)...)
			}
			return join(all)
		}},
		{"a weekend after one weekend without a call", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3", "10.1.7.9", "10.1.7.12")[:3*25*9],
				reads(scene{after: later(12, 12), every: 2 * time.Minute, ip: "10.1.2.3", creds: true}, 30, sameObject))
		}},
		{"a few calls now and then, none of them at a weekend so far", func() []finding.Facts {
			var all []finding.Facts
			for _, day := range []int{0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18} {
				all = append(all, reads(scene{after: later(day, 9+day%4), every: 3 * time.Minute, ip: "10.1.2.3", creds: true}, 12, sameObject)...)
			}
			return join(all, reads(scene{after: later(20, 12), every: 2 * time.Minute, ip: "10.1.2.3", creds: true}, 30, sameObject))
		}},
		{"two who look after things each weekend, a third time", func() []finding.Facts {
			all := office(3, attack.Browser, "10.1.2.3", "10.1.7.9", "10.1.7.12")
			for _, day := range []int{5, 12, 19} {
				all = append(all, reads(scene{after: later(day, 10+day%3), every: 10 * time.Minute, ip: "10.1.2.3", creds: true}, 12, sameObject)...)
			}
			return join(all)
		}},
		{"somebody who comes two hours early to what is used from early to late", func() []finding.Facts {
			return join(longDays(14, 6, 17, 20*time.Minute),
				reads(scene{after: later(15, 4), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject))
		}},
		{"an API of any hour that is called once a day: five hours without a call are chance", func() []finding.Facts {
			var all []finding.Facts
			for i, hour := range []int{6, 9, 13, 17, 20, 22, 11, 7, 15, 19} {
				all = append(all, reads(scene{after: later(i/5*7+i%5, hour), every: time.Minute, ip: "10.1.2.3", creds: true}, 6, sameObject)...)
			}
			return join(all, reads(scene{after: later(15, 2), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject))
		}},
		{"an API that is called but for four hours", func() []finding.Facts {
			return join(longDays(14, 5, 20, 20*time.Minute),
				reads(scene{after: later(15, 3), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject))
		}},
		{"an early bird", func() []finding.Facts {
			return join(office(2, attack.Browser, "10.1.2.3", "10.1.7.9"),
				reads(scene{after: later(15, 8), every: time.Minute, ip: "10.1.2.3", creds: true}, 20, sameObject))
		}},
		{"an API that is called all day and night", func() []finding.Facts {
			var all []finding.Facts
			for day := range 14 {
				all = append(all, reads(scene{after: later(day, 8), every: 50 * time.Minute, ip: "10.1.2.3", creds: true}, 28, sameObject)...)
			}
			return join(all, reads(scene{after: later(15, 3), every: time.Minute, ip: "10.1.2.3", creds: true}, 20, sameObject))
		}},
	},
}

// longDays is days on which two people call from an hour on for so many hours, every so often, a little later each day.
func longDays(days, from, hours int, every time.Duration) []finding.Facts {
	var all [][]finding.Facts
	for day := range days {
		for i := range 2 {
			s := scene{after: later(day, from) + time.Duration(day*37+i*11)*time.Minute%every, every: every, ip: fmt.Sprintf("10.1.2.%d", 3+i), creds: true}
			all = append(all, reads(s, int(time.Duration(hours)*time.Hour/every), sameObject))
		}
	}
	return join(all...)
}

// resting gives on how many such days the API has rested, where it does at this hour and nobody makes a working day of it.
func resting(w *ways, f *finding.Facts, at uint32, beside int64) (days int) {
	hour := int64(at / 3600)
	days, core := w.hours.Rest(hour, beside)
	if days == 0 {
		return 0
	}
	who := person(f)
	if who == 0 {
		who = addressHash(f.Client)
	}
	if lone := w.hours.Lone(who, at, core); !lone && !w.hours.Closed(hour, beside) {
		return 0
	}
	return days
}
