package api_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/lapwing-sec/lapwing/query/access"
)

// TestP302P501Switches: create, see, conflict, history, restore, delete, audit.
func TestP302P501PoliciesByAPI(t *testing.T) {
	srv, k, _ := open(t)
	const path = "/api/v1/policies/builtin-data-types/cn_mobile"
	k.do("GET", path, "", 404)
	out, a := k.do("PUT", path, `{"rule":{"enabled":false},"why":"our order numbers"}`, 200)
	if a.Header.Get("ETag") != `"rev-1"` || out["who"] != "token:tester" || out["rule"].(map[string]any)["enabled"] != false {
		t.Fatalf("%v %v", out, a.Header)
	}
	k.do("PUT", path, `{"rule":{"enabled":true}}`, 428)
	k.do("PUT", path, `{"rule":{"enabled":true}}`, 200, "If-Match", `"rev-1"`)
	k.do("PUT", path, `{"rule":{"enabled":true}}`, 412, "If-Match", `"rev-1"`)
	for body, pointer := range map[string]string{
		`{"rule":{"enabled":1}}`: "/enabled", `{"rule":{}}`: "/enabled", `{"rule":{"on":true}}`: "/",
	} {
		out, _ := k.do("PUT", path, body, 400, "If-Match", `"rev-2"`)
		if e := out["errors"].([]any)[0].(map[string]any); e["pointer"] != pointer {
			t.Errorf("%s: %v", body, out)
		}
	}
	k.do("PUT", path, `{"why":"no rule"}`, 400, "If-Match", `"rev-2"`)
	k.do("PUT", "/api/v1/policies/builtin-data-types/cn_nothing", `{"rule":{"enabled":true}}`, 400)
	k.do("PUT", "/api/v1/policies/builtin-purposes/BP-18", `{"rule":{"enabled":false}}`, 200)
	k.do("PUT", "/api/v1/policies/nothing/x", `{"rule":{}}`, 404)
	out, _ = k.do("POST", path+"/restore", `{"version":1}`, 200, "If-Match", `"rev-2"`)
	if out["version"].(float64) != 3 || out["why"] != "back to version 1" {
		t.Errorf("%v", out)
	}
	k.do("POST", path+"/restore", `{"version":9}`, 400, "If-Match", `"rev-3"`)
	k.do("DELETE", path, "", 428)
	k.do("DELETE", path+"?why=enough", "", 204, "If-Match", `"rev-3"`)
	k.do("GET", path, "", 404)
	k.do("DELETE", path, "", 404, "If-Match", `"rev-4"`)
	out, _ = k.do("GET", path+"/history", "", 200)
	rows := out["rows"].([]any)
	if len(rows) != 4 || rows[0].(map[string]any)["deleted"] != true || rows[0].(map[string]any)["why"] != "enough" ||
		!strings.Contains(rows[2].(map[string]any)["diff"].(string), "+   \"enabled\": true") {
		t.Errorf("%v", rows)
	}
	out, _ = k.do("GET", "/api/v1/policies", "", 200)
	if len(out["rows"].([]any)) != 1 || len(out["kinds"].([]any)) < 2 {
		t.Errorf("%v", out)
	}
	k.do("PUT", path, `{"rule":{"enabled":false}}`, 200)
	out, _ = k.do("GET", "/api/v1/policies/builtin-data-types", "", 200)
	if rows := out["rows"].([]any); len(rows) != 1 || rows[0].(map[string]any)["version"].(float64) != 5 {
		t.Errorf("after a deletion: %v", out)
	}
	audit, _ := k.do("GET", "/api/v1/audit", "", 200)
	seen := map[string]int{}
	for _, r := range audit["rows"].([]any) {
		e := r.(map[string]any)
		seen[e["action"].(string)+" "+e["result"].(string)]++
	}
	if seen["policy_set ok"] != 5 || seen["policy_set conflict"] != 2 || seen["policy_delete ok"] != 1 {
		t.Errorf("audit %v", seen)
	}
	with(t, srv, access.ScopeRead).do("PUT", path, `{"rule":{"enabled":false}}`, 403)
}

