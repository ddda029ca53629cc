package event

import (
	"encoding/binary"
	"net/netip"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/purpose"
	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// riskCount is how many of an API's calls have shown a risk.
type riskCount struct {
	id     finding.Risk
	n      uint64
	policy uint32 // which policy had tuned the row when it was last explained; 0: none
}

// showRisks makes contributions of the risks that a call shows by itself. A late call
// shows them too: a risk is no matter of time.
func (e *Endpoint) showRisks(f *finding.Facts, out *[]finding.Finding) {
	for i := range f.Risks {
		hit := &f.Risks[i]
		row := risk.ByID(hit.Risk)
		tune := f.Tuning.Risk(hit.Risk)
		if row == nil || tune.Off() {
			continue
		}
		c := finding.Finding{
			Kind: finding.KindRisk, Type: row.Type(), Tenant: f.Tenant, API: f.API,
			Level: row.Level, Start: f.Time, End: f.Time, Count: 1,
		}
		if e.countRisk(hit.Risk, policyOf(tune)) {
			c.Samples = []string{f.ID}
			c.Why = finding.Why{
				Observed: 1, Threshold: 0, Unit: "calls", Rule: row.Rule(), Reason: hit.Reason,
			}
		}
		tune.Mark(&c)
		*out = append(*out, c)
	}
}

// dayCounts is what the risks of the whole API ask for, counted over one UTC day: a risk that
// is there shows again on another day, and one that is fixed does not (RH-06).
type dayCounts struct {
	risk.API
	day              uint32
	limited, refused uint32 // newest day on which a call was answered 429, a login 423 or 429
	shared           sharing
	sources, tools   baseline.Usual
}

// tally counts a call; flagged ones too.
func (e *Endpoint) tally(f *finding.Facts, at uint32, flagged bool) {
	a, c, day := &e.counts, e.caller, at/secondsPerDay
	if day > a.day {
		a.API, a.day = risk.API{}, day
	}
	login := f.Login.Outcome != finding.OutcomeNone
	switch {
	case f.Status == 429:
		a.limited = max(a.limited, day)
	case login && f.Login.Outcome == finding.OutcomeFailed:
		c.failed++
		a.MostFailures = max(a.MostFailures, c.failed)
	case f.Login.Outcome == finding.OutcomeOK:
		if share, of := a.shared.note(&f.Login, at); share > a.SharedPassword {
			a.SharedPassword, a.Accounts = share, of
		}
	}
	if login && (f.Status == 429 || f.Status == 423) {
		a.refused = max(a.refused, day)
	}
	a.Limited, a.RefusedLogins = a.limited > 0 && a.limited+1 >= a.day, a.refused > 0 && a.refused+1 >= a.day
	a.FastestMinute = max(a.FastestMinute, c.in(at/60))
	if f.OK() && !f.Blocked && f.Attacks == 0 {
		e.tallyCallers(f, day, flagged)
	}
}

// tallyCallers counts whom the API answered that usually does not call it. A flagged call teaches
// nothing.
func (e *Endpoint) tallyCallers(f *finding.Facts, day uint32, flagged bool) {
	a := &e.counts
	a.Guarded = e.guarded()
	program, _, _ := strings.Cut(f.Agent, "/")
	for _, by := range [...]struct {
		usual       *baseline.Usual
		key         uint64
		unusual, of *uint32
	}{
		{&a.sources, blockKey(f.Client), &a.NewSources, &a.UsualSources},
		{&a.tools, xxh3.HashString(program) ^ uint64(f.Tool), &a.NewTools, &a.UsualTools},
	} {
		if unusual, fresh := by.usual.New(by.key, day); unusual && fresh {
			*by.unusual++
		}
		if !flagged {
			by.usual.Add(by.key, day)
		}
		*by.of = by.usual.Count(day)
	}
}

// guarded reports an API for the office or for partners: most of its calls suggest so.
func (e *Endpoint) guarded() bool {
	var most uint64
	var is finding.Service
	for _, t := range e.asset.services {
		if t.n > most {
			most, is = t.n, finding.Service(t.id)
		}
	}
	return is == purpose.Internal || is == purpose.Partner
}

func blockKey(ip netip.Addr) uint64 {
	a := finding.Block(ip).Addr().As16()
	return xxh3.Hash(a[:])
}

// judgeRisks makes contributions of the risks that only many calls together show: once a
// minute at most, and again on the same day only when the figure has doubled.
func (e *Endpoint) judgeRisks(f *finding.Facts, at uint32, out *[]finding.Finding) {
	if at/60 == e.judged {
		return
	}
	e.judged = at / 60
	for _, row := range risk.Table() {
		tune := f.Tuning.Risk(row.ID)
		if row.PerAPI == nil || tune.Off() {
			continue
		}
		counts := &e.counts.API // no copy, which each minute would allocate
		counts.Line = 0
		if tune != nil {
			counts.Line = uint32(tune.Floor)
		}
		v, hit := row.PerAPI(counts)
		if !hit {
			continue
		}
		shown := figureOf(&e.figures, row.ID, e.counts.day)
		if shown == nil {
			continue
		}
		if policy := policyOf(tune); policy != shown.policy {
			shown.policy, shown.n = policy, 0
		}
		if uint64(v.Observed) < 2*shown.n {
			continue
		}
		*out = append(*out, finding.Finding{
			Kind: finding.KindRisk, Type: row.Type(), Tenant: f.Tenant, API: f.API, Level: row.Level,
			Start: f.Time, End: f.Time, Count: uint64(v.Observed) - shown.n, Samples: []string{f.ID},
			Why: finding.Why{
				Observed: float64(v.Observed), Threshold: float64(v.Threshold), Unit: v.Unit, Rule: row.Rule(),
				Reason: v.Reason(),
			},
		})
		tune.Mark(&(*out)[len(*out)-1])
		shown.n = uint64(v.Observed)
	}
}

// dayFigure is a risk's figure as it was last shown on a day.
type dayFigure struct {
	riskCount
	day uint32
}

// figureOf gives a risk's figure of the day, nil where there is no room.
func figureOf(all *[]dayFigure, id finding.Risk, day uint32) *dayFigure {
	for i := range *all {
		if s := &(*all)[i]; s.id == id {
			if s.day != day {
				s.day, s.n = day, 0
			}
			return s
		}
	}
	if len(*all) == maxTypes {
		return nil
	}
	*all = append(*all, dayFigure{riskCount{id: id}, day})
	return &(*all)[len(*all)-1]
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

// countRisk counts a call that showed a risk and reports whether it is to be explained: the
// 1st, 2nd, 4th, 8th ... call, and the first under another policy.
func (e *Endpoint) countRisk(id finding.Risk, policy uint32) bool {
	r := e.shown(id)
	if r == nil {
		return true
	}
	r.n++
	changed := r.policy != policy
	r.policy = policy
	return changed || r.n&(r.n-1) == 0
}

// Risks lists the risks the API has shown.
func (e *Endpoint) Risks() (s finding.Set) {
	for _, r := range e.risks {
		if r.n == 0 {
			continue
		}
		s = s.With(uint8(r.id))
	}
	for _, r := range e.figures {
		s = s.With(uint8(r.id))
	}
	return s
}

func (c *dayCounts) append(dst []byte) []byte {
	for _, n := range [...]uint32{
		c.day, c.limited, c.refused, c.MostFailures, c.FastestMinute, c.SharedPassword, c.Accounts, c.NewSources,
		c.UsualSources, c.NewTools, c.UsualTools,
	} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	dst = finding.AppendBool(finding.AppendBool(finding.AppendBool(dst, c.Limited), c.RefusedLogins), c.Guarded)
	return c.tools.Append(c.sources.Append(c.shared.append(dst)))
}

func (c *dayCounts) read(u *finding.Unpacker) {
	c.day, c.limited, c.refused = u.Uint32(), u.Uint32(), u.Uint32()
	c.API = risk.API{
		MostFailures: u.Uint32(), FastestMinute: u.Uint32(), SharedPassword: u.Uint32(), Accounts: u.Uint32(),
		NewSources: u.Uint32(), UsualSources: u.Uint32(), NewTools: u.Uint32(), UsualTools: u.Uint32(),
	}
	c.Limited, c.RefusedLogins, c.Guarded = u.Bool(), u.Bool(), u.Bool()
	c.shared.read(u)
	c.sources.Read(u)
	c.tools.Read(u)
}

func appendFigures(dst []byte, all []dayFigure) []byte {
	dst = append(dst, byte(len(all)))
	for _, r := range all {
		dst = binary.AppendUvarint(append(dst, byte(r.id)), uint64(r.day))
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, r.n), uint64(r.policy))
	}
	return dst
}

func readFigures(u *finding.Unpacker) (all []dayFigure) {
	for range u.Len(maxTypes, 4) {
		f := dayFigure{riskCount: riskCount{id: finding.Risk(u.Byte())}, day: u.Uint32()}
		f.n, f.policy = u.Uint(), u.Uint32()
		all = append(all, f)
	}
	return all
}

func appendRisks(dst []byte, all []riskCount) []byte {
	dst = append(dst, byte(len(all)))
	for _, r := range all {
		dst = binary.AppendUvarint(binary.AppendUvarint(append(dst, byte(r.id)), r.n), uint64(r.policy))
	}
	return dst
}

func readRisks(u *finding.Unpacker) (all []riskCount) {
	for range u.Len(maxTypes, 3) {
		all = append(all, riskCount{finding.Risk(u.Byte()), u.Uint(), u.Uint32()})
	}
	return all
}
