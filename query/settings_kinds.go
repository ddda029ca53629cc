package query

import (
	"slices"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// SettingKind is one kind of settings: what a body must be, and how many there may be.
type SettingKind struct {
	ID    string // stable, part of addresses
	Title string // of several
	One   string // of one
	Means string // one sentence for the person who sets it
	Quota int    // most names in force at once
	Most  int    // bytes of a body; 0: maxSettingBody
	// Name refuses names the kind cannot have.
	Name func(string) error
	// Taken refuses names that nothing new may have; nil: every name is free.
	Taken func(string) error
	// Check reads a body and writes it canonically, or says what is wrong by field (JSON
	// pointers). It is also how nodes read what is stored: a body that passes works.
	Check func(name string, body []byte) ([]byte, []ParamError)
	// Default is the body that is in force under a name nobody ever set; nil: none is.
	Default func(name string) []byte
	// Stays says why what Default gives cannot be deleted, and what to do instead.
	Stays string
	// Fits refuses a checked body under its name that does not go with the tenant's other settings,
	// newest versions of all kinds; nil: every body does.
	Fits func(all []Setting, name string, body []byte) []ParamError
	// Needed refuses that a name is deleted which others of the tenant's newest settings name; nil:
	// nobody does.
	Needed func(all []Setting, name string) []ParamError
	// Seal replaces the secrets in a checked body; nil: it has none.
	Seal func(s Sealer, tenant, name string, body []byte) ([]byte, []ParamError)
	// Numbers are given to names where stored facts can't hold names. A name keeps its
	// number; that of a deleted name is given again only when all others are.
	Numbers Numbers
}

// Numbers is a range of numbers; the zero value is none.
type Numbers struct{ First, Last uint16 }

// Quotas people know from such products are defaults of ours.
const (
	typeQuota    = 20                  // P3-03
	ruleQuota    = 20                  // credentials and purposes
	eventQuota   = finding.MostOwnHits // P2-02
	siteQuota    = 100                 // rules about single APIs
	tuningQuota  = 200                 // about 80 rows, and some of them for single APIs
	builtinQuota = 100                 // there are 44 types and 61 purposes
)

// settingKinds are all kinds there are, in the order of the pages.
var settingKinds = append([]SettingKind{
	{
		ID: policy.DataTypes, Title: "own data types", One: "own data type", Quota: typeQuota,
		Means: "Types of sensitive data of your own, by characters and length or by regular expression.",
		Name:  policy.CheckName, Taken: unlikeBuiltin("data type", builtinTypeNames()), Check: unnamed(policy.CheckDataType), Numbers: Numbers{1, uint16(finding.CustomTypes)},
	},
	{
		ID: policy.BuiltinTypes, Title: "built-in data types", One: "built-in data type", Quota: builtinQuota,
		Means: "Built-in types of sensitive data that are switched off.",
		Name:  func(n string) error { _, err := policy.BuiltinType(n); return err },
		Check: unnamed(policy.CheckSwitch),
	},
	{
		ID: policy.Allows, Title: "sensitive data that is allowed", One: "sensitive data that is allowed", Quota: siteQuota,
		Means: "APIs or fields of them whose data is not sensitive after all.",
		Name:  policy.CheckName, Check: unnamed(policy.CheckAllow),
	},
	{
		ID: policy.Credentials, Title: "own credentials", One: "own credential", Quota: ruleQuota,
		Means: "Kinds of authentication credentials of your own, by conditions on the request.",
		Name:  policy.CheckName, Taken: unlikeBuiltin("credential", builtinCredentialNames()), Check: unnamed(policy.CheckCredential),
	},
	{
		ID: policy.AuthRules, Title: "authentication rules", One: "authentication rule", Quota: siteQuota,
		Means: "APIs whose callers show who they are in a parameter that you name.",
		Name:  policy.CheckName, Check: unnamed(policy.CheckAuthRule),
	},
	{
		ID: policy.Purposes, Title: "own purposes", One: "own purpose", Quota: ruleQuota,
		Means: "Purposes of APIs of your own, by address and parameter names.",
		Name:  policy.CheckName, Taken: unlikeBuiltin("purpose", builtinPurposeNames()), Check: unnamed(policy.CheckPurpose),
		Numbers: Numbers{uint16(finding.FirstCustomPurpose), uint16(finding.LastCustomPurpose)},
	},
	{
		ID: policy.BuiltinPurposes, Title: "built-in purposes", One: "built-in purpose", Quota: builtinQuota,
		Means: "Built-in purposes that are switched off.",
		Name:  func(n string) error { _, err := policy.BuiltinPurpose(n); return err },
		Check: unnamed(policy.CheckSwitch),
	},
	{
		ID: policy.TunedRules, Title: "tuned events and risks", One: "tuning of an event or risk", Quota: tuningQuota,
		Means: "Built-in events and risks that are off, on trial, at another level or with other figures, for all or for single domains and APIs.",
		Name:  func(n string) error { _, _, err := policy.BuiltinRow(n); return err },
		Check: func(name string, body []byte) ([]byte, []ParamError) {
			out, faults := policy.CheckTuning(name, body)
			return out, paramErrors(faults)
		},
		Fits: tuningFits,
	},
	{
		ID: policy.HomeKind, Title: "home jurisdiction", One: "home jurisdiction", Quota: 1,
		Means: "Countries and territories in which your data is at home (CN if none is set): what goes to addresses elsewhere crosses a border.",
		Name:  policy.CheckHomeName, Check: unnamed(policy.CheckHome),
	},
	{
		ID: policy.OwnEvents, Title: "own events", One: "own event", Quota: eventQuota,
		Means: "Events of your own: calls that meet conditions, so many within a period, and statistics of them.",
		Name:  policy.CheckName, Taken: unlikeBuiltin("event or risk", builtinRuleNames()), Check: unnamed(policy.CheckOwnEvent),
	},
	{
		ID: KindCorrection, Title: "corrections of APIs", One: "correction of APIs", Quota: traffic.MaxCorrections,
		Means: "What people said the APIs are: templates pinned, split and merged, paths that are none, values by rule.",
		Name:  slugName, Check: checkCorrection,
	},
	{
		ID: KindGatewayRule, Title: "rules for gateways", One: "rule for gateways", Quota: 500,
		Means: "What gateways were asked to do about cases; they fetch or include it, Lapwing is never in the path of calls.",
		Name:  gatewayRuleName, Check: checkGatewayRule,
	},
	{
		ID: KindSpec, Title: "API descriptions", One: "API description", Quota: 20, Most: 512 << 10, // 4,000 operations of 100 bytes and room
		Means: "Operations that imported OpenAPI documents declare.",
		Name:  slugName, Check: checkSpec,
	},
}, alarmKinds...)

// SettingKinds lists the kinds.
func SettingKinds() []SettingKind { return slices.Clone(settingKinds) }

func settingKind(id string) (*SettingKind, error) {
	i := slices.IndexFunc(settingKinds, func(k SettingKind) bool { return k.ID == id })
	if i < 0 {
		ids := make([]string, len(settingKinds))
		for j := range settingKinds {
			ids[j] = settingKinds[j].ID
		}
		return nil, missing("kind of policies", id, ids)
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