// TestP303P304QuotaNamesAndNumbers: twenty of a kind, names by rule, a number for each name
// that is given to no other while others are free.
func TestP303P304QuotaNamesAndNumbersByAPI(t *testing.T) {
	_, k, _ := open(t)
	const kind = "/api/v1/policies/data-types/"
	body := `{"rule":{"level":"S3","basic":{"classes":["digits"],"min":6,"max":20}}}`
	number := func(out map[string]any) float64 { n, _ := out["number"].(float64); return n }
	for i := range 20 {
		out, _ := k.do("PUT", kind+"own-"+strconv.Itoa(i), body, 200)
		if number(out) != float64(i+1) {
			t.Fatalf("number %v of the %d-th", number(out), i+1)
		}
	}
	out, _ := k.do("PUT", kind+"one-more", body, 400)
	if !strings.Contains(out["detail"].(string), "at most 20") {
		t.Errorf("%v", out)
	}
	k.do("DELETE", kind+"own-3", "", 204, "If-Match", `"rev-1"`)
	out, _ = k.do("PUT", kind+url.PathEscape("工号.v2_a-b"), body, 200)
	if out["name"] != "工号.v2_a-b" || number(out) != 21 {
		t.Errorf("a name in Chinese: %v", out)
	}
	k.do("DELETE", kind+"own-4", "", 204, "If-Match", `"rev-1"`)
	out, _ = k.do("PUT", kind+"own-3", body, 200)
	if number(out) != 4 || out["version"].(float64) != 3 {
		t.Errorf("a name that is used again: %v", out)
	}
	k.do("DELETE", kind+"own-5", "", 204, "If-Match", `"rev-1"`)
	for _, name := range []string{"a b", "a%2Fb", "%3Cscript%3E", "%E2%80%AE", strings.Repeat("x", 129)} {
		if out, _ := k.do("PUT", kind+name, body, 400); !strings.Contains(out["detail"].(string), "letters, digits") {
			t.Errorf("%s: %v", name, out)
		}
	}
	out, _ = k.do("PUT", kind+"short", `{"rule":{"level":"S1","expert":{"patterns":["\\d{5}"]}}}`, 400)
	if e := out["errors"].([]any)[0].(map[string]any); e["pointer"] != "/expert/patterns/0" || !strings.Contains(e["detail"].(string), "at least 6") {
		t.Errorf("%v", out)
	}
}

// A rule is tried before it is in force: on a text, and on the stored calls.
func TestPoliciesCanBeTriedByAPI(t *testing.T) {
	srv, k, _ := open(t)
	out, _ := k.do("POST", "/api/v1/policies/data-types/test",
		`{"rule":{"level":"S3","expert":{"patterns":["EMP-\\d{6}"]}},"key":"badge","text":"no. EMP-123456"}`, 200)
	hits := out["hits"].([]any)
	if len(hits) != 1 || hits[0].(map[string]any)["start"].(float64) != 4 || strings.Contains(hits[0].(map[string]any)["masked"].(string), "123456") {
		t.Errorf("%v", out)
	}
	out, _ = k.do("POST", "/api/v1/policies/purposes/test",
		`{"rule":{"conditions":[{"field":"host","op":"suffix","values":[".example.com"]}]}}`, 200)
	if out["tried"].(float64) == 0 || len(out["samples"].([]any)) == 0 {
		t.Errorf("%v", out)
	}
	k.do("POST", "/api/v1/policies/data-types/test", `{"rule":{"level":"S9"}}`, 400)
	k.do("POST", "/api/v1/policies/builtin-purposes/test", `{"rule":{"enabled":true}}`, 400)
	k.do("GET", "/api/v1/policies/data-types", "", 200)
	with(t, srv, access.ScopeIngest).do("POST", "/api/v1/policies/data-types/test", `{"rule":{}}`, 403)
}

// TestPE02LargeRulesAreNotListed: a list names a large rule and says how much it left out; the
// rule itself is answered whole.
func TestPE02LargeRulesAreNotListed(t *testing.T) {
	_, k, _ := open(t)
	var doc strings.Builder
	doc.WriteString("openapi: 3.0.0\nservers: [{url: 'https://big.example.com'}]\npaths:\n")
	for i := range 1000 {
		doc.WriteString("  /resources/of-kind-" + strconv.Itoa(i) + "/{id}: {get: {}}\n")
	}
	k.do("POST", "/api/v1/apis/specs", doc.String(), 200, "Content-Type", "application/yaml")
	k.do("PUT", "/api/v1/policies/builtin-data-types/cn_mobile", `{"rule":{"enabled":false}}`, 200)
	for path, n := range map[string]int{"/api/v1/policies": 2, "/api/v1/policies/api-descriptions": 1} {
		out, a := k.do("GET", path, "", 200)
		rows := out["rows"].([]any)
		if len(rows) != n || len(a.Text) > 16<<10 {
			t.Errorf("%s: %d rows in %d bytes", path, len(rows), len(a.Text))
		}
		for _, r := range rows {
			m := r.(map[string]any)
			left, isLarge := m["rule_left_out"].(float64)
			if isLarge != (m["name"] == "big.example.com") || isLarge == (m["rule"] != nil) || isLarge && left < 30_000 {
				t.Errorf("%s: %v", path, m)
			}
		}
	}
	out, _ := k.do("GET", "/api/v1/policies/api-descriptions/big.example.com", "", 200)
	if ops := out["rule"].(map[string]any)["operations"].([]any); len(ops) != 1000 || out["rule_left_out"] != nil {
		t.Errorf("%d operations, left out %v", len(ops), out["rule_left_out"])
	}
}

