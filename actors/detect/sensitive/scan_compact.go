package sensitive

// Numbers of devices and documents under a key that names them: they are written with and without
// separators, in capitals and small letters.

// hCompact are the keys under which a number is read so.
const hCompact = hMAC | hIMEI | hMEID | hHK | hSG | hMY | hVIN | hUSCC | hPassport | hPermit

// compact reads a whole value as the number that its key names.
func (s *Scanner) compact(h hint, start, end int) {
	var buf [24]byte
	d := buf[:0]
	for _, c := range s.text[start:end] {
		switch {
		case tokenBytes[c] == kLower:
			c &^= 0x20
		case tokenBytes[c] != 0:
		case c == '-' || c == ' ' || c == ':' || c == '.' || c == '/' || c == '(' || c == ')':
			continue
		default:
			return
		}
		if len(d) == len(buf) {
			return
		}
		d = append(d, c)
	}
	switch {
	case h.any(hMAC) && len(d) == 12 && hexadecimal(d) && !uniform(d):
		s.hit(MAC, start, end, Checked, "twelve hexadecimal digits and the key")
	case h.any(hIMEI) && len(d) == 15 && imeiNumber(d):
		s.hit(IMEI, start, end, Sure, "check digit and the key")
	case h.any(hMEID|hIMEI) && meidNumber(d):
		s.hit(MEID, start, end, Strong, "shape and the key")
	case h.any(hHK) && hkIDCard(d):
		s.hit(HKIDCard, start, end, Strong, "check digit and the key")
	case h.any(hSG) && sgIDCard(d):
		s.hit(SGIDCard, start, end, Sure, "check letter and the key")
	case h.any(hMY) && myIDCard(d):
		s.hit(MYIDCard, start, end, Strong, "date and place of birth, and the key")
	case h.any(hVIN) && vinNumber(d):
		s.hit(VIN, start, end, Sure, "check digit and the key")
	case h.any(hUSCC) && uscc(d):
		s.hit(USCC, start, end, Sure, "registrar, region, check character and the key")
	case h.any(hPassport) && passport(d):
		s.hit(CNPassport, start, end, Strong, "shape and the key")
	case h.any(hPermit) && len(d) == 9 && permit(d):
		s.hit(HKMPermit, start, end, Strong, "shape and the key")
	}
}

func hexadecimal(b []byte) bool {
	for _, c := range b {
		if !isHex(c) {
			return false
		}
	}
	return len(b) > 0
}

// uniform reports one character throughout: nobody's address.
func uniform(b []byte) bool {
	for _, c := range b {
		if c != b[0] {
			return false
		}
	}
	return true
}

// imeiNumber checks 15 digits under a key that says IMEI: Luhn, and not one digit throughout.
// The list of reporting bodies is not asked: it grows.
func imeiNumber(d []byte) bool { return digits(d) && luhn(d) && !uniform(d[:14]) }

// meidNumber checks the forms of 3GPP2 S.R0048: 14 hexadecimal digits that begin with A0..FF or
// 99, with a check digit (Luhn to the base of 16) or without, or 18 decimal digits whose first ten
// are the first 32 bits and whose last eight the other 24.
func meidNumber(d []byte) bool {
	switch {
	case len(d) == 19 && digits(d) && !luhn(d):
		return false
	case len(d) == 15 && digits(d): // the check digit of those without letters is that of an IMEI
		return string(d[:2]) == "99" && luhn(d) && !uniform(d[2:14])
	case (len(d) == 18 || len(d) == 19) && digits(d):
		return number(d[:10]) >= 0x99<<24 && number(d[:10]) < 1<<32 && number(d[10:18]) < 1<<24
	case len(d) != 14 && len(d) != 15 || !hexadecimal(d) || uniform(d[:14]):
		return false
	case d[0] < 'A' && string(d[:2]) != "99" || digits(d) && len(d) == 14 && string(d[:2]) != "99":
		return false
	}
	return len(d) == 14 || luhn16(d)
}

// luhn16 is Luhn's check over hexadecimal digits.
func luhn16(d []byte) bool {
	sum := 0
	for i, c := range d {
		v := int(c - '0')
		if c >= 'A' {
			v = int(c-'A') + 10
		}
		if i&1 == 1 {
			v *= 2
			v = v/16 + v%16
		}
		sum += v
	}
	return sum%16 == 0
}

// dottedMAC reads f0e4.ff9d.bbbf from its first group; it gives the index behind it, or end.
func (s *Scanner) dottedMAC(start, end int) int {
	const size = 14
	text := s.text
	if start+size > len(text) || touched(text, start) || text[end] != '.' || text[end+5] != '.' {
		return end
	}
	letter := false
	for i := range size {
		c := text[start+i]
		if i%5 == 4 {
			continue
		}
		if !isHex(c) {
			return end
		}
		letter = letter || tokenBytes[c] != kDigit
	}
	stop := start + size
	if stop < len(text) && tokenBytes[text[stop]] != 0 || tail(text, stop) {
		return end
	}
	if !letter && !s.context(start).any(hMAC) {
		return end
	}
	s.hit(MAC, start, stop, Checked, "three groups of four hexadecimal digits")
	return stop
}
