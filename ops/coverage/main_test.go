package main

import (
	"strings"
	"testing"
)

func TestRowsAreTheWholeTable(t *testing.T) {
	rows := parseRows(rowsTSV)
	if len(rows) != 535 {
		t.Fatalf("rows = %d, want 535", len(rows))
	}
	seen := map[string]bool{}
	for _, r := range rows {
		if m := idPattern.FindString(r.id); m != r.id || r.title == "" || seen[r.id] {
			t.Errorf("bad row %q %q", r.id, r.title)
		}
		seen[r.id] = true
	}
}

func TestMatchFindsEitherSpelling(t *testing.T) {
	rows := []row{{"SD-05", "mobile"}, {"EV-09", "brute"}, {"EV-10", "dictionary"}}
	held := match(rows, "x/lapwing-sec/lapwing/a\tTestSD05Mobile\nb\tTestTable/EV-09_one\nb\tTestSD99\n")
	if len(held["SD-05"]) != 1 || len(held["EV-09"]) != 1 || len(held["EV-10"]) != 0 || len(held) != 2 {
		t.Fatalf("held = %v", held)
	}
	page := render(rows, held)
	if !strings.Contains(page, "2 of 3 rows") || !strings.Contains(page, "| EV-10 | dictionary | not yet |") {
		t.Fatalf("page:\n%s", page)
	}
	if lost := lostRows(page, map[string][]string{"SD-05": {"x"}}); len(lost) != 1 || lost[0] != "EV-09" {
		t.Fatalf("lost = %v", lost)
	}
}
