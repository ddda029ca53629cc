package finding

// Importance says how much an API matters (AS-14): what it is for, how sensitive its answers are, and
// whether it asks for a credential. "interface type + sensitivity level + authentication capability".
type Importance uint8

// Importances, rising.
const (
	Minor Importance = iota
	Ordinary
	Important
)

var importanceNames = [...]string{"minor", "ordinary", "important"}

func (i Importance) String() string { return importanceNames[min(int(i), len(importanceNames)-1)] }

// weight is how much the purpose of an API alone makes it matter.
type weight uint8

const (
	light weight = iota // says that something is alive, shows figures, takes logs in
	usual               // reads and writes records
	heavy               // opens doors, moves money, takes data out or code in, rules the system
)

// importanceOf is the table: the grade of the answers by row, the weight of the purpose by column.
var importanceOf = [...][3]Importance{
	NonSensitive:        {Minor, Minor, Ordinary},
	LowSensitivity:      {Minor, Ordinary, Ordinary},
	ModerateSensitivity: {Ordinary, Ordinary, Important},
	HighSensitivity:     {Important, Important, Important},
}

// lightPurposes and heavyPurposes by their numbers in the acceptance table; all others are usual.
var lightPurposes = setOf(11, 22, 28, 37, 38, 59)

var heavyPurposes = setOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 20, 21, 24, 25, 26, 29, 32, 33, 36, 42, 43, 47,
	48, 49, 56, 60)

func setOf(numbers ...uint8) (s Set) {
	for _, n := range numbers {
		s = s.With(n)
	}
	return s
}

// Importance applies the table to the first purpose, and takes an API that hands personal data to callers
// without a credential, or with any, one step up. It is computed where it is shown, from what is stored.
func (a Asset) Importance() Importance {
	w := usual
	if len(a.Purposes) > 0 {
		switch p := uint8(a.Purposes[0]); {
		case lightPurposes.Has(p):
			w = light
		case heavyPurposes.Has(p):
			w = heavy
		}
	}
	i := importanceOf[min(a.Grade, HighSensitivity)][w]
	open := a.Auth == AuthAbsent || a.Auth == AuthMixed || a.Auth == AuthNotVerified
	if open && a.Grade >= ModerateSensitivity && i < Important {
		i++
	}
	return i
}
