package traffic

import (
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestWalkFormats(t *testing.T) {
	multipart := strings.ReplaceAll(`--XX
Content-Disposition: form-data; name="idNo"

110101199003070012
--XX
Content-Disposition: form-data; name="meta"
Content-Type: application/json

{"phone":"138"}
--XX
Content-Disposition: form-data; name="file"; filename="张三.txt"
Content-Type: text/plain

line 1
--XX
Content-Disposition: form-data; name="pic"; filename="a.png"
Content-Type: image/png

`+"\x89PNG\x0d\x0a\x1a\x0a\x00\x00"+`
--XX--
`, "\n", "\r\n")
	for _, c := range []struct{ name, media, text, want string }{
		{"form with JSON in it", "application/x-www-form-urlencoded", `data=%7B%22phone%22%3A%22138%22%7D&b=2`, `
json phone<data #3 "138"
form b< #1 "2"
`},
		{"JSON called a form", "application/x-www-form-urlencoded", `{"a":1}`, "json a< #2 \"1\"\n"},
		{"form called JSON", "application/json", "a=1&b=2", "form a< #1 \"1\"\nform b< #1 \"2\"\n"},
		{"multipart", `multipart/form-data; boundary="XX"`, multipart, `
multipart idNo< #1 "110101199003070012"
json phone<meta #3 "138"
multipart filename<file #1 "张三.txt"
multipart file< #1 "line 1"
multipart filename<pic #1 "a.png"
`},
		{
			"multipart without its boundary", "multipart/form-data", multipart[:90],
			"multipart idNo< #1 \"110101199003070012\"\n",
		},
		{
			"XML", "text/xml",
			`<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x "lol">]><s:r xmlns:s="urn:x"><u id="7" s:n="a&amp;b">` +
				`<phone>138&#48;0&x;</phone><note><![CDATA[<b>&amp;]]></note></u></s:r>`, `
xml id<u #3 "7"
xml n<u #3 "a&b"
xml phone<u #3 "13800&x;"
xml note<u #3 "<b>&amp;"
`,
		},
		{"XML cut", "application/xml", `<a><b>13800138`, "xml b<a #2 \"13800138\"\n"},
		{
			"HTML", "text/html; charset=utf-8",
			`<html><style>p{}</style><form><label>手机：</label><input type="text" name="tel" value="138&amp;"></form>` +
				`<table><tr><th>Name</th><td>Ann</td></tr></table><script>var p="1";</script><!-- admin@x.cn --></html>`, `
html 手机<label #2 "手机："
html tel<input #2 "138&"
html Name<th #3 "Name"
html Name<td #3 "Ann"
html <script #3 "var p=\"1\";"
html Name< #3 "admin@x.cn"
`,
		},
		{"plain text", "text/plain", "hello 138", "text < #1 \"hello 138\"\n"},
		{
			"text with NUL", "text/plain", "phone 13800138000\x00 and more text",
			"text < #1 \"phone 13800138000\\x00 and more text\"\n",
		},
		{"image", "image/png", "\x89PNG\r\n\x1a\n", ""},
		{"gzip called JSON", "application/json", "\x1f\x8b\x08\x00abc", ""},
		{"JSON called an image", "image/png", `{"a":1}`, "json a< #2 \"1\"\n"},
		{"white space", "", " \n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			check(t, lines(bodyValues(t, c.media, c.text)), c.want)
		})
	}
}

func TestWalkCharsets(t *testing.T) {
	const text = `{"姓名":"张三😀"}`
	u := utf16.Encode([]rune(text))
	le, be := []byte{0xFF, 0xFE}, []byte{0xFE, 0xFF}
	for _, c := range u {
		le = append(le, byte(c), byte(c>>8))
		be = append(be, byte(c>>8), byte(c))
	}
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(`{"姓名":"张三"}`)
	if err != nil {
		t.Fatal(err)
	}
	check(t, lines(bodyValues(t, "", string(le))), "json 姓名< #2 \"张三😀\"\n")
	check(t, lines(bodyValues(t, "", string(be))), "json 姓名< #2 \"张三😀\"\n")
	check(t, lines(bodyValues(t, "", string(le[:len(le)-3]))), "json 姓名< #2 \"张三😀\"\n")
	check(t, lines(bodyValues(t, "application/json;charset=GBK", gbk)), "json 姓名< #2 \"张三\"\n")
	check(t, lines(bodyValues(t, "application/json;charset=GBK", `{"姓名":"张三"}`)), "json 姓名< #2 \"张三\"\n")
}

func TestWalkUnreadableIsMarked(t *testing.T) {
	for text, want := range map[string]Body{
		"":               {},
		"\x1f\x8b\x08":   {Format: FormatBinary, Unreadable: true},
		"{}":             {Format: FormatJSON, Read: true},
		"a=b":            {Format: FormatForm, Read: true},
		"plain \x1b[31m": {Format: FormatText, Read: true},
	} {
		got := NewWalker(Limits{}).Walk(body("", text)).Bodies[Response]
		got.Text = nil
		if got.Format != want.Format || got.Read != want.Read || got.Unreadable != want.Unreadable {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
