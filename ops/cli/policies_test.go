package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const policiesFile = `
data-types:
  badge: {level: S4, expert: {patterns: ["EMP-[0-9]{6}"]}, keywords: {match: any, words: [badge]}}
builtin-data-types:
  cn_mobile: {enabled: false}
credentials:
  ticket:
    conditions:
      - {field: request.header, name: X-Zq, op: prefix, values: ["TK-"]}
purposes:
  Badge-office:
    conditions: [{field: url, op: contains, values: [/badges]}]
`

func policiesAt(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "policies.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Offline equals live: the same rules from a file.
func TestInspectGoesByAFileOfPolicies(t *testing.T) {
	path := policiesAt(t, policiesFile)
	out, errOut, code := run(t, `{"text":"EMP-123456","key":"badge"}`+"\n"+`{"text":"13800138000","key":"mobile"}`+"\n", "inspect", "values", "--policies", path)
	want := `{"types":["badge"],"hits":[{"type":"badge","level":"S4","start":0,"end":10,"masked":"E**-******"}]}` + "\n" +
		`{"types":[],"hits":[]}` + "\n"
	if code != 0 || out != want {
		t.Errorf("%d %s%s", code, out, errOut)
	}
	call := `{"method":"GET","host":"hr.example.com","path":"/api/v1/badges?badge=EMP-123456","client":{"ip":"203.0.113.7"},` +
		`"request":{"headers":[["x-zq","TK-1"]]},"response":{"status":200,"headers":[["content-type","application/json"]],"body":"{\"badge\":\"EMP-654321\"}"}}`
	out, errOut, code = run(t, call+"\n", "inspect", "exchanges", "--policies", path)
	for _, part := range []string{`"purposes":["Badge-office"`, `"credentials":["custom"]`, `"request_data":["badge"]`, `"response_data":["badge"]`, `RK-27`} {
		if code != 0 || !strings.Contains(out, part) {
			t.Errorf("%d, no %s in %s%s", code, part, out, errOut)
		}
	}
	log := filepath.Join(t.TempDir(), "calls.ndjson")
	if err := os.WriteFile(log, []byte(call+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errOut, code = run(t, "", "analyze", log, "--policies", path)
	if code != 0 || !strings.Contains(out, `"response_data":["badge"]`) || !strings.Contains(out, `"sensitivity":"high"`) {
		t.Errorf("%d %s%s", code, out, errOut)
	}
}

func TestAPolicyFileThatCannotWorkIsAUsageError(t *testing.T) {
	for text, want := range map[string]string{
		"data-types: {badge: {level: S9}}":       "data-types badge: /level: want one of S1, S2, S3, S4",
		"nothing: {a: {}}":                       "no kind",
		"credentials: {'a b': {conditions: []}}": "letters, digits",
		"[1, 2":                                  "cannot read policies",
	} {
		_, errOut, code := run(t, "", "inspect", "values", "--policies", policiesAt(t, text))
		if code != exitUsage || !strings.Contains(errOut, want) {
			t.Errorf("%s: exit code %d, %s, want %q", text, code, errOut, want)
		}
	}
}