// TestP304BuiltinNamesAreTaken: a name of something built in, in any case, is refused with a
// reason; deleting one from before is not.
func TestP304BuiltinNamesAreTakenByAPI(t *testing.T) {
	_, k, _ := open(t)
	rule := map[string]string{
		"data-types":  `{"rule":{"level":"S3","expert":{"patterns":["EMP-\\d{6}"]}}}`,
		"purposes":    `{"rule":{"conditions":[{"field":"url","op":"contains","values":["/badges"]}]}}`,
		"credentials": `{"rule":{"conditions":[{"field":"request.header","name":"X-Ticket","op":"prefix","values":["TK-"]}]}}`,
	}
	for name, kind := range map[string]string{"cn_mobile": "data-types", "CN_Mobile": "data-types", "SD-05": "data-types", "BP-18": "purposes", "jwt": "credentials"} {
		out, _ := k.do("PUT", "/api/v1/policies/"+kind+"/"+name, rule[kind], 400)
		if !strings.Contains(out["detail"].(string), "built-in") {
			t.Errorf("%s: %v", name, out)
		}
	}
	for kind := range rule {
		k.do("PUT", "/api/v1/policies/"+kind+"/cn_mobile2", rule[kind], 200)
	}
}

// TestP307WideRulesAreWarnedOf: a pattern that finds everything works and is warned of, with its
// share of ordinary text; a narrow one is not.
func TestP307WideRulesAreWarnedOfByAPI(t *testing.T) {
	_, k, _ := open(t)
	warned := func(out map[string]any) string {
		w, _ := out["warnings"].([]any)
		if len(w) == 0 {
			return ""
		}
		return w[0].(string)
	}
	for rule, want := range map[string]string{
		`{"level":"S1","expert":{"patterns":[".{6,}"]}}`:                                              "% of ordinary text",
		`{"level":"S1","expert":{"patterns":["[a-z0-9]{6,}"]}}`:                                       "% of ordinary text",
		`{"level":"S1","expert":{"patterns":["EMP-\\d{6}"]}}`:                                         "",
		`{"level":"S1","basic":{"classes":["digits"],"min":6,"max":10}}`:                              "",
		`{"level":"S1","expert":{"patterns":[".{6,}"]},"keywords":{"match":"any","words":["badge"]}}`: "",
	} {
		out, _ := k.do("POST", "/api/v1/policies/data-types/test", `{"rule":`+rule+`}`, 200)
		if w := warned(out); !strings.Contains(w, want) || (w == "") != (want == "") {
			t.Errorf("%s: %q", rule, w)
		}
		name := "/api/v1/policies/data-types/own-" + strconv.Itoa(len(rule))
		out, _ = k.do("PUT", name, `{"rule":`+rule+`}`, 200)
		if w := warned(out); (w == "") != (want == "") {
			t.Errorf("in force, %s: %q", rule, w)
		}
	}
	out, _ := k.do("POST", "/api/v1/policies/purposes/test", `{"rule":{"conditions":[{"field":"url","op":"prefix","values":["/"]}]}}`, 200)
	if w := warned(out); !strings.Contains(w, "newest stored calls") {
		t.Errorf("a rule about every call: %v", out)
	}
}

// TestP303HistoryNamesVersions: a history has no rules in it but says where each is.
func TestP303HistoryNamesVersionsByAPI(t *testing.T) {
	_, k, _ := open(t)
	const path = "/api/v1/policies/data-types/badge"
	k.do("PUT", path, `{"rule":{"level":"S1","expert":{"patterns":["EMP-\\d{6}"]}}}`, 200)
	k.do("PUT", path, `{"rule":{"level":"S3","expert":{"patterns":["EMP-\\d{6}"]}}}`, 200, "If-Match", `"rev-1"`)
	out, _ := k.do("GET", path+"/history", "", 200)
	for i, level := range []string{"S3", "S1"} {
		row := out["rows"].([]any)[i].(map[string]any)
		if row["rule"] != nil {
			t.Errorf("a whole rule: %v", row)
		}
		one, _ := k.do("GET", row["link"].(string), "", 200)
		if one["rule"].(map[string]any)["level"] != level || one["version"] != row["version"] {
			t.Errorf("%v leads to %v", row, one)
		}
	}
	for text, want := range map[string]string{
		path + "?version=9":                  "no version 9: the newest is 2",
		"/api/v1/policies/data-types/badges": "there is: badge",
		"/api/v1/policies/data-type/x":       "there is: data-types",
		"/api/v1/apis/openapi?host=nowhere":  "no API of host \"nowhere\"; there is: ",
		"/api/v1/events/evt_0000000000000":   "no event \"evt_0000000000000\"",
		"/api/v1/risks/rsk_0000000000000":    "no risk \"rsk_",
		"/api/v1/apis/api_0000000000000":     "no API \"api_",
	} {
		out, _ := k.do("GET", text, "", 404)
		if detail, _ := out["detail"].(string); !strings.Contains(detail, want) {
			t.Errorf("%s: %v, want %s", text, out, want)
		}
	}
	k.do("GET", path+"?version=x", "", 400)
}
