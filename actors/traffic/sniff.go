package traffic

import (
	"bytes"
	"strings"
)

// sniff decides which format a body is read as. The bytes decide; the content type is a hint
// that is believed only where the bytes do not speak against it.
func sniff(contentType string, body []byte) Format {
	head := bytes.TrimLeft(body[:min(len(body), sniffBytes)], " \t\r\n")
	if len(head) == 0 {
		return FormatText
	}
	media := mediaType(contentType)
	switch {
	case has(media, "multipart/") && bytes.Contains(body, []byte("--")), looksMultipart(head):
		return FormatMultipart
	case looksJSON(head), has(media, "json") && looksJSONScalar(head), jsonStart(body) > 0:
		return FormatJSON
	case head[0] == '<' && looksHTML(media, head):
		return FormatHTML
	case looksXML(head):
		return FormatXML
	case binaryMedia(media), looksBinary(head):
		return FormatBinary
	case has(media, "x-www-form-urlencoded") && bytes.IndexByte(body, '=') >= 0, looksForm(head):
		return FormatForm
	}
	return FormatText
}

const sniffBytes = 1024 // bytes looked at; every mark below stands at the start

// mediaType is the content type without parameters.
func mediaType(contentType string) string {
	if n := strings.IndexByte(contentType, ';'); n >= 0 {
		contentType = contentType[:n]
	}
	return strings.TrimSpace(contentType)
}

// has reports whether part stands in s, without regard to case. part is lower case.
func has(s, part string) bool {
	for i := 0; i+len(part) <= len(s); i++ {
		if s[i]|0x20 == part[0]|0x20 && strings.EqualFold(s[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

// looksJSON: an object or array whose first thing inside is one JSON allows there.
func looksJSON(head []byte) bool {
	c := head[0]
	if c != '{' && c != '[' {
		return false
	}
	rest := bytes.TrimLeft(head[1:], " \t\r\n")
	if len(rest) == 0 {
		return true
	}
	if c == '{' {
		return rest[0] == '"' || rest[0] == '}'
	}
	return bytes.IndexByte([]byte(`{["-0123456789tfn]`), rest[0]) >= 0
}

func looksJSONScalar(head []byte) bool {
	return bytes.IndexByte([]byte(`"-0123456789tfn`), head[0]) >= 0
}

// jsonGuards are put before JSON so that a script tag cannot load it.
var jsonGuards = []string{")]}',", ")]}'", "while(1);", "for(;;);", "{}&&"}

// jsonStart gives where JSON starts behind a guard or a callback's name, 0 without one.
func jsonStart(body []byte) int {
	for _, g := range jsonGuards {
		if len(body) > len(g) && string(body[:len(g)]) == g {
			return len(g)
		}
	}
	i := 0
	if bytes.HasPrefix(body, []byte("/**/")) {
		i = 4
	}
	from := i
	for i < min(len(body), 80) && (classes[body[i]]&(HasLetter|HasDigit|HasDot) != 0 || body[i] == '_' || body[i] == '$') {
		i++
	}
	if i == from || i+1 >= len(body) || body[i] != '(' || !looksJSON(body[i+1:]) {
		return 0
	}
	return i + 1
}

func looksXML(head []byte) bool {
	if len(head) < 3 || head[0] != '<' {
		return false
	}
	c := head[1]
	return c == '?' || c == '!' || classes[c]&HasLetter != 0 || c == '_'
}

// htmlStarts are what an HTML document or fragment starts with.
var htmlStarts = []string{
	"<!doctype html", "<html", "<head", "<body", "<div", "<table", "<form", "<script", "<p>", "<span", "<ul",
	"<h1", "<h2", "<h3", "<a ", "<input", "<br", "<title", "<meta", "<section",
}

func looksHTML(media string, head []byte) bool {
	if strings.EqualFold(media, "text/html") {
		return true
	}
	for _, s := range htmlStarts {
		if len(head) >= len(s) && strings.EqualFold(str(head[:len(s)]), s) {
			return true
		}
	}
	return false
}

// looksMultipart: a boundary line, then a part's header.
func looksMultipart(head []byte) bool {
	if len(head) < 4 || head[0] != '-' || head[1] != '-' {
		return false
	}
	n := bytes.IndexByte(head, '\n')
	return n > 2 && n < 80 && len(head) > n+8 && strings.EqualFold(str(head[n+1:n+9]), "content-")
}

// looksForm: name=value pairs without any white space.
func looksForm(head []byte) bool {
	named := false
	for i, c := range head {
		switch {
		case c <= ' ' || c >= 0x7F || c == '"' || c == '<' || c == '{':
			return false
		case c == '=' && !named:
			if i == 0 || i == len(head)-1 || head[i+1] == '=' {
				return false // base64 padding
			}
			named = true
		case !named && classes[c]&(HasDigit|HasLetter|HasDot) == 0 && bytes.IndexByte([]byte("_-[]%"), c) < 0:
			return false
		}
	}
	return named
}

// magics are the first bytes of formats that hold no readable text.
var magics = []string{
	"\x1f\x8b", "PK\x03\x04", "\x89PNG", "\xff\xd8\xff", "GIF8", "%PDF-", "RIFF", "\x28\xb5\x2f\xfd", "Rar!", "7z\xbc\xaf",
	"wOFF", "wOF2", "\x00\x01\x00\x00", "OggS", "ID3", "\x7fELF", "\xd0\xcf\x11\xe0", "BM",
}

// looksBinary: a known magic, or more control characters than text ever has.
func looksBinary(head []byte) bool {
	for _, m := range magics {
		if len(head) >= len(m) && string(head[:len(m)]) == m && (m != "BM" || len(head) > 6 && head[6] == 0) {
			return true
		}
	}
	control := 0
	for _, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != 0x1b || c == 0x7F {
			control++
		}
	}
	return control*20 > len(head) // 5 %: random bytes have 11 %, text has none
}

// binaryMedia are types whose content is never text (svg is XML and was found before).
func binaryMedia(media string) bool {
	for _, p := range []string{"image/", "audio/", "video/", "font/", "application/zip", "application/pdf"} {
		if len(media) >= len(p) && strings.EqualFold(media[:len(p)], p) {
			return true
		}
	}
	return false
}
