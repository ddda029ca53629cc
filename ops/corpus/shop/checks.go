package shop

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// idCard makes a mainland ID card number: division, birthday, sequence, check digit (MOD 11-2).
func idCard(r *rand.Rand, division, birthday string, male bool) string {
	seq := r.IntN(499)*2 + 1 // odd: male
	if !male {
		seq++
	}
	body := fmt.Sprintf("%s%s%03d", division, birthday, seq%1000)
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(body[i]-'0') * w
	}
	return body + string("10X98765432"[sum%11])
}

// luhn appends the check digit that payment cards and IMEI numbers carry.
func luhn(body string) string {
	sum := 0
	for i := range len(body) {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return body + string(rune('0'+(10-sum%10)%10))
}

// card makes a card number of the given length whose first digits are bin.
func card(r *rand.Rand, bin string, length int) string {
	return luhn(bin + digits(r, length-1-len(bin)))
}

const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY" // GB 32100-2015, without I O S V Z

// orgCode makes an organisation code of nine characters without a dash (GB 11714, MOD 11).
func orgCode(r *rand.Rand) string {
	body := digits(r, 8)
	sum := 0
	for i, w := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(body[i]-'0') * w
	}
	return body + string("0123456789X0"[(11-sum%11)%11])
}

// uscc makes a unified social credit code: 91, division, organisation code, check (MOD 31).
func uscc(r *rand.Rand, division string) string {
	body := "91" + division + orgCode(r)
	sum, w := 0, 1
	for i := range len(body) {
		sum += strings.IndexByte(usccAlphabet, body[i]) * w
		w = w * 3 % 31
	}
	return body + string(usccAlphabet[(31-sum%31)%31])
}

// digits gives n decimal digits, the first of them never 0.
func digits(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	if n > 0 && b[0] == '0' {
		b[0] = '6'
	}
	return string(b)
}

// hexes gives n lower-case hexadecimal digits.
func hexes(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "0123456789abcdef"[r.IntN(16)]
	}
	return string(b)
}

// uuid gives a random (version 4) UUID.
func uuid(r *rand.Rand) string {
	h := hexes(r, 30)
	return h[:8] + "-" + h[8:12] + "-4" + h[12:15] + "-a" + h[15:18] + "-" + h[18:]
}
