package finding

import "testing"

func TestAS14ImportanceIsTypeSensitivityAndAuthentication(t *testing.T) {
	f := func(p Purpose, g Grade, a Auth, want Importance) {
		t.Helper()
		asset := Asset{Purposes: []Purpose{p}, Grade: g, Auth: a}
		if got := asset.Importance(); got != want {
			t.Errorf("%v %v %v: got %v, want %v", p, g, a, got, want)
		}
	}
	const logon, query, health, payment = 1, 41, 22, 26
	f(health, NonSensitive, AuthAbsent, Minor)
	f(query, NonSensitive, AuthAbsent, Minor)
	f(query, LowSensitivity, AuthAbsent, Ordinary)
	f(query, ModerateSensitivity, AuthPresent, Ordinary)
	f(query, ModerateSensitivity, AuthAbsent, Important)
	f(query, ModerateSensitivity, AuthNotVerified, Important)
	f(query, ModerateSensitivity, AuthMixed, Important)
	f(query, HighSensitivity, AuthPresent, Important)
	f(logon, NonSensitive, AuthAbsent, Ordinary)
	f(payment, ModerateSensitivity, AuthPresent, Important)
	f(health, ModerateSensitivity, AuthUnknown, Ordinary)
	if got := (Asset{}).Importance(); got != Minor {
		t.Errorf("an API of which nothing is known is %v", got)
	}
}
