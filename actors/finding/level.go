package finding

import "fmt"

// Level of a risk or event.
type Level uint8

// Levels, rising.
const (
	Low Level = iota + 1
	Medium
	High
)

var levelNames = [...]string{"", "low", "medium", "high"}

func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return fmt.Sprintf("level(%d)", uint8(l))
}

// ParseLevel reads "low", "medium" or "high".
func ParseLevel(s string) (Level, error) {
	for i, n := range levelNames {
		if n == s && i > 0 {
			return Level(i), nil
		}
	}
	return 0, fmt.Errorf("cannot read level %q: want low, medium or high", s)
}

// Sensitivity of a data type (S1..S4) or of an API.
type Sensitivity uint8

// S1 is the least, S4 the most sensitive; S0 is none. Built-in types use S1..S3.
const (
	S0 Sensitivity = iota
	S1
	S2
	S3
	S4
)

func (s Sensitivity) String() string { return fmt.Sprintf("S%d", uint8(s)) }

// Grade of an API by the data it returns (AS-09..AS-12).
type Grade uint8

// Grades, rising.
const (
	NonSensitive Grade = iota
	LowSensitivity
	ModerateSensitivity
	HighSensitivity
)

var gradeNames = [...]string{"none", "low", "moderate", "high"}

func (g Grade) String() string { return gradeNames[g&3] }

// Auth is what is known of an API's authentication (AS-13).
type Auth uint8

// Authentication states.
const (
	AuthUnknown Auth = iota
	AuthAbsent
	AuthPresent
	AuthMixed
	AuthNotVerified // present but never verified (NF-20)
)

var authNames = [...]string{"unknown", "absent", "present", "mixed", "not_verified"}

func (a Auth) String() string {
	if int(a) < len(authNames) {
		return authNames[a]
	}
	return fmt.Sprintf("auth(%d)", uint8(a))
}
