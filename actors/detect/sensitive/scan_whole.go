package sensitive

import (
	"bytes"
	"unicode/utf8"
)

// whole reads what only a key can decide: the whole of text[start:end] is a name, a gender,
// a province and so on, or it is not.
func (s *Scanner) whole(h hint, start, end int) {
	start, end = trim(s.text, start, end)
	b := s.text[start:end]
	if len(b) == 0 || len(b) > maxWhole {
		return
	}
	if h == 0 {
		if !s.free && b[0] >= utf8.RuneSelf && len(b) >= 6 && len(b) <= 12 {
			s.nameOf(0, start, end)
		}
		return
	}
	if h.any(hNames | hPeople) {
		if !s.nameOf(h, start, end) {
			s.englishName(h, start, end)
		}
	}
	if h.any(hGender | hEthnic | hReligion | hProvince | hCity | hSwift) {
		s.valueSets(h, start, end)
	}
	if h.any(hSecret) {
		s.secretValue(start, end)
	}
	if h.any(hAddress) && !s.addressAlready(start) {
		s.looseAddress(start, end)
	}
	if h.any(hMilitary) {
		s.military2(start, end)
	}
	if h.any(hCompact) {
		s.compact(h, start, end)
	}
	if h.any(hURL) {
		s.looseURL(start, end)
	}
	if h.any(hFixed) && len(b) >= 7 && len(b) <= 9 {
		s.local(start, end)
	}
}

const maxWhole = 256 // bytes; longer ones are texts, not data

func trim(text []byte, start, end int) (int, int) {
	for start < end && text[start] <= ' ' {
		start++
	}
	for end > start && text[end-1] <= ' ' {
		end--
	}
	return start, end
}

// valueSets looks the value up in the set that its key names.
func (s *Scanner) valueSets(h hint, start, end int) {
	b := s.text[start:end]
	if len(b) > 40 {
		return
	}
	var buf [40]byte
	low := buf[:copy(buf[:], b)]
	for i, c := range low {
		if c >= 'A' && c <= 'Z' {
			low[i] = c | 0x20
		}
	}
	switch {
	case h.any(hGender) && isGender.has(low):
		s.hit(Gender, start, end, Checked, "a gender and the key")
	case h.any(hGender) && genderCodes.has(low):
		s.hit(Gender, start, end, Firm, "a gender's code and the key")
	case h.any(hEthnic) && isEthnicGroup.has(low):
		s.hit(Ethnicity, start, end, Checked, "one of the 56 groups and the key")
	case h.any(hReligion) && religion(low):
		s.hit(Religion, start, end, Checked, "a religion and the key")
	case h.any(hCity) && isCity.has(b) && !(h.any(hProvince) && isProvince.has(b)):
		if isProvince.has(b) && h.any(hProvince) {
			break
		}
		s.hit(CNCity, start, end, Strong, "a city and the key")
	case h.any(hProvince) && isProvince.has(b):
		s.hit(CNProvince, start, end, Strong, "a province and the key")
	case h.any(hCity) && citiesInLatin.has(latin(low, " city")):
		s.hit(CNCity, start, end, Likely, "a city and the key")
	case h.any(hProvince) && provincesInLatin.has(latin(low, " province")):
		s.hit(CNProvince, start, end, Likely, "a province and the key")
	case h.any(hSwift) && swiftLoose(low):
		s.hit(SwiftCode, start, end, Strong, "bank, country, place and the key")
	}
}

// latin takes spaces, apostrophes and a tail off a lower-case name, in place.
func latin(low []byte, tail string) []byte {
	low = bytes.TrimSuffix(low, []byte(tail))
	out := low[:0]
	for _, c := range low {
		if c != ' ' && c != '\'' {
			out = append(out, c)
		}
	}
	return out
}

// swiftLoose checks a SWIFT code in lower case, spaces left out. It changes its argument.
func swiftLoose(low []byte) bool {
	out := low[:0]
	for _, c := range low {
		if tokenBytes[c] == kLower {
			c &^= 0x20
		}
		if c != ' ' {
			out = append(out, c)
		}
	}
	return swiftCode(out)
}

