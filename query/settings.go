package query

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Setting is one version of one named body a tenant set: a rule, a switch, a correction.
type Setting struct {
	Kind    string // row of SettingKinds
	Name    string
	Version uint64 // rising by one from 1 with every change of the name
	Number  uint16 // stands for the name in stored facts; 0 where the kind has none
	At      time.Time
	Who     string
	Why     string
	Body    []byte // JSON as the kind's Check wrote it; nil where Deleted
	Deleted bool
}

// SettingWish is a change a person asks for.
type SettingWish struct {
	Kind   string
	Name   string
	Seen   uint64 // version the person has seen; 0: none, the name is new to them
	Body   []byte // JSON; ignored where Delete
	Delete bool
	Why    string
}

// maxSettingBody bounds one body: 50 values of 1,000 bytes in one condition and room.
const maxSettingBody = 64 << 10 // bytes

// ErrExists is the answer where the name is there already, and who asked had not seen it.
var ErrExists = errors.New("the name exists already")

// Settings lists what is in force, by kind and name; of all kinds where kind is "".
func (d *Desk) Settings(ctx context.Context, who Asker, kind string) ([]Setting, error) {
	if _, err := settingKind(kind); kind != "" && err != nil {
		return nil, err
	}
	all, err := d.store.Settings(ctx, who.Tenant, kind)
	return slices.DeleteFunc(all, func(s Setting) bool { return s.Deleted }), err
}

// Setting gives what is in force under one name.
func (d *Desk) Setting(ctx context.Context, who Asker, kind, name string) (Setting, error) {
	h, err := d.SettingHistory(ctx, who, kind, name)
	if k, _ := settingKind(kind); errors.Is(err, ErrNotFound) && k != nil && k.Default != nil {
		if body := k.Default(name); body != nil {
			return Setting{Kind: kind, Name: name, Body: body}, nil
		}
	}
	if err != nil {
		return Setting{}, err
	}
	if last := h[len(h)-1]; !last.Deleted {
		return last, nil
	}
	return Setting{}, &Missing{fmt.Sprintf("%s %q was deleted: its history is still there", kind, short(name))}
}

// SettingHistory lists every version of a name, oldest first, deletions too; never empty.
func (d *Desk) SettingHistory(ctx context.Context, who Asker, kind, name string) ([]Setting, error) {
	if _, err := settingKind(kind); err != nil {
		return nil, err
	}
	h, err := d.store.SettingHistory(ctx, who.Tenant, kind, name)
	if err != nil || len(h) > 0 {
		return h, err
	}
	all, err := d.Settings(ctx, who, kind)
	if err != nil {
		return nil, err
	}
	have := make([]string, len(all))
	for i := range all {
		have[i] = all[i].Name
	}
	return nil, missing("policy of the kind "+kind, name, have)
}

// SettingVersion gives one version of a name as it was.
func (d *Desk) SettingVersion(ctx context.Context, who Asker, kind, name string, version uint64) (Setting, error) {
	h, err := d.SettingHistory(ctx, who, kind, name)
	if err != nil {
		return Setting{}, err
	}
	for _, s := range h {
		if s.Version == version {
			return s, nil
		}
	}
	return Setting{}, &Missing{fmt.Sprintf("%s %q has no version %d: the newest is %d", kind, short(name), version, h[len(h)-1].Version)}
}

// ChangeSetting writes or deletes a name and gives its new version. Who has not seen the
// newest version is answered with ErrConflict (ErrExists where they had seen none), so
// that nobody's change is lost unread. Every change, also a refused one, is in the audit.
func (d *Desk) ChangeSetting(ctx context.Context, who Asker, w SettingWish) (Setting, error) {
	kind, err := settingKind(w.Kind)
	if err != nil {
		return Setting{}, err
	}
	body, err := kind.checked(who, w)
	if err != nil {
		return Setting{}, err
	}
	if body, err = d.sealed(ctx, kind, who, w, body); err != nil {
		return Setting{}, err
	}
	all, err := d.store.Settings(ctx, who.Tenant, w.Kind)
	if err != nil {
		return Setting{}, err
	}
	next, err := kind.next(all, w)
	if err == nil {
		next.At, next.Who, next.Why, next.Body = d.Now(), who.Name, strings.TrimSpace(w.Why), body
		if err = d.store.PutSetting(ctx, who.Tenant, next); err == nil { // its name is known from now on
			d.catalog.Learn(who.Tenant, append(all, next))
		}
	}
	result := "ok"
	switch {
	case errors.Is(err, ErrConflict), errors.Is(err, ErrExists):
		result = "conflict"
	case errors.Is(err, ErrNotFound):
		result = "not_found"
	case err != nil:
		result = "refused"
	}
	action := "policy_set"
	if w.Delete {
		action = "policy_delete"
	}
	entry := d.entry(who, action, w.Kind+"/"+w.Name, result, fmt.Sprintf("version %d: %s", w.Seen+1, next.Why))
	return next, errors.Join(err, d.store.WriteAudit(ctx, who.Tenant, []AuditEntry{entry}))
}

// sealed looks whether a checked body goes with the tenant's other settings, and seals its
// secrets.
func (d *Desk) sealed(ctx context.Context, k *SettingKind, who Asker, w SettingWish, body []byte) ([]byte, error) {
	if w.Delete {
		return nil, d.deletable(ctx, k, who, w.Name)
	}
	if k.Fits == nil && k.Seal == nil {
		return body, nil
	}
	var bad []ParamError
	switch {
	case k.Fits != nil:
		all, err := d.store.Settings(ctx, who.Tenant, "")
		if err != nil {
			return nil, err
		}
		bad = k.Fits(all, w.Name, body)
	case d.sealer == nil:
		bad = []ParamError{{"/", "this node keeps no secrets"}}
	default:
		body, bad = k.Seal(d.sealer, who.Tenant, w.Name, body)
	}
	if bad != nil {
		return nil, &BadRequest{bad}
	}
	return body, nil
}

