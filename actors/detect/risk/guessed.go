package risk

import (
	"bytes"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// firstTried are the passwords that lists of leaks hold most often, in small letters.
var firstTried = words(`123456 123456789 12345678 12345 1234567 1234567890 1234 111111 000000 123123 654321 666666 888888 121212 112233
	123321 password passwd pass qwerty qwertyuiop qwerty1 qwerty123 abc123 a123456 a123456789 aa123456 admin root iloveyou iloveyou1 letmein
	welcome monkey dragon sunshine princess football baseball master shadow superman batman trustno1 hello freedom whatever michael jordan
	charlie donald login starwars passw0rd p@ssw0rd p@ssword pa$$word pass123 pass1234 1q2w3e4r 1q2w3e 1qaz2wsx zaq12wsx qazwsx asdfgh
	asdfghjkl zxcvbnm 5201314 520131 woaini woaini1314 1314520 147258369 159753 987654321 7777777 secret changeme default guest test
	test123 demo user temp temp123 access ninja azerty solo flower lovely killer pokemon computer internet`)

// stems are words behind which people write a number.
var stems = words(`password passwd pass admin administrator root user test guest demo temp welcome letmein login secret changeme default
	company office staff employee internal intranet system server network manager support service qwerty qwer abc abcd asd iloveyou love
	dragon monkey master sunshine football summer winter spring autumn january february march april june july august september october
	november december monday friday beijing shanghai shenzhen guangzhou hangzhou china london paris berlin newyork huawei woaini`)

// keyRows are rows and columns of a keyboard, and the alphabet.
var keyRows = []string{
	"12345678901234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujm",
	"abcdefghijklmnopqrstuvwxyz", "!@#$%^&*()", "zaq1xsw2cde3vfr4", "qweasdzxc", "147258369", "1qaz@wsx#edc",
}

const longestGuessed = 20 // bytes; longer passwords are none that are tried first

// GuessedFirst says why somebody who guesses would try a password early: more narrow than Weak, which
// asks for what a rule of length and kinds asks. host is the application's.
func GuessedFirst(name, password []byte, host string) finding.Guess {
	if len(password) == 0 || len(password) > longestGuessed || !Readable(password) {
		return finding.GuessNone
	}
	var buf [longestGuessed]byte
	p := buf[:copy(buf[:], password)]
	for i, c := range p {
		if c >= 'A' && c <= 'Z' {
			p[i] = c | 0x20
		}
	}
	if firstTried[string(p)] || commonPasswords[string(p)] {
		return finding.GuessCommon
	}
	if keyRun(p) {
		return finding.GuessPattern
	}
	stem, rest := cutNumber(p)
	if len(stem) < 3 || !usualEnd(rest) {
		return finding.GuessNone
	}
	plain := unLeet(stem)
	switch {
	case ofName(plain, name), ofHost(plain, host):
		return finding.GuessName
	case stems[string(plain)]:
		return finding.GuessWord
	}
	return finding.GuessNone
}

// keyRun reports one character again and again, a short piece repeated, or a run of keys, either way.
func keyRun(p []byte) bool {
	if len(p) < 4 {
		return true
	}
	for _, n := range []int{1, 2, 3, 4} {
		if len(p) >= 2*n && len(p)%n == 0 && bytes.Equal(p[n:], p[:len(p)-n]) {
			return true
		}
	}
	var back [longestGuessed]byte
	for i, c := range p {
		back[len(p)-1-i] = c
	}
	for _, row := range keyRows {
		if strings.Contains(row, string(p)) || strings.Contains(row, string(back[:len(p)])) {
			return true
		}
	}
	return false
}

// cutNumber parts a password into what it begins with and the digits and signs behind.
func cutNumber(p []byte) (stem, rest []byte) {
	i := len(p)
	for i > 0 && (p[i-1] < 'a' || p[i-1] > 'z') {
		i--
	}
	return p[:i], p[i:]
}

// usualEnd reports the numbers and signs that people put behind a word: few digits, a count, a year.
func usualEnd(rest []byte) bool {
	var digits [8]byte
	n, signs := 0, 0
	for _, c := range rest {
		if c < '0' || c > '9' {
			signs++
			continue
		}
		if n == len(digits) {
			return false
		}
		digits[n] = c
		n++
	}
	d := string(digits[:n])
	switch {
	case signs > 2:
		return false
	case n <= 2, strings.HasPrefix("12345678", d), n == 3 && d[0] == d[1] && d[1] == d[2]:
		return true
	case n == 4 && (d[:2] == "19" || d[:2] == "20"):
		return true
	}
	return d == "520" || d == "321" || d == "1314" || d == "5201314"
}

// unLeet writes letters for the signs that stand for them; in place.
func unLeet(p []byte) []byte {
	for i, c := range p {
		if j := strings.IndexByte("@0134$5", c); j >= 0 {
			p[i] = "aoieass"[j]
		}
	}
	return p
}

// ofName reports the name of the user, or a part of it between signs.
func ofName(stem, name []byte) bool {
	const short = 3 // letters; shorter parts are initials
	at := bytes.IndexByte(name, '@')
	if at > 0 {
		name = name[:at]
	}
	if len(name) < short || len(name) > 64 {
		return false
	}
	for len(name) > 0 {
		i := 0
		for i < len(name) && (name[i]|0x20 >= 'a' && name[i]|0x20 <= 'z') {
			i++
		}
		if i > short && bytes.EqualFold(name[:i], stem) {
			return true
		}
		name = name[min(i+1, len(name)):]
	}
	return false
}

// ofHost reports a name of the application's host: "heron" of hr.heron.example.
func ofHost(stem []byte, host string) bool {
	const short = 4 // letters; "www" and "api" are everybody's
	for label := range strings.SplitSeq(host, ".") {
		if len(label) >= short && label != "example" && strings.EqualFold(label, string(stem)) {
			return true
		}
	}
	return false
}