// religion reports a religion: by itself, or as a word of at most four, as in "roman catholic".
func religion(low []byte) bool {
	if isReligion.has(low) {
		return true
	}
	words, one := 0, false
	for rest := low; len(rest) > 0; words++ {
		word, more, _ := bytes.Cut(rest, []byte{' '})
		if string(word) == "no" || string(word) == "not" || string(word) == "non" {
			return false
		}
		one = one || isReligion.has(word)
		rest = more
	}
	return one && words <= 4
}

// swiftCode checks 8 or 11 characters: bank, country, place, branch.
func swiftCode(b []byte) bool {
	if len(b) != 8 && len(b) != 11 {
		return false
	}
	for i, c := range b {
		k := tokenBytes[c]
		if k == 0 || k == kLower || i < 6 && k != kUpper {
			return false
		}
	}
	return isCountry.has(b[4:6])
}

// isCountry holds the ISO 3166-1 codes of two letters, and XK.
var isCountry = set(
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY " +
		"BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK " +
		"FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR " +
		"IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK " +
		"ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM " +
		"PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF " +
		"TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW ")

// addressAlready: the value begins with a place, so the reader of addresses takes it whole.
func (s *Scanner) addressAlready(start int) bool {
	r, _ := utf8.DecodeRune(s.text[start:])
	if !placeHeads.has(r) {
		return false
	}
	before := len(s.work)
	found := s.address(start) > 0
	s.work = s.work[:before]
	return found
}

// beyondMainland begin addresses of Taiwan, Hong Kong and Macao.
var beyondMainland = [...][]byte{
	[]byte("台北"), []byte("台中"), []byte("台南"), []byte("台灣"), []byte("台湾"), []byte("台東"), []byte("臺"), []byte("香港"), []byte("九龍"), []byte("九龙"), []byte("新界"), []byte("澳門"), []byte("澳门"), []byte("高雄"),
	[]byte("新北市"), []byte("桃園"), []byte("桃园市"), []byte("新竹"), []byte("基隆"), []byte("彰化"), []byte("屏東"), []byte("花蓮"),
}

// looseAddress reads an address without its city, which only a key makes one: 建国路88号2栋.
func (s *Scanner) looseAddress(start, end int) {
	for _, place := range beyondMainland {
		if bytes.HasPrefix(s.text[start:end], place) {
			return
		}
	}
	levels, han := 0, 0
	for i := start; i < end; {
		r, size := utf8.DecodeRune(s.text[i:])
		if r == '*' {
			return // masked already
		}
		if isHan(r) {
			han++
		}
		if adminRunes.has(r) || streetRunes.has(r) || houseRunes.has(r) {
			levels++
		}
		i += size
	}
	if han == 0 && latinAddress(s.text[start:end]) {
		s.hit(CNAddress, start, end, Likely, "a city, a street and the key")
	}
	if han >= 5 && levels >= 2 {
		s.hit(CNAddress, start, end, Likely, "parts of an address and the key")
	}
}

// military2 reads the numbers of military cards that have no 字第.
func (s *Scanner) military2(start, end int) {
	b := s.text[start:end]
	if len(b) >= 8 && len(b) <= 24 && bytes.IndexByte(b, ' ') < 0 && bytes.Contains(b, []byte("第")) &&
		len(digitTail(b)) >= 4 {
		s.hit(MilitaryID, start, end, Strong, "number and the key")
	}
}

// digitTail gives the last run of digits, before 号 if that stands last.
func digitTail(b []byte) []byte {
	b = bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("号")), []byte("號"))
	i := len(b)
	for i > 0 && b[i-1] >= '0' && b[i-1] <= '9' {
		i--
	}
	return b[i:]
}

var latinStreets = set("road rd street st avenue ave lane district building room rm floor no block")

// latinAddress reports an address of the mainland in Latin letters: a number, a word for a street and a
// city or province.
func latinAddress(b []byte) bool {
	street, place, digit := false, false, false
	var low [16]byte
	n := 0
	for i := 0; i <= len(b); i++ {
		if i < len(b) && tokenBytes[b[i]]&(kLower|kUpper) != 0 {
			if n < len(low) {
				low[n] = b[i] | 0x20
			}
			n++
			continue
		}
		if n > 1 && n <= len(low) {
			street = street || latinStreets.has(low[:n])
			place = place || citiesInLatin.has(low[:n]) || provincesInLatin.has(low[:n])
		}
		n = 0
		digit = digit || i < len(b) && tokenBytes[b[i]] == kDigit
	}
	return street && place && digit
}
