package attack

import (
	"slices"

	"github.com/lapwing-sec/lapwing/actors/finding"
)

// Kinds of web attacks: TW-01..TW-14.
const (
	SQLInjection finding.Attack = iota + 1
	XSS
	CommandInjection
	CoreFileAccess
	FileUpload
	MaliciousScanning
	TrojanBackdoor
	XMLInjection
	WebAppVulnerability
	LDAPInjection
	SSRF
	SSTI
	UnauthorizedAccess
	NonCompliantProtocol
)

// Manners are the kinds that say how something was asked and not what: they leave room for a
// second opinion about the rest of the call.
var Manners = finding.Set(0).With(uint8(MaliciousScanning)).With(uint8(NonCompliantProtocol))

// Example is a part of a request.
type Example struct {
	Method  string // GET if empty
	Path    string // as sent; "/p" if empty
	Query   string // as sent
	Headers []string
	Body    string
	Type    string // content type; from the body's look if empty
}

// Kind is one kind of attack.
type Kind struct {
	ID      finding.Attack
	Name    string // stable
	Title   string // as in the acceptance table
	Finds   []Example
	Ignores []Example
	rules   []rule
}

// Kinds lists all kinds in the order of their numbers.
func Kinds() []Kind { return slices.Clone(kinds) }

// Title gives a kind's title, "" for an unknown number.
func Title(a finding.Attack) string {
	if a == 0 || int(a) > len(kinds) {
		return ""
	}
	return kinds[a-1].Title
}

// Name gives a kind's stable name, "" for an unknown number.
func Name(a finding.Attack) string {
	if a == 0 || int(a) > len(kinds) {
		return ""
	}
	return kinds[a-1].Name
}

var kinds = slices.Concat(injectionKinds, fileKinds, serverKinds)

func q(query string) Example    { return Example{Query: query} }
func p(path string) Example     { return Example{Path: path} }
func h(lines ...string) Example { return Example{Headers: lines} }
func j(body string) Example     { return Example{Method: "POST", Body: body, Type: "application/json"} }
func xmlBody(body string) Example {
	return Example{Method: "POST", Body: body, Type: "application/xml"}
}
func form(body string) Example {
	return Example{Method: "POST", Body: body, Type: "application/x-www-form-urlencoded"}
}
func upload(filename, content string) Example {
	return Example{
		Method: "POST", Type: "multipart/form-data; boundary=b",
		Body: "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" + filename +
			"\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n--b--\r\n",
	}
}
