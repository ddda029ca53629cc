package sensitive

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

const (
	scrubKey   = 48      // bytes looked at before a separator for the name of a secret
	minSecret  = 8       // characters behind a token's prefix that make it a token
	longDigits = 7       // digits in a row that may be somebody's number
	keptDigits = 2       // of them shown, to tell one row from another
	maxPart    = 1 << 10 // bytes of one part of an address that are read; a longer one is left out
)

// scrub masks what names itself in free text: the value after a secret's or a person's name
// ("pw=x", "password: x") and tokens with a known beginning. It hides too much rather than
// too little, because it serves samples only. quotes allows a quote between name and
// separator; JSON's own quotes must not be crossed.
func scrub(dst, text []byte, quotes bool) []byte {
	at := 0
	for i := 0; i < len(text); {
		size, start, end := 1, 0, 0
		switch c := text[i]; {
		case c == '=' || c == ':':
			start, end = i, i
			if key := keyBefore(text[at:i], quotes); key != "" && hidden(key, c) {
				start, end = valueAfter(text, i+1, quotes, c == ':')
			}
		case wideSeparator(text[i:]):
			size, start, end = len("："), i, i
			if key := keyBefore(text[at:i], quotes); key != "" && hidden(key, ':') {
				start, end = valueAfter(text, i+size, quotes, true)
			}
		case tokenStart(text, i):
			start, end = tokenIn(text, i)
		}
		if end <= start {
			i += size
			continue
		}
		dst = append(append(dst, text[at:start]...), "***"...)
		at, i = end, end
	}
	return append(dst, text[at:]...)
}

func wideSeparator(b []byte) bool { return b[0] == 0xEF && bytes.HasPrefix(b, []byte("：")) }

func hidden(key string, separator byte) bool {
	return SecretKey(key) || secretStem(key) || separator == '=' && nameKeys.has([]byte(strings.ToLower(plainKey(key))))
}

// keyBefore gives the word that ends text, "" if there is none.
func keyBefore(text []byte, quotes bool) string {
	text = text[max(0, len(text)-scrubKey):]
	cut := " \t"
	if quotes {
		cut = " \t\"'\\`*"
	}
	text = bytes.TrimRight(text, cut)
	at := len(text)
	for at > 0 {
		r, size := utf8.DecodeLastRune(text[:at])
		if r == utf8.RuneError || r != '_' && r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		at -= size
	}
	return str(text[at:])
}

// valueAfter finds the value behind a separator.
func valueAfter(text []byte, at int, quotes, spaces bool) (start, end int) {
	var quote byte
	for at < len(text) && (spaces && (text[at] == ' ' || text[at] == '\t') || text[at] == '=' || text[at] == '>' ||
		quotes && (text[at] == '"' || text[at] == '\'' || text[at] == '\\')) {
		if text[at] == '"' || text[at] == '\'' {
			quote = text[at]
		}
		at++
	}
	start = at
	for at < len(text) {
		c := text[at]
		if c == '\\' && !quotes && at+1 < len(text) {
			at += 2
			continue
		}
		if c < ' ' || c == '"' || c == '<' || quote != 0 && (c == quote || c == '\\') ||
			quote == 0 && strings.IndexByte(" &;,'`|)}]>", c) >= 0 {
			break
		}
		at++
	}
	return start, at
}

// tokenPrefixes begin keys and tokens that their issuers made to be recognised.
var tokenPrefixes = strings.Fields("sk_live_ sk_test_ rk_live_ pk_live_ whsec_ sk-ant- sk-proj- sk- ghp_ gho_ ghu_ ghs_ " +
	"ghr_ github_pat_ glpat- AKIA ASIA LTAI AKID eyJ xoxb- xoxp- xoxa- xoxr- xoxs- xapp- AIza ya29. npm_ pypi- " +
	"dop_v1_ hvs. SG. EAACEdEose0cBA shpat_ key- Bearer")

func tokenByte(c byte) bool {
	return tokenBytes[c] != 0 || c == '_' || c == '-' || c == '.' || c == '+' || c == '/' || c == '~'
}

