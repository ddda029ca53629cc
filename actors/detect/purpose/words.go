package purpose

import "strings"

// maxWords bounds the words taken from one place of the input; real ones have under 40.
const maxWords = 256

// lexicon numbers every word that some rule asks for. Words made of ASCII letters are looked
// up whole; others (Chinese), and those marked "~" (pinyin, which is written without
// borders), are searched for inside the text.
type lexicon struct {
	ids     map[string]uint16
	n       uint16 // how many there are; "~" and plain spellings of one share its number
	inside  []insideWord
	verbs   set // words that say what is done
	reading set // of them, those that only read
}

type insideWord struct {
	text string
	id   uint16
}

func (l *lexicon) id(word string) uint16 {
	if id, ok := l.ids[word]; ok {
		return id
	}
	text := strings.TrimPrefix(word, "~")
	id, ok := l.ids[text]
	if !ok {
		id = l.n
		l.n++
	}
	l.ids[word], l.ids[text] = id, id
	if text != word || text[0] >= 0x80 {
		l.inside = append(l.inside, insideWord{text, id})
	}
	return id
}

// set is a set of words by number.
type set [28]uint64 // 1,792 words; TestLexiconFits holds it

func (s *set) add(id uint16)      { s[id>>6] |= 1 << (id & 63) }
func (s *set) has(id uint16) bool { return s[id>>6]>>(id&63)&1 == 1 }

func (s *set) meets(o *set) bool {
	for i := range s {
		if s[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

// name is a segment or a field's name taken apart.
type name struct {
	text  string // in small letters
	words [12]string
	n     int
	lead  int  // where the part behind the last dot or colon begins: "chat.postMessage", "orders:cancel"
	plain bool // all its words are known or ASCII words: no pinyin is looked for
}

func (l *lexicon) take(s string) (n name) {
	n.text, n.plain = strings.ToLower(s), true
	cut := strings.LastIndexAny(s, ".:")
	eachWord(s, func(w string, at int) bool {
		if at > cut && cut >= 0 && n.lead == 0 {
			n.lead = n.n
		}
		if parts := l.split(w); parts != nil {
			n.n += copy(n.words[n.n:], parts)
		} else {
			n.plain = n.plain && l.known(w)
			n.words[n.n] = w
			n.n++
		}
		return n.n < len(n.words)
	})
	n.plain = n.plain && isASCII(s)
	return n
}

// joined gives the words from i on up to j as one.
func (n *name) joined(i, j int) string { return strings.Join(n.words[i:j], "") }

// note adds the words of one name: the words it is made of, in the singular too, every two
// and three neighbours joined, the whole name joined, and what stands inside it.
func (l *lexicon) note(s *set, n *name) {
	for i := range n.n {
		for j := i + 1; j <= min(n.n, i+3); j++ {
			run := n.joined(i, j)
			l.look(s, run)
			l.look(s, singular(run))
			if bare := strings.TrimRight(run, "0123456789"); len(bare) > 3 && bare != run {
				l.look(s, bare) // "password1"
			}
		}
	}
	if n.n > 0 {
		whole := n.joined(0, n.n)
		l.look(s, whole)
		l.look(s, "="+whole)
	}
	l.noteInside(s, n)
}

// noteInside adds the Chinese and pinyin words.
func (l *lexicon) noteInside(s *set, n *name) {
	if n.plain {
		return
	}
	ascii := isASCII(n.text)
	for _, w := range l.inside {
		if (!ascii || w.text[0] < 0x80) && strings.Contains(n.text, w.text) {
			s.add(w.id)
		}
	}
}

// noteAct adds what a segment says is done: the words at its beginning and its end, exactly as
// they are written ("updates" is no order to update). In what is only read, "start-points" is a
// list of points: there the first word of a plural counts only if it reads.
func (l *lexicon) noteAct(s *set, n *name, reads bool) {
	if n.n > 0 {
		noun := reads && n.n-n.lead > 1 && singular(n.words[n.n-1]) != n.words[n.n-1]
		for j := n.lead + 1; j <= min(n.n, n.lead+3); j++ {
			if id, ok := l.ids[n.joined(n.lead, j)]; ok && (!noun || l.reading.has(id)) {
				s.add(id)
			}
		}
		for i := n.n - 1; i >= max(0, n.n-3); i-- {
			l.look(s, n.joined(i, n.n))
		}
		l.look(s, n.joined(0, n.n))
		l.look(s, "="+n.joined(0, n.n))
	}
	l.noteInside(s, n)
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

// eachWord calls f with the lower-case ASCII words of a name and where they begin, cut at
// everything that is no letter, at digits and at camel-case borders, until f says stop.
func eachWord(s string, f func(w string, at int) bool) {
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
			if !f(strings.ToLower(s[start:i]), start) {
				return
			}
			start = -1
			if border {
				start = i
			}
		}
	}
}
