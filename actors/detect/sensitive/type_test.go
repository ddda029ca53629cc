package sensitive

import (
	"fmt"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// scanExample gives what one example holds.
func scanExample(s *Scanner, e Example) []Hit {
	if e.Free {
		return s.Text(nil, []byte(e.Text))
	}
	return s.Value(nil, e.Key, "", []byte(e.Text))
}

func has(hits []Hit, t finding.DataType) bool {
	for _, h := range hits {
		if h.Type == t {
			return true
		}
	}
	return false
}

// TestSD01ToSD44 runs every example of every row.
func TestSD01ToSD44(t *testing.T) {
	s := NewScanner()
	for _, row := range Types() {
		t.Run(fmt.Sprintf("%s %s", row.ID, row.Name), func(t *testing.T) {
			for _, e := range row.Finds {
				if hits := scanExample(s, e); !has(hits, row.ID) {
					t.Errorf("not found: %+v (%v)", e, hits)
				}
			}
			for _, e := range row.Ignores {
				if hits := scanExample(s, e); has(hits, row.ID) {
					t.Errorf("found in error: %+v (%v)", e, hits)
				}
			}
		})
	}
}

// TestSDTableIsComplete: 44 rows, in order, named, levelled and with examples both ways.
func TestSDTableIsComplete(t *testing.T) {
	if len(Types()) != 44 {
		t.Fatalf("%d rows, want 44", len(Types()))
	}
	levels := map[finding.Sensitivity]int{}
	person, sensitive, none := 0, 0, 0
	names := map[string]bool{}
	for i, row := range Types() {
		if row.ID != finding.DataType(i+1) || row.Name == "" || row.Title == "" || names[row.Name] {
			t.Errorf("row %d: %+v", i+1, row)
		}
		names[row.Name] = true
		if len(row.Finds) < 2 || len(row.Ignores) < 3 {
			t.Errorf("%s: %d finds, %d ignores", row.Name, len(row.Finds), len(row.Ignores))
		}
		levels[row.Level]++
		switch {
		case row.SensitivePerson || row.Secret:
			sensitive++
		case row.Person:
			person++
		default:
			none++
		}
		if row.Secret && (row.Person || row.SensitivePerson) || row.SensitivePerson && !row.Person {
			t.Errorf("%s: secrets are no persons, sensitive persons are persons", row.Name)
		}
		if m := maskings[row.ID]; m.own == nil && m.head == 0 && m.tail == 0 && !masksWhole[row.ID] {
			t.Errorf("%s has no masking", row.Name)
		}
		if got, ok := ByName(row.Name); !ok || got.ID != row.ID {
			t.Errorf("%s is not found by name", row.Name)
		}
	}
	// the source's totals: S1 9, S2 18, S3 17; personal 16, personal and sensitive 16 (5 of
	// them secrets by our reading), none 12
	if levels[finding.S1] != 9 || levels[finding.S2] != 18 || levels[finding.S3] != 17 {
		t.Errorf("levels: %v", levels)
	}
	if person != 16 || sensitive != 16 || none != 12 {
		t.Errorf("personal %d, sensitive %d, none %d", person, sensitive, none)
	}
}

var masksWhole = map[finding.DataType]bool{Gender: true, Ethnicity: true, Religion: true, AKSecret: true}
