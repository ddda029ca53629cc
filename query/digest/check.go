package digest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/detect/policy"
)

// Fault is what is wrong with one field, by JSON pointer.
type Fault struct{ Field, Detail string }

// Bounds of an alarm.
const (
	mostRecipients = 50
	mostPatterns   = 100
	mostTypes      = 50
	patternBytes   = 300
	shortestWait   = time.Minute
	longestWait    = 24 * time.Hour
	mostThreshold  = 10_000
)

type faults []Fault

func (f *faults) add(field, format string, args ...any) {
	*f = append(*f, Fault{field, fmt.Sprintf(format, args...)})
}

// read decodes JSON strictly: an unknown field is a mistake.
func (f *faults) read(body []byte, into any) {
	for _, x := range policy.Read(body, into) {
		f.add(cmp.Or(x.Field, "/"), "%s", x.Detail)
	}
}

// CheckAlarm reads an alarm and writes it canonically, or says what is wrong. What is left
// out is the default: on, daily at 10:00, all levels and types, with a heartbeat.
func CheckAlarm(body []byte) ([]byte, []Fault) {
	a := Alarm{Enabled: true, Every: Daily, Heartbeat: true}
	var bad faults
	if bad.read(body, &a); bad != nil {
		return nil, bad
	}
	bad.times(&a)
	bad.words("/levels", a.Levels, LevelWords(), nil)
	bad.words("/types", a.Types, TypeWords(), rowID)
	bad.patterns("/hosts", a.Hosts, hostPattern, "a host such as shop.example.com or *.example.com")
	bad.patterns("/apis", a.APIs, apiPattern, "an API such as /orders/{id}, POST /orders or /orders/*")
	bad.patterns("/owners", a.Owners, labelName, "the name of an owner label")
	if len(a.Recipients) == 0 || len(a.Recipients) > mostRecipients {
		bad.add("/recipients", "from 1 to %d recipients", mostRecipients)
	}
	var have []string
	for i, r := range a.Recipients {
		at := fmt.Sprintf("/recipients/%d", i)
		if !labelName.MatchString(r.Name) {
			bad.add(at+"/name", "want the name of a recipient")
		} else if slices.Contains(have, r.Name) {
			bad.add(at+"/name", "%s stands there twice", r.Name)
		}
		have = append(have, r.Name)
		bad.words(at+"/levels", r.Levels, LevelWords(), nil)
		bad.words(at+"/types", r.Types, TypeWords(), rowID)
	}
	return written(a, bad)
}

// Odd says what a checked alarm may be and is perhaps not meant to be, to stand behind "it"; ""
// nothing.
func (a *Alarm) Odd() string {
	if a.Every == Daily || a.From == "" || a.From != a.To {
		return ""
	}
	if a.Every == Hourly {
		return "goes out once a day, at " + a.From + ", and holds what is found at other hours until then: a range has two different hours"
	}
	return "goes out within the hour from " + a.From + " only, and holds what is found at other hours until then: a range has two different hours"
}

// CheckOwner is CheckAlarm for owner labels.
func CheckOwner(body []byte) ([]byte, []Fault) {
	var o Owner
	var bad faults
	if bad.read(body, &o); bad != nil {
		return nil, bad
	}
	if len(o.Hosts)+len(o.APIs)+len(o.IDs)+len(o.Purposes)+len(o.Policies) == 0 {
		bad.add("/", "want hosts, apis, ids, purposes or policies: a label of nothing finds nothing")
	}
	bad.patterns("/hosts", o.Hosts, hostPattern, "a host such as shop.example.com or *.example.com")
	bad.patterns("/apis", o.APIs, apiPattern, "an API such as /orders/{id}, POST /orders or /orders/*")
	bad.patterns("/ids", o.IDs, apiID, "the ID of an API such as api_3f1c0d2e4b5a6978")
	bad.patterns("/purposes", o.Purposes, anyName, "a purpose such as BP-12, or the name of an own one")
	bad.patterns("/policies", o.Policies, anyName, "the name of an own event or risk, or of a policy such as EV-09.shop")
	return written(o, bad)
}

