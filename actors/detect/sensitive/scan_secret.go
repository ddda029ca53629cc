package sensitive

import (
	"bytes"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

const (
	minPEM       = 40 // bytes: a begin line and something in it
	minAccessKey = 16 // bytes
)

// keyIDs are the public shapes of access key IDs: prefix, length of all, and whether small
// letters occur.
var keyIDs = []struct {
	prefix      string
	least, most int
	lower       bool
}{
	{"LTAI", 16, 24, true},  // Alibaba Cloud
	{"AKIA", 20, 20, false}, // AWS, long-lived
	{"ASIA", 20, 20, false}, // AWS, temporary
	{"AKID", 32, 40, true},  // Tencent Cloud
	{"AKLT", 24, 64, true},  // Volcengine
	{"ALTAK", 21, 30, true}, // Baidu Cloud
	{"JDC_", 24, 36, true},  // JD Cloud
	{"AIza", 39, 39, true},  // Google
	{"ABIA", 20, 20, false}, // AWS, bearer tokens of services
	{"ACCA", 20, 20, false}, // AWS, contexts
	{"GOOG", 24, 61, false}, // Google Cloud Storage, HMAC
}

// keyDER are the first characters of private keys in base64 without their begin line: PKCS #8 with
// RSA or an elliptic curve, and PKCS #1 of 1,024 to 4,096 bits. Lengths make up the gaps, written ?.
var keyDER = []string{
	"MII???IBADANBgkqhkiG9w0BAQEFAASC", "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0w", "MII???IBAAKCAQEA", "MII???IBAAKCAgEA",
	"MII???IBAAKBgQ",
}

// derKey reads a private key from the first byte of its base64.
func (s *Scanner) derKey(start int) {
	text := s.text
	if start > 0 && bytes.IndexByte([]byte("\"' :=>"), text[start-1]) < 0 {
		return // the body of a block that its begin line describes
	}
next:
	for _, head := range keyDER {
		if len(text)-start < len(head) {
			continue
		}
		for i := range len(head) {
			if head[i] != '?' && head[i] != text[start+i] {
				continue next
			}
		}
		end := start + len(head)
		for end < len(text) && (tokenBytes[text[end]] != 0 || text[end] == '+' || text[end] == '/' || text[end] == '=') {
			end++
		}
		s.hit(PrivateKey, start, end, Checked, "the first bytes of a private key")
		return
	}
}

// keyHeads are the first letters of keys that a prefix gives away.
var keyHeads = func() (t [256]bool) {
	for i := range keyIDs {
		t[keyIDs[i].prefix[0]] = true
	}
	for _, head := range keyDER {
		t[head[0]] = true
	}
	return t
}()

// accessKey reads access key IDs, which have unmistakable prefixes; others need a key.
func (s *Scanner) accessKey(b []byte, start, end int) {
	text := s.text
	if !keyHeads[b[0]] && s.key&hKeyID == 0 && (start < 4 || text[start-1] != '.') {
		return
	}
	if b[0] == 'M' && b[1] == 'I' {
		s.derKey(start)
		return
	}
	for i := range keyIDs {
		k := &keyIDs[i]
		if b[0] != k.prefix[0] || !bytes.HasPrefix(b, []byte(k.prefix)) {
			continue
		}
		for k.prefix == "AIza" && end < len(text) && (text[end] == '-' || text[end] == '_' || tokenBytes[text[end]] != 0) {
			end++
		}
		if n := end - start; n < k.least || n > k.most || !k.lower && hasLower(b) || kindsOf(b) < 8 {
			continue // too long, too short, or XXXX
		}
		s.hit(AKID, start, end, Checked, "prefix and length")
		s.secretBehind(end)
		return
	}
	if start >= 4 && str(text[start-4:start]) == "STS." && len(b) >= 20 && mixed(b) {
		s.hit(AKID, start-4, end, Checked, "prefix of a temporary key")
		return
	}
	if s.key.any(hKeyID) && len(b) == len(text) && len(b) <= 40 && mixed(b) {
		s.hit(AKID, start, end, Firm, "shape and the key")
	}
}

// secretBehind reads the secret that is written right behind its access key ID: LTAI... / Gu5t9x....
func (s *Scanner) secretBehind(at int) {
	text := s.text
	from := at
	for from < len(text) && from-at < 4 && bytes.IndexByte([]byte(" /:,;|\"'"), text[from]) >= 0 {
		from++
	}
	end := from
	for end < len(text) && (tokenBytes[text[end]] != 0 || text[end] == '+' || text[end] == '/') {
		end++
	}
	if n := end - from; from > at && n >= 30 && n <= 44 && hasLower(text[from:end]) && mixed(text[from:end]) {
		s.hit(AKSecret, from, end, Firm, "random characters behind an access key ID")
	}
}

func hasLower(b []byte) bool {
	for _, c := range b {
		if tokenBytes[c] == kLower {
			return true
		}
	}
	return false
}

// secretValue reads an access key's secret: only under a key, and only what is random enough.
func (s *Scanner) secretValue(start, end int) {
	b := s.text[start:end]
	if len(b) < 16 || len(b) > 128 {
		return
	}
	for _, c := range b {
		if tokenBytes[c] == 0 && bytes.IndexByte([]byte("+/=_-"), c) < 0 {
			return
		}
	}
	if mixed(b) {
		s.hit(AKSecret, start, end, Strong, "random characters and the key")
	}
}

// mixed reports letters and digits of at least ten kinds: eight random hexadecimal bytes
// have that many almost surely, words and placeholders do not.
func mixed(b []byte) bool {
	var kind uint8
	for _, c := range b {
		kind |= tokenBytes[c]
	}
	return kindsOf(b) >= min(10, len(b)*5/8) &&
		(kind&kDigit != 0 && kind&(kLower|kUpper) != 0 || kind == kLower|kUpper && len(b) >= 28 && shuffled(b))
}

// kindsOf counts the different characters in b.
func kindsOf(b []byte) (kinds int) {
	var seen [4]uint64
	for _, c := range b {
		if seen[c>>6]>>(c&63)&1 == 0 {
			seen[c>>6] |= 1 << (c & 63)
			kinds++
		}
	}
	return kinds
}

// shuffled reports that small and capital letters change places as often as they do by chance.
func shuffled(b []byte) bool {
	changes := 0
	for i := 1; i < len(b); i++ {
		if tokenBytes[b[i]] != tokenBytes[b[i-1]] {
			changes++
		}
	}
	return changes >= len(b)/3
}

var (
	pemBegin = []byte("-----BEGIN ")
	pemEnd   = []byte("-----END ")
	pemDash  = []byte("-----")
)

// keyFiles are the first bytes of private keys that are not written as PEM: PuTTY's and RFC 4716's.
var keyFiles = [...][]byte{[]byte("PuTTY-User-Key-File-"), []byte("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----")}

// pem reads certificates and private keys, cut ones too.
func (s *Scanner) pem() {
	text := s.text
	for _, head := range keyFiles {
		if bytes.HasPrefix(text, head) {
			s.hit(PrivateKey, 0, len(text), Sure, "a key file's first line")
			return
		}
	}
	for i := 0; ; {
		n := bytes.Index(text[i:], pemBegin)
		if n < 0 {
			return
		}
		start := i + n
		label := text[start+len(pemBegin):]
		stop := bytes.Index(label[:min(len(label), 48)], pemDash)
		if stop < 0 {
			return
		}
		body := start + len(pemBegin) + stop + len(pemDash)
		if !s.effort.pay(1) {
			return
		}
		if !pemBody(text[body:min(len(text), body+maxPEMHead)]) {
			i = body // only spoken of
			continue
		}
		end := len(text)
		if n := bytes.Index(text[body:], pemEnd); n >= 0 {
			end = body + n + len(pemEnd)
			if n := bytes.Index(text[end:], pemDash); n >= 0 && n < 48 {
				end += n + len(pemDash)
			}
		}
		label = label[:stop]
		switch {
		case bytes.HasSuffix(label, []byte("PRIVATE KEY")), bytes.HasSuffix(label, []byte("PRIVATE KEY BLOCK")):
			s.hit(PrivateKey, start, end, Sure, "a private key's begin line")
		case bytes.HasSuffix(label, []byte("CERTIFICATE")):
			s.hit(PEMCert, start, end, Sure, "a certificate's begin line")
		}
		i = end
	}
}

// Bounds of what stands between the begin line of PEM and its base64.
const (
	minPEMRun    = 24   // base64 characters in a row: less is a word of a sentence
	maxPEMHeader = 8    // lines such as "Proc-Type: 4,ENCRYPTED"
	maxPEMHead   = 1024 // bytes looked at
)

// pemBody reports base64 behind a begin line, or behind the header lines that RFC 1421 and
// OpenPGP put there. Line breaks may be written as \n.
func pemBody(text []byte) bool {
	for range maxPEMHeader {
		for len(text) > 0 {
			if b := text[0]; b == '\\' && len(text) > 1 && (text[1] == 'n' || text[1] == 'r') {
				text = text[2:]
			} else if b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\\' {
				text = text[1:]
			} else {
				break
			}
		}
		n := 0
		for n < len(text) && (tokenBytes[text[n]] != 0 || text[n] == '+' || text[n] == '/' || text[n] == '=') {
			n++
		}
		if n >= minPEMRun {
			return true
		}
		end, next := lineEnd(text, 0)
		if next > len(text) || bytes.IndexByte(text[:end], ':') < 0 {
			return false
		}
		text = text[next:]
	}
	return false
}

