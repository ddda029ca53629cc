package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// OwnEvent is a tenant's own event: calls that meet all conditions, so many of them within a
// period by one address, account, or on one API or domain, and statistics of theirs (P2-02 to
// P2-11, XV-21).
type OwnEvent struct {
	Enabled    *bool       `json:"enabled,omitempty"`    // default true
	Simulate   bool        `json:"simulate,omitempty"`   // runs and counts, alarms nobody
	Level      string      `json:"level"`                // low, medium or high
	Suggestion string      `json:"suggestion,omitempty"` // what to do about it
	Conditions []Condition `json:"conditions"`
	Per        string      `json:"per,omitempty"` // ip (the default), account, api or domain
	Period     int         `json:"period"`        // seconds
	Requests   int         `json:"requests"`      // as many fire
	Statistics []Statistic `json:"statistics,omitempty"`
}

// Statistic is one more thing that must hold of the calls of a period.
type Statistic struct {
	Count     string     `json:"count"`               // distinct, share or sum
	Field     string     `json:"field,omitempty"`     // of distinct: row of Distincts; of sum: a field with an amount
	Name      string     `json:"name,omitempty"`      // of the header, cookie or parameter; of data: the type
	Condition *Condition `json:"condition,omitempty"` // of share: which calls
	AtLeast   *float64   `json:"at_least,omitempty"`  // one of the two; of shares percent
	AtMost    *float64   `json:"at_most,omitempty"`
}

// Bounds of own events. The period is at most what people know from such products (P2-08).
const (
	leastPeriod, mostPeriod = 10, 15 * 60 // seconds
	mostRequests            = 1_000_000
	maxSuggestion           = 1000 // characters
	mostLimit               = 1e9
)

var pers = []string{"ip", "account", "api", "domain"} // by finding.OwnPer

// CheckOwnEvent reads the body of an own event.
func CheckOwnEvent(body []byte) ([]byte, Faults) {
	var e OwnEvent
	f := Read(body, &e)
	if f != nil {
		return nil, f
	}
	f.oneOf("/level", e.Level, []string{"low", "medium", "high"})
	if e.Per != "" {
		f.oneOf("/per", e.Per, pers)
	}
	if n := utf8.RuneCountInString(e.Suggestion); n > maxSuggestion {
		f.add("/suggestion", "want at most %d characters, have %d", maxSuggestion, n)
	}
	checkConditions(&f, "/conditions", e.Conditions, 1, forEvent)
	f.within("/period", e.Period, leastPeriod, mostPeriod)
	f.within("/requests", e.Requests, 1, mostRequests)
	if len(e.Statistics) > finding.MostOwnStats {
		f.add("/statistics", "want at most %d, have %d", finding.MostOwnStats, len(e.Statistics))
	}
	for i := range e.Statistics[:min(len(e.Statistics), finding.MostOwnStats)] {
		e.Statistics[i].check(&f, "/statistics/"+strconv.Itoa(i))
	}
	if f != nil {
		return nil, f
	}
	return canonical(e), nil
}

var statistics = []string{"distinct", "share", "sum"} // by finding.OwnWhat

func (s *Statistic) check(f *Faults, at string) {
	i := slices.Index(statistics, s.Count)
	if i < 0 {
		f.oneOf(at+"/count", s.Count, statistics)
		return
	}
	s.checkWhat(f, at, finding.OwnWhat(i)) //nolint:gosec // small
	most := mostLimit
	if s.Count == "share" {
		most = 100
	}
	limit, name := s.AtLeast, "/at_least"
	if s.AtMost != nil {
		limit, name = s.AtMost, "/at_most"
	}
	switch {
	case (s.AtLeast == nil) == (s.AtMost == nil):
		f.add(at, "want one of at_least and at_most")
	case *limit < 0 || *limit > most || *limit != *limit:
		f.add(at+name, "want from 0 to %g, have %g", most, *limit)
	}
}