// deletable refuses to delete what is built in, and what the tenant's other settings name.
func (d *Desk) deletable(ctx context.Context, k *SettingKind, who Asker, name string) error {
	if k.Default == nil && k.Needed == nil {
		return nil
	}
	all, err := d.store.Settings(ctx, who.Tenant, "")
	if err != nil {
		return err
	}
	var bad []ParamError
	switch set := slices.ContainsFunc(all, func(s Setting) bool { return s.Kind == k.ID && s.Name == name }); {
	case !set && k.Default != nil && k.Default(name) != nil:
		bad = []ParamError{{"name", k.Stays}}
	case k.Needed != nil:
		bad = k.Needed(all, name)
	}
	if bad != nil {
		return &BadRequest{bad}
	}
	return nil
}

// RestoreSetting writes an older version of a name again, as its newest.
func (d *Desk) RestoreSetting(ctx context.Context, who Asker, kind, name string, version, seen uint64, why string) (Setting, error) {
	h, err := d.SettingHistory(ctx, who, kind, name)
	if err != nil {
		return Setting{}, err
	}
	i := slices.IndexFunc(h, func(s Setting) bool { return s.Version == version && !s.Deleted })
	if i < 0 {
		return Setting{}, &BadRequest{[]ParamError{{"/version", fmt.Sprintf("no version %d of %s with a body", version, name)}}}
	}
	if why = strings.TrimSpace(why); why == "" {
		why = fmt.Sprintf("back to version %d", version)
	}
	if h[len(h)-1].Deleted && seen == h[len(h)-1].Version {
		seen = 0 // who saw the deletion has seen that there is none
	}
	return d.ChangeSetting(ctx, who, SettingWish{Kind: kind, Name: name, Seen: seen, Body: h[i].Body, Why: why})
}

// checked gives the body to store, or what is wrong with the wish.
func (k *SettingKind) checked(who Asker, w SettingWish) ([]byte, error) {
	var bad []ParamError
	var body []byte
	if err := k.Name(w.Name); err != nil {
		bad = append(bad, ParamError{"name", err.Error()})
	} else if k.Taken != nil && !w.Delete {
		if err := k.Taken(w.Name); err != nil {
			bad = append(bad, ParamError{"name", err.Error()})
		}
	}
	if utf8.RuneCountInString(w.Why) > maxRemark || !utf8.ValidString(w.Why) {
		bad = append(bad, ParamError{"why", fmt.Sprintf("at most %d characters of UTF-8", maxRemark)})
	}
	if who.Name == "" {
		bad = append(bad, ParamError{"", "a change needs the name of who makes it"})
	}
	switch {
	case w.Delete:
	case len(w.Body) > cmp.Or(k.Most, maxSettingBody):
		bad = append(bad, ParamError{"/", fmt.Sprintf("at most %d bytes", cmp.Or(k.Most, maxSettingBody))})
	case !utf8.Valid(w.Body):
		bad = append(bad, ParamError{"/", "want UTF-8"})
	default:
		var faults []ParamError
		body, faults = k.Check(w.Name, w.Body)
		bad = append(bad, faults...)
	}
	if bad != nil {
		return nil, &BadRequest{bad}
	}
	return body, nil
}

// next gives the version to write, without its body. all are the kind's newest versions.
func (k *SettingKind) next(all []Setting, w SettingWish) (Setting, error) {
	next := Setting{Kind: w.Kind, Name: w.Name, Version: 1, Deleted: w.Delete}
	var others []string
	var have Setting
	for _, s := range all {
		if s.Name == w.Name {
			have = s
			continue
		}
		if !s.Deleted {
			others = append(others, s.Name)
		}
	}
	there := have.Version > 0 && !have.Deleted
	switch {
	case !there && (w.Delete || w.Seen != 0):
		return next, missing("policy of the kind "+w.Kind, w.Name, others)
	case there && w.Seen == 0:
		return next, ErrExists
	case there && w.Seen != have.Version:
		return next, ErrConflict
	case !there && len(others) >= k.Quota:
		return next, &BadRequest{[]ParamError{{"name", fmt.Sprintf("at most %d of %s: delete one first", k.Quota, k.Title)}}}
	}
	next.Version, next.Number = have.Version+1, have.Number
	if k.Numbers.Last > 0 && (next.Number == 0 || slices.ContainsFunc(all, func(s Setting) bool {
		return s.Name != w.Name && s.Number == next.Number && !s.Deleted // two nodes named it at once, or it was given again
	})) {
		next.Number = k.Numbers.free(all)
	}
	return next, nil
}

// free gives a number nobody had, or else the one that was given up longest ago. There are
// more numbers than the quota allows names.
func (n Numbers) free(all []Setting) uint16 {
	last := map[uint16]time.Time{}
	for _, s := range all {
		at := s.At
		if !s.Deleted {
			at = time.Unix(1<<40, 0) // never
		}
		if at.After(last[s.Number]) {
			last[s.Number] = at
		}
	}
	best := n.First
	for i := n.First; i <= n.Last; i++ {
		if last[i].Before(last[best]) {
			best = i
		}
	}
	return best
}
