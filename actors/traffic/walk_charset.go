package traffic

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// utf8 gives the body without a byte order mark, transcoded where its mark says UTF-16 or
// its declared charset is a Chinese one and it is not UTF-8 in truth. Any other bytes are
// left as they are: the ASCII in them is read all the same.
func (w *Walker) utf8(contentType string, body []byte) []byte {
	switch {
	case len(body) >= 3 && body[0] == 0xEF && body[1] == 0xBB && body[2] == 0xBF:
		return body[3:]
	case len(body) >= 2 && body[0] == 0xFF && body[1] == 0xFE:
		return w.utf16(body[2:], 0, 1)
	case len(body) >= 2 && body[0] == 0xFE && body[1] == 0xFF:
		return w.utf16(body[2:], 1, 0)
	}
	enc := charset(contentType)
	if enc == nil || utf8.Valid(body) {
		return body
	}
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return body // damaged: read the bytes as they are
	}
	return out
}

func (w *Walker) utf16(src []byte, lo, hi int) []byte {
	dst := w.body[w.stand.Side][:0]
	for i := 0; i+1 < len(src); i += 2 {
		r := rune(src[i+lo]) | rune(src[i+hi])<<8
		if utf16.IsSurrogate(r) {
			if i+3 < len(src) {
				if r2 := utf16.DecodeRune(r, rune(src[i+2+lo])|rune(src[i+2+hi])<<8); r2 != utf8.RuneError {
					dst = utf8.AppendRune(dst, r2)
					i += 2
					continue
				}
			}
			r = utf8.RuneError
		}
		dst = utf8.AppendRune(dst, r)
	}
	w.body[w.stand.Side] = dst
	return dst
}

// charset gives the decoder of the Chinese charset a content type declares, or nil.
func charset(contentType string) encoding.Encoding {
	const label = "charset="
	for i := 0; i+len(label) < len(contentType); i++ {
		if !strings.EqualFold(contentType[i:i+len(label)], label) {
			continue
		}
		name := strings.Trim(contentType[i+len(label):], `" `)
		if n := strings.IndexAny(name, `;" `); n >= 0 {
			name = name[:n]
		}
		for _, c := range charsets {
			if strings.EqualFold(c.name, name) {
				return c.enc
			}
		}
	}
	return nil
}

var charsets = []struct {
	name string
	enc  encoding.Encoding
}{
	{"gbk", simplifiedchinese.GBK},
	{"gb2312", simplifiedchinese.GBK},
	{"gb18030", simplifiedchinese.GB18030},
	{"big5", traditionalchinese.Big5},
}
