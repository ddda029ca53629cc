package event

import (
	"fmt"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// withUser gives calls a parameter that names the user, and a page.
func withUser(all []finding.Facts, name string) []finding.Facts {
	for i := range all {
		all[i].Bodies |= finding.ReqRead
		all[i].Forms = []finding.Written{{Name: name, Form: finding.FormInteger, Means: finding.MeansUser}, {Name: "page", Form: finding.FormInteger}}
	}
	return all
}

// empty gives them one without a value.
func empty(all []finding.Facts, name string) []finding.Facts {
	for i := range withUser(all, name) {
		all[i].Forms[0].Form = finding.FormEmpty
	}
	return all
}

// tried gives calls one form after the other of the page, beside the user where it has a name.
func tried(all []finding.Facts, name string, form finding.Form) []finding.Facts {
	for i := range all {
		all[i].Bodies |= finding.ReqRead
		all[i].Forms = []finding.Written{{Name: "page", Form: finding.FormInteger}}
		if name != "" {
			all[i].Forms = append(all[i].Forms, finding.Written{Name: name, Form: form, Means: finding.MeansUser})
		}
	}
	return all
}

// logonDays is days on which people log in, each call with an action where it has a name.
func logonDays(days int, action string) []finding.Facts {
	var all []finding.Facts
	for day := range days {
		for i := range 40 {
			s := scene{after: time.Duration(day)*24*time.Hour + time.Duration(i)*12*time.Minute, ip: fmt.Sprintf("10.9.2.%d", 1+i%9), from: i % 9}
			all = append(all, asked(logins(s, 1, newName, newName, finding.OutcomeOK), action)...)
		}
	}
	return all
}

// asked gives logons the parameters they have, and an action where it has a name.
func asked(all []finding.Facts, action string) []finding.Facts {
	for i := range all {
		all[i].Bodies |= finding.ReqRead
		all[i].Params = uint64(i%4) + 1
		all[i].Forms = []finding.Written{{Name: "username", Form: finding.FormWord, Means: finding.MeansUser}}
		if action != "" {
			all[i].Forms = append(all[i].Forms, finding.Written{Name: action, Form: finding.FormWord, Means: finding.MeansAction})
		}
	}
	return all
}

// madeUp adds one of so many parameters that the API does not know to each call.
func madeUp(all []finding.Facts, names int) []finding.Facts {
	for i := range all {
		all[i].Params = uint64(i%names)*2 + 501
		all[i].Forms = append(all[i].Forms, finding.Written{Name: fmt.Sprintf("x%d", i%names), Form: finding.FormInteger})
	}
	return all
}

// bare is calls of a logon without what belongs to it, in some shapes.
func bare(s scene, n, shapes int) []finding.Facts {
	all := logins(s, n, sameName, samePassword, finding.OutcomeNone)
	for i := range all {
		all[i].Bodies |= finding.ReqRead
		all[i].Params = uint64(i%shapes) + 100
		all[i].Login = finding.Login{}
	}
	return all
}
