package event

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// typeOf gives a built-in data type of that level.
func typeOf(t *testing.T, level finding.Sensitivity) finding.DataType {
	t.Helper()
	for _, row := range sensitive.Types() {
		if row.Level == level {
			return row.ID
		}
	}
	t.Fatalf("no built-in type is %v", level)
	return 0
}

func graded(t *testing.T, want finding.Grade, data ...finding.DataCount) {
	t.Helper()
	if got, _ := gradeOf(data); got != want {
		t.Errorf("%v: got %v, want %v", data, got, want)
	}
}

func TestAS10SL02ModerateIsS2(t *testing.T) {
	graded(t, finding.ModerateSensitivity, finding.DataCount{Type: typeOf(t, finding.S2), Entries: 20})
	graded(t, finding.HighSensitivity, finding.DataCount{Type: typeOf(t, finding.S2), Entries: 21})
}

func TestAS11SL01LowIsS1HoweverMuch(t *testing.T) {
	graded(t, finding.LowSensitivity, finding.DataCount{Type: typeOf(t, finding.S1), Entries: 5000})
}

func TestAS12NothingFoundIsNotSensitive(t *testing.T) { graded(t, finding.NonSensitive) }

func TestSL03OneS3EntryIsHigh(t *testing.T) {
	graded(t, finding.HighSensitivity, finding.DataCount{Type: typeOf(t, finding.S3), Entries: 1})
}

// S2 entries of several types count together, those of one answer only.
func TestAS09EntriesOfSeveralTypesCountTogether(t *testing.T) {
	var s2 []finding.DataType
	for _, row := range sensitive.Types() {
		if row.Level == finding.S2 {
			s2 = append(s2, row.ID)
		}
	}
	graded(t, finding.ModerateSensitivity, finding.DataCount{Type: s2[0], Entries: 10}, finding.DataCount{Type: s2[1], Entries: 10})
	graded(t, finding.HighSensitivity, finding.DataCount{Type: s2[0], Entries: 10}, finding.DataCount{Type: s2[1], Entries: 11})
}

// No built-in type is S4; a custom one is, and counts as high.
func TestSL04CustomS4IsHigh(t *testing.T) {
	for _, row := range sensitive.Types() {
		if row.Level == finding.S4 {
			t.Errorf("%s is S4", row.Name)
		}
	}
	for id := range 256 {
		if level, _, ok := finding.DataType(id).Custom(); ok && level == finding.S4 {
			graded(t, finding.HighSensitivity, finding.DataCount{Type: finding.DataType(id), Entries: 1})
			return
		}
	}
	t.Error("no number is a custom S4 type")
}

func TestPE19MixedLiesBetweenAlmostAllAndAlmostNone(t *testing.T) {
	for _, c := range []struct {
		with, without uint32
		want          finding.Auth
	}{
		{0, 0, finding.AuthUnknown},
		{98, 2, finding.AuthPresent},
		{97, 3, finding.AuthMixed},
		{6, 94, finding.AuthMixed},
		{5, 95, finding.AuthAbsent},
	} {
		a := authCount{with: c.with, without: c.without}
		if got := a.state(); got != c.want {
			t.Errorf("%d with, %d without: got %v, want %v", c.with, c.without, got, c.want)
		}
	}
}
