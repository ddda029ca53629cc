package query

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/goccy/go-yaml"
)

// ReadSettings reads a file of policies, YAML or JSON: kinds, their names, and the rule of
// each, as they are set on a node:
//
//	data-types:
//	  badge: {level: S3, expert: {patterns: ["EMP-[0-9]{6}"]}}
//
// Every rule is checked as on a node, and an error names kind, name and field. Numbers are
// given in the order of names.
func ReadSettings(file []byte) ([]Setting, error) {
	var kinds map[string]map[string]any
	if err := harmless(file); err != nil {
		return nil, fmt.Errorf("cannot read policies: %w", err)
	}
	if err := yaml.Unmarshal(file, &kinds); err != nil {
		return nil, fmt.Errorf("cannot read policies: %w", err)
	}
	var out []Setting
	for _, id := range slices.Sorted(maps.Keys(kinds)) {
		kind, err := settingKind(id)
		if err != nil {
			return nil, fmt.Errorf("cannot read policies: %w", err)
		}
		if n := len(kinds[id]); n > kind.Quota {
			return nil, fmt.Errorf("cannot read policies: %d of %s, at most %d", n, kind.Title, kind.Quota)
		}
		for i, name := range slices.Sorted(maps.Keys(kinds[id])) {
			body, err := json.Marshal(kinds[id][name])
			if err != nil {
				return nil, fmt.Errorf("cannot read policies: %s %s: %w", id, name, err)
			}
			s := Setting{Kind: id, Name: name, Version: 1}
			if s.Body, err = kind.checked(Asker{Name: "file"}, SettingWish{Kind: id, Name: name, Body: body}); err != nil {
				return nil, fmt.Errorf("cannot use policy %s %s: %w", id, name, err)
			}
			if kind.Numbers.Last > 0 {
				s.Number = kind.Numbers.First + uint16(i) //nolint:gosec // the quota is far below
			}
			out = append(out, s)
		}
	}
	return out, nil
}

// WriteSettings writes settings in the form ReadSettings takes.
func WriteSettings(all []Setting) ([]byte, error) {
	kinds := map[string]map[string]any{}
	for _, s := range all {
		if kinds[s.Kind] == nil {
			kinds[s.Kind] = map[string]any{}
		}
		var rule any
		d := json.NewDecoder(bytes.NewReader(s.Body))
		d.UseNumber()
		if err := d.Decode(&rule); err != nil {
			return nil, fmt.Errorf("cannot write policy %s %s: %w", s.Kind, s.Name, err)
		}
		kinds[s.Kind][s.Name] = rule
	}
	return yaml.Marshal(kinds)
}
