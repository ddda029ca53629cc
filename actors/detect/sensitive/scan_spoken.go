package sensitive

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// In free text a label may stand before its value with nothing between them but a space, a
// bracket, "is", 是 or 为: "Gender MALE", "passport holder is John Smith", 姓名是张三, 【民族】汉族.

// spokenWords end the labels of what only a label can decide, lower case.
var spokenWords = set("name gender sex religion belief faith ethnicity nation swift bic code secret sk key " +
	"passenger customer contact patient cardholder holder employee beneficiary consignee recipient applicant guest " +
	"mr mrs ms miss dr id province city address card mac imei meid group affiliation is")

// spokenLengths tells, by first letter, which lengths spokenWords have: most words of a text
// need no look-up.
var spokenLengths = func() (t [26]uint32) {
	for _, w := range append(spokenWords.all(), introducing.all()...) {
		t[w[0]-'a'] |= 1 << len(w)
	}
	return t
}()

// introducing are the words of introductions.
var introducing = func() words {
	var all []string
	for _, w := range introductions {
		all = append(all, w.word)
	}
	return wordsOf(all)
}()

// behindSpoken are the bytes that may stand behind such a word.
var behindSpoken = [256]bool{' ': true, ')': true, '*': true, '.': true, ',': true, '\n': true}

// spoken reads labels in words of letters.
func (s *Scanner) spoken() {
	text := s.text
	var low [16]byte
	for i := 0; i < len(text); {
		if tokenBytes[text[i]]&(kLower|kUpper) == 0 {
			i++
			continue
		}
		start := i
		for i < len(text) && tokenBytes[text[i]]&(kLower|kUpper) != 0 {
			// the last word of secretKey, ACCESS_KEY begins anew; of capitals only it does not
			if i > start && tokenBytes[text[i]] == kUpper && tokenBytes[text[i-1]] == kLower {
				start = i
			}
			i++
		}
		if n := i - start; i+1 >= len(text) || n > len(low)-1 ||
			!behindSpoken[text[i]] ||
			spokenLengths[(text[start]|0x20)-'a']>>n&1 == 0 {
			continue
		}
		for k := range i - start {
			low[k] = text[start+k] | 0x20
		}
		if text[start] == 'M' || text[start] == 'D' {
			if isTitle(text[start:i]) {
				s.titled(start)
				continue
			}
		}
		if introducing.has(low[:i-start]) {
			s.introduced(start, i)
		}
		if text[i] == ',' || text[i] == '\n' || !spokenWords.has(low[:i-start]) {
			continue
		}
		at := i
		for at < len(text) && (text[at] == ' ' || text[at] == '-' || text[at] == ')' || text[at] == '*') {
			at++
		}
		if at == len(text) || tokenBytes[text[at]] == 0 && text[at] < utf8.RuneSelf {
			continue
		}
		h := s.label(i + 1)
		if tokenBytes[text[at]] == kLower && h&^hCapitalised == 0 {
			if h.any(hNames | hPeople) {
				s.lowerName(at)
			}
			continue // names begin with a capital
		}
		if h&^(hOpaque|hPeople|hThing|hVersion) != 0 || h.any(hPeople) && !h.any(hThing) {
			s.labelledAt(h, at)
		}
	}
}

// hCapitalised are the hints whose values begin with a capital in running text, or mean nothing alone.
const hCapitalised = hNames | hPeople | hThing | hOpaque | hVersion | hProvince | hCity | hCard | hDocument | hIDCard | hPhone | hIP | hURL

// titled reads Dr. Jane Doe from its title; a family name alone is no whole name.
func (s *Scanner) titled(start int) {
	text := s.text
	if n := capitalised(text[start:]); n > 0 {
		end := start + valueEnd(text[start:start+n])
		s.englishName(hName, start, end)
	}
}

// honorifics follow a Chinese name.
var honorifics = strings.Fields("先生 女士 小姐 同学 老师 教授 医生 律师")

var honorificHeads = runeSet(strings.Join(firsts(honorifics), ""))

