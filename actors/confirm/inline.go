package confirm

import (
	"fmt"
	"sync"

	"github.com/lapwing-sec/lapwing/actors/detect"
	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Inline asks the rule set on the spot: for commands that read files and may take their
// time, so that they answer as a node whose queue never fills. The zero value is ready; the
// rule set is compiled at the first doubt.
type Inline struct {
	once     sync.Once
	rules    *RuleSet
	err      error
	verdicts cache
}

// Inspect is the engine's Inspect with both stages.
func (c *Inline) Inspect(
	e *detect.Engine, tenant string, key []byte, t *traffic.Templates, x *traffic.Exchange,
) (detect.Inspection, error) {
	in := e.Inspect(tenant, key, t, x)
	if !in.Doubt.Any() {
		return in, nil
	}
	set, err := c.Kinds(x, in.Doubt)
	if err != nil || set == 0 {
		return in, err
	}
	return e.InspectConfirmed(tenant, key, t, x, set), nil
}

// Kinds gives the kinds of attack that the rule set sees in a doubted call, from memory where
// it judged one of the same shape.
func (c *Inline) Kinds(x *traffic.Exchange, d attack.Doubt) (finding.Set, error) {
	if set, ok := c.verdicts.get(d.Shape); ok {
		return set, nil
	}
	c.once.Do(func() { c.rules, c.err = NewRuleSet() })
	if c.err != nil {
		return 0, fmt.Errorf("cannot confirm attacks: %w", c.err)
	}
	set := c.rules.Kinds(x, d.Texts)
	c.verdicts.put(d.Shape, set)
	return set, nil
}