func tokenStart(text []byte, i int) bool {
	c := text[i] | 0x20
	return c >= 'a' && c <= 'z' && (i == 0 || tokenBytes[text[i-1]] == 0)
}

// tokenIn finds the secret part of a token that begins at text[at].
func tokenIn(text []byte, at int) (start, end int) {
	for _, p := range tokenPrefixes {
		if !bytes.HasPrefix(text[at:], []byte(p)) {
			continue
		}
		start = at + len(p)
		if p == "Bearer" {
			if start >= len(text) || text[start] != ' ' {
				return 0, 0
			}
			start++
		}
		for end = start; end < len(text) && (tokenByte(text[end]) || text[end] == '='); end++ {
		}
		if end-start >= minSecret {
			return start, end
		}
	}
	return 0, 0
}

// maskDigits hides long rows of digits, whatever they are glued to.
func maskDigits(dst, text []byte) []byte {
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && text[end] >= '0' && text[end] <= '9' {
			end++
		}
		switch {
		case end-i >= longDigits:
			dst = append(append(dst, text[i:i+keptDigits]...), bytes.Repeat([]byte("*"), end-i-keptDigits)...)
		case end > i:
			dst = append(dst, text[i:end]...)
		default:
			dst = append(dst, text[i])
			end++
		}
		i = end
	}
	return dst
}

// nameKeys call for a person's name, though the name itself may not look like one.
var nameKeys = set("name fullname firstname lastname givenname familyname surname middlename nickname realname " +
	"username displayname contactname customername membername patientname employeename receivername sendername " +
	"ownername holdername cardholder payername payeename realname truename xingming vorname nachname nombre " +
	"apellido apellidos nom prenom nome sobrenome 姓名 名字 姓 名 昵称 真实姓名 联系人 收货人 收件人 持卡人")

func plainKey(key string) string {
	return strings.NewReplacer("_", "", "-", "", ".", "").Replace(key)
}

// personal reports a value that a sample hides because of its key alone, sure or not.
func (s *Scanner) personal(v *traffic.Value) bool {
	if v.Shape != traffic.String || v.Place == traffic.InHTML || v.Place == traffic.InPath {
		return false
	}
	h := s.meaning(v.Key, v.Parent)
	return h.any(hPerson|hPart) || h.any(hName) && !h.any(hThing) ||
		nameKeys.has([]byte(strings.ToLower(plainKey(v.Key)))) && !h.any(hThing)
}

// secretStems make a key secret in a sample wherever they stand in it.
var secretStems = strings.Fields("passw passwd pwd passphrase secret credential kennwort contrase senha passwort " +
	"密码 口令 密碼 暗号 パスワード 비밀번호 парол")

func secretStem(key string) bool {
	key = strings.ToLower(key)
	for _, stem := range secretStems {
		if strings.Contains(key, stem) {
			return true
		}
	}
	return false
}

// hiddenValue is secretValue for samples: by more keys, and in fields of forms by the look,
// for a form names its fields as it likes.
func hiddenValue(v *traffic.Value) bool {
	if secretValue(v) {
		return true
	}
	if v.Shape >= traffic.Bool {
		return false
	}
	form := v.Place == traffic.InMultipart || v.Place == traffic.InForm || v.Place == traffic.InQuery
	return v.Shape == traffic.String && secretStem(v.Key) || form && v.Key != "filename" && looksSecret(v.Text)
}

// looksSecret: one word of capitals, small letters and digits.
func looksSecret(text []byte) bool {
	if len(text) < minSecret || len(text) > 128 {
		return false
	}
	var upper, lower, digit bool
	for _, c := range text {
		switch {
		case c <= ' ' || c == '/' || c == ':':
			return false
		case c >= 'A' && c <= 'Z':
			upper = true
		case c >= 'a' && c <= 'z':
			lower = true
		case c >= '0' && c <= '9':
			digit = true
		}
	}
	return upper && lower && digit
}
