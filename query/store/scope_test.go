package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// acrossTenants lists the functions that may ask over all tenants, and why.
var acrossTenants = map[string]string{
	"highestEpoch":   "shards of actors belong to no tenant",
	"alone":          "shards of actors belong to no tenant",
	"claimed":        "shards of actors belong to no tenant",
	"LoadCheckpoint": "shards of actors belong to no tenant",
	// access.go: who signs in is found by name or hash before the tenant is known.
	"User": "names are unique over all tenants", "Users": "the condition is in the text", "users": "for those two",
	"Session": "found by hash", "Sessions": "found by user", "sessions": "for those two",
	"Token": "found by hash", "Tokens": "the condition is in the text", "tokens": "for those two",
	"Link":         "found by hash",
	"SettingMarks": "every node follows the settings of every tenant",
}

// definers lists the functions that may name tables as they are: they make or fill them.
var definers = []string{
	"create", "local", "keep", "migrate", "addColumn", "addWords", "apply", "appendRows", "putAccess", "insert",
	"Drop", "scoped", "across", "addSessions", "insertUnder",
}

var (
	sqlWord = regexp.MustCompile(`\b(SELECT|INSERT|ALTER|DELETE|UPDATE|CREATE|DROP|TRUNCATE|OPTIMIZE|SYSTEM|EXCHANGE` +
		`|RENAME)\b`)
	readsFrom = regexp.MustCompile(`\b(?:FROM|JOIN)\s+([@{(\w.` + "`" + `]+)`)
)

// Every text of SQL in the package is walked: tables are named with @ only, nothing but
// reads stands outside the few functions that define and fill tables, and only the listed
// functions ask over all tenants.
func TestNoQueryWithoutTenant(t *testing.T) {
	texts, asks := 0, 0
	for name, fn := range functions(t) {
		ast.Inspect(fn, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
					switch sel.Sel.Name {
					case "ask":
						asks++
					case "askAcross":
						if acrossTenants[name] == "" {
							t.Errorf("%s asks over all tenants and isn't listed", name)
						}
					case "Query", "QueryRow", "Exec", "Select", "PrepareBatch", "AsyncInsert":
						if !slices.Contains(definers, name) && name != "once" && name != "define" {
							t.Errorf("%s speaks to the driver itself: use ask", name)
						}
					}
				}
			case *ast.BasicLit:
				if n.Kind != token.STRING || slices.Contains(definers, name) {
					return true
				}
				text, err := strconv.Unquote(n.Value)
				if err != nil {
					t.Fatal(err)
				}
				texts += len(sqlWord.FindAllString(text, -1))
				checkText(t, name, text)
			}
			return true
		})
	}
	if texts < 20 || asks < 15 {
		t.Errorf("walked only %d texts and %d questions: the walk is broken", texts, asks)
	}
}

func checkText(t *testing.T, name, text string) {
	t.Helper()
	for _, word := range sqlWord.FindAllString(text, -1) {
		if word != "SELECT" {
			t.Errorf("%s holds %s: only definers may change or define", name, word)
		}
	}
	for _, m := range readsFrom.FindAllStringSubmatch(text, -1) {
		from := m[1]
		if strings.HasPrefix(from, "(") || strings.HasPrefix(from, "@") || strings.HasPrefix(from, "{from") {
			continue
		}
		t.Errorf("%s reads from %q: name tables as @table", name, from)
	}
	for _, m := range tableName.FindAllStringSubmatch(text, -1) {
		table, ok := byName[m[1]]
		if !ok {
			t.Errorf("%s names @%s, which is no table", name, m[1])
		}
		if table.global && acrossTenants[name] == "" {
			t.Errorf("%s reads @%s, whose rows belong to no tenant, and isn't listed", name, m[1])
		}
	}
}

// functions gives the functions of the package by name, and its variables and constants as
// functions named after nothing.
func functions(t *testing.T) map[string]ast.Node {
	t.Helper()
	pkgs, err := parser.ParseDir(token.NewFileSet(), ".", nil, 0) //nolint:staticcheck // one folder, no types needed
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]ast.Node)
	for file, f := range pkgs["store"].Files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for i, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				found[fn.Name.Name] = fn
			} else if gen, ok := d.(*ast.GenDecl); ok && gen.Tok != token.IMPORT {
				found[file+strconv.Itoa(i)] = gen
			}
		}
	}
	return found
}

func TestScopedText(t *testing.T) {
	d := dialect{database: "lw"}
	got := d.scoped("SELECT 1 FROM @calls AS c JOIN @findings AS f")
	want := "SELECT 1 FROM (SELECT * FROM `lw`.`calls` WHERE tenant = {tenant:String}) AS c " +
		"JOIN (SELECT * FROM `lw`.`findings` FINAL WHERE tenant = {tenant:String}) AS f"
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := d.scoped("FROM @tokens"); got != "FROM @tokens" {
		t.Errorf("a table without tenants was expanded for one: %s", got)
	}
}

// Tables with a tenant have it first in their key, so that one tenant's question never
// reads another's rows.
func TestTablesBelongToTenants(t *testing.T) {
	for _, tab := range tables() {
		has := slices.ContainsFunc(tab.columns, func(c string) bool { return strings.HasPrefix(c, "tenant ") })
		if !tab.global && (!has || !strings.HasPrefix(tab.order, "tenant")) {
			t.Errorf("%s: the key %q must begin with the tenant, or the table be global", tab.name, tab.order)
		}
		stored := slices.ContainsFunc(tab.columns, func(c string) bool { return strings.HasPrefix(c, "stored ") })
		if (tab.keep != "") != stored {
			t.Errorf("%s: rows end %q after `stored`, which it has: %v", tab.name, tab.keep, stored)
		}
	}
}
