package query_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/query"
)

func TestSettingDiffShowsWhatChanged(t *testing.T) {
	got := query.SettingDiff([]byte(`{"a":1,"b":[1,2]}`), []byte(`{"a":1,"b":[2],"c":true}`))
	want := `  {
    "a": 1,
    "b": [
-     1,
      2
-   ]
+   ],
+   "c": true
  }
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := query.SettingDiff(nil, []byte(`{}`)); got != "+ {}\n" {
		t.Errorf("new: %q", got)
	}
	long := []byte("[" + strings.Repeat("1,", 5000) + "1]")
	if got := query.SettingDiff(long, nil); !strings.HasPrefix(got, "- [\n") {
		t.Errorf("long: %.20q", got)
	}
}

func TestSettingKindsAreComplete(t *testing.T) {
	seen := map[string]bool{}
	numbers := map[uint16]string{}
	for _, k := range query.SettingKinds() {
		if k.ID == "" || seen[k.ID] || k.Title == "" || !strings.HasSuffix(k.Means, ".") || k.Quota < 1 || k.Name == nil || k.Check == nil {
			t.Errorf("%s is not complete or stands twice", k.ID)
		}
		seen[k.ID] = true
		if _, faults := k.Check("x", []byte(`{"no_such_member":1}`)); faults == nil {
			t.Errorf("%s takes a member nobody knows", k.ID)
		}
		if k.Name("") == nil || k.Name("a/b") == nil {
			t.Errorf("%s takes a name that is no part of an address", k.ID)
		}
		if n := k.Numbers; n.Last > 0 {
			if n.First == 0 || int(n.Last-n.First) < k.Quota {
				t.Errorf("%s: %d names need more numbers than %v", k.ID, k.Quota, n)
			}
			for i := n.First; i <= n.Last; i++ {
				if numbers[i] != "" {
					t.Errorf("%s and %s give the number %d", k.ID, numbers[i], i)
				}
				numbers[i] = k.ID
			}
		}
	}
	var d query.Desk
	if _, err := d.Settings(t.Context(), query.Asker{Tenant: "a"}, "none"); !errors.Is(err, query.ErrNotFound) {
		t.Errorf("a kind nobody knows: %v", err)
	}
}

// Of two tunings about the same row and the same calls only one could count.
func TestPE31TuningsAboutTheSameAreRefused(t *testing.T) {
	all := []query.Setting{
		{Kind: "tuning", Name: "EV-09", Version: 1, Body: []byte(`{"mode":"simulate"}`)},
		{Kind: "tuning", Name: "EV-09.login", Version: 1, Body: []byte(`{"mode":"off","host":"a.example","api":"/login"}`)},
		{Kind: "tuning", Name: "EV-10.gone", Version: 2, Deleted: true},
		{Kind: "events", Name: "EV-11", Version: 1, Body: []byte(`{}`)},
	}
	fits := func(name, body string) []query.ParamError {
		for _, k := range query.SettingKinds() {
			if k.ID == "tuning" {
				return k.Fits(all, name, []byte(body))
			}
		}
		t.Fatal("no tuning")
		return nil
	}
	for _, c := range []struct{ name, body, want string }{
		{"EV-09.shop", `{"mode":"simulate"}`, "the tuning EV-09 is about the same already (all domains): change or delete that one"},
		{"EV-09.x", `{"floor":20,"host":"a.example","api":"/login"}`, "the tuning EV-09.login is about the same already (a.example/login)"},
		{"EV-09", `{"mode":"off","host":"a.example","api":"/login"}`, "EV-09.login"},
		{"EV-09", `{"mode":"off"}`, ""},
		{"EV-09.shop", `{"mode":"off","host":"a.example"}`, ""},
		{"EV-09.post", `{"mode":"off","host":"a.example","api":"/login","method":"POST"}`, ""},
		{"EV-10", `{"mode":"off"}`, ""},
		{"RK-18", `{"mode":"simulate"}`, ""},
		{"EV-11", `{"mode":"off"}`, ""},
	} {
		bad := fits(c.name, c.body)
		if c.want == "" && bad != nil || c.want != "" && (len(bad) != 1 || !strings.Contains(bad[0].Detail, c.want)) {
			t.Errorf("%s %s: %v, want %q", c.name, c.body, bad, c.want)
		}
	}
}
