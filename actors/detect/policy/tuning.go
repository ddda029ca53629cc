package policy

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/event"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Tuning says how one built-in event or risk runs, for the whole tenant or for a domain or an
// API: off, on trial, at another level, with other figures (P2-01, PE-31, NF-12). Its name
// says which: the row's ID, and what tells it from others of that row behind a dot, as in
// "EV-09" and "EV-09.shop". Of several that fit a call the one about least counts, alone.
type Tuning struct {
	Mode   string  `json:"mode,omitempty"`   // on (the default), simulate or off
	Host   string  `json:"host,omitempty"`   // one domain, no pattern; none: all
	API    string  `json:"api,omitempty"`    // one path template of the domain
	Method string  `json:"method,omitempty"` // one method of the API, with its operation: "POST createOrder"
	Level  string  `json:"level,omitempty"`  // low, medium or high, whatever the volume
	Floor  float64 `json:"floor,omitempty"`  // the line is never below it
	Times  float64 `json:"times,omitempty"`  // times what is usual
	Window int     `json:"window,omitempty"` // seconds
}

// BuiltinRow finds what a tuning's name is about: the row of an event or of a risk.
func BuiltinRow(name string) (k finding.Kind, row uint8, err error) {
	id, rest, dotted := strings.Cut(name, ".")
	if dotted && CheckName(rest) != nil {
		return 0, 0, fmt.Errorf("a name is a row ID, or one with a dot and 1 to %d letters, digits, Chinese characters and . _ - behind it: %.60q", maxName, name)
	}
	if r := event.ByType(id); r != nil {
		return finding.KindEvent, uint8(r.ID), nil
	}
	if r := risk.ByType(id); r != nil {
		return finding.KindRisk, uint8(r.ID), nil
	}
	return 0, 0, fmt.Errorf("no built-in event or risk %.40q: want a row ID such as EV-09 or RK-18, and a dot and a word behind it "+
		"where there are several about it", id)
}

// CheckTuning reads the body of a tuning of that name.
func CheckTuning(name string, body []byte) ([]byte, Faults) {
	var t Tuning
	f := Read(body, &t)
	if f != nil {
		return nil, f
	}
	if t.Mode != "" {
		f.oneOf("/mode", t.Mode, []string{"on", "simulate", "off"})
	}
	if t.Level != "" {
		f.oneOf("/level", t.Level, []string{"low", "medium", "high"})
	}
	t.checkScope(&f)
	if k, row, err := BuiltinRow(name); err == nil {
		t.checkFigures(&f, k, row)
	}
	if t == (Tuning{Host: t.Host, API: t.API, Method: t.Method}) {
		f.add("", "says nothing: want at least one of mode, level, floor, times and window")
	}
	if f != nil {
		return nil, f
	}
	return canonical(t), nil
}

func (t *Tuning) checkScope(f *Faults) {
	for _, x := range []struct{ at, text, needs, needed string }{
		{"/host", t.Host, "", "host"}, {"/api", t.API, "host", t.Host}, {"/method", t.Method, "api", t.API},
	} {
		switch {
		case x.text == "":
		case len(x.text) > maxValue:
			f.add(x.at, "want at most %d bytes", maxValue)
		case x.needed == "":
			f.add(x.at, "stands only beside %s", x.needs)
		}
	}
	if strings.Contains(t.Host, "*") {
		f.add("/host", "want one domain such as shop.example.com, without *: for all domains leave out host, api and method; "+
			"about an API of several domains put a tuning for each of them")
	}
	if t.API != "" && t.API[0] != '/' {
		f.add("/api", "want a path template such as /orders/{id}")
	}
}

// checkFigures holds the figures to what the row can do with them.
func (t *Tuning) checkFigures(f *Faults, k finding.Kind, row uint8) {
	line, typ := lineOf(k, row)
	figure := func(at string, set bool, builtin float64, have, least, most float64) {
		switch {
		case !set:
		case builtin == 0:
			f.add(at, "%s has no %s to set: it can be off, simulated and have another level%s", typ, at[1:], figuresOf(&line))
		case math.IsNaN(have) || have < least || have > most:
			f.add(at, "want from %g to %g, have %g", least, most, have)
		}
	}
	figure("/floor", t.Floor != 0, line.Floor, t.Floor, event.LeastFloor, event.MostFloor)
	figure("/times", t.Times != 0, line.Times, t.Times, event.LeastTimes, event.MostTimes)
	figure("/window", t.Window != 0, line.Window.Seconds(), float64(t.Window), event.LeastWindow.Seconds(), event.MostWindow.Seconds())
}

func figuresOf(l *event.Line) string {
	var have []string
	for _, x := range []struct {
		name string
		has  bool
	}{{"floor", l.Floor > 0}, {"times", l.Times > 0}, {"window", l.Window > 0}} {
		if x.has {
			have = append(have, x.name)
		}
	}
	if have == nil {
		return ""
	}
	return ", and " + strings.Join(have, " and ")
}