func (s *Statistic) checkWhat(f *Faults, at string, what finding.OwnWhat) {
	if (s.Condition != nil) != (what == finding.OwnShare) {
		f.add(at+"/condition", "a share has a condition that says of which calls, and nothing else has")
		return
	}
	switch what {
	case finding.OwnShare:
		s.Condition.check(f, at+"/condition", forEvent)
		if s.Field != "" || s.Name != "" {
			f.add(at+"/field", "a share is of the calls that meet its condition: it has no field")
		}
	case finding.OwnSum:
		if x, ok := fieldOf(s.Field); !ok || x.kind != amount || x.uses&forEvent == 0 {
			f.add(at+"/field", "no amount %.40q: want one of %s", s.Field, fieldsOfKind(amount))
		}
		if s.Name != "" {
			f.add(at+"/name", "%s takes no name", s.Field)
		}
	case finding.OwnDistinct:
		d, ok := distinctOf(s.Field)
		switch {
		case !ok:
			f.add(at+"/field", "nothing called %.40q can be told apart: want one of %s", s.Field, distinctNames())
		case d.named == required && s.Name == "":
			f.add(at+"/name", "want the name of the header, cookie or parameter")
		case d.named == unnamed && s.Name != "":
			f.add(at+"/name", "%s takes no name", s.Field)
		case len(s.Name) > maxValue:
			f.add(at+"/name", "want at most %d bytes", maxValue)
		}
	}
}

func fieldsOfKind(k kind) string {
	var ids []string
	for i := range fields {
		if fields[i].kind == k && fields[i].uses&forEvent != 0 {
			ids = append(ids, fields[i].ID)
		}
	}
	return strings.Join(ids, ", ")
}

// ownEvent is one ready to be asked.
type ownEvent struct {
	rule  *finding.OwnRule
	tests tests
	stats []ownStat
}

// ownStat gives what a call adds to a statistic.
type ownStat struct {
	distinct *distinct // of distinct values
	name     string
	share    *test                            // of shares
	sum      func(*Call) (n float64, ok bool) // of sums
}

func (e *OwnEvent) per() finding.OwnPer {
	return finding.OwnPer(max(slices.Index(pers, e.Per), 0)) //nolint:gosec // small
}

func (r *Rules) addOwnEvent(d Document) error {
	e := decoded[OwnEvent](d.Body)
	if !on(e.Enabled) {
		return nil
	}
	if len(r.events) == finding.MostOwnHits {
		return fmt.Errorf("there are %d own events already", finding.MostOwnHits)
	}
	level, _ := finding.ParseLevel(e.Level)
	rule := &finding.OwnRule{
		Name: d.Name, Version: d.Version, Simulate: e.Simulate, Level: level, Per: e.per(),
		Period: uint32(e.Period), Requests: uint32(e.Requests), About: conditionsInWords(e.Conditions), //nolint:gosec // bounded
	}
	own := ownEvent{tests: compileConditions(e.Conditions)}
	for i := range e.Statistics {
		s := &e.Statistics[i]
		what := slices.Index(statistics, s.Count)
		x := finding.OwnStat{What: finding.OwnWhat(what), About: clipped(strings.TrimSpace(s.Field + " " + s.Name))} //nolint:gosec // small
		if s.AtMost != nil {
			x.AtMost, x.Limit = true, *s.AtMost
		} else {
			x.Limit = *s.AtLeast
		}
		stat := ownStat{name: s.Name}
		switch x.What {
		case finding.OwnShare:
			t := s.Condition.compile()
			stat.share, x.About = &t, clipped(s.Condition.words())
		case finding.OwnSum:
			field, _ := fieldOf(s.Field)
			stat.sum = field.number
		case finding.OwnDistinct:
			stat.distinct, _ = distinctOf(s.Field)
		}
		rule.Stats, own.stats = append(rule.Stats, x), append(own.stats, stat)
	}
	own.rule = rule.Made()
	r.events = append(r.events, own)
	return nil
}

// words is a condition as policies write it, for the explanation of what it was about.
func (c *Condition) words() string {
	parts := []string{c.Field}
	if c.Name != "" {
		parts = append(parts, c.Name)
	}
	parts = append(parts, c.Op)
	const shown = 3 // values
	if n := len(c.Values); n > 0 {
		list := strings.Join(c.Values[:min(n, shown)], ", ")
		if n > shown {
			list += fmt.Sprintf(", ... (%d)", n)
		}
		parts = append(parts, list)
	}
	return strings.Join(parts, " ")
}

func conditionsInWords(cs []Condition) string {
	all := make([]string, len(cs))
	for i := range cs {
		all[i] = cs[i].words()
	}
	return clipped(strings.Join(all, "; "))
}

// clipped keeps what travels with facts short: 300 bytes say what an event is about.
func clipped(s string) string {
	const most = 300
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}
