package event

import (
	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// human reports a class of clients behind which a person sits, as far as they say.
func human(t finding.Tool) bool { return t == attack.Browser || t == attack.App }

// levels of data types by their numbers, because facts are judged far more often than the
// table changes. A custom type's level is part of its number.
var levels = func() (all [256]finding.Sensitivity) {
	for i := range all {
		all[i], _, _ = finding.DataType(i).Custom()
	}
	for _, t := range sensitive.Types() {
		all[t.ID] = t.Level
	}
	return all
}()

func levelOf(t finding.DataType) finding.Sensitivity { return levels[t] }
