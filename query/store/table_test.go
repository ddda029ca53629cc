package store

import (
	"flag"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files anew")

// The statements for one server and for a cluster, as a person would review them.
func TestDefinitions(t *testing.T) {
	days := Options{}.withDefaults().Retention.days()
	var got txtar.Archive
	for _, d := range []dialect{{"lw", "", days}, {"lw", "prod", days}} {
		name := "one server"
		if d.cluster != "" {
			name = "cluster"
		}
		var stmts []string
		for _, tab := range tables() {
			stmts = append(stmts, d.create(tab)...)
		}
		got.Files = append(got.Files, txtar.File{Name: name, Data: []byte(strings.Join(stmts, ";\n\n") + ";\n")})
	}
	const golden = "testdata/schema.txtar"
	text := txtar.Format(&got)
	if *rewrite {
		if err := os.WriteFile(golden, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(text) {
		t.Errorf("definitions differ from %s; add a migration, then run with -rewrite", golden)
	}
}
