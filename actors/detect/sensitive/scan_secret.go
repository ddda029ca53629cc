package sensitive

import (
	"bytes"

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
}

// accessKey reads access key IDs, which have unmistakable prefixes; others need a key.
func (s *Scanner) accessKey(b []byte, start, end int) {
	text := s.text
	for i := range keyIDs {
		k := &keyIDs[i]
		if b[0] > 'L' {
			break // no prefix starts so
		}
		if b[0] != k.prefix[0] || !bytes.HasPrefix(b, []byte(k.prefix)) {
			continue
		}
		for k.prefix == "AIza" && end < len(text) && (text[end] == '-' || text[end] == '_' || tokenBytes[text[end]] != 0) {
			end++
		}
		if n := end - start; n < k.least || n > k.most || !k.lower && hasLower(b) {
			continue
		}
		s.hit(AKID, start, end, Checked, "prefix and length")
		return
	}
	if s.key.any(hKeyID) && len(b) == len(text) && len(b) <= 40 && mixed(b) {
		s.hit(AKID, start, end, Firm, "shape and the key")
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
	var seen [4]uint64
	kinds := 0
	var kind uint8
	for _, c := range b {
		if seen[c>>6]>>(c&63)&1 == 0 {
			seen[c>>6] |= 1 << (c & 63)
			kinds++
		}
		kind |= tokenBytes[c]
	}
	return kinds >= min(10, len(b)*5/8) && kind&kDigit != 0 && kind&(kLower|kUpper) != 0
}

var (
	pemBegin = []byte("-----BEGIN ")
	pemEnd   = []byte("-----END ")
	pemDash  = []byte("-----")
)

// pem reads certificates and private keys, cut ones too.
func (s *Scanner) pem() {
	text := s.text
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
	for at := 0; at < len(text); {
		end := len(text)
		if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		t := passwordLine(bytes.TrimRight(text[at:end], "\r"))
		if t != last {
			flush()
			from = at
		}
		last, to = t, end
		at = end + 1
	}
	flush()
}

// passwordLine tells which file a line is from, 0 for none.
func passwordLine(line []byte) finding.DataType {
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
	user := field[0]
	if len(user) == 0 || len(user) > 32 || bytes.IndexAny(user, " /\"'{}") >= 0 {
		return 0
	}
	switch {
	case n == 7 && digits(field[2]) && digits(field[3]) && (len(field[5]) == 0 || field[5][0] == '/') &&
		(len(field[6]) == 0 || field[6][0] == '/') && len(field[5])+len(field[6]) > 0:
		return LinuxPasswd
	case n == 9 && (digits(field[2]) || len(field[2]) == 0) && len(field[1]) > 0 &&
		(bytes.IndexByte([]byte("*!$x"), field[1][0]) >= 0) && digitsOrEmpty(field[3:8]):
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
