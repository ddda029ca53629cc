package risk

import "github.com/lapwing-sec/lapwing/actors/finding"

// Chance is a kind of call in which a risk would show if it was still there: what the
// verification of a fix counts (RH-06). The numbers are not stored.
type Chance uint8

// Kinds of calls.
const (
	ChanceAny         Chance = iota + 1 // every call
	ChanceAnswered                      // those that succeeded
	ChanceRead                          // those that succeeded and of which the answer was read
	ChanceBody                          // those of which the answer was read, failed ones too
	ChanceOpen                          // those without any credential, whatever they got
	ChanceLogin                         // attempts to log in
	ChanceLoginOK                       // that succeeded
	ChanceLoginFailed                   // that failed
)

// Chances lists them all.
func Chances() []Chance {
	return []Chance{
		ChanceAny, ChanceAnswered, ChanceRead, ChanceBody, ChanceOpen, ChanceLogin, ChanceLoginOK, ChanceLoginFailed,
	}
}

// Of reports whether a call is of the kind. query/store asks the same of stored calls.
func (k Chance) Of(f *finding.Facts) bool {
	read := f.Bodies&finding.ResRead != 0
	switch k {
	case ChanceAny:
		return true
	case ChanceAnswered:
		return f.OK()
	case ChanceRead:
		return f.OK() && read
	case ChanceBody:
		return read
	case ChanceOpen:
		return f.Creds == 0 && f.Account == 0 && f.Login.Outcome == outcomeNone
	case ChanceLogin:
		return f.Login.Outcome != outcomeNone
	case ChanceLoginOK:
		return f.Login.Outcome == outcomeOK
	case ChanceLoginFailed:
		return f.Login.Outcome == finding.OutcomeFailed
	}
	return false
}

// String says in words which calls are meant.
func (k Chance) String() string {
	if int(k) < len(chanceNames) {
		return chanceNames[k]
	}
	return ""
}

var chanceNames = [...]string{
	ChanceAny: "calls", ChanceAnswered: "calls that succeeded", ChanceRead: "answers that were read",
	ChanceBody: "answers that were read", ChanceOpen: "calls without a credential", ChanceLogin: "logins",
	ChanceLoginOK: "logins that succeeded", ChanceLoginFailed: "logins that failed",
}
