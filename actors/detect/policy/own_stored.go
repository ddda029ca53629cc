package policy

import (
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// StoredPart gives what of the checked body of an own event can be asked of stored calls, and in words what
// was left out: stored calls keep what was concluded and hashes, not headers, parameters and bodies. All
// conditions and statistics must hold, so without some of them an event finds as much or more. rest is nil where
// no condition is left.
func StoredPart(body []byte) (rest []byte, left []string) {
	e := decoded[OwnEvent](body)
	conditions, stats := e.Conditions, e.Statistics
	e.Enabled, e.Conditions, e.Statistics = nil, nil, nil // one that is not in force can be tried
	for i := range conditions {
		if c := &conditions[i]; c.stored() {
			e.Conditions = append(e.Conditions, *c)
		} else {
			left = append(left, c.words())
		}
	}
	for _, s := range stats {
		if s.stored() {
			e.Statistics = append(e.Statistics, s)
		} else {
			left = append(left, strings.TrimSpace(s.Count+" "+s.Field+" "+s.Name))
		}
	}
	if len(e.Conditions) == 0 {
		return nil, left
	}
	return canonical(e), left
}

// CountedPer gives whose calls an own event of this checked body counts together.
func CountedPer(body []byte) finding.OwnPer {
	e := decoded[OwnEvent](body)
	return e.per()
}

// OnlyHost gives the one host that the conditions of an own event's checked body leave, "" where there are more.
func OnlyHost(body []byte) string {
	e := decoded[OwnEvent](body)
	for i := range e.Conditions {
		if c := &e.Conditions[i]; c.Field == "host" && c.Op == "equals" && len(c.Values) == 1 {
			return c.Values[0]
		}
	}
	return ""
}

func (c *Condition) stored() bool {
	f, ok := fieldOf(c.Field)
	return ok && f.uses&stored != 0
}

func (s *Statistic) stored() bool {
	switch s.Count {
	case statistics[finding.OwnShare]:
		return s.Condition.stored()
	case statistics[finding.OwnSum]:
		f, ok := fieldOf(s.Field)
		return ok && f.uses&stored != 0
	}
	d, ok := distinctOf(s.Field)
	return ok && d.stored
}

// Stored asks the own events of rules that StoredPart made about stored calls. Not safe for concurrent use.
type Stored struct {
	rules  *Rules
	values Values
	x      traffic.Exchange
	v      traffic.Values
}

// NewStored makes rules ready. Values are told apart by hashes without a key, which are not kept.
func NewStored(r *Rules) *Stored {
	return &Stored{rules: r, values: Values{Hash: func(kind string, value []byte) uint64 {
		return xxh3.HashSeed(value, xxh3.HashString(kind))
	}}}
}

// Note sets f.Own as the inspection of the call would have.
func (s *Stored) Note(f *finding.Facts) {
	method, _, _ := strings.Cut(f.API.Method, " ") // an operation stands behind
	s.x = traffic.Exchange{
		Time: f.Time, Method: method, Host: f.API.Host, Path: f.API.Template, Status: int(f.Status), Latency: f.Latency,
		Request: traffic.Message{Size: f.ReqSize}, Response: traffic.Message{Size: f.ResSize},
	}
	s.x.Client.IP = f.Client
	c := s.rules.Call(&s.x, &s.v, f)
	f.Own = s.rules.Own(f.Own[:0], &c, &s.values)
}
