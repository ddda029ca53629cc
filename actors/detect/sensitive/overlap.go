package sensitive

import (
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// The one rule for overlapping hits. A block (certificate, key, connection string, password
// file, address) swallows whatever lies in it. A URL swallows dates, other URLs and e-mail
// addresses in it, and lets everything else stand beside it: an ID number in a link is an ID
// number. Otherwise the more confident hit stays, then the longer, then the lower ID.

// swallows tells which types are blocks.
var swallows = [lastType + 1]bool{
	PEMCert: true, PrivateKey: true, JDBC: true, LinuxPasswd: true, LinuxShadow: true, CNAddress: true,
}

func better(a, b *Hit) bool {
	if a.Confidence != b.Confidence {
		return a.Confidence > b.Confidence
	}
	if la, lb := a.End-a.Start, b.End-b.Start; la != lb {
		return la > lb
	}
	return a.Type < b.Type
}

// settled appends the candidates that remain, in the order in which they stand.
func (s *Scanner) settled(dst []Hit, least uint8) []Hit {
	s.settle(least)
	return append(dst, s.hits...)
}

// settle fills s.hits with the candidates that remain.
func (s *Scanner) settle(least uint8) {
	s.hits = s.hits[:0]
	switch {
	case len(s.work) == 0:
		return
	case len(s.work) == 1:
		if s.work[0].Confidence >= least {
			s.hits = append(s.hits, s.work[0])
		}
		return
	}
	slices.SortFunc(s.work, func(a, b Hit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	dst := s.hits
	link := -1 // the last URL, its end
	block := -1
next:
	for i := range s.work {
		h := &s.work[i]
		if h.Confidence < least || h.End <= block {
			continue
		}
		if h.End <= link && inLink(h.Type) {
			continue
		}
		for len(dst) > 0 {
			k := &dst[len(dst)-1]
			if k.End <= h.Start || k.Type == URL && h.End <= k.End {
				break
			}
			if !swallows[builtin(h.Type)] && !better(h, k) || swallows[builtin(k.Type)] {
				continue next
			}
			dst = dst[:len(dst)-1]
		}
		dst = append(dst, *h)
		switch {
		case h.Type == URL:
			link = h.End
		case swallows[builtin(h.Type)]:
			block = h.End
		}
	}
	s.hits = dst
}

// inLink tells which types a URL swallows.
func inLink(t finding.DataType) bool { return t == Date || t == URL || t == Email }

// builtin maps custom types to 0, which has no rules.
func builtin(t finding.DataType) finding.DataType {
	if t > lastType {
		return 0
	}
	return t
}