func written(x any, bad faults) ([]byte, []Fault) {
	if bad != nil {
		return nil, bad
	}
	b, err := json.Marshal(x)
	if err != nil {
		bad.add("/", "%v", err)
	}
	return b, bad
}

func (f *faults) times(a *Alarm) {
	switch a.Every {
	case Daily:
		f.only(a, "at")
		f.clock("/at", &a.At, defaultAt, false)
	case Hourly:
		f.only(a, "from", "to")
		f.clock("/from", &a.From, defaultFrom, true)
		f.clock("/to", &a.To, defaultTo, true)
	case Burst:
		f.only(a, "from", "to", "wait", "threshold")
		f.burst(a)
	default:
		f.add("/every", "no %.20q: want day, hour or burst", a.Every)
	}
	if a.Zone != "" {
		if _, err := LoadZone(a.Zone); err != nil {
			f.add("/zone", "%v", err)
		}
	}
}

// only refuses times that the period has no use for: who set them meant something else.
func (f *faults) only(a *Alarm, fields ...string) {
	for name, set := range map[string]bool{
		"at": a.At != "", "from": a.From != "", "to": a.To != "", "wait": a.Wait != "", "threshold": a.Threshold != 0,
	} {
		if set && !slices.Contains(fields, name) {
			f.add("/"+name, "has no meaning with every: %s", a.Every)
		}
	}
	slices.SortFunc(*f, func(x, y Fault) int { return strings.Compare(x.Field, y.Field) })
}

func (f *faults) clock(field string, s *string, otherwise string, full bool) {
	if *s == "" {
		*s = otherwise
	}
	c, err := parseClock(*s)
	if err != nil {
		f.add(field, "%v", err)
	} else if full && c%60 != 0 {
		f.add(field, "want a full hour such as 08:00, have %s", *s)
	}
}

func (f *faults) burst(a *Alarm) {
	if (a.From == "") != (a.To == "") {
		f.add("/from", "from and to belong together")
	} else if a.From != "" {
		f.clock("/from", &a.From, "", true)
		f.clock("/to", &a.To, "", true)
	}
	if a.Wait == "" {
		a.Wait = "5m"
	}
	if d, err := time.ParseDuration(a.Wait); err != nil || d < shortestWait || d > longestWait {
		f.add("/wait", "want from 1m to 24h, have %.20q", a.Wait)
	}
	if a.Threshold == 0 {
		a.Threshold = defaultThreshold
	}
	if a.Threshold < 1 || a.Threshold > mostThreshold {
		f.add("/threshold", "want from 1 to %d", mostThreshold)
	}
}

func (f *faults) words(field string, have, words []string, also *regexp.Regexp) {
	if len(have) > mostTypes {
		f.add(field, "at most %d", mostTypes)
	}
	for i, w := range have {
		if !slices.Contains(words, w) && (also == nil || !also.MatchString(w)) {
			f.add(fmt.Sprintf("%s/%d", field, i), "no %.40q: want one of %s", w, strings.Join(words, ", "))
		}
	}
}

func (f *faults) patterns(field string, have []string, form *regexp.Regexp, want string) {
	if len(have) > mostPatterns {
		f.add(field, "at most %d", mostPatterns)
	}
	for i, p := range have {
		if len(p) > patternBytes || !form.MatchString(p) {
			f.add(fmt.Sprintf("%s/%d", field, i), "want %s, have %.60q", want, p)
		}
	}
}

var (
	rowID       = regexp.MustCompile(`^[A-Z]{2}-[A-Za-z0-9-]{1,40}$`)
	apiID       = regexp.MustCompile(`^api_[a-z0-9]{8,40}$`)
	anyName     = regexp.MustCompile(`^[^\s\pC][^\pC]{0,99}$`)
	labelName   = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9_.-]{0,62}[a-z0-9])?$`)
	hostPattern = regexp.MustCompile(`^(?:\*\.)?[^\s*/]+$`)
	apiPattern  = regexp.MustCompile(`^(?:[A-Za-z]{1,20} )?/[^\s*]*\*?$`)
)

// CheckName refuses names that alarms, recipients and labels cannot have.
func CheckName(name string) error {
	if !labelName.MatchString(name) {
		return errors.New("want 1 to 64 small letters, digits, dots, hyphens and underscores")
	}
	return nil
}
