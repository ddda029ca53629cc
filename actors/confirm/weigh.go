package confirm

import (
	"strconv"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Match is one rule that a request met.
type Match struct {
	ID       int
	Severity int    // as in syslog: 2 critical, 3 error, 4 warning, 5 notice
	Value    string // what it met, as the rule saw it
	Key      string // the parameter's name
}

// leastSevere is the least severity that counts: warnings and notices are about manners.
const leastSevere = 3

// weigh turns the rules that matched into kinds. A noisy rule counts where its own value
// bears it out, and none where the parameter is named for the query or script it holds.
func weigh(ms []Match) (set finding.Set) {
	for _, m := range ms {
		if m.Severity < 0 || m.Severity > leastSevere {
			continue
		}
		kind := attack.KindOfRule(strconv.Itoa(m.ID))
		if kind == 0 || set.Has(uint8(kind)) {
			continue
		}
		check, noisy := noisy[m.ID]
		if !noisy || check != nil && check(m.Value) && !attack.IsStatement(m.Key, m.Value) {
			set = set.With(uint8(kind))
		}
	}
	return set
}
