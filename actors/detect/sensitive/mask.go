package sensitive

import (
	"bytes"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// masking says how a type is masked: characters kept at both ends, or a function of its own.
type masking struct {
	head, tail int
	own        func(dst, value []byte) []byte
}

// maskings keeps enough to recognise a value one already knows, and never enough to learn it.
var maskings = [lastType + 1]masking{
	CNIDCard: {head: 3, tail: 4}, DebitCard: {head: 4, tail: 4}, CNName: {head: 1}, CNAddress: {head: 6},
	CNMobile: {own: maskMobile}, Email: {own: maskEmail}, CNPassport: {head: 1, tail: 2}, HKMPermit: {head: 1, tail: 2},
	CNPlate: {head: 2, tail: 1}, CNPhone: {head: 4, tail: 2}, MilitaryID: {head: 2, tail: 1}, Gender: {}, Ethnicity: {},
	CNProvince: {head: 1}, CNCity: {head: 1}, HKIDCard: {head: 1, tail: 1}, TCName: {head: 1}, ENName: {own: maskWords},
	MYIDCard: {head: 2, tail: 2}, SGIDCard: {head: 1, tail: 2}, CreditCard: {head: 4, tail: 4}, SwiftCode: {head: 4},
	USSSN: {tail: 4}, USPhone: {head: 3, tail: 2}, Religion: {}, IPv4: {own: maskIP}, MAC: {head: 6},
	JDBC:    {own: maskScheme},
	PEMCert: {own: maskPEM}, PrivateKey: {own: maskPEM}, AKID: {head: 4}, AKSecret: {}, IPv6: {own: maskIP},
	Date: {own: maskDate},
	IMEI: {head: 2, tail: 3}, MEID: {head: 2, tail: 3}, LinuxPasswd: {own: maskAll}, LinuxShadow: {own: maskAll},
	URL: {own: maskScheme}, BusinessLicense: {head: 6}, TaxRegistration: {head: 6}, OrgCode: {head: 2, tail: 1},
	USCC: {head: 8, tail: 1}, VIN: {head: 3, tail: 3},
}

// Mask appends the value with all but a recognisable rest replaced by asterisks; punctuation
// stays, so type and shape can be seen: 110***********002X, a***@example.com. Where a value is
// so short that what is kept would be most of it, everything is replaced. Custom types keep
// nothing but the first character.
func Mask(dst []byte, t finding.DataType, value []byte) []byte {
	if folds(value) {
		value = asciiForm(value)
	}
	m := masking{head: 1}
	if t > 0 && t <= lastType {
		m = maskings[t]
	}
	if m.own != nil {
		return m.own(dst, value)
	}
	return maskEnds(dst, value, m.head, m.tail)
}

// covered reports the characters that carry information; others are shape.
func covered(r rune) bool {
	if r < utf8.RuneSelf {
		return tokenBytes[byte(r)] != 0
	}
	return !addressEnds.has(r) && r != '（' && r != '）' && r != '·'
}

// maskEnds keeps head and tail characters that carry information.
func maskEnds(dst, value []byte, head, tail int) []byte {
	total := 0
	for _, r := range str(value) {
		if covered(r) {
			total++
		}
	}
	if head+tail > total/2 && (head+tail > 1 || total < 2) {
		head, tail = min(head, total/4), 0
	}
	seen := 0
	for _, r := range str(value) {
		if !covered(r) {
			dst = utf8.AppendRune(dst, r)
			continue
		}
		if seen < head || seen >= total-tail {
			dst = utf8.AppendRune(dst, r)
		} else {
			dst = append(dst, '*')
		}
		seen++
	}
	return dst
}

// maskMobile keeps the country code, three digits and the last two.
func maskMobile(dst, value []byte) []byte {
	total := 0
	for _, c := range value {
		total += int(tokenBytes[c] & kDigit)
	}
	seen := 0
	for _, c := range value {
		if tokenBytes[c] != kDigit {
			dst = append(dst, c)
			continue
		}
		if seen < total-8 || seen >= total-2 {
			dst = append(dst, c)
		} else {
			dst = append(dst, '*')
		}
		seen++
	}
	return dst
}

// maskEmail keeps the first character and the domain.
func maskEmail(dst, value []byte) []byte {
	at := bytes.IndexByte(value, '@')
	if at < 0 {
		return maskEnds(dst, value, 1, 0)
	}
	if at > 1 {
		dst = append(dst, value[0])
	}
	return append(append(dst, "***"...), value[at:]...)
}

// maskWords keeps each word's first letter.
func maskWords(dst, value []byte) []byte {
	first := true
	for _, r := range str(value) {
		switch {
		case !covered(r):
			dst = utf8.AppendRune(dst, r)
			first = r == ' ' || r == '/' || r == ','
			continue
		case first:
			dst = utf8.AppendRune(dst, r)
		default:
			dst = append(dst, '*')
		}
		first = false
	}
	return dst
}

// maskIP keeps the first two groups.
func maskIP(dst, value []byte) []byte {
	group := 0
	for _, c := range value {
		if c == '.' || c == ':' {
			group++
			dst = append(dst, c)
		} else if group < 2 {
			dst = append(dst, c)
		} else {
			dst = append(dst, '*')
		}
	}
	return dst
}

// maskDate keeps a year of four digits, which may stand first or last, and covers day and month.
func maskDate(dst, value []byte) []byte {
	year := false
	for i := 0; i < len(value); {
		n := i
		for n < len(value) && tokenBytes[value[n]] == kDigit {
			n++
		}
		if (n-i == 4 || n-i == 8) && !year {
			dst, i, year = append(dst, value[i:i+4]...), i+4, true
			continue
		}
		r, size := utf8.DecodeRune(value[i:])
		if covered(r) && r != '年' && r != '月' && r != '日' && r != '号' {
			dst = append(dst, '*')
		} else {
			dst = append(dst, value[i:i+size]...)
		}
		i += size
	}
	return dst
}

// maskScheme keeps what stands before the first slash, or the first two colons of jdbc:x:.
func maskScheme(dst, value []byte) []byte {
	end := bytes.IndexByte(value, '/')
	if end < 0 {
		end = bytes.LastIndexByte(value, ':') + 1
	}
	for end < len(value) && value[end] == '/' {
		end++
	}
	return append(append(dst, value[:min(end, 24)]...), "***"...)
}

// maskPEM keeps the begin line.
func maskPEM(dst, value []byte) []byte {
	if n := bytes.Index(value[min(len(value), 11):], pemDash); n >= 0 {
		return append(append(dst, value[:min(len(value), 11)+n+5]...), "***"...)
	}
	return append(dst, "***"...)
}

func maskAll(dst, _ []byte) []byte { return append(dst, "***"...) }
