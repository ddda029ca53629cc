package digest

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Draft is what a digest is composed of.
type Draft struct {
	ID          string
	Language    Language
	Zone        *time.Location
	Base        string // address of the console, without a slash at the end
	Since       time.Time
	First       bool      // Since is when the alarm began: it has told nothing before
	Slot        time.Time // when it was due
	Now         time.Time
	New         []Item // claimed by this digest
	Over        bool   // there are more than one digest holds
	Going       int    // told before, and seen again since
	Calls       uint64 // recorded since
	Coverage    float64
	Undelivered int // digests of this recipient that were given up
}

// Bounds of a digest.
const (
	MostClaims = 20_000 // findings one digest is about; the rest follows in the next one
	mostBriefs = 100    // findings told to programs one by one
	titleRunes = 80
	apiRunes   = 90
	lateAfter  = 15 * time.Minute // from which a digest says when it was due
)

// Compose writes the digest. The same draft gives the same message, byte by byte.
func Compose(d Draft) Message {
	items := slices.Clone(d.New)
	slices.SortFunc(items, before)
	m := Message{
		ID: d.ID, Language: d.Language.String(), At: d.Now.UTC(), Link: d.Base + "/digests/" + url.PathEscape(d.ID), Going: d.Going,
	}
	var levels [4]int
	for i := range items {
		x := &items[i]
		levels[min(int(x.Level), 3)]++
		if x.Kind == finding.KindRisk {
			m.Risks++
		} else {
			m.Events++
		}
		if i < mostBriefs {
			m.Items = append(m.Items, brief(x, &d))
		}
	}
	m.Subject = words.subjectNone.in(d.Language)
	if len(items) > 0 {
		m.Level = items[0].Level.String()
		m.Subject = words.subjectNew.in(d.Language, counts(&d, m.Events, m.Risks)+" ("+levelCounts(&d, levels)+")")
	}
	tail := tail(&d, &m)
	m.Lines = append(m.Lines, Line{Text: head(&d, &m, levels)})
	m.Lines = append(m.Lines, body(&d, items, MostLines-1-len(tail))...)
	m.Findings = len(m.Lines) - 1
	m.Lines = append(m.Lines, tail...)
	return m
}

// Trial is the message of the test button.
func Trial(id string, l Language, base string, now time.Time) Message {
	return Message{
		ID: id, Language: l.String(), At: now.UTC(), Subject: words.subjectTest.in(l), Link: base + "/alarms", Test: true,
		Lines: []Line{{Text: words.test.in(l)}, {Text: words.product.in(l), Link: base + "/alarms"}},
	}
}

// before orders what is new: the highest level first, then the newest.
func before(a, b Item) int {
	return cmp.Or(cmp.Compare(b.Level, a.Level), b.End.Compare(a.End), cmp.Compare(a.ID, b.ID))
}

func counts(d *Draft, events, risks int) string {
	var parts []string
	if events > 0 {
		parts = append(parts, counted(d.Language, events, words.event, words.events))
	}
	if risks > 0 {
		parts = append(parts, counted(d.Language, risks, words.risk, words.risks))
	}
	return strings.Join(parts, words.and.in(d.Language))
}

func levelCounts(d *Draft, levels [4]int) string {
	var parts []string
	for v := 3; v >= 0; v-- {
		if levels[v] > 0 {
			parts = append(parts, number(levels[v])+" "+LevelWord(d.Language, finding.Level(v)))
		}
	}
	return strings.Join(parts, ", ")
}

func head(d *Draft, m *Message, levels [4]int) string {
	since, headline, nothing := stamp(d.Since, d.Zone), words.headline, words.nothing
	if d.First {
		headline, nothing = words.firstHeadline, words.firstNothing
	}
	s := nothing.in(d.Language, since)
	if m.New() > 0 {
		s = headline.in(d.Language, since, counts(d, m.Events, m.Risks), levelCounts(d, levels))
	}
	if d.Now.Sub(d.Slot) > lateAfter {
		s += words.catchUp.in(d.Language, stamp(d.Slot, d.Zone))
	}
	return s
}

// tail is what stands below the findings: where all of them are, what goes on, and whether
// silence can be believed.
func tail(d *Draft, m *Message) []Line {
	var out []Line
	list := func(k finding.Kind, n int, one, many text) {
		if n > 0 {
			out = append(out, Line{Text: words.all.in(d.Language, counted(d.Language, n, one, many)), Link: d.list(k)})
		}
	}
	list(finding.KindEvent, m.Events, words.event, words.events)
	list(finding.KindRisk, m.Risks, words.risk, words.risks)
	if d.Over {
		out = append(out, Line{Text: words.over.in(d.Language)})
	}
	if d.Going > 0 {
		out = append(out, Line{Text: words.going.in(d.Language, number(d.Going))})
	}
	switch {
	case d.Calls == 0 && m.New() == 0:
		out = append(out, Line{Text: words.noCalls.in(d.Language)})
	case d.Calls > 0:
		out = append(out, Line{Text: words.coverage.in(d.Language, percent(d.Coverage))})
	}
	if d.Undelivered > 0 {
		out = append(out, Line{Text: words.undelivered.in(d.Language, number(d.Undelivered)), Link: d.Base + "/alarms"})
	}
	return out
}

func brief(x *Item, d *Draft) Brief {
	return Brief{
		ID: x.ID, Kind: x.Kind.String(), Type: x.Type, Title: x.TitleIn(d.Language), Level: x.Level.String(),
		Host: x.API.Host, Method: x.API.Method, API: x.API.Template, Source: x.Source,
		Start: x.Start.UTC(), End: x.End.UTC(), Count: x.Count, Link: d.page(x),
	}
}

// page is where a finding is read.
func (d *Draft) page(x *Item) string { return d.Base + listOf(x.Kind) + "/" + url.PathEscape(x.ID) }

// list is the list of what the digest is about.
func (d *Draft) list(k finding.Kind) string {
	return d.Base + listOf(k) + "?digest=" + url.QueryEscape(d.ID)
}

func listOf(k finding.Kind) string {
	if k == finding.KindRisk {
		return "/risks"
	}
	return "/events"
}
