package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/query/querytest"
)

// TestNF15BaselineRoutes: export, decisions with If-Match, comparison, and each in the audit.
func TestNF15BaselineRoutes(t *testing.T) {
	srv, k, _ := open(t)
	path := "/api/v1/apis/" + querytest.Orders.ID(querytest.Tenant) + "/baseline"
	was, head := k.do("GET", path, "", 200)
	if was["version"] != 1.0 || was["learned"] != true || head.Header.Get("ETag") != `"rev-0"` {
		t.Fatalf("%v %v", was, head.Header)
	}
	k.do("POST", path, `{"act":"freeze"}`, 428)
	now, head := k.do("POST", path, `{"act":"freeze","why":"a release"}`, 200, "If-Match", `"rev-0"`)
	if r := now["ruling"].(map[string]any); r["frozen"] != true || r["why"] != "a release" || head.Header.Get("ETag") != `"rev-1"` {
		t.Errorf("%v", r)
	}
	if _, head := k.do("POST", path, `{"act":"reset"}`, 412, "If-Match", `"rev-0"`); head.Header.Get("ETag") != `"rev-1"` {
		t.Error("a conflict does not say what holds")
	}
	k.do("POST", path, `{"act":"melt"}`, 400, "If-Match", `"rev-1"`)
	old, err := json.Marshal(map[string]any{"with": was})
	if err != nil {
		t.Fatal(err)
	}
	diff, _ := k.do("POST", path+"/compare", string(old), 200)
	if d := diff["differences"].([]any); len(d) != 1 || !strings.Contains(d[0].(map[string]any)["text"].(string), "frozen") {
		t.Errorf("%v", diff)
	}
	k.do("POST", path+"/compare", `{}`, 400)
	for body, want := range map[string]string{`[]`: "want an object, have a list", `{"with":[]}`: "want an object, have a list"} {
		if out, _ := k.do("POST", path+"/compare", body, 400); out["detail"] != want {
			t.Errorf("%s: %v", body, out)
		}
	}
	k.do("POST", path+"/compare", `{"with":{"version":7}}`, 400)
	k.do("GET", "/api/v1/apis/api_0000000000000000/baseline", "", 404)
	k.do("GET", path+"?x=1", "", 400)
	log, _ := k.do("GET", "/api/v1/audit", "", 200)
	b, _ := json.Marshal(log)
	for _, want := range []string{"baseline_freeze", "baseline_reset", "conflict"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s is not in the audit", want)
		}
	}
	srv.Usual.Gone = true
	k.do("GET", path, "", 503)
}
