package risk

import (
	"bytes"
	"strings"
)

// passwordEnds are how names of password fields end, in small letters without separators.
var passwordEnds = []string{"password", "passwd", "pwd", "passphrase", "passwort", "motdepasse", "mima", "密码"}

// passwordNames are names that only count whole.
var passwordNames = words(`pass psw pswd pword upass userpass`)

// noPassword are beginnings of names that speak about a password instead of holding one.
var noPassword = []string{
	"has",
	"is",
	"forgot",
	"reset",
	"need",
	"require",
	"show",
	"no",
	"use",
	"set",
	"must",
	"enable",
}

// PasswordKey reports whether a field of this name holds a password.
func PasswordKey(key string) bool {
	if len(key) < 3 || len(key) > 40 || !lastOfPassword[key[len(key)-1]] {
		return false
	}
	if !mayBePassword(key) { // one of which every name above has
		return false
	}
	k := plainKey(key)
	if passwordNames[k] {
		return true
	}
	for _, end := range passwordEnds {
		before, ok := strings.CutSuffix(k, end)
		if !ok {
			continue
		}
		for _, about := range noPassword {
			if before == about {
				return false
			}
		}
		return true
	}
	return false
}

// lastOfPassword holds the last bytes of all names above, so that most names cost one look.
var lastOfPassword = func() (last [256]bool) {
	add := func(name string) {
		b := name[len(name)-1]
		last[b] = true
		if b >= 'a' && b <= 'z' {
			last[b-'a'+'A'] = true
		}
	}
	for _, end := range passwordEnds {
		add(end)
	}
	for name := range passwordNames {
		add(name)
	}
	for _, separator := range "]_-. " {
		last[separator] = true
	}
	return last
}()

// plainKey is a name in small letters without separators.
func plainKey(key string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == '_' || r == '-' || r == '.' || r == ' ' || r == '[' || r == ']':
			return -1
		}
		return r
	}, key)
}

const (
	maxPassword = 64 // bytes; longer ones are ciphertext
	longHex     = 32 // hexadecimal digits from which a value is a hash
	longBase64  = 40 // base64 characters from which a value is a hash or ciphertext
)

// Readable reports whether a password stands there as its owner typed it: no hash, no
// ciphertext, not masked already.
func Readable(p []byte) bool {
	if len(p) == 0 || len(p) > maxPassword || bytes.HasPrefix(p, []byte("$")) && bytes.Count(p, []byte("$")) >= 3 {
		return false
	}
	if p[0] == '{' && bytes.IndexByte(p, '}') > 1 { // {bcrypt}..., {SSHA}...
		return false
	}
	masks, hex, base64 := 0, 0, 0
	for _, b := range p {
		switch {
		case b == '*' || b == 'x' || b == 'X' || b == '#':
			masks++
		case b < ' ' || b == 0x7f:
			return false
		}
		if b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'f' {
			hex++
		}
		if b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z' || b == '+' || b == '/' || b == '=' || b == '-' ||
			b == '_' {
			base64++
		}
	}
	switch {
	case masks == len(p) || bytes.Contains(p, []byte("•")) || bytes.Contains(p, []byte("***")):
		return false
	case hex == len(p) && len(p) >= longHex, base64 == len(p) && len(p) >= longBase64:
		return false
	}
	return !placeholders[strings.ToLower(string(p))]
}

var placeholders = map[string]bool{
	"null": true, "none": true, "true": true, "false": true, "undefined": true, "redacted": true, "[redacted]": true,
	"[filtered]": true, "hidden": true, "string": true, "password": false,
}

const (
	strongLength  = 8 // characters
	strongClasses = 3 // of small letters, capitals, digits, other
)

// Weak says why a password is weak, "" if it is not.
func Weak(p []byte) string {
	n, classes := 0, [4]bool{}
	for _, r := range string(p) {
		n++
		switch {
		case r >= 'a' && r <= 'z':
			classes[0] = true
		case r >= 'A' && r <= 'Z':
			classes[1] = true
		case r >= '0' && r <= '9':
			classes[2] = true
		default:
			classes[3] = true
		}
	}
	kinds := 0
	for _, c := range classes {
		if c {
			kinds++
		}
	}
	switch {
	case n < strongLength:
		return "shorter than 8 characters"
	case commonPasswords[strings.ToLower(string(p))]:
		return "one of the most used passwords"
	case kinds < strongClasses:
		return "fewer than three kinds of characters"
	}
	return ""
}

// commonPasswords pass the rule of length and kinds (or come near) and are guessed first.
var commonPasswords = func() map[string]bool {
	all := map[string]bool{}
	for _, p := range strings.Fields(`password1 password1! password123 password@123 passw0rd p@ssw0rd p@ssword p@ssword1
		p@$$w0rd admin123 admin@123 admin123! admin1234 administrator1 root@123 root1234 qwerty123 qwerty123! 1qaz2wsx
		1qaz@wsx 1qaz!qaz zaq12wsx zaq1@wsx qaz123wsx abc12345 abcd1234 abcd@1234 abc@1234 aa123456 a1234567 a123456789
		welcome1 welcome123 welcome@123 letmein1 changeme1 changeme123 iloveyou1 test1234 test@123 test@1234 summer2024
		summer2025 winter2024 winter2025 spring2025 autumn2025 company123 huawei@123 admin@1234 user@123 default123`) {
		all[p] = true
	}
	return all
}()

// mayBePassword wants a letter that every name above has: p, m, or any beyond ASCII.
func mayBePassword(key string) bool {
	for i := range len(key) {
		if b := key[i]; b == 'p' || b == 'P' || b == 'm' || b == 'M' || b >= 0x80 {
			return true
		}
	}
	return false
}

// words makes a set of names.
func words(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}
