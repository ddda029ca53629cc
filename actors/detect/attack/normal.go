package attack

// maxText bounds what is looked at of one value, in bytes: payloads stand at the start of
// what they break out of, and the second stage sees the rest.
const maxText = 8 << 10

// normalise writes text in lower case with percent-encoding and HTML entities undone (the
// walker undid one layer already), SQL comments and runs of white space as one space, and
// without NUL bytes.
func normalise(dst, text []byte) []byte {
	for i := 0; i < len(text) && len(dst) < maxText; i++ {
		c := text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == '%' && i+2 < len(text) && hexValue(text[i+1]) < 16 && hexValue(text[i+2]) < 16:
			c = hexValue(text[i+1])<<4 | hexValue(text[i+2])
			i += 2
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
		case c == '&' && i+3 < len(text):
			if d, n := entity(text[i:]); n > 0 {
				c = d
				i += n - 1
			}
		case c == '/' && i+3 < len(text) && text[i+1] == '*' && text[i+2] != '!':
			if n := comment(text[i:]); n > 0 {
				c = ' '
				i += n - 1
			}
		}
		switch c {
		case 0:
			continue
		case '\t', '\v', '\f', '\r', 0xa0:
			c = ' '
		}
		if c == ' ' && len(dst) > 0 && dst[len(dst)-1] == ' ' {
			continue
		}
		dst = append(dst, c)
	}
	return dst
}

func comment(b []byte) int {
	for i := 2; i+1 < len(b) && i < 64; i++ {
		if b[i] == '*' && b[i+1] == '/' {
			return i + 2
		}
	}
	return 0
}

// entity reads &#60; &#x3c; &lt; and the like at the start of b.
func entity(b []byte) (c byte, n int) {
	for _, e := range entities {
		if len(b) >= len(e.name) && string(b[:len(e.name)]) == e.name {
			return e.c, len(e.name)
		}
	}
	if b[1] != '#' {
		return 0, 0
	}
	v, i := 0, 2
	base := 10
	if b[i]|0x20 == 'x' {
		base, i = 16, 3
	}
	for start := i; i < len(b) && i-start < 8; i++ {
		d := int(hexValue(b[i]))
		if d >= base {
			break
		}
		v = v*base + d
	}
	if v == 0 || v > 0x7f {
		return 0, 0
	}
	if i < len(b) && b[i] == ';' {
		i++
	}
	if v >= 'A' && v <= 'Z' {
		v += 'a' - 'A'
	}
	return byte(v), i
}

var entities = []struct {
	name string
	c    byte
}{{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;",
	'"'}, {"&apos;", '\''}, {"&colon;", ':'}, {"&lpar;", '('}, {"&tab;", ' '}, {"&newline;", ' '}}

func hexValue(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 255
}
