package event

import (
	"encoding/binary"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// riskCount is how many of an API's calls have shown a risk.
type riskCount struct {
	id finding.Risk
	n  uint64
}

// showRisks makes contributions of the risks that a call shows by itself. A late call
// shows them too: a risk is no matter of time.
func (e *Endpoint) showRisks(f *finding.Facts, out *[]finding.Finding) {
	for i := range f.Risks {
		hit := &f.Risks[i]
		row := risk.ByID(hit.Risk)
		if row == nil {
			continue
		}
		c := finding.Finding{
			Kind: finding.KindRisk, Type: row.Type(), Tenant: f.Tenant, API: f.API,
			Level: row.Level, Start: f.Time, End: f.Time, Count: 1,
		}
		if n := e.countRisk(hit.Risk); n&(n-1) == 0 { // explained at the 1st, 2nd, 4th, 8th ... call
			c.Samples = []string{f.ID}
			c.Why = finding.Why{
				Observed: 1, Threshold: 0, Unit: "calls", Rule: row.Rule(), Reason: sentence(hit.Reason), Clear: row.Clear,
			}
		}
		*out = append(*out, c)
	}
}

// sentence gives a reason its capital letter and its full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	if s[0] >= 'a' && s[0] <= 'z' {
		s = string(s[0]-'a'+'A') + s[1:]
	}
	if s[len(s)-1] != '.' {
		s += "."
	}
	return s
}

// tally counts what the risks of the whole API ask for.
func (e *Endpoint) tally(f *finding.Facts, at uint32) {
	a, c := &e.counts, e.caller
	login := f.Login.Outcome != finding.OutcomeNone
	switch {
	case f.Status == 429:
		a.Limited++
	case login && f.Login.Outcome == finding.OutcomeFailed:
		c.failed++
		a.MostFailures = max(a.MostFailures, c.failed)
	}
	if login && (f.Status == 429 || f.Status == 423) {
		a.RefusedLogins++
	}
	a.FastestMinute = max(a.FastestMinute, c.in(at/60))
}

// judgeRisks makes contributions of the risks that only many calls together show: once a
// minute at most, and again only when the figure has doubled.
func (e *Endpoint) judgeRisks(f *finding.Facts, at uint32, out *[]finding.Finding) {
	if at/60 == e.judged {
		return
	}
	e.judged = at / 60
	for _, row := range risk.Table() {
		if row.PerAPI == nil {
			continue
		}
		v, hit := row.PerAPI(&e.counts)
		shown := e.shown(row.ID)
		if !hit || shown == nil || uint64(v.Observed) < 2*shown.n {
			continue
		}
		*out = append(*out, finding.Finding{
			Kind: finding.KindRisk, Type: row.Type(), Tenant: f.Tenant, API: f.API, Level: row.Level,
			Start: f.Time, End: f.Time, Count: uint64(v.Observed) - shown.n, Samples: []string{f.ID},
			Why: finding.Why{
				Observed: float64(v.Observed), Threshold: float64(v.Threshold), Unit: v.Unit, Rule: row.Rule(),
				Reason: sentence(v.Reason), Clear: row.Clear,
			},
		})
		shown.n = uint64(v.Observed)
	}
}

// shown gives the figure of a risk as it was last shown, nil where there is no room.
func (e *Endpoint) shown(id finding.Risk) *riskCount {
	for i := range e.risks {
		if e.risks[i].id == id {
			return &e.risks[i]
		}
	}
	if len(e.risks) == maxTypes {
		return nil
	}
	e.risks = append(e.risks, riskCount{id: id})
	return &e.risks[len(e.risks)-1]
}

// countRisk counts a call that showed a risk and gives how many have.
func (e *Endpoint) countRisk(id finding.Risk) uint64 {
	r := e.shown(id)
	if r == nil {
		return 1
	}
	r.n++
	return r.n
}

// Risks lists the risks the API has shown.
func (e *Endpoint) Risks() (s finding.Set) {
	for _, r := range e.risks {
		if r.n == 0 {
			continue
		}
		s = s.With(uint8(r.id))
	}
	return s
}

func appendRisks(dst []byte, all []riskCount) []byte {
	dst = append(dst, byte(len(all)))
	for _, r := range all {
		dst = binary.AppendUvarint(append(dst, byte(r.id)), r.n)
	}
	return dst
}

func readRisks(u *finding.Unpacker) (all []riskCount) {
	for range u.Len(maxTypes, 2) {
		all = append(all, riskCount{finding.Risk(u.Byte()), u.Uint()})
	}
	return all
}