// beforeNames are characters that may stand right before a name in a sentence.
var beforeNames = runeSet("的致给请与和由是向找叫让跟对为告诉约问求、")

// honoured reads 李明先生 where the first character of an honorific stands at text[at], in a run of
// characters that begins at start.
func (s *Scanner) honoured(start, at int) {
	text := s.text
	if len(text)-at < 2*len("字") || !slices.Contains(honorifics, str(text[at:at+2*len("字")])) {
		return
	}
	for _, n := range [...]int{3, 2} {
		from := at - n*len("字")
		if from < start {
			continue
		}
		if before, _ := utf8.DecodeLastRune(text[:from]); from > start && !beforeNames.has(before) {
			continue
		}
		if s.nameOf(hName, from, at) {
			return
		}
	}
}

// honouredApart reads 王芳 女士 where the honorific stands at text[at], behind a space.
func (s *Scanner) honouredApart(at int) {
	text := s.text
	if len(text)-at < 2*len("字") || !slices.Contains(honorifics, str(text[at:at+2*len("字")])) {
		return
	}
	from := at - 1
	for n := 0; n <= 4; n++ {
		r, size := utf8.DecodeLastRune(text[:from])
		if !isHan(r) || n == 4 {
			break
		}
		from -= size
	}
	if n := (at - 1 - from) / len("字"); n >= 2 && n <= 3 {
		s.nameOf(hName, from, at-1)
	}
}

// spokenHan reads what follows the Chinese label that text[start:end], a run of characters, is or
// ends with.
func (s *Scanner) spokenHan(start, end int) {
	text := s.text
	at := end
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if !isSeparator(r) || r == ',' || r == '，' {
			break
		}
		if r == ':' || r == '：' || r == '=' {
			return // labelled reads these
		}
		at += size
	}
	if last, size := utf8.DecodeLastRune(text[start:end]); at == len(text) || at == end && (!isVerb(last) || end-size == start) {
		return
	}
	if h := s.label(at); h&^(hOpaque|hPeople|hThing|hVersion) != 0 {
		s.labelledAt(h, at)
	}
}

func isVerb(r rune) bool { return r == '是' || r == '为' || r == '為' || r == '叫' }

// labelInRun reads 收件人张三, 姓名是张三 and 民族为汉族 in free text: label and value in one run
// of characters, text[start:end].
func (s *Scanner) labelInRun(start, end int) {
	text := s.text
	var at [maxRun + 1]int
	n := 0
	for i := start; i < end; n++ {
		if n == maxRun {
			return // a sentence
		}
		at[n] = i
		_, size := utf8.DecodeRune(text[i:])
		i += size
	}
	at[n] = end
	for k := 1; k < n; k++ {
		value := k
		r, _ := utf8.DecodeRune(text[at[k]:])
		is := isVerb(r)
		if is {
			value++
		}
		if value >= n {
			continue
		}
		if last, _ := utf8.DecodeLastRune(text[start:at[k]]); !is && !personTails.has(last) {
			continue
		}
		h, _ := hanHint(str(text[start:at[k]]))
		switch {
		case h == 0:
		case is && h&^(hOpaque|hPeople|hThing|hVersion) != 0:
			s.whole(h, at[value], end)
		case h.any(hGender | hEthnic): // 性别男, 民族汉族
			s.valueSets(h, at[value], end)
			if h.any(hGender) && value+1 < n {
				if next, _ := utf8.DecodeRune(text[at[value+1]:]); afterNames.has(next) {
					s.valueSets(hGender, at[value], at[value+1])
				}
			}
		case h.any(hThing) && !h.any(hPerson) || n-value < 2:
		case h.any(hPerson):
			if isWordy.has(r) { // 法定代表人应到场 goes on with the sentence
				h = hName
			}
			s.nameIn(h&(hPerson|hName), at[value:n+1])
		case h.any(hPeople):
			s.nameIn(hName, at[value:n+1])
		}
	}
}