// passwordFile reads lines of passwd(5) and shadow(5); lines that follow each other are one hit.
func (s *Scanner) passwordFile() {
	text := s.text
	var last finding.DataType
	from, to := 0, 0
	flush := func() {
		if last != 0 {
			s.hit(last, from, to, Sure, "fields of a password file")
		}
		last = 0
	}
	for at := 0; at < len(text) && s.effort.pay(1); {
		end, next := lineEnd(text, at)
		t, start := passwordLine(bytes.TrimRight(text[at:end], "\r"))
		if t != last {
			flush()
			from = at + start
		}
		last, to = t, end
		at = next
	}
	flush()
}

// lineEnd gives the end of the line at at and the start of the next; the two characters \\n, as logs
// write them, end a line too.
func lineEnd(text []byte, at int) (end, next int) {
	rest := text[at:]
	if n := bytes.IndexByte(rest, '\n'); n >= 0 {
		rest = rest[:n]
	}
	if n := bytes.Index(rest, []byte(`\n`)); n >= 0 {
		return at + n, at + n + len(`\n`)
	}
	return at + len(rest), at + len(rest) + 1
}

// passwordLine tells which file a line is from, 0 for none, and where the entry begins: a label
// may stand before it, with a colon of its own or without.
func passwordLine(line []byte) (t finding.DataType, start int) {
	for range 3 { // output: root:x:..., 文件内容:root:x:...
		n := bytes.IndexByte(line[start:], ':')
		if n < 0 {
			return 0, 0
		}
		user := start + n
		for user > start && (isWordByte(line[user-1]) || line[user-1] == '.' || line[user-1] == '$') {
			user--
		}
		if t = passwordFields(line[user:]); t != 0 {
			return t, user
		}
		start += n + 1
	}
	return 0, 0
}

