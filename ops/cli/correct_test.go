package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestPE08DryRunOfACorrection: --dry-run asks what would change and says so, and a rule that takes
// everything out is refused before anything is asked.
func TestPE08DryRunOfACorrection(t *testing.T) {
	var asked []string
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.String())
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodGet {
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"title":"not found","status":404}`)
			return
		}
		fmt.Fprint(w, `{"dry_run":true,"apis":3,"of_apis":9,"hosts":2,"calls":70,"examples":["GET h/a","GET h/b"]}`)
	}))
	defer node.Close()
	t.Setenv("LAPWING_TOKEN", "lapwing_x")
	out, errOut, code := run(t, "", "apis", "correct", "gone", "exclude", "--host", "h", "--match", "prefix", "--text", "/", "--dry-run", "--server", node.URL)
	want := "would change 3 of 9 APIs, of 2 hosts, with 70 calls; nothing was changed\n  GET h/a\n  GET h/b\n  and 1 more\n"
	if code != 0 || out != want {
		t.Errorf("%d %q %s", code, out, errOut)
	}
	if len(asked) == 0 || asked[len(asked)-1] != "PUT /api/v1/policies/api-corrections/gone?dry_run=1" {
		t.Errorf("the node was asked %v", asked)
	}
	n := len(asked)
	_, errOut, code = run(t, "", "apis", "correct", "all", "exclude", "--host", "*", "--match", "prefix", "--text", "/", "--server", node.URL)
	if code != exitUsage || !strings.Contains(errOut, "every API of every host") || len(asked) != n {
		t.Errorf("%d %s %v", code, errOut, asked)
	}
}
