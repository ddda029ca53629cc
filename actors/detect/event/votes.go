package event

import (
	"github.com/lapwing-sec/lapwing/actors/detect/attack"
	"github.com/lapwing-sec/lapwing/actors/detect/baseline"
	"github.com/lapwing-sec/lapwing/actors/detect/region"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// What votes for a case (PE-21): the detector of its row, those of other rows that the same call is over the
// line of, and what the call itself and its API's habits tell. None of them weighs more than another.

// agree lets the contributions to events of one call vote for each other.
func agree(of []finding.Finding, f *finding.Facts, more finding.Votes) {
	if len(of) == 0 {
		return
	}
	all, said := callVotes(f)|more, false
	for i := range of {
		all |= of[i].Votes
		said = said || of[i].Why.Reason != ""
	}
	if !said {
		return // as before: the case has them already
	}
	for i := range of {
		of[i].Votes = all
	}
}

// callVotes is what one call tells by itself.
func callVotes(f *finding.Facts) (v finding.Votes) {
	if f.Attacks != 0 {
		v = v.With(finding.VoteAttack)
	}
	if f.Blocked {
		v = v.With(finding.VoteFirewall)
	}
	if f.Tool == attack.ScannerTool || f.Login.Outcome != finding.OutcomeNone && !human(f.Tool) && f.Tool != attack.Bot {
		v = v.With(finding.VoteProgram)
	}
	if f.Doubt != finding.DoubtNone && f.Doubt != finding.DoubtAbsent {
		v = v.With(finding.VoteCredential)
	}
	return v
}

// habitVotes is in which ways a call is none that the API is used to.
func (e *Endpoint) habitVotes(f *finding.Facts, at uint32) (v finding.Votes) {
	day, w := at/secondsPerDay, &e.ways
	if _, strange := w.strangeProgram(f, day); strange {
		v = v.With(finding.VoteProgram)
	}
	if _, strange, _ := e.strangeSource(f, day); strange {
		v = v.With(finding.VoteNetwork)
	}
	if n := w.countries.Count(); n > 0 && n <= fewUsual && w.countries.Ready(day) {
		if c := uint64(region.Of(f.Client)); c != 0 && !w.countries.Usual(c) {
			v = v.With(finding.VoteCountry)
		}
	}
	if w.hours.Quiet(int64(at/3600), 1) {
		v = v.With(finding.VoteHour)
	}
	if _, odd, _ := w.forms.Unusual(f.Forms, day); odd != baseline.OddNot {
		v = v.With(finding.VoteForm)
	}
	return v
}
