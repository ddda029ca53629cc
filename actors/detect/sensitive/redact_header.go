package sensitive

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// targetHeaders hold an address with a path and a query.
var targetHeaders = set("referer referrer location content-location origin destination x-original-url x-rewrite-url " +
	"x-forwarded-uri x-original-uri x-forwarded-prefix access-control-allow-origin refresh link")

// numberHeaders hold numbers of the protocol.
var numberHeaders = set("content-length content-range range age max-forwards upgrade-insecure-requests")

// RedactHeader appends the value of the header line with the given index, masked: the values
// found in it, then whatever free text of its kind would hide. No header is left out, neither
// those of the protocol.
func (s *Scanner) RedactHeader(
	dst []byte, h traffic.Header, line int, v *traffic.Values, side traffic.Side, found []Found,
) []byte {
	if SecretKey(h.Name) || secretStem(h.Name) {
		return append(dst, "***"...)
	}
	name := []byte(strings.ToLower(h.Name))
	if targetHeaders.has(name) {
		return s.target(dst, h.Value)
	}
	text := s.redact(nil, []byte(h.Value), v, side, found, func(x *traffic.Value) bool {
		return (x.Place == traffic.InHeader || x.Place == traffic.InCookie) && int(x.Line) == line
	})
	if numberHeaders.has(name) {
		return append(dst, text...)
	}
	return append(dst, s.unknown(text)...)
}

// RedactName masks the name of a header: the caller chose it.
func (s *Scanner) RedactName(dst []byte, name string) []byte {
	return append(dst, s.unknown([]byte(name))...)
}

// unknown masks a short text about which nothing is known.
func (s *Scanner) unknown(text []byte) []byte {
	var buf [8]Hit
	var out []byte
	at := 0
	for _, h := range s.Text(buf[:0], text) {
		if h.Type == Date { // a header's date is no birthday
			continue
		}
		out = append(out, text[at:h.Start]...)
		out = Mask(out, h.Type, text[h.Start:h.End])
		at = h.End
	}
	out = append(out, text[at:]...)
	return maskDigits(nil, scrub(nil, out, true))
}

// target masks an address part by part, so that it can still be read.
func (s *Scanner) target(dst []byte, target string) []byte {
	target = strings.ToValidUTF8(target, string(utf8.RuneError))
	rest, query, hasQuery := strings.Cut(target, "?")
	path, fragment, hasFragment := strings.Cut(rest, "#")
	if scheme, host, ok := strings.Cut(path, "://"); ok {
		if user := strings.LastIndexByte(host, '@'); user >= 0 {
			path = scheme + "://***@" + host[user+1:]
		}
	}
	for i, part := range strings.Split(path, "/") {
		if i > 0 {
			dst = append(dst, '/')
		}
		dst = append(dst, s.part("", part)...)
	}
	if hasFragment {
		dst = s.pairs(append(dst, '#'), fragment)
	}
	if hasQuery {
		dst = s.pairs(append(dst, '?'), query)
	}
	return dst
}

func (s *Scanner) pairs(dst []byte, query string) []byte {
	for i, pair := range strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == ';' || r == '?' || r == '#' }) {
		if i > 0 {
			dst = append(dst, '&')
		}
		key, value, ok := strings.Cut(pair, "=")
		dst = append(dst, s.part("", key)...)
		if !ok {
			continue
		}
		dst = append(dst, '=')
		clear := unescaped(key)
		switch {
		case SecretKey(clear) || secretStem(clear) || looksSecret([]byte(unescaped(value))):
			dst = append(dst, "***"...)
		case nameKeys.has([]byte(strings.ToLower(plainKey(clear)))):
			dst = maskWords(dst, []byte(unescaped(value)))
		default:
			dst = append(dst, s.part(clear, value)...)
		}
	}
	return dst
}

// part masks one part of an address; what needed no masking stays as it was written.
func (s *Scanner) part(key, raw string) []byte {
	if len(raw) > maxPart {
		return []byte("…")
	}
	clear := []byte(unescaped(raw))
	var buf [8]Hit
	var out []byte
	at := 0
	for _, h := range s.Value(buf[:0], key, "", clear) {
		out = append(out, clear[at:h.Start]...)
		out = Mask(out, h.Type, clear[h.Start:h.End])
		at = h.End
	}
	out = s.unknown(append(out, clear[at:]...))
	if string(out) == string(clear) {
		return []byte(raw)
	}
	return out
}

// unescaped decodes as often as somebody might have encoded: twice.
func unescaped(raw string) string {
	for range 2 {
		clear, err := url.QueryUnescape(raw)
		if err != nil {
			break
		}
		raw = clear
	}
	return raw
}
