package event

import (
	"math/bits"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev06 judges calls whose parameters are written in a way in which the API's callers never write
// them: words where numbers stand, signs of programs where identifiers do, a list of a million where
// fifty are usual. Parameters into which people write are left alone, and so is a value left empty.
var ev06 = &Row{
	ID: 6, Title: "Access using abnormal parameter values",
	Categories: []string{"Baseline exception"},
	Scope:      ScopeEndpoint, Version: 2, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Vote: finding.VoteForm, Level: finding.Low, Medium: 20, Rise: finding.Rise{Medium: 200, High: 5000},
	Advice: "See in the log what was tried and what came back. Let the API check its parameters' form before it uses them, and " +
		"block the source if it keeps looking for a way in.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestClient},
	Reason: "{who} wrote parameters of this API in a way nobody does, {observed:time} in an hour: \"{name}\" " +
		"as {form}; usual are {baseline:form}.",
	Clear: "{threshold} or fewer such calls in an hour.",
	Zh: finding.Words{
		Title: "使用异常参数值访问",
		Reason: "{who}一小时内 {observed} 次以从未出现过的形式填写此 API 的参数：“{name}”的值为{form}；平时共 {baseline} " +
			"种形式。",
		Clear:  "每小时此类调用不超过 {threshold} 次。",
		Advice: "在日志中查看其尝试的内容与得到的响应。让 API 在使用参数前先校验其格式；如该来源持续试探，请予以封禁。",
	},
	endpoint: judgeOdd(6, oddRule{refused: true, unusual: func(e *Endpoint, f *finding.Facts, at uint32) (int, bool, string) {
		w := &e.ways
		p, odd, usual := w.forms.Unusual(f.Forms, at/secondsPerDay)
		var form string
		switch odd {
		case baseline.OddNot:
			return 0, false, ""
		case baseline.OddLarge:
			form = "far_larger"
		case baseline.OddBelow:
			form = "below_zero"
		case baseline.OddForm:
			form = formKey(p.Form)
		}
		return usual, true, finding.ArgPhrase("form", form, "") + finding.Arg("name", risk.Label(p.Name))
	}}),
	Finds: []Scenario{
		{"words and signs where numbers stand", func() []finding.Facts {
			return join(paged(office(2, 0, "10.1.2.3", "10.1.7.9"), finding.FormInteger),
				paged(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true, status: 400}, 8, sameObject), finding.FormMarks))
		}},
		{"lists of half a million where twenty or fifty are usual", func() []finding.Facts {
			return join(sized(office(2, 0, "10.1.2.3", "10.1.7.9"), "size", 20, 50),
				sized(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject), "size", 500_000))
		}},
		{"less than nothing of an article", func() []finding.Facts {
			return join(sized(office(2, 0, "10.1.2.3", "10.1.7.9"), "quantity", 1, 2, 3),
				sized(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true, status: 422}, 8, sameObject), "quantity", -5))
		}},
	},
	Ignores: []Scenario{
		{"a report of the month reads two thousand rows at a time", func() []finding.Facts {
			return join(sized(office(2, 0, "10.1.2.3", "10.1.7.9"), "size", 20, 50),
				sized(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 20, sameObject), "size", 2000))
		}},
		{"a department orders two hundred pieces", func() []finding.Facts {
			return join(sized(office(2, 0, "10.1.2.3", "10.1.7.9"), "quantity", 1, 2, 3),
				sized(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject), "quantity", 200))
		}},
		{"numbers of articles get longer", func() []finding.Facts {
			return join(sized(office(2, 0, "10.1.2.3", "10.1.7.9"), "article", 10_100, 88_000),
				sized(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject), "article", 700_000_000))
		}},
		{"another page", func() []finding.Facts {
			return join(paged(office(2, 0, "10.1.2.3", "10.1.7.9"), finding.FormInteger),
				paged(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject), finding.FormInteger))
		}},
		{"a search box", func() []finding.Facts {
			return join(paged(office(2, 0, "10.1.2.3", "10.1.7.9"), finding.FormText),
				paged(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject), finding.FormMarks))
		}},
		{"a field left empty", func() []finding.Facts {
			return join(paged(office(2, 0, "10.1.2.3", "10.1.7.9"), finding.FormInteger),
				paged(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true}, 8, sameObject), finding.FormEmpty))
		}},
	},
}

// sized gives calls a number, one after the other of those given.
func sized(all []finding.Facts, name string, numbers ...int) []finding.Facts {
	for i := range all {
		n := numbers[i%len(numbers)]
		w := finding.Written{Name: name, Form: finding.FormInteger, Size: int8(1 + bits.Len(uint(max(n, -n))))}
		if n < 0 {
			w.Size = -w.Size
		}
		all[i].Forms = []finding.Written{w}
	}
	return all
}

// paged gives calls a parameter.
func paged(all []finding.Facts, form finding.Form) []finding.Facts {
	for i := range all {
		all[i].Forms = []finding.Written{{Name: "page", Form: form}}
	}
	return all
}
