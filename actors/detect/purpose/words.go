package purpose

import (
	"net/url"
	"strings"
)

// maxWords bounds the words taken from one place of the input; real ones have under 40.
const maxWords = 256

// lexicon numbers every word that some rule asks for. Words made of ASCII letters are looked
// up whole; others (Chinese), and those marked "~" (pinyin, which is written without
// borders), are searched for inside the text.
type lexicon struct {
	ids    map[string]uint16
	inside []insideWord
}

type insideWord struct {
	text string
	id   uint16
}

func (l *lexicon) id(word string) uint16 {
	if id, ok := l.ids[word]; ok {
		return id
	}
	id := uint16(len(l.ids))
	l.ids[word] = id
	if text := strings.TrimPrefix(word, "~"); text != word || text[0] >= 0x80 {
		l.inside = append(l.inside, insideWord{text, id})
	}
	return id
}

// set is a set of words by number.
type set [24]uint64 // 1,536 words; TestLexiconFits holds it

func (s *set) add(id uint16)      { s[id>>6] |= 1 << (id & 63) }
func (s *set) has(id uint16) bool { return s[id>>6]>>(id&63)&1 == 1 }

// note adds the words of one name: the words it is made of, in the singular too, every two
// and three neighbours joined, the whole name joined, and what stands inside it.
func (l *lexicon) note(s *set, name string) {
	var words [12]string
	n := 0
	eachWord(name, func(w string) bool {
		words[n] = w
		n++
		return n < len(words)
	})
	joined := ""
	for i := range n {
		run := ""
		for j := i; j < min(n, i+3); j++ {
			run += words[j]
			l.look(s, run)
			l.look(s, singular(run))
		}
		joined += words[i]
	}
	l.look(s, joined)
	lower := strings.ToLower(name)
	ascii := isASCII(name)
	for _, w := range l.inside {
		if ascii && w.text[0] >= 0x80 {
			continue
		}
		if strings.Contains(lower, w.text) || w.text[0] < 0x80 && strings.Contains(joined, w.text) {
			s.add(w.id)
		}
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func (l *lexicon) look(s *set, word string) {
	if id, ok := l.ids[word]; ok {
		s.add(id)
	}
}

// singular takes a plural ending off.
func singular(w string) string {
	switch n := len(w); {
	case n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u':
		return w[:n-1]
	}
	return w
}

// eachWord calls f with the lower-case ASCII words of a name, cut at everything that is no
// letter, at digits and at camel-case borders, until f says stop.
func eachWord(s string, f func(w string) bool) {
	lower := func(c byte) bool { return c >= 'a' && c <= 'z' }
	upper := func(c byte) bool { return c >= 'A' && c <= 'Z' }
	start := -1
	for i := 0; i <= len(s); i++ {
		letter := i < len(s) && (lower(s[i]) || upper(s[i]) || s[i] >= '0' && s[i] <= '9' && start >= 0)
		border := letter && start >= 0 && upper(s[i]) &&
			(!upper(s[i-1]) || i+1 < len(s) && lower(s[i+1]))
		if letter && start < 0 {
			start = i
			continue
		}
		if start >= 0 && (!letter || border) {
			if !f(strings.ToLower(s[start:i])) {
				return
			}
			start = -1
			if border {
				start = i
			}
		}
	}
}

// fixedSegments cuts a path or template into its fixed segments, percent-decoded;
// values ({id}, numbers) are left out, and so are "api" and versions. tail says whether a
// value follows the last of them.
func fixedSegments(path string) (segs []string, tail bool) {
	path, _, _ = strings.Cut(path, "?")
	for len(path) > 0 && len(segs) < maxWords {
		seg, rest, _ := strings.Cut(path, "/")
		path = rest
		if i := strings.IndexByte(seg, ';'); i >= 0 {
			seg = seg[:i]
		}
		if strings.IndexByte(seg, '%') >= 0 {
			if plain, err := url.PathUnescape(seg); err == nil {
				seg = plain
			}
		}
		switch {
		case seg == "":
		case isValue(seg):
			tail = true
			if i := strings.IndexAny(seg, "}:"); i >= 0 && i+2 < len(seg) && seg[0] == '{' {
				segs, tail = append(segs, seg[i+1:]), false // {id}:cancel, {id}.json
			}
		case isVersion(seg) || strings.EqualFold(seg, "api") || strings.EqualFold(seg, "rest"):
		default:
			segs, tail = append(segs, seg), false
		}
	}
	return segs, tail
}

func isVersion(s string) bool {
	return len(s) <= 4 && (s[0] == 'v' || s[0] == 'V') && len(s) > 1 && s[1] >= '0' && s[1] <= '9'
}

// isValue knows placeholders and what can only be a value.
func isValue(s string) bool {
	if s[0] == '{' || s[0] == ':' || s[0] == '<' {
		return true
	}
	digits := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			digits++
		}
	}
	return digits*2 > len(s) || len(s) >= 20 && digits >= 4
}
