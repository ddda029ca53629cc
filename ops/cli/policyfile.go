package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/detect/sensitive"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query"
)

// policyFlag adds --policies: the same rules as on a node, from a file.
func policyFlag(c *cobra.Command) {
	c.Flags().String("policies", "", "file of policies (YAML or JSON) to go by; see lapwing policies --help")
}

// rulesOf reads the rules that a command was given, nil for none.
func rulesOf(cmd *cobra.Command) (*policy.Rules, error) {
	path, _ := cmd.Flags().GetString("policies") // no such flag: no file
	home, _ := cmd.Flags().GetStringSlice("home")
	var all []query.Setting
	if path != "" {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, withCode(exitUsage, fmt.Errorf("cannot read the policies: %w", err))
		}
		if all, err = query.ReadSettings(b); err != nil {
			return nil, withCode(exitUsage, fmt.Errorf("%s: %w", path, err))
		}
	}
	if len(home) > 0 { // goes before what the file says
		body, err := json.Marshal(policy.Home{Countries: home})
		if err != nil {
			return nil, err
		}
		if _, f := policy.CheckHome(body); f != nil {
			return nil, withCode(exitUsage, fmt.Errorf("home: want codes such as CN, separated by commas, have %q", home))
		}
		all = slices.DeleteFunc(all, func(s query.Setting) bool { return s.Kind == policy.HomeKind })
		all = append(all, query.Setting{Kind: policy.HomeKind, Name: "home", Version: 1, Body: body})
	}
	r, refused := query.DetectionRules(all)
	for _, x := range refused {
		return nil, withCode(exitUsage, fmt.Errorf("%s: %s %s: %s", path, x.Kind, x.Name, x.Why))
	}
	return r, nil
}

// homeFlag adds --home.
func homeFlag(c *cobra.Command) {
	c.Flags().StringSlice("home", nil, "countries and territories in which the data is at home, such as CN or DE,FR (default CN, or what --policies says)")
}

// own adds what the tenant's own types find to an answer of inspect values, and takes away
// types that are off.
func own(r *policy.Rules, got sensitive.Inspected, key, text string) sensitive.Inspected {
	if r == nil {
		return got
	}
	var hits []sensitive.InspectedHit
	for _, h := range got.Hits {
		if t, ok := sensitive.ByName(h.Type); !ok || !r.TypeOff(t.ID) {
			hits = append(hits, h)
		}
	}
	for _, h := range r.ScanText(nil, key, []byte(text)) {
		level, _, _ := h.Type.Custom()
		hits = append(hits, sensitive.InspectedHit{
			Type: r.TypeName(h.Type), Level: level.String(), Start: h.Start, End: h.End,
			Masked: string(sensitive.Mask(nil, h.Type, []byte(text[h.Start:h.End]))),
		})
	}
	return inspected(hits)
}

// inspected is the answer that names the types of hits, each once.
func inspected(hits []sensitive.InspectedHit) sensitive.Inspected {
	slices.SortStableFunc(hits, func(a, b sensitive.InspectedHit) int { return a.Start - b.Start })
	out := sensitive.Inspected{Types: []string{}, Hits: append([]sensitive.InspectedHit{}, hits...)}
	for _, h := range hits {
		if !slices.Contains(out.Types, h.Type) {
			out.Types = append(out.Types, h.Type)
		}
	}
	return out
}

// dataNames names types of data, the tenant's own too.
func dataNames(r *policy.Rules, counts []finding.DataCount) []string {
	names := make([]string, 0, len(counts))
	for _, c := range counts {
		name := r.TypeName(c.Type)
		if name == "" {
			name = c.Type.String()
		}
		names = append(names, name)
	}
	return names
}
