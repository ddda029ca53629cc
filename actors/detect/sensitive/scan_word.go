package sensitive

import "bytes"

// word reads a run of letters and digits by its length.
func (s *Scanner) word(start, end int, kind uint8) {
	b := s.text[start:end]
	if len(b) >= minAccessKey {
		s.accessKey(b, start, end)
	}
	if kind == kDigit|kUpper|kLower && len(b) != 18 || len(b) < 7 || len(b) > 18 {
		return
	}
	glued := touched(s.text, start) || tail(s.text, end)
	switch len(b) {
	case 7, 8:
		if s.hkCard(b, start, end) || len(b) == 7 {
			return
		}
		s.hyphenatedOrg(start, end)
	case 9:
		s.word9(b, start, end, glued)
	case 10:
		if h := s.context(start); h.any(hPermit) && (b[0] == 'H' || b[0] == 'M') && digits(b[1:]) {
			s.hit(HKMPermit, start, end, Likely, "shape and the key")
		}
	case 15:
		if b[8] == 'T' && digits(b[:8]) && digits(b[9:]) && birthDate(b[:8]) && !glued {
			s.hit(Date, start, start+8, Strong, "a day that exists, with a time of day")
		} else if h := s.context(start); h.any(hTax) && taxRegistration(b) {
			s.hit(TaxRegistration, start, end, Strong, "region, check character and the key")
		}
	case 16:
		if b[8] == 'T' && b[15] == 'Z' && digits(b[:8]) && digits(b[9:15]) && birthDate(b[:8]) {
			s.hit(Date, start, start+8, Strong, "a day that exists, with a time of day")
		}
	case 17:
		s.vin17(b, start, end, glued)
	case 18:
		if last := b[17]; (last == 'X' || last == 'x') && cnIDCard(b) {
			confidence := uint8(Checked)
			if s.context(start).any(hIDCard | hDocument) {
				confidence = Sure
			}
			s.hit(CNIDCard, start, end, confidence, "region, date and check digit")
			return
		}
		s.company18(b, start, end)
	}
}

// word9 reads the documents of nine characters. Only the Singapore number has a check letter;
// the others need a key.
func (s *Scanner) word9(b []byte, start, end int, glued bool) {
	if sgIDCard(b) && !glued {
		if h := s.context(start); h.any(hSG | hDocument | hIDCard) {
			s.hit(SGIDCard, start, end, Sure, "check letter and the key")
		} else if !h.any(hOpaque) {
			s.hit(SGIDCard, start, end, Likely, "check letter")
		}
		return
	}
	h := s.context(start)
	switch {
	case h.any(hHK) && s.hkBare(b):
		s.hit(HKIDCard, start, end, Strong, "check digit and the key")
	case h.any(hPermit) && permit(b):
		s.hit(HKMPermit, start, end, Strong, "shape and the key")
	case h.any(hPassport) && passport(b):
		s.hit(CNPassport, start, end, Strong, "shape and the key")
	case h.any(hDocument) && !h.any(hIDCard|hSG|hHK|hMY|hSSN) && passport(b):
		s.hit(CNPassport, start, end, Firm, "shape, and the key of a document")
	case h.any(hDocument) && !h.any(hIDCard|hSG|hHK|hMY|hSSN) && b[0] == 'C' && digits(b[1:]):
		s.hit(HKMPermit, start, end, Firm, "shape, and the key of a document")
	case h.any(hOrg) && orgCode(b):
		s.hit(OrgCode, start, end, Strong, "check character and the key")
	}
}

// permit checks the shapes of the mainland's permit to Hong Kong and Macao: C and eight digits or
// a letter other than I and O and seven; W and eight digits.
func permit(b []byte) bool {
	second := b[1]
	return digits(b[2:]) && (second >= '0' && second <= '9' && (b[0] == 'C' || b[0] == 'W') ||
		b[0] == 'C' && second >= 'A' && second <= 'Z' && second != 'I' && second != 'O')
}

// passport checks the shapes of mainland passports: E, G, D, S, P and eight digits; since
// 2012 E, a letter other than I and O, and seven digits; SE, DE, PE and seven digits.
func passport(b []byte) bool {
	if len(b) != 9 || !digits(b[2:]) {
		return false
	}
	second := b[1]
	switch b[0] {
	case 'E':
		return second >= '0' && second <= '9' || second >= 'A' && second <= 'Z' && second != 'I' && second != 'O'
	case 'G':
		return second >= '0' && second <= '9'
	case 'D', 'S', 'P':
		return second >= '0' && second <= '9' || second == 'E'
	}
	return false
}

// hkCard reads A123456(7), where the check digit stands in brackets, and A1234567 under a key.
func (s *Scanner) hkCard(b []byte, start, end int) bool {
	text := s.text
	if rest := text[end:]; len(rest) > 1 && rest[0] == ' ' && bracket(rest[1:], "(", "（") > 0 {
		end++ // A123456 (3)
	}
	if open := bracket(text[end:], "(", "（"); open > 0 && end+open+1 < len(text) && b[0] >= 'A' && b[0] <= 'Z' {
		var buf [9]byte
		n := copy(buf[:], b)
		buf[n] = text[end+open]
		closed := bracket(text[end+open+1:], ")", "）")
		if closed > 0 && hkIDCard(buf[:n+1]) {
			s.hit(HKIDCard, start, end+open+1+closed, Checked, "check digit in brackets")
			return true
		}
		return false
	}
	if len(b) == 8 && s.hkBare(b) {
		if h := s.context(start); h.any(hHK | hDocument) {
			s.hit(HKIDCard, start, end, Strong, "check digit and the key")
			return true
		}
	}
	return false
}

// bracket gives the width of a bracket at the start of text, in either width; 0 without one.
func bracket(text []byte, narrow, wide string) int {
	switch {
	case bytes.HasPrefix(text, []byte(narrow)):
		return len(narrow)
	case bytes.HasPrefix(text, []byte(wide)):
		return len(wide)
	}
	return 0
}

func (s *Scanner) hkBare(b []byte) bool { return b[0] >= 'A' && b[0] <= 'Z' && hkIDCard(b) }

// hyphenatedOrg reads eight characters, a hyphen and the check character. Eight digits that
// are a day are rather a date with a counter.
func (s *Scanner) hyphenatedOrg(start, end int) bool {
	text := s.text
	if end+1 >= len(text) || text[end] != '-' || end-start != 8 || touched(text, start) {
		return false
	}
	if end+2 < len(text) && (tokenBytes[text[end+2]] != 0 || text[end+2] == '-') {
		return false
	}
	var buf [9]byte
	copy(buf[:], text[start:end])
	buf[8] = text[end+1]
	if !orgCode(buf[:]) {
		return false
	}
	switch h := s.context(start); {
	case h.any(hOrg | hUSCC):
		s.hit(OrgCode, start, end+2, Sure, "check character and the key")
	case h.any(hOpaque|hPhone) || digits(buf[:8]) && birthDate(buf[:8]):
		return false
	default:
		s.hit(OrgCode, start, end+2, Firm, "check character behind a hyphen")
	}
	return true
}

func (s *Scanner) vin17(b []byte, start, end int, glued bool) {
	if !vin(b) {
		return
	}
	switch h := s.context(start); {
	case h.any(hVIN):
		s.hit(VIN, start, end, Sure, "check digit and the key")
	case !glued && !h.any(hOpaque):
		s.hit(VIN, start, end, Strong, "alphabet, manufacturer and check digit")
	}
}
