package sensitive

const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY" // GB 32100: no I, O, S, V, Z

// usccValues is a character's place in the alphabet, -1 for others.
var usccValues = func() (t [256]int8) {
	for i := range t {
		t[i] = -1
	}
	for i := range len(usccAlphabet) {
		t[usccAlphabet[i]] = int8(i)
	}
	return t
}()

var usccWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28} // 3^i mod 31

// uscc checks 18 characters by GB 32100: registrar, region, MOD 31-3.
func uscc(b []byte) bool {
	if len(b) != 18 || !digits(b[2:8]) {
		return false
	}
	if b[0] < '1' || b[0] > '9' && b[0] != 'A' && b[0] != 'N' && b[0] != 'Y' {
		return false
	}
	if province := number(b[2:4]); !regions[province] && province != 10 { // 10: registered nationally
		return false
	}
	if string(b[:9]) == "123456789" {
		return false // typed to fill a form; its check digit happens to be right
	}
	sum := 0
	for i, w := range usccWeights {
		v := usccValues[b[i]]
		if v < 0 {
			return false
		}
		sum += int(v) * w
	}
	return int(usccValues[b[17]]) == (31-sum%31)%31
}

var orgWeights = [8]int{3, 7, 9, 10, 5, 8, 4, 2}

// orgCode checks nine characters by GB 11714 MOD 11 (without the hyphen).
func orgCode(b []byte) bool {
	if len(b) != 9 {
		return false
	}
	sum := 0
	for i, w := range orgWeights {
		switch c := b[i]; {
		case c >= '0' && c <= '9':
			sum += int(c-'0') * w
		case c >= 'A' && c <= 'Z':
			sum += int(c-'A'+10) * w
		default:
			return false
		}
	}
	switch c := 11 - sum%11; c {
	case 10:
		return b[8] == 'X'
	case 11:
		return b[8] == '0'
	default:
		return b[8] == byte('0'+c)
	}
}

// businessLicense checks 15 digits: region and MOD 11-10 (GS 15-2006).
func businessLicense(b []byte) bool {
	if len(b) != 15 || !digits(b) || !regions[number(b[:2])] && number(b[:2]) != 10 {
		return false
	}
	p := 10
	for _, c := range b[:14] {
		if p = (p + int(c-'0')) % 10; p == 0 {
			p = 10
		}
		p = p * 2 % 11
	}
	return int(b[14]-'0') == (11-p)%10
}

// taxRegistration checks 15 characters: region and organisation code.
func taxRegistration(b []byte) bool {
	return len(b) == 15 && digits(b[:6]) && region(b) && orgCode(b[6:])
}

// vinValues gives a character's value by ISO 3779, 255 for I, O, Q and others.
var vinValues = func() (t [256]uint8) {
	for i := range t {
		t[i] = 255
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c - '0'
	}
	for i, c := range []byte("ABCDEFGH") {
		t[c] = uint8(i + 1)
	}
	for i, c := range []byte("JKLMN") {
		t[c] = uint8(i + 1)
	}
	t['P'], t['R'] = 7, 9
	for i, c := range []byte("STUVWXYZ") {
		t[c] = uint8(i + 2)
	}
	return t
}()

var vinWeights = [17]int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2}

// vin checks 17 characters: alphabet, check digit, a manufacturer that can exist (its code
// is never all zeros) and four digits at the end.
func vin(b []byte) bool {
	return len(b) == 17 && b[0] != '0' && digits(b[13:]) && vinNumber(b)
}

// vinNumber checks alphabet and check digit alone: enough under a key that says VIN.
func vinNumber(b []byte) bool {
	if len(b) != 17 || uniform(b) {
		return false
	}
	if string(b[3:6]) == "ZZZ" { // European makers fill up with Z and have no check digit
		for _, c := range b {
			if vinValues[c] == 255 {
				return false
			}
		}
		return digits(b[13:])
	}
	sum := 0
	for i, w := range vinWeights {
		v := vinValues[b[i]]
		if v == 255 {
			return false
		}
		sum += int(v) * w
	}
	if r := sum % 11; r != 10 {
		return b[8] == byte('0'+r)
	}
	return b[8] == 'X'
}
