package risk

import (
	"testing"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

func TestEV07KnowsWhatIsGuessedFirst(t *testing.T) {
	for password, want := range map[string]finding.Guess{
		"123456": finding.GuessCommon, "Password": finding.GuessCommon, "Admin@123": finding.GuessCommon, "iloveyou": finding.GuessCommon,
		"aaaaaa": finding.GuessPattern, "121212121": finding.GuessNone, "12341234": finding.GuessPattern, "poiuyt": finding.GuessPattern,
		"1qaz2wsx3edc": finding.GuessPattern, "!@#$%^": finding.GuessPattern, "lkjhgf": finding.GuessPattern,
		"Welcome2026!": finding.GuessWord, "Summer@2025": finding.GuessWord, "p4ssword#12": finding.GuessWord, "Company2": finding.GuessWord,
		"amy.wong1": finding.GuessNone, "Wong@123": finding.GuessName, "wong": finding.GuessName, "Heron@123": finding.GuessName, "Heron2026": finding.GuessName,
		"Wong#9624": finding.GuessNone, "Tr0ub4dor&3": finding.GuessNone, "vK7!mQ2#pL": finding.GuessNone, "correct horse": finding.GuessNone,
		"kettle88": finding.GuessNone, "Zhiyuan#9624": finding.GuessNone, "hunter2": finding.GuessNone, "": finding.GuessNone,
		"5f4dcc3b5aa765d61d8327deb882cf99": finding.GuessNone, "********": finding.GuessNone, "Example1": finding.GuessNone,
		"summerhouse7": finding.GuessNone, "Summer8231": finding.GuessNone, "a": finding.GuessPattern,
	} {
		if got := GuessedFirst([]byte("amy.wong41"), []byte(password), "hr.heron.example"); got != want {
			t.Errorf("%q: got %v, want %v", password, got, want)
		}
	}
}
