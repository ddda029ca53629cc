package sensitive

import (
	"strings"
	"unicode/utf8"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Redact appends one side's body with every hit masked in place, every secret (by its key)
// replaced whole, and what was never read as a value (keys, skipped containers, the rest of a
// cut value) scanned as text or left out. found is what Values gave for that side. The result
// is valid UTF-8; of JSON it is JSON again, unless it was cut or broken before. Bodies that
// could not be read give nothing.
func (s *Scanner) Redact(dst []byte, v *traffic.Values, side traffic.Side, found []Found) []byte {
	b := &v.Bodies[side]
	if !b.Read {
		return dst
	}
	return s.redactAs(dst, b.Text, v, side, found, b.Format, func(x *traffic.Value) bool {
		return x.Place >= traffic.InJSON
	})
}

// RedactPath appends a request's path likewise.
func (s *Scanner) RedactPath(dst []byte, path string, v *traffic.Values, found []Found) []byte {
	return s.redact(dst, []byte(path), v, traffic.Request, found, func(x *traffic.Value) bool {
		return x.Place == traffic.InPath
	})
}

// RedactQuery appends a request's query likewise.
func (s *Scanner) RedactQuery(dst []byte, query string, v *traffic.Values, found []Found) []byte {
	return s.redact(dst, []byte(query), v, traffic.Request, found, func(x *traffic.Value) bool {
		return x.Place == traffic.InQuery
	})
}

func (s *Scanner) redact(
	dst, src []byte, v *traffic.Values, side traffic.Side, found []Found, here func(*traffic.Value) bool,
) []byte {
	return s.redactAs(dst, src, v, side, found, traffic.FormatForm, here)
}

// redactAs copies src and replaces the raw form of the values that need it.
func (s *Scanner) redactAs(
	dst, src []byte, v *traffic.Values, side traffic.Side, found []Found, format traffic.Format,
	here func(*traffic.Value) bool,
) []byte {
	from := len(dst)
	values, first := v.Of(side)
	pos, next := 0, 0
	var clear, raw []byte
	for i := range values {
		val := &values[i]
		lo := next
		for lo < len(found) && found[lo].Index < first+i {
			lo++
		}
		for next = lo; next < len(found) && found[next].Index == first+i; next++ {
		}
		if !here(val) || val.End <= val.Start || val.Start < pos || val.End > len(src) {
			continue
		}
		secret := hiddenValue(val)
		clear = clear[:0]
		if !secret {
			clear = s.conceal(clear, val, found[lo:next])
		}
		if !secret && !val.Cut && string(clear) == string(val.Text) {
			dst = s.gap(dst, src[pos:val.Start], v, format)
			dst = append(dst, src[val.Start:val.End]...)
			pos = val.End
			continue
		}
		dst = s.gap(dst, src[pos:val.Start], v, format)
		if secret {
			clear = append(clear, "***"...)
		}
		if val.Cut {
			clear = append(clear, "…"...)
		}
		raw = escape(raw[:0], val, clear)
		dst = append(dst, raw...)
		pos = val.End
	}
	if !(v.Over.Values > 0) { // what follows a full list was never read
		dst = s.gap(dst, src[pos:], v, format)
	}
	if !utf8.Valid(dst[from:]) {
		fixed := []byte(string([]rune(string(dst[from:]))))
		dst = append(dst[:from], fixed...)
	}
	return dst
}

// maxGap bounds what may stand between two values when containers were skipped, in bytes:
// keys and brackets are shorter, skipped containers are not shown.
const maxGap = 256

// gap copies what stands between values, masking what the text reader finds there, long
// numbers in names, and what names itself.
func (s *Scanner) gap(dst, src []byte, v *traffic.Values, format traffic.Format) []byte {
	if len(src) > maxGap && (v.Over.Depth > 0 || format == traffic.FormatMultipart) {
		return append(dst, "…"...) // skipped containers; files
	}
	if len(src) < minShown {
		return append(dst, src...)
	}
	var buf [8]Hit
	var out []byte
	at := 0
	for _, h := range s.Text(buf[:0], src) {
		out = append(out, src[at:h.Start]...)
		out = Mask(out, h.Type, src[h.Start:h.End])
		at = h.End
	}
	out = append(out, src[at:]...)
	return maskDigits(dst, scrub(nil, out, format != traffic.FormatJSON))
}

// minShown is the length, in bytes, below which nothing can hide between two values.
const minShown = 5

// conceal copies a value's text with all masked that a sample must not show.
func (s *Scanner) conceal(dst []byte, v *traffic.Value, found []Found) []byte {
	if len(v.Text) == 0 {
		return dst
	}
	out := maskHits(nil, v.Text, found)
	switch {
	case len(found) == 0 && s.personal(v):
		out = maskWords(nil, out)
	case v.Key == "filename" && v.Place == traffic.InMultipart:
		out = maskDigits(nil, out)
	}
	if v.Shape == traffic.String {
		return scrub(dst, out, true)
	}
	return append(dst, out...)
}

// maskHits copies a value's text with its hits masked; a hit inside another goes with it.
func maskHits(dst, text []byte, found []Found) []byte {
	at := 0
	for i := range found {
		h := &found[i]
		if h.Start < at {
			continue
		}
		dst = append(dst, text[at:h.Start]...)
		dst = Mask(dst, h.Type, text[h.Start:h.End])
		at = h.End
	}
	return append(dst, text[at:]...)
}

// escape writes a clear text in the raw form of its place.
func escape(dst []byte, v *traffic.Value, text []byte) []byte {
	quote := v.Shape != traffic.String && v.Place == traffic.InJSON && !v.Nested
	if quote {
		dst = append(dst, '"')
	}
	for _, r := range str(text) {
		if r < utf8.RuneSelf && special(v, byte(r)) {
			dst = appendEscaped(dst, v, byte(r))
			continue
		}
		dst = utf8.AppendRune(dst, r)
	}
	if quote {
		dst = append(dst, '"')
	}
	return dst
}

// special tells the characters that mean something in a place's raw form.
func special(v *traffic.Value, c byte) bool {
	if c < ' ' {
		return v.Place != traffic.InText && v.Place != traffic.InMultipart || c == 0
	}
	if v.Nested { // in two escapes at once
		return c == '"' || c == '\\' || c == '%' || c == '&' || c == '+' || c == '=' || c == '<' || c == '\''
	}
	switch v.Place {
	case traffic.InJSON:
		return c == '"' || c == '\\'
	case traffic.InXML, traffic.InHTML:
		return c == '<' || c == '>' || c == '&' || c == '"' || c == '\''
	case traffic.InForm, traffic.InQuery, traffic.InPath:
		return strings.IndexByte("&%+ #?;", c) >= 0 || c == '/' && v.Place == traffic.InPath
	case traffic.InCookie:
		return c == ';' || c == '%' || c == '"'
	}
	return false
}

func appendEscaped(dst []byte, v *traffic.Value, c byte) []byte {
	const hex = "0123456789ABCDEF"
	switch {
	case v.Nested:
		return append(dst, '*')
	case v.Place == traffic.InJSON && c >= ' ':
		return append(dst, '\\', c)
	case v.Place == traffic.InJSON:
		return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
	case v.Place == traffic.InXML || v.Place == traffic.InHTML:
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' {
			return append(dst, '*')
		}
		return append(dst, '&', '#', 'x', hex[c>>4], hex[c&15], ';')
	case v.Place == traffic.InHeader || v.Place == traffic.InText || v.Place == traffic.InMultipart:
		return append(dst, ' ')
	}
	return append(dst, '%', hex[c>>4], hex[c&15])
}
