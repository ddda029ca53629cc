package risk

import (
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

func TestRiskTableIsComplete(t *testing.T) {
	seen := map[finding.Risk]bool{}
	levels := map[finding.Level]int{}
	for _, r := range Table() {
		if seen[r.ID] || ByID(r.ID) != r || ByType(r.Type()) != r {
			t.Errorf("%s stands twice or cannot be found", r.Type())
		}
		seen[r.ID] = true
		levels[r.Level]++
		if r.Title == "" || r.Category == "" || len(r.Advice) < 40 || r.Clear == "" || r.Version == 0 {
			t.Errorf("%s is not complete", r.Type())
		}
		if r.PerCall == nil && r.PerAPI == nil {
			t.Errorf("%s is judged neither by call nor by API", r.Type())
		}
		if r.Chance == 0 || r.Chance.String() == "" || r.PerAPI != nil && r.Enough == 0 {
			t.Errorf("%s does not say which later calls would show it", r.Type())
		}
		if r.PerCall != nil && (len(r.Finds) == 0 || len(r.Ignores) == 0) {
			t.Errorf("%s does not prove itself", r.Type())
		}
		for _, e := range append(append([]Example{}, r.Finds...), r.Ignores...) {
			if _, err := e.Exchange(); err != nil {
				t.Errorf("%s: %v", r.Type(), err)
			}
		}
	}
	if len(seen) != lastRow {
		t.Errorf("%d rows, want %d", len(seen), lastRow)
	}
	if levels[finding.High] != 9 || levels[finding.Medium] != 15 || levels[finding.Low] != 14 {
		t.Errorf("levels %v, want 9 high, 15 medium, 14 low", levels)
	}
}

func TestRK07RK10RK14RK15RK16PerAPI(t *testing.T) {
	for _, c := range []struct {
		id   finding.Risk
		api  API
		want bool
	}{
		{10, API{MostFailures: 31}, true},
		{10, API{MostFailures: 30}, false},
		{10, API{MostFailures: 300, RefusedLogins: true}, false},
		{16, API{FastestMinute: 601}, true},
		{16, API{FastestMinute: 600}, false},
		{16, API{FastestMinute: 6000, Limited: true}, false},
		{7, API{SharedPassword: 3, Accounts: 9}, true},
		{7, API{SharedPassword: 2, Accounts: 2}, false},
		{7, API{SharedPassword: 3, Accounts: 40}, false},
		{14, API{Guarded: true, NewSources: 1, UsualSources: 4}, true},
		{14, API{Guarded: true, NewSources: 0, UsualSources: 4}, false},
		{14, API{Guarded: false, NewSources: 1, UsualSources: 4}, false},
		{14, API{Guarded: true, NewSources: 1, UsualSources: 0}, false},
		{15, API{Guarded: true, NewTools: 1, UsualTools: 1}, true},
		{15, API{NewTools: 1, UsualTools: 1}, false},
	} {
		if _, got := ByID(c.id).PerAPI(&c.api); got != c.want {
			t.Errorf("%v of %+v: %v", c.id, c.api, got)
		}
	}
}

func TestPasswordKey(t *testing.T) {
	for _, k := range []string{"password", "Password", "user_password", "newPwd", "pass", "密码", "user[password]"} {
		if !PasswordKey(k) {
			t.Errorf("%q is a password", k)
		}
	}
	for _, k := range strings.Fields("hasPassword resetPassword passwordLength passenger compass pwdHint id") {
		if PasswordKey(k) {
			t.Errorf("%q is no password", k)
		}
	}
}

func TestRK05Weak(t *testing.T) {
	for p, weak := range map[string]bool{
		"123456": true, "abcdefgh": true, "Abcdefg1": false, "P@ssw0rd": true, "aB3$": true, "vK7!mQ2#pL": false,
		"correcthorse1": true,
	} {
		if (Weak([]byte(p)) != "") != weak {
			t.Errorf("%q: %q", p, Weak([]byte(p)))
		}
	}
}

func TestReasonsHoldNoNumbers(t *testing.T) {
	for _, k := range []string{"13812345678", "amy@example.com", "a\x00b", strings.Repeat("x", 60), "\xff"} {
		if Label(k) != "?" {
			t.Errorf("%q is repeated in a reason", k)
		}
	}
	if Label("user[name]") != "user[name]" {
		t.Error("an ordinary name is hidden")
	}
	long := strings.Repeat("é", 100)
	if got := Reason(long); len(got) > MaxReason || !strings.HasPrefix(long, got) {
		t.Errorf("reason %q", got)
	}
}

// TestRefusalsHoldTheirParts: a word without any of the parts would never be found.
func TestRefusalsHoldTheirParts(t *testing.T) {
	for _, w := range refusalWords {
		v := traffic.Value{Text: []byte("x " + strings.ToUpper(w) + " y")}
		v.Class = traffic.ClassOf(v.Text)
		if !refusing(&v) {
			t.Errorf("%q is not found", w)
		}
	}
	v := traffic.Value{Text: []byte("the token is logged and authored, 登录成功")}
	v.Class = traffic.ClassOf(v.Text)
	if refusing(&v) {
		t.Error("a text of parts alone is taken for a refusal")
	}
}
