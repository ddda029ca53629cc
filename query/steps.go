package query

import (
	"context"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Whose names one caller: an account, a session or an address; the first that is set.
type Whose struct {
	Account uint64
	Session uint64
	Net     netip.Prefix
}

// ParseWhose reads an account or a session as finding.AccountText writes it, an address or a block.
func ParseWhose(text string) (Whose, error) {
	const digits = 16
	hex, session := strings.CutPrefix(text, "session-")
	if n, err := strconv.ParseUint(hex, 16, 64); err == nil && len(hex) == digits && n != 0 {
		if session {
			return Whose{Session: n}, nil
		}
		return Whose{Account: n}, nil
	}
	if p, err := netip.ParsePrefix(text); err == nil {
		return Whose{Net: p.Masked()}, nil
	}
	if a, err := netip.ParseAddr(text); err == nil {
		a = a.Unmap().WithZone("")
		return Whose{Net: netip.PrefixFrom(a, a.BitLen())}, nil
	}
	return Whose{}, fmt.Errorf("cannot read %q: want an account of 16 hexadecimal digits, session- and as many, an address or a block", text)
}

// WhoseOf names who an event came from, as ParseWhose reads it; "" where it is nobody in particular.
func WhoseOf(s *finding.Source) string {
	switch {
	case s.OfAccount():
		return s.Account
	case s.Block.IsValid() && s.IPs > 1:
		return s.Block.String()
	case s.IP.IsValid() && s.Block.IsValid():
		return s.IP.String()
	}
	return ""
}

// StepsQuery asks for the calls of one caller in their order, oldest first.
type StepsQuery struct {
	Tenant string
	Whose  Whose
	Window Window
	Limit  int
}

// Step is one call of a caller.
type Step struct {
	At       time.Time
	API      traffic.API
	Noise    bool // no API: a static file, a probe of what does not exist
	Status   uint16
	Client   netip.Addr
	Agent    string
	Account  uint64
	Session  uint64
	Object   uint64 // keyed hash of the record it asked for, 0 if none
	Entries  uint32 // of sensitive data in the answer
	Attacks  finding.Set
	Login    finding.Outcome
	Likely   float64 // share of the callers that go from the call before to this one; 0 and Usual 0: not known
	Usual    uint64  // calls of the one before from which that is known
	NewVisit bool    // more than SessionBreak after the one before
}

// SessionBreak ends a visit: who comes back later begins anew.
const SessionBreak = 30 * time.Minute

// StepPair is how often callers of a host went from one API to another within a visit.
type StepPair struct {
	From, To string // API IDs
	Calls    uint64
}

const (
	mostSteps  = 500 // calls of one answer
	stepsKnown = 50  // calls of an API before it is known what follows it
	// PairCalls is from how many calls of a host, the newest, is learned what follows what.
	PairCalls = 200_000
	pairHosts = 3 // hosts of one answer whose ways are asked for
	pairDays  = 7
)

// Steps are the calls of one caller in their order.
type Steps struct {
	Whose  string
	Rows   []Step
	Window Window
	More   bool // there are more after the last
}

// Unlikely reports a step that hardly any caller takes after the one before. It is evidence beside a
// case, no alarm: rare ways have good reasons, too.
func (s *Step) Unlikely() bool { return s.Usual >= stepsKnown && s.Likely < 0.01 }

// Steps lists what an account, a session or an address did, in order (PE-13), and how likely each step
// is after the one before, from what the callers of that host did in the last days (PE-14).
func (d *Desk) Steps(ctx context.Context, who Asker, text string, w Window, limit int) (Steps, error) {
	whose, err := ParseWhose(strings.TrimSpace(text))
	if err != nil {
		return Steps{}, &BadRequest{[]ParamError{{"who", err.Error()}}}
	}
	limit = max(1, min(limit, mostSteps))
	out := Steps{Whose: text, Window: closeWindow(w, d.Now())}
	out.Rows, err = d.store.Steps(ctx, StepsQuery{Tenant: who.Tenant, Whose: whose, Window: out.Window, Limit: limit + 1})
	if err != nil {
		return Steps{}, err
	}
	if len(out.Rows) > limit {
		out.Rows, out.More = out.Rows[:limit], true
	}
	return out, d.likely(ctx, who.Tenant, &out)
}

// likely fills in how likely each step is.
func (d *Desk) likely(ctx context.Context, tenant string, s *Steps) error {
	hosts := map[string]map[string]map[string]uint64{} // of a host: from, to, calls
	for i := 1; i < len(s.Rows); i++ {
		a, b := &s.Rows[i-1], &s.Rows[i]
		b.NewVisit = b.At.Sub(a.At) > SessionBreak
		if b.NewVisit || a.Noise || b.Noise || a.API.Host != b.API.Host {
			continue
		}
		ways, asked := hosts[b.API.Host]
		if !asked {
			if len(hosts) == pairHosts {
				continue
			}
			pairs, err := d.store.StepPairs(ctx, tenant, b.API.Host, Window{s.Window.To.AddDate(0, 0, -pairDays), s.Window.To})
			if err != nil {
				return err
			}
			ways = map[string]map[string]uint64{}
			for _, p := range pairs {
				if ways[p.From] == nil {
					ways[p.From] = map[string]uint64{}
				}
				ways[p.From][p.To] += p.Calls
			}
			hosts[b.API.Host] = ways
		}
		next := ways[a.API.ID(tenant)]
		for _, n := range next {
			b.Usual += n
		}
		if b.Usual > 0 {
			b.Likely = float64(next[b.API.ID(tenant)]) / float64(b.Usual)
		}
	}
	return nil
}
