package notify

import (
	"bytes"
	"html/template"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"github.com/lapwing-sec/lapwing/query/digest"
)

// mailBytes writes the whole mail (RFC 5322, RFC 2046) with CRLF. Everything in it comes from
// the message, so that it is the same whenever and wherever it is sent: the date is that of
// the digest, the boundary and the Message-ID derive from its ID.
func mailBytes(f Values, m *digest.Message) []byte {
	boundary := "=_" + m.ID
	var b bytes.Buffer
	header := func(name, value string) { b.WriteString(name + ": " + oneLine(value) + "\r\n") }
	b.WriteString("From: " + formatted(f["from"]) + "\r\nTo: " + formatted(f["to"]) + "\r\n") // folded, each line an address
	header("Subject", mime.QEncoding.Encode("utf-8", oneLine(m.Subject)))
	header("Date", m.At.Format(time.RFC1123Z))
	header("Message-ID", "<"+m.ID+"@"+domainOf(f["from"])+">")
	header("Auto-Submitted", "auto-generated") // RFC 3834: no answer of an absent person
	header("Content-Language", m.Language)
	header("MIME-Version", "1.0")
	header("Content-Type", `multipart/alternative; boundary="`+boundary+`"`)
	b.WriteString("\r\n")
	part := func(kind, text string) {
		b.WriteString("--" + boundary + "\r\nContent-Type: " + kind + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
		w := quotedprintable.NewWriter(&b)
		_, _ = w.Write([]byte(strings.ReplaceAll(text, "\n", "\r\n"))) // a buffer takes everything
		_ = w.Close()
		b.WriteString("\r\n")
	}
	part("text/plain", m.Text())
	part("text/html", mailHTML(m))
	b.WriteString("--" + boundary + "--\r\n")
	return b.Bytes()
}

// oneLine takes out what could begin a further header.
func oneLine(s string) string {
	return strings.NewReplacer("\r", " ", "\n", " ", "\x00", " ").Replace(s)
}

// formatted writes addresses with their names encoded.
func formatted(s string) string {
	list, err := mail.ParseAddressList(s)
	if err != nil {
		return ""
	}
	out := make([]string, len(list))
	for i, a := range list {
		out[i] = a.String()
	}
	return strings.Join(out, ",\r\n ")
}

func domainOf(s string) string {
	a, err := mail.ParseAddress(s)
	if err != nil {
		return "lapwing"
	}
	return a.Address[strings.LastIndexByte(a.Address, '@')+1:]
}

// mailPage is the HTML of a mail: the same lines, with links. It loads nothing.
var mailPage = template.Must(template.New("mail").Parse(
	`<!doctype html><html lang="{{.Language}}"><meta charset="utf-8"><title>{{.Subject}}</title>` +
		`<body style="font:14px/1.5 sans-serif;margin:16px"><h2 style="font-size:16px;margin:0 0 8px">{{.Subject}}</h2>` +
		`{{range .Lines}}<p style="margin:0 0 6px">{{if .Link}}<a href="{{.Link}}">{{.Text}}</a>{{else}}{{.Text}}{{end}}</p>{{end}}</body></html>`))

func mailHTML(m *digest.Message) string {
	var b strings.Builder
	if err := mailPage.Execute(&b, m); err != nil { // a fixed template over texts
		panic(err)
	}
	return b.String()
}
