package query

import (
	"fmt"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
)

// SettingKind is one kind of settings: what a body must be, and how many there may be.
type SettingKind struct {
	ID    string // stable, part of addresses
	Title string // of several
	Means string // one sentence for the person who sets it
	Quota int    // most names in force at once
	// Name refuses names the kind cannot have.
	Name func(string) error
	// Check reads a body and writes it canonically, or says what is wrong by field (JSON
	// pointers). It is also how nodes read what is stored: a body that passes works.
	Check func(name string, body []byte) ([]byte, []ParamError)
	// Numbers are given to names, one each for ever, where stored facts can't hold names.
	Numbers struct{ First, Last uint16 }
}

// settingKinds are all kinds there are, in the order of the pages.
var settingKinds = []SettingKind{
	{
		ID: "builtin-data-types", Title: "built-in data types", Quota: 100, // there are 44
		Means: "Built-in types of sensitive data that are switched off.",
		Name:  func(n string) error { _, err := policy.BuiltinType(n); return err },
		Check: unnamed(policy.CheckSwitch),
	},
	{
		ID: "builtin-purposes", Title: "built-in purposes", Quota: 100, // there are 61
		Means: "Built-in purposes that are switched off.",
		Name:  func(n string) error { _, err := policy.BuiltinPurpose(n); return err },
		Check: unnamed(policy.CheckSwitch),
	},
}

// SettingKinds lists the kinds.
func SettingKinds() []SettingKind { return slices.Clone(settingKinds) }

func settingKind(id string) (*SettingKind, error) {
	i := slices.IndexFunc(settingKinds, func(k SettingKind) bool { return k.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("no kind %q of policies: %w", short(id), ErrNotFound)
	}
	return &settingKinds[i], nil
}

// unnamed is a check of package policy that does not depend on the name.
func unnamed(check func([]byte) ([]byte, policy.Faults)) func(string, []byte) ([]byte, []ParamError) {
	return func(_ string, body []byte) ([]byte, []ParamError) {
		out, faults := check(body)
		return out, paramErrors(faults)
	}
}

func paramErrors(faults policy.Faults) []ParamError {
	var out []ParamError
	for _, f := range faults {
		if f.Field == "" {
			f.Field = "/"
		}
		out = append(out, ParamError{f.Field, f.Detail})
	}
	return out
}