// nameIn reads the name that begins at at[0]; at holds where each character of the run begins, and
// its end. The name is the whole rest of the run, goes on behind a dot, or ends before a word
// that follows names.
func (s *Scanner) nameIn(h hint, at []int) {
	text := s.text
	n := len(at) - 1
	end := at[n]
	if r, size := utf8.DecodeRune(text[end:]); r == '·' || r == '•' {
		end += size
		for end < len(text) {
			r, size := utf8.DecodeRune(text[end:])
			if !isHan(r) && r != '·' {
				break
			}
			end += size
		}
		s.nameOf(h, at[0], end)
		return
	}
	if n <= 4 && s.nameOf(h, at[0], end) {
		return
	}
	for k := min(n-1, 4); k >= 2; k-- {
		if r, _ := utf8.DecodeRune(text[at[k]:]); afterNames.has(r) && s.nameOf(hName, at[0], at[k]) {
			return
		}
	}
}

// personTails are the last characters of the Chinese labels that a name may follow directly.
var personTails = func() *runes {
	var t runes
	for w, h := range hintWords {
		if r, _ := utf8.DecodeLastRuneInString(w); isHan(r) && h.any(hPerson|hPeople|hGender|hEthnic) {
			t[r>>6&1023] |= 1 << (r & 63)
		}
	}
	return &t
}()

// afterNames are characters that go on with a sentence behind a name.
var afterNames = runeSet("于已的在是说将与和及因来致等从向被把要想需也未曾，您先女同申提请性年电手住身民签")

// maxRun is the longest run of characters, in characters, in which a label and a value are looked
// for without anything between them.
const maxRun = 14

// described reads 张伟，男，汉族 around the character 男 or 女, which stands alone in text[start:end]: a
// name before it makes it a person's gender.
func (s *Scanner) described(start, end int) {
	text := s.text
	if g := str(text[start:end]); g != "男" && g != "女" {
		return
	}
	stop := start
	if r, size := utf8.DecodeLastRune(text[:stop]); r == '，' || r == ',' || r == '、' || r == ' ' {
		stop -= size
	}
	from := stop
	for n := 0; n < 5; n++ {
		r, size := utf8.DecodeLastRune(text[:from])
		if !isHan(r) {
			break
		}
		from -= size
	}
	if stop == start || stop-from < 2*len("字") {
		return
	}
	if stop-from > 4*len("字") || !s.nameOf(hName, from, stop) { // 被告人李小明，男
		three := stop - 3*len("字")
		if from >= three || !s.nameOf(hName, three, stop) && !s.nameOf(hName, stop-2*len("字"), stop) {
			return
		}
	}
	s.hit(Gender, start, end, Strong, "a gender behind a name")
	r, size := utf8.DecodeRune(text[end:])
	if r != '，' && r != ',' && r != '、' && r != ' ' {
		return
	}
	at := end + size
	stop = at
	for stop < len(text) && stop-at < 8*len("字") {
		r, size := utf8.DecodeRune(text[stop:])
		if !isHan(r) {
			break
		}
		stop += size
	}
	if group := text[at:stop]; isEthnicGroup.has(group) && bytes.HasSuffix(group, []byte("族")) {
		s.hit(Ethnicity, at, stop, Strong, "one of the 56 groups behind a name and a gender")
	}
}

// addressed reads the name text[start:end] in 张伟 13800138000, as parcels are addressed: a mobile number
// stands behind it.
func (s *Scanner) addressed(start, end int) {
	text := s.text
	at := end
	for at < len(text) && at-end < 4 {
		r, size := utf8.DecodeRune(text[at:])
		if r != ' ' && r != ',' && r != '，' && r != '\t' && r != '(' && r != '（' {
			break
		}
		at += size
	}
	if name := text[start:end]; at == end || at+11 > len(text) || !digits(text[at:at+11]) || !cnMobile(text[at:at+11]) ||
		isCity.has(name) || isProvince.has(name) {
		return
	}
	s.nameOf(hName, start, end)
}
