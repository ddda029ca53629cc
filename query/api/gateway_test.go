package api_test

import (
	"strings"
	"testing"
)

// TestHA09HA10HA11RulesAreWrittenAddedAndExported goes from a suggestion to the file that a gateway includes.
func TestHA09HA10HA11RulesAreWrittenAddedAndExported(t *testing.T) {
	_, k, found := open(t)
	path := "/api/v1/events/" + found[0].ID
	for _, f := range []string{"nginx", "kong", "apisix", "envoy", "modsecurity"} {
		out, _ := k.do("GET", path+"/gateway?format="+f, "", 200)
		for _, r := range out["rows"].([]any) {
			row := r.(map[string]any)
			text, _ := row["text"].(string)
			cannot, _ := row["cannot"].(string)
			if (text == "") == (cannot == "") {
				t.Errorf("%s: %v", f, row)
			}
		}
	}
	k.do("GET", path+"/gateway?format=iis", "", 400)
	k.do("POST", path+"/gateway", `{"kind":"fly"}`, 400)
	k.do("POST", path+"/gateway", `{"kind":"ip_blacklist","state":"gone"}`, 400)
	added, _ := k.do("POST", path+"/gateway", `{"kind":"ip_blacklist","why":"agreed"}`, 200)
	name := added["name"].(string)
	list, _ := k.do("GET", "/api/v1/gateway-rules", "", 200)
	row := list["rows"].([]any)[0].(map[string]any)
	if row["name"] != name || row["state"] != "added" || row["why"] != "agreed" || row["who"] == "" || row["case"] != found[0].ID {
		t.Errorf("stored %v", row)
	}
	detail, _ := k.do("GET", path, "", 200)
	if rules := detail["gateway_rules"].([]any); len(rules) != 1 {
		t.Errorf("the case shows %v", rules)
	}
	of, _ := k.do("GET", "/api/v1/apis/"+detail["api_id"].(string), "", 200)
	if rules := of["gateway_rules"].([]any); len(rules) != 1 {
		t.Errorf("XV-23: the API shows %v", rules)
	}
	file := k.text("/api/v1/gateway-rules?format=nginx")
	if !strings.Contains(file, "geo $lapwing_src_") || !strings.Contains(file, "# Also: if ($lapwing_deny)") {
		t.Errorf("file:\n%s", file)
	}
	if file := k.text("/api/v1/gateway-rules?format=nginx&host=other.example.com"); strings.Contains(file, "geo") {
		t.Errorf("another host's file:\n%s", file)
	}
	k.do("PATCH", "/api/v1/gateway-rules/"+name, `{"state":"removed","why":"over"}`, 200)
	if file := k.text("/api/v1/gateway-rules?format=nginx"); strings.Contains(file, "geo") {
		t.Errorf("a removed rule is exported:\n%s", file)
	}
	k.do("PATCH", "/api/v1/gateway-rules/none", `{"state":"removed"}`, 404)
}

func (k *caller) text(path string) string {
	k.t.Helper()
	_, a := k.do("GET", path, "", 200)
	return a.Text
}
