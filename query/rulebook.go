package query

import (
	"context"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// RuleInfo is one built-in event or risk as it stands for a tenant (P2-01).
type RuleInfo struct {
	TypeInfo
	Rule      string   // row ID and version: "EV-09@1"
	Unit      string   // of its figures, "" where it has none
	Line      RuleLine // where its line is drawn; zero fields are parts it does not have
	Finds     []string // what it must find, in words or as the first line of a request
	Ignores   []string // and what it must leave alone
	Policies  []Setting
	Cases     uint64 // in force, as long as they are kept
	Simulated uint64 // on trial
}

// RuleLine is where a rule draws its line, as built in.
type RuleLine struct {
	event.Line
	Window int             // seconds over which it counts; 0: it does not count
	Also   []time.Duration // over which it counts as well, against the most the API's clients usually do
	Moves  bool
}

// mostTypes bounds how many types are counted: more than there are rows and own events.
const mostTypes = 500

// Rulebook lists the built-in events and risks, events first, by category and row ID, with what
// the tenant's policies say of each and how many cases there are.
func (d *Desk) Rulebook(ctx context.Context, who Asker) ([]RuleInfo, error) {
	tuned, err := d.Settings(ctx, who, policy.TunedRules)
	if err != nil {
		return nil, err
	}
	kinds := []finding.Kind{finding.KindEvent, finding.KindRisk}
	counted := make([]Facets, 2*len(kinds)) // in force, then on trial
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for i, trial := range []string{"no", "yes"} {
		for j, kind := range kinds {
			g.Go(func() (err error) {
				f := Filter{Tenant: who.Tenant, Values: map[Field][]string{FieldTrial: {trial}}}
				counted[2*i+j], err = d.store.CaseFacets(gctx, kind, f, []Field{FieldType}, mostTypes)
				return err
			})
		}
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	count := func(all []Facets, typ string) (n uint64) {
		for _, f := range all {
			for _, c := range f[FieldType] {
				if c.Value == typ {
					n += c.Count
				}
			}
		}
		return n
	}
	var out []RuleInfo
	for _, kind := range kinds {
		for _, t := range d.catalog.Types(kind) {
			r := ruleInfo(t)
			r.Cases, r.Simulated = count(counted[:2], t.ID), count(counted[2:], t.ID)
			for _, s := range tuned {
				if id, _, _ := strings.Cut(s.Name, "."); id == t.ID {
					r.Policies = append(r.Policies, s)
				}
			}
			out = append(out, r)
		}
	}
	return out, nil
}

// ruleInfo describes a row as it is built in.
func ruleInfo(t TypeInfo) RuleInfo {
	out := RuleInfo{TypeInfo: t}
	if r := event.ByType(t.ID); r != nil {
		out.Rule, out.Unit, out.Line.Window = r.Rule(), r.Unit, int(r.Window.Seconds())
		out.Line.Line, out.Line.Moves = r.Line()
		out.Line.Also = r.Windows
		for _, s := range r.Finds {
			out.Finds = append(out.Finds, s.Name)
		}
		for _, s := range r.Ignores {
			out.Ignores = append(out.Ignores, s.Name)
		}
	} else if r := risk.ByType(t.ID); r != nil {
		out.Rule, out.Unit, out.Line.Floor, out.Line.Moves = r.Rule(), r.Unit, float64(r.Floor), r.Floor > 0
		first := func(in []risk.Example) (lines []string) {
			for _, x := range in {
				line, _, _ := strings.Cut(string(x), "\n")
				lines = append(lines, line)
			}
			slices.Sort(lines)
			return slices.Compact(lines)
		}
		out.Finds, out.Ignores = first(r.Finds), first(r.Ignores)
	}
	return out
}

// RuleState is how the rule of a case runs now, where that is not as it ran when the case arose.
type RuleState struct {
	Mode   finding.Mode // off or simulate
	Policy string       // name and version that says so, "" where the own event was deleted
}

// ruleState says whether the rule of a case is off or on trial by now: the case is from before.
func (d *Desk) ruleState(ctx context.Context, tenant string, c *finding.Finding) (*RuleState, error) {
	if name, own := finding.OwnName(c.Type); own {
		all, err := d.store.Settings(ctx, tenant, policy.OwnEvents)
		if err != nil {
			return nil, err
		}
		for _, s := range all {
			if s.Name == name && !s.Deleted {
				return ownState(s, c), nil
			}
		}
		return &RuleState{Mode: finding.ModeOff}, nil
	}
	all, err := d.store.Settings(ctx, tenant, policy.TunedRules)
	if err != nil {
		return nil, err
	}
	r, _ := DetectionRules(all)
	t := r.TuneOf(c.Type, c.API)
	if t == nil || t.Mode == finding.ModeOn || t.Mode == finding.ModeSimulate && c.Simulated {
		return nil, nil
	}
	return &RuleState{t.Mode, t.Policy}, nil
}

func ownState(s Setting, c *finding.Finding) *RuleState {
	out := &RuleState{Policy: s.Name + "@" + itoa(s.Version)}
	switch on, trial := policy.OwnEventState(s.Body); {
	case !on:
		out.Mode = finding.ModeOff
	case trial && !c.Simulated:
		out.Mode = finding.ModeSimulate
	default:
		return nil
	}
	return out
}
