package confirm

import (
	"strconv"
	"testing"

	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// TestFirstStageLosesNoAttackOfTheRegressionSuite holds that each request by which the Core
// Rule Set tests itself, and on which a rule against attacks triggers at paranoia level 1, is
// either flagged by the first stage or doubted and so shown to the rule set. Rules 911 and
// 920 judge manners (unknown types, absent headers): of those the first stage has its own.
func TestFirstStageLosesNoAttackOfTheRegressionSuite(t *testing.T) {
	rules, err := NewRuleSet()
	if err != nil {
		t.Fatal(err)
	}
	stages := suite(t)
	w := traffic.NewWalker(traffic.Limits{})
	var s attack.Scanner
	attacks, harmless := 0, 0
	for _, c := range stages {
		rule := attackRule(rules.Matches(c.x, nil))
		if rule == 0 {
			continue
		}
		if len(c.expect) == 0 && weigh(rules.Matches(c.x, nil)) == 0 {
			harmless++
			continue
		}
		attacks++
		if set, doubt := s.Judge(c.x, w.Walk(c.x)); set == 0 && !doubt.Any() {
			t.Errorf("test %d-%d is lost, which rule %d sees: %s %s?%s %.200q", c.rule, c.test, rule, c.x.Method, c.x.Path, c.x.Query, c.x.Request.Body)
		}
	}
	if len(stages) < 4500 || attacks < 2400 {
		t.Errorf("%d stages, %d attacks: the suite was not read whole", len(stages), attacks)
	}
	t.Logf("%d of %d stages carry an attack, %d only look like one", attacks, len(stages), harmless)
}

// attackRule gives the first rule of a match that is about an attack, 0 if none.
func attackRule(ms []Match) int {
	for _, m := range ms {
		if manners := m.ID >= 911000 && m.ID < 912000 || m.ID >= 920000 && m.ID < 921000; manners || m.Severity < 0 || m.Severity > leastSevere {
			continue
		}
		if attack.KindOfRule(strconv.Itoa(m.ID)) != 0 {
			return m.ID
		}
	}
	return 0
}
