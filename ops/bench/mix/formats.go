package mix

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/traffic"
)

// Format is one body format with bodies of the same people in it.
type Format struct {
	Name  string
	Calls []*traffic.Exchange
	Bytes int // of all bodies
}

// field is one field of a person.
type field struct{ name, value string }

// Formats writes the same people as JSON, as a form, as multipart and as XML, ten in a body.
func Formats(bodies int) (all []Format) {
	writers := []struct {
		name, media string
		write       func(people [][]field) string
	}{
		{"JSON", "application/json", writeJSON},
		{"form", "application/x-www-form-urlencoded", writeForm},
		{"multipart", "multipart/form-data; boundary=XX", writeMultipart},
		{"XML", "application/xml", writeXML},
	}
	for _, w := range writers {
		m := newMaker(31)
		f := Format{Name: w.name}
		for range bodies {
			var people [][]field
			for range 10 {
				people = append(people, m.person())
			}
			b := []byte(w.write(people))
			f.Bytes += len(b)
			f.Calls = append(f.Calls, &traffic.Exchange{
				Method: "POST", Host: "shop.example.com", Path: "/api/v1/people/import", Status: 200,
				Request: traffic.Message{
					Headers: []traffic.Header{{Name: "Content-Type", Value: w.media}}, Body: b, Size: int64(len(b)),
				},
			})
		}
		all = append(all, f)
	}
	return all
}

func (m *maker) person() []field {
	return []field{
		{"id", m.text(digits, 7)}, {"userName", strings.ToLower(m.text(alnum, 8))}, {"realName", m.name()}, {"mobile", m.mobile()},
		{"email", m.email()}, {"city", "Shanghai"}, {"createTime", m.day() + " " + m.clock()}, {"level", m.text(digits, 1)},
		{"remark", m.prose(40)},
	}
}

func writeJSON(people [][]field) string {
	var rows []object
	for _, p := range people {
		row := object{}
		for _, f := range p {
			row[f.name] = f.value
		}
		rows = append(rows, row)
	}
	return string(marshal(rows))
}

func writeForm(people [][]field) string {
	var b strings.Builder
	for i, p := range people {
		for _, f := range p {
			fmt.Fprintf(&b, "people[%d][%s]=%s&", i, f.name, url.QueryEscape(f.value))
		}
	}
	return b.String()
}

func writeMultipart(people [][]field) string {
	var b strings.Builder
	for _, p := range people {
		for _, f := range p {
			fmt.Fprintf(&b, "--XX\r\nContent-Disposition: form-data; name=%q\r\n\r\n%s\r\n", f.name, f.value)
		}
	}
	return b.String() + "--XX--\r\n"
}

func writeXML(people [][]field) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><people>`)
	for _, p := range people {
		b.WriteString("<person>")
		for _, f := range p {
			fmt.Fprintf(&b, "<%s>%s</%s>", f.name, f.value, f.name)
		}
		b.WriteString("</person>")
	}
	return b.String() + "</people>"
}
