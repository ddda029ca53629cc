package policy

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// need is what every text that an expression matches shows: a cheap question that answers
// nearly always "no" and never wrongly. It may only miss an optimisation, never a match.
type need struct {
	words []string  // one of these stands in the text; nil: nothing is known
	run   int       // so many bytes in a row ...
	set   [256]bool // ... are of these; run 0: nothing is known
}

const (
	leastWord = 3   // bytes of a word worth looking for
	mostWords = 8   // alternatives worth looking for one by one
	widestSet = 200 // bytes: a set of more is nearly every text
)

func needOf(re *syntax.Regexp) need {
	var n need
	if words, ok := wordsOf(re); ok && shortestOf(words) >= leastWord {
		n.words = words
	}
	if r := runOf(re); r.best.least > 1 && r.best.size() <= widestSet {
		n.run, n.set = r.best.least, r.best.set
	}
	return n
}

// met reports whether a text shows what is needed.
func (n *need) met(text []byte) bool {
	if n.words != nil {
		found := false
		for _, w := range n.words {
			if found = strings.Contains(str(text), w); found {
				break
			}
		}
		if !found {
			return false
		}
	}
	if n.run == 0 {
		return true
	}
	// A run of n.run bytes covers one of every n.run-th: only those are looked at until one fits.
	for at := n.run - 1; at < len(text); {
		if !n.set[text[at]] {
			at += n.run
			continue
		}
		from, to := at, at+1
		for from > 0 && at-from < n.run && n.set[text[from-1]] {
			from--
		}
		for to < len(text) && to-from < n.run && n.set[text[to]] {
			to++
		}
		if to-from >= n.run {
			return true
		}
		at = to + n.run
	}
	return false
}

// wordsOf gives texts of which one stands in every match.
func wordsOf(re *syntax.Regexp) (words []string, ok bool) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 && strings.IndexFunc(string(re.Rune), cased) >= 0 {
			return nil, false
		}
		if slices.Contains(re.Rune, utf8.RuneError) { // stands for any byte that is no UTF-8
			return nil, false
		}
		return []string{string(re.Rune)}, true
	case syntax.OpCapture, syntax.OpPlus:
		return wordsOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return wordsOf(re.Sub[0])
		}
	case syntax.OpConcat: // the part whose shortest word is longest
		for _, sub := range re.Sub {
			if ws, has := wordsOf(sub); has && (!ok || shortestOf(ws) > shortestOf(words)) {
				words, ok = ws, true
			}
		}
		return words, ok
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			ws, has := wordsOf(sub)
			if !has || len(words)+len(ws) > mostWords {
				return nil, false
			}
			words = append(words, ws...)
		}
		return words, len(words) > 0
	}
	return nil, false
}

func cased(r rune) bool { return unicode.SimpleFold(r) != r }

func shortestOf(words []string) int {
	n := 0
	for i, w := range words {
		if i == 0 || len(w) < n {
			n = len(w)
		}
	}
	return n
}

// stretch says that a text has at least so many bytes in a row, all of a set.
type stretch struct {
	set   [256]bool
	least int
}

func (s *stretch) size() (n int) {
	for _, in := range s.set {
		if in {
			n++
		}
	}
	return n
}

func (s *stretch) also(o *stretch) {
	for b, in := range o.set {
		s.set[b] = s.set[b] || in
	}
}

// run describes the matches of an expression: whole, where pure, is all of them; best is
// the longest stretch that is in every one.
type run struct {
	pure        bool // every match is made of whole.set and has at least whole.least bytes
	whole, best stretch
}

func runOf(re *syntax.Regexp) run {
	switch re.Op {
	case syntax.OpLiteral:
		r := run{pure: true}
		for _, c := range re.Rune {
			r.whole.add(c)
			if re.Flags&syntax.FoldCase != 0 {
				for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
					r.whole.add(f)
				}
			}
		}
		r.whole.least = len(re.Rune) // bytes are at least as many, whichever case
		return r.closed()
	case syntax.OpCharClass:
		r := run{pure: true}
		for i := 0; i+1 < len(re.Rune); i += 2 {
			for c := re.Rune[i]; c <= re.Rune[i+1] && c < utf8.RuneSelf; c++ {
				r.whole.add(c)
			}
			if re.Rune[i+1] >= utf8.RuneSelf {
				r.whole.add(utf8.RuneSelf)
			}
		}
		r.whole.least = 1
		return r.closed()
	case syntax.OpCapture:
		return runOf(re.Sub[0])
	case syntax.OpPlus:
		return runOf(re.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		return runOf(re.Sub[0]).times(0)
	case syntax.OpRepeat:
		return runOf(re.Sub[0]).times(re.Min)
	case syntax.OpConcat:
		return concat(re.Sub)
	case syntax.OpAlternate:
		return alternate(re.Sub)
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return run{pure: true}
	}
	return run{} // any character
}

// add puts a character's bytes in; all beyond ASCII are one.
func (s *stretch) add(c rune) {
	if c < utf8.RuneSelf {
		s.set[byte(c)] = true
		return
	}
	for b := utf8.RuneSelf; b < len(s.set); b++ {
		s.set[b] = true
	}
}

func (r run) closed() run {
	if r.pure && r.whole.least > r.best.least {
		r.best = r.whole
	}
	return r
}

func (r run) times(n int) run {
	r.whole.least = min(foreverMatch, n*r.whole.least)
	if n == 0 {
		r.best = stretch{}
		return r
	}
	return r.closed()
}

func concat(subs []*syntax.Regexp) run {
	out := run{pure: true}
	var current stretch // of neighbours that are pure
	for _, sub := range subs {
		r := runOf(sub)
		if r.best.least > out.best.least {
			out.best = r.best
		}
		if !r.pure {
			out.pure, current = false, stretch{}
			continue
		}
		current.also(&r.whole)
		current.least = min(foreverMatch, current.least+r.whole.least)
		if current.least > out.best.least {
			out.best = current
		}
		out.whole.also(&r.whole)
		out.whole.least = min(foreverMatch, out.whole.least+r.whole.least)
	}
	return out.closed()
}

// alternate keeps what all alternatives have.
func alternate(subs []*syntax.Regexp) run {
	out := run{pure: true}
	for i, sub := range subs {
		r := runOf(sub)
		out.pure = out.pure && r.pure
		if i == 0 {
			out.whole, out.best = r.whole, r.best
			continue
		}
		out.whole.also(&r.whole)
		out.whole.least = min(out.whole.least, r.whole.least)
		out.best.also(&r.best)
		out.best.least = min(out.best.least, r.best.least)
	}
	return out.closed()
}
