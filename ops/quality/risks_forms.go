package main

import (
	"fmt"
	"html"
	"net/url"
	"strings"

	"github.com/lapwing-sec/lapwing/actors/detect/risk"
	"github.com/lapwing-sec/lapwing/actors/finding"
)

// riskSet collects the cases of one risk.
type riskSet struct {
	id    finding.Risk
	cases []riskCase
}

// shows and not take whole exchanges.
func (s *riskSet) shows(all ...risk.Example) { s.take(true, all) }
func (s *riskSet) not(all ...risk.Example)   { s.take(false, all) }

func (s *riskSet) take(shows bool, all []risk.Example) {
	for _, e := range all {
		s.cases = append(s.cases, riskCase{s.id, shows, e})
	}
}

// bearer is a credential that nobody can guess.
const bearer = "Authorization: Bearer q7Xk2vPz9LmT4wRs8NcJb3Hd6Yf1Ga5e\n"

const (
	host     = "https://shop.example.com"
	jsonType = "Content-Type: application/json\n"
	formType = "Content-Type: application/x-www-form-urlencoded\n"
)

// fields are names and values in turn.
type fields []string

func (f fields) json() string {
	var b strings.Builder
	b.WriteByte('{')
	for i := 0; i+1 < len(f); i += 2 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:%q", f[i], f[i+1])
	}
	return b.String() + "}"
}

func (f fields) form() string {
	var parts []string
	for i := 0; i+1 < len(f); i += 2 {
		parts = append(parts, url.QueryEscape(f[i])+"="+url.QueryEscape(f[i+1]))
	}
	return strings.Join(parts, "&")
}

func (f fields) xml() string {
	var b strings.Builder
	b.WriteString("<request>")
	for i := 0; i+1 < len(f); i += 2 {
		fmt.Fprintf(&b, "<%s>%s</%s>", f[i], html.EscapeString(f[i+1]), f[i])
	}
	return b.String() + "</request>"
}

func (f fields) multipart() string {
	var b strings.Builder
	for i := 0; i+1 < len(f); i += 2 {
		fmt.Fprintf(&b, "--b0\nContent-Disposition: form-data; name=%q\n\n%s\n", f[i], f[i+1])
	}
	return b.String() + "--b0--\n"
}

// asked gives one request in the formats in which clients send fields.
func asked(method, path, headers string, f fields, reply string) []risk.Example {
	line := method + " " + host + path + "\n"
	return []risk.Example{
		risk.Example(line + headers + jsonType + "\n" + f.json() + "\n" + reply),
		risk.Example(line + headers + formType + "\n" + f.form() + "\n" + reply),
		risk.Example(line + headers + "Content-Type: application/xml\n\n" + f.xml() + "\n" + reply),
		risk.Example(line + headers + "Content-Type: multipart/form-data; boundary=b0\n\n" + f.multipart() + "\n" + reply),
		risk.Example(line + headers + jsonType + "\n" + `{"data":` + f.json() + `,"lang":"en"}` + "\n" + reply),
	}
}

// get is a request whose fields stand in the query.
func get(path, headers string, f fields, reply string) risk.Example {
	q := ""
	if len(f) > 0 {
		q = "?" + f.form()
	}
	return risk.Example("GET " + host + path + q + "\n" + headers + "\n" + reply)
}

// ok is an answer of 200 in JSON.
func ok(body string) string { return status(200, body) }

func status(code int, body string) string {
	return fmt.Sprintf("-- %d\n%s\n%s", code, jsonType, body)
}

// answered gives one answer to GET /path in the shapes that servers give: bare, in an
// envelope, in a list, in XML.
func answered(path, headers string, f fields) []risk.Example {
	line := "GET " + host + path + "\n" + headers + "\n"
	j := f.json()
	return []risk.Example{
		risk.Example(line + ok(j)),
		risk.Example(line + ok(`{"code":0,"message":"ok","data":`+j+`}`)),
		risk.Example(line + ok(`{"total":1,"rows":[`+j+`]}`)),
		risk.Example(line + "-- 200\nContent-Type: application/xml\n\n<response>" + f.xml() + "</response>"),
	}
}

// login is an attempt to log in.
func login(path, name, password, reply string) []risk.Example {
	return asked("POST", path, "", fields{"username", name, "password", password}, reply)
}

const loggedIn = `{"code":0,"message":"success","data":{"token":"q7Xk2vPz9LmT4wRs8NcJb3Hd6Yf1Ga5e"}}`
