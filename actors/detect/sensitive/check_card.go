package sensitive

// luhn checks digits by ISO/IEC 7812 MOD 10.
func luhn(b []byte) bool {
	sum := 0
	odd := len(b) & 1
	for i, c := range b {
		d := int(c - '0')
		if i&1 == odd {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return len(b) > 0 && sum%10 == 0
}

// issuer is one range of card numbers: a prefix, the lengths it is issued with and what kind
// of card it usually is.
type issuer struct {
	from, to int // first digits, both ends included
	digits   int // how many digits from and to have
	shortest int
	longest  int
	debit    bool // debit cards mostly; credit cards otherwise
	either   bool // debit and credit share the range: a key that says credit decides
}

// issuers are public prefixes, most specific first. China UnionPay: 62 with 16 to 19 digits,
// of which 19 are debit cards; 625 and 628 with 16 digits are credit cards.
var issuers = []issuer{
	{625, 625, 3, 16, 16, false, true}, // UnionPay credit
	{628, 628, 3, 16, 16, false, true}, // UnionPay credit, business
	// UnionPay credit cards that banks issued under 622 before 625 and 628 were given to them
	{622155, 622157, 6, 16, 16, false, true}, // Ping An
	{622166, 622168, 6, 16, 16, false, true}, // CCB
	{622176, 622177, 6, 16, 16, false, true}, // SPDB
	{622228, 622240, 6, 16, 16, false, true}, // SPDB, ICBC
	{622252, 622253, 6, 16, 16, false, true}, // BoCom
	{622276, 622277, 6, 16, 16, false, true}, // SPDB
	{622525, 622526, 6, 16, 16, false, true}, // Ping An
	{622555, 622558, 6, 16, 16, false, true}, // CGB
	{622570, 622573, 6, 16, 16, false, true}, // CIB
	{622575, 622582, 6, 16, 16, false, true}, // CMB
	{622600, 622603, 6, 16, 16, false, true}, // CMBC
	{622636, 622639, 6, 16, 16, false, true}, // HXB
	{622650, 622659, 6, 16, 16, false, true}, // CEB, BoCom
	{622680, 622689, 6, 16, 16, false, true}, // CITIC, CEB
	{622750, 622763, 6, 16, 16, false, true}, // BOC
	{622801, 622801, 6, 16, 16, false, true}, // CEB
	{622810, 622812, 6, 16, 16, false, true}, // PSBC
	{622836, 622838, 6, 16, 16, false, true}, // ABC
	{622901, 622902, 6, 16, 16, false, true}, // CIB
	{62, 62, 2, 16, 16, true, true},          // UnionPay
	{62, 62, 2, 17, 19, true, false},         // UnionPay debit
	{81, 81, 2, 16, 19, true, true},          // UnionPay, since 2019
	{9558, 9559, 4, 19, 19, true, false},     // older domestic debit ranges
	{601382, 601382, 6, 19, 19, true, false},
	{456351, 456351, 6, 19, 19, true, false},
	{436742, 436742, 6, 19, 19, true, false},
	{34, 34, 2, 15, 15, false, false}, // American Express
	{37, 37, 2, 15, 15, false, false},
	{4, 4, 1, 16, 16, false, true},        // Visa; 13 and 19 digits are no longer issued
	{51, 55, 2, 16, 16, false, true},      // Mastercard
	{2221, 2720, 4, 16, 16, false, true},  // Mastercard
	{3528, 3589, 4, 16, 16, false, false}, // JCB
	{6011, 6011, 4, 16, 16, false, false}, // Discover
	{644, 659, 3, 16, 16, false, false},   // Discover
	{300, 305, 3, 14, 14, false, false},   // Diners Club
	{36, 36, 2, 14, 14, false, false},     // Diners Club
	{38, 39, 2, 14, 16, false, false},     // Diners Club
}

// otherIssuer stands for the ranges of smaller schemes (Maestro, Mir, RuPay, Verve, old Visa): they
// are believed only under a key that says card.
var otherIssuer = issuer{either: true}

// keyedCard checks 12 to 19 digits that a key calls a card number: Luhn, and a first digit that
// ISO/IEC 7812-1 gives to banking and the industries around it.
func keyedCard(b []byte) bool {
	jcb := len(b) == 15 && string(b[:4]) == "1800"
	return len(b) >= 12 && len(b) <= 19 && (b[0] >= '2' && b[0] <= '6' || jcb) && luhn(b) && kindsOf(b) > 1
}

// issuersOf are the rows of issuers by the first two digits of a number, in their order.
var issuersOf = func() (by [100][]*issuer) {
	for i := range issuers {
		r := &issuers[i]
		for two := range by {
			low, high := two, two // as r.digits digits, from the lowest number that begins with them
			for n := 2; n < r.digits; n++ {
				low, high = low*10, high*10+9
			}
			if r.digits == 1 {
				low, high = two/10, two/10
			}
			if low <= r.to && high >= r.from {
				by[two] = append(by[two], r)
			}
		}
	}
	return by
}()

// cardIssuer finds the range of a card number that passes Luhn, or nil.
func cardIssuer(b []byte) *issuer {
	if len(b) < 14 || len(b) > 19 {
		return nil
	}
	for _, r := range issuersOf[number(b[:2])] {
		if len(b) < r.shortest || len(b) > r.longest {
			continue
		}
		if p := number(b[:r.digits]); p >= r.from && p <= r.to {
			if luhn(b) {
				return r
			}
			return nil
		}
	}
	return nil
}
