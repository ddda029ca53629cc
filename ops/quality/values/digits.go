package values

import (
	"math/rand/v2"
	"strings"
)

// Check digits and random parts, written from the standards and not from the detector.

func oneOf(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }

// word picks a field of a list separated by spaces.
func word(r *rand.Rand, list string) string { return oneOf(r, strings.Fields(list)...) }

// item picks a part of a list separated by slashes.
func item(r *rand.Rand, list string) string { return oneOf(r, strings.Split(list, "/")...) }

// letters makes n characters of an alphabet.
func letters(r *rand.Rand, alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

func digits(r *rand.Rand, n int) string { return letters(r, "0123456789", n) }

// fill replaces each # of a pattern by a digit and each A by a capital.
func fill(r *rand.Rand, pattern string) string {
	b := []byte(pattern)
	for i, c := range b {
		switch c {
		case '#':
			b[i] = byte('0' + r.IntN(10))
		case '?':
			b[i] = byte('A' + r.IntN(26))
		}
	}
	return string(b)
}

// luhnDigit is the check digit behind s: ISO/IEC 7812-1 annex B.
func luhnDigit(s string) string {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return string(rune('0' + (10-sum%10)%10))
}

// mod112 is the check character of GB 11643: ISO 7064 MOD 11-2, computed by its recursion.
func mod112(s string) string {
	p := 0
	for _, c := range s {
		p = (p + int(c-'0')) * 2 % 11
	}
	return string("0123456789X"[(12-p)%11])
}

// mod1110 is the check digit of ISO 7064 MOD 11,10 (business licences of 15 digits).
func mod1110(s string) string {
	p := 10
	for _, c := range s {
		if p = (p + int(c-'0')) % 10; p == 0 {
			p = 10
		}
		p = p * 2 % 11
	}
	return string(rune('0' + (11-p)%10))
}

const alphabet31 = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// mod31 is the check character of GB 32100.
func mod31(s string) string {
	sum, weight := 0, 1
	for i := range len(s) {
		sum += strings.IndexByte(alphabet31, s[i]) * weight
		weight = weight * 3 % 31
	}
	return string(alphabet31[(31-sum%31)%31])
}

const alphabet36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// mod11Org is the check character of GB 11714.
func mod11Org(s string) string {
	sum := 0
	for i, w := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		sum += strings.IndexByte(alphabet36, s[i]) * w
	}
	return string("0123456789X0"[11-sum%11])
}

// hkDigit is the check character of a Hong Kong identity card number (letters and six digits).
func hkDigit(s string) string {
	for len(s) < 8 {
		s = " " + s
	}
	sum := 0
	for i := range 8 {
		v := 36
		if s[i] != ' ' {
			v = strings.IndexByte(alphabet36, s[i])
		}
		sum += v * (9 - i)
	}
	return string("0123456789A"[(11-sum%11)%11])
}

// nricLetter is the check letter of a Singapore number: series and seven digits.
func nricLetter(s string) string {
	sum := map[byte]int{'S': 0, 'F': 0, 'T': 4, 'G': 4, 'M': 3}[s[0]]
	for i, w := range []int{2, 7, 6, 5, 4, 3, 2} {
		sum += int(s[i+1]-'0') * w
	}
	switch s[0] {
	case 'S', 'T':
		return string("JZIHGFEDCBA"[sum%11])
	case 'M':
		return string("XWUTRQPNJLK"[sum%11])
	}
	return string("XWUTRQPNMLK"[sum%11])
}

// vinDigit puts the check digit of FMVSS 115 into the ninth place of 17 characters.
func vinDigit(s string) string {
	values := map[byte]int{
		'A': 1, 'B': 2, 'C': 3, 'D': 4, 'E': 5, 'F': 6, 'G': 7, 'H': 8, 'J': 1, 'K': 2, 'L': 3, 'M': 4,
		'N': 5, 'P': 7, 'R': 9, 'S': 2, 'T': 3, 'U': 4, 'V': 5, 'W': 6, 'X': 7, 'Y': 8, 'Z': 9,
	}
	sum := 0
	for i, w := range []int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2} {
		v, ok := values[s[i]]
		if !ok {
			v = int(s[i] - '0')
		}
		sum += v * w
	}
	return s[:8] + string("0123456789X"[sum%11]) + s[9:]
}

// otherDigit changes the digit at i of s to another one.
func otherDigit(r *rand.Rand, s string, i int) string {
	d := byte('0' + (int(s[i]-'0')+1+r.IntN(8))%10)
	return s[:i] + string(d) + s[i+1:]
}

// lastDigit changes the last digit of s, so that no check digit fits any more.
func lastDigit(r *rand.Rand, s string) string {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] >= '0' && s[i] <= '9' {
			return otherDigit(r, s, i)
		}
	}
	return s
}
