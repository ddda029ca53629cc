package event

import (
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// ev06 judges calls whose parameters are written in a way in which the API's callers never write
// them: words where numbers stand, signs of programs where identifiers do. Parameters into which
// people write are left alone, and so is a value left empty.
var ev06 = &Row{
	ID: 6, Title: "Access using abnormal parameter values",
	Categories: []string{"Baseline exception"},
	Scope:      ScopeEndpoint, Version: 1, Unit: "calls", Window: time.Duration(oddWindow) * time.Second,
	Level: finding.Low, Medium: 20, Rise: finding.Rise{Medium: 200, High: 5000},
	Advice: "See in the log what was tried and what came back. Let the API check its parameters' form before it uses them, and " +
		"block the source if it keeps looking for a way in.",
	Suggest: []finding.SuggestionKind{finding.SuggestBlacklist, finding.SuggestClient},
	Say: func(v *verdict) (string, string) {
		return fmt.Sprintf("One address wrote parameters of this API in a way nobody does, %.0f times in an hour: %s; usual are %s.",
				v.observed, v.extra, things(v.baseline, "form")),
			fmt.Sprintf("%.0f or fewer such calls in an hour.", v.threshold)
	},
	endpoint: judgeOdd(6, oddRule{refused: true, unusual: func(w *ways, f *finding.Facts, at uint32) (int, bool, string) {
		p, usual := w.forms.Unusual(f.Forms, at/secondsPerDay)
		if p.Form == finding.FormNone {
			return 0, false, ""
		}
		return usual, true, fmt.Sprintf("%.40q as %v", p.Name, p.Form)
	}}),
	Finds: []Scenario{
		{"words and signs where numbers stand", func() []finding.Facts {
			return join(paged(office(2, 0, "10.1.2.3", "10.1.7.9"), finding.FormInteger),
				paged(reads(scene{after: later(14, 11), every: time.Minute, ip: "10.1.2.3", creds: true, status: 400}, 8, sameObject), finding.FormMarks))
		}},
	},
	Ignores: []Scenario{
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

// paged gives calls a parameter.
func paged(all []finding.Facts, form finding.Form) []finding.Facts {
	for i := range all {
		all[i].Forms = []finding.Written{{Name: "page", Form: form}}
	}
	return all
}
