package risk

import (
	"bytes"
	"encoding/base64"
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
	"show",
	"encrypted",
	"encrypt",
	"hashed",
	"hash",
	"change",
	"forget",
	"without",
	"allow",
	"clear",
	"update",
	"validate",
	"check",
	"verify",
}

// PasswordKey reports whether a field of this name holds a password.
func PasswordKey(key string) bool {
	if len(key) < 3 || len(key) > 40 || !lastOfPassword[key[len(key)-1]] {
		return false
	}
	if !mayBePassword(key) { // one of which every name above has
		return false
	}
	var buf [longestName]byte
	folded, ok := fold(&buf, key)
	if !ok {
		return false
	}
	k := string(folded)
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
	masks := 0
	for _, b := range p {
		switch {
		case b == '*' || b == 'x' || b == 'X' || b == '#':
			masks++
		case b < ' ' || b == 0x7f:
			return false
		}
	}
	if masks == len(p) || bytes.Contains(p, []byte("•")) || bytes.Contains(p, []byte("***")) {
		return false
	}
	return !hashed(p) && !ciphertext(p) && !placeholders[strings.ToLower(string(p))]
}

// hashed reports hexadecimal digits of the length of a hash: 16 of a shortened MD5 (which has
// letters and digits, as a number has not), or 32 and more.
func hashed(p []byte) bool {
	letters, figures := 0, 0
	for _, b := range p {
		switch {
		case b >= '0' && b <= '9':
			figures++
		case b|0x20 >= 'a' && b|0x20 <= 'f':
			letters++
		default:
			return false
		}
	}
	return len(p) >= longHex || len(p) == shortHash && letters >= 2 && figures >= 4
}

const shortHash = 16 // hexadecimal digits of the middle half of an MD5

// ciphertext reports base64 of bytes that are no text: a block of a cipher or more.
func ciphertext(p []byte) bool {
	const block = 16 // bytes of the smallest block in use
	plain := bytes.TrimRight(p, "=")
	if len(p) >= longBase64 && len(p) != len(plain) || len(plain) < block*4/3 {
		return base64Only(plain) && len(p) >= longBase64
	}
	raw := make([]byte, base64.RawStdEncoding.DecodedLen(len(plain)))
	n, err := base64.RawStdEncoding.Decode(raw, plain)
	if err != nil {
		if n, err = base64.RawURLEncoding.Decode(raw, plain); err != nil {
			return false
		}
	}
	if n%block != 0 && len(p) < longBase64 {
		return false
	}
	odd := 0
	for _, b := range raw[:n] {
		if b < ' ' || b >= 0x7f {
			odd++
		}
	}
	return odd > 0
}

func base64Only(p []byte) bool {
	for _, b := range p {
		if (b < '0' || b > '9') && (b|0x20 < 'a' || b|0x20 > 'z') && b != '+' && b != '/' && b != '-' && b != '_' {
			return false
		}
	}
	return true
}

var placeholders = map[string]bool{
	"null": true, "none": true, "true": true, "false": true, "undefined": true, "redacted": true, "[redacted]": true,
	"[filtered]": true, "filtered": true, "hidden": true, "string": true, "<redacted>": true, "(hidden)": true, "[hidden]": true, "n/a": true,
	"encrypted": true, "[protected]": true, "protected": true, "masked": true,
}

// flag reports a value that only says yes or no.
func flag(p []byte) bool { return len(p) == 1 && (p[0] == '0' || p[0] == '1') || len(p) == 0 }

// labels are what stands under the name of a password in forms, translations and messages.
var labels = words(`required optional password passwd pwd passwort contraseña senha motdepasse text string weak medium
	strong good fair invalid valid wrong incorrect expired set unset ok yes no missing blank empty changed reset
	field hidden input confirm confirmpassword enterpassword yourpassword newpassword oldpassword`)

// label reports a word about a password, which is no password: what a form shows, a text in
// another script, a sentence, an address.
func label(p []byte) bool {
	if isSentence(p) || bytes.Contains(p, []byte("://")) || len(p) > 0 && p[0] == '/' {
		return true
	}
	for _, r := range string(p) {
		if r >= 0x2e80 { // Chinese, Japanese, Korean: nobody can type them into a password field
			return true
		}
	}
	return labels.has(strings.TrimRight(string(p), "*:!. "))
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
		return "pass_short"
	case commonPasswords[strings.ToLower(string(p))]:
		return "pass_used"
	case kinds < strongClasses:
		return "pass_plain"
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
