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