func lineOf(k finding.Kind, row uint8) (l event.Line, typ string) {
	if k != finding.KindEvent {
		if r := risk.ByID(finding.Risk(row)); r != nil {
			l.Floor = float64(r.Floor)
		}
		return l, finding.Risk(row).String()
	}
	typ = finding.Event(row).String()
	if r := event.ByType(typ); r != nil {
		l, _ = r.Line()
	}
	return l, typ
}

// tuned is a tuning ready to be looked up.
type tuned struct {
	host, api, method string
	tune              finding.Tune
}

// about tells how little a tuning is about: the whole tenant 0, a domain 1, an API 2, a method 3.
func (t *tuned) about() int {
	switch {
	case t.method != "":
		return 3
	case t.api != "":
		return 2
	case t.host != "":
		return 1
	}
	return 0
}

func (t *tuned) fits(a *traffic.API) bool {
	return (t.host == "" || t.host == a.Host) && (t.api == "" || t.api == a.Template) && (t.method == "" || t.method == a.Method)
}

var modes = map[string]finding.Mode{"": finding.ModeOn, "on": finding.ModeOn, "simulate": finding.ModeSimulate, "off": finding.ModeOff}

// SameTuning reports that two tunings, by their names and checked bodies, are about the same
// row and the same calls: only one of them could count.
func SameTuning(name string, body []byte, otherName string, otherBody []byte) bool {
	k, row, err := BuiltinRow(name)
	otherKind, otherRow, otherErr := BuiltinRow(otherName)
	t, o := decoded[Tuning](body), decoded[Tuning](otherBody)
	return err == nil && otherErr == nil && k == otherKind && row == otherRow && t.Host == o.Host && t.API == o.API && t.Method == o.Method
}

// TuningScope says in words which calls a checked tuning is about.
func TuningScope(body []byte) string {
	t := decoded[Tuning](body)
	if t.Host == "" {
		return "all domains"
	}
	return strings.TrimSpace(t.Method + " " + t.Host + t.API)
}

func (r *Rules) addTuning(d Document) error {
	k, row, err := BuiltinRow(d.Name)
	if err != nil {
		return err
	}
	t := decoded[Tuning](d.Body)
	level, _ := finding.ParseLevel(t.Level)
	x := tuned{t.Host, t.API, t.Method, finding.Tune{
		Kind: k, Row: row, Mode: modes[t.Mode], Level: level, Floor: t.Floor, Times: t.Times,
		Window: uint32(t.Window), Policy: fmt.Sprintf("%s@%d", d.Name, d.Version), //nolint:gosec // bounded
	}}
	for i := range r.tuned {
		o := &r.tuned[i]
		if o.tune.Kind == k && o.tune.Row == row && o.host == x.host && o.api == x.api && o.method == x.method {
			return fmt.Errorf("%s is about the same already: delete one of them", o.tune.Policy)
		}
	}
	r.tuned = append(r.tuned, x)
	return nil
}

// tune puts tunings in the order in which they count, and makes the one of all APIs that no
// policy names.
func (r *Rules) tune() {
	slices.SortStableFunc(r.tuned, func(a, b tuned) int { return b.about() - a.about() })
	r.tenantWide = r.tuningOf(func(t *tuned) bool { return t.about() == 0 })
	r.narrowed = slices.ContainsFunc(r.tuned, func(t tuned) bool { return t.about() > 0 })
}

func (r *Rules) tuningOf(fits func(*tuned) bool) *finding.Tuning {
	var all []finding.Tune
	for i := range r.tuned {
		if fits(&r.tuned[i]) {
			all = append(all, r.tuned[i].tune)
		}
	}
	return finding.NewTuning(all)
}

// mostTunings is how many APIs are remembered before the memory starts over.
const mostTunings = 16 << 10

// Tunings remembers what is said of the rules for each API; the zero value is ready. Not safe
// for concurrent use: each engine has its own.
type Tunings struct {
	of  *Rules
	api map[traffic.API]*finding.Tuning
}

// Of gives what the rules say about one API, nil for nothing. The same API has the same
// tuning as long as the rules are the same.
func (m *Tunings) Of(r *Rules, a *traffic.API) *finding.Tuning {
	if !r.narrowed {
		return r.tenantWide
	}
	if m.of != r || len(m.api) >= mostTunings {
		m.of, m.api = r, map[traffic.API]*finding.Tuning{}
	}
	t, ok := m.api[*a]
	if !ok {
		t = r.tenantWide
		if slices.ContainsFunc(r.tuned, func(t tuned) bool { return t.about() > 0 && t.fits(a) }) {
			t = r.tuningOf(func(t *tuned) bool { return t.fits(a) })
		}
		m.api[*a] = t
	}
	return t
}

// TuneOf gives what is said of one row for an API, nil for nothing: for pages, not for calls.
func (r *Rules) TuneOf(typ string, a traffic.API) *finding.Tune {
	if r == nil {
		return nil
	}
	for i := range r.tuned {
		if t := &r.tuned[i]; t.tune.At() == typ && t.fits(&a) {
			return &t.tune
		}
	}
	return nil
}
