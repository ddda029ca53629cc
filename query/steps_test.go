package query

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestPE13Whose(t *testing.T) {
	for text, want := range map[string]Whose{
		"00000000000000ff":         {Account: 255},
		"session-00000000000000ff": {Session: 255},
	} {
		got, err := ParseWhose(text)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
		f := finding.Facts{Account: got.Account, Session: got.Session}
		if finding.AccountText(&f) != text {
			t.Errorf("%s comes back as %s", text, finding.AccountText(&f))
		}
	}
	for text, want := range map[string]string{"203.0.113.9": "203.0.113.9/32", "203.0.113.9/24": "203.0.113.0/24", "2001:db8::1": "2001:db8::1/128"} {
		if got, err := ParseWhose(text); err != nil || got.Net.String() != want {
			t.Errorf("%s: %v, %v", text, got.Net, err)
		}
	}
	for _, text := range []string{"", "amy", "00ff", "0000000000000000", "session-", "203.0.113.300", "session-203.0.113.9"} {
		if got, err := ParseWhose(text); err == nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
