package console

import (
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/query"
	"github.com/lapwing-sec/lapwing/query/digest"
	"github.com/lapwing-sec/lapwing/query/notify"
)

var levelBoxes = plain(digest.LevelWords()...)

// alarmForm is the form of alarms.
var alarmForm = []ruleField{
	{Path: "every", Title: "When", As: oneOf, Options: []option{
		{"day", "daily, at one time"}, {"hour", "hourly, at the top of each hour of a range"}, {"burst", "when enough gathered or waited long enough"},
	}},
	{Path: "at", Title: "Time", As: aLine, Small: true, If: "every=day", Hint: "Daily: 10:00 where left empty."},
	{Path: "from", Title: "First hour", As: aLine, Small: true, If: "every=hour,burst", Hint: "Hourly: 08:00. What is found outside is held."},
	{Path: "to", Title: "Last hour", As: aLine, Small: true, If: "every=hour,burst", Hint: "20:00; before the first hour it is past midnight."},
	{Path: "wait", Title: "Longest wait", As: aLine, Small: true, If: "every=burst", Hint: "Gathered: 5m, from the first finding."},
	{Path: "threshold", Title: "Enough", As: aNumber, Small: true, If: "every=burst", Hint: "Gathered: 10 findings go out at once."},
	{Path: "zone", Title: "Time zone", As: aLine, Hint: "Such as Asia/Shanghai. Empty: the tenant's."},
	{Path: "heartbeat", Title: "Once a day also when nothing is new", As: enabled, Hint: "Says that Lapwing is alive and how much it could see."},
	{Path: "levels", Title: "Levels", As: someOf, Options: levelBoxes, Group: "About what", Hint: "Nothing ticked: all."},
	{Path: "types", Title: "Types", As: someLines, Hint: "events, bots (events by programs that take too much), risks, or row IDs such as EV-09; one a line. None: all."},
	{Path: "owners", Title: "Owner labels", As: someLines, Hint: "One a line. None: all APIs."},
	{Path: "hosts", Title: "Hosts", As: someLines, Hint: "shop.example.com or *.example.com, one a line. None: all."},
	{Path: "apis", Title: "APIs", As: someLines, Hint: "/orders/{id}, POST /orders or /orders/*, one a line. None: all."},
	{Path: "recipients", Title: "Recipients", As: toldTo, Group: "To whom", Hint: "One a line: the name of a recipient, then levels and types where they differ from the above, such as boss high."},
	{Path: "enabled", Title: "Switched on", As: enabled, Hint: "Switched off it tells nobody of anything found meanwhile."},
}

var ownerForm = []ruleField{
	{Path: "hosts", Title: "Hosts", As: someLines, Hint: "shop.example.com or *.example.com, one a line. None: all."},
	{Path: "apis", Title: "APIs", As: someLines, Hint: "/orders/{id}, POST /orders or /orders/*, one a line. None: all of the hosts."},
	{Path: "ids", Title: "API IDs", As: someLines, Hint: "api_3f1c0d2e4b5a6978, one a line. None: any."},
	{Path: "purposes", Title: "Purposes", As: someLines, Hint: "BP-12 or the name of an own one, one a line: APIs that have any of them. None: any."},
	{Path: "policies", Title: "Policies", As: someLines, Hint: "Own events and risks by name, or policies such as EV-09.shop: what they found or tuned. None: any."},
}

// recipientForm is the form of recipients: the fields of all channels, each named once.
func recipientForm() []ruleField {
	ways := ruleField{Path: "channel", Title: "Channel", As: oneOf}
	out := []ruleField{ways, {Path: "language", Title: "Language", As: oneOf, Options: []option{{"en", "English"}, {"zh", "中文"}}}}
	at := map[string]int{}
	for _, c := range notify.Channels() {
		out[0].Options = append(out[0].Options, option{c.ID, c.Title + ": " + c.Means})
		for _, f := range c.Fields {
			i, ok := at[f.Name]
			if !ok {
				i = len(out)
				at[f.Name] = i
				as := aLine
				if f.Secret {
					as = aSecret
				}
				out = append(out, ruleField{Path: f.Name, Title: f.Title, As: as, If: "channel="})
			}
			field := &out[i]
			if field.If != "channel=" {
				field.If += ","
			}
			field.If += c.ID
			field.Hint = strings.TrimSpace(field.Hint + " " + c.Title + ": " + orText(f.Hint, strings.ToLower(f.Title)) + ".")
			if f.Secret {
				field.As = aSecret
			}
		}
	}
	return out
}

func orText(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// subscribed reads a line of recipients: a name, then words that are levels or types.
func subscribed(line string) digest.Subscription {
	words := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
	s := digest.Subscription{}
	for i, w := range words {
		switch {
		case i == 0:
			s.Name = w
		case slices.Contains(digest.LevelWords(), w):
			s.Levels = append(s.Levels, w)
		default:
			s.Types = append(s.Types, w)
		}
	}
	return s
}

// applies reports whether a field of the form counts: its condition names another field and
// the values with which it does.
func (f ruleField) applies(form map[string][]string) bool {
	name, values, ok := strings.Cut(f.If, "=")
	return !ok || slices.Contains(strings.Split(values, ","), first(form[name]))
}

// alarmStarts are rules that new ones begin with.
var alarmStarts = map[string]string{
	query.KindAlarm:     "every: day\nat: \"10:00\"\nrecipients:\n  - {name: console}\n",
	query.KindRecipient: "channel: webhook\nurl: https://hooks.example.com/lapwing\nsecret: put-a-long-random-text-here\n",
	query.KindOwner:     "hosts: [shop.example.com]\napis: [\"/orders/*\"]\n",
}
