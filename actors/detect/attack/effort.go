package attack

import (
	"bytes"
	"regexp"

	"github.com/zeebo/xxh3"

	"github.com/lapwing-sec/lapwing/actors/finding"
	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// effort bounds what the first stage may cost a call. Each text pays for being read, each rule
// that is tried on it for what it reads. Where it is spent the call is doubted, so that the
// second stage sees it, and of the values that are left only the last are read: what breaks out
// of something stands at its start, what was hidden behind filling at its end.
//
// Calls that people make spend some hundred steps; a document of a megabyte some thousand.
type effort struct{ left int }

const (
	maxEffort  = 8_000 // steps of 0.1 to 0.5 us: at most some 4 ms a call
	endEffort  = 1_200 // of these, kept for the values at the end
	lastValues = 48    // values at the end that are read in any case
	readStep   = 64    // bytes read in one step
	ruleStep   = 4     // bytes tried against a rule in one step

	maxTried     = 24 << 10 // bytes of a text on which a form is tried: some 3 ms
	operatorStep = 16       // steps of an operator in a name: its path, field and value
)

// pay takes steps; false when there are none left.
func (e *effort) pay(steps int) bool {
	if e.left <= 0 {
		return false
	}
	e.left -= steps
	return true
}

// read pays for reading a text once.
func (e *effort) read(text []byte) bool { return e.pay(1 + min(len(text), maxText)/readStep) }

// try pays for trying a rule on a text.
func (e *effort) try(text []byte) bool { return e.pay(1 + len(text)/ruleStep) }

// excuse pays for asking whether a text only tells about an attack, a step a byte; false where that
// is more than is left.
func (e *effort) excuse(text []byte) bool { return len(text) < e.left && e.pay(1+len(text)) }

// match tries a form on a text. Of one that is very long only both ends are tried, and the call is
// doubted for what stands between them.
func (e *effort) match(form *regexp.Regexp, text []byte) bool {
	if !e.try(text) {
		return false
	}
	if len(text) <= maxTried {
		return form.Match(text)
	}
	e.left = min(e.left, 0)
	return form.Match(text[:maxTried/2]) || form.Match(text[len(text)-maxTried/2:])
}

// Spent reports that the call judged last was too much work to be read whole.
func (s *Scanner) Spent() bool { return s.effort.left <= 0 }

// giveUp doubts a call that was too much work, by all of its body: no other call is like it.
func (s *Scanner) giveUp(body []byte) {
	s.doubt.Shape = s.doubt.Shape*31 + xxh3.Hash(body) | 1
}

// end judges the end of a body that was read in part, where a payload is hidden behind filling:
// its last strings, or the last values of a form.
func (s *Scanner) end(body *traffic.Body) (set finding.Set) {
	if len(body.Text) <= endText || body.Format != traffic.FormatJSON && body.Format != traffic.FormatForm {
		return 0
	}
	s.effort.left = max(s.effort.left, endEffort)
	rest, begins := body.Text[len(body.Text)-endText:], s.begins[:0]
	for at := 0; at < len(rest); {
		begins = append(begins, at)
		if body.Format == traffic.FormatJSON {
			at += stringEnd(rest[at:]) + 1
		} else if i := bytes.IndexAny(rest[at:], "&="); i >= 0 {
			at += i + 1
		} else {
			break
		}
	}
	end := len(rest) + 1
	for i := len(begins) - 1; i >= 0; i-- { // backwards: filling may take what effort is left
		set |= s.text(inValue, "", rest[begins[i]:max(begins[i], end-1)])
		end = begins[i]
	}
	s.begins = begins
	return set
}

// stringEnd gives the index of the first quote that no backslash precedes, the length without one.
func stringEnd(text []byte) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(text)
}
