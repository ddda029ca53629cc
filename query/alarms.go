package query

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/notify"
)

// Kinds of settings that say who is told what.
const (
	KindAlarm     = "alarms"
	KindRecipient = "recipients"
	KindOwner     = "owners"
)

const (
	alarmQuota     = 50
	recipientQuota = 100
	ownerQuota     = 500
)

// alarmKinds are their rows in settingKinds.
var alarmKinds = []SettingKind{
	{
		ID: KindAlarm, Title: "alarms", One: "alarm", Quota: alarmQuota,
		Means: "Digests of what is new: when they go out, about what, and to whom.",
		Name:  digest.CheckName, Check: faultless(digest.CheckAlarm), Fits: alarmFits, Default: defaultAlarm,
		Stays: "it is built in: to switch it off, put one under its name with enabled: false",
	},
	{
		ID: KindRecipient, Title: "recipients of alarms", One: "recipient of alarms", Quota: recipientQuota,
		Means: "Who is told, over which channel and in which language. Secrets are stored sealed; the sealed text that is shown in their place is of no use elsewhere.",
		Name:  digest.CheckName, Check: checkRecipient, Seal: sealRecipient, Default: defaultRecipient,
		Stays:  "it is built in: it is told nothing once no alarm names it",
		Needed: neededBy("recipient", namesRecipient),
	},
	{
		ID: KindOwner, Title: "owner labels", One: "owner label", Quota: ownerQuota,
		Means: "Who answers for which APIs, so that alarms can be about one owner's only.",
		Name:  digest.CheckName, Check: faultless(digest.CheckOwner), Needed: neededBy("owner label", namesOwner),
	},
}

func defaultAlarm(name string) []byte {
	if name != digest.DefaultName {
		return nil
	}
	b, err := json.Marshal(digest.Default())
	if err != nil { // texts
		return nil
	}
	return b
}

func defaultRecipient(name string) []byte {
	if name != digest.Inbox {
		return nil
	}
	return inboxBody
}

// inboxBody is the recipient every tenant has until it sets another of the name.
var inboxBody = []byte(`{"channel":"console","language":"en"}`)

// faultless is a check of package digest that does not depend on the name.
func faultless(check func([]byte) ([]byte, []digest.Fault)) func(string, []byte) ([]byte, []ParamError) {
	return func(_ string, body []byte) ([]byte, []ParamError) {
		out, bad := check(body)
		return out, faultErrors(bad)
	}
}

func faultErrors(bad []digest.Fault) []ParamError {
	var out []ParamError
	for _, f := range bad {
		out = append(out, ParamError{f.Field, f.Detail})
	}
	return out
}

func checkRecipient(name string, body []byte) ([]byte, []ParamError) {
	r, bad := notify.ParseRecipient(name, body)
	if bad != nil {
		return nil, faultErrors(bad)
	}
	return r.JSON(), nil
}

// Sealer seals the secrets in a recipient; notify.Sender does.
type Sealer interface {
	Seal(tenant string, r *notify.Recipient) []digest.Fault
}

func sealRecipient(s Sealer, tenant, name string, body []byte) ([]byte, []ParamError) {
	r, bad := notify.ParseRecipient(name, body)
	if bad == nil {
		bad = s.Seal(tenant, &r)
	}
	if bad != nil {
		return nil, faultErrors(bad)
	}
	return r.JSON(), nil
}

// alarmFits refuses an alarm that names recipients or labels nobody has set: a mistyped name
// would tell nobody.
func alarmFits(all []Setting, _ string, body []byte) []ParamError {
	var a digest.Alarm
	if err := json.Unmarshal(body, &a); err != nil {
		return []ParamError{{"/", err.Error()}}
	}
	set := alarmsOf(all)
	var bad []ParamError
	for i, s := range a.Recipients {
		if _, ok := set.recipients[s.Name]; !ok {
			bad = append(bad, ParamError{fmt.Sprintf("/recipients/%d/name", i), fmt.Sprintf("there is no recipient %q: add it first", s.Name)})
		}
	}
	for i, o := range a.Owners {
		if _, ok := set.owners[o]; !ok {
			bad = append(bad, ParamError{fmt.Sprintf("/owners/%d", i), fmt.Sprintf("there is no owner label %q: add it first", o)})
		}
	}
	return bad
}

