package query

import (
	"context"
	"errors"
	"fmt"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
)

// PromoteSetting puts in force what only runs on trial: a tuned event or risk, or an own event
// (NF-12). seen is the version the person has seen. Cases of the trial stay what they are.
func (d *Desk) PromoteSetting(ctx context.Context, who Asker, kind, name string, seen uint64, why string) (Setting, error) {
	if _, err := settingKind(kind); err != nil {
		return Setting{}, err
	}
	s, err := d.Setting(ctx, who, kind, name)
	if errors.Is(err, ErrNotFound) {
		return Setting{}, &Missing{fmt.Sprintf("%s %q is not set: there is nothing to promote", kind, short(name))}
	}
	if err != nil {
		return Setting{}, err
	}
	body, ok := policy.Promoted(kind, s.Body)
	if !ok {
		return Setting{}, &BadRequest{[]ParamError{{"name", kind + " " + short(name) + " does not run on trial: there is nothing to promote"}}}
	}
	if why == "" {
		why = "put in force after its trial"
	}
	return d.ChangeSetting(ctx, who, SettingWish{Kind: kind, Name: name, Seen: seen, Body: body, Why: why})
}
