package sensitive

// number reads a run of digits by its length. glued: it is part of something longer, such as
// a hyphenated order number; then only long checksums are believed.
func (s *Scanner) number(start, end int, glued bool) {
	d := s.text[start:end]
	switch n := len(d); {
	case n < 6 || n > 19:
		return
	case n <= 9:
		s.shortNumber(d, start, end)
	case n <= 13:
		if !glued || s.context(start).any(hPhone) && !(start > 1 && tokenBytes[s.text[start-2]] == kDigit) {
			s.phoneNumber(d, start, end)
		}
		if n >= 12 && s.context(start).any(hCard) {
			s.card(d, start, end)
		}
		if n == 12 && myIDCard(d) && s.context(start).any(hMY|hIDCard) {
			s.hit(MYIDCard, start, end, Strong, "date and place of birth, and the key")
		}
	case n == 15 && string(d[:4]) == "0086" && cnMobile(d[4:]):
		s.phoneNumber(d, start, end)
	case n == 15:
		s.number15(d, start, end, glued)
	case n == 18 && cnIDCard(d):
		confidence, reason := uint8(Checked), "region, date and check digit"
		if s.context(start).any(hIDCard | hDocument) {
			confidence, reason = Sure, "region, date, check digit and the key"
		}
		s.hit(CNIDCard, start, end, confidence, reason)
	default:
		if n == 18 {
			s.company18(d, start, end)
		}
		if n == 17 && vin(d) && s.context(start).any(hVIN) {
			s.hit(VIN, start, end, Strong, "check digit and the key")
		}
		if !glued {
			s.card(d, start, end)
		}
	}
}

// shortNumber reads 6 to 9 digits: nothing without a key.
func (s *Scanner) shortNumber(d []byte, start, end int) {
	h := s.context(start)
	if h&^hOpaque == 0 {
		return
	}
	switch {
	case h.any(hMilitary) && len(d) >= 6 && len(d) <= 8:
		s.hit(MilitaryID, start, end, Likely, "length and the key")
	case len(d) == 8 && h.any(hDate) && birthDate(d):
		s.hit(Date, start, end, Strong, "a day that exists and the key")
	case len(d) == 9 && h.any(hSSN) && usSSN(d):
		s.hit(USSSN, start, end, Strong, "valid area, group, serial and the key")
	case len(d) == 9 && h.any(hOrg) && orgCode(d):
		s.hit(OrgCode, start, end, Strong, "check digit and the key")
	}
}

// number15 reads 15 digits, which four issuers use: the key decides between them.
func (s *Scanner) number15(d []byte, start, end int, glued bool) {
	h := s.context(start)
	switch {
	case h.any(hIMEI):
		if imeiNumber(d) {
			s.hit(IMEI, start, end, Sure, "check digit and the key")
		}
	case h.any(hIDCard):
		if cnIDCardOld(d) {
			s.hit(CNIDCard, start, end, Strong, "region, date and the key")
		}
	case h.any(hTax) && taxRegistration(d):
		s.hit(TaxRegistration, start, end, Strong, "region, check digit and the key")
	case h.any(hLicense | hTax):
		if businessLicense(d) {
			s.hit(BusinessLicense, start, end, Strong, "region, check digit and the key")
		}
	case glued:
	default:
		if s.card(d, start, end) {
			return
		}
		if s.bare && len(d) == len(s.text) && businessLicense(d) && region(d) {
			s.hit(BusinessLicense, start, end, Fair, "region and check digit")
		}
	}
}

// card reads a bank card number. Without a key it is only fair: one in forty numbers of 16
// digits passes, so a column may take it back.
func (s *Scanner) card(d []byte, start, end int) bool {
	r := cardIssuer(d)
	h := s.context(start)
	if r == nil && h.any(hCard) && keyedCard(d) {
		r = &otherIssuer
	}
	if r == nil {
		return false
	}
	confidence, reason := uint8(Fair), "issuer and check digit"
	switch {
	case h.any(hCard):
		confidence, reason = Sure, "issuer, check digit and the key"
	case h.any(hOpaque | hPhone | hIMEI | hUSCC | hLicense):
		return false
	case len(d) == 19:
		confidence = Firm // 19 digits of a debit range
	}
	t := CreditCard
	if r.debit {
		t = DebitCard
	}
	if r.either && h.any(hCredit|hDebit) {
		t = DebitCard
		if h.any(hCredit) {
			t = CreditCard
		}
	}
	s.hit(t, start, end, confidence, reason)
	return true
}

// company18 reads 18 characters as a unified social credit code. One in a hundred numbers of
// 18 digits passes, so without a letter the organisation code inside must hold as well.
func (s *Scanner) company18(d []byte, start, end int) {
	if !uscc(d) {
		return
	}
	h := s.context(start)
	switch {
	case h.any(hUSCC | hTax | hLicense | hOrg):
		s.hit(USCC, start, end, Sure, "registrar, region, check character and the key")
	case h.any(hOpaque):
	case orgCode(d[8:17]):
		s.hit(USCC, start, end, Checked, "registrar, region and both check characters")
	case !digits(d):
		s.hit(USCC, start, end, Strong, "registrar, region and check character")
	case s.bare && len(d) == len(s.text) && d[0] == '9' && d[1] <= '3':
		s.hit(USCC, start, end, Fair, "registrar, region and check character")
	}
}
