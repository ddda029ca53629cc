package query

import (
	"context"
	"fmt"

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

// tuningFits refuses a tuning beside another one about the same row and the same calls: only
// one of them could count.
func tuningFits(all []Setting, name string, body []byte) []ParamError {
	for _, s := range all {
		if s.Kind == policy.TunedRules && !s.Deleted && s.Name != name && policy.SameTuning(name, body, s.Name, s.Body) {
			return []ParamError{{"/", fmt.Sprintf("the tuning %s is about the same already (%s): change or delete that one, "+
				"or say with host, api or method what else this one is about", s.Name, policy.TuningScope(body))}}
		}
	}
	return nil
}
