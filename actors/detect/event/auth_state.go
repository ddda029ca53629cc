package event

import (
	"fmt"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// authState is the API's authentication (AS-13) and what it rests on, in one sentence.
func (e *Endpoint) authState() (finding.Auth, string) {
	if e.proof.holds() {
		return finding.AuthNotVerified, e.proof.sentence()
	}
	state := e.all.state()
	total := uint64(e.all.with) + uint64(e.all.without)
	if total == 0 {
		return state, "No successful call yet."
	}
	return state, fmt.Sprintf("%d of %d successful calls carried a credential; logons are not counted.", e.all.with, total)
}

// doubtWords say what was wrong with the credentials of the pairs.
var doubtWords = [finding.Doubts]string{
	finding.DoubtAbsent: "no credential", finding.DoubtBlank: "a blank credential",
	finding.DoubtMalformed: "a malformed token", finding.DoubtMadeUp: "a made-up token",
	finding.DoubtUnsigned: "an unsigned token", finding.DoubtExpired: "an expired token",
}

// sentence explains the proof.
func (p *proof) sentence() string {
	var parts []string
	for d, n := range p.pairs {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d with %s", n, doubtWords[d]))
		}
	}
	return fmt.Sprintf("The same object was answered with the same personal data to callers with a valid-looking credential "+
		"and to others: %s; %s%d objects, none refused.", strings.Join(parts, ", "), atLeast(len(p.objects)), len(p.objects))
}

func atLeast(n int) string {
	if n >= maxApart {
		return "at least "
	}
	return ""
}