// alarmWarnings is RuleWarnings of an alarm.
func alarmWarnings(body []byte) []string {
	var a digest.Alarm
	if err := json.Unmarshal(body, &a); err != nil || a.Odd() == "" {
		return nil
	}
	return []string{a.Odd()}
}

// neededBy refuses to delete what alarms name: they would tell nobody, or nothing.
func neededBy(what string, names func(a *digest.Alarm, name string) bool) func([]Setting, string) []ParamError {
	return func(all []Setting, name string) (bad []ParamError) {
		alarms := alarmsOf(all).alarms
		for _, is := range slices.Sorted(maps.Keys(alarms)) {
			if a := alarms[is]; names(&a, name) {
				bad = append(bad, ParamError{"name", fmt.Sprintf("the alarm %q names this %s: take it out there first", is, what)})
			}
		}
		return bad
	}
}

func namesRecipient(a *digest.Alarm, name string) bool {
	for i := range a.Recipients {
		if a.Recipients[i].Name == name {
			return true
		}
	}
	return false
}

// asksPurposes reports that a label is one of purposes.
func (s *alarmSet) asksPurposes() bool {
	for _, o := range s.owners {
		if len(o.Purposes) > 0 {
			return true
		}
	}
	return false
}

func namesOwner(a *digest.Alarm, name string) bool { return slices.Contains(a.Owners, name) }

// alarmSet is what a tenant's settings say about alarms, with what every tenant has.
type alarmSet struct {
	alarms     map[string]digest.Alarm
	recipients map[string]notify.Recipient
	owners     map[string]digest.Owner
	purposes   map[string][]finding.Purpose // by API; filled where a label asks for them
}

// alarmsOf reads the newest settings, those deleted too. What cannot be read is left out:
// checks let nothing of the kind in.
func alarmsOf(all []Setting) alarmSet {
	set := alarmSet{alarms: map[string]digest.Alarm{}, recipients: map[string]notify.Recipient{}, owners: map[string]digest.Owner{}}
	if !slices.ContainsFunc(all, func(s Setting) bool { return s.Kind == KindAlarm && s.Name == digest.DefaultName }) {
		set.alarms[digest.DefaultName] = digest.Default()
	}
	if !slices.ContainsFunc(all, func(s Setting) bool { return s.Kind == KindRecipient && s.Name == digest.Inbox }) {
		set.recipients[digest.Inbox], _ = notify.ParseRecipient(digest.Inbox, inboxBody)
	}
	for _, s := range all {
		if s.Deleted {
			continue
		}
		switch s.Kind {
		case KindAlarm:
			var a digest.Alarm
			if json.Unmarshal(s.Body, &a) == nil {
				set.alarms[s.Name] = a
			}
		case KindRecipient:
			if r, bad := notify.ParseRecipient(s.Name, s.Body); bad == nil {
				set.recipients[s.Name] = r
			}
		case KindOwner:
			var o digest.Owner
			if json.Unmarshal(s.Body, &o) == nil {
				set.owners[s.Name] = o
			}
		}
	}
	return set
}

// plan is everything that concerns one recipient.
func (set *alarmSet) plan(recipient string) digest.Plan {
	p := digest.Plan{Alarms: map[string]digest.Part{}}
	for name, a := range set.alarms {
		for i := range a.Recipients {
			if a.Enabled && a.Recipients[i].Name == recipient {
				p.Alarms[name] = digest.Part{Alarm: a, Filter: digest.FilterOf(&a, &a.Recipients[i], set.owners)}
			}
		}
	}
	return p
}