// passwordFields tests the fields of one line.
func passwordFields(line []byte) finding.DataType {
	var field [10][]byte
	n := 0
	for rest := line; n < len(field); n++ {
		i := bytes.IndexByte(rest, ':')
		if i < 0 {
			field[n] = rest
			n++
			break
		}
		field[n] = rest[:i]
		rest = rest[i+1:]
	}
	user, secret := field[0], field[1]
	if n >= 7 { // what stands behind the entry on its line
		for i, c := range field[n-1] {
			if c == ' ' || c == '"' || c == '<' || c >= utf8.RuneSelf {
				field[n-1] = field[n-1][:i]
				break
			}
		}
	}
	if len(user) == 0 || len(user) > 32 || n < 7 || bytes.IndexAny(user, " /\"'{}<>") >= 0 || user[0] >= utf8.RuneSelf {
		return 0
	}
	hidden := len(secret) == 0 || bytes.IndexByte([]byte("*!$x"), secret[0]) >= 0
	switch {
	case n == 7 && digits(field[2]) && digits(field[3]) && (len(field[5]) == 0 || field[5][0] == '/') &&
		(len(field[6]) == 0 || field[6][0] == '/') && len(field[5])+len(field[6]) > 0 && (hidden || len(secret) >= 13):
		return LinuxPasswd
	case n == 9 && (digits(field[2]) || len(field[2]) == 0) && len(secret) > 0 && (hidden || len(secret) >= 13) &&
		digitsOrEmpty(field[2:]):
		return LinuxShadow
	}
	return 0
}

func digitsOrEmpty(fields [][]byte) bool {
	any := false
	for _, f := range fields {
		if len(f) > 0 && !digits(f) {
			return false
		}
		any = any || len(f) > 0
	}
	return any
}
