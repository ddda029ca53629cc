package query

import (
	"fmt"
	"strings"
	"testing"
)

func TestBombsOfAliasesAreRefused(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 9; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	if got, err := RuleJSON([]byte(b.String())); err == nil {
		t.Errorf("a bomb became %d bytes", len(got))
	}
	if got, err := ReadSettings([]byte(b.String())); err == nil {
		t.Errorf("a bomb became %d policies", len(got))
	}
}

func TestRulesInYAMLKeepTheirTexts(t *testing.T) {
	got, err := RuleJSON([]byte("level: S3\nvalues: &v [2024-01-01, \"7\", 8]\nsame: *v\n"))
	if want := `{"level": "S3", "values": ["2024-01-01", "7", 8], "same": ["2024-01-01", "7", 8]}`; err != nil ||
		strings.TrimSpace(string(got)) != want {
		t.Errorf("got %s %v, want %s", got, err, want)
	}
	if _, err := RuleJSON([]byte("level: [S3")); err == nil {
		t.Error("broken YAML is taken")
	}
}
