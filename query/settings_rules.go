package query

import (
	"context"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
)

// DetectionRules compiles the settings in force for detection: nil where none is about it.
// Settings that cannot work are left out and named.
func DetectionRules(all []Setting) (*policy.Rules, []policy.Refused) {
	var docs []policy.Document
	for _, s := range all {
		if !s.Deleted {
			docs = append(docs, policy.Document{Kind: s.Kind, Name: s.Name, Number: s.Number, Version: s.Version, Body: s.Body})
		}
	}
	return policy.Compile(docs)
}

// Rules compiles what a tenant has in force now.
func (d *Desk) Rules(ctx context.Context, who Asker) (*policy.Rules, []policy.Refused, error) {
	all, err := d.store.Settings(ctx, who.Tenant, "")
	if err != nil {
		return nil, nil, err
	}
	r, refused := DetectionRules(all)
	return r, refused, nil
}
