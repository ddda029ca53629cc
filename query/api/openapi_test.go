package api

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

func document(t testing.TB) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return doc
}

var echoParam = regexp.MustCompile(`:([a-z]+)`)

// TestOpenAPIAndRoutesAgree holds the file and the table to each other, both ways.
func TestOpenAPIAndRoutesAgree(t *testing.T) {
	doc := document(t)
	table := map[string]bool{}
	for _, r := range (&Server{}).routes() {
		path := echoParam.ReplaceAllString(r.Path, "{$1}")
		table[r.Method+" "+path] = true
		item := doc.Paths.Value(path)
		if item == nil || item.GetOperation(r.Method) == nil {
			t.Errorf("%s %s is not in openapi.yaml", r.Method, path)
		}
	}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			if !table[method+" "+path] {
				t.Errorf("%s %s stands in openapi.yaml and nowhere else", method, path)
			}
			if op.OperationID == "" || op.Summary == "" || len(op.Tags) != 1 {
				t.Errorf("%s %s lacks an operationId, a summary or a tag", method, path)
			}
		}
	}
	if len(table) < 25 {
		t.Fatalf("only %d routes: the check looks at nothing", len(table))
	}
}

// TestProblemsHaveAStatusInTheDocument holds the table of problems to itself and to HTTP.
func TestProblemsTable(t *testing.T) {
	seen := map[Code]bool{}
	for _, p := range Problems() {
		if seen[p.Code] {
			t.Errorf("%s stands twice", p.Code)
		}
		seen[p.Code] = true
		if http.StatusText(p.Status) == "" || p.Title == "" || p.Means == "" || p.Do == "" {
			t.Errorf("%s is not complete", p.Code)
		}
		if (&Problem{Code: p.Code}).Status() != p.Status {
			t.Errorf("%s is not found", p.Code)
		}
	}
}
