package detect

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestTE01ToTE04NamesSayWhatParametersAreFor(t *testing.T) {
	for name, want := range map[string]finding.Means{
		"userId": finding.MeansUser, "user_id": finding.MeansUser, "UID": finding.MeansUser, "customer-no": finding.MeansUser, "j_username": finding.MeansUser,
		"email": finding.MeansContact, "phoneNumber": finding.MeansContact,
		"action": finding.MeansAction, "do": finding.MeansAction, "grant_type": finding.MeansAction, "__EVENTTARGET": finding.MeansAction,
		"page": finding.MeansNone, "users": finding.MeansNone, "userAgentOfTheBrowserThatCalled": finding.MeansNone, "": finding.MeansNone,
	} {
		if got := meansOf(name); got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}
