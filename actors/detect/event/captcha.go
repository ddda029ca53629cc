package event

import (
	"bytes"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// drawnWords are names of what gives out a captcha, without the signs between their parts.
var drawnWords = bytesOf("aptcha", "imgcode", "imagecode", "codeimg", "codeimage", "piccode", "codepic", "picturecode",
	"verifyimg", "verifyimage", "verifypic", "validateimg", "validateimage", "randomimage", "randimg", "vcodeimg", "yzmimg",
	"imgyzm", "authimage", "验证码图片", "图形验证码")

// codeNames are names of codes that are drawn where nothing else is asked for.
var codeNames = bytesOf("verifycode", "validatecode", "checkcode", "vcode", "randcode", "yzm", "验证码")

// otherCodes are words beside them that make it something else: the check of a code, a code by message.
var otherCodes = bytesOf("check", "verify", "valid", "match", "login", "logon", "signin", "register", "signup", "sms", "mail",
	"phone", "mobile", "message", "bar", "qr", "config", "setting", "enabled", "script", "verification", "confirm")

func bytesOf(words ...string) (out [][]byte) {
	for _, w := range words {
		out = append(out, []byte(w))
	}
	return out
}

// drawsCaptcha tells an API that gives out captchas, by its name: no row of purposes is theirs alone.
func drawsCaptcha(f *finding.Facts) bool {
	if f.API.Method != "GET" && f.API.Method != "POST" || !mayDraw(f.API.Template) || has(f, 1, 2, 3, 12, 13, 14, 18, 19, 20) {
		return false
	}
	var buf [96]byte
	name := plainName(buf[:0], f.API.Template)
	return drawn(name, drawnWords) || f.API.Method == "GET" && drawn(name, codeNames)
}

// drawn reports one of the words with nothing beside it that makes it something else.
func drawn(name []byte, words [][]byte) bool {
	for _, w := range words {
		if i := bytes.Index(name, w); i >= 0 {
			return !containsAny(name[:i], otherCodes) && !containsAny(name[i+len(w):], otherCodes)
		}
	}
	return false
}

// mayDraw wants one of the parts that every name above has, as written in any case; most templates have none.
func mayDraw(template string) bool {
	picture, code := false, false
	for i := 0; i+2 < len(template); i++ {
		a, b, c := template[i]|0x20, template[i+1]|0x20, template[i+2]|0x20
		switch {
		case a == 'p' && b == 't' && c == 'c', a == 'y' && b == 'z' && c == 'm', // captcha, yzm
			template[i] == 0xe9 && template[i+1] == 0xaa && template[i+2] == 0x8c: // 验
			return true
		case a == 'i' && b == 'm' && (c == 'g' || c == 'a'), a == 'p' && b == 'i' && c == 'c': // img, image, pic
			picture = true
		case a == 'r' && b == 'a' && c == 'n', a == 'a' && b == 'u' && c == 't', a == 'v' && (b == 'e' && c == 'r' || b == 'a' && c == 'l'):
			code = true // rand, auth, verify, validate
		case a == 'c' && b == 'o' && c == 'd':
			code = true
		}
		if picture && code {
			return true
		}
	}
	return code && endsCode(template)
}

// endsCode reports a name such as verifycode: a code of something.
func endsCode(template string) bool {
	for i := 1; i+4 <= len(template); i++ {
		if template[i]|0x20 == 'c' && template[i+1]|0x20 == 'o' && template[i+2]|0x20 == 'd' && template[i+3]|0x20 == 'e' {
			switch template[i-1] | 0x20 {
			case 'y', 'e', 'k', 'v', 'd', '-' | 0x20, '_' | 0x20:
				return true
			}
		}
	}
	return false
}

// plainName writes a template in small letters without signs and places.
func plainName(dst []byte, template string) []byte {
	place := false
	for i := 0; i < len(template) && len(dst) < cap(dst); i++ {
		switch c := template[i]; {
		case c == '{':
			place = true
		case c == '}':
			place = false
		case place:
		case c >= 'A' && c <= 'Z':
			dst = append(dst, c|0x20)
		case c >= 'a' && c <= 'z', c >= 0x80:
			dst = append(dst, c)
		}
	}
	return dst
}

func containsAny(s []byte, words [][]byte) bool {
	for _, w := range words {
		if bytes.Contains(s, w) {
			return true
		}
	}
	return false
}
