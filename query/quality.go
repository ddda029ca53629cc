package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// RuleQuality is how right one rule was, by what people said of its cases (NF-25).
type RuleQuality struct {
	Rule      string // "EV-09@1"
	Type      string
	Kind      finding.Kind
	Cases     uint64
	True      uint64
	False     uint64
	Benign    uint64
	Undecided uint64
	Advice    []QualityAdvice
}

// Precision is the share of true cases among those that are true or false; ok is false where nobody
// said so of any.
func (q *RuleQuality) Precision() (share float64, ok bool) {
	if q.True+q.False == 0 {
		return 0, false
	}
	return float64(q.True) / float64(q.True+q.False), true
}

// QualityAdvice is one change that would have made a rule righter, with what it would have done to
// the cases that people judged.
type QualityAdvice struct {
	What      string   // "whitelist" or "threshold"
	Sources   []string // blocks to except
	Threshold float64  // above which to fire
	Unit      string
	Saves     uint64 // false and benign cases that would not have been
	Costs     uint64 // true cases that would not have been either
}

func (a QualityAdvice) String() string {
	effect := fmt.Sprintf("of the judged cases, %d that were none would not have been, and %d true ones neither", a.Saves, a.Costs)
	if a.What == "whitelist" {
		return fmt.Sprintf("except %s: %s", strings.Join(a.Sources, ", "), effect)
	}
	return fmt.Sprintf("fire above %.0f %s: %s", a.Threshold, a.Unit, effect)
}

const (
	adviceFrom   = 3   // false and benign cases of a rule from which a change is suggested
	adviceSaves  = 0.5 // of them, at least so many must be saved
	adviceBlocks = 5   // blocks to except at most
)

// Quality counts cases by rule. It is exact: every case counts once, with its newest disposition.
func Quality(cases []Case) []RuleQuality {
	by := map[string][]Case{}
	for _, c := range cases {
		by[c.Why.Rule] = append(by[c.Why.Rule], c)
	}
	out := []RuleQuality{}
	for rule, cs := range by {
		q := RuleQuality{Rule: rule, Type: cs[0].Type, Kind: cs[0].Kind, Cases: uint64(len(cs))}
		for i := range cs {
			switch cs[i].State.Disposition {
			case TruePositive:
				q.True++
			case FalsePositive:
				q.False++
			case Benign:
				q.Benign++
			default:
				q.Undecided++
			}
		}
		if q.False+q.Benign >= adviceFrom {
			q.Advice = slices.Concat(adviseThreshold(cs), adviseWhitelist(cs))
		}
		out = append(out, q)
	}
	slices.SortFunc(out, func(a, b RuleQuality) int {
		return cmp.Or(cmp.Compare(b.False, a.False), cmp.Compare(b.Cases, a.Cases), cmp.Compare(a.Rule, b.Rule))
	})
	return out
}

func wrong(c *Case) bool {
	return c.State.Disposition == FalsePositive || c.State.Disposition == Benign
}

// adviseThreshold looks for the highest line that keeps every true case.
func adviseThreshold(cs []Case) []QualityAdvice {
	var all uint64
	least := -1.0 // observed of the weakest true case
	for i := range cs {
		if c := &cs[i]; c.State.Disposition == TruePositive && (least < 0 || c.Why.Observed < least) {
			least = c.Why.Observed
		} else if wrong(c) {
			all++
		}
	}
	a := QualityAdvice{What: "threshold", Unit: cs[0].Why.Unit}
	for i := range cs {
		if c := &cs[i]; wrong(c) && (least < 0 || c.Why.Observed < least) {
			a.Saves++
			a.Threshold = max(a.Threshold, c.Why.Observed)
		}
	}
	if cs[0].Kind != finding.KindEvent || float64(a.Saves) < adviceSaves*float64(all) {
		return nil
	}
	return []QualityAdvice{a}
}

// adviseWhitelist looks for a few blocks from which most of the false ones came and no true one.
func adviseWhitelist(cs []Case) []QualityAdvice {
	bad, good := map[string]uint64{}, map[string]bool{}
	var all uint64
	for i := range cs {
		c := &cs[i]
		b := blockText(c)
		switch {
		case c.State.Disposition == TruePositive:
			good[b] = true
		case wrong(c):
			all++
			if b != "" {
				bad[b]++
			}
		}
	}
	var blocks []string
	for b := range bad {
		if !good[b] {
			blocks = append(blocks, b)
		}
	}
	slices.SortFunc(blocks, func(a, b string) int { return cmp.Or(cmp.Compare(bad[b], bad[a]), cmp.Compare(a, b)) })
	a := QualityAdvice{What: "whitelist", Sources: blocks[:min(len(blocks), adviceBlocks)]}
	for _, b := range a.Sources {
		a.Saves += bad[b]
	}
	if len(a.Sources) == 0 || float64(a.Saves) < adviceSaves*float64(all) {
		return nil
	}
	return []QualityAdvice{a}
}

// Quality counts the cases of a view by rule.
func (d *Desk) Quality(ctx context.Context, who Asker, v View) ([]RuleQuality, error) {
	var all []Case
	err := d.EachCase(ctx, who, v, mostAttacked, func(c Case) error {
		all = append(all, c)
		return nil
	})
	return Quality(all), err
}
