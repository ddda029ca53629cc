package sensitive

import (
	"bytes"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// nameOf reads a Chinese name that is the whole of text[start:end]. Surname and length alone
// flag one word in twenty-five, so: a key of a person's name makes it strong, a vague "name"
// or "receiver" fair, and without any key it is a hunch that only a column can confirm.
func (s *Scanner) nameOf(h hint, start, end int) bool {
	b := s.text[start:end]
	if b[0] < utf8.RuneSelf || len(b) > 45 {
		return false
	}
	if c, _ := runeAt(b, 0); h == 0 && !surnameHeads.has(c) {
		return false
	}
	var r [15]rune
	n, dots := 0, 0
	for i := 0; i < len(b); {
		c, size := runeAt(b, i)
		i += size
		if c == '·' || c == '•' || c == '・' {
			dots++
			continue
		}
		if c == ' ' && len(b) <= maxSpacedName && h.any(hNames) {
			continue // 张 伟, as forms are filled in
		}
		if !isHan(c) || n == len(r) {
			return false
		}
		r[n] = c
		n++
	}
	strong := h.any(hPerson|hPart) || h.any(hName) && h.any(hPeople)
	if h.any(hThing) && !h.any(hPerson|hPart) {
		return false
	}
	if dots > 0 {
		if h != 0 && dots <= 2 && n >= 4 {
			s.hit(CNName, start, end, Strong, "a name with a dot and the key")
			return true
		}
		return false
	}
	traditional, ok := chineseName(b, r[:n], strong)
	if !ok && (strong || h.any(hPeople)) && n >= 3 && n <= 6 && otherPeoples(b) {
		s.hit(CNName, start, end, Strong, "a name of another people and the key")
		return true
	}
	if !ok {
		return false
	}
	traditional = traditional || s.free && s.traditionalAround(start, end)
	t := CNName
	if traditional {
		t = TCName
	}
	switch {
	case strong:
		s.hit(t, start, end, Strong, "surname, length and the key")
	case h.any(hName | hPeople):
		s.hit(t, start, end, Fair, "surname, length and a vague key")
	default:
		s.hit(t, start, end, Hunch, "surname and length")
	}
	return true
}

// peoplesParts stand in names of Uyghurs, Kazakhs and Tibetans, which have no surname.
var peoplesParts = [...][]byte{
	[]byte("古丽"), []byte("迪丽"), []byte("阿依"), []byte("买买提"), []byte("买提"), []byte("阿卜"), []byte("吐尔"), []byte("艾合"), []byte("努尔"),
	[]byte("热依"), []byte("艾尼"), []byte("尼沙"), []byte("卓玛"), []byte("扎西"), []byte("次仁"), []byte("才让"), []byte("多吉"), []byte("格桑"),
	[]byte("央金"), []byte("旦增"), []byte("丹增"), []byte("平措"), []byte("达瓦"), []byte("拉姆"), []byte("桑吉"), []byte("白玛"), []byte("巴特尔"),
}

func otherPeoples(b []byte) bool {
	for _, p := range peoplesParts {
		if bytes.Contains(b, p) {
			return true
		}
	}
	return false
}

// traditionalAround reports a traditional character near text[start:end]: names that both scripts
// write alike are of the script around them.
func (s *Scanner) traditionalAround(start, end int) bool {
	const near = 30 // bytes
	low, high := max(0, start-near), min(len(s.text), end+near)
	for low < start && !utf8.RuneStart(s.text[low]) {
		low++
	}
	for i := low; i < high; {
		r, size := utf8.DecodeRune(s.text[i:])
		if isTraditional.has(r) {
			return true
		}
		i += size
	}
	return false
}

// surnameHeads is every character that a surname begins with.
var surnameHeads = union(isSurname, isSurnameTrad, doubleHeads)

// maxSpacedName is the longest name with spaces between its characters, in bytes.
const maxSpacedName = 12

// chineseName tests surname, length and what names never hold. strong relaxes the last: a
// key vouches for the value.
func chineseName(b []byte, r []rune, strong bool) (traditional, ok bool) {
	if len(r) < 2 || len(r) > 4 {
		return false, false
	}
	given := r[1:]
	double := len(r) > 2 && doubleHeads.has(r[0]) && isDoubleSurname.has(b[:utf8.RuneLen(r[0])+utf8.RuneLen(r[1])])
	if double {
		given = r[2:]
	}
	if !double && !isSurname.has(r[0]) && !isSurnameTrad.has(r[0]) && !(strong && isSurnameRare.has(r[0])) {
		return false, false
	}
	if len(r) == 4 && !double && !(strong && (isSurname.has(r[1]) || isSurnameTrad.has(r[1]))) { // both parents' surnames
		return false, false
	}
	if hanLabels.has(b) || wordsLikeNames.has(b) {
		return false, false
	}
	if !strong && len(r) == 3 && isWayTail.has(r[2]) {
		return false, false // 华山路
	}
	if !strong && len(r) == 3 && streetRunes.has(r[2]) && (isCity.has(b[:2*len("字")]) || isProvince.has(b[:2*len("字")])) {
		return false, false // 南京路
	}
	for i, c := range given {
		if isNeverInNames.has(c) && (!strong || i == len(given)-1 && officeTails.has(c)) {
			return false, false
		}
	}
	if !strong && !likelyGiven(given, !double && isWordy.has(r[0])) {
		return false, false
	}
	for _, c := range r {
		traditional = traditional || isTraditional.has(c)
	}
	return traditional, true
}

// isWayTail are characters that end names of ways and places, and hardly any given name.
var isWayTail = runeSet("路街巷弄镇寺庙桥")

// likelyGiven reports that all characters of a given name are such as names have, or at least
// one where that is enough.
func likelyGiven(given []rune, all bool) bool {
	n := 0
	for _, c := range given {
		if isGiven.has(c) || isTraditional.has(c) {
			n++
		}
	}
	return n == len(given) || n > 0 && !all
}

// officeTails end words for offices and things, whatever the key says: 管理员, 周口店.
var officeTails = runeSet("员司店部处局厂所站馆室组团级类型号市县区省费额率")

// englishName reads 1 to 5 words of letters. A key of a person's name makes any such words a name;
// under "name" alone they must also look like one.
func (s *Scanner) englishName(h hint, start, end int) {
	b := s.text[start:end]
	if len(b) < 2 || len(b) > 48 || len(b) < 4 && !h.any(hPart) || b[0] >= utf8.RuneSelf ||
		h.any(hThing) && !h.any(hPerson|hPart) {
		return
	}
	if s.class&traffic.HasDigit != 0 && start == 0 && end == len(s.text) {
		return // no word of a name has one
	}
	strong := h.any(hPerson|hPart) || h.any(hName) && h.any(hPeople)
	var n nameWords
	for at := 0; at < len(b); {
		if at > 0 {
			if size := patronym(b[at:]); size > 0 { // Devi a/p Raman
				n.titled = true
				at += size
				continue
			}
		}
		stop := at
		for stop < len(b) && b[stop] != ' ' && b[stop] != '/' && b[stop] != ',' {
			stop++
		}
		if stop > at && !n.add(b[at:stop], strong) {
			return
		}
		at = stop + 1
	}
	whole := n.words - n.initials
	switch {
	case n.words == 0 || n.words > maxNameWords || n.capitals == 0 && !n.given:
	case n.words == 1 && h.any(hPart) && (n.capitals == 1 || n.given):
		s.hit(ENName, start, end, Strong, "one part of a name and the key")
	case n.words == 1 && (n.given || n.family) && strong && (n.capitals == 1 || h.any(hPerson)):
		s.hit(ENName, start, end, Firm, "a frequent name and the key")
	case n.words < 2 || whole == 0 || n.common == n.words:
	case strong && (n.capitals >= 2 || n.given):
		s.hit(ENName, start, end, Strong, "words of a name and the key")
	case notPerson(b):
	case (n.given || n.family) && (n.capitals >= 2 || n.given && n.family) || n.titled && n.capitals >= 1:
		s.hit(ENName, start, end, Firm, "a frequent name and a vague key")
	case h.any(hName) && n.capitals == n.words && n.words <= 3 && !n.wordy:
		s.hit(ENName, start, end, Fair, "capitalised words that are no common ones, and a vague key")
	}
}

const maxNameWords = 5

// nameWords is what the words of a name were.
type nameWords struct {
	common                       int // words of titles and menus
	words, capitals, initials    int
	given, family, titled, wordy bool
}

// add tests one word: letters, apostrophe, hyphen, dot. strong: the key vouches for a name.
func (n *nameWords) add(w []byte, strong bool) bool {
	if isTitle(w) {
		n.titled = true
		return true
	}
	if len(w) > 20 {
		return false
	}
	var buf [20]byte
	low := buf[:0]
	for i, c := range w {
		switch k := tokenBytes[c]; {
		case k == kUpper:
			low = append(low, c|0x20)
		case k == kLower:
			low = append(low, c)
		case c >= utf8.RuneSelf && c <= 0xCB || c >= 0x80 && c < 0xC0 && i > 0: // é, ñ, ł and the like
			low = append(low, c)
		case i > 0 && (c == '\'' || c == '-' || c == '.'):
		case i > 0 && c == 0xE2 && bytes.HasPrefix(w[i:], []byte("\u2019")): // O’Brien
		default:
			return false
		}
	}
	given, family := givenNames.has(low), familyNames.has(low)
	if len(low) == 0 || notPersons.has(low) && !(strong && (given || family || wordyFamilies.has(low))) &&
		!((family || n.given && wordyFamilies.has(low)) && n.words > 0) {
		return false
	}
	if !given && !family {
		if commonWords.has(low) || wordyFamilies.has(low) {
			if !strong && !(n.given && wordyFamilies.has(low)) {
				return false
			}
			n.wordy = true
			n.common++
		}
		for _, t := range wordTails {
			n.wordy = n.wordy || len(low) > len(t)+1 && string(low[len(low)-len(t):]) == t
		}
	}
	if len(low) == 1 {
		n.initials++
	}
	n.given = n.given || given && n.words == 0
	n.family = n.family || family
	if tokenBytes[w[0]] == kUpper || w[0] >= utf8.RuneSelf {
		n.capitals++
	}
	n.words++
	return true
}

// patronyms stand before a father's name in Malaysia, Singapore and Arabic-speaking countries.
var patronyms = [...]string{"bin ", "binti ", "binte ", "Bin ", "Binti ", "Binte ", "BIN ", "BINTI ", "BINTE ", "bt ", "ibn ",
	"a/l ", "a/p ", "s/o ", "d/o ", "A/L ", "A/P ", "S/O ", "D/O "}

// patronym gives the length of one of them at the start of b, 0 for anything else.
func patronym(b []byte) int {
	for _, p := range patronyms {
		if len(b) > len(p) && str(b[:len(p)]) == p {
			return len(p)
		}
	}
	return 0
}

func isTitle(w []byte) bool {
	switch string(bytes.TrimRight(w, ".")) {
	case "Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Sir", "Jr", "Sr", "MD", "PhD", "II", "III", "IV", "DDS":
		return true
	}
	return false
}
